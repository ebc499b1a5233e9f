"""ZIP archives, and workbooks, which are such: nothing is unpacked before it is known to fit."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from generator.model import Resource
from generator.problems import Place, Problem
from generator.validate.shown import shown

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO, RATIO_FROM_BYTES = 200, 50 << 20
"""Text is packed 5 to 50 times smaller: what grows far more is made to exhaust memory."""
MAX_INNER_BYTES = 50 << 20
"""An archive within an archive is looked into up to this size."""

LAST_ROW = 1_048_576
"""Of a sheet (ECMA-376)."""

_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst")
_ZIP_FAULTS = (
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Those of all programs; others may ask for gigabytes of memory just to begin."""

_OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\~]|^[A-Za-z]:")
_UNSAFE = re.compile(
    r"""[\x00-\x1f\x7f<>:"|?*\\\u200e\u200f\u202a-\u202e\u2066-\u2069]"""
    r"""|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(/|$)|//""",
    re.IGNORECASE,
)
_ROW = re.compile(rb"""<(?:\w+:)?row\b((?:[^>"']|"[^"]*"|'[^']*')*)""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["']([^"']*)""")
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    code: str
    member: str = ""
    size: int = 0

    def problem(self, file: str) -> Problem:
        details = {"member": shown(self.member), "size": str(self.size)}
        return Problem(code=self.code, place=Place(file=file), details=details)


def archive_faults(path: Path, resource: Resource, file: str) -> Iterator[Problem]:
    """Members of a ZIP, workbook or ODS that leave it, are too many, too large or locked."""
    ending = resource.ending
    if ending not in {".zip", ".xlsx", ".ods"}:
        return
    with path.open("rb") as opened:
        faults = _faults(opened, path.stat().st_size, depth=0)
        fault = next(faults, None)
    if fault is not None and ending == ".xlsx" and fault.code == "zip-broken":
        if not fault.member:
            return  # reading the workbook says so in words of its own
        fault = replace(fault, code="xlsx-unsafe")
    if fault is not None:
        yield fault.problem(file)


def _faults(file: IO[bytes], size: int, depth: int) -> Iterator[_Fault]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            yield from _whole_faults(entries, size)
            for entry in entries:
                yield from _entry_faults(entry)
            for entry in entries:
                if entry.filename.lower().endswith(_ARCHIVES):
                    yield from _inner_faults(archive, entry, depth + 1)
    except _ZIP_FAULTS:
        yield _Fault(code="zip-broken")


def _whole_faults(entries: list[zipfile.ZipInfo], size: int) -> Iterator[_Fault]:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(size, 1)
    if len(entries) > MAX_MEMBERS:
        yield _Fault(code="zip-too-many-members", size=len(entries))
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > RATIO_FROM_BYTES and ratio > MAX_RATIO):
        yield _Fault(code="zip-too-large", size=unpacked >> 20)


def _entry_faults(entry: zipfile.ZipInfo) -> Iterator[_Fault]:
    name = entry.orig_filename
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield _Fault(code="zip-symlink", member=name)
    if _OUTSIDE.search(name) or _UNSAFE.search(name):
        yield _Fault(code="zip-member-unsafe", member=name)
    if entry.flag_bits & 1:
        yield _Fault(code="zip-encrypted", member=name)
    if entry.compress_type not in _METHODS:
        yield _Fault(code="zip-broken", member=name)


def _inner_faults(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> Iterator[_Fault]:
    """An archive within: one level may be, as far as it can be looked into."""
    is_zip = entry.filename.lower().endswith(".zip")
    if depth > 1 or not is_zip or entry.file_size > MAX_INNER_BYTES:
        yield _Fault(code="zip-nested", member=entry.orig_filename)
        return
    with archive.open(entry) as member:
        inner = member.read(MAX_INNER_BYTES + 1)
    yield from _faults(io.BytesIO(inner), len(inner), depth)


def workbook_faults(path: Path, resource: Resource, file: str) -> Iterator[Problem]:
    """Sheets of a workbook whose XML is made to exhaust whoever reads it."""
    if resource.ending != ".xlsx":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = [
                name for name in archive.namelist() if name.lower().endswith((".xml", ".rels"))
            ]
            for name in names:
                with archive.open(name) as part:
                    if not _is_sound(part):
                        fault = _Fault(code="xlsx-unsafe", member=name)
                        yield fault.problem(file)
                        return
    except _ZIP_FAULTS:
        return  # reading the workbook says so


def _is_sound(part: IO[bytes]) -> bool:
    """Whether a part is UTF-8, declares no entities, and numbers its rows as sheets do."""
    rest = b""
    for count, block in enumerate(iter(lambda: part.read(_BLOCK_BYTES), b"")):
        text = rest + block
        if count == 0 and not text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return False
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            return False
        if not all(map(_has_row_number, _ROW.findall(text))):
            return False
        rest = text[max(text.rfind(b"<"), 0) :]  # a tag may go on in the next block
        if len(rest) > _BLOCK_BYTES:
            return False
    return True


def _has_row_number(attributes: bytes) -> bool:
    found = _NUMBER.search(attributes)
    if found is None:
        return True
    digits = found[1]
    return digits.isdigit() and len(digits) < 8 and int(digits) <= LAST_ROW
