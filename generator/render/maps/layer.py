"""The places of a table, read from what was made of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
import pyarrow.compute as pc
import pyarrow.parquet as pq

from generator.distribution import Distribution, Product
from generator.model import Coordinates, Resource

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""
Positions = tuple[Position, ...]

LARGEST_GEOJSON = 20_000_000
"""Larger files, in bytes, are neither drawn nor sent to a reader's phone."""

_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2,
    "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
_MAX_LONGITUDE, _MAX_LATITUDE = 180.0, 90.0
_KEPT = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One row's geometry; ``rings`` are those of its polygons, holes among them."""

    key: Any = None
    points: Positions = ()
    lines: tuple[Positions, ...] = ()
    rings: tuple[Positions, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The places of a table: ``rows`` counts its rows, ``placed`` those that have a place."""

    points: Positions = ()
    lines: tuple[Positions, ...] = ()
    rings: tuple[Positions, ...] = ()
    rows: int
    placed: int

    @property
    def positions(self) -> Iterator[Position]:
        """Every position there is."""
        yield from self.points
        for string in (*self.lines, *self.rings):
            yield from string


def geojson_of(product: Product) -> Distribution | None:
    """The GeoJSON of a table, where it has one of bearable size."""
    for distribution in product.distributions:
        if distribution.role == "derived" and distribution.format == "GeoJSON":
            return distribution if distribution.byte_size <= LARGEST_GEOJSON else None
    return None


def table_layer(resource: Resource, product: Product) -> Layer | None:
    """The places of a table; ``None`` where it has none or they are too many to be drawn."""
    if resource.schema is None or product.profile is None:
        return None
    if resource.schema.coordinates is not None:
        parquet = _form(product, "Parquet")
        return None if parquet is None else _points(parquet, resource.schema.coordinates)
    geojson = geojson_of(product)
    return None if geojson is None else _joined(read_features(geojson))


@lru_cache(maxsize=_KEPT)
def read_features(geojson: Distribution, key: str | None = None) -> tuple[Feature, ...]:
    """The geometries of a GeoJSON file, with the property ``key`` of each."""
    collection = orjson.loads(geojson.content.read_bytes())
    return tuple(
        _feature(feature.get("geometry"), (feature.get("properties") or {}).get(key))
        for feature in collection["features"]
    )


def _form(product: Product, name: str) -> Distribution | None:
    made = (d for d in product.distributions if d.role == "derived" and d.format == name)
    return next(made, None)


@lru_cache(maxsize=_KEPT)
def _points(parquet: Distribution, coordinates: Coordinates) -> Layer | None:
    names = [coordinates.longitude, coordinates.latitude]
    table = pq.read_table(parquet.content, columns=names)
    try:
        degrees = [pc.cast(table.column(name), "double").to_pylist() for name in names]
    except ValueError:  # coordinates that are text
        return None
    positions = _sound(zip(*degrees, strict=True))
    return Layer(points=positions, rows=table.num_rows, placed=len(positions))


def _joined(features: Sequence[Feature]) -> Layer:
    placed = sum(bool(f.points or f.lines or f.rings) for f in features)
    return Layer(
        points=tuple(point for f in features for point in f.points),
        lines=tuple(line for f in features for line in f.lines),
        rings=tuple(ring for f in features for ring in f.rings),
        rows=len(features),
        placed=placed,
    )


def _feature(geometry: Any, key: Any) -> Feature:
    points: list[Position] = []
    lines: list[Positions] = []
    rings: list[Positions] = []
    for kind, string in _strings(geometry):
        positions = _sound(string)
        if kind.endswith("Point"):
            points.extend(positions)
        elif kind.endswith("LineString"):
            lines.append(positions)
        else:
            rings.append(positions)
    return Feature(key=key, points=tuple(points), lines=tuple(lines), rings=tuple(rings))


def _strings(geometry: Any) -> Iterator[tuple[str, Iterable[Any]]]:
    """The strings of positions that a geometry is made of, each with the geometry's type."""
    kind = (geometry or {}).get("type")
    if kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _strings(part)
    elif kind in _DEPTHS:
        coordinates, depth = geometry["coordinates"], _DEPTHS[kind]
        if depth == 0:
            yield kind, [coordinates]
        elif depth == 1:
            yield kind, coordinates
        else:
            for string in coordinates if depth == 2 else (s for p in coordinates for s in p):
                yield kind, string


def _sound(positions: Iterable[Sequence[Any]]) -> Positions:
    """Those positions that lie on the globe, without heights."""
    return tuple(
        (float(position[0]), float(position[1]))
        for position in positions
        if len(position) > 1 and _on_globe(position[0], position[1])
    )


def _on_globe(longitude: Any, latitude: Any) -> bool:
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return False
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        return False
    return abs(longitude) <= _MAX_LONGITUDE and abs(latitude) <= _MAX_LATITUDE
