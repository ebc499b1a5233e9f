"""``feed.atom``: what is new and what has changed, for feed readers (RFC 4287).

A dataset is one entry, which comes back to the top with each change. Each language has feeds of
its own, whose entries have names of their own: readers keep one text for a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from xml.etree import ElementTree as ET

from generator.describe.characters import fit
from generator.describe.entry import Entry, language_root, license_iri
from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.describe.sections import Section, sections
from generator.distribution import Edition, Parts, SiteFile
from generator.model import Language, Portal, Text

_LATEST = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"
_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "title": "Dữ liệu mới và vừa cập nhật",
        "sample": "Dữ liệu mẫu",
        "sample_note": "Số liệu được tạo ra để minh hoạ, không phải số liệu chính thức.",
        "withdrawn": "Đã thu hồi",
        "new": "Mới công bố",
        "updated": "Vừa cập nhật",
    },
    "en": {
        "title": "New and updated data",
        "sample": "Sample data",
        "sample_note": "Figures made up for demonstration, not official.",
        "withdrawn": "Withdrawn",
        "new": "Newly published",
        "updated": "Updated",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A dataset as feeds of a language tell of it."""

    entry: Entry
    language: Language

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be known before the title is read, as keys of the words."""
        metadata = self.entry.metadata
        withdrawn = metadata.status == "withdrawn"
        return ("withdrawn",) * withdrawn + ("sample",) * metadata.sample


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """A part of the catalogue in a language."""

    section: Section
    edition: Edition
    language: Language

    @property
    def portal(self) -> Portal:
        """The portal it is a part of."""
        return self.edition.catalog.portal

    @property
    def page(self) -> str:
        """The address of the page with the same datasets."""
        return language_root(self.portal, self.language) + self.section.path

    @property
    def latest(self) -> tuple[Entry, ...]:
        """What it tells of: what is only planned is no news yet."""
        told = (entry for entry in self.section.entries if entry.metadata.status != "planned")
        return tuple(islice(told, _LATEST))


def _moment(day: date) -> str:
    """The first moment of a day, by the one time Việt Nam keeps."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _element(name: str, text: str | None = None, /, **attributes: str | None) -> ET.Element:
    given = {key: fit(value) for key, value in attributes.items() if value is not None}
    element = ET.Element(name, given)
    element.text = None if text is None else fit(text)
    return element


def _said(name: str, text: Text, language: Language, marks: str = "") -> list[ET.Element]:
    """A text, marked as Vietnamese where it has not been translated."""
    element = _element(name, marks + text.get(language))
    if language == "en" and text.en is None:
        element.set("xml:lang", "vi")
    return [element]


def _person(name: str, uri: str | None) -> list[ET.Element]:
    author = ET.Element("author")
    author.append(_element("name", name))
    if uri:
        author.append(_element("uri", uri))
    return [author]


def _title(item: _Item) -> list[ET.Element]:
    marks = "".join(f"[{_WORDS[item.language][mark]}] " for mark in item.marks)
    return _said("title", item.entry.metadata.title, item.language, marks)


def _summary(item: _Item) -> list[ET.Element]:
    note = f"{_WORDS[item.language]['sample_note']} " if item.entry.metadata.sample else ""
    return _said("summary", item.entry.metadata.description, item.language, note)


def _categories(item: _Item) -> list[ET.Element]:
    metadata, portal = item.entry.metadata, item.entry.portal
    event = "new" if metadata.issued == metadata.modified else "updated"
    scheme, words = f"{portal.base_url}themes/", _WORDS[item.language]
    return [
        *(
            _element("category", term=theme.id, scheme=scheme, label=theme.label.get(item.language))
            for theme in item.entry.themes
        ),
        *(_element("category", term=mark, label=words[mark]) for mark in (event, *item.marks)),
    ]


def _page_link(language: Language, address: str) -> ET.Element:
    return _element("link", rel="alternate", type="text/html", hreflang=language, href=address)


def _entry_links(item: _Item) -> list[ET.Element]:
    entry = item.entry
    terms = license_iri(entry.portal, entry.license)
    page = _page_link(item.language, entry.page(item.language))
    return [page, _element("link", rel="license", href=terms)]


def _feed_links(feed: _Feed) -> list[ET.Element]:
    own = f"{feed.page}feed.atom"
    page = _page_link(feed.language, feed.page)
    return [_element("link", rel="self", type="application/atom+xml", href=own), page]


