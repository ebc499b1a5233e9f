"""What machines read in the head of a page: schema.org (JSON-LD) and Dublin Core.

Dublin Core in HTML is a duty of Vietnamese state websites (Circular 24/2011/TT-BTTTT): title,
creator, date, description, publisher and identifier are mandatory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from generator.distribution import Catalog, Distribution, Product
from generator.model import Dataset, Language, Period
from generator.render.shelf import tables

_DATA_CATALOG = "https://schema.org/"
# JSON inside <script> ends at "</script>" whatever the quotes: no "<" may be left.
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_ld(document: Mapping[str, Any]) -> Markup:
    """A JSON-LD document as a script element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return Markup('<script type="application/ld+json">' + text + "</script>")  # noqa: S704


def dublin_core(values: Mapping[str, str | Iterable[str]]) -> Markup:
    """``<meta>`` elements of the Dublin Core terms in ``values``, such as ``title``."""
    lines = [
        Markup('<meta name="DC.{}" content="{}">').format(term, content)
        for term, contents in values.items()
        for content in ([contents] if isinstance(contents, str) else contents)
    ]
    schema = Markup('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    return Markup("\n").join([schema, *lines])


def page_terms(
    catalog: Catalog, language: Language, *, title: str, description: str, address: str
) -> dict[str, str | Iterable[str]]:
    """The Dublin Core of a page that is about the portal itself."""
    publisher = catalog.vocabularies.agencies[catalog.portal.publisher].name.get(language)
    return {
        "title": title,
        "creator": publisher,
        "date": catalog.today.isoformat(),
        "description": description,
        "publisher": publisher,
        "identifier": address,
        "language": language,
        "type": "Text",
        "format": "text/html",
    }


def dataset_terms(
    catalog: Catalog, dataset: Dataset, language: Language, address: str
) -> dict[str, str | Iterable[str]]:
    """The Dublin Core of a dataset's page."""
    metadata, words = dataset.metadata, catalog.vocabularies
    terms: dict[str, str | Iterable[str]] = {
        "title": metadata.title.get(language),
        "creator": words.agencies[metadata.publisher].name.get(language),
        "date": metadata.modified.isoformat(),
        "description": metadata.description.get(language),
        "publisher": words.agencies[catalog.portal.publisher].name.get(language),
        "identifier": address,
        "language": language,
        "subject": [words.themes[theme].label.get(language) for theme in metadata.themes],
        "type": "Dataset",
        "format": "text/html",
        "rights": words.licenses[metadata.license].title.get(language),
    }
    if metadata.unit is not None:
        terms["contributor"] = metadata.unit.get(language)
    if metadata.sources:
        terms["source"] = [source.title.get(language) for source in metadata.sources]
    if metadata.temporal is not None:
        terms["coverage"] = interval(metadata.temporal)
    return terms


def data_catalog(catalog: Catalog, language: Language, address: str) -> dict[str, Any]:
    """The portal as a schema.org ``DataCatalog``."""
    portal = catalog.portal
    return {
        "@context": _DATA_CATALOG,
        "@type": "DataCatalog",
        "@id": portal.base_url,
        "name": portal.title.get(language),
        "description": portal.description.get(language),
        "url": address,
        "inLanguage": list(portal.languages),
        "publisher": _organization(catalog, portal.publisher, language),
    }


def dataset_document(
    catalog: Catalog,
    dataset: Dataset,
    products: Iterable[Product],
    language: Language,
    addresses: tuple[str, str],
) -> dict[str, Any]:
    """A dataset as schema.org ``Dataset``.

    ``addresses`` are those of its page and of the folder its downloads lie in.
    """
    metadata, (address, folder) = dataset.metadata, addresses
    document = {
        "@context": _DATA_CATALOG,
        "@type": "Dataset",
        "@id": folder,
        "identifier": metadata.identifier,
        "name": metadata.title.get(language),
        "description": metadata.description.get(language),
        "url": address,
        "inLanguage": list(metadata.language),
        "isAccessibleForFree": True,
        "keywords": list(metadata.keywords.get(language)),
        "datePublished": metadata.issued.isoformat(),
        "dateModified": metadata.modified.isoformat(),
        "license": _license(catalog, metadata.license, language),
        "creator": _organization(catalog, metadata.publisher, language),
        "publisher": _organization(catalog, catalog.portal.publisher, language),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalog.portal.base_url},
        "variableMeasured": _variables(dataset, language),
        "distribution": [_download(d, folder) for p in products for d in p.distributions],
        "temporalCoverage": None if metadata.temporal is None else interval(metadata.temporal),
        "size": _size(products),
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def interval(period: Period) -> str:
    """A period as ISO 8601 writes intervals, ``..`` for an open end."""
    start, end = (".." if bound is None else str(bound) for bound in (period.start, period.end))
    return start if start == end else f"{start}/{end}"


def _organization(catalog: Catalog, agency: str, language: Language) -> dict[str, Any]:
    body = catalog.vocabularies.agencies[agency]
    named = {"@type": "GovernmentOrganization", "name": body.name.get(language)}
    return named if body.website is None else {**named, "url": body.website}


def _license(catalog: Catalog, license_id: str, language: Language) -> str | dict[str, Any]:
    terms = catalog.vocabularies.licenses[license_id]
    return terms.url or {
        "@type": "CreativeWork",
        "name": terms.title.get(language),
        "url": f"{catalog.portal.base_url}terms/#{terms.id}",
    }


def _variables(dataset: Dataset, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "@type": "PropertyValue",
            "name": column.name,
            "description": column.label.get(language),
            **({} if column.unit is None else {"unitText": column.unit}),
        }
        for resource in dataset.metadata.resources
        if resource.schema is not None
        for column in resource.schema.fields
    ]


def _download(distribution: Distribution, folder: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "encodingFormat": distribution.media_type,
        "contentUrl": folder + distribution.file_name,
        "contentSize": f"{distribution.byte_size} B",
        "sha256": distribution.checksum,
    }


def _size(products: Iterable[Product]) -> str | None:
    rows = sum(profile.rows for profile in tables(products))
    return f"{rows} rows" if rows else None
