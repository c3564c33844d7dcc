"""Annotated documents and articles: pydantic models, their checks, their JSON and its schema."""
