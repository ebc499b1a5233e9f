"""DCAT in any form of RDF (https://www.w3.org/TR/vocab-dcat-3/), with Hydra's pages.

Read with pyoxigraph, which fetches nothing by itself: a JSON-LD ``@context`` elsewhere, which
other libraries would load from wherever a stranger says, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from generator.harvest.documents import Document, Documents
from generator.harvest.links import format_of, stem_of
from generator.harvest.record import Found, Record, Refused, RemoteFile
from generator.harvest.source import HarvestSource
from generator.harvest.texts import day, line, partial_date, text, web_address, words
from generator.harvest.texts import title as one_line

_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SPDX = "http://spdx.org/rdf/terms#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NEXT = ("http://www.w3.org/ns/hydra/core#next", "http://www.w3.org/ns/hydra/core#nextPage")
_MAX_PAGES = 1_000
_ALGORITHMS = ("sha512", "sha384", "sha256", "sha1", "md5")

_Node = NamedNode | BlankNode


def read(source: HarvestSource, documents: Documents) -> Found:
    """Every dataset of the catalogue, page by page."""
    url: str | None = str(source.url)
    seen: set[str] = set()
    count = 0
    while url and url not in seen and len(seen) < _MAX_PAGES:
        seen.add(url)
        graph = _Graph(_store(documents.get(url)))
        for node in graph.instances(f"{_DCAT}Dataset"):
            count += 1
            yield _record(graph, node)
        url = next((page for name in _NEXT for page in graph.any_texts(name)), None)
    if not count:
        raise Refused("source-unlike", url=source.url, kind="DCAT", error="dcat:Dataset")


def _store(document: Document) -> Store:
    store = Store()
    try:
        store.extend(
            parse(
                input=document.content,
                format=_format(document),
                base_iri=document.url,
                rename_blank_nodes=True,
            )
        )
    except (SyntaxError, ValueError) as error:
        raise Refused("catalogue-broken", url=document.url, error=error) from error
    return store


def _format(document: Document) -> RdfFormat:
    """By media type, else by ending; a server's ``text/plain`` says nothing."""
    media_type = document.content_type.partition(";")[0].strip()
    found = RdfFormat.from_media_type(media_type)
    ending = PurePosixPath(urlsplit(document.url).path).suffix.lstrip(".")
    by_ending = RdfFormat.from_extension(ending)
    if media_type in {"text/plain", "application/json", "application/xml", "text/xml"}:
        found = by_ending or found
    return found or by_ending or RdfFormat.TURTLE


