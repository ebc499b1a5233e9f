"""Files that are not what their ending says: pages, programs and other kinds of file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.model import Resource
from generator.problems import Place, Problem

_HEAD = 2048
_TEXTS = {".csv", ".tsv", ".json", ".geojson", ".txt", ".md"}

_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    rb"<(!doctype\s+(html|svg)|(html|head|body|svg|script|iframe|table|meta|style|xml)\b|\?php|%|\?=)",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MUST_BEGIN = {
    ".pdf": (b"%PDF-",),
    ".parquet": (b"PAR1",),
    ".gpkg": (b"SQLite format 3\0",),
    ".zip": _ZIP,
    ".ods": _ZIP,
}
# Readers of PDF look for the mark within the first 1024 bytes; a page must not hide before it.
_MAY_BEGIN_LATER = {".pdf": 1024}


def content_faults(path: Path, resource: Resource, file: str) -> Iterator[Problem]:
    """The first thing that shows a file to be of another kind than its ending says."""
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    ending = resource.ending
    code = _code(head, ending)
    if code:
        yield Problem(code=code, place=Place(file=file), details={"ending": ending})


def _code(head: bytes, ending: str) -> str | None:
    is_text = ending in _TEXTS
    if ending != ".md" and _PAGE.match(_without_zeros(head)):
        return "content-web-page"
    if _is_program(head, ending):
        return "content-program"
    if head.startswith(_OLD_OFFICE):
        return "content-old-excel"
    if is_text and head.startswith(_ZIP):
        return "content-archive"
    marks = _MUST_BEGIN.get(ending)
    beginning = head[: _MAY_BEGIN_LATER.get(ending, 0) + 16]
    if marks and not _begins(beginning, marks, anywhere=ending in _MAY_BEGIN_LATER):
        return "content-unlike-ending"
    return None


def _is_program(head: bytes, ending: str) -> bool:
    """Programs have zero bytes at once; a column of a table may be named ``MZ``."""
    if not head.startswith(_PROGRAMS):
        return False
    if head.startswith(b"#!"):
        return ending != ".md"
    return ending not in _TEXTS or b"\0" in head[:64]


def _begins(head: bytes, marks: tuple[bytes, ...], *, anywhere: bool) -> bool:
    return any(mark in head for mark in marks) if anywhere else head.startswith(marks)


def _without_zeros(head: bytes) -> bytes:
    """Letters of UTF-16 as plain ones: a browser would read them."""
    return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
