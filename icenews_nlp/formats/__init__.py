"""Writers and readers of documents: JSON Lines, CoNLL-U, Parquet, DocBin, HTML and others."""
