"""CKAN's Action API (https://docs.ckan.org/en/2.11/api/) as files that a static host serves.

They lie below ``/api/3/action/`` and, for ckanapi, ``/api/action/``. Their names have no ending,
so hosts name no character set: they are ASCII, with all other letters escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.describe.ckan import lists, package
from generator.describe.ckan.limits import LIMITS
from generator.describe.ckan.package import package_name, package_tags
from generator.describe.entry import Entry, entries
from generator.describe.mapping import Standard
from generator.describe.values import ascii_json
from generator.distribution import Edition, Part, Parts, SiteFile
from generator.model import Portal, Text

__all__ = ["LIMITS", "STANDARD", "files"]

_SEARCH = "package_search"
_ROOTS = ("api/3/action/", "api/action/")

STANDARD = Standard(
    id="ckan",
    title="CKAN Action API",
    version="3",
    url="https://docs.ckan.org/en/2.11/api/",
    purpose=Text(
        vi="Cho các cổng CKAN thu thập danh mục, và cho chương trình quen gọi API của CKAN.",
        en="For CKAN portals that harvest the catalogue, and programs that speak CKAN's API.",
    ),
    documents=(
        "api/3/action/package_search",
        "api/3/action/package_list",
        "api/3/action/package_show/<slug>.json",
        "api/3/action/organization_list",
        "api/3/action/group_list",
        "api/3/action/tag_list",
        "api/3/action/license_list",
        "api/3/action/status_show",
        "api/3/action/site_read",
        "api/3/action/help_show",
    ),
    tables=(*package.TABLES, *lists.TABLES),
)


def dataset_files(entry: Entry) -> Iterator[SiteFile | Part]:
    """The answer that shows a dataset, and what stands of it in the answer to a search."""
    written = ascii_json(package.package(package.listed(entry)))
    answer = _answer(entry.portal, "package_show", written)
    yield from _below_roots(f"package_show/{package_name(entry)}.json", answer)
    yield Part(document=_SEARCH, content=written)


def catalog_files(edition: Edition, parts: Parts) -> Iterator[SiteFile]:
    """The answers about all datasets that a static host can give.

    There is no ``organization_show`` nor ``group_show``, not even to say “not found”: CKAN's
    harvester takes a missing page for an answer, and stumbles over JSON without a result.
    """
    portal = edition.catalog.portal
    yield from _below_roots("package_show/index.html", _not_found(portal))
    yield from _below_roots(_SEARCH, _search(edition, parts))
    for action, result in _lists(edition).items():
        yield from _below_roots(action, _answer(portal, action, ascii_json(result)))


def _lists(edition: Edition) -> Mapping[str, Any]:
    listed = list(entries(edition))
    return {
        "package_list": sorted(package_name(entry) for entry in listed),
        "organization_list": lists.by_name(lists.organizations(edition, listed)),
        "group_list": lists.by_name(lists.groups(edition, listed)),
        "tag_list": _tags(listed),
        "license_list": lists.licenses(edition),
        "status_show": _status(edition),
        "site_read": True,
        "help_show": "\n\n".join(limit.get("en") for limit in LIMITS),
    }


def _tags(listed: Iterable[Entry]) -> list[str]:
    return sorted({tag for entry in listed for tag in package_tags(entry)})


def _status(edition: Edition) -> dict[str, Any]:
    # No ckan_version: this is not CKAN, and clients do without it where sites hide it.
    portal = edition.catalog.portal
    email = {"error_emails_to": portal.contact.email} if portal.contact.email else {}
    return {
        "site_title": portal.title.vi,
        "site_description": portal.description.vi,
        "site_url": portal.base_url.rstrip("/"),
        "locale_default": portal.languages[0],
        "extensions": [],
        **email,
    }


def _search(edition: Edition, parts: Parts) -> bytes:
    """All packages in the order of their ids, which is the order that harvesters ask for."""
    names = {package.uuid(entry): entry.dataset.identifier for entry in entries(edition)}
    rest = {"sort": "id asc", "facets": {}, "search_facets": {}}
    head = ascii_json({"count": len(names)} | rest)[:-1]
    results = b",".join(parts(_SEARCH, (names[uuid] for uuid in sorted(names))))
    return _answer(edition.catalog.portal, _SEARCH, head, b',"results":[', results, b"]}")


def _answer(portal: Portal, action: str, *result: bytes) -> bytes:
    """The answer with its result, which may come in parts: thousands of packages are large."""
    head = ascii_json({"help": _help(portal, action), "success": True})[:-1]
    return b"".join((head, b',"result":', *result, b"}\n"))


def _not_found(portal: Portal) -> bytes:
    """What ``package_show`` answers whatever is asked: a wrong dataset would be worse."""
    message = "Not found: see /api/3/action/package_show/<name>.json"
    error = {"__type": "Not Found Error", "message": message}
    document = {"help": _help(portal, "package_show"), "success": False, "error": error}
    return ascii_json(document) + b"\n"


def _help(portal: Portal, action: str) -> str:
    return f"{portal.base_url}api/3/action/help_show?name={action}"


def _below_roots(path: str, content: bytes) -> Iterator[SiteFile]:
    for root in _ROOTS:
        yield SiteFile(path=root + path, content=content)
