"""The JSON Schema of an annotated document, for readers in other languages.

The same text lies in `icenews_nlp/documents/schema.json`; after a change of the documents, write it again:

    icenews-nlp schema > icenews_nlp/documents/schema.json
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from icenews_nlp.documents.document import AnnotatedDocument

SCHEMA_FILE: Final = Path(__file__).parent / "schema.json"
"""The stored copy, shipped with the package."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""What pydantic writes: https://docs.pydantic.dev/latest/concepts/json_schema/."""


def document_schema() -> str:
    """The schema of one line that `AnnotatedDocument.to_json` writes, indented, with a newline at its end."""
    schema = {"$schema": DIALECT, **AnnotatedDocument.model_json_schema(mode="serialization")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
