"""``data.json``: the catalogue by the Project Open Data Metadata Schema 1.1.

The keys that only bodies of the United States have (``bureauCode``, ``programCode``) are absent,
as its non-federal form has it: https://resources.data.gov/resources/dcat-us/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from generator.describe.entry import Entry, identifiers, license_iri
from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.describe.notes import description
from generator.describe.places import covered
from generator.describe.values import fitted
from generator.distribution import Distribution, Edition, Part, Parts, SiteFile
from generator.model import Resource, Text

_PATH = "data.json"
_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"

# The schema's own form of an address; ours is wider.
_EMAIL = re.compile(r"[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+")

# EU authority codes as repeating intervals of ISO 8601, as the schema's guidance writes them.
_INTERVALS = {
    "10MIN": "R/PT10M",
    "15MIN": "R/PT15M",
    "30MIN": "R/PT30M",
    "1MIN": "R/PT1M",
    "5MIN": "R/PT5M",
    "UPDATE_CONT": "R/PT1S",
    "CONT": "R/PT1S",
    "HOURLY": "R/PT1H",
    "BIHOURLY": "R/PT2H",
    "TRIHOURLY": "R/PT3H",
    "12HRS": "R/PT12H",
    "DAILY": "R/P1D",
    "DAILY_2": "R/PT12H",
    "WEEKLY": "R/P1W",
    "WEEKLY_2": "R/P3.5D",
    "WEEKLY_3": "R/P0.33W",
    "BIWEEKLY": "R/P2W",
    "MONTHLY": "R/P1M",
    "MONTHLY_2": "R/P0.5M",
    "MONTHLY_3": "R/P0.33M",
    "BIMONTHLY": "R/P2M",
    "QUARTERLY": "R/P3M",
    "ANNUAL": "R/P1Y",
    "ANNUAL_2": "R/P6M",
    "ANNUAL_3": "R/P4M",
    "BIENNIAL": "R/P2Y",
    "TRIENNIAL": "R/P3Y",
    "QUADRENNIAL": "R/P4Y",
    "QUINQUENNIAL": "R/P5Y",
    "DECENNIAL": "R/P10Y",
    "BIDECENNIAL": "R/P20Y",
    "TRIDECENNIAL": "R/P30Y",
    "IRREG": "irregular",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One of its files; ``resource`` is absent for the ZIP of all files."""

    entry: Entry
    resource: Resource | None
    file: Distribution


def _keywords(entry: Entry) -> list[str]:
    keywords = entry.metadata.keywords
    return list(dict.fromkeys((*keywords.vi, *keywords.en)))


def _contact(entry: Entry) -> dict[str, str]:
    contact = entry.contact
    written = {"@type": "vcard:Contact", "fn": contact.name.vi}
    if contact.email and _EMAIL.fullmatch(contact.email):
        written["hasEmail"] = f"mailto:{contact.email}"
    return written


def _publisher(entry: Entry) -> dict[str, Any]:
    """The agency within the bodies that it belongs to."""
    known = entry.edition.catalog.vocabularies.agencies
    agency, chain = entry.publisher, []
    while agency not in chain:
        chain.append(agency)
        agency = known.get(agency.parent or "", agency)
    written: dict[str, Any] = {}
    for body in reversed(chain):
        above = {"subOrganizationOf": written} if written else {}
        written = {"@type": "org:Organization", "name": body.name.vi} | above
    return written


def _interval(entry: Entry) -> str | None:
    """Both ends, without which the schema knows no period."""
    period = entry.metadata.temporal
    if period is None or period.start is None or period.end is None:
        return None
    return f"{period.start}/{period.end}"


def _dictionary(entry: Entry) -> str | None:
    return f"{entry.folder}datapackage.json" if entry.metadata.resources else None


def _downloads(entry: Entry) -> list[dict[str, Any]]:
    pairs = zip(entry.metadata.resources, entry.products, strict=True)
    files = [
        Download(entry=entry, resource=resource, file=file)
        for resource, product in pairs
        for file in product.distributions
    ]
    if entry.package:
        files.append(Download(entry=entry, resource=None, file=entry.package))
    return [write(_DISTRIBUTION, file) for file in files]


