"""The documents: one of each dataset, and the catalogue in pages, in three forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import orjson
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
from generator.describe.entry import Entry, identifiers
from generator.distribution import Edition, Part, Parts, SiteFile

PAGE_BYTES = 40_000_000
"""Harvesters refuse documents of 50 MB; the rest is for what the datasets of a page share."""

_PART = "catalog"


def dataset_triples(entry: Entry) -> Iterator[Triple]:
    """All that is said of a dataset, with all that it refers to."""
    reached = reach(dataset_nodes(entry))
    yield from reached.triples()
    for each in reached.shared:
        yield from reach([each]).triples()


def dataset_files(entry: Entry) -> Iterator[SiteFile | Part]:
    """The documents of a dataset, and what stands of it in those of the catalogue."""
    nodes = dataset_nodes(entry)
    reached = reach(nodes)
    share = _Share(
        iri=nodes[0].iri.value,
        services=tuple(service.iri.value for service in row_services(entry)),
        fragments=_fragments(nodes, reached),
        shared={_name_of(each): _shared_fragments(each) for each in reached.shared},
    )
    for form, *fragments in zip(FORMS, share.fragments, *share.shared.values(), strict=True):
        path = f"datasets/{entry.dataset.slug}/dcat.{form.ending}"
        yield SiteFile(path=path, content=form.document(fragments))
    yield Part(document=_PART, content=share.encoded())


def catalog_files(edition: Edition, parts: Parts) -> Iterator[SiteFile]:
    """Each page of the catalogue once it is full."""
    page = _Page(edition=edition, number=1)
    for part in parts(_PART, identifiers(edition)):
        share = _Share.decoded(part)
        if not page.has_room(share):
            yield from _page_documents(page, has_next=True)
            page = _Page(edition=edition, number=page.number + 1)
        page.add(share)
    yield from _page_documents(page, has_next=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """What belongs to a dataset in each form, and the shared things that it refers to."""

    iri: str
    services: tuple[str, ...]
    fragments: tuple[bytes, ...]
    shared: Mapping[str, tuple[bytes, ...]]

    def encoded(self) -> bytes:
        shared = {name: _texts(each) for name, each in self.shared.items()}
        return orjson.dumps([self.iri, self.services, _texts(self.fragments), shared])

    @classmethod
    def decoded(cls, part: bytes) -> _Share:
        iri, services, fragments, shared = orjson.loads(part)
        return cls(
            iri=iri,
            services=tuple(services),
            fragments=_bytes(fragments),
            shared={name: _bytes(each) for name, each in shared.items()},
        )


@dataclass(slots=True, kw_only=True)
class _Page:
    """A page of the catalogue as it fills."""

    edition: Edition
    number: int
    shares: list[_Share] = field(default_factory=list)
    sizes: list[int] = field(default_factory=lambda: [0] * len(FORMS))

    def has_room(self, share: _Share) -> bool:
        sizes = [a + len(b) for a, b in zip(self.sizes, share.fragments, strict=True)]
        fits = len(self.shares) < DATASETS_PER_PAGE and max(sizes) <= PAGE_BYTES
        return fits or not self.shares

    def add(self, share: _Share) -> None:
        self.shares.append(share)
        self.sizes = [a + len(b) for a, b in zip(self.sizes, share.fragments, strict=True)]


def _page_documents(page: _Page, *, has_next: bool) -> Iterator[SiteFile]:
    services = [NamedNode(service) for share in page.shares for service in share.services]
    datasets = [NamedNode(share.iri) for share in page.shares]
    head = catalog_node(CatalogPage(page.edition, datasets, services))
    shared = {_name_of(each): _shared_fragments(each) for each in reach([head]).shared}
    for share in page.shares:
        shared |= share.shared
    parts = [share.fragments for share in page.shares]
    for number, (form, *fragments) in enumerate(zip(FORMS, *parts, *shared.values(), strict=True)):
        nodes = [*paging(Leaf(page.edition, form.ending, page.number, has_next)), head]
        first = _fragments(nodes, reach(nodes))[number]
        path = page_path(form.ending, page.number)
        yield SiteFile(path=path, content=form.document([first, *fragments]))


def _name_of(node: Node) -> str:
    """A name for what a node is: the same thing may be described as two."""
    return " ".join((node.iri.value, *node.types))


def _texts(fragments: Iterable[bytes]) -> list[str]:
    return [fragment.decode() for fragment in fragments]


def _bytes(fragments: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(fragment.encode() for fragment in fragments)


def _fragments(nodes: Sequence[Node], reached: Reach) -> tuple[bytes, ...]:
    triples = reached.triples()
    return tuple(form.write(nodes, triples) for form in FORMS)


@lru_cache(maxsize=4096)
def _shared_fragments(node: Node) -> tuple[bytes, ...]:
    return _fragments([node], reach([node]))
