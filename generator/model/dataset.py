"""``dataset.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from generator.model.limits import Limits
from generator.model.table import Resource
from generator.model.texts import ContactPoint, LegalDocument, Source, Text
from generator.model.values import (
    STRICT,
    Day,
    Identifier,
    Language,
    NonEmpty,
    PartialDate,
    Slug,
    WebAddress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """Free tags, in each language."""

    __pydantic_config__ = STRICT

    vi: tuple[NonEmpty, ...] = ()
    en: tuple[NonEmpty, ...] = ()

    def get(self, language: Language) -> tuple[str, ...]:
        """The tags in ``language``, or in Vietnamese where they have not been translated."""
        return (self.en if language == "en" else ()) or self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Time covered: years, months or days, both ends included (dct:temporal)."""

    __pydantic_config__ = STRICT

    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Area covered: codes, and the version of the list that gives them meaning (dct:spatial)."""

    __pydantic_config__ = STRICT

    code_list: Slug
    areas: Annotated[tuple[NonEmpty, ...], Limits(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityReview:
    """Who looked for personal and restricted data before publication, when, and the outcome."""

    __pydantic_config__ = STRICT

    by: Text
    on: Day
    result: Literal["no-personal-data", "aggregated", "anonymised"]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Where a dataset comes from that another system publishes: it is written by harvesting.

    ``source`` is a file below ``datasets/sources/``; ``identifier`` the other system's own.
    """

    __pydantic_config__ = STRICT

    source: Slug
    identifier: NonEmpty
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``dataset.yml``: what its agency says of a dataset (dcat:Dataset)."""

    __pydantic_config__ = STRICT

    identifier: Identifier
    title: Text
    description: Text
    themes: Annotated[tuple[Slug, ...], Limits(min_length=1)]
    keywords: Keywords = Keywords()
    publisher: Slug
    unit: Text | None = None
    contact: ContactPoint | None = None
    license: Slug
    legal_document: LegalDocument | None = None
    status: Literal["published", "planned", "withdrawn"] = "published"
    issued: Day
    modified: Day
    accrual_periodicity: Slug
    temporal: Period | None = None
    spatial: Place | None = None
    language: Annotated[tuple[Language, ...], Limits(min_length=1)] = ("vi",)
    provenance: Text | None = None
    in_series: Slug | None = None
    harvest: Harvest | None = None
    sources: tuple[Source, ...] = ()
    sensitivity_review: SensitivityReview | None = None
    sample: bool = False
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset at its place in the repository: ``folder`` is relative to the portal's root."""

    metadata: Metadata
    slug: str
    folder: str

    @property
    def identifier(self) -> str:
        """The lasting name, which no other dataset ever has."""
        return self.metadata.identifier

    @property
    def title(self) -> Text:
        """The title, which is shown everywhere."""
        return self.metadata.title
