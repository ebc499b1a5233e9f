"""``data.json`` of Project Open Data 1.1 (https://resources.data.gov/resources/dcat-us/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.harvest.documents import Documents
from generator.harvest.links import format_of, stem_of
from generator.harvest.record import Found, Record, Refused, RemoteFile
from generator.harvest.source import HarvestSource
from generator.harvest.texts import day, line, partial_date, text, title, web_address, words


def read(source: HarvestSource, documents: Documents) -> Found:
    """Every dataset that the document lists."""
    url = str(source.url)
    _, catalogue = documents.json(url, "data.json")
    listed = catalogue.get("dataset")
    if not isinstance(listed, list):
        raise Refused("source-unlike", url=url, kind="data.json", error="dataset")
    for dataset in listed:
        if isinstance(dataset, dict) and line(dataset.get("identifier")):
            yield _record(dataset)
        else:
            yield Refused("identifier-missing")


def _record(dataset: dict[str, Any]) -> Record:
    publisher = dataset.get("publisher")
    issued, modified = day(dataset.get("issued")), day(dataset.get("modified"))
    return Record(
        identifier=line(dataset["identifier"]),
        title=title(dataset.get("title")),
        description=text(dataset.get("description")),
        keywords={"vi": list(words(_list(dataset.get("keyword"))))},
        themes=words(_list(dataset.get("theme"))),
        publisher=words([publisher.get("name") if isinstance(publisher, dict) else publisher]),
        license=words([dataset.get("license")]),
        frequency=words([dataset.get("accrualPeriodicity")]),
        issued=issued or modified,
        modified=modified,
        temporal=_temporal(dataset.get("temporal")),
        url=web_address(dataset.get("landingPage")),
        files=tuple(_files(dataset)),
    )


def _files(dataset: dict[str, Any]) -> Iterator[RemoteFile]:
    for distribution in _list(dataset.get("distribution")):
        given = distribution if isinstance(distribution, dict) else {}
        url = web_address(given.get("downloadURL"))
        form = format_of(url, line(given.get("mediaType")), line(given.get("format")))
        if url and form:
            name = given.get("title")
            yield RemoteFile(stem=stem_of(url, line(name)), format=form, url=url, title=title(name))


def _temporal(value: Any) -> tuple[str | None, str | None] | None:
    """An interval of ISO 8601, ``start/end``."""
    start, _, end = line(value).partition("/")
    bounds = partial_date(start), partial_date(end)
    return bounds if any(bounds) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
