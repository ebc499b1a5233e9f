"""The editorial pages: Markdown that speaks of this portal through its data."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Literal

from generator.distribution import Catalog
from generator.keys import keys_of
from generator.model import Column, Constraints, Language, LegalBasis, Metadata, Resource
from generator.render.contexts import EditorialContext, FormatKeys, LegalRow
from generator.render.environment import markdown_environment


def render_editorial(markdown: str, catalog: Catalog, language: Language, templates: Path) -> str:
    """A Markdown page with its blanks filled, ready for the host.

    Values are escaped, so that no text of a portal is read as HTML or as Markdown.

    Raises:
        jinja2.UndefinedError: the page uses a name that :class:`EditorialContext` lacks.
    """
    context = editorial_context(catalog)
    variables = {field.name: getattr(context, field.name) for field in fields(context)}
    return markdown_environment(templates, language).from_string(markdown).render(variables)


def editorial_context(catalog: Catalog) -> EditorialContext:
    """What editorial pages may say of the portal."""
    portal, words = catalog.portal, catalog.vocabularies
    example = next((d.slug for d in catalog.datasets if d.metadata.resources), "<slug>")
    return EditorialContext(
        portal=portal,
        publisher=words.agencies[portal.publisher].name,
        base_url=portal.base_url.rstrip("/") + "/",
        today=catalog.today,
        legal_basis=tuple(_legal_row(basis, catalog) for basis in portal.legal_basis),
        licenses=tuple(words.licenses.values()),
        frequencies=tuple(words.frequencies.values()),
        themes=tuple(words.themes.values()),
        agencies=tuple(a for a in words.agencies.values() if a.is_active(catalog.today)),
        dataset_count=len(catalog.datasets),
        sample_count=sum(dataset.metadata.sample for dataset in catalog.datasets),
        keys=FormatKeys(
            dataset=keys_of(Metadata),
            resource=keys_of(Resource),
            column=keys_of(Column),
            constraints=keys_of(Constraints),
        ),
        example=example,
    )


def _legal_row(basis: LegalBasis, catalog: Catalog) -> LegalRow:
    return LegalRow(
        number=basis.number,
        title=basis.title,
        articles=basis.articles,
        valid_from=basis.valid_from,
        valid_to=basis.valid_to,
        url=basis.url,
        state=_state(basis, catalog.today),
    )


def _state(basis: LegalBasis, on: date) -> Literal["in_force", "ended", "future"]:
    if basis.is_in_force(on):
        return "in_force"
    return "future" if on < basis.valid_from else "ended"
