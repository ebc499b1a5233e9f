"""A Table Schema (https://datapackage.org/standard/table-schema/) in the words of our metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from generator.harvest.texts import text, title
from generator.model import FieldType

_TYPES = frozenset(get_args(FieldType))
_CONSTRAINTS = {
    "required": "required",
    "unique": "unique",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "pattern": "pattern",
    "enum": "enum",
}
_READING = {
    "decimalChar": "decimal_char",
    "groupChar": "group_char",
    "bareNumber": "bare_number",
    "trueValues": "true_values",
    "falseValues": "false_values",
}


def from_table_schema(descriptor: Any) -> dict[str, Any] | None:
    """The columns of a descriptor; ``None`` where there are none.

    Types that we do not know are text. Foreign keys are left out: they point at tables that may
    not have been taken over.
    """
    fields = descriptor.get("fields") if isinstance(descriptor, Mapping) else None
    if not isinstance(fields, list) or not fields:
        return None
    if not all(isinstance(field, Mapping) and title(field.get("name")) for field in fields):
        return None
    schema: dict[str, Any] = {}
    missing = descriptor.get("missingValues")
    if isinstance(missing, list) and all(isinstance(each, str) for each in missing):
        schema |= {} if missing == [""] else {"missing_values": missing}
    key = descriptor.get("primaryKey")
    key = [key] if isinstance(key, str) else key
    if isinstance(key, list) and key:
        schema["primary_key"] = list(map(str, key))
    return schema | {"fields": [_column(field) for field in fields]}


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    column: dict[str, Any] = {"name": title(field["name"])["vi"]}
    kind, form = field.get("type"), field.get("format")
    if kind in _TYPES and kind != "string":
        column["type"] = kind
    if isinstance(form, str) and form != "default" and kind in _TYPES:
        column["format"] = form
    column["label"] = title(field.get("labels"), field.get("title"), field["name"])
    if description := text(field.get("description")):
        column["description"] = description
    if unit := title(field.get("unit")):
        column["unit"] = unit["vi"]
    column |= {ours: field[name] for name, ours in _READING.items() if name in field}
    given = field.get("constraints")
    constraints = given if isinstance(given, Mapping) else {}
    found = {ours: constraints[name] for name, ours in _CONSTRAINTS.items() if name in constraints}
    return column | ({"constraints": found} if found else {})
