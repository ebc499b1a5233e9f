"""``sitemap.xml``: every page with its date and its other language (https://sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from generator.model import Language

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A page: its absolute address by language, and the day it last changed."""

    addresses: Mapping[Language, str]
    modified: date | None = None


def sitemap(locations: Iterable[Location]) -> bytes:
    """The sitemap, one entry for each language of each page."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for location in locations:
        for address in location.addresses.values():
            _add_entry(root, address, location)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_entry(root: ET.Element, address: str, location: Location) -> None:
    entry = ET.SubElement(root, f"{{{_SITEMAP}}}url")
    ET.SubElement(entry, f"{{{_SITEMAP}}}loc").text = address
    if location.modified:
        ET.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = location.modified.isoformat()
    if len(location.addresses) > 1:
        for language, other in location.addresses.items():
            attributes = {"rel": "alternate", "hreflang": language, "href": other}
            ET.SubElement(entry, f"{{{_XHTML}}}link", attributes)
