"""What the portal makes of a resource: files to download, and what is known of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from generator.model import ChartType, Dataset, Portal, Resource
from generator.problems import Problem
from generator.vocabulary import Vocabularies
from generator.waiver import Waiver

Cell = str | int | float | bool | None
"""A cell as JSON writes it: codes and dates are text, dates ISO 8601, ``None`` is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One downloadable form of a resource (dcat:Distribution).

    ``file_name`` is its path below the dataset's page, ``byte_size`` in bytes, ``checksum``
    the SHA-256 in hexadecimal, ``content`` where its bytes lie on this machine.
    """

    format: str
    role: Literal["original", "derived", "package"]
    file_name: str
    media_type: str
    byte_size: int
    checksum: str
    content: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A form that was not made, with the reason: a key of the interface texts."""

    format: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How a column's numbers or dates spread: ``counts`` are of cells, one for each bar.

    A bar goes from one of ``edges`` up to the next, which it does not include. Edges of dates
    are ISO 8601 as far as needed: ``2024``, ``2024-05``, ``2024-05-31``.
    """

    edges: tuple[Cell, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """What stands in a column: counts are of rows, bounds are of its smallest and largest cell.

    ``median`` and ``histogram`` are of numbers and dates. ``frequent`` are the commonest cells
    of text and of yes and no, with their rows, most first, where cells repeat.
    """

    name: str
    missing: int
    distinct: int
    minimum: Cell
    maximum: Cell
    median: Cell = None
    histogram: Histogram | None = None
    frequent: tuple[tuple[Cell, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a table's chart shows: a number for each cell of column ``x``, in drawing order.

    ``measure`` tells what the numbers are: the cells of ``y`` themselves (``value``), their
    ``sum`` or ``mean``, or how many rows there are (``count``, without ``y``). ``None`` stands
    where a line breaks because nothing is known.
    """

    type: ChartType
    x: str
    y: str | None
    measure: Literal["value", "sum", "mean", "count"]
    points: tuple[tuple[Cell, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProfile:
    """A table's size, its columns and its first rows (at most 15, as the pages show them).

    ``series`` is what its chart shows, where one tells something.
    """

    rows: int
    columns: tuple[ColumnProfile, ...]
    preview: tuple[tuple[Cell, ...], ...]
    series: Series | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """All that was made of one resource. ``profile`` is absent for files that are no tables."""

    distributions: tuple[Distribution, ...]
    profile: TableProfile | None = None
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """A dimension whose rows can be asked for by value.

    ``files`` are paths below the API's folder of the resource, by value written as JSON.
    """

    column: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowApi:
    """The rows of one table as JSON files, which programs read page by page without a server.

    ``files`` are by path below the API's folder of the resource; ``pages`` counts
    ``rows/<number>.json``.
    """

    rows: int
    pages: int
    filters: tuple[RowFilter, ...]
    files: Mapping[str, Path]
    byte_size: int
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How well a dataset's description serves those who look for it and reuse it.

    ``points`` are out of ``maximum``, in all and for each dimension; ``improvement`` names what
    would bring most, a key of the interface texts.
    """

    points: int
    maximum: int
    dimensions: Mapping[str, tuple[int, int]]
    improvement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A whole portal as it was read: its own description, closed lists and datasets.

    ``today`` is the day the portal is built for; what is overdue is judged by it.
    """

    portal: Portal
    vocabularies: Vocabularies
    datasets: tuple[Dataset, ...]
    today: date
    root: Path
    waivers: tuple[Waiver, ...] = ()

    def source(self, dataset: Dataset, resource: Resource) -> Path:
        """Where the publisher's own file lies."""
        return self.root / dataset.folder / resource.path

    def is_elsewhere(self, file: Distribution) -> bool:
        """Whether a file is downloaded from another host than the pages."""
        host = self.portal.hosting.downloads
        return host is not None and file.byte_size > host.larger_than

    def location(self, dataset: Dataset, file: Distribution) -> str:
        """Where a file is downloaded: its path below the site's root.

        Of a file that lies elsewhere it is the whole address. Every link to a download, in pages
        and in documents, comes from here.
        """
        host = self.portal.hosting.downloads
        path = download_path(dataset, file)
        if host is None or not self.is_elsewhere(file):
            return path
        return f"{host.base_url.rstrip('/')}/{quote(path)}"

    def address(self, dataset: Dataset, file: Distribution) -> str:
        """The whole address of a file."""
        location = self.location(dataset, file)
        return location if is_whole(location) else self.portal.base_url + quote(location)


def download_path(dataset: Dataset, file: Distribution) -> str:
    """The path of a file below the root of the host it lies on."""
    return f"datasets/{dataset.slug}/{file.file_name}"


def is_whole(location: str) -> bool:
    """Whether a location is an address, not a path: no path of a download has a colon."""
    return "://" in location


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A catalogue with everything made from its data: what pages and exports are written from.

    ``products`` are by dataset identifier, then in the order of its resources; ``packages``
    hold the ZIP of each dataset that has files; ``row_apis`` are by dataset identifier and
    resource name, an ``Omission`` where a table gets none; ``ratings`` and ``card_images``, the
    pictures for addresses that are shared, by dataset identifier.
    """

    catalog: Catalog
    products: Mapping[str, tuple[Product, ...]]
    packages: Mapping[str, Distribution]
    problems: tuple[Problem, ...] = ()
    row_apis: Mapping[tuple[str, str], RowApi | Omission] = field(default_factory=dict)
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    card_images: Mapping[str, Path] = field(default_factory=dict)

    def files(self, dataset: Dataset) -> tuple[Distribution, ...]:
        """All downloads of a dataset, the ZIP last."""
        products = self.products.get(dataset.identifier, ())
        package = self.packages.get(dataset.identifier)
        made = tuple(file for product in products for file in product.distributions)
        return made if package is None else (*made, package)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """One file of the site: ``path`` below its top, and its bytes or where they lie.

    ``checksum`` is its SHA-256 in hexadecimal where that is known.
    """

    path: str
    content: bytes | Path
    checksum: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a dataset gives to a document about all datasets."""

    document: str
    content: bytes


Parts = Callable[[str, Iterable[str]], Iterator[bytes]]
"""Gives what datasets, by their identifiers, give to a document, in the order asked for."""
