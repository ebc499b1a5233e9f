"""What the catalogue is narrowed by: kinds of values, how many datasets have each, and which.

The page holds the counts; a file beside it holds the values of every dataset, in the order of the
list, so that a browser can narrow and sort also what stands on other pages of the list.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from generator.distribution import SiteFile
from generator.model import Dataset, Text
from generator.render.parts import Card, FacetGroup, FacetOption
from generator.render.shelf import FORMAT_LABELS, Shelf
from generator.vietnamese import slugify
from generator.vocabulary import Area, Vocabularies

_HASH_LENGTH = 8

Labels = Mapping[str, Text | None]
"""Values with their names, in an order; no name where the interface has a text for it."""

_FRESHNESS: Labels = dict.fromkeys(("on-time", "overdue", "unscheduled", "planned", "withdrawn"))
_USES: Labels = dict.fromkeys(("map", "api"))
_MARKS: Labels = dict.fromkeys(("gold", "silver", "bronze", "unmarked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """All groups of a catalogue, and the file with what each dataset has of them."""

    groups: tuple[FacetGroup, ...]
    file: SiteFile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of values: what a dataset has of it, and how the values are called.

    ``by_count`` puts the most frequent first; else they stay in the order of their labels.
    """

    key: str
    of: Callable[[Dataset], Iterable[str]]
    labels: Labels
    by_count: bool = False


def facets(shelf: Shelf, part_size: int) -> Facets:
    """The facets of all datasets, whose list is shown in parts of ``part_size``."""
    kinds = _kinds(shelf)
    values = {kind.key: [tuple(kind.of(dataset)) for dataset in shelf.datasets] for kind in kinds}
    groups = tuple(_group(kind, values[kind.key]) for kind in kinds)
    content = orjson.dumps(_document(shelf, groups, values) | {"part": part_size})
    digest = hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]
    path = f"assets/catalogue.{shelf.language}.{digest}.json"
    return Facets(groups=groups, file=SiteFile(path=path, content=content))


def _kinds(shelf: Shelf) -> tuple[_Kind, ...]:
    words = shelf.edition.catalog.vocabularies
    areas = _areas(words)
    return (
        _Kind(
            key="theme",
            of=lambda dataset: dataset.metadata.themes,
            labels={theme.id: theme.label for theme in words.themes.values()},
            by_count=True,
        ),
        _Kind(
            key="agency",
            of=lambda dataset: [dataset.metadata.publisher],
            labels={agency.id: agency.name for agency in words.agencies.values()},
            by_count=True,
        ),
        _Kind(
            key="format",
            of=lambda dataset: map(str.lower, shelf.card(dataset).formats),
            labels=_format_labels(shelf.cards.values()),
        ),
        _Kind(
            key="freshness",
            of=lambda dataset: [_freshness(shelf.card(dataset))],
            labels=_FRESHNESS,
        ),
        _Kind(key="has", of=lambda dataset: _uses(shelf.card(dataset)), labels=_USES),
        _Kind(
            key="area",
            of=lambda dataset: _area_values(dataset, areas),
            labels=dict(areas.values()),
            by_count=True,
        ),
        _Kind(
            key="frequency",
            of=lambda dataset: [dataset.metadata.accrual_periodicity],
            labels={each.id: each.label for each in words.frequencies.values()},
        ),
        _Kind(
            key="quality",
            of=lambda dataset: filter(None, [shelf.card(dataset).mark]),
            labels=_MARKS,
        ),
        _Kind(
            key="license",
            of=lambda dataset: [dataset.metadata.license],
            labels={each.id: each.title for each in words.licenses.values()},
            by_count=True,
        ),
    )


def _format_labels(cards: Iterable[Card]) -> Labels:
    found = {label for card in cards for label in card.formats}
    known = [label for label in FORMAT_LABELS.values() if label in found]
    labels = [*known, *sorted(found.difference(known))]
    return {label.lower(): Text(vi=label, en=label) for label in labels}


def _freshness(card: Card) -> str:
    if card.status != "published":
        return card.status
    if card.freshness is None:
        return "unscheduled"
    return "overdue" if card.freshness.is_overdue else "on-time"


def _uses(card: Card) -> Iterator[str]:
    if card.has_map:
        yield "map"
    if card.has_api:
        yield "api"


def _areas(words: Vocabularies) -> dict[tuple[str, str], tuple[str, Text]]:
    """The value and the name of each area, by list and code.

    A code alone is no identity: units that merged reuse codes, so its name is part of the value.
    """
    return {
        (codes.id, area.code): (f"{area.code}-{slugify(area.name.vi)}", _area_name(area))
        for codes in words.area_code_lists.values()
        for area in codes.areas
    }


def _area_name(area: Area) -> Text:
    name, kind = area.name, area.kind
    en = f"{name.en or name.vi} {kind.en.lower()}" if kind.en else None
    return Text(vi=f"{kind.vi} {name.vi}", en=en)


def _area_values(
    dataset: Dataset, areas: Mapping[tuple[str, str], tuple[str, Text]]
) -> Iterator[str]:
    place = dataset.metadata.spatial
    for code in place.areas if place else ():
        if place and (place.code_list, code) in areas:
            yield areas[place.code_list, code][0]


def _group(kind: _Kind, values: Iterable[tuple[str, ...]]) -> FacetGroup:
    counts = Counter(value for each in values for value in each)
    options = [
        FacetOption(value=value, label=label, count=counts[value])
        for value, label in kind.labels.items()
        if counts[value]
    ]
    if kind.by_count:
        options.sort(key=lambda option: -option.count)
    return FacetGroup(key=kind.key, options=tuple(options))


def _document(
    shelf: Shelf, groups: Iterable[FacetGroup], values: Mapping[str, Sequence[tuple[str, ...]]]
) -> dict[str, object]:
    options = {group.key: [option.value for option in group.options] for group in groups}
    places = {dataset.identifier: place for place, dataset in enumerate(shelf.by_title)}
    ratings = [shelf.edition.ratings.get(dataset.identifier) for dataset in shelf.datasets]
    return {
        "options": options,
        "slugs": [dataset.slug for dataset in shelf.datasets],
        "facets": {key: _numbered(values[key], names) for key, names in options.items()},
        "titles": [places[dataset.identifier] for dataset in shelf.datasets],
        "rows": [shelf.card(dataset).rows or 0 for dataset in shelf.datasets],
        "points": [0 if rating is None else rating.points for rating in ratings],
    }


def _numbered(values: Iterable[tuple[str, ...]], names: Sequence[str]) -> list[list[int]]:
    numbers = {name: number for number, name in enumerate(names)}
    return [[numbers[value] for value in each] for each in values]
