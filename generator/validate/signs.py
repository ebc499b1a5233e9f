"""Signs that do harm: what steers a program, turns the reading direction, or runs as a formula."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.distribution import Catalog
from generator.model import Dataset
from generator.problems import Problem
from generator.table import TextTable
from generator.validate.fault import Fault, KeyPath
from generator.validate.shown import shown

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_BIDI = "[\u202a-\u202e\u2066-\u2069]"
_BIDI_TEXT = re.compile(_BIDI)

# What Excel, LibreOffice and Google Sheets take for a formula. Numbers with a sign are none, nor
# is a dash alone. See https://owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = r"""^[\t\r\n ]*(=\s*[^\s=]|@\s*\pL|[+\-]\s*[\pL(@='"|])"""
_COMMAND = (
    r"(?i)^[\t\r\n ]*[=+\-@].*(\b(DDE|DDEAUTO|HYPERLINK|WEBSERVICE|IMPORT(XML|DATA|RANGE|HTML|FEED)"
    r"|CALL|EXEC|REGISTER(\.ID)?|FILTERXML|RTD)\s*\(|\||powershell|mshta|rundll32)"
)


def _bytes_in(signs: bytes) -> np.ndarray:
    """For each of the 256 bytes, whether it is one of ``signs``."""
    table = np.zeros(256, bool)
    table[list(signs)] = True
    return table


_BEGINS_FORMULA, _IS_SIGN = _bytes_in(b"=@+-\t\r\n "), _bytes_in(b"+-")
_IS_DIGIT = _bytes_in(b"0123456789.,")


def sign_faults(table: TextTable) -> Iterator[Problem]:
    """Control characters, bidirectional overrides and formulas: one problem a column and kind."""
    for name in table.columns.column_names:
        column = table.columns.column(name)
        if _has_control_bytes(column):
            yield from _matches(table, name, "cell-control-character", _CONTROL)
        if _has_general_punctuation(column):
            yield from _matches(table, name, "cell-bidi", _BIDI)
        if _may_hold_formulas(column):
            yield from _formula_faults(table, name, column)


def turned_texts(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Texts that turn the reading direction, so that people read what is not there."""
    yield from _bidi_faults(dataset.metadata, ())


def turned_portal_texts(catalog: Catalog) -> Iterator[Fault]:
    """The same of ``catalog.yml``."""
    yield from _bidi_faults(catalog.portal, ())


def _bidi_faults(value: Any, keys: KeyPath) -> Iterator[Fault]:
    if isinstance(value, str):
        if _BIDI_TEXT.search(value):
            yield Fault(code="metadata-bidi", keys=keys, details={"value": shown(value)})
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _bidi_faults(inner, (*keys, number))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _bidi_faults(getattr(value, field.name), (*keys, field.name))


def _matches(table: TextTable, name: str, code: str, pattern: str) -> Iterator[Problem]:
    """One problem for all cells of a column that match, at the first of them."""
    found = pc.match_substring_regex(table.columns.column(name), pattern)
    count = pc.sum(found).as_py() or 0
    if count:
        yield _grouped(table, name, code, pc.index(found, True).as_py(), count)


def _grouped(table: TextTable, name: str, code: str, index: int, count: int) -> Problem:
    place = table.place(index, name)
    place = dataclasses.replace(place, field=shown(name), cell=shown(place.cell or ""))
    details = {"column": shown(name), "count": str(count)}
    return Problem(code=code, place=place, details=details)


def _formula_faults(table: TextTable, name: str, column: pa.ChunkedArray) -> Iterator[Problem]:
    formulas = pc.match_substring_regex(column, _FORMULA)
    if not pc.any(formulas).as_py():
        return
    commands = pc.and_(formulas, pc.match_substring_regex(column, _COMMAND))
    plain = pc.and_not(formulas, commands)
    for code, found in (("cell-command", commands), ("cell-formula", plain)):
        count = pc.sum(found).as_py()
        if count:
            yield _grouped(table, name, code, pc.index(found, True).as_py(), count)


# Whether the patterns need be looked for at all is seen from the bytes, ten times faster.


def _has_control_bytes(column: pa.ChunkedArray) -> bool:
    return any(
        bool(content.size and (content.min() < 0x20 or (content == 0x7F).any()))
        for _, content in _bytes(column)
    )


def _has_general_punctuation(column: pa.ChunkedArray) -> bool:
    """Whether there is a sign whose UTF-8 begins as those of direction do."""
    return any(b"\xe2" in content.tobytes() for _, content in _bytes(column))


def _may_hold_formulas(column: pa.ChunkedArray) -> bool:
    """Whether a cell begins as a formula does; a sign before a digit begins a number."""
    for starts, content in _bytes(column):
        at = starts[_BEGINS_FORMULA[content[starts]]]
        following = content[np.minimum(at + 1, content.size - 1)]
        if at.size and not (_IS_SIGN[content[at]] & _IS_DIGIT[following]).all():
            return True
    return False


def _bytes(column: pa.ChunkedArray) -> Iterator[tuple[Any, Any]]:
    """Of each chunk, where every cell begins that is not empty, and all bytes."""
    for chunk in column.chunks:
        _, offsets, content = chunk.buffers()
        if content is None or not len(chunk):
            continue
        width = np.int64 if pa.types.is_large_string(chunk.type) else np.int32
        every = np.frombuffer(offsets, dtype=width)
        ends: Any = every[chunk.offset : chunk.offset + len(chunk) + 1]
        data = np.frombuffer(content, np.uint8)
        yield ends[:-1][ends[:-1] < ends[1:]] - ends[0], data[ends[0] : ends[-1]]
