"""Describe: an edition of the catalogue in the words of other systems.

Each module holds one standard: ``files(edition)`` gives its documents, ``STANDARD`` says what it
is and how our metadata is said in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.describe import (
    atom,
    checksums,
    ckan,
    croissant,
    csvw,
    datapackage,
    dcat,
    due_dates,
    llms,
    openapi,
    opensearch,
    project_open_data,
    robots,
    rowapi,
    schema_org,
    sitemap,
    well_known,
)
from generator.describe.entry import Entry, entries
from generator.describe.mapping import Standard
from generator.distribution import Edition, Part, Parts, SiteFile
from generator.model import Text

STANDARDS: tuple[Standard, ...] = (
    dcat.STANDARD,
    schema_org.STANDARD,
    ckan.STANDARD,
    project_open_data.STANDARD,
    datapackage.STANDARD,
    csvw.STANDARD,
    croissant.STANDARD,
    rowapi.STANDARD,
    openapi.STANDARD,
    atom.STANDARD,
    due_dates.STANDARD,
    sitemap.STANDARD,
    robots.STANDARD,
    opensearch.STANDARD,
    llms.STANDARD,
    well_known.STANDARD,
    checksums.STANDARD,
)
"""All standards, in the order in which the portal lists them."""

LIMITS: Mapping[str, tuple[Text, ...]] = {ckan.STANDARD.id: ckan.LIMITS}
"""What files alone cannot do of a standard, by its identifier."""

_OF_DATASETS: tuple[Callable[[Entry], Iterator[SiteFile | Part]], ...] = (
    dcat.dataset_files,
    ckan.dataset_files,
    project_open_data.dataset_files,
    datapackage.dataset_files,
    csvw.dataset_files,
    croissant.dataset_files,
    rowapi.dataset_files,
    openapi.dataset_files,
)
_OF_CATALOG: tuple[Callable[[Edition, Parts], Iterator[SiteFile]], ...] = (
    dcat.catalog_files,
    ckan.catalog_files,
    project_open_data.catalog_files,
    datapackage.catalog_files,
    rowapi.catalog_files,
    openapi.catalog_files,
    atom.catalog_files,
    due_dates.catalog_files,
    robots.catalog_files,
    opensearch.catalog_files,
)
_GUIDES: tuple[Callable[[Edition, Sequence[Standard]], Iterator[SiteFile]], ...] = (
    llms.files,
    well_known.files,
)
"""What points at the documents of all standards."""


def dataset_documents(entry: Entry) -> Iterator[SiteFile | Part]:
    """Every document about one dataset, and what it gives to those about all of them."""
    for files in _OF_DATASETS:
        yield from files(entry)


def catalog_documents(edition: Edition, parts: Parts) -> Iterator[SiteFile]:
    """Every document about the catalogue, from what its datasets gave (``parts``)."""
    for files in _OF_CATALOG:
        yield from files(edition, parts)
    for guide in _GUIDES:
        yield from guide(edition, STANDARDS)


def documents(edition: Edition) -> Iterator[SiteFile]:
    """Every document that describes the catalogue and its datasets to programs."""
    given: dict[tuple[str, str], bytes] = {}
    for entry in entries(edition):
        for made in dataset_documents(entry):
            if isinstance(made, SiteFile):
                yield made
            else:
                given[made.document, entry.dataset.identifier] = made.content
    yield from catalog_documents(
        edition, lambda document, names: (given[document, name] for name in names)
    )
