"""Numbers that are none yet: as text, with units, with marks, or with two readings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from generator.model import Column
from generator.table import kind
from generator.validate.habits.cells import Cells, Hit, Sheet, quoted

_NUMBER = r"[-+−]?\d{1,3}([.,   ]?\d{3})*([.,]\d+)?"
_UNITS = (
    "km²", "km2", "km", "m²", "m2", "m³", "m3", "ha", "mm", "cm", "dm", "kg", "tấn", "tạ", "yến",
    "mg", "lít", "ml", "tỷ đồng", "triệu đồng", "nghìn đồng", "đồng", "tỷ", "triệu", "nghìn",
    "vnđ", "vnd", "usd", "người", "hộ", "con", "cái", "chiếc", "lượt", "ngày", "tháng", "giờ",
    "phút", "kwh", "mw", "kw", "%", "‰",
)  # fmt: skip
# One capital letter behind a number is the name of something: 4G, 12L.
_UNIT = f"(?i:{'|'.join(map(re.escape, _UNITS))})|[mgl]"
_WITH_UNIT = rf"^\s*{_NUMBER}\s*({_UNIT})\s*$"
_MARKED = rf"^\s*{_NUMBER}\s*(\(\*+\)|\*+|\(\d\)|[¹²³⁴⁵†‡])\s*$"
_STATUS_WORD = r"(sơ bộ|ước|ước tính|ước thực hiện|tạm tính|dự kiến|chính thức)"
_STATUS = rf"(?i)^\W*{_STATUS_WORD}\W.*\d|\d\W*{_STATUS_WORD}\W*$"
_GROUPED = r"^-?[1-9]\d{0,2}\.\d{3}$"
_DECIDED = r"^-?(0\.\d+|\d{4,}|\d*\.(\d{1,2}|\d{4,}))$"
_LETTERS = re.compile(rb"[^0-9.,\s+-]")

_MOSTLY = 0.95
"""A column is one of numbers when so many of its values are: the rest are slips."""

_PARTLY = 0.5
"""From so many on, a column is meant for numbers even where other things stand among them."""

_FEWEST = 3
"""Below so many values, that all of them look alike is chance."""


def numbers_as_text(cells: Cells, sheet: Sheet) -> Iterator[Hit]:
    """A column of text in which there are only quantities."""
    if not _may_be_quantity(cells, sheet) or cells.share(rf"^{_NUMBER}$") < _MOSTLY:
        return
    values = cells.matching(rf"^{_NUMBER}$")
    is_all = len(values) >= max(_FEWEST, _MOSTLY * len(cells.values))
    if is_all and not _is_like_code(values):
        yield Hit(code="numbers-as-text", values=values)


def _may_be_quantity(cells: Cells, sheet: Sheet) -> bool:
    if cells.type != "string" or cells.is_code or cells.name in sheet.keys:
        return False
    column = cells.declared
    return column is None or not (column.constraints.pattern or column.constraints.enum)


def _is_like_code(values: pa.Array) -> bool:
    """Digits with zeros in front, or all of one length, are names of things."""
    if pc.any(pc.match_substring_regex(values, r"^0\d")).as_py():
        return True
    lengths = pc.utf8_length(values).unique()
    return len(lengths) == 1 and lengths[0].as_py() > 1


def two_readings(cells: Cells, sheet: Sheet) -> Iterator[Hit]:
    """Numbers such as 1.234 only: a thousand and more, or one and a bit."""
    column = cells.declared
    if column is None or not _is_undecided(column, sheet) or not cells.is_bare:
        return
    if not cells.share(_GROUPED) or cells.share(_DECIDED):
        return
    grouped, others = cells.matching(_GROUPED), cells.matching(_DECIDED)
    if len(grouped.unique()) >= _FEWEST and not len(others):
        value = grouped[0].as_py()
        details = {"value": value, "whole": value.replace(".", ""), "decimal": value}
        yield Hit(code="number-two-readings", values=grouped, details=details)


def _is_undecided(column: Column, sheet: Sheet) -> bool:
    """Whether nothing but the digits says how the column's numbers are to be read."""
    schema, constraints = sheet.table.resource.schema, column.constraints
    place = schema.coordinates if schema else None
    return (
        column.type == "number"
        and kind(sheet.table.resource) == "csv"  # other files know their numbers
        and column.decimal_char is None
        and column.group_char is None
        and (constraints.minimum is None or constraints.maximum is None)
        and (place is None or column.name not in {place.latitude, place.longitude})
    )


def units_in_cells(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """Quantities with the unit in every cell, and with several of them."""
    if not cells.is_text or cells.is_bare or cells.is_code or not _mostly(cells, _WITH_UNIT):
        return
    values = cells.matching(_WITH_UNIT)
    units = sorted({_unit(value) for value in values.unique().to_pylist()})
    if len(units) > 1:
        yield Hit(code="units-mixed", values=values, details={"units": quoted(units)})
    elif len(values) >= _FEWEST:
        yield Hit(code="unit-in-cells", values=values, details={"unit": units[0]})


def _unit(value: str) -> str:
    found = re.match(_WITH_UNIT, value)
    return found[found.lastindex or 1].casefold() if found else ""


def marked_numbers(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """Marks of footnotes behind numbers."""
    if _is_of_numbers(cells):
        yield Hit(code="number-with-footnote", values=cells.matching(_MARKED))


def status_in_numbers(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """Words on how final a figure is, in the cell of the figure or of its year."""
    if _is_of_numbers(cells):
        yield Hit(code="status-in-numbers", values=cells.matching(_STATUS))


def _is_of_numbers(cells: Cells) -> bool:
    """Whether numbers are meant to stand in the column, and other things stand there as well."""
    if cells.is_bare:
        return False
    if cells.is_numeric:
        return bool(_LETTERS.search(cells.raw))
    return cells.is_text and not cells.is_code and _mostly(cells, rf"^\s*{_NUMBER}\s*$")


def _mostly(cells: Cells, pattern: str) -> bool:
    """Whether ``pattern``, which starts with a number, fits half of the column and more."""
    # Patterns with many words take their time: names of things are told by their first letter.
    return cells.share(r"^\s*[-+−]?\d") >= _PARTLY and cells.share(pattern) >= _PARTLY
