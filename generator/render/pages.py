"""Every page of the catalogue, for each language: its body and what stands in its head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment

from generator.distribution import Edition
from generator.model import Dataset, Language, Text
from generator.problems import codes, page_path
from generator.render import formats, head, lists, problems
from generator.render.addresses import Addresses
from generator.render.contexts import BodyContext
from generator.render.dataset import dataset_context
from generator.render.environment import body_environment
from generator.render.parts import ThemeCard
from generator.render.shelf import Shelf, shelve
from generator.render.words import Words, read_words
from generator.vocabulary import Agent

Kind = Literal[
    "home", "catalogue", "dataset", "themes", "theme", "agencies", "agency", "problems", "problem"
]

_DESCRIPTION_LENGTH = 160
_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be filled into the shell of its place.

    ``path`` lies below the language's root (``""``, ``datasets/``, ``datasets/<slug>/``);
    ``title`` and ``description`` are plain text, ``body`` and ``head`` are HTML.
    """

    kind: Kind
    language: Language
    path: str
    title: str
    description: str
    body: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Press:
    """What all pages of a language are made with."""

    shelf: Shelf
    words: Words
    environment: Environment

    def at(self, path: str) -> Addresses:
        base_url = self.shelf.edition.catalog.portal.base_url
        return Addresses(base_url=base_url, language=self.shelf.language, path=path)

    def body(self, context: BodyContext) -> str:
        variables = {field.name: getattr(context, field.name) for field in fields(context)}
        return self.environment.get_template(context.template).render(variables)


def render_pages(edition: Edition, templates: Path) -> Iterator[Page]:
    """All pages of the catalogue; ``templates`` is the portal's ``site_templates``."""
    for language in edition.catalog.portal.languages:
        press = _Press(
            shelf=shelve(edition, language),
            words=read_words(templates, language),
            environment=body_environment(templates, language),
        )
        yield _home(press)
        yield from _catalogue(press)
        yield from (_dataset(press, dataset) for dataset in press.shelf.datasets)
        yield from _themes(press)
        yield from _agencies(press)
        yield from _problems(press)


def _home(press: _Press) -> Page:
    catalog = press.shelf.edition.catalog
    at = press.at("")
    document = head.data_catalog(catalog, press.shelf.language, at.absolute)
    return _page(
        press,
        ("home", at),
        (press.words.plain(catalog.portal.title), press.words.plain(catalog.portal.description)),
        lists.home_context(press.shelf, at),
        document,
    )


def _catalogue(press: _Press) -> Iterator[Page]:
    for at, context in lists.catalogue_contexts(press.shelf, press.at("datasets/")):
        names = _titled(press, press.words("catalogue.title"), press.words("catalogue.lead"))
        yield _page(press, ("catalogue", at), names, context)


def _themes(press: _Press) -> Iterator[Page]:
    at = press.at("themes/")
    names = _titled(press, press.words("themes.title"), press.words("themes.lead"))
    yield _page(press, ("themes", at), names, lists.themes_context(press.shelf, at))
    known = press.shelf.edition.catalog.vocabularies.themes
    for name, card in zip(known, press.shelf.theme_cards(), strict=True):
        yield from _theme(press, card, name)


def _theme(press: _Press, card: ThemeCard, name: str) -> Iterator[Page]:
    names = _described(press, card.label, card.description)
    for at, context in lists.theme_contexts(press.shelf, press.at(card.path), card, name):
        yield _page(press, ("theme", at), names, context)


def _agencies(press: _Press) -> Iterator[Page]:
    at = press.at("agencies/")
    names = _titled(press, press.words("agencies.title"), press.words("agencies.lead"))
    yield _page(press, ("agencies", at), names, lists.agencies_context(press.shelf, at))
    for agency in press.shelf.edition.catalog.vocabularies.agencies.values():
        yield from _agency(press, agency)


def _agency(press: _Press, agency: Agent) -> Iterator[Page]:
    lead = press.words("agency.lead", name=press.words.plain(agency.name))
    names = _titled(press, press.words.plain(agency.name), lead)
    at = press.at(f"agencies/{agency.id}/")
    for here, context in lists.agency_contexts(press.shelf, at, agency):
        yield _page(press, ("agency", here), names, context)


def _problems(press: _Press) -> Iterator[Page]:
    at = press.at(problems.INDEX)
    names = _titled(press, press.words("problems.title"), press.words("problems.lead"))
    yield _page(press, ("problems", at), names, problems.problems_context(at))
    for code in codes():
        here = press.at(page_path(code))
        context = problems.problem_context(code, here)
        title = formats.shorten(context.message.rstrip("."), _TITLE_LENGTH)
        names = _titled(press, title, context.remedy)
        yield _page(press, ("problem", here), names, context)


def _dataset(press: _Press, dataset: Dataset) -> Page:
    shelf, language = press.shelf, press.shelf.language
    catalog, at = shelf.edition.catalog, press.at(f"datasets/{dataset.slug}/")
    products = shelf.edition.products.get(dataset.identifier, ())
    addresses = (at.absolute, at.site(at.path))
    title, description = _described(press, dataset.title, dataset.metadata.description)
    document = head.dataset_document(catalog, dataset, products, language, addresses)
    terms = head.dataset_terms(catalog, dataset, language, at.absolute)
    return Page(
        kind="dataset",
        language=language,
        path=at.path,
        title=title,
        description=description,
        body=press.body(dataset_context(shelf, dataset, at, press.words)),
        head=head.dublin_core(terms) + "\n" + head.json_ld(document),
    )


def _page(
    press: _Press,
    place: tuple[Kind, Addresses],
    names: tuple[str, str],
    context: BodyContext,
    document: Mapping[str, Any] | None = None,
) -> Page:
    """A page about the portal: ``names`` are its title and its description."""
    (kind, at), (title, description) = place, names
    terms = head.page_terms(
        press.shelf.edition.catalog,
        at.language,
        title=title,
        description=description,
        address=at.absolute,
    )
    return Page(
        kind=kind,
        language=at.language,
        path=at.path,
        title=title,
        description=formats.shorten(description, _DESCRIPTION_LENGTH),
        body=press.body(context),
        head=head.dublin_core(terms) + (head.json_ld(document) if document else ""),
    )


def _described(press: _Press, title: Text, description: Text | None) -> tuple[str, str]:
    lead = press.words.plain(title if description is None else description)
    return _titled(press, press.words.plain(title), lead)


def _titled(press: _Press, title: str, description: str) -> tuple[str, str]:
    short_title = press.words.plain(press.shelf.edition.catalog.portal.short_title)
    return f"{title} – {short_title}", formats.shorten(description, _DESCRIPTION_LENGTH)
