"""Frictionless's fields, made without its validation of their descriptors, which takes long.

What can be wrong with a column is told by :mod:`generator.validate.schema`. Frictionless is loaded
with the first field, since that takes long: a table without a fault seldom needs one.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frictionless import Field

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


def new_field(descriptor: Mapping[str, Any]) -> Field:
    """The field that a Table Schema describes, as far as it bears on the verdict on cells."""
    known = _parameters(descriptor["type"])
    given = {
        attribute: descriptor[key]
        for key, attribute in _ATTRIBUTES.items()
        if key in descriptor and attribute in known
    }
    if given.get("format", "").startswith("fmt:"):  # a spelling of version 1
        given["format"] = given["format"].replace("fmt:", "")
    return _classes()[descriptor["type"]](**given)


def make_field(descriptor: Mapping[str, Any]) -> Field:
    """The same, to be read with and not to be put into a schema.

    Columns alike in what bears on the verdict, of which tables have many, share one.
    """
    known = {key: value for key, value in descriptor.items() if key in {"type", *_ATTRIBUTES}}
    # By their text: to Python 1, 1.0 and True are the same, to Table Schema they are not.
    return _field(json.dumps(known))


@lru_cache(maxsize=1024)
def _field(text: str) -> Field:
    return new_field(json.loads(text))


@cache
def _classes() -> dict[str, type[Field]]:
    from frictionless import Field, fields  # noqa: PLC0415

    return {
        kind.type: kind
        for kind in vars(fields).values()
        if inspect.isclass(kind) and issubclass(kind, Field) and kind is not Field
    }


@cache
def _parameters(type_: str) -> frozenset[str]:
    return frozenset(inspect.signature(_classes()[type_]).parameters)
