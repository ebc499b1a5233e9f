"""The documents: one of each dataset, and the catalogue in pages, in three forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import NamedNode, Triple

from generator.describe.dcat.catalog import (
    DATASETS_PER_PAGE,
    CatalogPage,
    Leaf,
    catalog_node,
    page_path,
    paging,
)
from generator.describe.dcat.dataset import dataset_nodes
from generator.describe.dcat.forms import FORMS
from generator.describe.dcat.graph import Node, Reach, reach
from generator.describe.dcat.service import row_services
from generator.describe.entry import Entry, entries
from generator.distribution import Edition, SiteFile

PAGE_BYTES = 40_000_000
"""Harvesters refuse documents of 50 MB; the rest is for what the datasets of a page share."""


def dataset_triples(entry: Entry) -> Iterator[Triple]:
    """All that is said of a dataset, with all that it refers to."""
    reached = reach(dataset_nodes(entry))
    yield from reached.triples()
    for each in reached.shared:
        yield from reach([each]).triples()


def files(edition: Edition) -> Iterator[SiteFile]:
    """The documents of each dataset, and each page of the catalogue once it is full."""
    page = _Page(edition=edition, number=1)
    for entry in entries(edition):
        part = _part(entry)
        yield from _dataset_documents(entry, part)
        if not page.has_room(part):
            yield from _page_documents(page, has_next=True)
            page = _Page(edition=edition, number=page.number + 1)
        page.add(part)
    yield from _page_documents(page, has_next=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What belongs to a dataset in each form, and the shared things that it refers to."""

    iri: NamedNode
    services: tuple[NamedNode, ...]
    fragments: tuple[bytes, ...]
    shared: tuple[Node, ...]


@dataclass(slots=True, kw_only=True)
class _Page:
    """A page of the catalogue as it fills."""

    edition: Edition
    number: int
    parts: list[_Part] = field(default_factory=list)
    sizes: list[int] = field(default_factory=lambda: [0] * len(FORMS))

    def has_room(self, part: _Part) -> bool:
        sizes = [a + len(b) for a, b in zip(self.sizes, part.fragments, strict=True)]
        fits = len(self.parts) < DATASETS_PER_PAGE and max(sizes) <= PAGE_BYTES
        return fits or not self.parts

    def add(self, part: _Part) -> None:
        self.parts.append(part)
        self.sizes = [a + len(b) for a, b in zip(self.sizes, part.fragments, strict=True)]


def _part(entry: Entry) -> _Part:
    nodes = dataset_nodes(entry)
    reached = reach(nodes)
    return _Part(
        iri=nodes[0].iri,
        services=tuple(service.iri for service in row_services(entry)),
        fragments=_fragments(nodes, reached),
        shared=reached.shared,
    )


def _dataset_documents(entry: Entry, part: _Part) -> Iterator[SiteFile]:
    shared = [_shared_fragments(each) for each in part.shared]
    for form, *fragments in zip(FORMS, part.fragments, *shared, strict=True):
        path = f"datasets/{entry.dataset.slug}/dcat.{form.ending}"
        yield SiteFile(path=path, content=form.document(fragments))


def _page_documents(page: _Page, *, has_next: bool) -> Iterator[SiteFile]:
    services = [service for part in page.parts for service in part.services]
    head = catalog_node(CatalogPage(page.edition, [part.iri for part in page.parts], services))
    common = {each.key: each for each in reach([head]).shared}
    common |= {each.key: each for part in page.parts for each in part.shared}
    shared = [_shared_fragments(each) for each in common.values()]
    parts = [part.fragments for part in page.parts]
    for number, (form, *fragments) in enumerate(zip(FORMS, *parts, *shared, strict=True)):
        nodes = [*paging(Leaf(page.edition, form.ending, page.number, has_next)), head]
        first = _fragments(nodes, reach(nodes))[number]
        path = page_path(form.ending, page.number)
        yield SiteFile(path=path, content=form.document([first, *fragments]))


def _fragments(nodes: Sequence[Node], reached: Reach) -> tuple[bytes, ...]:
    triples = reached.triples()
    return tuple(form.write(nodes, triples) for form in FORMS)


@lru_cache(maxsize=4096)
def _shared_fragments(node: Node) -> tuple[bytes, ...]:
    return _fragments([node], reach([node]))
