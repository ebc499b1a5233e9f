"""Editions of the small portal with other metadata, for what is written from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.describe.entry import entries
from generator.distribution import Catalog, Edition, SiteFile
from generator.load import load
from generator.model import Dataset, Text
from generator.render import (
    JsonLd,
    Page,
    StandardView,
    dataset_pages,
    portal_pages,
    presses,
)
from generator.vocabulary import Frequency
from tests.conftest import SMALL

TODAY = date(2024, 6, 30)
HOSTILE = 'Đất "ở" <b>&amp;</b>]]> [x](y)\r\n\u202edảo\u202c 😀\x00\x0b\ufffe\ud800; a, b\\n'
"""Quotes, markup, lines, a mark that turns letters round, signs that no XML may hold."""

HOSTILE_LEFT = 'Đất "ở" <b>&amp;</b>]]> [x](y)\n\u202edảo\u202c 😀; a, b\\n'
"""The same without the signs that no XML may hold."""


def catalog() -> Catalog:
    """The catalogue of the small portal: two sample datasets, published long before today."""
    return load(SMALL, TODAY).catalog


def dataset(name: str = "bo-1", **changes: Any) -> Dataset:
    """A dataset of the small portal without data, with ``changes`` to its metadata."""
    first = catalog().datasets[0]
    metadata = replace(first.metadata, **{"identifier": name, "resources": (), **changes})
    return Dataset(metadata=metadata, slug=name, folder=f"datasets/{metadata.publisher}/{name}")


def edition(*datasets: Dataset, **portal: Any) -> Edition:
    """An edition of just these datasets, with changes to the portal."""
    of = catalog()
    changed = replace(of, datasets=datasets, portal=replace(of.portal, **portal))
    return Edition(
        catalog=changed, products={each.identifier: () for each in datasets}, packages={}
    )


def with_frequency(of: Edition, frequency: Frequency) -> Edition:
    """The same edition with another frequency in its vocabulary."""
    words = of.catalog.vocabularies
    known = words.frequencies | {frequency.id: frequency}
    return replace(of, catalog=replace(of.catalog, vocabularies=replace(words, frequencies=known)))


def hostile() -> Dataset:
    """A dataset whose texts try to break out of any format."""
    text = Text(vi=HOSTILE, en=f"en {HOSTILE}")
    return dataset("bo-la", title=text, description=text)


def contents(files: Iterable[Any]) -> dict[str, bytes]:
    """Files by their path."""
    return {file.path: file.content for file in files}


def files_of(standard: ModuleType, of: Edition) -> Iterator[SiteFile]:
    """All documents of a standard: those about each dataset, then those about the catalogue."""
    given: dict[tuple[str, str], bytes] = {}
    for entry in entries(of) if hasattr(standard, "dataset_files") else ():
        for made in standard.dataset_files(entry):
            if isinstance(made, SiteFile):
                yield made
            else:
                given[made.document, entry.dataset.identifier] = made.content
    if hasattr(standard, "catalog_files"):

        def parts(document: str, names: Iterable[str]) -> Iterator[bytes]:
            return (given[document, name] for name in names)

        yield from standard.catalog_files(of, parts)


def render_pages(
    of: Edition,
    templates: Path,
    spoken: Sequence[StandardView] = (),
    json_ld: JsonLd | None = None,
) -> Iterator[Page]:
    """All pages of an edition, in all its languages."""
    for press in presses(of, templates, json_ld):
        yield from portal_pages(press, spoken)
        for dataset in press.shelf.datasets:
            yield from dataset_pages(press, dataset)
