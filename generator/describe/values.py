"""JSON values made ready for readers that keep them in databases."""

from __future__ import annotations

import json
import re
from typing import Any

from generator.describe.characters import fit

# Escapes of characters that may have to go; emoji, which may stay, are among them.
_SUSPECT = re.compile(r"\\u(?:00[0189]|007f|d[89a-f]|fd[de]|fff[ef])")


def fitted(value: Any) -> Any:
    """The value with the texts in it free of characters that databases and parsers refuse.

    PostgreSQL, on which CKAN stands, takes no NUL; no UTF-8 holds a lone surrogate.
    """
    if isinstance(value, str):
        return value if value.isprintable() else fit(value)
    if isinstance(value, dict):
        return {key: fitted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [fitted(item) for item in value]
    return value


def ascii_json(value: Any) -> bytes:
    """The fitted value as JSON in ASCII, for files whose character set nobody is told."""
    text = json.dumps(value, separators=(",", ":"))
    if _SUSPECT.search(text):
        text = json.dumps(fitted(value), separators=(",", ":"))
    return text.encode("ascii")
