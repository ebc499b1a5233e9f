"""The catalogue as the content of a Hugo site: what our pages are written from, as front matter.

Hugo is given what our own templates are given, made in the same way (the contexts of ``render``),
so that both do the same work from there on: look up words, write numbers and dates as the language
does, loop over rows and columns, escape, link, and write the page. Reading the tables, judging and
describing them is not asked of Hugo.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from generator.distribution import Edition
from generator.model import Dataset, Language, Text
from generator.problems import codes, page_path
from generator.render import JsonLd, Words, api, card_path, head, lists, problems, read_words
from generator.render.addresses import Addresses
from generator.render.dataset import dataset_context
from generator.render.parts import Pager
from generator.render.shelf import Shelf, shelve
from generator.sections import json_ld
from generator.settings import TEMPLATES
from tests.benchmarks.exports import edition_of

LAYOUTS = Path(__file__).parent / "hugo"
_NAVIGATION = (
    ("datasets/", "Dữ liệu", "Data"),
    ("themes/", "Lĩnh vực", "Fields"),
    ("agencies/", "Cơ quan", "Agencies"),
    ("guides/agencies/", "Gửi dữ liệu", "Send data"),
    ("guides/developers/", "Lập trình", "Developers"),
    ("about/", "Giới thiệu", "About"),
)
_PLURAL = re.compile(r"\.(one|other)$")
_BLANK = re.compile(r"\{(\w+)\}")

Page = dict[str, Any]
"""The front matter of a page: ``type`` chooses its template, ``page`` is what that shows."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the pages of one language are written from."""

    edition: Edition
    shelf: Shelf
    words: Words
    json_ld: JsonLd

    @property
    def language(self) -> Language:
        """The language of the pages."""
        return self.shelf.language

    def at(self, path: str) -> Addresses:
        """The place of a page, by its path below the language's root."""
        base_url = self.edition.catalog.portal.base_url
        return Addresses(base_url=base_url, language=self.language, path=path)


def write_project(edition: Edition, templates: Path, folder: Path) -> int:
    """Write a Hugo site of the catalogue to ``folder``; gives how many pages it has."""
    shutil.copytree(LAYOUTS, folder, dirs_exist_ok=True)
    shutil.copytree(
        templates / "assets" / "icons", folder / "layouts/partials/icons", dirs_exist_ok=True
    )
    _write(folder / "config.json", _config(edition))
    count = 0
    for language in edition.catalog.portal.languages:
        words = read_words(templates, language)
        _write(folder / "i18n" / f"{language}.json", texts(words.texts))
        desk = Desk(
            edition=edition, shelf=shelve(edition, language), words=words, json_ld=json_ld(edition)
        )
        for page in pages(desk):
            _write(folder / "content" / language / f"{_file_name(page['path'])}.md", page)
            count += 1
    return count


