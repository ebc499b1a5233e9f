"""What the page of one dataset is written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from generator.distribution import Distribution, Product, TableProfile
from generator.model import Column, Dataset, FieldType, Place, Resource, Text
from generator.render import formats
from generator.render.addresses import Addresses
from generator.render.api import api_path, has_api_page
from generator.render.dataset_contexts import (
    ColumnView,
    DatasetContext,
    Download,
    Facts,
    Heading,
    KeyView,
    Missing,
    Preview,
    ResourceView,
    Snippet,
)
from generator.render.parts import Card, Facet, Link
from generator.render.quality import quality_view
from generator.render.shelf import Shelf, format_label, freshness, tables
from generator.render.snippets import snippets
from generator.render.words import Words

_NUMERIC: frozenset[FieldType] = frozenset({"integer", "number", "year"})
_ORDER = ("csv", "xlsx", "json", "parquet", "geojson", "zip")
_RELATED = 3
_NAMED_AREAS = 3
_EMPTY = Product(distributions=())


def dataset_context(shelf: Shelf, dataset: Dataset, at: Addresses, words: Words) -> DatasetContext:
    """Everything a dataset's page shows."""
    catalog, metadata = shelf.edition.catalog, dataset.metadata
    resources = tuple(
        _resource(shelf, dataset, resource, product, words)
        for resource, product in _pairs(shelf, dataset)
    )
    package = shelf.edition.packages.get(dataset.identifier)
    return DatasetContext(
        url=at.url,
        file=at.file,
        identifier=metadata.identifier,
        title=metadata.title,
        description=metadata.description,
        keywords=metadata.keywords.get(shelf.language),
        status=metadata.status,
        sample=metadata.sample,
        themes=_themes(shelf, dataset),
        facts=_facts(shelf, dataset, words),
        resources=resources,
        package=None if package is None else _download(dataset, package),
        metadata_path=f"datasets/{dataset.slug}/datapackage.json" if resources else None,
        provenance=metadata.provenance,
        sources=metadata.sources,
        review=metadata.sensitivity_review,
        quality=quality_view(shelf.edition.ratings.get(dataset.identifier)),
        legal_document=metadata.legal_document,
        contact=metadata.contact or catalog.portal.contact,
        address=at.absolute,
        citation=_citation(shelf, dataset, at.absolute, words),
        snippets=_snippets(shelf, dataset, at),
        api_path=api_path(dataset) if has_api_page(shelf, dataset) else None,
        related=_related(shelf, dataset),
    )


def _pairs(shelf: Shelf, dataset: Dataset) -> list[tuple[Resource, Product]]:
    products = iter(shelf.edition.products.get(dataset.identifier, ()))
    return [(resource, next(products, _EMPTY)) for resource in dataset.metadata.resources]


def _themes(shelf: Shelf, dataset: Dataset) -> tuple[Facet, ...]:
    themes = shelf.edition.catalog.vocabularies.themes
    return tuple(
        Facet(
            path=f"themes/{name}/",
            label=themes[name].label,
            count=len(shelf.by_theme[name]),
            icon=themes[name].icon,
        )
        for name in dataset.metadata.themes
    )


def _facts(shelf: Shelf, dataset: Dataset, words: Words) -> Facts:
    metadata, catalog = dataset.metadata, shelf.edition.catalog
    frequency = catalog.vocabularies.frequencies[metadata.accrual_periodicity]
    profiles = tables(shelf.edition.products.get(dataset.identifier, ()))
    place = metadata.spatial
    lists = catalog.vocabularies.area_code_lists
    return Facts(
        publisher=shelf.agency_link(metadata.publisher),
        unit=metadata.unit,
        stewards=shelf.agency_links(shelf.heirs(metadata.publisher)),
        modified=metadata.modified,
        issued=metadata.issued,
        freshness=freshness(dataset, frequency, catalog.today),
        period=None if metadata.temporal is None else words.period(metadata.temporal),
        area=None if place is None else _area(shelf, place, words),
        area_list=None if place is None else lists[place.code_list].title,
        license=catalog.vocabularies.licenses[metadata.license],
        rows=sum(profile.rows for profile in profiles) if profiles else None,
        frequency=frequency,
    )


def _area(shelf: Shelf, place: Place, words: Words) -> str:
    listed = shelf.edition.catalog.vocabularies.area_code_lists[place.code_list].areas
    areas = {area.code: area for area in listed}
    named = [
        words("area.name", kind=words.plain(areas[code].kind), name=words.plain(areas[code].name))
        for code in place.areas[:_NAMED_AREAS]
        if code in areas
    ]
    rest = len(place.areas) - len(named)
    text = ", ".join(named)
    return words("area.and_others", areas=text, n=rest) if rest else text


