"""A report: one value from which every format is written.

It is also the form of the published JSON (``datasets/schemas/report.schema.json``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from generator.model import Language, Text
from generator.problems import Place, Severity, page_path

_CLOSED = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place of a fault. ``details`` fill the blanks of its texts, which stand here filled."""

    __pydantic_config__ = _CLOSED

    place: Place
    details: Mapping[str, str]
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """Equal faults of one column of a file, in the order of their places; at least one.

    ``count`` is how many there are: JSON may list only the first.
    """

    __pydantic_config__ = _CLOSED

    code: Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    severity: Severity
    count: Annotated[int, Field(ge=1)]
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What is wrong with a file: groups that stop publication first.

    ``dataset`` is the identifier of the dataset it belongs to; ``rows`` (below the header) and
    ``columns`` are the size of its table, where known.
    """

    __pydantic_config__ = _CLOSED

    file: str
    dataset: str | None = None
    rows: int | None = None
    columns: int | None = None
    groups: tuple[FaultGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptRow:
    """A row of a sheet as its publisher wrote it; ``number`` counts as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The labels of a table and some of its rows: those with faults and their neighbours.

    ``header`` is the number of the row in which the labels stand.
    """

    header: int
    labels: tuple[str, ...]
    rows: tuple[ExcerptRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked, when, by which program, and what was found.

    ``address`` is the site's canonical address, for links to what explains a code. ``errors``
    and ``warnings`` count findings, ``datasets`` and ``tables`` what was checked. ``excerpts``
    are by file; they are not part of the JSON.
    """

    __pydantic_config__ = _CLOSED

    format: Literal["opendata-report/1"] = "opendata-report/1"
    version: str
    checked_on: date | None = None
    address: str = ""
    verdict: Literal["publishable", "blocked"]
    errors: Annotated[int, Field(ge=0)]
    warnings: Annotated[int, Field(ge=0)]
    datasets: Annotated[int, Field(ge=0)] = 0
    tables: Annotated[int, Field(ge=0)] = 0
    files: tuple[FileReport, ...]
    excerpts: SkipJsonSchema[Annotated[Mapping[str, Excerpt], Field(exclude=True)]] = field(
        default_factory=dict
    )

    def page(self, code: str, language: Language) -> str | None:
        """The address of the page that explains ``code``."""
        if not self.address:
            return None
        root = "" if language == "vi" else f"{language}/"
        return f"{self.address.rstrip('/')}/{root}{page_path(code)}"
