"""Enrichment over HTTP: articles in, annotated documents out, as JSON. Needs the extra `service`."""