def texts(ours: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Our texts as Hugo has them: blanks in its notation, the forms of a plural together."""
    made: dict[str, dict[str, str]] = {}
    for key, text in ours.items():
        form = _PLURAL.search(key)
        name = key if form is None else key[: form.start()]
        blanks = _BLANK.sub(r"{{ .\1 }}", text)
        made.setdefault(name, {})["other" if form is None else form[1]] = blanks
    return made


def pages(desk: Desk) -> Iterator[Page]:
    """The pages of one language: all but the standards, the comparison and the editorial ones."""
    yield from _overviews(desk)
    yield from _catalogue(desk)
    yield from _themes(desk)
    yield from _agencies(desk)
    yield from _apis(desk)
    yield from _problems(desk)
    for dataset in desk.shelf.datasets:
        yield _dataset(desk, dataset)
        if api.has_api_page(desk.shelf, dataset):
            yield _api(desk, dataset)


def _overviews(desk: Desk) -> Iterator[Page]:
    portal, at = desk.edition.catalog.portal, desk.at
    shown = plain(lists.home_context(desk.shelf, at("")), desk.words)
    shown |= {name: _slugs(shown[name]) for name in ("newest", "updated")}
    made = _page(desk, "home", at(""), portal.title, portal.description, shown)
    made["title"] = desk.words.plain(portal.title)
    yield made | {"json_ld": _json(desk.json_ld.home(desk.language))}
    themes = plain(lists.themes_context(desk.shelf, at("themes/")), desk.words)
    yield _page(desk, "themes", at("themes/"), "themes.title", "themes.lead", themes)
    agencies = plain(lists.agencies_context(desk.shelf, at("agencies/")), desk.words)
    yield _page(desk, "agencies", at("agencies/"), "agencies.title", "agencies.lead", agencies)


def _catalogue(desk: Desk) -> Iterator[Page]:
    narrowing = lists.catalogue_facets(desk.shelf)
    told = {"json_ld": _json(desk.json_ld.catalogue(desk.language))}
    for at, context in lists.catalogue_contexts(desk.shelf, desk.at("datasets/"), narrowing):
        shown = plain(context, desk.words)
        shown["cards"] = _slugs(shown["cards"])
        forms = {"forms": _forms("", head.CATALOG_FORMS, at)}
        made = _page(desk, "catalogue", at, "catalogue.title", "catalogue.lead", shown)
        yield made | told | forms


def _themes(desk: Desk) -> Iterator[Page]:
    themes = desk.edition.catalog.vocabularies.themes
    for name, card in zip(themes, desk.shelf.theme_cards(), strict=True):
        lead = card.description or card.label
        for at, context in lists.theme_contexts(desk.shelf, desk.at(card.path), card, name):
            shown = plain(context, desk.words)
            shown["cards"] = _slugs(shown["cards"])
            yield _page(desk, "theme", at, card.label, lead, shown) | _feed(
                desk, card.label, card.path, at
            )


def _agencies(desk: Desk) -> Iterator[Page]:
    for agency in desk.edition.catalog.vocabularies.agencies.values():
        path = f"agencies/{agency.id}/"
        for at, context in lists.agency_contexts(desk.shelf, desk.at(path), agency):
            shown = plain(context, desk.words)
            shown |= {name: _slugs(shown[name]) for name in ("cards", "inherited")}
            shown["agency"]["label"] = desk.words.plain(agency.name)
            lead = desk.words("agency.lead", name=desk.words.plain(agency.name))
            made = _page(desk, "agency", at, agency.name, lead, shown)
            yield made | _feed(desk, agency.name, path, at)


def _apis(desk: Desk) -> Iterator[Page]:
    for at, context in api.apis_contexts(desk.shelf, desk.at(api.INDEX)):
        shown = plain(context, desk.words)
        yield _page(desk, "apis", at, "api.list_title", "api.list_lead", shown)


def _problems(desk: Desk) -> Iterator[Page]:
    at = desk.at(problems.INDEX)
    shown = plain(problems.problems_context(at), desk.words)
    yield _page(desk, "problems", at, "problems.title", "problems.lead", shown)
    for code in codes():
        here = desk.at(page_path(code))
        context = problems.problem_context(code, here)
        shown = plain(context, desk.words)
        yield _page(desk, "problem", here, context.message, context.remedy, shown)


def _dataset(desk: Desk, dataset: Dataset) -> Page:
    at, catalog = desk.at(f"datasets/{dataset.slug}/"), desk.edition.catalog
    context = dataset_context(desk.shelf, dataset, at, desk.words)
    description = dataset.metadata.description
    made = _page(desk, "dataset", at, dataset.title, description, plain(context, desk.words))
    package = head.PACKAGE_FORMS if dataset.metadata.resources else ()
    return made | {
        "dc": _terms(head.dataset_terms(catalog, dataset, desk.language, at.absolute)),
        "forms": _forms(at.path, (*head.DATASET_FORMS, *package), at),
        "json_ld": _json(desk.json_ld.dataset(dataset, desk.language)),
        "picture": at.site(card_path(dataset)),
        "name": desk.words.plain(dataset.title),
        "card": plain(desk.shelf.card(dataset), desk.words),
    }


def _api(desk: Desk, dataset: Dataset) -> Page:
    at = desk.at(api.api_path(dataset))
    shown = plain(api.api_context(desk.shelf, dataset, at, desk.words), desk.words)
    title = desk.words("api.title", title=desk.words.plain(dataset.title))
    return _page(desk, "api", at, title, "api.lead", shown)


def _page(
    desk: Desk, kind: str, at: Addresses, title: Text | str, description: Text | str, shown: Any
) -> Page:
    """A page's front matter; titles and descriptions may be keys of our texts."""
    name, lead = _said(desk.words, title), _said(desk.words, description)
    portal = desk.words.plain(desk.edition.catalog.portal.short_title)
    prefix = "" if desk.language == "vi" else f"{desk.language}/"
    terms = head.page_terms(
        desk.edition.catalog, desk.language, title=name, description=lead, address=at.absolute
    )
    return {
        "type": kind,
        "url": f"/{prefix}{at.path}",
        "title": f"{name} – {portal}",
        "description": lead,
        "path": at.path,
        "own": prefix + at.path,
        "up": "../" * at.path.count("/"),
        "top": "../" * (prefix + at.path).count("/"),
        "dc": _terms(terms),
        "page": shown,
    }


def _said(words: Words, text: Text | str) -> str:
    if isinstance(text, Text):
        return words.plain(text)
    return words.texts.get(text, text)


def _feed(desk: Desk, title: Text, folder: str, at: Addresses) -> Page:
    form = ("application/atom+xml", desk.words.plain(title), at.url(f"{folder}feed.atom"))
    return {"forms": [form]}


def _forms(folder: str, offered: tuple[head.Form, ...], at: Addresses) -> list[list[str]]:
    return [[form.media_type, form.title, at.file(folder + form.path)] for form in offered]


def _terms(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (term, content)
        for term, contents in values.items()
        for content in ([contents] if isinstance(contents, str) else contents)
    ]


def _slugs(cards: list[dict[str, Any]]) -> list[str]:
    """Lists name their datasets, whose own pages hold the cards."""
    return [card["slug"] for card in cards]


def plain(value: Any, words: Words) -> Any:
    """A context as JSON can say it: texts in the language, days in ISO 8601, nothing absent."""
    match value:
        case Text():
            return words.plain(value)
        case str():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: plain(each, words) for key, each in value.items()}
        case tuple() | list():
            return [plain(each, words) for each in value]
        case _ if dataclasses.is_dataclass(value):
            return _members(value, words)
    return value


