"""The portal's own polygons of administrative units, found among its datasets.

They are a table of polygons (GeoJSON) whose one key column holds codes of the code list that
its dataset names (``spatial.code_list``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.distribution import Distribution, Edition, Product
from generator.model import Dataset, Resource
from generator.render.maps.layer import Feature, geojson_of, read_features
from generator.vocabulary import Area

Level = tuple[str, str]
"""A code list and a level of its units: ``("vn-2025-07", "commune")``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """The polygons of units by code, the dataset they are taken from, and where its file lies."""

    dataset: Dataset
    location: str
    features: Mapping[str, Feature]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The areas a portal knows: names and levels by code list and code, and polygons by level."""

    names: Mapping[str, Mapping[str, Area]]
    boundaries: Mapping[Level, Boundaries]

    def level(self, code_list: str, *codes: Any) -> str | None:
        """The level that all these codes of a list have; ``None`` where they are no such codes."""
        names = self.names.get(code_list, {})
        levels = {names[code].level if code in names else None for code in codes}
        return levels.pop() if len(levels) == 1 else None


def atlas(edition: Edition) -> Atlas:
    """The areas of an edition; of several tables of polygons for a level, that with most."""
    lists = edition.catalog.vocabularies.area_code_lists
    names = {name: {area.code: area for area in each.areas} for name, each in lists.items()}
    known = Atlas(names=names, boundaries={})
    found: dict[Level, Boundaries] = {}
    for dataset in edition.catalog.datasets:
        for level, boundaries in _offered(edition, dataset, known):
            if level not in found or len(found[level].features) < len(boundaries.features):
                found[level] = boundaries
    return Atlas(names=names, boundaries=found)


def _offered(
    edition: Edition, dataset: Dataset, known: Atlas
) -> Iterator[tuple[Level, Boundaries]]:
    place = dataset.metadata.spatial
    if place is None:
        return
    products = edition.products.get(dataset.identifier, ())
    for resource, product in zip(dataset.metadata.resources, products, strict=False):
        key, geojson = _key(resource, product), geojson_of(product)
        if key is None or geojson is None:
            continue
        level = known.level(place.code_list, *_bounds(product, key))
        features = _polygons(geojson, key) if level else {}
        if level and features:
            yield (
                (place.code_list, level),
                Boundaries(
                    dataset=dataset,
                    location=edition.catalog.location(dataset, geojson),
                    features=features,
                ),
            )


def _key(resource: Resource, product: Product) -> str | None:
    """The one key column of a table of geometries that were written as such."""
    schema = resource.schema
    if schema is None or schema.coordinates is not None or product.profile is None:
        return None
    return schema.primary_key[0] if len(schema.primary_key) == 1 else None


def _bounds(product: Product, column: str) -> tuple[Any, ...]:
    profiles = () if product.profile is None else product.profile.columns
    return next(((p.minimum, p.maximum) for p in profiles if p.name == column), ())


def _polygons(geojson: Distribution, key: str) -> dict[str, Feature]:
    return {str(f.key): f for f in read_features(geojson, key) if f.rings}
