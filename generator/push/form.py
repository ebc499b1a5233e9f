"""What a CKAN is sent: the packages of our Action API without what a CKAN decides itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.describe.ckan.lists import organization
from generator.describe.ckan.package import TABLES, listed, package
from generator.describe.entry import agency_iri, entries
from generator.describe.values import fitted
from generator.distribution import Edition
from generator.model import Portal
from generator.vocabulary import Agent

MARK = "opendata_portal"
"""The extra that says which portal made an organisation or a dataset."""

Form = Mapping[str, Any]

# Only whoever runs a CKAN may choose the ids of things, and only it knows when it changed them.
_PACKAGE = (
    "name", "title", "notes", "url", "license_id", "maintainer", "maintainer_email", "private",
    "state", "tags", "extras", "resources",
)  # fmt: skip
_RESOURCE = (
    "name", "description", "url", "format", "mimetype", "size", "hash", "hash_algorithm", "role",
    "last_modified",
)  # fmt: skip

EXTRAS = frozenset(
    rule.theirs for table in TABLES if table.subject == "extra" for rule in table.rules
)
"""The names of our extras; others are left to those who wrote them."""


def dataset_forms(edition: Edition, owner: str | None = None) -> Iterator[Form]:
    """All datasets; they belong to the organisation ``owner``, or each to its agency's."""
    portal = edition.catalog.portal
    for entry in entries(edition):
        made = _trimmed(fitted(package(listed(entry))))
        yield _dataset_form(made, portal, owner or made["organization"]["name"])


def organization_forms(edition: Edition) -> Iterator[Form]:
    """The agencies that have published something."""
    portal = edition.catalog.portal
    agencies = {entry.publisher.id: entry.publisher for entry in entries(edition)}
    for agency in agencies.values():
        yield _trimmed(fitted(_organization_form(portal, agency)))


def marked(extras: Mapping[str, str], portal: str) -> bool:
    """Whether the portal with the identifier ``portal`` made what has these extras."""
    return extras.get(MARK) == portal


def _dataset_form(made: Mapping[str, Any], portal: Portal, owner: str) -> Form:
    # What is absent is sent empty, or a CKAN would keep what it had.
    form = {key: made.get(key, "") for key in _PACKAGE}
    form["extras"] = _extras(made["extras"], portal)
    form["resources"] = [
        {key: resource.get(key, "") for key in _RESOURCE} for resource in made["resources"]
    ]
    return form | {"owner_org": owner}


def _organization_form(portal: Portal, agency: Agent) -> dict[str, Any]:
    described = organization(portal, agency)
    extras = [{"key": "uri", "value": agency_iri(portal, agency.id)}]
    if agency.name.en:
        extras.append({"key": "title_en", "value": agency.name.en})
    shown = {key: described[key] for key in ("name", "title")}
    return shown | {"extras": _extras(extras, portal)}


def _extras(extras: list[dict[str, str]], portal: Portal) -> list[dict[str, str]]:
    return [*extras, {"key": MARK, "value": portal.identifier}]


def _trimmed(value: Any) -> Any:
    """The value with its texts as CKAN keeps them: without spaces around them."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key: _trimmed(item) for key, item in value.items()}
    return [_trimmed(item) for item in value] if isinstance(value, list) else value
