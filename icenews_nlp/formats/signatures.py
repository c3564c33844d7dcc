"""Files that are no text, known by their first bytes, so that a reader can say what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PARQUET_ARTICLES: Final = "write it as JSON Lines first: pandas.read_parquet(FILE).to_json(OUT, orient='records', lines=True)"

TO_UTF8: Final = "convert the file to UTF-8 first, for instance: iconv -f LATIN1 -t UTF-8 FILE"

SIGNATURES: Final[Mapping[bytes, str]] = {
    b"\x1f\x8b": "gzip; unpack it first: gunzip FILE",
    b"\x28\xb5\x2f\xfd": "Zstandard; unpack it first: unzstd FILE",
    b"BZh": "bzip2; unpack it first: bunzip2 FILE",
    b"\xfd7zXZ\x00": "xz; unpack it first: unxz FILE",
    b"PK\x03\x04": "a zip archive (or an office document); unpack it, or save it as text",
    b"PAR1": f"Parquet; {PARQUET_ARTICLES}",
    **dict.fromkeys(
        (b"# newdoc", b"# sent_id =", b"# global.columns ="),
        "CoNLL-U, whose text is cut into words; documents are read from JSON Lines, Parquet and DocBin",
    ),
    b"%PDF-": "PDF; extract its text first: pdftotext FILE",
    b"\xff\xfe": "UTF-16; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8 FILE",
    b"\xfe\xff": "UTF-16; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8 FILE",
}
"""First bytes -> what the file is, and what to do with it."""


def other_format(start: bytes) -> str | None:
    """What a file is that begins so, and what to do with it; None if it may be text."""
    return next((what for signature, what in SIGNATURES.items() if start.startswith(signature)), None)
