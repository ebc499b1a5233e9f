"""The normalised CSV, which packages carry and descriptions of tables are about.

In it numbers, dates and truth values have one form, whatever the publisher's file looked like,
so what its publisher says of a column (bounds, lists, an example) is said in that form, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.distribution import Distribution, Product
from generator.model import Column, Constraints, Schema, Text
from generator.table import table_schema

_JSON_DIGITS = 18
"""Larger numbers are text in our JSON: most of its readers would change them."""
_NO_LABEL = Text(vi="-")
_FORM = (
    "type", "format", "missing_values", "bare_number", "decimal_char", "group_char",
    "true_values", "false_values",
)  # fmt: skip
"""What of a column says how its values are written."""


def _plain_number(value: float | Decimal) -> int | float | str:
    exact = Decimal(str(value))
    if exact.is_finite() and exact.adjusted() < _JSON_DIGITS:
        number = int(exact) if exact == exact.to_integral_value() else float(exact)
        if Decimal(repr(number)) == exact:
            return number
    return str(exact)


# Types that the normalised CSV writes in their default form, and how metadata write it too.
_NORMALISED: dict[str, Callable[[Any], int | float | str]] = {
    "boolean": bool,
    "date": lambda value: str(value.isoformat()),
    "datetime": lambda value: str(value.isoformat()),
    "geopoint": lambda value: f"{value[0]:f},{value[1]:f}",
    "integer": _plain_number,
    "number": _plain_number,
    "time": lambda value: str(value.isoformat()),
}


def main_distribution(product: Product) -> Distribution:
    """The form that a package carries: the normalised CSV, or a file as it was sent."""
    return distribution_in("CSV", product) or product.distributions[0]


def distribution_in(form: str, product: Product) -> Distribution | None:
    """What was made of a table in a form, such as ``CSV`` or ``Parquet``."""
    for item in product.distributions:
        if item.role == "derived" and item.format == form:
            return item
    return None


def normalised(schema: Schema) -> Schema:
    """The schema of the normalised CSV that is made from a table with ``schema``."""
    return replace(
        schema,
        fields=tuple(_normalised_column(column) for column in schema.fields),
        missing_values=("",),
    )


def _normalised_column(column: Column) -> Column:
    if column.type not in _NORMALISED:
        return replace(column, missing_values=None)
    example, constraints = column.example, column.constraints
    if _states_values(column):  # else no reader of the publisher's form is needed
        written = _rewriter(column)
        example, constraints = written(example), _normalised_constraints(constraints, written)
    return replace(
        column,
        format=None,
        example=example,
        constraints=constraints,
        missing_values=None,
        decimal_char=None,
        group_char=None,
        bare_number=True,
        true_values=None,
        false_values=None,
    )


def _states_values(column: Column) -> bool:
    rules = column.constraints
    stated = (column.example, rules.minimum, rules.maximum)
    return bool(rules.enum) or any(value is not None for value in stated)


def _rewriter(column: Column) -> Callable[[Any], Any]:
    """What turns a value as the publisher writes it (``31/12/2024``) to its default form."""
    form = Column(name="-", label=_NO_LABEL, **{key: getattr(column, key) for key in _FORM})
    read, write = _reader(form), _NORMALISED[column.type]

    def rewrite(value: Any) -> Any:
        meant = None if value is None else read(value)
        return value if meant is None else write(meant)

    return rewrite


@lru_cache(maxsize=1_000)
def _reader(form: Column) -> Callable[[Any], Any]:
    """What reads values of a form: making one takes longer than reading thousands."""
    from frictionless import Field  # noqa: PLC0415 - it takes long to load

    field = table_schema(Schema(fields=(form,)))["fields"][0]
    reader: Callable[[Any], Any] = Field.from_descriptor(field).create_value_reader()
    return reader


def _normalised_constraints(constraints: Constraints, written: Callable[[Any], Any]) -> Constraints:
    return replace(
        constraints,
        minimum=written(constraints.minimum),
        maximum=written(constraints.maximum),
        enum=tuple(map(written, constraints.enum)),
    )
