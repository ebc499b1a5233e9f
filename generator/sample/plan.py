"""Which datasets a synthetic portal has: their subject, area, year, publisher and days."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import cycle, islice
from typing import Literal

from generator.sample.families import Family, families
from generator.vietnamese import slugify
from generator.vocabulary import Area, AreaCodeList, Vocabularies

Form = Literal["csv", "semicolon", "windows-1258", "xlsx", "geojson"]

CODE_LIST = "mau-don-vi-hanh-chinh"
"""The identifier of the first dataset, which lists the areas that all others refer to."""

YEARS = range(2010, 2027)
_OPENED = date(2024, 10, 4)
_LAST_DAY = date(2026, 9, 30)
# Out of 13, which no number of families divides, so that every family comes in every form.
_FORMS: tuple[Form, ...] = (
    "csv", "csv", "semicolon", "csv", "xlsx", "csv", "geojson", "csv", "windows-1258", "csv",
    "xlsx", "csv", "csv",
)  # fmt: skip
_PLANNED_EVERY = 41
_TWO_TABLES_EVERY = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A place that data is about, and the areas inside it that its rows name.

    Their codes have held since ``valid_from``, where that is known.
    """

    code_list: str
    valid_from: date | None
    area: Area
    parts: tuple[Area, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One dataset to be written. ``edition`` counts from 1 where a title would come again."""

    number: int
    family: Family
    territory: Territory
    year: int
    edition: int
    publisher: str
    issued: date
    modified: date

    @property
    def identifier(self) -> str:
        """The lasting name."""
        return f"mau-{self.family.code}-{self.number:05d}"

    @cached_property
    def slug(self) -> str:
        """The name of its folder, which no other dataset has."""
        area = self.territory.area
        subject = f"{self.family.id} {area.kind.vi} {area.name.vi} {self.year}"
        return slugify(subject if self.edition == 1 else f"{subject} dot {self.edition}")

    @property
    def form(self) -> Form:
        """How its publisher sends its tables."""
        return _FORMS[self.number % len(_FORMS)]

    @property
    def is_planned(self) -> bool:
        """Whether it has been announced only."""
        return self.number % _PLANNED_EVERY == _PLANNED_EVERY - 1

    @property
    def has_two_tables(self) -> bool:
        """Whether the year before, when the same codes held, comes with it as a second table."""
        start = self.territory.valid_from
        began_now = start is not None and start.year == self.year
        return not began_now and self.number % _TWO_TABLES_EVERY == _TWO_TABLES_EVERY - 1


def plans(count: int, seed: int, vocabularies: Vocabularies) -> Iterator[Plan]:
    """Plan ``count`` datasets: fields take turns, and no title comes twice."""
    rng = random.Random(f"{seed} plans")  # noqa: S311 - figures, not secrets
    subjects = {family.id: _subjects(rng, vocabularies) for family in families()}
    for number, family in enumerate(islice(cycle(families()), count), start=1):
        choices = subjects[family.id]
        edition, choice = divmod((number - 1) // len(families()), len(choices))
        territory, year = choices[choice]
        issued, modified = _days(rng, year)
        heirs = vocabularies.stewards(family.publisher, issued)
        yield Plan(
            number=number,
            family=family,
            territory=territory,
            year=year,
            edition=edition + 1,
            publisher=heirs[0] if heirs else family.publisher,
            issued=issued,
            modified=modified,
        )


def smallest_units(code_list: AreaCodeList) -> tuple[Area, ...]:
    """The areas that contain no other area of the list."""
    parents = {area.parent for area in code_list.areas}
    return tuple(area for area in code_list.areas if area.code not in parents)


def _subjects(rng: random.Random, vocabularies: Vocabularies) -> list[tuple[Territory, int]]:
    subjects = [
        (territory, year)
        for year in YEARS
        for territory in _territories(_code_list_of(year, vocabularies))
    ]
    rng.shuffle(subjects)
    return subjects


def _territories(code_list: AreaCodeList) -> Iterator[Territory]:
    units = smallest_units(code_list)
    for area in code_list.areas:
        parts = (area,) if area in units else units
        yield Territory(
            code_list=code_list.id, valid_from=code_list.valid_from, area=area, parts=parts
        )


def _code_list_of(year: int, vocabularies: Vocabularies) -> AreaCodeList:
    """The list that applied at the end of the year; the oldest one before all of them."""
    lists = sorted(
        vocabularies.area_code_lists.values(), key=lambda one: one.valid_from or date.min
    )
    applied = [one for one in lists if one.valid_from and one.valid_from <= date(year, 12, 31)]
    return applied[-1] if applied else lists[0]


def _days(rng: random.Random, year: int) -> tuple[date, date]:
    """The days of first publication and of the last change, in the year after the figures'."""
    earliest = max(_OPENED, date(year + 1, 1, 6)) if year < YEARS[-1] else date(year, 4, 1)
    issued = earliest + timedelta(days=rng.randrange(150))
    modified = issued + timedelta(days=rng.randrange(400))
    return min(issued, _LAST_DAY), min(modified, _LAST_DAY)
