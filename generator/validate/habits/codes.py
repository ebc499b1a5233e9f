"""Codes that a spreadsheet took for numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.habits.cells import Cells, Hit, Sheet
from generator.vocabulary import Vocabularies

_AREA_WORDS = re.compile(
    r"\bma (xa|phuong|huyen|quan|tinh|dvhc|dia ban|dia phuong|don vi hanh chinh)\b"
)
_MOSTLY = 0.6
"""From so many values on, a column of codes has one length; the others are cut off."""


def is_of_areas(cells: Cells) -> bool:
    """Whether the column is said to hold codes of administrative units."""
    is_text = cells.is_text or cells.type == "integer"
    return is_text and bool(_AREA_WORDS.search(cells.words))


def lost_zeros(cells: Cells, sheet: Sheet) -> Iterator[Hit]:
    """Codes such as 8716 where 08716 is meant."""
    if not cells.raw.strip() or not (cells.is_code or is_of_areas(cells)):
        return
    values = _short_areas(cells, sheet.lists) if is_of_areas(cells) else _short_codes(cells)
    if len(values):
        value = values[0].as_py()
        whole = _width(cells, sheet) or len(value) + 1
        details = {"value": value, "whole": value.zfill(whole)}
        yield Hit(code="code-lost-zero", values=values, details=details)


def _width(cells: Cells, sheet: Sheet) -> int:
    """How long the codes are of which the first short one is a part."""
    if not is_of_areas(cells):
        return 0
    known = _area_codes(sheet.lists)
    value = _short_areas(cells, sheet.lists)[0].as_py()
    return next((size for size in _sizes(known) if value.zfill(size) in known), 0)


def _short_areas(cells: Cells, lists: Vocabularies) -> pa.Array:
    """Codes that no list holds, and that some list holds with zeros in front."""
    known = _area_codes(lists)
    short = [code.lstrip("0") for code in known if code.startswith("0")]
    repairable = pa.array([code for code in short if code not in known], pa.string())
    return cells.values.filter(pc.is_in(cells.values, value_set=repairable))


def _area_codes(lists: Vocabularies) -> frozenset[str]:
    return frozenset(area.code for one in lists.area_code_lists.values() for area in one.areas)


def _sizes(codes: frozenset[str]) -> list[int]:
    return sorted({len(code) for code in codes})


def _short_codes(cells: Cells) -> pa.Array:
    """Codes one digit shorter than most, where most have a length and some a zero in front."""
    nothing = pa.array([], pa.string())
    if not cells.is_text or cells.share(r"^\d+$") < 1 or not cells.share(r"^0"):
        return nothing
    sizes = Counter(pc.utf8_length(cells.probe).to_pylist())
    size, count = sizes.most_common(1)[0]
    if size < 2 or count < _MOSTLY * sizes.total() or len(sizes) > 2:
        return nothing
    return cells.matching(rf"^[1-9]\d{{{size - 2}}}$")
