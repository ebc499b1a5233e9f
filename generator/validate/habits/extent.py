"""Time and area of a table's rows against those that its metadata name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.model import PartialDate
from generator.problems import Problem
from generator.validate.habits.cells import Cells, Hit, Sheet, place_hit
from generator.validate.habits.codes import is_of_areas
from generator.validate.habits.days import span_of, years_of
from generator.vocabulary import Area, AreaCodeList

_TIME_TYPES = {"year", "yearmonth", "date", "datetime"}
_TIME_WORDS = {
    "nam", "thang", "ngay", "quy", "ky", "thoi", "gian", "bao", "cao", "so", "lieu", "thong", "ke",
    "quan", "trac", "do", "year", "month", "date", "time",
}  # fmt: skip
"""A column named and labelled with these alone says of which time a row is."""
_MOSTLY = 0.6
"""From so many values on that are known codes, a column is one of codes of areas."""

_PAIRS = 1_000_000
"""Where a code and a time can be paired in more ways, their table is not looked at."""

_Spans = tuple[tuple[date | None, date | None], ...]


def rows_outside_period(sheet: Sheet) -> Iterator[Problem]:
    """Rows of years before or after the period covered, and a period the rows do not reach."""
    period = sheet.metadata.temporal
    time = _time_column(sheet)
    if period is None or time is None:
        return
    start, end = _year(period.start), _year(period.end)
    values = time.values
    years = years_of(values, time.share(r"^\d{4}") == 1)
    outside = pc.or_(pc.less(years, start or 0), pc.greater(years, end or date.max.year))
    details = {"start": str(start or "…"), "end": str(end or "…")}
    hit = Hit(code="period-outside", values=values.filter(outside), details=details)
    yield from place_hit(sheet, time, hit)
    if not pc.any(outside).as_py():
        yield from _uncovered(sheet, time, years, start, end)


def _uncovered(
    sheet: Sheet, time: Cells, years: pa.Array, start: int | None, end: int | None
) -> Iterator[Problem]:
    """A fault only where no other table can hold the years that are wanting."""
    first, last = pc.min(years).as_py(), pc.max(years).as_py()
    if first is None or len(sheet.metadata.resources) > 1:
        return
    if (start is not None and start < first) or (end is not None and end > last):
        details = {"column": time.name, "start": str(start or "…"), "end": str(end or "…")}
        details |= {"first": str(first), "last": str(last)}
        place = sheet.table.place(field=time.name)
        yield Problem(code="period-not-covered", place=place, details=details)


def _year(value: PartialDate | None) -> int | None:
    return None if value is None else int(str(value)[:4])


def _time_column(sheet: Sheet) -> Cells | None:
    """The column that says of which time a row is: in the key, or named after a time."""
    schema = sheet.table.resource.schema
    key = schema.primary_key if schema else ()
    for cells in sheet.columns:
        is_named = set(cells.words.split()) <= _TIME_WORDS
        is_timed = cells.type in _TIME_TYPES or (is_named and cells.share(r"^\d{4}") == 1)
        if is_timed and (is_named or cells.name in key):
            return cells
    return None


def area_problems(sheet: Sheet) -> Iterator[Problem]:
    """Codes of areas that the list named lacks, that lie elsewhere, or that did not hold then."""
    place = sheet.metadata.spatial
    lists = sheet.lists.area_code_lists
    named = lists.get(place.code_list) if place else None
    for cells in filter(is_of_areas, sheet.columns):
        if _is_known(cells, lists):
            if named is not None and place is not None:
                hit = _elsewhere(cells, named, place.areas, _successors(sheet))
                yield from place_hit(sheet, cells, hit)
            yield from _out_of_date(sheet, cells)


def _is_known(cells: Cells, lists: Mapping[str, AreaCodeList]) -> bool:
    known = pa.array({area.code for one in lists.values() for area in one.areas}, pa.string())
    return (
        len(cells.probe) > 0 and pc.mean(pc.is_in(cells.probe, value_set=known)).as_py() >= _MOSTLY
    )


def _successors(sheet: Sheet) -> dict[str, set[str]]:
    """By the code of a unit that ended, the codes of those that took its place."""
    found: dict[str, set[str]] = {}
    for one in sheet.lists.area_code_lists.values():
        for area in one.areas:
            found.setdefault(area.code, set()).update(area.successors)
    return found


def _elsewhere(
    cells: Cells,
    named: AreaCodeList,
    areas: tuple[str, ...],
    successors: Mapping[str, set[str]],
) -> Hit:
    """Codes that are not those of ``areas``, nor of what lies in them, nor of what they lie in.

    A unit whose place was taken by one of these is the same area at an earlier time.
    """
    parents = {area.code: area.parent for area in named.areas}
    inside = {code for code in parents if not set(_upwards(code, parents)).isdisjoint(areas)}
    inside |= {above for code in areas for above in _upwards(code, parents)}
    inside |= {code for code, heirs in successors.items() if heirs & inside}
    known = pa.array(inside, pa.string())
    values = cells.values.filter(pc.invert(pc.is_in(cells.values, value_set=known)))
    details = {"list": named.id, "areas": ", ".join(areas)}
    return Hit(code="area-elsewhere", values=values, details=details)


def _upwards(code: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    step: str | None = code
    while step is not None and step not in seen:
        seen.add(step)
        yield step
        step = parents.get(step)


def _out_of_date(sheet: Sheet, cells: Cells) -> Iterator[Problem]:
    """Codes in rows of a time when no list had them."""
    time = _time_column(sheet)
    if time is None or len(cells.values) * len(time.values) > _PAIRS:
        return
    codes, times = cells.text.dictionary_encode(), time.text.dictionary_encode()
    pairs = codes.indices.to_numpy().astype(np.int64) * len(times.dictionary)
    pairs += times.indices.to_numpy()
    entries = _entries(sheet)
    held = [entries.get(code, ()) for code in codes.dictionary.to_pylist()]
    asked = [span_of(text) for text in times.dictionary.to_pylist()]
    wrong = [
        pair
        for pair in np.flatnonzero(np.bincount(pairs)).tolist()
        if not _overlap(held[pair // len(asked)], asked[pair % len(asked)])
    ]
    if wrong:
        row = int(np.flatnonzero(np.isin(pairs, wrong))[0])
        details = {"column": cells.name, "count": str(len(wrong)), "time": time.text[row].as_py()}
        place = sheet.table.place(row, cells.name)
        yield Problem(code="area-out-of-date", place=place, details=details)


def _entries(sheet: Sheet) -> dict[str, _Spans]:
    """By code, the spans in which it held."""
    found: dict[str, _Spans] = {}
    for one in sheet.lists.area_code_lists.values():
        for area in one.areas:
            found[area.code] = (*found.get(area.code, ()), _span(area, one))
    return found


def _span(area: Area, one: AreaCodeList) -> tuple[date | None, date | None]:
    # A list may be drawn up long after the units it names were founded, but not after they ended.
    return area.valid_from, area.valid_to or one.valid_to


def _overlap(spans: _Spans, asked: tuple[date, date] | None) -> bool:
    """Whether one of the spans in which a code held has a day of those asked for.

    Codes that no list holds and texts that are no time are told elsewhere.
    """
    if asked is None or not spans:
        return True
    first, last = asked
    return any(
        (start is None or start <= last) and (end is None or end >= first) for start, end in spans
    )
