"""``datasets/sources/<name>.yml``: another system, and how its words are said in ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import Field, TypeAdapter

from generator.load.document import read_document
from generator.load.form import parse
from generator.load.repository import SCHEMAS, SOURCES
from generator.model import (
    STRICT,
    WHOLE,
    Day,
    Identifier,
    Keywords,
    NonEmpty,
    Period,
    Place,
    Schema,
    Slug,
    Text,
    WebAddress,
)
from generator.problems import Place as Where
from generator.problems import Problem
from generator.vietnamese import slugify

Kind = Literal["ckan", "dcat", "data-json", "data-package", "files", "sql"]
Format = Literal["csv", "tsv", "xlsx", "geojson", "json"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "geojson", "json", "tsv")
"""Forms of a table that are taken, the dearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken from a source: ``seconds`` are for each attempt at each document."""

    __pydantic_config__ = STRICT

    seconds: Annotated[int, Field(ge=1), WHOLE] = 120
    retries: Annotated[int, Field(ge=0, le=10), WHOLE] = 3
    document_bytes: Annotated[int, Field(ge=1), WHOLE] = 50_000_000
    file_bytes: Annotated[int, Field(ge=1), WHOLE] = 100_000_000
    datasets: Annotated[int, Field(ge=1), WHOLE] = 5_000
    rows: Annotated[int, Field(ge=1), WHOLE] = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A dataset whose source tells nothing but rows: a file (``url``) or a ``query``."""

    __pydantic_config__ = STRICT

    identifier: Identifier
    title: Text
    description: Text
    url: WebAddress | None = None
    query: NonEmpty | None = None
    format: Format | None = None
    themes: tuple[Slug, ...] = ()
    keywords: Keywords | None = None
    publisher: Slug | None = None
    license: Slug | None = None
    accrual_periodicity: Slug | None = None
    issued: Day | None = None
    modified: Day | None = None
    temporal: Period | None = None
    spatial: Place | None = None
    each_row: Text | None = None
    schema: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestSource:
    """A system to harvest, as its file describes it.

    ``hosts`` may be asked besides that of ``url``; only ``private_hosts`` may have addresses
    that are not public. ``connection_variable`` names the environment variable that holds the
    connection string of a database. The tables lead from the source's words to ids of our lists.
    """

    __pydantic_config__ = STRICT

    title: Text
    kind: Kind
    enabled: bool = True
    url: WebAddress | None = None
    connection_variable: NonEmpty | None = None
    hosts: tuple[NonEmpty, ...] = ()
    private_hosts: tuple[NonEmpty, ...] = ()
    prefix: Slug | None = None
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = FORMATS
    publisher: Slug | None = None
    publishers: dict[str, Slug] | None = None
    theme: Slug | None = None
    themes: dict[str, Slug] | None = None
    license: Slug | None = None
    licenses: dict[str, Slug] | None = None
    accrual_periodicity: Slug | None = None
    frequencies: dict[str, Slug] | None = None
    limits: Limits = Limits()
    datasets: tuple[Listed, ...] = ()


def source_names(root: Path) -> tuple[str, ...]:
    """The names of the sources of the portal in ``root``, in order."""
    return tuple(sorted(path.stem for path in (root / SOURCES).glob("*.yml")))


def read_source(root: Path, name: str) -> tuple[HarvestSource | None, tuple[Problem, ...]]:
    """The source ``name``, or ``None`` and all that is wrong with its file."""
    file = f"{SOURCES}/{name}.yml"
    if slugify(name) != name:  # it becomes part of identifiers and of a branch's name
        details = {"key": name, "value": name}
        return None, (Problem(code="metadata-form-slug", place=Where(file=file), details=details),)
    document = read_document(root / file, file)
    if document.value is None:
        return None, document.problems
    source, problems = parse(HarvestSource, document)
    missing = _missing(source) if source else None
    if missing:
        details = {"key": missing}
        problems.append(
            Problem(code="metadata-missing-key", place=Where(file=file, line=1), details=details)
        )
    found = (*document.problems, *problems)
    return (None if found else source), found


def source_schema() -> dict[str, bytes]:
    """The JSON Schema of a source's file, for editors, by its path below a portal's root."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema = dialect | TypeAdapter(HarvestSource).json_schema()
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {f"{SCHEMAS}/source.schema.json": orjson.dumps(schema, option=options)}


def _missing(source: HarvestSource) -> str | None:
    """A key that sources of this kind need and this one lacks."""
    if source.kind == "sql":
        needs = {
            "connection_variable": bool(source.connection_variable),
            "datasets": bool(source.datasets),
            "query": all(listed.query for listed in source.datasets),
        }
    elif source.kind == "files":
        needs = {
            "datasets": bool(source.datasets),
            "url": all(listed.url for listed in source.datasets),
        }
    else:
        needs = {"url": bool(source.url)}
    return next((key for key, value in needs.items() if not value), None)
