"""A dataset as CKAN's ``package_show`` tells it.

Extras have the names by which ckanext-dcat knows them, so that a CKAN that harvests the portal
can say the same in DCAT again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.describe.ckan.lists import group, is_open, license_id, organization
from generator.describe.ckan.names import first_moment, last_moment, name, tags
from generator.describe.entry import Entry, agency_iri, license_iri, stable_uuid
from generator.describe.mapping import MappingTable, Rule, is_absent, write
from generator.describe.notes import description
from generator.describe.places import covered
from generator.distribution import Distribution
from generator.model import Resource

_AUTHORITY = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A dataset among the packages, its UUID, and what it names: agencies and fields.

    ``organizations`` and ``groups`` are by our identifiers, as packages name them.
    """

    entry: Entry
    uuid: str
    organizations: Mapping[str, dict[str, Any]]
    groups: Mapping[str, dict[str, Any]]

    def day(self, day: date) -> date:
        """A day, or the day of the build: planned datasets name days to come."""
        return min(day, self.entry.edition.catalog.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file among the resources; ``resource`` is absent for the ZIP of all files."""

    listed: Listed
    resource: Resource | None
    file: Distribution

    @property
    def entry(self) -> Entry:
        """Its dataset."""
        return self.listed.entry


def _downloads(listed: Listed) -> Iterator[Download]:
    entry = listed.entry
    pairs = zip(entry.metadata.resources, entry.products, strict=True)
    files: list[tuple[Resource | None, Distribution]] = [
        (resource, file) for resource, product in pairs for file in product.distributions
    ]
    if entry.package:
        files.append((None, entry.package))
    for resource, file in files:
        yield Download(listed=listed, resource=resource, file=file)


def _title(download: Download) -> str:
    whole = download.entry.metadata.title
    title = download.resource.title if download.resource else whole
    note = ", bản gốc" if download.file.role == "original" else ""
    return f"{title.vi} ({download.file.format}{note})"


def _role(download: Download) -> str | None:
    # Most files are made by the portal: only the others say what they are.
    return None if download.file.role == "derived" else download.file.role


def _organization(listed: Listed) -> dict[str, Any]:
    return listed.organizations[listed.entry.metadata.publisher]


def _groups(listed: Listed) -> list[dict[str, Any]]:
    return [listed.groups[theme] for theme in listed.entry.metadata.themes]


def _tags(entry: Entry) -> list[dict[str, str]]:
    return [{"name": tag} for tag in package_tags(entry)]


def _extras(listed: Listed) -> list[dict[str, str]]:
    read = ((rule.theirs, rule.read(listed)) for rule in _EXTRAS)
    return [{"key": key, "value": value} for key, value in read if not is_absent(value)]


def _created(listed: Listed) -> str:
    return first_moment(listed.day(listed.entry.metadata.issued))


def _changed(listed: Listed) -> str:
    return last_moment(listed.day(listed.entry.metadata.modified))


def _bound(listed: Listed, end: str) -> str | None:
    period = listed.entry.metadata.temporal
    value = None if period is None else getattr(period, end)
    return None if value is None else str(value)


def _code_list(entry: Entry) -> str | None:
    place = entry.metadata.spatial
    return None if place is None else place.code_list


def _codes(entry: Entry) -> str | None:
    place = entry.metadata.spatial
    return None if place is None else json.dumps(place.areas)


def _eu_themes(entry: Entry) -> str:
    codes = dict.fromkeys(code for theme in entry.themes for code in theme.eu_themes)
    return json.dumps([f"{_AUTHORITY}data-theme/{code}" for code in codes])


def _vi(text: Any) -> str | None:
    return None if text is None else text.vi


_EXTRAS: tuple[Rule[Listed], ...] = (
    Rule("uri", "(IRI)", lambda it: it.entry.iri),
    Rule("identifier", "identifier", lambda it: it.entry.metadata.identifier),
    Rule("sample", "sample", lambda it: "true" if it.entry.metadata.sample else None),
    Rule("status", "status", lambda it: it.entry.metadata.status),
    Rule("issued", "issued", lambda it: it.entry.metadata.issued.isoformat()),
    Rule("modified", "modified", lambda it: it.entry.metadata.modified.isoformat()),
    Rule(
        "frequency",
        "accrual_periodicity",
        lambda it: f"{_AUTHORITY}frequency/{it.entry.frequency.eu_code}",
    ),
    Rule("temporal_start", "temporal.start", lambda it: _bound(it, "start")),
    Rule("temporal_end", "temporal.end", lambda it: _bound(it, "end")),
    # Not “spatial”, in which ckanext-spatial insists on a GeoJSON geometry.
    Rule("spatial_text", "spatial.areas", lambda it: covered(it.entry)),
    Rule("spatial_code_list", "spatial.code_list", lambda it: _code_list(it.entry)),
    Rule("spatial_codes", "spatial.areas", lambda it: _codes(it.entry)),
    Rule("language", "language", lambda it: json.dumps(it.entry.metadata.language)),
    Rule("theme", "themes.eu_themes", lambda it: _eu_themes(it.entry)),
    Rule("access_rights", "“public”", lambda _: f"{_AUTHORITY}access-right/PUBLIC"),
    Rule(
        "publisher_uri",
        "publisher",
        lambda it: agency_iri(it.entry.portal, it.entry.publisher.id),
    ),
    Rule("publisher_name", "publisher", lambda it: it.entry.publisher.name.vi),
    Rule("publisher_url", "agencies.website", lambda it: it.entry.publisher.website),
    Rule("provenance", "provenance", lambda it: _vi(it.entry.metadata.provenance)),
    Rule("title_en", "title.en", lambda it: it.entry.metadata.title.en),
    Rule("notes_en", "description.en", lambda it: it.entry.metadata.description.en),
)

_RESOURCE: tuple[Rule[Download], ...] = (
    Rule("id", "(UUID)", lambda it: str(stable_uuid(it.entry.distribution_iri(it.file)))),
    Rule("package_id", "(UUID)", lambda it: it.listed.uuid),
    Rule("name", "resources.title, format", _title),
    Rule(
        "description",
        "resources.description",
        lambda it: _vi(it.resource.description) if it.resource else None,
    ),
    Rule("url", "file_name", lambda it: it.entry.address(it.file)),
    Rule("format", "format", lambda it: it.file.format.upper()),
    Rule("mimetype", "media_type", lambda it: it.file.media_type),
    Rule("size", "byte_size", lambda it: it.file.byte_size),
    Rule("hash", "checksum", lambda it: it.file.checksum),
    Rule("hash_algorithm", "“sha256”", lambda _: "sha256"),
    Rule("role", "role", _role),
    Rule("created", "issued", lambda it: _created(it.listed)),
    Rule("last_modified", "modified", lambda it: _changed(it.listed)),
)

_PACKAGE: tuple[Rule[Listed], ...] = (
    Rule("id", "(UUID)", lambda it: it.uuid),
    Rule("name", "slug", lambda it: package_name(it.entry)),
    Rule("title", "title", lambda it: it.entry.metadata.title.vi),
    Rule("notes", "description", lambda it: description(it.entry, "vi")),
    Rule("url", "(page)", lambda it: it.entry.page("vi")),
    Rule("type", "“dataset”", lambda _: "dataset"),
    Rule("state", "“active”", lambda _: "active"),
    Rule("private", "“false”", lambda _: False),
    Rule("isopen", "licenses.spdx", lambda it: is_open(it.entry.license)),
    Rule("license_id", "license", lambda it: license_id(it.entry.license)),
    Rule("license_title", "license", lambda it: it.entry.license.title.vi),
    Rule(
        "license_url",
        "licenses.url",
        lambda it: license_iri(it.entry.portal, it.entry.license),
    ),
    Rule("maintainer", "contact.name", lambda it: it.entry.contact.name.vi),
    Rule("maintainer_email", "contact.email", lambda it: it.entry.contact.email),
    Rule("metadata_created", "issued", _created),
    Rule("metadata_modified", "modified", _changed),
    Rule("owner_org", "publisher", lambda it: _organization(it)["id"]),
    Rule("organization", "publisher", _organization),
    Rule("groups", "themes", _groups),
    Rule("tags", "keywords", lambda it: _tags(it.entry)),
    Rule("extras", "(the table “extra”)", _extras),
    Rule(
        "resources",
        "(the table “resource”)",
        lambda it: [write(_RESOURCE, file) for file in _downloads(it)],
    ),
)

TABLES = (
    MappingTable(subject="package", rules=_PACKAGE),
    MappingTable(subject="extra", rules=_EXTRAS),
    MappingTable(subject="resource", rules=_RESOURCE),
)


def listed(entry: Entry) -> Listed:
    """A dataset with what its package names."""
    portal, words = entry.portal, entry.edition.catalog.vocabularies
    agency, themes = words.agencies[entry.metadata.publisher], entry.metadata.themes
    return Listed(
        entry=entry,
        uuid=uuid(entry),
        organizations={agency.id: organization(portal, agency)},
        groups={key: group(portal, words.themes[key]) for key in themes},
    )


def uuid(entry: Entry) -> str:
    """What CKAN knows a dataset by."""
    return str(stable_uuid(entry.iri))


def package(listed: Listed) -> dict[str, Any]:
    """The dataset as a package, with its files and the files' ZIP as resources."""
    written = write(_PACKAGE, listed)
    # Clients read these two without asking whether they are there.
    for key in ("tags", "resources"):
        written.setdefault(key, [])
    counts = {f"num_{key}": len(written[key]) for key in ("resources", "tags")}
    return written | counts


def package_name(entry: Entry) -> str:
    """The dataset's name in CKAN."""
    return name(entry.dataset.slug, entry.iri)


def package_tags(entry: Entry) -> list[str]:
    """The dataset's keywords in both languages, as tags."""
    keywords = entry.metadata.keywords
    return tags((*keywords.vi, *keywords.en))
