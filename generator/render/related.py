"""Which datasets go with one another, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model import Dataset

Reason = Literal["series", "key", "shared_key", "theme", "publisher"]
"""Why two datasets go together, strongest first: keys of the interface texts."""

_WEIGHTS: dict[Reason, int] = {
    "series": 8, "key": 8, "shared_key": 3, "theme": 2, "publisher": 2,
}  # fmt: skip
_MOST = 4
_REACH = 12
"""In a group each is compared with so many that follow, so that effort grows with the datasets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Another dataset, by identifier, and what it has in common, strongest first."""

    identifier: str
    reasons: tuple[Reason, ...]


Relations = Mapping[str, tuple[Relation, ...]]
"""The closest of a dataset, by its identifier."""


def relations(datasets: Iterable[Dataset]) -> Relations:
    """The datasets that are closest to each, at most four of them, in the order given if equal."""
    listed = list(datasets)
    order = {dataset.identifier: place for place, dataset in enumerate(listed)}
    shared: dict[str, dict[str, set[Reason]]] = defaultdict(lambda: defaultdict(set))
    for reason, one, other in _pairs(listed):
        if one in order and other in order and one != other:
            shared[one][other].add(reason)
            shared[other][one].add(reason)
    return {one: _closest(others, order) for one, others in shared.items()}


def _closest(others: Mapping[str, set[Reason]], order: Mapping[str, int]) -> tuple[Relation, ...]:
    def rank(name: str) -> tuple[int, int]:
        return -sum(_WEIGHTS[reason] for reason in others[name]), order[name]

    return tuple(
        Relation(
            identifier=name, reasons=tuple(reason for reason in _WEIGHTS if reason in others[name])
        )
        for name in sorted(others, key=rank)[:_MOST]
    )


def _pairs(datasets: list[Dataset]) -> Iterator[tuple[Reason, str, str]]:
    groups: dict[tuple[Reason, str], list[str]] = defaultdict(list)
    for dataset in datasets:
        metadata = dataset.metadata
        for target in dict.fromkeys(_targets(dataset)):
            yield "key", dataset.identifier, target
            groups["shared_key", target].append(dataset.identifier)
        for theme in metadata.themes:
            groups["theme", theme].append(dataset.identifier)
        groups["publisher", metadata.publisher].append(dataset.identifier)
        if metadata.in_series is not None:
            groups["series", metadata.in_series].append(dataset.identifier)
    for (reason, _), members in groups.items():
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + _REACH]:
                yield reason, one, other


def _targets(dataset: Dataset) -> Iterator[str]:
    """The other datasets whose values its columns take."""
    for resource in dataset.metadata.resources:
        for key in () if resource.schema is None else resource.schema.foreign_keys:
            if key.reference.dataset is not None:
                yield key.reference.dataset
