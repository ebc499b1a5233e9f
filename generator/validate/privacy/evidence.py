"""How much speaks for personal data in a column: counted over its different values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.validate.privacy import numbers
from generator.validate.privacy.column import ColumnView
from generator.validate.privacy.kinds import KINDS, Kind

# Numbers of a kind with a check that many others fail are the chance hits of another kind.
_BEYOND_CHANCE = 0.3
_ALTERNATIVES = 3
# Small numbers and days are of no kind by themselves, and are most of what tables hold.
_PLAIN = re.compile(r"-?\d{1,7}(?:[.,]\d*)?|\d{4}-\d\d-\d\d(?:[T ].*)?|\d\d?/\d\d?/\d{4}|\w")
_PROVINCE_AND_YEAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What in a column is of one kind.

    ``hits`` are its values of the kind, ``share`` the part that they, or any other kind told by
    its cells alone, are of all its values. ``is_named`` says that the heading promised it.
    """

    column: ColumnView
    kind: Kind
    hits: tuple[str, ...]
    share: float
    is_named: bool

    @property
    def is_name_by_shape(self) -> bool:
        """Whether it is names that no heading calls so: streets and schools bear them too."""
        return self.kind.name == "name" and not self.is_named

    @property
    def is_dense(self) -> bool:
        """Whether the column is of the kind by what stands in it."""
        return self.is_named or self.share >= self.kind.share

    @property
    def is_enough(self) -> bool:
        """Whether there are as many different values as stop a dataset."""
        return len(self.hits) >= self.kind.least

    @property
    def is_all(self) -> bool:
        """Whether every value of a column, however short, is of the kind."""
        return len(self.hits) == len(self.column.values)


def gather(columns: Iterable[ColumnView], year: int) -> list[Evidence]:
    """All evidence in the columns of a table; ``year`` is the present one."""
    return [evidence for column in columns for evidence in _of_column(column, year)]


def _of_column(column: ColumnView, year: int) -> Iterator[Evidence]:
    told = [_named(column, kind, year) for kind in KINDS if _is_named(column, kind)]
    named = {evidence.kind.name for evidence in told if evidence.hits}
    yield from (evidence for evidence in told if evidence.hits)
    suspects = [value for value in column.values if not _PLAIN.fullmatch(value)]
    alone = [
        (kind, hits)
        for kind in KINDS
        if kind.alone and kind.name not in named and not _is_innocent(column, kind)
        if (hits := _alone(column, suspects, kind, year))
    ]
    numbers_share = _share([hits for kind, hits in alone if kind.name != "name"], column)
    for kind, hits in alone:
        share = _share([hits], column) if kind.name == "name" else numbers_share
        yield Evidence(column=column, kind=kind, hits=hits, share=share, is_named=False)


def _is_named(column: ColumnView, kind: Kind) -> bool:
    found = kind.heading is not None and kind.heading.search(column.heading) is not None
    return found and kind.below is not None and not _is_excused(column, kind)


def _is_excused(column: ColumnView, kind: Kind) -> bool:
    return kind.innocent is not None and kind.innocent.search(column.heading) is not None


def _is_innocent(column: ColumnView, kind: Kind) -> bool:
    return column.is_quantity or _is_excused(column, kind)


def _named(column: ColumnView, kind: Kind, year: int) -> Evidence:
    below = kind.below or _nothing
    hits = tuple(value for value in column.values if below(value, year))
    return Evidence(
        column=column, kind=kind, hits=hits, share=_share([hits], column), is_named=True
    )


def _nothing(cell: str, year: int) -> bool:  # noqa: ARG001
    return False


def _alone(column: ColumnView, suspects: Sequence[str], kind: Kind, year: int) -> tuple[str, ...]:
    check = kind.alone or _nothing
    hits = tuple(value for value in suspects if check(value, year))
    return () if _is_by_chance(column, kind, hits) else hits


def _is_by_chance(column: ColumnView, kind: Kind, hits: Sequence[str]) -> bool:
    """Whether the hits are no more than what any long numbers, or a numbered series, would give."""
    if kind.name not in {"identity-number", "phone", "payment-card"} or not hits:
        return False
    long = sum(bool(numbers.runs(value)) for value in column.values)
    if len(hits) < _BEYOND_CHANCE * long:
        return True
    return kind.name == "identity-number" and _is_series(hits)


def _is_series(hits: Sequence[str]) -> bool:
    """Numbers that all begin alike, as codes do that hold an office and a year."""
    beginnings = {re.sub(r"\D", "", value).zfill(12)[:_PROVINCE_AND_YEAR] for value in hits}
    return len(hits) > _ALTERNATIVES and len(beginnings) < _ALTERNATIVES


def _share(found: Sequence[Sequence[str]], column: ColumnView) -> float:
    return len(set().union(*found)) / len(column.values)
