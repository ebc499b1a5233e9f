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
from generator.describe.mapping import Standard
from generator.distribution import Edition, SiteFile
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

EXPORTS: tuple[Callable[[Edition], Iterator[SiteFile]], ...] = (
    dcat.files,
    ckan.files,
    project_open_data.files,
    datapackage.files,
    csvw.files,
    croissant.files,
    rowapi.files,
    openapi.files,
    atom.files,
    due_dates.files,
    robots.files,
    opensearch.files,
)

_GUIDES: tuple[Callable[[Edition, Sequence[Standard]], Iterator[SiteFile]], ...] = (
    llms.files,
    well_known.files,
)
"""What points at the documents of all standards."""


def documents(edition: Edition) -> Iterator[SiteFile]:
    """Every document that describes the catalogue and its datasets to programs."""
    for files in EXPORTS:
        yield from files(edition)
    for guide in _GUIDES:
        yield from guide(edition, STANDARDS)
