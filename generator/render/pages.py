"""Every page of the catalogue, for each language: its body and what stands in its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup

from generator.distribution import Edition, SiteFile
from generator.model import Dataset, Language, Text
from generator.problems import codes, page_path
from generator.render import api, compare, formats, head, lists, problems, standards
from generator.render.addresses import Addresses
from generator.render.card_image import card_path
from generator.render.contexts import BodyContext
from generator.render.dataset import dataset_context
from generator.render.environment import body_environment
from generator.render.parts import StandardView, ThemeCard
from generator.render.shelf import Shelf, shelve
from generator.render.words import Words, read_words
from generator.vocabulary import Agent

Kind = Literal[
    "home", "catalogue", "dataset", "themes", "theme", "agencies", "agency", "problems", "problem",
    "standards", "apis", "api", "compare",
]  # fmt: skip

_DESCRIPTION_LENGTH = 160
_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be filled into the shell of its place.

    ``path`` lies below the language's root (``""``, ``datasets/``, ``datasets/<slug>/``);
    ``title`` and ``description`` are plain text, ``body`` and ``head`` are HTML. ``files`` are
    published with the page, whose script asks for them.
    """

    kind: Kind
    language: Language
    path: str
    title: str
    description: str
    body: str
    head: str
    files: tuple[SiteFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What all pages of a language are made with."""

    shelf: Shelf
    words: Words
    environment: Environment
    json_ld: head.JsonLd | None

    def at(self, path: str) -> Addresses:
        """Makes addresses for the page at ``path``."""
        base_url = self.shelf.edition.catalog.portal.base_url
        return Addresses(base_url=base_url, language=self.shelf.language, path=path)

    def body(self, context: BodyContext) -> str:
        """The HTML of a context's template."""
        variables = {field.name: getattr(context, field.name) for field in fields(context)}
        return self.environment.get_template(context.template).render(variables)


def presses(
    edition: Edition, templates: Path, json_ld: head.JsonLd | None = None
) -> tuple[Press, ...]:
    """What the pages of each language are made with.

    ``templates`` is the portal's ``site_templates``; ``json_ld`` says what stands in the heads
    of pages as JSON-LD.
    """
    return tuple(
        Press(
            shelf=shelve(edition, language),
            words=read_words(templates, language),
            environment=body_environment(templates, language),
            json_ld=json_ld,
        )
        for language in edition.catalog.portal.languages
    )


def dataset_pages(press: Press, dataset: Dataset) -> Iterator[Page]:
    """The pages about one dataset."""
    yield _dataset(press, dataset)
    if api.has_api_page(press.shelf, dataset):
        yield _api(press, dataset)


def portal_pages(press: Press, spoken: Sequence[StandardView] = ()) -> Iterator[Page]:
    """All other pages of the catalogue; ``spoken`` are the standards that it speaks."""
    yield _home(press)
    yield from _catalogue(press)
    yield from _themes(press)
    yield from _agencies(press)
    yield from _problems(press)
    yield _standards(press, spoken)
    yield from _apis(press)
    yield _compare(press)


def _home(press: Press) -> Page:
    catalog = press.shelf.edition.catalog
    at = press.at("")
    told = None if press.json_ld is None else press.json_ld.home(press.shelf.language)
    return _page(
        press,
        ("home", at),
        (press.words.plain(catalog.portal.title), press.words.plain(catalog.portal.description)),
        lists.home_context(press.shelf, at),
        (head.forms("", head.CATALOG_FORMS, at), *_scripts(told)),
    )


def _catalogue(press: Press) -> Iterator[Page]:
    facets, start = lists.catalogue_facets(press.shelf), press.at("datasets/")
    names = _titled(press, press.words("catalogue.title"), press.words("catalogue.lead"))
    told = None if press.json_ld is None else press.json_ld.catalogue(press.shelf.language)
    described = _scripts(told)
    for at, context in lists.catalogue_contexts(press.shelf, start, facets):
        more = (head.forms("", head.CATALOG_FORMS, at), *described)
        page = _page(press, ("catalogue", at), names, context, more)
        yield replace(page, files=(facets.file,)) if at == start else page


def _themes(press: Press) -> Iterator[Page]:
    at = press.at("themes/")
    names = _titled(press, press.words("themes.title"), press.words("themes.lead"))
    yield _page(press, ("themes", at), names, lists.themes_context(press.shelf, at))
    known = press.shelf.edition.catalog.vocabularies.themes
    for name, card in zip(known, press.shelf.theme_cards(), strict=True):
        yield from _theme(press, card, name)


def _theme(press: Press, card: ThemeCard, name: str) -> Iterator[Page]:
    names = _described(press, card.label, card.description)
    for at, context in lists.theme_contexts(press.shelf, press.at(card.path), card, name):
        feed = head.feed(press.words.plain(card.label), card.path, at)
        yield _page(press, ("theme", at), names, context, (feed,))


def _agencies(press: Press) -> Iterator[Page]:
    at = press.at("agencies/")
    names = _titled(press, press.words("agencies.title"), press.words("agencies.lead"))
    yield _page(press, ("agencies", at), names, lists.agencies_context(press.shelf, at))
    for agency in press.shelf.edition.catalog.vocabularies.agencies.values():
        yield from _agency(press, agency)


def _agency(press: Press, agency: Agent) -> Iterator[Page]:
    lead = press.words("agency.lead", name=press.words.plain(agency.name))
    names = _titled(press, press.words.plain(agency.name), lead)
    at = press.at(f"agencies/{agency.id}/")
    for here, context in lists.agency_contexts(press.shelf, at, agency):
        feed = head.feed(press.words.plain(agency.name), at.path, here)
        yield _page(press, ("agency", here), names, context, (feed,))


def _problems(press: Press) -> Iterator[Page]:
    at = press.at(problems.INDEX)
    names = _titled(press, press.words("problems.title"), press.words("problems.lead"))
    yield _page(press, ("problems", at), names, problems.problems_context(at))
    for code in codes():
        here = press.at(page_path(code))
        context = problems.problem_context(code, here)
        title = formats.shorten(context.message.rstrip("."), _TITLE_LENGTH)
        names = _titled(press, title, context.remedy)
        yield _page(press, ("problem", here), names, context)


def _apis(press: Press) -> Iterator[Page]:
    names = _titled(press, press.words("api.list_title"), press.words("api.list_lead"))
    for here, context in api.apis_contexts(press.shelf, press.at(api.INDEX)):
        yield _page(press, ("apis", here), names, context)


def _api(press: Press, dataset: Dataset) -> Page:
    title = press.words("api.title", title=press.words.plain(dataset.title))
    at = press.at(api.api_path(dataset))
    context = api.api_context(press.shelf, dataset, at, press.words)
    return _page(press, ("api", at), _titled(press, title, press.words("api.lead")), context)


def _compare(press: Press) -> Page:
    at, shelf = press.at(compare.PATH), press.shelf
    names = _titled(press, press.words("compare.title"), press.words("compare.lead"))
    context = compare.compare_context(shelf.edition, shelf.shared_keys, at, press.words)
    return _page(press, ("compare", at), names, context)


def _standards(press: Press, spoken: Sequence[StandardView]) -> Page:
    at = press.at(standards.PATH)
    names = _titled(press, press.words("standards.title"), press.words("standards.lead"))
    return _page(press, ("standards", at), names, standards.standards_context(spoken, at))


def _dataset(press: Press, dataset: Dataset) -> Page:
    shelf, language = press.shelf, press.shelf.language
    catalog, at = shelf.edition.catalog, press.at(f"datasets/{dataset.slug}/")
    title, description = _described(press, dataset.title, dataset.metadata.description)
    terms = head.dataset_terms(catalog, dataset, language, at.absolute)
    offered = (*head.DATASET_FORMS, *(head.PACKAGE_FORMS if dataset.metadata.resources else ()))
    told = None if press.json_ld is None else press.json_ld.dataset(dataset, language)
    parts = [head.dublin_core(terms), head.forms(at.path, offered, at), *_scripts(told)]
    if dataset.identifier in shelf.edition.card_images:
        picture = at.site(card_path(dataset))
        parts.append(head.social_card(picture, press.words.plain(dataset.title)))
    return Page(
        kind="dataset",
        language=language,
        path=at.path,
        title=title,
        description=description,
        body=press.body(dataset_context(shelf, dataset, at, press.words)),
        head=Markup("\n").join(parts),
    )


def _page(
    press: Press,
    place: tuple[Kind, Addresses],
    names: tuple[str, str],
    context: BodyContext,
    more: Sequence[Markup] = (),
) -> Page:
    """A page about the portal: ``names`` are its title and its description.

    ``more`` stands in its head after the Dublin Core.
    """
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
        head=Markup("\n").join([head.dublin_core(terms), *more]),
    )


def _scripts(document: head.Document | None) -> tuple[Markup, ...]:
    return () if document is None else (head.json_ld(document),)


def _described(press: Press, title: Text, description: Text | None) -> tuple[str, str]:
    lead = press.words.plain(title if description is None else description)
    return _titled(press, press.words.plain(title), lead)


def _titled(press: Press, title: str, description: str) -> tuple[str, str]:
    short_title = press.words.plain(press.shelf.edition.catalog.portal.short_title)
    return f"{title} – {short_title}", formats.shorten(description, _DESCRIPTION_LENGTH)
