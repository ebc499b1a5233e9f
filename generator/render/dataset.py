"""What the page of one dataset is written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.distribution import Catalog, Distribution, Product, TableProfile
from generator.model import Column, Dataset, FieldType, Place, Resource, Text
from generator.render import formats
from generator.render.addresses import Addresses
from generator.render.api import api_path, has_api_page
from generator.render.charts import ChartView, chart_view, profile_view
from generator.render.citation import citation
from generator.render.compare import compare_path
from generator.render.dataset_contexts import (
    ColumnView,
    DatasetContext,
    Download,
    Facts,
    Heading,
    KeyView,
    Missing,
    Preview,
    RelatedView,
    ResourceView,
    Snippet,
)
from generator.render.enquiry import enquiries
from generator.render.explorer import explorer
from generator.render.findings import findings
from generator.render.map_view import MapSource, map_view
from generator.render.parts import Link
from generator.render.quality import quality_view
from generator.render.shelf import Shelf, format_label, freshness, mark, tables
from generator.render.snippets import snippets
from generator.render.words import Words

_NUMERIC: frozenset[FieldType] = frozenset({"integer", "number", "year"})
_ORDER = ("csv", "xlsx", "json", "parquet", "geojson", "zip")
_SHOWN_COLUMNS = 30
_FEW_ROWS = 6
_LEAST_ROWS, _ROWS_OF_SEVERAL = 3, 12
_SHOWN_CELLS = 180

_NAMED_AREAS = 3
_EMPTY = Product(distributions=())


def dataset_context(shelf: Shelf, dataset: Dataset, at: Addresses, words: Words) -> DatasetContext:
    """Everything a dataset's page shows."""
    catalog, metadata, pairs = shelf.edition.catalog, dataset.metadata, _pairs(shelf, dataset)
    facts = _facts(shelf, dataset, words)
    resources = tuple(
        _resource(shelf, dataset, resource, product, at, words) for resource, product in pairs
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
        facts=facts,
        chart=_chart(pairs, words),
        resources=resources,
        package=None if package is None else _download(catalog, dataset, package),
        metadata_path=f"datasets/{dataset.slug}/datapackage.json" if resources else None,
        provenance=metadata.provenance,
        sources=metadata.sources,
        review=metadata.sensitivity_review,
        quality=quality_view(shelf.edition.ratings.get(dataset.identifier)),
        legal_document=metadata.legal_document,
        contact=metadata.contact or catalog.portal.contact,
        address=at.absolute,
        citation=citation(shelf, dataset, at.absolute, words),
        snippets=_snippets(shelf, dataset, at),
        api_path=api_path(dataset) if has_api_page(shelf, dataset) else None,
        findings=findings(pairs, shelf.problems.get(dataset.folder, ()), facts.freshness, words),
        enquiries=enquiries(shelf, dataset, at.absolute, words),
        related=_related(shelf, dataset),
    )


def _pairs(shelf: Shelf, dataset: Dataset) -> list[tuple[Resource, Product]]:
    products = iter(shelf.edition.products.get(dataset.identifier, ()))
    return [(resource, next(products, _EMPTY)) for resource in dataset.metadata.resources]


def _themes(shelf: Shelf, dataset: Dataset) -> tuple[Link, ...]:
    themes = shelf.edition.catalog.vocabularies.themes
    return tuple(
        Link(path=f"themes/{name}/", label=themes[name].label) for name in dataset.metadata.themes
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
        columns=len(profiles[0].columns) if len(profiles) == 1 else None,
        frequency=frequency,
        mark=mark(shelf.edition, dataset),
    )


def _chart(pairs: Iterable[tuple[Resource, Product]], words: Words) -> ChartView | None:
    """The first chart of a dataset's tables; one that its publisher chose stands before others."""
    found = [
        (resource, product.profile.series)
        for resource, product in pairs
        if product.profile is not None and product.profile.series is not None
    ]
    if not found:
        return None
    resource, series = min(found, key=lambda pair: pair[0].chart is None)
    columns = {column.name: column for column in _fields(resource)}
    title = None if resource.chart is None else resource.chart.title
    return chart_view(series, columns, title, words)


