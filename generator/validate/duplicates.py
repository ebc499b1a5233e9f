"""Names that must be given once: of datasets in the portal, of resources in a dataset."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from generator.distribution import Catalog
from generator.model import Dataset
from generator.validate.fault import Fault, metadata_file
from generator.vietnamese import fold, slugify

T = TypeVar("T")


def duplicate_datasets(
    catalog: Catalog, datasets: Sequence[Dataset]
) -> Iterator[tuple[Dataset, Fault]]:
    """Datasets that would share an identifier or an address, once marks and case are set aside."""
    folders = {dataset.folder for dataset in datasets}
    yield from (found for found in _duplicates(catalog) if found[0].folder in folders)


def _duplicates(catalog: Catalog) -> Iterator[tuple[Dataset, Fault]]:
    for dataset, first in _repeated(catalog.datasets, lambda one: fold(one.identifier)):
        details = {
            "identifier": dataset.identifier,
            "other_identifier": first.identifier,
            "other": metadata_file(first),
        }
        fault = Fault(code="dataset-duplicate-identifier", keys=("identifier",), details=details)
        yield dataset, fault
    for dataset, first in _repeated(catalog.datasets, lambda one: slugify(one.slug)):
        details = {"slug": slugify(dataset.slug), "other": metadata_file(first)}
        yield dataset, Fault(code="dataset-duplicate-slug", details=details)


def duplicate_resources(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Resources of one name, and files that would lie over each other when published."""
    resources = list(enumerate(dataset.metadata.resources))
    for (number, resource), _ in _repeated(resources, lambda item: item[1].name):
        details = {"name": resource.name}
        keys = ("resources", number, "name")
        yield Fault(code="resource-duplicate-name", keys=keys, details=details)
    for (number, resource), (_, first) in _repeated(
        resources, lambda item: PurePosixPath(item[1].path).name.casefold()
    ):
        details = {"path": resource.path, "other": first.path}
        keys = ("resources", number, "path")
        yield Fault(code="resource-duplicate-file", keys=keys, details=details)


def _repeated(items: Iterable[T], name: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    first: dict[Hashable, T] = {}
    for item in items:
        earlier = first.setdefault(name(item), item)
        if earlier is not item:
            yield item, earlier