def _feed_title(feed: _Feed) -> str:
    part, portal = feed.section.title, feed.portal.short_title.get(feed.language)
    title = f"{_WORDS[feed.language]['title']} – {portal}"
    return title if part is None else f"{part.get(feed.language)}: {title}"


def _feed_updated(feed: _Feed) -> str:
    changes = (entry.metadata.modified for entry in feed.latest)
    return _moment(max(changes, default=feed.edition.catalog.today))


def _feed_author(feed: _Feed) -> list[ET.Element]:
    publisher = feed.edition.catalog.vocabularies.agencies[feed.portal.publisher]
    return _person(publisher.name.get(feed.language), feed.portal.base_url)


def _publisher(item: _Item) -> list[ET.Element]:
    return _person(item.entry.publisher.name.get(item.language), item.entry.publisher.website)


_FEED: tuple[Rule[_Feed], ...] = (
    Rule("id", "catalog.base_url", lambda feed: f"{feed.page}feed.atom"),
    Rule("title", "themes.label, agencies.names, catalog.short_title", _feed_title),
    Rule("updated", "modified (latest)", _feed_updated),
    Rule("link", "address", _feed_links),
    Rule("author", "catalog.publisher", _feed_author),
    Rule("icon", "favicon", lambda feed: f"{feed.portal.base_url}assets/favicon.svg"),
)

_ENTRY: tuple[Rule[_Item], ...] = (
    Rule("id", "identifier", lambda item: f"{item.entry.page(item.language)}#dataset"),
    Rule("title", "title, sample, status", _title),
    Rule("published", "issued", lambda item: _moment(item.entry.metadata.issued)),
    Rule("updated", "modified", lambda item: _moment(item.entry.metadata.modified)),
    Rule("link", "address, license", _entry_links),
    Rule("author", "publisher", _publisher),
    Rule("category", "themes, sample, status", _categories),
    Rule(
        "summary",
        "description, sample",
        _summary,
    ),
    Rule(
        "rights",
        "license",
        lambda item: _said("rights", item.entry.license.title, item.language),
    ),
)

STANDARD = Standard(
    id="atom",
    title="Atom",
    version="1.0 (RFC 4287)",
    url="https://www.rfc-editor.org/rfc/rfc4287",
    purpose=Text(
        vi="Báo dữ liệu mới và vừa cập nhật: cả cổng, từng lĩnh vực, từng cơ quan.",
        en="Tells of new and updated data: of the whole portal, a field or an agency.",
    ),
    documents=("feed.atom", "themes/<id>/feed.atom", "agencies/<id>/feed.atom", "en/feed.atom"),
    tables=(
        MappingTable(subject="feed", rules=_FEED),
        MappingTable(subject="entry", rules=_ENTRY),
    ),
)


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The feeds of all parts of the catalogue, in each language."""
    parts = sections(edition)
    for language in edition.catalog.portal.languages:
        written: dict[str, bytes] = {}
        for section in parts:
            feed = _Feed(section=section, edition=edition, language=language)
            path = feed.page.removeprefix(feed.portal.base_url)
            yield SiteFile(path=f"{path}feed.atom", content=_document(feed, written))


def _document(feed: _Feed, written: dict[str, bytes]) -> bytes:
    """A feed; ``written`` keeps entries, which stand in several feeds, by identifier."""
    head = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.language})
    _append(head, write(_FEED, feed))
    start = _bytes(head).removesuffix(b"</feed>")
    for entry in feed.latest:
        if entry.dataset.identifier not in written:
            item = _Item(entry=entry, language=feed.language)
            written[entry.dataset.identifier] = _bytes(
                _append(ET.Element("entry"), write(_ENTRY, item))
            )
    body = b"".join(written[entry.dataset.identifier] for entry in feed.latest)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + start + body + b"</feed>\n"


def _append(parent: ET.Element, values: dict[str, str | list[ET.Element]]) -> ET.Element:
    for name, value in values.items():
        parent.extend([_element(name, value)] if isinstance(value, str) else value)
    return parent


def _bytes(element: ET.Element) -> bytes:
    # Names are written without a prefix: the namespace is declared once, by the feed.
    return ET.tostring(element, encoding="unicode").encode()
