"""Frictionless's fields, made without its validation of their descriptors, which takes long.

What can be wrong with a column is told by :mod:`generator.validate.schema`.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from frictionless import Field, fields

_CLASSES: dict[str, type[Field]] = {
    kind.type: kind
    for kind in vars(fields).values()
    if inspect.isclass(kind) and issubclass(kind, Field) and kind is not Field
}
_PARAMETERS = {
    name: frozenset(inspect.signature(kind).parameters) for name, kind in _CLASSES.items()
}
_ATTRIBUTES = {
    "name": "name",
    "format": "format",
    "constraints": "constraints",
    "missingValues": "missing_values",
    "bareNumber": "bare_number",
    "decimalChar": "decimal_char",
    "groupChar": "group_char",
    "trueValues": "true_values",
    "falseValues": "false_values",
}


def make_field(descriptor: Mapping[str, Any]) -> Field:
    """The field that a Table Schema describes, as far as it bears on the verdict on cells."""
    kind = _CLASSES[descriptor["type"]]
    known = _PARAMETERS[descriptor["type"]]
    given = {name: descriptor[key] for key, name in _ATTRIBUTES.items() if key in descriptor}
    if given.get("format", "").startswith("fmt:"):  # a spelling of version 1
        given["format"] = given["format"].replace("fmt:", "")
    return kind(**{name: value for name, value in given.items() if name in known})
