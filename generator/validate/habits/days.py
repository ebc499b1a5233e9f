"""Days written in several ways in one column."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.habits.cells import Cells, Hit, Sheet, quoted

_ISO = r"^\d{4}-\d{1,2}-\d{1,2}([T ]|$)"
_LOCAL = r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"
_SERIAL = r"^[345]\d{4}$"
_ISO_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_LOCAL_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DAY = rf"{_ISO}|{_LOCAL}"

_DAY_TYPES = {"string", "any", "date", "datetime"}
_PARTLY = 0.5
"""From so many on, a column is one of days."""

_EPOCH = date(1899, 12, 30)
"""Excel's day 0: it counts a 29 February 1900 that never was, so later days fit this one."""


def mixed_days(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """31/12/2024 beside 2024-12-31: the rarer way is the fault."""
    is_one_way = cells.type in {"date", "datetime"} and cells.format != "any"  # the type tells
    if is_one_way or not _is_of_days(cells):
        return
    iso, local = cells.matching(_ISO), cells.matching(_LOCAL)
    if len(iso) and len(local):
        rarer, common = (local, iso) if len(local) <= len(iso) else (iso, local)
        yield Hit(code="days-mixed", values=rarer, details={"other": quoted([common[0].as_py()])})


def serial_days(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """Days that Excel has turned into their number: 45000 among days."""
    if not _is_of_days(cells):
        return
    values = cells.matching(_SERIAL)
    if len(values):
        value = values[0].as_py()
        day = (_EPOCH + timedelta(days=int(value))).strftime("%d/%m/%Y")
        yield Hit(code="day-as-serial", values=values, details={"value": value, "day": day})


def _is_of_days(cells: Cells) -> bool:
    if cells.type not in _DAY_TYPES or cells.is_code:
        return False
    return cells.type == "date" or cells.share(_DAY) >= _PARTLY


def years_of(values: pa.Array, starts_with_year: bool) -> pa.Array:
    """The year named in each text, as a number; null where there is none."""
    if starts_with_year:
        years = pc.utf8_slice_codeunits(values, 0, 4)
    else:
        found = pc.extract_regex(values, r"(?P<year>\b(1[89]|20)\d{2})")
        years = pc.struct_field(found, "year")
    return pc.cast(years, pa.int64())


def span_of(text: str) -> tuple[date, date] | None:
    """First and last day of 2024, 2024-05, 2024-05-31, 31/05/2024; nothing for other texts."""
    iso = _ISO_PARTS.match(text)
    local = _LOCAL_PARTS.match(text)
    parts = iso.groups() if iso else local.groups()[::-1] if local else None
    if parts is None:
        return None
    year, *rest = parts
    month, day = (None if part is None else int(part) for part in rest)
    try:
        return _span(int(year), month, day)
    except ValueError:  # no day of any calendar: the type tells
        return None


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
