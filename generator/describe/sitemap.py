"""``sitemap.xml``: every page with its date and its other language (https://sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.describe.sections import sections
from generator.distribution import Edition, SiteFile
from generator.model import Language, Text

MOST_ADDRESSES, MOST_BYTES = 50_000, 50 * 1024 * 1024
"""Of one sitemap: where there are more, they stand in parts."""

_NAME = "sitemap.xml"
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_START = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
_END = b"</urlset>\n"
_ROOM = MOST_BYTES - len(_DECLARATION) - len(_START) - len(_END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A page: its absolute address by language, and the day it last changed."""

    addresses: Mapping[Language, str]
    modified: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    """A page in one language."""

    location: Location
    language: Language

    @property
    def others(self) -> list[tuple[Language, str]]:
        """Its addresses in all languages, where there are several."""
        addresses = self.location.addresses
        return list(addresses.items()) if len(addresses) > 1 else []


_URL: tuple[Rule[_Address], ...] = (
    Rule("loc", "address", lambda each: each.location.addresses[each.language]),
    Rule("lastmod", "modified", lambda each: _day(each.location.modified)),
    Rule("xhtml:link", "languages", lambda each: each.others),
)

STANDARD = Standard(
    id="sitemaps",
    title="Sitemaps",
    version="0.9",
    url="https://www.sitemaps.org/protocol.html",
    purpose=Text(
        vi="Mọi trang của cổng ở hai ngôn ngữ và ngày thay đổi, cho máy tìm kiếm.",
        en="Every page in both languages and when it changed, for search engines.",
    ),
    documents=(_NAME,),
    tables=(MappingTable(subject="url", rules=_URL),),
)


def files(edition: Edition, paths: Iterable[str]) -> Iterator[SiteFile]:
    """The sitemap of the pages at ``paths`` (below each language's root)."""
    return sitemap(_locations(edition, paths), edition.catalog.portal.base_url)


def sitemap(
    locations: Iterable[Location], base_url: str, most: tuple[int, int] = (MOST_ADDRESSES, _ROOM)
) -> Iterator[SiteFile]:
    """One entry for each language of each page.

    What is more than ``most`` (addresses, bytes) for one file stands in ``sitemap.1.xml`` and
    so on, with an index in place of the sitemap.
    """
    parts = _parts(map(_entry, _addresses(locations)), most)
    first, second = next(parts, b""), next(parts, None)
    if second is None:
        yield SiteFile(path=_NAME, content=_document(first))
        return
    names = []
    for number, part in enumerate(_all(first, second, parts), start=1):
        names.append(f"sitemap.{number}.xml")
        yield SiteFile(path=names[-1], content=_document(part))
    yield SiteFile(path=_NAME, content=_index(base_url + name for name in names))


def _locations(edition: Edition, paths: Iterable[str]) -> Iterator[Location]:
    portal, changes = edition.catalog.portal, _changes(edition)
    for path in sorted(set(paths)):
        addresses = {
            language: portal.base_url + ("" if language == "vi" else f"{language}/") + path
            for language in portal.languages
        }
        yield Location(addresses=addresses, modified=changes.get(path))


def _changes(edition: Edition) -> dict[str, date]:
    """When pages last changed that show datasets, by their paths."""
    changes = {
        part.path: part.entries[0].metadata.modified for part in sections(edition) if part.entries
    }
    for dataset in edition.catalog.datasets:
        changes[f"datasets/{dataset.slug}/"] = dataset.metadata.modified
    return changes | {"datasets/": changes[""]} if changes else {}


def _addresses(locations: Iterable[Location]) -> Iterator[_Address]:
    for location in locations:
        for language in location.addresses:
            yield _Address(location=location, language=language)


def _day(modified: date | None) -> str | None:
    return None if modified is None else modified.isoformat()


def _entry(address: _Address) -> bytes:
    entry = ET.Element("url")
    for name, value in write(_URL, address).items():
        if isinstance(value, str):
            ET.SubElement(entry, name).text = value
        else:
            for language, other in value:
                ET.SubElement(entry, name, rel="alternate", hreflang=language, href=other)
    # Names are written with the prefixes that the document declares once.
    return ET.tostring(entry, encoding="unicode").encode() + b"\n"


def _parts(written: Iterable[bytes], most: tuple[int, int]) -> Iterator[bytes]:
    part: list[bytes] = []
    size = 0
    for entry in written:
        if part and (len(part) == most[0] or size + len(entry) > most[1]):
            yield b"".join(part)
            part, size = [], 0
        part.append(entry)
        size += len(entry)
    if part:
        yield b"".join(part)


def _all(first: bytes, second: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield second
    yield from others


def _document(entries: bytes) -> bytes:
    return _DECLARATION + _START + entries + _END


def _index(addresses: Iterable[str]) -> bytes:
    root = ET.Element("sitemapindex", {"xmlns": _NAMESPACE})
    for address in addresses:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = address
    return _DECLARATION + ET.tostring(root, encoding="unicode").encode() + b"\n"
