"""Cells of our JSON in JSON Schema (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

from typing import Any

from generator.distribution import ColumnProfile
from generator.model import Column, FieldType

_TYPES: dict[FieldType, tuple[str, ...]] = {
    "integer": ("integer",),
    "year": ("integer",),
    "number": ("number",),
    "boolean": ("boolean",),
    # JSON where the cell holds some, else its text.
    "array": ("array", "string"),
    "geojson": ("object", "string"),
    "object": ("object", "string"),
}
_LONG_NUMBERS: frozenset[FieldType] = frozenset({"integer", "number", "year"})
"""With more digits than any number of a program holds, they are text."""
_FORMATS: dict[FieldType, dict[str, str]] = {
    "date": {"format": "date"},
    "duration": {"format": "duration"},
    # No more is known of moments: without a zone they are no ``date-time`` of JSON Schema.
    "yearmonth": {"pattern": "^[0-9]{4}-[0-9]{2}$"},
}


def cell_schema(column: Column, found: ColumnProfile) -> dict[str, Any]:
    """What cells of a column may be.

    Null is allowed unless the column must be filled, and is: what is not finite is missing, too.
    """
    types = [*_TYPES.get(column.type, ("string",))]
    if column.type in _LONG_NUMBERS and isinstance(found.minimum, str):
        types.append("string")
    if found.missing or not column.constraints.required:
        types.append("null")
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    return schema | _FORMATS.get(column.type, {}) | _listed(column, types)


def _listed(column: Column, types: list[str]) -> dict[str, Any]:
    values = column.constraints.enum
    if column.type != "string" or not values:
        return {}
    return {"enum": [*values, *([None] if "null" in types else [])]}
