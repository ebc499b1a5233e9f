"""The parts of a workbook (ECMA-376) that a reader of its cells never sees.

They are read from the archive itself: the workbook's reader keeps hidden rows and comments only
where it loads every cell as an object, which takes minutes and gigabytes for large tables.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree as ET

from generator.table import column_letters

BROKEN = (
    ET.ParseError, KeyError, LookupError, NotImplementedError, OSError, RuntimeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a file raises that is no workbook."""

_PART_BYTES = 20 << 20
_CHUNK_BYTES = 1 << 20
_WIDEST = 16_384
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["'][^>]*[^/]>"""
    rb"""\s*<(?:\w+:)?c\b"""
)
_SPAN = {name: re.compile(rb"""\b%s=["'](\d+)["']""" % name) for name in (b"min", b"max")}
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_AFTER_ROW = re.compile(rb"</(?:\w+:)?row>")
_ADDRESS = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})\d+["']""")
_COPIES = re.compile(
    r"xl/(?:pivotCache/pivotCache(?:Definition|Records)\d*|externalLinks/externalLink\d*)\.xml"
)
_NOTES = re.compile(
    r"xl/(?:comments\d*|comments/comment\d*|threadedComments/threadedComment\d*)\.xml"
)
_AUTHORS = re.compile(r"docProps/(?:core|app|custom)\.xml|xl/persons/person\d*\.xml")
_ABOUT_PEOPLE = {
    "creator", "lastModifiedBy", "Manager", "lpwstr", "subject", "description", "title",
    "keywords", "lpstr",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet, and the part that holds it. ``is_hidden`` also of those Excel does not list."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenParts:
    """The letters of hidden columns and the numbers of hidden rows, of those with content."""

    columns: tuple[str, ...]
    rows: tuple[int, ...]


class WorkbookParts:
    """The parts of one workbook, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[WorkbookParts]:
        """The workbook at ``path``; raises one of ``BROKEN`` where it is none."""
        with zipfile.ZipFile(path) as archive:
            yield cls(archive)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in their order."""
        targets = self._targets()
        return tuple(
            Sheet(
                name=sheet.get("name", ""),
                part=targets.get(_relation(sheet), ""),
                is_hidden=sheet.get("state", "visible") != "visible",
            )
            for sheet in _all(self._read("xl/workbook.xml"), "sheet")
        )

    def hidden_in(self, sheet: Sheet) -> HiddenParts:
        """What is hidden in a sheet and not empty."""
        columns: list[int] = []
        rows: list[int] = []
        widest = 0
        for number, text in enumerate(self._rows(sheet.part)):
            columns += _hidden_columns(text) if number == 0 else []
            rows += [int(found) for found in _HIDDEN_ROW.findall(text)]
            widest = max(widest, _width(text) if number == 0 else 0)
        letters = (column_letters(one) for one in columns if one <= widest)
        return HiddenParts(columns=tuple(letters), rows=tuple(rows))

    def notes(self) -> list[str]:
        """The text of every comment."""
        return [
            text
            for name in self._named(_NOTES)
            for note in _notes(self._read(name))
            if (text := "".join(note.itertext()).strip())
        ]

    def copies(self) -> list[str]:
        """The texts in copies of other data: of pivot tables, links and defined names."""
        names = (text.text or "" for text in _all(self._read("xl/workbook.xml"), "definedName"))
        found = [
            value
            for name in self._named(_COPIES)
            for element in self._read(name).iter()
            for value in (element.get("v"), element.text)
            if value and value.strip()
        ]
        return [*found, *names]

    def properties(self) -> list[tuple[str, str]]:
        """What the file says of its author and history: name of the property and value."""
        found = [
            (_tag(element), element.text)
            for name in self._named(_AUTHORS)
            for element in self._read(name).iter()
            if element.text and element.text.strip() and _tag(element) in _ABOUT_PEOPLE
        ]
        authors = [
            ("author", author.text or author.get("displayName") or "")
            for name in [*self._named(_NOTES), *self._named(_AUTHORS)]
            for tag in ("author", "person")
            for author in _all(self._read(name), tag)
        ]
        return list(dict.fromkeys(found + authors))

    def count_links(self) -> int:
        """How many other files it takes values from."""
        return sum("/externalLinks/externalLink" in name for name in self._archive.namelist()
                   if name.endswith(".xml"))  # fmt: skip

    def _targets(self) -> dict[str, str]:
        relations = _all(self._read("xl/_rels/workbook.xml.rels"), "Relationship")
        return {
            one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:]
            for one in relations
        }

    def _named(self, pattern: re.Pattern[str]) -> list[str]:
        return [name for name in self._archive.namelist() if pattern.fullmatch(name)]

    def _read(self, name: str) -> ET.Element:
        """A part as a tree; one that is too large gives nothing."""
        if self._archive.getinfo(name).file_size > _PART_BYTES:
            return ET.Element("nothing")
        # Entities are bounded by expat, and nothing outside the part is ever read.
        return ET.fromstring(self._archive.read(name))  # noqa: S314

    def _rows(self, part: str) -> Iterator[bytes]:
        """The sheet's text in pieces that end with a row."""
        rest = b""
        with self._archive.open(part) as sheet:
            while chunk := sheet.read(_CHUNK_BYTES):
                rest += chunk
                end = rest.rfind(b"</row>") + len(b"</row>")
                if end >= len(b"</row>"):
                    yield rest[:end]
                    rest = rest[end:]
        yield rest


def _hidden_columns(text: bytes) -> list[int]:
    """The numbers of hidden columns, from what stands before the first row."""
    head = text[: found.start()] if (found := _ROW.search(text)) else text
    numbers: list[int] = []
    for column in _COLUMN.findall(head):
        span = [_SPAN[name].search(column) for name in (b"min", b"max")]
        if _HIDDEN.search(column) and span[0] and span[1]:
            numbers += range(int(span[0][1]), min(int(span[1][1]), _WIDEST) + 1)
    return numbers


def _width(text: bytes) -> int:
    """The number of the last column that has a cell."""
    return max((_number(letters) for letters in set(_ADDRESS.findall(text))), default=0)


def _number(letters: bytes) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + letter - 64
    return total


def _notes(root: ET.Element) -> list[ET.Element]:
    return [*_all(root, "comment"), *_all(root, "threadedComment")]


def _all(root: ET.Element, tag: str) -> list[ET.Element]:
    return [element for element in root.iter() if _tag(element) == tag]


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _relation(sheet: ET.Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
