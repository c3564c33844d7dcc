"""The spaCy pipeline: tokenizer, components, and conversion of documents from Docs and to them."""
