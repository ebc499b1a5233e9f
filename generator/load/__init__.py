"""The first stage: a repository's ``datasets/`` folder as a catalogue.

Every file is read and every problem collected; what cannot be read is left out of the catalogue,
so that later stages still find the problems of everything else.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import orjson
import yaml

from generator.distribution import Catalog
from generator.load.document import Document, KeyPath, read_document
from generator.load.form import parse
from generator.load.repository import CATALOG_FILE, METADATA_FILE, WAIVERS_FILE, find_datasets
from generator.load.vocabularies import load_vocabularies
from generator.load.waivers import load_waivers
from generator.model import ContactPoint, Dataset, Metadata, Portal, Text
from generator.problems import Place, Problem
from generator.store import Store, key
from generator.vietnamese import slugify

__all__ = ["Loaded", "load", "load_portal"]

T = TypeVar("T")

_NEW_SHARE = 0.02

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

    def locate_waiver(self, key_path: KeyPath) -> Place:
        """The line and column of the value at ``key_path`` of ``waivers.yml``."""
        return self.documents[WAIVERS_FILE].place(key_path)


def load(root: Path, today: date, store: Store | None = None) -> Loaded:
    """Read the portal whose ``datasets/`` folder lies in ``root``, as of the day ``today``.

    What ``store`` holds of files that have not changed since is not parsed again.
    """
    with _no_collection():
        return _load(root, today, store)


def _load(root: Path, today: date, store: Store | None) -> Loaded:
    portal_document = read_document(root / CATALOG_FILE, CATALOG_FILE)
    portal, problems = _parse_document(Portal, portal_document)
    vocabularies, found = load_vocabularies(root)
    problems += found
    datasets, documents, found = _load_datasets(root, store)
    problems += found
    waivers, waivers_document, found = load_waivers(root)
    problems += found
    catalog = Catalog(
        portal=portal or _STAND_IN,
        vocabularies=vocabularies,
        datasets=tuple(datasets),
        today=today,
        root=root,
        waivers=waivers,
    )
    documents[CATALOG_FILE] = portal_document
    if waivers_document is not None:
        documents[WAIVERS_FILE] = waivers_document
    return Loaded(catalog=catalog, problems=tuple(problems), documents=documents)


@contextmanager
def _no_collection() -> Iterator[None]:
    # All that is read is kept: looking for garbage in it over and over, now or later, takes a
    # third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def load_portal(root: Path) -> Portal | None:
    """What ``catalog.yml`` says, without reading anything else; ``None`` where it is faulty."""
    portal, _ = _parse_document(Portal, read_document(root / CATALOG_FILE, CATALOG_FILE))
    return portal


def _load_datasets(
    root: Path, store: Store | None
) -> tuple[list[Dataset], dict[str, Document], list[Problem]]:
    if not (root / "datasets").is_dir():
        return [], {}, []
    folders = find_datasets(root)
    datasets: list[Dataset] = []
    documents: dict[str, Document] = {}
    problems = list(folders.problems)
    known = _recall(store)
    for folder in folders.datasets:
        file = f"{folder}/{METADATA_FILE}"
        documents[file] = document = read_document(root / file, file, known)
        metadata, found = _parse_document(Metadata, document)
        problems += found
        if metadata is not None:
            slug = slugify(Path(folder).name)
            datasets.append(Dataset(metadata=metadata, slug=slug, folder=folder))
    _remember(store, documents.values(), known)
    return datasets, documents, problems


def _parse_document(form: type[T], document: Document) -> tuple[T | None, list[Problem]]:
    problems = list(document.problems)
    if document.value is None:
        return None, problems
    value, found = parse(form, document)
    return value, problems + found


def _recall(store: Store | None) -> dict[str, Any]:
    """The values of ``dataset.yml`` files that were sound, by the checksum of their bytes."""
    kept = store.recall(_known_as()) if store else None
    known: dict[str, Any] = {}
    with suppress(ValueError):
        known = orjson.loads(kept) if isinstance(kept, str) else {}
    return known


def _remember(store: Store | None, documents: Iterable[Document], known: dict[str, Any]) -> None:
    sound = {
        document.checksum: document.value
        for document in documents
        if document.checksum and document.value is not None and not document.problems
    }
    # All are kept in one file, which is not written again for a few that are soon read.
    if store and len(sound.keys() - known.keys()) > len(sound) * _NEW_SHARE:
        # As one text: orjson writes and reads it several times as fast as the store would.
        store.remember(_known_as(), orjson.dumps(sound).decode())


def _known_as() -> str:
    return key("load", yaml.__version__)
