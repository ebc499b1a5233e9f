"""Frictionless's fields, made without its validation of their descriptors, which takes long.

What can be wrong with a column is told by :mod:`generator.validate.schema`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import lru_cache
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
    """The field that a Table Schema describes, as far as it bears on the verdict on cells.

    Columns alike in that, of which tables have many, share one.
    """
    known = _PARAMETERS[descriptor["type"]]
    given = {key: value for key, value in descriptor.items() if _ATTRIBUTES.get(key) in known}
    # By their text: to Python 1, 1.0 and True are the same, to Table Schema they are not.
    return _field(descriptor["type"], json.dumps(given))


@lru_cache(maxsize=1024)
def _field(type_: str, text: str) -> Field:
    given = {_ATTRIBUTES[key]: value for key, value in json.loads(text).items()}
    if given.get("format", "").startswith("fmt:"):  # a spelling of version 1
        given["format"] = given["format"].replace("fmt:", "")
    return _CLASSES[type_](**given)
