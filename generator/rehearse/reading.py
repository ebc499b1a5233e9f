"""Read a catalogue as the DCAT harvester of CKAN does: page by page, each dataset by its name.

A harvester fetches the first page, takes every ``dcat:Dataset`` of it, and goes on along
``hydra:next`` (https://github.com/ckan/ckanext-dcat, ``processors.py`` and ``harvesters/rdf.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from generator.describe.dcat.terms import PREFIXES
from generator.rehearse.model import Offer, Reading, Reason, Said, Value

FIRST_PAGE = "catalog.ttl"
MAX_PAGE_BYTES = 50 * 1024 * 1024
"""Harvesters read no larger document (``ckanext.dcat.max_file_size``)."""

Read = Callable[[str], bytes]
"""Gives a page by its file name; ``OSError`` or ``KeyError`` where there is none."""

_Term = NamedNode | BlankNode | Literal
_Graph = Mapping[_Term, Sequence[tuple[str, _Term]]]

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
_NO_PARTS = {"dcat:distribution", "dcat:servesDataset"}
"""Properties that lead to things of their own, not to parts."""
_DATASET = NamedNode(PREFIXES["dcat"] + "Dataset")


def read_catalogue(read: Read) -> Reading:
    """The catalogue that begins at :data:`FIRST_PAGE`; it ends at the first page with a fault."""
    offers: list[Offer] = []
    page: str | None = FIRST_PAGE
    seen: set[str] = set()
    while page is not None:
        if page in seen:
            return _broken(offers, "pages-in-a-ring", page=page)
        seen.add(page)
        try:
            content = read(page)
        except (OSError, KeyError):
            return _broken(offers, "page-missing", page=page)
        if len(content) > MAX_PAGE_BYTES:
            return _broken(offers, "page-too-large", page=page, size=str(len(content)))
        try:
            graph = _graph(content)
        except (SyntaxError, ValueError) as error:
            return _broken(offers, "page-unreadable", page=page, error=str(error))
        offers += _offers(graph)
        page = _next_page(graph)
    return Reading(offers=tuple(offers))


def _broken(offers: Sequence[Offer], code: str, **details: str) -> Reading:
    return Reading(offers=tuple(offers), faults=(Reason(code=code, details=details),))


def _graph(content: bytes) -> _Graph:
    graph: dict[_Term, list[tuple[str, _Term]]] = defaultdict(list)
    for quad in parse(content, format=RdfFormat.TURTLE):
        graph[quad.subject].append((_compact(quad.predicate.value), quad.object))
    return graph


@lru_cache(maxsize=1024)
def _compact(iri: str) -> str:
    for prefix, start in _BY_LENGTH:
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _next_page(graph: _Graph) -> str | None:
    for said in graph.values():
        for property_, value in said:
            if property_ == "hydra:next" and isinstance(value, NamedNode):
                return urlsplit(value.value).path.rpartition("/")[2]
    return None


def _offers(graph: _Graph) -> Iterator[Offer]:
    for subject, said in graph.items():
        if ("rdf:type", _DATASET) in said:
            files = [value for property_, value in said if property_ == "dcat:distribution"]
            yield Offer(
                iri=_name(subject),
                said=_said(graph, subject),
                distributions={_name(file): _said(graph, file) for file in files},
            )


def _name(term: _Term) -> str:
    return str(term) if isinstance(term, BlankNode) else term.value


def _said(graph: _Graph, subject: _Term) -> Said:
    """All that is said of a thing and of its parts, whatever the names of its nameless parts."""
    said: dict[str, set[Value]] = defaultdict(set)
    for path, value in _walk(graph, subject, _name(subject).partition("#")[0], {subject}):
        said[path].add(value)
    return {path: frozenset(values) for path, values in said.items()}


def _walk(
    graph: _Graph, subject: _Term, folder: str, seen: set[_Term]
) -> Iterator[tuple[str, Value]]:
    for property_, term in graph.get(subject, ()):
        if not isinstance(term, BlankNode):
            yield property_, _value(term)
        is_part = isinstance(term, BlankNode) or _name(term).startswith(f"{folder}#")
        if is_part and property_ not in _NO_PARTS and term not in seen:
            seen.add(term)
            for path, value in _walk(graph, term, folder, seen):
                yield f"{property_}/{path}", value


def _value(term: NamedNode | Literal) -> Value:
    if isinstance(term, NamedNode):
        return Value(term.value, "")
    return Value(term.value, term.language or _compact(term.datatype.value))
