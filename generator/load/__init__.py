"""The first stage: a repository's ``datasets/`` folder as a catalogue.

Every file is read and every problem collected; what cannot be read is left out of the catalogue,
so that later stages still find the problems of everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.distribution import Catalog
from generator.load.document import Document, KeyPath, read_document
from generator.load.form import parse
from generator.load.repository import CATALOG_FILE, METADATA_FILE, find_datasets
from generator.load.vocabularies import load_vocabularies
from generator.model import ContactPoint, Dataset, Metadata, Portal, Text
from generator.problems import Place, Problem
from generator.vietnamese import slugify

__all__ = ["Loaded", "load"]

T = TypeVar("T")

# Stands in for a catalog.yml that cannot be read, so that everything else is still checked. Its
# publisher and licence are empty: what was not read is not looked up in the lists either.
_STAND_IN = Portal(
    identifier="portal",
    title=Text(vi="–"),
    short_title=Text(vi="–"),
    description=Text(vi="–"),
    publisher="",
    contact=ContactPoint(name=Text(vi="–")),
    base_url="http://localhost/",
    license="",
    terms=Text(vi="–"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was read: a whole catalogue where there are no errors among ``problems``."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    documents: Mapping[str, Document]

    def locate(self, dataset: Dataset | None, key_path: KeyPath) -> Place:
        """The line and column of the value at ``key_path``.

        It is looked up in the ``dataset.yml`` of ``dataset``, or in ``catalog.yml`` for ``None``.
        """
        file = CATALOG_FILE if dataset is None else f"{dataset.folder}/{METADATA_FILE}"
        return self.documents[file].place(key_path)


def load(root: Path, today: date) -> Loaded:
    """Read the portal whose ``datasets/`` folder lies in ``root``, as of the day ``today``."""
    portal_document = read_document(root / CATALOG_FILE, CATALOG_FILE)
    portal, problems = _parse_document(Portal, portal_document)
    vocabularies, found = load_vocabularies(root)
    problems += found
    datasets, documents, found = _load_datasets(root)
    problems += found
    catalog = Catalog(
        portal=portal or _STAND_IN,
        vocabularies=vocabularies,
        datasets=tuple(datasets),
        today=today,
        root=root,
    )
    documents[CATALOG_FILE] = portal_document
    return Loaded(catalog=catalog, problems=tuple(problems), documents=documents)


def _load_datasets(root: Path) -> tuple[list[Dataset], dict[str, Document], list[Problem]]:
    if not (root / "datasets").is_dir():
        return [], {}, []
    folders = find_datasets(root)
    datasets: list[Dataset] = []
    documents: dict[str, Document] = {}
    problems = list(folders.problems)
    for folder in folders.datasets:
        file = f"{folder}/{METADATA_FILE}"
        documents[file] = document = read_document(root / file, file)
        metadata, found = _parse_document(Metadata, document)
        problems += found
        if metadata is not None:
            slug = slugify(Path(folder).name)
            datasets.append(Dataset(metadata=metadata, slug=slug, folder=folder))
    return datasets, documents, problems


def _parse_document(form: type[T], document: Document) -> tuple[T | None, list[Problem]]:
    problems = list(document.problems)
    if document.value is None:
        return None, problems
    value, found = parse(form, document)
    return value, problems + found
