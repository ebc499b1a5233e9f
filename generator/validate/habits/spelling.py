"""One word spelt in two ways: hoà and hòa."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.habits.cells import Cells, Hit, Sheet, quoted
from generator.vietnamese import compose

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED = re.compile(rf"([^\W\d_]|[\u0300-\u036f])*[{_TONES}]([^\W\d_]|[\u0300-\u036f])*")
_OPEN_RIME = r"(?i)(o[àáảãạèéẻẽẹ]|[òóỏõọ][ae]|u[ỳýỷỹỵ]|[ùúủũụ]y)([^\p{L}]|$)"
"""Syllables that end in oa, oe, uy: the only ones whose tone stands in two places."""

_VALUES_COMPARED = 20_000
"""So many different values are compared: a whole column of names would take seconds."""


def mixed_tones(cells: Cells, sheet: Sheet) -> Iterator[Hit]:
    """Values that differ only in where a tone stands; in keys they part what belongs together."""
    if not cells.is_text or cells.raw.isascii():
        return
    compared = cells.values[:_VALUES_COMPARED]
    found = compared.filter(pc.match_substring_regex(compared, _OPEN_RIME))
    values = found.unique().to_pylist()
    pairs = list(_alike(values))
    if pairs:
        rarer = pa.array([value for pair in pairs for value in pair[1:]], pa.string())
        code = "tones-mixed-in-key" if _is_key(cells, sheet) else "tones-mixed"
        yield Hit(code=code, values=rarer, details={"first": quoted([pairs[0][0]])})


def _is_key(cells: Cells, sheet: Sheet) -> bool:
    constraints = cells.declared.constraints if cells.declared else None
    is_closed = constraints is not None and bool(constraints.unique or constraints.enum)
    return is_closed or cells.name in sheet.keys


def _alike(values: Iterable[str]) -> Iterator[list[str]]:
    """The values that are one when tones are set aside, as they come; only those with others."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value in values:
        groups[tones_last(value)].append(value)
    return (group for group in groups.values() if len(group) > 1)


def tones_last(text: str) -> str:
    """The text with the tone of each syllable behind it: equal for ``hoà`` and ``hòa``."""
    decomposed = unicodedata.normalize("NFD", text)
    return compose(_TONED.sub(lambda found: _tone_last(found[0]), decomposed))


def _tone_last(syllable: str) -> str:
    tones = "".join(mark for mark in syllable if mark in _TONES)
    letters = "".join(mark for mark in syllable if mark not in _TONES)
    return f"{letters}\u2060{tones}"
