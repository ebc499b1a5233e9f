"""What CKAN lists beside datasets: organisations, groups, licences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.describe.ckan.names import name
from generator.describe.entry import Entry, agency_iri, license_iri, stable_uuid, theme_iri
from generator.describe.mapping import MappingTable, Rule, write
from generator.distribution import Edition
from generator.model import Portal
from generator.vocabulary import Agent, License, Theme

# CKAN knows these by names of its own; what SPDX calls them is ours.
_CKAN_LICENSES = {
    "CC-BY-4.0": "cc-by",
    "CC-BY-SA-4.0": "cc-by-sa",
    "CC0-1.0": "cc-zero",
    "ODC-By-1.0": "odc-by",
    "ODbL-1.0": "odc-odbl",
    "PDDL-1.0": "odc-pddl",
}

_ORGANIZATION: tuple[Rule[tuple[Portal, Agent]], ...] = (
    Rule("id", "(UUID)", lambda it: str(stable_uuid(agency_iri(it[0], it[1].id)))),
    Rule("name", "agencies.id", lambda it: name(it[1].id, agency_iri(it[0], it[1].id))),
    Rule("title", "agencies.names", lambda it: it[1].name.vi),
    Rule("type", "“organization”", lambda _: "organization"),
    Rule("is_organization", "“true”", lambda _: True),
    Rule("state", "“active”", lambda _: "active"),
)

_GROUP: tuple[Rule[tuple[Portal, Theme]], ...] = (
    Rule("id", "(UUID)", lambda it: str(stable_uuid(theme_iri(it[0], it[1].id)))),
    Rule("name", "themes.id", lambda it: name(it[1].id, theme_iri(it[0], it[1].id))),
    Rule("title", "themes.label", lambda it: it[1].label.vi),
    Rule("display_name", "themes.label", lambda it: it[1].label.vi),
)

_LICENSE: tuple[Rule[tuple[Portal, License]], ...] = (
    Rule("id", "licenses.spdx, licenses.id", lambda it: license_id(it[1])),
    Rule("title", "licenses.title", lambda it: it[1].title.vi),
    Rule("url", "licenses.url", lambda it: license_iri(*it)),
    Rule("status", "“active”", lambda _: "active"),
    # What no body has reviewed is not said to be open, however open it may be.
    Rule("od_conformance", "licenses.spdx", lambda it: _conformance(it[1])),
    Rule("osd_conformance", "“not reviewed”", lambda _: "not reviewed"),
)

TABLES = (
    MappingTable(subject="organization", rules=_ORGANIZATION),
    MappingTable(subject="group", rules=_GROUP),
    MappingTable(subject="license", rules=_LICENSE),
)


def organization(portal: Portal, agency: Agent) -> dict[str, Any]:
    """An agency, as packages name their organisation."""
    return write(_ORGANIZATION, (portal, agency))


def group(portal: Portal, theme: Theme) -> dict[str, Any]:
    """A field of the portal, as packages name their groups."""
    return write(_GROUP, (portal, theme))


def license_id(license_: License) -> str:
    """CKAN's own name of the licence, or ours."""
    return _CKAN_LICENSES.get(license_.spdx or "", license_.id)


def is_open(license_: License) -> bool:
    """Whether the Open Definition's authors have found the terms to be open."""
    return license_.spdx in _CKAN_LICENSES


def organizations(edition: Edition, listed: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """All agencies with the number of their datasets, by name."""
    portal, known = edition.catalog.portal, edition.catalog.vocabularies.agencies
    counts = Counter(entry.metadata.publisher for entry in listed)
    for agency in known.values():
        described = organization(portal, agency)
        shown = {"display_name": described["title"], "package_count": counts[agency.id]}
        website = {"url": agency.website} if agency.website else {}
        yield described | shown | website


def groups(edition: Edition, listed: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """All fields with the number of their datasets."""
    portal, known = edition.catalog.portal, edition.catalog.vocabularies.themes
    counts = Counter(theme for entry in listed for theme in entry.metadata.themes)
    for theme in known.values():
        described = {"description": theme.description.vi} if theme.description else {}
        kind = {"type": "group", "is_organization": False, "state": "active"}
        yield group(portal, theme) | kind | described | {"package_count": counts[theme.id]}


def licenses(edition: Edition) -> list[dict[str, Any]]:
    """All terms of use."""
    known = edition.catalog.vocabularies.licenses.values()
    return [write(_LICENSE, (edition.catalog.portal, license_)) for license_ in known]


def by_name(things: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Things in the order of their names, as CKAN lists them."""
    return sorted(things, key=lambda thing: str(thing["name"]))


def _conformance(license_: License) -> str:
    return "approved" if is_open(license_) else "not reviewed"
