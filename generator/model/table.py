"""Tables: their files, columns and keys (Table Schema, in snake_case)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Literal

from generator.model.limits import Limits
from generator.model.texts import Text
from generator.model.values import STRICT, WHOLE, Identifier, NonEmpty, Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a file lays out its table. ``header_row`` counts from 1, as in Excel."""

    __pydantic_config__ = STRICT

    delimiter: Annotated[str, Limits(min_length=1, max_length=1)] = ","
    quote_char: Annotated[str, Limits(min_length=1, max_length=1)] = '"'
    header_row: Annotated[int, Limits(ge=1, le=1000), WHOLE] = 1
    sheet: NonEmpty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a cell may hold (Table Schema constraints, in snake_case)."""

    __pydantic_config__ = STRICT

    required: bool = False
    unique: bool = False
    min_length: Annotated[int, Limits(ge=0), WHOLE] | None = None
    max_length: Annotated[int, Limits(ge=0), WHOLE] | None = None
    minimum: int | float | str | None = None
    maximum: int | float | str | None = None
    pattern: str | None = None
    enum: tuple[int | float | str | bool, ...] = ()


FieldType = Literal[
    "string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth",
    "duration", "geopoint", "geojson", "object", "array", "any",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table (a Table Schema *field*)."""

    __pydantic_config__ = STRICT

    name: NonEmpty
    type: FieldType = "string"
    format: NonEmpty | None = None
    label: Text
    description: Text | None = None
    unit: NonEmpty | None = None
    example: str | int | float | bool | None = None
    constraints: Constraints = Constraints()
    missing_values: tuple[str, ...] | None = None
    decimal_char: Annotated[str, Limits(min_length=1, max_length=1)] | None = None
    group_char: Annotated[str, Limits(min_length=1, max_length=1)] | None = None
    bare_number: bool = True
    true_values: tuple[str, ...] | None = None
    false_values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The column(s) a key points at: of a resource of this dataset, or of ``dataset``."""

    __pydantic_config__ = STRICT

    dataset: Identifier | None = None
    resource: Slug
    fields: Annotated[tuple[NonEmpty, ...], Limits(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose values must occur in another table."""

    __pydantic_config__ = STRICT

    fields: Annotated[tuple[NonEmpty, ...], Limits(min_length=1)]
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """The columns holding WGS 84 degrees, for tables that can be shown on a map."""

    __pydantic_config__ = STRICT

    latitude: NonEmpty
    longitude: NonEmpty


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The columns of a table and its keys (Table Schema, in snake_case)."""

    __pydantic_config__ = STRICT

    fields: Annotated[tuple[Column, ...], Limits(min_length=1)]
    missing_values: tuple[str, ...] = ("",)
    primary_key: tuple[NonEmpty, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    coordinates: Coordinates | None = None
    dimensions: tuple[NonEmpty, ...] = ()


ChartType = Literal["line", "bar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The chart a publisher wants above a table; of type ``none`` there is no chart.

    Without ``y`` rows are counted. Rows with the same ``x`` are added up where ``y`` is an
    amount, else averaged.
    """

    __pydantic_config__ = STRICT

    type: ChartType | Literal["none"]
    x: NonEmpty | None = None
    y: NonEmpty | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One table or file, as its publisher wrote it. Tables have a ``schema``."""

    __pydantic_config__ = STRICT

    name: Slug
    path: NonEmpty
    title: Text
    description: Text | None = None
    each_row: Text | None = None
    encoding: NonEmpty = "utf-8"
    dialect: Dialect = Dialect()
    schema: Schema | None = None
    chart: Chart | None = None

    @property
    def ending(self) -> str:
        """The ending of its file's name, such as ``.csv``, in small letters."""
        return PurePosixPath(self.path).suffix.lower()
