"""The description of a table as a Table Schema (https://datapackage.org/standard/table-schema/)."""

from __future__ import annotations

from typing import Any

from generator.model import LANGUAGES, Column, ForeignKey, Language, Schema

_CONSTRAINTS = {
    "required": "required",
    "unique": "unique",
    "min_length": "minLength",
    "max_length": "maxLength",
    "minimum": "minimum",
    "maximum": "maximum",
    "pattern": "pattern",
    "enum": "enum",
}
_READING = {
    "missing_values": "missingValues",
    "decimal_char": "decimalChar",
    "group_char": "groupChar",
    "true_values": "trueValues",
    "false_values": "falseValues",
}


def table_schema(
    schema: Schema, language: Language = "vi", *, resource: str = ""
) -> dict[str, Any]:
    """The Table Schema descriptor (https://datapackage.org/standard/table-schema/), for JSON.

    Labels and descriptions are in ``language``; ``labels`` keeps both languages and ``unit`` the
    unit, which the standard has no place for. Foreign keys to ``resource`` itself have the empty
    name; those to other datasets, which the standard cannot express, are left out.
    """
    descriptor: dict[str, Any] = {
        "fields": [_field(column, language) for column in schema.fields],
        "missingValues": list(schema.missing_values),
    }
    if schema.primary_key:
        descriptor["primaryKey"] = list(schema.primary_key)
    keys = [_foreign_key(k, resource) for k in schema.foreign_keys if not k.reference.dataset]
    return descriptor | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, language: Language) -> dict[str, Any]:
    field = {
        "name": column.name,
        "type": column.type,
        "format": column.format,
        "title": column.label.get(language),
        "description": column.description and column.description.get(language),
        "example": column.example,
        "unit": column.unit,
        "labels": {name: text for name in LANGUAGES if (text := getattr(column.label, name))},
        "constraints": _constraints(column),
    }
    if not column.bare_number:
        field["bareNumber"] = False
    field |= {name: _plain(getattr(column, key)) for key, name in _READING.items()}
    return {name: value for name, value in field.items() if value is not None}


def _constraints(column: Column) -> dict[str, Any] | None:
    given = {name: _plain(getattr(column.constraints, key)) for key, name in _CONSTRAINTS.items()}
    return {name: value for name, value in given.items() if _is_said(value)} or None


def _is_said(value: Any) -> bool:
    """Whether a constraint was given: 0 is one, ``False`` and an empty list are not."""
    return value is not None and value is not False and value != []


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _foreign_key(key: ForeignKey, resource: str) -> dict[str, Any]:
    target = "" if key.reference.resource == resource else key.reference.resource
    return {
        "fields": list(key.fields),
        "reference": {"resource": target, "fields": list(key.reference.fields)},
    }