def _fields(resource: Resource) -> tuple[Column, ...]:
    return () if resource.schema is None else resource.schema.fields


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
    shelf: Shelf,
    dataset: Dataset,
    resource: Resource,
    product: Product,
    at: Addresses,
    words: Words,
) -> ResourceView:
    schema, profile = resource.schema, product.profile
    columns = _fields(resource)
    return ResourceView(
        name=resource.name,
        title=resource.title,
        description=resource.description,
        each_row=resource.each_row,
        is_table=profile is not None,
        downloads=_downloads(shelf.edition.catalog, dataset, product),
        missing=tuple(
            Missing(
                format=format_label(omission.format), reason=words(f"omission.{omission.reason}")
            )
            for omission in product.omissions
        ),
        preview=None
        if profile is None
        else _preview(
            profile, columns, _shown_rows(profile, len(dataset.metadata.resources)), words
        ),
        columns=_columns(columns[:_SHOWN_COLUMNS], profile, words),
        more_columns=max(0, len(columns) - _SHOWN_COLUMNS),
        primary_key=() if schema is None else schema.primary_key,
        keys=_keys(shelf, dataset, resource),
        map=map_view(_map_source(shelf, dataset, resource, product), shelf.atlas, words),
        compare_path=_compare_path(shelf, dataset, resource),
        explorer=explorer(shelf.edition.catalog, dataset, resource, product, at, words),
    )


def _shown_rows(profile: TableProfile, tables: int) -> int:
    """How many first rows stand in the page: fewer of wide tables and where there are several."""
    if tables > 1:
        return max(_LEAST_ROWS, _ROWS_OF_SEVERAL // tables)
    return max(_FEW_ROWS, _SHOWN_CELLS // max(1, len(profile.columns)))


def _compare_path(shelf: Shelf, dataset: Dataset, resource: Resource) -> str | None:
    table = f"{dataset.slug}/{resource.name}"
    return compare_path(table) if table in shelf.joinable else None


def _map_source(shelf: Shelf, dataset: Dataset, resource: Resource, product: Product) -> MapSource:
    catalog = shelf.edition.catalog
    publisher = catalog.vocabularies.agencies[dataset.metadata.publisher].name
    return MapSource(catalog, dataset, resource, product, publisher)


def _downloads(catalog: Catalog, dataset: Dataset, product: Product) -> tuple[Download, ...]:
    def order(distribution: Distribution) -> tuple[bool, int]:
        name = distribution.format.lower()
        return (
            distribution.role == "original",
            _ORDER.index(name) if name in _ORDER else len(_ORDER),
        )

    files = sorted(product.distributions, key=order)
    return tuple(_download(catalog, dataset, file) for file in files)


def _download(catalog: Catalog, dataset: Dataset, distribution: Distribution) -> Download:
    return Download(
        location=catalog.location(dataset, distribution),
        name=distribution.file_name.rpartition("/")[2],
        format=distribution.format.lower(),
        label=format_label(distribution.format),
        is_original=distribution.role == "original",
        byte_size=distribution.byte_size,
        checksum=distribution.checksum,
    )


def _preview(
    profile: TableProfile, columns: Sequence[Column], most_rows: int, words: Words
) -> Preview:
    by_name = {column.name: column for column in columns}
    shown = [
        by_name.get(found.name) or Column(name=found.name, label=Text(vi=found.name))
        for found in profile.columns[:_SHOWN_COLUMNS]
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
            for row in profile.preview[:most_rows]
        ),
        rows=profile.rows,
        more_columns=max(0, len(profile.columns) - _SHOWN_COLUMNS),
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
            profile=profile_view(read, rows, column, words) if read and rows else None,
        )
        for column in columns
        for read in [found.get(column.name)]
    )


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


def _snippets(shelf: Shelf, dataset: Dataset, at: Addresses) -> tuple[Snippet, ...]:
    for resource, product in _pairs(shelf, dataset):
        made = {d.format.lower(): d for d in product.distributions if d.role == "derived"}
        if resource.schema is not None and "csv" in made:
            catalog, parquet = shelf.edition.catalog, made.get("parquet")
            return snippets(
                at.site(catalog.location(dataset, made["csv"])),
                None if parquet is None else at.site(catalog.location(dataset, parquet)),
                resource.schema.fields,
            )
    return ()


def _related(shelf: Shelf, dataset: Dataset) -> tuple[RelatedView, ...]:
    return tuple(
        RelatedView(
            target=Link(path=card.path, label=card.title),
            agency=card.agency,
            sample=card.sample,
            reasons=relation.reasons,
        )
        for relation in shelf.relations.get(dataset.identifier, ())
        for card in [shelf.cards[relation.identifier]]
    )