class _Graph:
    """Questions to a graph."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def instances(self, kind: str) -> list[_Node]:
        found = self._store.quads_for_pattern(None, NamedNode(_TYPE), NamedNode(kind))
        nodes = {str(quad.subject): quad.subject for quad in found}
        return [
            node for _, node in sorted(nodes.items()) if isinstance(node, NamedNode | BlankNode)
        ]

    def values(self, node: _Node, name: str) -> list[NamedNode | BlankNode | Literal]:
        found = {
            str(quad.object): quad.object
            for quad in self._store.quads_for_pattern(node, NamedNode(name), None)
        }
        return [
            value
            for _, value in sorted(found.items())
            if isinstance(value, NamedNode | BlankNode | Literal)
        ]

    def nodes(self, node: _Node, name: str) -> list[_Node]:
        return [value for value in self.values(node, name) if not isinstance(value, Literal)]

    def texts(self, node: _Node, *names: str) -> list[str]:
        """Literals and addresses; blank nodes say nothing by themselves."""
        found = (value for name in names for value in self.values(node, name))
        return [value.value for value in found if not isinstance(value, BlankNode)]

    def any_texts(self, name: str) -> list[str]:
        quads = self._store.quads_for_pattern(None, NamedNode(name), None)
        return sorted(
            quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)
        )

    def by_language(self, node: _Node, name: str) -> dict[str, str]:
        """One text for each language; without one, it is taken as Vietnamese."""
        found: dict[str, str] = {}
        for value in self.values(node, name):
            if isinstance(value, Literal):
                found.setdefault((value.language or "vi").partition("-")[0], value.value)
        return found

    def named(self, node: _Node, name: str) -> tuple[str, ...]:
        """What is pointed at, as words: its address, identifier and names."""
        found: list[str] = []
        for value in self.values(node, name):
            if isinstance(value, Literal):
                found.append(value.value)
                continue
            if isinstance(value, NamedNode):
                found.append(value.value)
            names = (f"{_DCT}identifier", f"{_SKOS}prefLabel", f"{_FOAF}name", f"{_DCT}title")
            found += self.texts(value, *names)
        return words(found)


def _record(graph: _Graph, node: _Node) -> Record | Refused:
    iri = node.value if isinstance(node, NamedNode) else ""
    identifier = iri or next(iter(graph.texts(node, f"{_DCT}identifier")), "")
    if not identifier:
        return Refused("identifier-missing")
    keywords: dict[str, list[str]] = {}
    for value in graph.values(node, f"{_DCAT}keyword"):
        if isinstance(value, Literal) and line(value.value):
            language = "en" if (value.language or "").startswith("en") else "vi"
            keywords.setdefault(language, []).append(line(value.value))
    pages = graph.texts(node, f"{_DCAT}landingPage")
    return Record(
        identifier=line(identifier),
        name=next(iter(graph.texts(node, f"{_DCT}identifier")), None),
        title=one_line(graph.by_language(node, f"{_DCT}title")),
        description=text(graph.by_language(node, f"{_DCT}description")),
        keywords=keywords,
        themes=graph.named(node, f"{_DCAT}theme"),
        publisher=graph.named(node, f"{_DCT}publisher"),
        license=graph.named(node, f"{_DCT}license") or _file_licenses(graph, node),
        frequency=graph.named(node, f"{_DCT}accrualPeriodicity"),
        issued=_first_day(graph, node, "issued"),
        modified=_first_day(graph, node, "modified"),
        temporal=_temporal(graph, node),
        url=next(filter(None, map(web_address, (*pages, iri))), None),
        files=tuple(_files(graph, node)),
    )


def _file_licenses(graph: _Graph, node: _Node) -> tuple[str, ...]:
    files = graph.nodes(node, f"{_DCAT}distribution")
    return words(word for file in files for word in graph.named(file, f"{_DCT}license"))


def _first_day(graph: _Graph, node: _Node, name: str) -> str | None:
    return next(filter(None, map(day, graph.texts(node, f"{_DCT}{name}"))), None)


def _temporal(graph: _Graph, node: _Node) -> tuple[str | None, str | None] | None:
    for period in graph.nodes(node, f"{_DCT}temporal"):
        start, end = (
            next(filter(None, map(partial_date, graph.texts(period, f"{_DCAT}{name}"))), None)
            for name in ("startDate", "endDate")
        )
        if start or end:
            return start, end
    return None


def _files(graph: _Graph, node: _Node) -> Iterator[RemoteFile]:
    for file in graph.nodes(node, f"{_DCAT}distribution"):
        if graph.texts(file, f"{_DCAT}compressFormat", f"{_DCAT}packageFormat"):
            continue
        names = (f"{_DCAT}downloadURL", f"{_DCAT}accessURL")
        url = next(filter(None, map(web_address, graph.texts(file, *names))), None)
        said = graph.texts(file, f"{_DCAT}mediaType") + list(graph.named(file, f"{_DCT}format"))
        form = format_of(url, *said)
        if url and form:
            title = one_line(graph.by_language(file, f"{_DCT}title"))
            yield RemoteFile(
                stem=stem_of(url, title.get("vi")),
                format=form,
                url=url,
                title=title,
                checksum=_checksum(graph, file),
            )


def _checksum(graph: _Graph, file: _Node) -> str | None:
    for checksum in graph.nodes(file, f"{_SPDX}checksum"):
        said = " ".join(graph.texts(checksum, f"{_SPDX}algorithm")).lower()
        algorithm = next((name for name in _ALGORITHMS if name in said), None)
        for value in graph.texts(checksum, f"{_SPDX}checksumValue"):
            if algorithm:
                return f"{algorithm}:{value.strip().lower()}"
    return None
