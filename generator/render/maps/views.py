"""What ``_map.html`` draws a map from: finished paths and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path of the drawing: ``kind`` chooses its look, ``title`` is told when pointed at."""

    kind: str
    path: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graticule:
    """A meridian or a parallel: where it crosses the frame, and its degrees in words."""

    axis: Literal["x", "y"]
    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A length on the ground: ``width`` in units of the drawing."""

    width: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """What a look of the drawing means."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A place in the list beside a map; ``row`` counts the table's rows from 0."""

    row: int
    label: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area of a choropleth and its value in words, ``None`` where there is none."""

    code: str
    name: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactive:
    """What the map that can be moved needs.

    ``location`` is where its GeoJSON lies, ``base`` where that of polygons to draw beneath does,
    ``told`` the columns by which readers know a place (JSON).
    """

    location: str
    byte_size: int
    base: str | None
    worker: str
    told: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map of one table: ``alt`` says in words what is to be seen."""

    name: str
    title: str
    alt: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    graticule: tuple[Graticule, ...]
    scale: ScaleBar | None
    legend_title: str
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...]
    source: str
    head: tuple[str, ...]
    places: tuple[MapRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    total: int = 0
    interactive: Interactive | None = None
