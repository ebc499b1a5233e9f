"""The closed lists a portal speaks in: fields, agencies, licences, frequencies, areas.

They are read from ``datasets/vocabularies/`` and dated: an entry is valid from ``valid_from``
to ``valid_to``, both days included, and what is no longer valid stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from generator.model import (
    STRICT,
    WHOLE,
    Day,
    EmailAddress,
    Keywords,
    Limits,
    NonEmpty,
    Slug,
    Source,
    Text,
    WebAddress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A field of state activity, with the EU data themes that it belongs to.

    ``eu_themes`` are codes of http://publications.europa.eu/resource/authority/data-theme;
    ``icon`` names a file of ``site_templates/assets/icons/``.
    """

    __pydantic_config__ = STRICT

    id: Slug
    label: Text
    description: Text | None = None
    eu_themes: Annotated[tuple[NonEmpty, ...], Limits(min_length=1)]
    icon: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """The name an agency bears over a time."""

    __pydantic_config__ = STRICT

    name: Text
    valid_from: Day | None = None
    valid_to: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A body that publishes data. Its ``id`` is never given to another (foaf:Agent)."""

    __pydantic_config__ = STRICT

    id: Slug
    names: Annotated[tuple[DatedName, ...], Limits(min_length=1)]
    short_name: Text | None = None
    parent: Slug | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    website: WebAddress | None = None
    email: EmailAddress | None = None
    reviewers: tuple[NonEmpty, ...] = ()

    @property
    def name(self) -> Text:
        """The name it bears now, or bore last."""
        return self.names[-1].name

    def is_active(self, on: date) -> bool:
        """Whether the body exists on the day ``on``."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChange:
    """What became of agencies on a day (W3C ORG ``org:ChangeEvent``).

    ``resulting`` is empty where a body was dissolved without a successor.
    """

    __pydantic_config__ = STRICT

    type: Literal["establish", "rename", "merge", "split", "dissolve", "transfer"]
    date: Day
    original: tuple[Slug, ...] = ()
    resulting: tuple[Slug, ...] = ()
    legal_document: NonEmpty | None = None
    note: Text | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRegister:
    """``agencies.yml``: the bodies, and the changes that lead from one to another."""

    __pydantic_config__ = STRICT

    note: Text | None = None
    agencies: Annotated[tuple[Agent, ...], Limits(min_length=1)]
    changes: tuple[AgencyChange, ...] = ()


OdrlAction = Literal[
    "attribute", "commercialize", "derive", "distribute", "include", "present", "reproduce", "sell",
    "shareAlike", "use",
]  # fmt: skip
"""Actions of https://www.w3.org/TR/odrl-vocab/ (and its Creative Commons ones) that terms name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OdrlTerms:
    """What terms of use allow, ask for and forbid, in words that programs know (ODRL 2.2)."""

    __pydantic_config__ = STRICT

    permissions: Annotated[tuple[OdrlAction, ...], Limits(min_length=1)]
    duties: tuple[OdrlAction, ...] = ()
    prohibitions: tuple[OdrlAction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """Terms under which data may be used."""

    __pydantic_config__ = STRICT

    id: Slug
    title: Text
    summary: Text
    attribution: Text | None = None
    url: WebAddress | None = None
    spdx: NonEmpty | None = None
    odrl: OdrlTerms | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often data changes; ``overdue_after_days`` since the last change, it is overdue.

    ``eu_code`` is a code of http://publications.europa.eu/resource/authority/frequency.
    """

    __pydantic_config__ = STRICT

    id: Slug
    label: Text
    eu_code: NonEmpty
    overdue_after_days: Annotated[int, Limits(ge=1), WHOLE] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An administrative unit. A code alone is no identity: units that merged reuse codes.

    The key is (``code``, ``valid_from``). ``successors`` are codes valid after ``valid_to``.
    """

    __pydantic_config__ = STRICT

    code: NonEmpty
    name: Text
    level: Literal["province", "district", "commune"]
    kind: Text
    parent: NonEmpty | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    successors: tuple[NonEmpty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCodeList:
    """One version of the codes of administrative units: ``spatial.code_list`` names it."""

    __pydantic_config__ = STRICT

    id: Slug
    title: Text
    valid_from: Day | None = None
    valid_to: Day | None = None
    sources: tuple[Source, ...] = ()
    areas: Annotated[tuple[Area, ...], Limits(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Datasets of one kind that follow each other, such as one a year (dcat:DatasetSeries)."""

    __pydantic_config__ = STRICT

    id: Slug
    title: Text
    description: Text
    publisher: Slug
    accrual_periodicity: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """All closed lists of a portal, by identifier, in the order of their files.

    ``synonyms`` are groups of words that mean the same, for searches.
    """

    themes: dict[str, Theme]
    agencies: dict[str, Agent]
    changes: tuple[AgencyChange, ...]
    agencies_note: Text | None
    licenses: dict[str, License]
    frequencies: dict[str, Frequency]
    area_code_lists: dict[str, AreaCodeList]
    series: dict[str, Series] = field(default_factory=dict)
    synonyms: tuple[Keywords, ...] = ()

    def changes_from(self, agency: str) -> tuple[AgencyChange, ...]:
        """The changes in which ``agency`` ended or gave functions away."""
        return tuple(c for c in self.changes if agency in c.original)

    def changes_into(self, agency: str) -> tuple[AgencyChange, ...]:
        """The changes from which ``agency`` came or took functions over."""
        return tuple(c for c in self.changes if agency in c.resulting)

    def stewards(self, agency: str, on: date) -> tuple[str, ...]:
        """Who answers on the day ``on`` for what ``agency`` published.

        ``agency`` itself while it exists; otherwise its successors, followed to that day, in
        the order of the changes; nothing where it ended without a successor. Changes that it
        outlived give its data to nobody else.
        """
        found: dict[str, None] = {}
        waiting, seen = [agency], {agency}
        while waiting:
            body = waiting.pop(0)
            if body in self.agencies and self.agencies[body].is_active(on):
                found[body] = None
                continue
            for change in self.changes_from(body):
                is_end = change.type != "transfer" and body not in change.resulting
                if is_end and change.date <= on:
                    new = [heir for heir in change.resulting if heir not in seen]
                    seen.update(new)
                    waiting.extend(new)
        return tuple(found)