def _members(value: Any, words: Words) -> dict[str, Any]:
    named = [*(field.name for field in dataclasses.fields(value)), *_computed(value)]
    found = {name: getattr(value, name) for name in named}
    return {
        name: plain(each, words)
        for name, each in found.items()
        if each is not None and not callable(each)
    }


def _computed(value: Any) -> Iterator[str]:
    """What templates ask of a value beyond its fields."""
    if isinstance(value, Pager):
        yield from ("previous", "following")
    if hasattr(value, "has_gaps"):
        yield "has_gaps"


def _config(edition: Edition) -> dict[str, Any]:
    portal, words = edition.catalog.portal, edition.catalog.vocabularies
    publisher = words.agencies[portal.publisher].name
    return {
        "baseURL": portal.base_url,
        "defaultContentLanguage": portal.languages[0],
        "disableAliases": True,
        "disableKinds": ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"],
        "languages": {
            language: {
                "contentDir": f"content/{language}",
                "params": {
                    "prefix": "" if language == "vi" else f"{language}/",
                    "title": portal.title.get(language),
                    "short_title": portal.short_title.get(language),
                    "publisher": publisher.get(language),
                    "navigation": [
                        {"path": path, "label": vi if language == "vi" else en}
                        for path, vi, en in _NAVIGATION
                    ],
                },
            }
            for language in portal.languages
        },
        "params": {
            "publisher_id": portal.publisher,
            "contact": {
                "name": portal.contact.name.vi,
                "email": portal.contact.email,
                "phone": portal.contact.phone,
            },
        },
    }


def _file_name(address: str) -> str:
    """The file of a page: Hugo reads languages from full stops in names."""
    return address.strip("/").replace(".", "-") or "front"


def _json(value: Any) -> str:
    return str(head.json_block(value))


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(value))


def main() -> None:
    """Write the Hugo site of a portal: the two arguments are their folders."""
    portal, folder = map(Path, sys.argv[1:])
    write_project(edition_of(portal), portal / TEMPLATES, folder)


if __name__ == "__main__":
    main()
