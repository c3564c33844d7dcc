"""The way from an Article to an AnnotatedDocument: profiles, the Enricher, worker processes."""
