"""What the pages of a dataset show that is not its own: what they have to be made again for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model import Dataset, Text
from generator.render.shelf import Shelf


def neighbourhood(shelf: Shelf, dataset: Dataset) -> list[Any]:
    """All that a dataset's pages take from other datasets, as JSON values."""
    tables = (f"{dataset.slug}/{resource.name}" for resource in dataset.metadata.resources)
    return [
        list(_related(shelf, dataset)),
        list(_targets(shelf, dataset)),
        [table for table in tables if table in shelf.joinable],
        list(_borders(shelf)),
    ]


def _related(shelf: Shelf, dataset: Dataset) -> Iterator[list[Any]]:
    for relation in shelf.relations.get(dataset.identifier, ()):
        card = shelf.cards[relation.identifier]
        names = [*_text(card.title), *_text(card.agency)]
        yield [card.path, card.sample, relation.reasons, *names]


def _targets(shelf: Shelf, dataset: Dataset) -> Iterator[list[Any]]:
    """The tables that the foreign keys lead to, by their names."""
    for resource in dataset.metadata.resources:
        for key in () if resource.schema is None else resource.schema.foreign_keys:
            target = shelf.by_identifier.get(key.reference.dataset or "")
            if target is not None:
                tables = (_text(table.title) for table in target.metadata.resources)
                yield [target.slug, *_text(target.title), *tables]


def _borders(shelf: Shelf) -> Iterator[list[Any]]:
    """The files whose polygons maps draw."""
    for level, borders in shelf.atlas.boundaries.items():
        yield [
            *level,
            borders.location,
            *(f.checksum for f in shelf.edition.files(borders.dataset)),
        ]


def _text(text: Text) -> list[str | None]:
    return [text.vi, text.en]