def _resource(
    shelf: Shelf, dataset: Dataset, resource: Resource, product: Product, words: Words
) -> ResourceView:
    schema, profile = resource.schema, product.profile
    columns = () if schema is None else schema.fields
    return ResourceView(
        name=resource.name,
        title=resource.title,
        description=resource.description,
        each_row=resource.each_row,
        downloads=_downloads(dataset, product),
        missing=tuple(
            Missing(
                format=format_label(omission.format), reason=words(f"omission.{omission.reason}")
            )
            for omission in product.omissions
        ),
        preview=None if profile is None else _preview(profile, columns, words),
        columns=_columns(columns, profile, words),
        primary_key=() if schema is None else schema.primary_key,
        keys=_keys(shelf, dataset, resource),
    )


def _downloads(dataset: Dataset, product: Product) -> tuple[Download, ...]:
    def order(distribution: Distribution) -> tuple[bool, int]:
        name = distribution.format.lower()
        return (
            distribution.role == "original",
            _ORDER.index(name) if name in _ORDER else len(_ORDER),
        )

    return tuple(_download(dataset, d) for d in sorted(product.distributions, key=order))


def _download(dataset: Dataset, distribution: Distribution) -> Download:
    return Download(
        path=f"datasets/{dataset.slug}/{distribution.file_name}",
        format=distribution.format.lower(),
        label=format_label(distribution.format),
        is_original=distribution.role == "original",
        byte_size=distribution.byte_size,
        checksum=distribution.checksum,
    )


def _preview(profile: TableProfile, columns: Sequence[Column], words: Words) -> Preview:
    by_name = {column.name: column for column in columns}
    shown = [
        by_name.get(found.name) or Column(name=found.name, label=Text(vi=found.name))
        for found in profile.columns
    ]
    return Preview(
        headings=tuple(
            Heading(
                name=column.name,
                label=column.label,
                unit=column.unit,
                is_numeric=column.type in _NUMERIC,
            )
            for column in shown
        ),
        cells=tuple(
            tuple(words.cell(value, column) for value, column in zip(row, shown, strict=False))
            for row in profile.preview
        ),
        rows=profile.rows,
    )


def _columns(
    columns: Iterable[Column], profile: TableProfile | None, words: Words
) -> tuple[ColumnView, ...]:
    found = {} if profile is None else {column.name: column for column in profile.columns}
    rows = 0 if profile is None else profile.rows
    return tuple(
        ColumnView(
            column=column,
            rules=words.constraints(column),
            values=tuple(
                formats.cell(value, column.type, words.language)
                for value in column.constraints.enum
            ),
            missing=None if read is None else read.missing,
            missing_share=_share(read.missing, rows, words) if read and rows else None,
            minimum=None if read is None else words.cell(read.minimum, column),
            maximum=None if read is None else words.cell(read.maximum, column),
        )
        for column in columns
        for read in [found.get(column.name)]
    )


def _share(part: int, whole: int, words: Words) -> str:
    return words.number(round(100 * part / whole, 1)) + "%"


def _keys(shelf: Shelf, dataset: Dataset, resource: Resource) -> tuple[KeyView, ...]:
    keys = () if resource.schema is None else resource.schema.foreign_keys
    return tuple(
        KeyView(
            fields=key.fields,
            foreign_fields=key.reference.fields,
            dataset=None if target is dataset else target.title,
            target=Link(
                path=f"datasets/{target.slug}/#table-{key.reference.resource}",
                label=_resource_title(target, key.reference.resource),
            ),
        )
        for key in keys
        for target in [_target(shelf.by_identifier, dataset, key.reference.dataset)]
    )


def _target(known: Mapping[str, Dataset], dataset: Dataset, identifier: str | None) -> Dataset:
    return dataset if identifier is None else known[identifier]


def _resource_title(dataset: Dataset, name: str) -> Text:
    return next(r.title for r in dataset.metadata.resources if r.name == name)


def _citation(shelf: Shelf, dataset: Dataset, address: str, words: Words) -> str:
    metadata, catalog = dataset.metadata, shelf.edition.catalog
    return words(
        "cite.sample" if metadata.sample else "cite.text",
        publisher=words.plain(catalog.vocabularies.agencies[metadata.publisher].name),
        year=str(metadata.modified.year),
        title=words.plain(metadata.title),
        portal=words.plain(catalog.portal.title),
        day=formats.day(metadata.modified, words.language),
        url=address,
    )


def _snippets(shelf: Shelf, dataset: Dataset, at: Addresses) -> tuple[Snippet, ...]:
    for resource, product in _pairs(shelf, dataset):
        made = {d.format.lower(): d for d in product.distributions if d.role == "derived"}
        if resource.schema is not None and "csv" in made:
            folder = at.site(f"datasets/{dataset.slug}/")
            parquet = made.get("parquet")
            return snippets(
                folder + made["csv"].file_name,
                None if parquet is None else folder + parquet.file_name,
                resource.schema.fields,
            )
    return ()


def _related(shelf: Shelf, dataset: Dataset) -> tuple[Card, ...]:
    peers = shelf.by_theme[dataset.metadata.themes[0]]
    others = (peer for peer in peers if peer is not dataset)
    return tuple(shelf.card(peer) for peer in islice(others, _RELATED))