def _file_title(download: Download) -> str:
    title = download.resource.title if download.resource else download.entry.dataset.title
    note = ", bản gốc" if download.file.role == "original" else ""
    return f"{title.vi} ({download.file.format}{note})"


def _file_description(download: Download) -> str | None:
    told = download.resource.description if download.resource else None
    return None if told is None else told.vi


_DISTRIBUTION: tuple[Rule[Download], ...] = (
    Rule("@type", "“dcat:Distribution”", lambda _: "dcat:Distribution"),
    Rule("title", "resources.title, format", _file_title),
    Rule("description", "resources.description", _file_description),
    Rule("downloadURL", "file_name", lambda it: it.entry.address(it.file)),
    Rule("mediaType", "media_type", lambda it: it.file.media_type),
    Rule("format", "format", lambda it: it.file.format),
)

_DATASET: tuple[Rule[Entry], ...] = (
    Rule("@type", "“dcat:Dataset”", lambda _: "dcat:Dataset"),
    Rule("identifier", "(IRI)", lambda it: it.iri),
    Rule("title", "title", lambda it: it.dataset.title.vi),
    Rule("description", "description, sample", lambda it: description(it, "vi")),
    Rule("keyword", "keywords", _keywords),
    Rule("theme", "themes", lambda it: [theme.label.vi for theme in it.themes]),
    Rule("publisher", "publisher", _publisher),
    Rule("contactPoint", "contact", _contact),
    Rule("accessLevel", "“public”", lambda _: "public"),
    Rule("license", "license", lambda it: license_iri(it.portal, it.license)),
    Rule("issued", "issued", lambda it: it.metadata.issued.isoformat()),
    Rule("modified", "modified", lambda it: it.metadata.modified.isoformat()),
    Rule(
        "accrualPeriodicity",
        "accrual_periodicity",
        lambda it: _INTERVALS.get(it.frequency.eu_code),
    ),
    Rule("temporal", "temporal", _interval),
    Rule("spatial", "spatial", covered),
    Rule("language", "language", lambda it: list(it.metadata.language)),
    Rule("landingPage", "(page)", lambda it: it.page("vi")),
    Rule("describedBy", "(datapackage.json)", _dictionary),
    Rule(
        "describedByType",
        "“application/json”",
        lambda it: "application/json" if _dictionary(it) else None,
    ),
    Rule(
        "references",
        "sources.url",
        lambda it: list(dict.fromkeys(each.url for each in it.metadata.sources if each.url)),
    ),
    Rule("distribution", "(the table “Distribution”)", _downloads),
)

STANDARD = Standard(
    id="project-open-data",
    title="Project Open Data",
    version="1.1",
    url="https://resources.data.gov/resources/dcat-us/",
    purpose=Text(
        vi="Cho các cổng và công cụ thu thập danh mục qua một tệp data.json.",
        en="For portals and tools that harvest a catalogue from one data.json.",
    ),
    documents=(_PATH,),
    tables=(
        MappingTable(subject="Dataset", rules=_DATASET),
        MappingTable(subject="Distribution", rules=_DISTRIBUTION),
    ),
)


def dataset_files(entry: Entry) -> Iterator[Part]:
    """A dataset as it stands in the catalogue's document."""
    yield Part(document=_PATH, content=orjson.dumps(fitted(write(_DATASET, entry))))


def catalog_files(edition: Edition, parts: Parts) -> Iterator[SiteFile]:
    """The catalogue in one document: its readers know no other page of it."""
    address = edition.catalog.portal.base_url + _PATH
    head = {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": address,
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
    }
    listed = b",\n".join(parts(_PATH, identifiers(edition)))
    yield SiteFile(
        path=_PATH,
        content=orjson.dumps(head)[:-1] + b',"dataset":[\n' + listed + b"\n]}\n",
    )
