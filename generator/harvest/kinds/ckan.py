"""CKAN's Action API (https://docs.ckan.org/en/latest/api/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import orjson

from generator.harvest.documents import Documents
from generator.harvest.links import format_of, stem_of
from generator.harvest.record import Found, Record, Refused, RemoteFile
from generator.harvest.source import HarvestSource
from generator.harvest.table_schema import from_table_schema
from generator.harvest.texts import day, line, text, title, web_address, words

_PAGE = 100


def read(source: HarvestSource, documents: Documents) -> Found:
    """Every public package, as ``package_search`` lists them."""
    for package in _packages(source, documents):
        if package.get("private") or package.get("state", "active") != "active":
            continue
        yield _record(package) if line(package.get("id")) else Refused("identifier-missing")


def _packages(source: HarvestSource, documents: Documents) -> Iterator[dict[str, Any]]:
    """All packages, page by page; a static site answers every page with all of them."""
    base, seen = str(source.url).rstrip("/"), set[str]()
    while True:
        query = urlencode({"rows": _PAGE, "start": len(seen), "sort": "id asc"})
        url = f"{base}/api/3/action/package_search?{query}"
        _, answer = documents.json(url, "CKAN")
        result = answer.get("result")
        packages = result.get("results") if isinstance(result, dict) else None
        if answer.get("success") is not True or not isinstance(packages, list):
            raise Refused("source-unlike", url=url, kind="CKAN", error="success, result.results")
        new = [each for each in packages if isinstance(each, dict) and _key(each) not in seen]
        seen.update(map(_key, new))
        yield from new
        if not new or len(packages) < _PAGE:
            return


def _key(package: dict[str, Any]) -> str:
    return str(package.get("id") or package.get("name") or package)


def _record(package: dict[str, Any]) -> Record:
    extras = {line(extra.get("key")): extra.get("value") for extra in _mappings(package, "extras")}
    organization = package.get("organization")
    body = organization if isinstance(organization, dict) else {}
    tags = [tag.get("display_name") or tag.get("name") for tag in _mappings(package, "tags")]
    fields = [group.get(key) for group in _mappings(package, "groups") for key in ("name", "title")]
    license_keys = ("license_id", "license_url", "license_title")
    how_often = ("frequency", "accrual_periodicity")
    frequency = [package.get(key) or extras.get(key) for key in how_often]
    return Record(
        identifier=line(package["id"]),
        name=line(package.get("name")) or None,
        title=title(package.get("title_translated"), package.get("title"), package.get("name")),
        description=text(package.get("notes_translated"), package.get("notes")),
        keywords={"vi": list(words(tags))},
        themes=words([*fields, extras.get("theme")]),
        publisher=words([body.get("name"), body.get("title")]),
        license=words(package.get(key) for key in license_keys),
        frequency=words(frequency),
        issued=day(extras.get("issued")) or day(package.get("metadata_created")),
        modified=day(extras.get("modified")) or day(package.get("metadata_modified")),
        url=web_address(package.get("url")),
        described={"sample": True} if extras.get("sample") == "true" else {},
        files=tuple(_files(package)),
    )


def _files(package: dict[str, Any]) -> Iterator[RemoteFile]:
    for resource in _mappings(package, "resources"):
        url = web_address(resource.get("url"))
        form = format_of(url, line(resource.get("format")), line(resource.get("mimetype")))
        if url and form:
            yield RemoteFile(
                stem=stem_of(url, line(resource.get("name"))),
                format=form,
                url=url,
                title=title(resource.get("name_translated"), resource.get("name")),
                checksum=line(resource.get("hash")) or None,
                schema=from_table_schema(_table_schema(resource.get("schema"))),
            )


def _table_schema(value: Any) -> Any:
    """ckanext-validation keeps a Table Schema beside a resource, often as a text."""
    try:
        return orjson.loads(value) if isinstance(value, str) else value
    except orjson.JSONDecodeError:
        return None


def _mappings(package: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = package.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
