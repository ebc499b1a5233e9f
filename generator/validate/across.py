"""What only shows when datasets are laid side by side.

Every rule looks through the whole catalogue for the faults of the datasets it is given.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.distribution import Catalog
from generator.model import Column, Dataset, FieldType
from generator.store import checksum_and_size
from generator.validate.fault import Fault, KeyPath
from generator.validate.files import readable_source

_KINDS: dict[FieldType, str] = {"integer": "number"}
"""Types that can be put together; every other is a kind of its own."""

_AGREEING = 3
"""From so many datasets on, what a column's name means is settled throughout the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """One column of one dataset."""

    dataset: Dataset
    keys: KeyPath
    name: str
    type: FieldType

    @property
    def kind(self) -> str:
        return _KINDS.get(self.type, self.type)


def differing_types(
    catalog: Catalog, datasets: Sequence[Dataset]
) -> Iterator[tuple[Dataset, Fault]]:
    """A column whose type is another than in the agency's other datasets, or in all others."""
    folders = {dataset.folder for dataset in datasets}
    names = {column.name for dataset in datasets for _, _, column in _columns(dataset)}
    named: dict[str, list[_Use]] = defaultdict(list)
    for use in _uses(catalog.datasets, names):
        named[use.name].append(use)
    for uses in named.values():
        told: set[tuple[str, KeyPath]] = set()
        for use, other in (*_within_agencies(uses), *_against_all(uses)):
            place = (use.dataset.identifier, use.keys)
            if place not in told and use.dataset.folder in folders:
                told.add(place)
                yield use.dataset, _difference(use, other)


def _columns(dataset: Dataset) -> Iterator[tuple[int, int, Column]]:
    """The columns of a dataset, each with the numbers of its resource and its place there."""
    for number, resource in enumerate(dataset.metadata.resources):
        for position, column in enumerate(resource.schema.fields if resource.schema else ()):
            yield number, position, column


def _uses(datasets: Iterable[Dataset], names: Container[str]) -> Iterator[_Use]:
    for dataset in datasets:
        for number, position, column in _columns(dataset):
            if column.name in names:
                keys = ("resources", number, "schema", "fields", position, "type")
                yield _Use(dataset=dataset, keys=keys, name=column.name, type=column.type)


def _within_agencies(uses: Iterable[_Use]) -> Iterator[tuple[_Use, _Use]]:
    """The uses that differ from most others of the same agency, each with one of these."""
    groups: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        groups[use.dataset.metadata.publisher].append(use)
    for group in groups.values():
        common = Counter(use.kind for use in group).most_common(1)[0][0]
        first = next(use for use in group if use.kind == common)
        yield from ((use, first) for use in group if use.kind != common)


def _against_all(uses: list[_Use]) -> Iterator[tuple[_Use, _Use]]:
    """The one use that differs, where all others agree and are several datasets."""
    kinds = Counter(use.kind for use in uses)
    odd = [use for use in uses if kinds[use.kind] == 1]
    others = [use for use in uses if kinds[use.kind] > 1]
    agreeing = {use.dataset.identifier for use in others}
    if len(kinds) == 2 and len(odd) == 1 and len(agreeing) >= _AGREEING:
        yield odd[0], others[0]


def _difference(use: _Use, other: _Use) -> Fault:
    details = {"column": use.name, "type": use.type, "other_type": other.type}
    details["other"] = other.dataset.identifier
    return Fault(code="column-type-differs", keys=use.keys, details=details)


def repeated_files(
    catalog: Catalog, datasets: Sequence[Dataset]
) -> Iterator[tuple[Dataset, Fault]]:
    """The same bytes published a second time."""
    folders = {dataset.folder for dataset in datasets}
    first: dict[str, str] = {}
    for dataset, number, source in _same_sized(catalog, folders):
        name = source.relative_to(catalog.root).as_posix()
        other = first.setdefault(checksum_and_size(source)[0], name)
        if other != name and dataset.folder in folders:
            keys = ("resources", number, "path")
            details = {"path": dataset.metadata.resources[number].path, "other": other}
            yield dataset, Fault(code="file-published-twice", keys=keys, details=details)


def _same_sized(catalog: Catalog, folders: Container[str]) -> Iterator[tuple[Dataset, int, Path]]:
    """The files that one in ``folders`` has the size of: only these need to be read."""
    sizes: dict[int, list[tuple[Dataset, int]]] = defaultdict(list)
    for dataset in catalog.datasets:
        for number, resource in enumerate(dataset.metadata.resources):
            size = _size(f"{catalog.root}/{dataset.folder}/{resource.path}")
            if size is not None:
                sizes[size].append((dataset, number))
    for files in sizes.values():
        is_asked = len(files) > 1 and any(dataset.folder in folders for dataset, _ in files)
        for dataset, number in files if is_asked else ():
            source = readable_source(catalog, dataset, dataset.metadata.resources[number])
            if source is not None:
                yield dataset, number, source


def _size(path: str) -> int | None:
    # Thousands are asked for; whether a file may be read is looked into where it must be.
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return None
