"""``catalog.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from generator.model.limits import Limits
from generator.model.texts import ContactPoint, LegalBasis, Source, Text
from generator.model.values import (
    LANGUAGES,
    STRICT,
    WHOLE,
    BaseAddress,
    ByteCount,
    Day,
    Language,
    Slug,
    WebAddress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBudget:
    """How much the row API may take: of one table, and of the whole portal together."""

    __pydantic_config__ = STRICT

    table_files: Annotated[int, Limits(ge=1), WHOLE] = 2_000
    table_bytes: Annotated[int, Limits(ge=1), WHOLE] = 50_000_000
    portal_files: Annotated[int, Limits(ge=1), WHOLE] = 50_000
    portal_bytes: Annotated[int, Limits(ge=1), WHOLE] = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadHost:
    """Where files larger than a size are downloaded when not beside the pages: object storage."""

    __pydantic_config__ = STRICT

    base_url: BaseAddress
    larger_than: ByteCount = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """What the host of the site takes, as GitHub Pages states it unless something else is said.

    See https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
    and, for one file, the limit of GitHub's repositories. ``None`` is no limit.
    """

    __pydantic_config__ = STRICT

    site_size: ByteCount | None = 1_000_000_000
    files: Annotated[int, Limits(ge=1), WHOLE] | None = None
    largest_file: ByteCount | None = 100_000_000
    downloads: DownloadHost | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """``catalog.yml``: who runs the portal, under which name, address and law (dcat:Catalog)."""

    __pydantic_config__ = STRICT

    identifier: Slug
    title: Text
    short_title: Text
    description: Text
    publisher: Slug
    contact: ContactPoint
    base_url: WebAddress
    languages: Annotated[tuple[Language, ...], Limits(min_length=1)] = LANGUAGES
    legal_basis: tuple[LegalBasis, ...] = ()
    license: Slug
    terms: Text
    notice: Text | None = None
    repository: WebAddress | None = None
    reviewed: Day | None = None
    sources: tuple[Source, ...] = ()
    row_budget: RowBudget = RowBudget()
    hosting: Hosting = Hosting()
