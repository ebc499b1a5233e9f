"""``opensearch.xml``: the catalogue's search, for browsers and other searchers (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from generator.describe.characters import one_line
from generator.describe.entry import language_root
from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.distribution import Edition, Parts, SiteFile
from generator.model import Language, Portal, Text

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_MEDIA_TYPE = "application/opensearchdescription+xml"
_SHORT, _LONG, _LONGEST = 16, 48, 1024
"""The most letters of the three texts."""

_ANY_NAME: dict[Language, str] = {"vi": "Dữ liệu mở", "en": "Open data"}
"""For portals whose short title is too long for a list of searches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """The portal's search in a language."""

    portal: Portal
    language: Language

    @property
    def root(self) -> str:
        """The address below which its pages lie."""
        return language_root(self.portal, self.language)


def _name(search: _Search) -> str:
    title = one_line(search.portal.short_title.get(search.language))
    return title if len(title) <= _SHORT else _ANY_NAME[search.language]


def _urls(search: _Search) -> list[dict[str, str]]:
    page = {"type": "text/html", "template": f"{search.root}datasets/?q={{searchTerms}}"}
    own = {"type": _MEDIA_TYPE, "rel": "self", "template": f"{search.root}opensearch.xml"}
    return [page, own]


_DESCRIPTION: tuple[Rule[_Search], ...] = (
    Rule("ShortName", "catalog.short_title", _name),
    Rule(
        "LongName",
        "catalog.short_title",
        lambda search: one_line(search.portal.short_title.get(search.language))[:_LONG],
    ),
    Rule(
        "Description",
        "catalog.description",
        lambda search: one_line(search.portal.description.get(search.language))[:_LONGEST],
    ),
    Rule("Url", "address", _urls),
    Rule("Contact", "catalog.contact", lambda search: search.portal.contact.email),
    Rule("Language", "catalog.languages", lambda search: search.language),
    Rule("InputEncoding", "–", lambda _: "UTF-8"),
)

STANDARD = Standard(
    id="opensearch",
    title="OpenSearch",
    version="1.1",
    url="https://github.com/dewitt/opensearch",
    purpose=Text(
        vi="Tìm trong danh mục ngay từ trình duyệt hay chương trình khác.",
        en="Searches the catalogue from a browser or another program.",
    ),
    documents=("opensearch.xml", "en/opensearch.xml"),
    tables=(MappingTable(subject="OpenSearchDescription", rules=_DESCRIPTION),),
)


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The description of the search, in each language."""
    portal = edition.catalog.portal
    for language in portal.languages:
        search = _Search(portal=portal, language=language)
        path = search.root.removeprefix(portal.base_url)
        yield SiteFile(path=f"{path}opensearch.xml", content=_document(search))


def _document(search: _Search) -> bytes:
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    for name, value in write(_DESCRIPTION, search).items():
        if isinstance(value, str):
            ET.SubElement(root, name).text = value
        else:
            root.extend(ET.Element(name, attributes) for attributes in value)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
