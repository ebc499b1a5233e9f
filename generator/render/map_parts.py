"""What all maps have: their table, their degrees and scale, their source."""

from __future__ import annotations

from typing import NamedTuple

from generator.distribution import Catalog, Product
from generator.model import Dataset, Resource, Text
from generator.render import formats
from generator.render.maps.frame import Frame
from generator.render.maps.views import Graticule, ScaleBar
from generator.render.words import Words


class MapSource(NamedTuple):
    """A table of a dataset, what was made of it, and who published it."""

    catalog: Catalog
    dataset: Dataset
    resource: Resource
    product: Product
    publisher: Text


def graticule(frame: Frame, words: Words) -> tuple[Graticule, ...]:
    """The round degrees within a frame."""
    east = (
        Graticule(axis="x", at=at, label=words("map.east", degrees=words.number(degree)))
        for degree, at in frame.meridians()
    )
    north = (
        Graticule(axis="y", at=at, label=words("map.north", degrees=words.number(degree)))
        for degree, at in frame.parallels()
    )
    return (*east, *north)


def scale(frame: Frame, words: Words) -> ScaleBar:
    """A length to measure the drawing with."""
    kilometres, width = frame.bar()
    return ScaleBar(width=width, label=f"{words.number(kilometres)} km")


def origin(source: MapSource, words: Words) -> str:
    """Where what a map shows comes from."""
    metadata = source.dataset.metadata
    told = words(
        "map.source",
        publisher=words.plain(source.publisher),
        day=formats.day(metadata.modified, words.language),
    )
    period = None if metadata.temporal is None else words.period(metadata.temporal)
    text = told if period is None else words("map.source_period", source=told, period=period)
    return f"{text} {words('map.sample')}" if metadata.sample else text
