"""What search engines read in pages: the portal and its datasets in schema.org's words.

They follow https://developers.google.com/search/docs/appearance/structured-data/dataset. Pages
carry the documents in their head, as JSON-LD; there are no files of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.describe.entry import (
    Entry,
    agency_iri,
    entries,
    language_root,
    license_iri,
    theme_iri,
)
from generator.describe.mapping import MappingTable, Rule, Standard, is_absent, write
from generator.describe.notes import description, shortened, version
from generator.distribution import Distribution, Edition, Product
from generator.model import ContactPoint, Language, Period, Portal, Source, Text
from generator.vocabulary import Agent, Area

_CONTEXT = "https://schema.org/"
_LONGEST = 5_000
"""Search engines refuse longer descriptions."""
_LISTED = 100
"""A catalogue of more datasets does not name each: its page would weigh too much."""
_MOST_FILES = 12
"""A dataset of more names only ``_FIRST_FORMS`` of each table: its page has a weight to keep."""
_FIRST_FORMS = ("CSV", "GeoJSON")
_AREA: dict[Language, str] = {"vi": "{kind} {name}", "en": "{name} {kind}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A dataset as its page in one language tells it."""

    entry: Entry
    language: Language

    def say(self, text: Text) -> str:
        return text.get(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The portal as its pages in one language tell it."""

    edition: Edition
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class _Download:
    page: _Page
    file: Distribution


def data_catalog(edition: Edition, language: Language, *, listing: bool = False) -> dict[str, Any]:
    """The portal as ``DataCatalog``; with ``listing``, a small one names its datasets."""
    document = write(_CATALOG, _Home(edition=edition, language=language))
    if listing and len(edition.catalog.datasets) <= _LISTED:
        pages = (_Page(entry=entry, language=language) for entry in entries(edition))
        document["dataset"] = [write(_MEMBER, page) for page in pages]
    return document


def dataset_document(entry: Entry, language: Language) -> dict[str, Any]:
    """A dataset as ``Dataset``."""
    return write(_DATASET, _Page(entry=entry, language=language))


def interval(period: Period) -> str:
    """A period as ISO 8601 writes intervals, ``..`` for an open end."""
    start, end = (".." if bound is None else str(bound) for bound in (period.start, period.end))
    return start if start == end else f"{start}/{end}"


def _present(**values: Any) -> dict[str, Any]:
    return {
        name.replace("at_", "@"): value for name, value in values.items() if not is_absent(value)
    }


def _description(page: _Page) -> str:
    """The note that figures are samples stays, however long the rest is."""
    whole, own = description(page.entry, page.language), page.say(page.entry.metadata.description)
    note = whole.removeprefix(own)
    return shortened(own, _LONGEST - len(note)) + note


def _other_name(text: Text, language: Language) -> str | None:
    """The name in the other language, where it differs."""
    named = text.get("en" if language == "vi" else "vi")
    return None if named == text.get(language) else named


def _organization(edition: Edition, body: Agent, language: Language) -> dict[str, Any]:
    return _present(
        at_type="GovernmentOrganization",
        at_id=agency_iri(edition.catalog.portal, body.id),
        name=body.name.get(language),
        alternateName=_other_name(body.name, language),
        url=body.website,
    )


def _portal_publisher(edition: Edition, language: Language) -> dict[str, Any]:
    body = edition.catalog.vocabularies.agencies[edition.catalog.portal.publisher]
    return _organization(edition, body, language)


def _creator(page: _Page) -> dict[str, Any]:
    body = _organization(page.entry.edition, page.entry.publisher, page.language)
    return body | {"contactPoint": _contact(page.entry.contact, page.language)}


def _contact(contact: ContactPoint, language: Language) -> dict[str, Any]:
    return _present(
        at_type="ContactPoint",
        name=contact.name.get(language),
        contactType="customer service",
        email=contact.email,
        telephone=contact.phone,
        url=contact.url,
    )


def _unit(page: _Page) -> dict[str, Any] | None:
    unit = page.entry.metadata.unit
    if unit is None:
        return None
    parent = {"@id": agency_iri(page.entry.portal, page.entry.publisher.id)}
    return {"@type": "Organization", "name": page.say(unit), "parentOrganization": parent}


def _license(page: _Page) -> str | dict[str, Any]:
    terms = page.entry.license
    return terms.url or {
        "@type": "CreativeWork",
        "name": page.say(terms.title),
        "url": license_iri(page.entry.portal, terms),
    }


def _themes(page: _Page) -> list[dict[str, Any]]:
    return [
        {
            "@type": "DefinedTerm",
            "@id": theme_iri(page.entry.portal, theme.id),
            "name": page.say(theme.label),
        }
        for theme in page.entry.themes
    ]


def _sources(page: _Page) -> list[dict[str, Any]]:
    def work(source: Source) -> dict[str, Any]:
        return _present(at_type="CreativeWork", name=page.say(source.title), url=source.url)

    return [work(source) for source in page.entry.metadata.sources]


def _same_as(page: _Page) -> str | None:
    harvest = page.entry.metadata.harvest
    return None if harvest is None else harvest.url


def _places(page: _Page) -> list[dict[str, Any]]:
    place = page.entry.metadata.spatial
    if place is None:
        return []
    listed = page.entry.edition.catalog.vocabularies.area_code_lists[place.code_list]
    known = {area.code: area for area in listed.areas if area.code in place.areas}
    return [_place(code, known.get(code), listed.id, page) for code in place.areas]


def _place(code: str, area: Area | None, code_list: str, page: _Page) -> dict[str, Any]:
    named = area and _AREA[page.language].format(kind=page.say(area.kind), name=page.say(area.name))
    identifier = {"@type": "PropertyValue", "propertyID": code_list, "value": code}
    return {"@type": "AdministrativeArea", "name": named or code, "identifier": identifier}


def _temporal(page: _Page) -> str | None:
    covered = page.entry.metadata.temporal
    return None if covered is None else interval(covered)


def _provenance(page: _Page) -> str | None:
    provenance = page.entry.metadata.provenance
    return None if provenance is None else page.say(provenance)


def _series(page: _Page) -> dict[str, Any] | None:
    known = page.entry.edition.catalog.vocabularies.series
    series = known.get(page.entry.metadata.in_series or "")
    if series is None:
        return None
    return {"@type": "CreativeWorkSeries", "name": page.say(series.title), "identifier": series.id}


def _catalog(page: _Page) -> dict[str, Any]:
    portal = page.entry.portal
    named = {"@type": "DataCatalog", "@id": _catalog_iri(portal), "name": page.say(portal.title)}
    return named | {"url": language_root(portal, page.language)}


def _catalog_iri(portal: Portal) -> str:
    return f"{portal.base_url}#catalog"


def _variables(page: _Page) -> list[str]:
    """The columns in words: what else is known of them stands in the Data Package and Croissant."""
    return [
        f"{page.say(column.label)} ({column.unit})" if column.unit else page.say(column.label)
        for resource in page.entry.metadata.resources
        if resource.schema is not None
        for column in resource.schema.fields
    ]


def _downloads(page: _Page) -> list[dict[str, Any]]:
    entry = page.entry
    files = [file for product in entry.products for file in product.distributions]
    if len(files) > _MOST_FILES:
        files = [file for product in entry.products for file in _first_files(product)]
    if entry.package is not None:
        files.append(entry.package)
    return [write(_DOWNLOAD, _Download(page=page, file=file)) for file in files]


def _first_files(product: Product) -> Sequence[Distribution]:
    """Of a table what most programs read; its other forms stand in DCAT and Croissant."""
    made = [file for file in product.distributions if file.role == "derived"]
    return [file for file in made if file.format in _FIRST_FORMS] or product.distributions


def _rows(page: _Page) -> str | None:
    profiles = [product.profile for product in page.entry.products if product.profile]
    rows = sum(profile.rows for profile in profiles)
    return f"{rows} rows" if rows else None


_DATASET: tuple[Rule[_Page], ...] = (
    Rule("@context", "context of the standard", lambda _: _CONTEXT),
    Rule("@type", "kind of thing", lambda _: "Dataset"),
    Rule("@id", "IRI of the dataset", lambda page: page.entry.iri),
    Rule("identifier", "identifier", lambda page: page.entry.dataset.identifier),
    Rule("name", "title", lambda page: page.say(page.entry.dataset.title)),
    Rule("alternateName", "title", lambda p: _other_name(p.entry.dataset.title, p.language)),
    Rule("description", "description, sample", _description),
    Rule("url", "address of the dataset's page", lambda page: page.entry.page(page.language)),
    Rule("sameAs", "harvest.url", _same_as),
    Rule("inLanguage", "language", lambda page: list(page.entry.metadata.language)),
    Rule("isAccessibleForFree", "always", lambda _: True),
    Rule("keywords", "keywords", lambda p: list(p.entry.metadata.keywords.get(p.language))),
    Rule("about", "themes", _themes),
    Rule("datePublished", "issued", lambda page: page.entry.metadata.issued.isoformat()),
    Rule("dateModified", "modified", lambda page: page.entry.metadata.modified.isoformat()),
    Rule("version", "modified", lambda page: version(page.entry)),
    Rule("license", "license", _license),
    Rule("creator", "publisher, contact", _creator),
    Rule("contributor", "unit", _unit),
    Rule(
        "sourceOrganization",
        "publisher",
        lambda p: {"@id": agency_iri(p.entry.portal, p.entry.publisher.id)},
    ),
    Rule(
        "publisher", "catalog.publisher", lambda p: _portal_publisher(p.entry.edition, p.language)
    ),
    Rule("includedInDataCatalog", "catalog", _catalog),
    Rule("isPartOf", "in_series", _series),
    Rule("isBasedOn", "sources", _sources),
    Rule("measurementTechnique", "provenance", _provenance),
    Rule("temporalCoverage", "temporal", _temporal),
    Rule("spatialCoverage", "spatial", _places),
    Rule("variableMeasured", "fields[].label, fields[].unit", _variables),
    Rule("distribution", "resources", _downloads),
    Rule("size", "number of rows", _rows),
)
_DOWNLOAD: tuple[Rule[_Download], ...] = (
    Rule("@type", "kind of thing", lambda _: "DataDownload"),
    Rule("encodingFormat", "media type", lambda each: each.file.media_type),
    Rule("contentUrl", "address of the file", lambda each: each.page.entry.address(each.file)),
    Rule("contentSize", "size of the file", lambda each: f"{each.file.byte_size} B"),
    Rule("sha256", "SHA-256 of the file", lambda each: each.file.checksum),
)
_CATALOG: tuple[Rule[_Home], ...] = (
    Rule("@context", "context of the standard", lambda _: _CONTEXT),
    Rule("@type", "kind of thing", lambda _: "DataCatalog"),
    Rule("@id", "catalog.base_url", lambda home: _catalog_iri(home.edition.catalog.portal)),
    Rule("name", "catalog.title", lambda h: h.edition.catalog.portal.title.get(h.language)),
    Rule(
        "alternateName",
        "catalog.title",
        lambda home: _other_name(home.edition.catalog.portal.title, home.language),
    ),
    Rule(
        "description",
        "catalog.description",
        lambda h: shortened(h.edition.catalog.portal.description.get(h.language), _LONGEST),
    ),
    Rule(
        "url",
        "address of the home page",
        lambda home: language_root(home.edition.catalog.portal, home.language),
    ),
    Rule("inLanguage", "catalog.languages", lambda h: list(h.edition.catalog.portal.languages)),
    Rule("publisher", "catalog.publisher", lambda h: _portal_publisher(h.edition, h.language)),
)
_MEMBER: tuple[Rule[_Page], ...] = (
    Rule("@type", "kind of thing", lambda _: "Dataset"),
    Rule("@id", "IRI of the dataset", lambda page: page.entry.iri),
    Rule("name", "title", lambda page: page.say(page.entry.dataset.title)),
    Rule("url", "address of the dataset's page", lambda page: page.entry.page(page.language)),
)

STANDARD = Standard(
    id="schema-org",
    title="schema.org Dataset",
    url="https://schema.org/Dataset",
    purpose=Text(
        vi="Để các công cụ tìm kiếm hiểu và hiển thị bộ dữ liệu.",
        en="Lets search engines understand datasets and show them.",
    ),
    documents=("datasets/<slug>/index.html",),
    tables=(
        MappingTable(subject="Dataset", rules=_DATASET),
        MappingTable(subject="DataDownload", rules=_DOWNLOAD),
        MappingTable(subject="DataCatalog", rules=_CATALOG),
        MappingTable(subject="DataCatalog: dataset", rules=_MEMBER),
    ),
)
