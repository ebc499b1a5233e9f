"""Faults of a file that its cells no longer show, as they are read tidily."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from generator.model import Resource
from generator.problems import Place, Problem
from generator.table import kind
from generator.validate.shown import shown

_MARKS = b"\xcc", b"\xcd"
"""With these start, in UTF-8, all marks that are set upon the letter before them."""


def file_faults(resource: Resource, source: Path, file: str) -> list[Problem]:
    """What is wrong with the text of the file in ``source``, which problems call ``file``."""
    if kind(resource) != "csv" or not _is_utf8(resource.encoding):
        return []
    return list(_decomposed(source.read_bytes(), file))


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}
    except LookupError:
        return False


def _decomposed(data: bytes, file: str) -> Iterator[Problem]:
    """Letters in two parts: they look the same, and are not found by who types them in one."""
    if not any(mark in data for mark in _MARKS):
        return
    lines = enumerate(data.decode("utf-8", "replace").split("\n"), 1)
    apart = [(number, line) for number, line in lines if not unicodedata.is_normalized("NFC", line)]
    if apart:
        number, line = apart[0]
        word = next(word for word in line.split() if not unicodedata.is_normalized("NFC", word))
        details = {"count": str(len(apart)), "word": shown(unicodedata.normalize("NFC", word))}
        yield Problem(code="text-not-nfc", place=Place(file=file, line=number), details=details)
