"""``catalog.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from generator.model.texts import ContactPoint, LegalBasis, Source, Text
from generator.model.values import LANGUAGES, STRICT, WHOLE, Day, Language, Slug, WebAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBudget:
    """How much the row API may take: of one table, and of the whole portal together."""

    __pydantic_config__ = STRICT

    table_files: Annotated[int, Field(ge=1), WHOLE] = 2_000
    table_bytes: Annotated[int, Field(ge=1), WHOLE] = 50_000_000
    portal_files: Annotated[int, Field(ge=1), WHOLE] = 50_000
    portal_bytes: Annotated[int, Field(ge=1), WHOLE] = 500_000_000


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
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = LANGUAGES
    legal_basis: tuple[LegalBasis, ...] = ()
    license: Slug
    terms: Text
    notice: Text | None = None
    repository: WebAddress | None = None
    reviewed: Day | None = None
    sources: tuple[Source, ...] = ()
    row_budget: RowBudget = RowBudget()
