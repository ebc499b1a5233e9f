"""A choropleth in words and paths: areas filled by what a table says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.render.map_parts import MapSource, graticule, origin, scale
from generator.render.maps.boundaries import Atlas, Boundaries
from generator.render.maps.choropleth import AreaMap, ValueClass, area_map, class_of, classes
from generator.render.maps.frame import HEIGHT, WIDTH, Frame, frame_around
from generator.render.maps.paths import outlines
from generator.render.maps.views import AreaRow, LegendEntry, MapView, Shape
from generator.render.words import Words
from generator.vocabulary import Area

_BUDGET = 32_000
_SUBJECTS = {"value": "map.subject_value", "sum": "map.subject_sum", "count": "map.subject_count"}


def area_view(source: MapSource, known: Atlas, words: Words) -> MapView | None:
    """The map of the areas that a table names; ``None`` where the portal cannot draw it."""
    place = source.dataset.metadata.spatial
    if place is None or not any(name == place.code_list for name, _ in known.boundaries):
        return None
    told = area_map(source.resource, source.product, known, place.code_list)
    if told is None:
        return None
    borders = known.boundaries.get((place.code_list, told.level))
    if borders is None or borders.dataset is source.dataset:
        return None
    frame = frame_around(chain.from_iterable(r for f in borders.features.values() for r in f.rings))
    matched = {code: told.values[code] for code in borders.features if code in told.values}
    if frame is None or not matched:
        return None
    return _choropleth(_Area(source, known, told, borders, frame), matched, words)


class _Area(NamedTuple):
    source: MapSource
    known: Atlas
    told: AreaMap
    borders: Boundaries
    frame: Frame


def _choropleth(area: _Area, matched: dict[str, float], words: Words) -> MapView:
    subject, found = _subject(area, words), classes(matched.values())
    rows = _area_rows(area, matched, words)
    without = sum(row.value is None for row in rows)
    return MapView(
        name=area.source.resource.name,
        title=subject,
        alt=_area_alt(rows, subject, words),
        width=WIDTH,
        height=HEIGHT,
        shapes=tuple(_area_shapes(area, matched, found, rows)),
        graticule=graticule(area.frame, words),
        scale=scale(area.frame, words),
        legend_title=_unit(area.told, words),
        legend=_area_legend(found, without, words),
        notes=_area_notes(area, without, words),
        source=origin(area.source, words),
        head=(words("map.area"), _unit(area.told, words)),
        areas=rows,
        total=len(rows),
    )


def _subject(area: _Area, words: Words) -> str:
    column = area.told.column
    what = words.plain(area.source.resource.title if column is None else column.label)
    told = words(_SUBJECTS[area.told.how], what=what)
    if area.told.when is None:
        return told
    when, value = area.told.when
    shown = words.cell(value if isinstance(value, str | int) else value.isoformat(), when)
    return words("map.at_time", what=told, when=shown)


def _unit(told: AreaMap, words: Words) -> str:
    if told.column is None:
        return words("map.rows_unit")
    return told.column.unit or words.plain(told.column.label)


def _area_rows(area: _Area, matched: dict[str, float], words: Words) -> tuple[AreaRow, ...]:
    """All areas with polygons: largest value first, those without one last."""
    place = area.source.dataset.metadata.spatial
    names = {} if place is None else area.known.names[place.code_list]
    order = sorted(area.borders.features, key=lambda code: (-matched.get(code, -1e308), code))
    return tuple(
        AreaRow(
            code=code,
            name=_area_name(names[code], words) if code in names else code,
            value=words.number(round(matched[code], 3)) if code in matched else None,
        )
        for code in order
    )


def _area_name(area: Area, words: Words) -> str:
    return words("area.name", kind=words.plain(area.kind), name=words.plain(area.name))


def _area_alt(rows: Sequence[AreaRow], subject: str, words: Words) -> str:
    valued = [row for row in rows if row.value is not None]
    first, last = valued[0], valued[-1]
    return words(
        "map.area_alt",
        what=subject,
        n=len(valued),
        highest=f"{first.name} {first.value}",
        lowest=f"{last.name} {last.value}",
    )


def _area_shapes(
    area: _Area, matched: dict[str, float], found: Sequence[ValueClass], rows: Sequence[AreaRow]
) -> Iterator[Shape]:
    strings = [area.borders.features[row.code].rings for row in rows]
    paths = outlines(area.frame, strings, _BUDGET, closed=True)
    for row, path in zip(rows, paths, strict=True):
        number = "none" if row.value is None else f"c{_shade(matched[row.code], found)}"
        yield Shape(kind=number, path=path, title=f"{row.name}: {row.value or '–'}")


def _shade(value: float, found: Sequence[ValueClass]) -> int:
    """The look of a value, 1 to 5; few classes take the looks that differ most."""
    last = len(found) - 1
    return 3 if last == 0 else 1 + round(4 * class_of(value, found) / last)


def _area_legend(
    found: Sequence[ValueClass], without: int, words: Words
) -> tuple[LegendEntry, ...]:
    entries = [
        LegendEntry(kind=f"c{_shade(each.high, found)}", label=_range(each, words))
        for each in found
    ]
    if without:
        entries.append(LegendEntry(kind="none", label=words("map.no_data")))
    return tuple(entries)


def _range(each: ValueClass, words: Words) -> str:
    low, high = words.number(round(each.low, 3)), words.number(round(each.high, 3))
    return low if low == high else f"{low} – {high}"


def _area_notes(area: _Area, without: int, words: Words) -> tuple[str, ...]:
    borders = area.borders.dataset
    notes = [words("map.borders_from", title=words.plain(borders.title))]
    if borders.metadata.sample:
        notes.append(words("map.borders_sample"))
    if without:
        notes.append(words("map.without_value", n=without))
    unknown = len(set(area.told.values) - set(area.borders.features))
    if unknown:
        notes.append(words("map.without_polygon", n=unknown))
    return tuple(notes)
