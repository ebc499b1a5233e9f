"""A fault of metadata, named by the key it stands at; the pipeline knows the line and column."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from generator.distribution import Catalog
from generator.model import Dataset
from generator.problems import Place, Problem

CATALOG_FILE = "datasets/catalog.yml"
METADATA_FILE = "dataset.yml"

KeyPath = tuple[str | int, ...]
"""Where a value stands in a document: ``("resources", 0, "path")``."""

Locate = Callable[[Dataset | None, KeyPath], Place]
"""Gives the place of the value at a key path: in a ``dataset.yml``, or, for ``None``, in
``catalog.yml``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong (``code`` and the blanks of its texts), and at which key."""

    code: str
    keys: KeyPath = ()
    details: Mapping[str, str] = field(default_factory=dict)


def locate_file(dataset: Dataset | None, keys: KeyPath) -> Place:  # noqa: ARG001
    """The file alone, for callers that do not know where its keys stand."""
    return Place(file=CATALOG_FILE if dataset is None else metadata_file(dataset))


def metadata_file(dataset: Dataset) -> str:
    """The dataset's ``dataset.yml``, relative to the portal's root."""
    return f"{dataset.folder}/{METADATA_FILE}"


def place_fault(fault: Fault, dataset: Dataset | None, locate: Locate) -> Problem:
    """The fault of a dataset, or of the catalogue, as a problem at its line and column."""
    place = locate(dataset, fault.keys)
    return Problem(code=fault.code, place=place, details=fault.details)


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like ``word``; a dash where nothing is known."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0)), "–")


def by_identifier(catalog: Catalog) -> dict[str, Dataset]:
    """The datasets by their identifier; of duplicates, the first."""
    found: dict[str, Dataset] = {}
    for dataset in catalog.datasets:
        found.setdefault(dataset.identifier, dataset)
    return found
