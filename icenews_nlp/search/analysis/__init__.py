"""What a document or a query is to an index: terms, parts of compounds, spellings."""
