"""What is found in a table, and whether it stops the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Metadata
from generator.table import TextTable
from generator.validate.privacy.about import is_of_persons, is_of_places
from generator.validate.privacy.column import ColumnView, views
from generator.validate.privacy.evidence import Evidence, gather
from generator.validate.privacy.heading import words_of

_DAYS_OF_THINGS = words_of("day-of-things")
_DAY_OF_YEAR = re.compile(
    r"(?:19[2-9]|20[0-2])\d(?=[-/.]\d{1,2}[-/.])|(?<=[-/.])(?:19[2-9]|20[0-2])\d$"
)
_SPAN_YEARS = 8
_MOST = 0.6
_COMPANY = {"birth-date", "home-address", "phone", "email", "identity-number", "bank-account"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Personal data of one kind in one column; ``is_certain`` findings stop the dataset."""

    column: str
    kind: str
    values: tuple[str, ...]
    is_certain: bool


def find(table: TextTable, metadata: Metadata, today: date) -> list[Finding]:
    """What of a table is personal data, or looks like it."""
    columns = list(views(table))
    said = is_of_persons(table.resource, metadata)
    places = is_of_places(table.resource, metadata) and not said
    evidence = [one for one in gather(columns, today.year) if not (places and one.is_name_by_shape)]
    verdicts = [(one, _is_certain(one, columns, evidence, said=said)) for one in evidence]
    return _merged(
        Finding(column=one.column.label, kind=one.kind.name, values=one.hits, is_certain=certain)
        for one, certain in verdicts
        if certain or _is_suspicious(one)
    )


def _merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, the gravest of each kind and column."""
    gravest: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        known = gravest.get((finding.column, finding.kind))
        if known is None or (finding.is_certain and not known.is_certain):
            gravest[finding.column, finding.kind] = finding
    return list(gravest.values())


def _is_certain(
    one: Evidence,
    columns: Sequence[ColumnView],
    evidence: Sequence[Evidence],
    *,
    said: bool,
) -> bool:
    if not one.is_dense:
        return False
    person = said or _has_person(one, evidence)
    if one.is_name_by_shape:
        return one.is_enough and (person or _has_company(one, columns, evidence))
    if one.kind.beside and not person:
        return False
    return one.is_enough or (person and one.is_all)


def _has_person(one: Evidence, evidence: Iterable[Evidence]) -> bool:
    """Whether another column says who it is."""
    return any(
        other.kind.identifies and other.is_dense and (other.is_enough or other.is_all)
        for other in evidence
        if other.column is not one.column
    )


def _has_company(
    name: Evidence, columns: Iterable[ColumnView], evidence: Iterable[Evidence]
) -> bool:
    """Whether a birth date, an address of a home or a number of a person stands beside names."""
    return any(
        other.kind.name in _COMPANY and other.is_dense
        for other in evidence
        if other.column is not name.column
    ) or any(_is_birth(column) for column in columns if column is not name.column)


def _is_birth(column: ColumnView) -> bool:
    """Days that lie years apart, below a heading that does not say what else happened then."""
    if _DAYS_OF_THINGS.search(column.heading):
        return False
    years = [int(found[0]) for value in column.values if (found := _DAY_OF_YEAR.search(value))]
    return len(years) >= _MOST * len(column.values) and max(years) - min(years) >= _SPAN_YEARS


def _is_suspicious(one: Evidence) -> bool:
    """Whether somebody should look at it, though it may be something else."""
    if one.is_name_by_shape:
        return one.is_dense and one.is_enough
    return not one.kind.beside
