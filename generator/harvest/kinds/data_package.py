"""``datapackage.json`` (https://datapackage.org/), of one dataset or of a catalogue of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from generator.harvest.documents import Documents
from generator.harvest.links import format_of, stem_of
from generator.harvest.record import Found, Record, Refused, RemoteFile
from generator.harvest.source import HarvestSource
from generator.harvest.table_schema import from_table_schema
from generator.harvest.texts import day, line, text, title, web_address, words

_PACKAGE = "datapackage.json"


def read(source: HarvestSource, documents: Documents) -> Found:
    """The package, or every package that it lists as a resource."""
    url = str(source.url)
    document, package = documents.json(url, "Data Package")
    resources = package.get("resources")
    if not isinstance(resources, list):
        raise Refused("source-unlike", url=url, kind="Data Package", error="resources")
    paths = [line(each.get("path")) for each in resources if isinstance(each, dict)]
    if not paths or not all(path.endswith(_PACKAGE) for path in paths):
        yield _record(package, document.url)
        return
    for path in paths:
        inner = urljoin(document.url, path)
        try:
            found, listed = documents.json(inner, "Data Package")
            yield _record(listed, found.url)
        except Refused as refusal:
            yield Refused(refusal.reason, inner, **refusal.blanks)


def _record(package: dict[str, Any], base: str) -> Record:
    licenses = [each for each in _list(package.get("licenses")) if isinstance(each, dict)]
    bodies = [each for each in _list(package.get("contributors")) if isinstance(each, dict)]
    publishers = [each for each in bodies if "publisher" in _roles(each)]
    created = day(package.get("created"))
    return Record(
        identifier=line(package.get("id")) or line(package.get("name")) or base,
        name=line(package.get("name")) or None,
        title=title(package.get("title"), package.get("name")),
        description=text(package.get("description")),
        keywords={"vi": list(words(_list(package.get("keywords"))))},
        publisher=words(each.get("title") for each in publishers or bodies),
        license=words(each.get(key) for each in licenses for key in ("name", "path", "title")),
        issued=created,
        modified=day(package.get("modified")) or created,
        url=web_address(package.get("homepage")) or web_address(base),
        described={"sample": True} if package.get("sample") is True else {},
        files=tuple(_files(package, base)),
    )


def _files(package: dict[str, Any], base: str) -> Iterator[RemoteFile]:
    for resource in _list(package.get("resources")):
        if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
            continue
        url = web_address(urljoin(base, resource["path"]))
        form = format_of(url, line(resource.get("format")), line(resource.get("mediatype")))
        if url and form:
            dialect = resource.get("dialect")
            yield RemoteFile(
                stem=stem_of(url, line(resource.get("name"))),
                format=form,
                url=url,
                title=title(resource.get("title"), resource.get("name")),
                encoding=line(resource.get("encoding")) or None,
                delimiter=line(dialect.get("delimiter")) if isinstance(dialect, dict) else None,
                checksum=line(resource.get("hash")) or None,
                schema=from_table_schema(resource.get("schema")),
            )


def _roles(body: dict[str, Any]) -> list[Any]:
    """In version 2 a list, in version 1 a text."""
    return [*_list(body.get("roles")), body.get("role")]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
