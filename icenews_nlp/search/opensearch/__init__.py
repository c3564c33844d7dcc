"""The search index in an OpenSearch cluster."""
