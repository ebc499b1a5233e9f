"""The map of a table in words and paths: the places of its rows, or the areas they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from generator.distribution import TableProfile
from generator.model import Column
from generator.render.assets import read_bundle
from generator.render.head import json_block
from generator.render.map_areas import area_view
from generator.render.map_parts import MapSource, graticule, origin, scale
from generator.render.maps.boundaries import Atlas, Boundaries
from generator.render.maps.frame import HEIGHT, WIDTH, Frame, frame_around
from generator.render.maps.layer import Layer, Positions, geojson_of, table_layer
from generator.render.maps.paths import dots, outlines
from generator.render.maps.views import Interactive, MapRow, MapView, Shape
from generator.render.words import Words

__all__ = ["MapSource", "map_view"]

_BASE_BUDGET, _SHAPE_BUDGET, _DOT_BUDGET = 8_000, 16_000, 8_000
_LISTED = 6
_WORKER = "maplibre-gl-worker.mjs"


def map_view(source: MapSource, known: Atlas, words: Words) -> MapView | None:
    """The map of a table: its own places, else the areas it names; ``None`` without either."""
    return _layer_view(source, known, words) or area_view(source, known, words)


def _layer_view(source: MapSource, known: Atlas, words: Words) -> MapView | None:
    layer = table_layer(source.resource, source.product)
    frame = None if layer is None else frame_around(layer.positions)
    if layer is None or frame is None:
        return None
    title = words("map.places", title=words.plain(source.resource.title))
    base = _base(source, known)
    return MapView(
        name=source.resource.name,
        title=title,
        alt=_layer_alt(layer, title, words),
        width=WIDTH,
        height=HEIGHT,
        shapes=tuple(_layer_shapes(layer, frame, base)),
        graticule=graticule(frame, words),
        scale=scale(frame, words),
        legend_title="",
        legend=(),
        notes=_layer_notes(layer, base, words),
        source=origin(source, words),
        head=tuple(words.plain(c.label) for c in _told_columns(source)),
        places=_rows(source, words),
        total=layer.placed,
        interactive=_interactive(source, base),
    )


def _base(source: MapSource, known: Atlas) -> Boundaries | None:
    """The finest polygons of the list whose codes the dataset uses, to draw beneath."""
    place = source.dataset.metadata.spatial
    for level in ("commune", "district", "province"):
        if place is not None and (place.code_list, level) in known.boundaries:
            return known.boundaries[place.code_list, level]
    return None


def _layer_shapes(layer: Layer, frame: Frame, base: Boundaries | None) -> Iterator[Shape]:
    if base is not None and base.features:
        rings = [ring for feature in base.features.values() for ring in feature.rings]
        yield _outline("base", rings, frame, _BASE_BUDGET)
    if layer.rings:
        yield _outline("polygon", layer.rings, frame, _SHAPE_BUDGET)
    if layer.lines:
        yield _outline("line", layer.lines, frame, _SHAPE_BUDGET)
    if layer.points:
        yield Shape(kind="point", path=dots(frame, layer.points, _DOT_BUDGET))


def _outline(kind: str, strings: Sequence[Positions], frame: Frame, budget: int) -> Shape:
    paths = outlines(frame, [strings], budget, closed=kind != "line")
    return Shape(kind=kind, path="".join(paths))


def _layer_alt(layer: Layer, title: str, words: Words) -> str:
    positions = list(layer.positions)
    west, east = min(p[0] for p in positions), max(p[0] for p in positions)
    south, north = min(p[1] for p in positions), max(p[1] for p in positions)
    return words(
        "map.places_alt",
        title=title,
        n=layer.placed,
        south=words.number(round(south, 2)),
        north=words.number(round(north, 2)),
        west=words.number(round(west, 2)),
        east=words.number(round(east, 2)),
    )


def _layer_notes(layer: Layer, base: Boundaries | None, words: Words) -> tuple[str, ...]:
    notes = []
    if layer.placed < layer.rows:
        notes.append(words("map.without_place", n=layer.rows - layer.placed))
    if base is not None and base.dataset.metadata.sample:
        notes.append(words("map.borders_sample"))
    return tuple(notes)


def _told_columns(source: MapSource) -> tuple[Column, ...]:
    """The columns that tell a reader which place is meant: its name, and one more."""
    schema = source.resource.schema
    if schema is None:
        return ()
    texts = [c for c in schema.fields if c.type == "string"]
    keys = {*schema.primary_key, *chain.from_iterable(k.fields for k in schema.foreign_keys)}
    named = [c for c in texts if c.name not in keys]
    return tuple((named or texts or list(schema.fields))[:2])


def _rows(source: MapSource, words: Words) -> tuple[MapRow, ...]:
    profile, schema = source.product.profile, source.resource.schema
    if profile is None or schema is None:
        return ()
    told = _told_columns(source)
    return tuple(
        MapRow(row=number, label=texts[0], detail=texts[1] if len(texts) > 1 else "")
        for number, row in enumerate(profile.preview[:_LISTED])
        for texts in [_texts(row, profile, told, words)]
    )


def _texts(
    row: Sequence[object], profile: TableProfile, told: Sequence[Column], words: Words
) -> list[str]:
    cells = dict(zip((column.name for column in profile.columns), row, strict=False))
    return [
        words.cell(cells.get(column.name), column) or "–"  # type: ignore[arg-type]
        for column in told
    ]


def _interactive(source: MapSource, base: Boundaries | None) -> Interactive | None:
    geojson = geojson_of(source.product)
    if geojson is None or source.resource.schema is None:
        return None
    return Interactive(
        location=source.catalog.location(source.dataset, geojson),
        byte_size=geojson.byte_size,
        base=None if base is None else base.location,
        worker=read_bundle().address(_WORKER),
        told=json_block([column.name for column in _told_columns(source)]),
    )
