"""Where the geometries of GeoJSON lie: WGS 84 longitude, then latitude (RFC 7946, 3.1.1)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from generator.model import Resource
from generator.problems import Place, Problem
from generator.table import UnreadableTable, kind
from generator.table.features import features

MAX_DEPTH = 20
"""Of lists and objects within one another: real maps need six."""

_LONGITUDES, _LATITUDES = (-180.0, 180.0), (-90.0, 90.0)
# Việt Nam with its islands, up to Hoàng Sa and Trường Sa.
_LONGITUDES_HERE, _LATITUDES_HERE = (102.0, 118.0), (6.0, 24.0)

Position = Sequence[Any]


def position_faults(
    path: Path, resource: Resource, file: str, max_columns: int
) -> Iterator[Problem]:
    """Features that nest too deeply, have too many properties or lie nowhere on earth."""
    if kind(resource) != "geojson":
        return
    try:
        found = features(path, resource)
    except UnreadableTable:
        return  # reading the table says why
    yield from _nesting_faults(found, file)
    yield from _property_faults(found, file, max_columns)
    yield from _place_faults(found, file)


def _nesting_faults(found: list[dict[str, Any]], file: str) -> Iterator[Problem]:
    for number, feature in enumerate(found, 2):
        if _is_deeper(feature, MAX_DEPTH):
            details = {"limit": str(MAX_DEPTH)}
            place = Place(file=file, row=number)
            yield Problem(code="geojson-too-deep", place=place, details=details)
            return


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether there are more than ``depth`` lists and objects within one another."""
    level = [value]
    for _ in range(depth + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    values = value.values() if isinstance(value, dict) else value
    return [inner for inner in values if isinstance(inner, dict | list)]


def _property_faults(found: list[dict[str, Any]], file: str, limit: int) -> Iterator[Problem]:
    names: set[str] = set()
    for feature in found:
        names.update(feature["properties"] or {})
        if len(names) > limit:
            details = {"columns": str(len(names)), "limit": str(limit)}
            yield Problem(code="table-too-wide", place=Place(file=file), details=details)
            return


def _place_faults(found: list[dict[str, Any]], file: str) -> Iterator[Problem]:
    """At most one fault of each kind, at its first feature, with how many features have it."""
    wrong = [
        (number, code, position)
        for number, feature in enumerate(found, 2)
        for code, position in [_fault(feature.get("geometry"))]
        if code
    ]
    if wrong and _are_swapped(found):
        wrong = [(number, "geojson-swapped", position) for number, _, position in wrong]
    for code in dict.fromkeys(code for _, code, _ in wrong):
        same = [(number, position) for number, other, position in wrong if other == code]
        number, position = same[0]
        details = {"count": str(len(same)), "position": _text(position)}
        yield Problem(code=code, place=Place(file=file, row=number), details=details)


def _fault(geometry: Any) -> tuple[str, Position]:
    """The first thing wrong with a geometry's positions; an empty code where there is none."""
    for position in _positions(geometry):
        if not _is_position(position):
            return "geojson-position", position
        if not _within(position, _LONGITUDES, _LATITUDES):
            return "geojson-out-of-range", position
    return "", ()


def _are_swapped(found: list[dict[str, Any]]) -> bool:
    """Whether all lie in Việt Nam once latitude and longitude are exchanged."""
    positions = chain.from_iterable(_positions(feature.get("geometry")) for feature in found)
    return all(
        _is_position(position) and _within(position, _LATITUDES_HERE, _LONGITUDES_HERE)
        for position in positions
    )


def _positions(geometry: Any) -> Iterator[Position]:
    """All positions of a geometry, whatever it is; what is none is given as it is."""
    if not isinstance(geometry, dict):
        return
    pending = [geometry.get("coordinates"), geometry.get("geometries")]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [value.get("coordinates"), value.get("geometries")]
        elif isinstance(value, list) and value and all(isinstance(v, list | dict) for v in value):
            pending += value
        elif value is not None and value != []:
            yield value if isinstance(value, list) else [value]


def _is_position(value: Position) -> bool:
    return 2 <= len(value) <= 4 and all(map(_is_finite, value))


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _within(position: Position, first: tuple[float, float], second: tuple[float, float]) -> bool:
    return bool(first[0] <= position[0] <= first[1] and second[0] <= position[1] <= second[1])


def _text(position: Position) -> str:
    return ", ".join(str(value)[:20] for value in position[:3])
