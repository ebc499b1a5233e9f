"""The catalogue: what it says of itself, and its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from generator.describe.dcat.bodies import agency, portal_contact, web_page
from generator.describe.dcat.codes import eu_theme_scheme, language, theme_scheme
from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.legal import legal_basis, license_document, rights
from generator.describe.dcat.terms import day, literal, texts, typed
from generator.describe.mapping import Rule
from generator.distribution import Edition
from generator.model import Portal, Text
from generator.vocabulary import License

DATASETS_PER_PAGE = 1_000


class CatalogPage(NamedTuple):
    """A page of the catalogue: some of its datasets, and the row APIs of their tables."""

    edition: Edition
    datasets: Sequence[NamedNode]
    services: Sequence[NamedNode]

    @property
    def portal(self) -> Portal:
        """The portal whose catalogue it is."""
        return self.edition.catalog.portal

    @property
    def license(self) -> License:
        """The terms of what it says of itself."""
        return self.edition.catalog.vocabularies.licenses[self.portal.license]


def _description(page: CatalogPage) -> Text:
    said, notice = page.portal.description, page.portal.notice
    if notice is None:
        return said
    en = "\n\n".join(filter(None, (said.en, notice.en)))
    return Text(vi=f"{said.vi}\n\n{notice.vi}", en=en or None)


def _publisher(page: CatalogPage) -> Node:
    return agency(page.portal, page.edition.catalog.vocabularies.agencies[page.portal.publisher])


def _modified(page: CatalogPage) -> object:
    days = [dataset.metadata.modified for dataset in page.edition.catalog.datasets]
    return day(max(days)) if days else None


def _laws(page: CatalogPage) -> tuple[Node, ...]:
    return tuple(
        legal_basis(page.portal, number, law)
        for number, law in enumerate(page.portal.legal_basis, start=1)
        if law.is_in_force(page.edition.catalog.today)
    )


CATALOG = (
    Rule[CatalogPage]("dct:identifier", "identifier", lambda p: literal(p.portal.identifier)),
    Rule[CatalogPage]("dct:title", "title", lambda p: texts(p.portal.title)),
    Rule[CatalogPage]("dct:description", "description, notice", lambda p: texts(_description(p))),
    Rule[CatalogPage]("dct:publisher", "publisher", _publisher),
    Rule[CatalogPage](
        "dcat:contactPoint",
        "contact",
        lambda p: portal_contact(p.portal),
    ),
    Rule[CatalogPage]("foaf:homepage", "base_url", lambda p: web_page(p.portal.base_url)),
    Rule[CatalogPage](
        "dct:language", "languages", lambda p: tuple(language(code) for code in p.portal.languages)
    ),
    Rule[CatalogPage]("dct:modified", "datasets.modified", _modified),
    Rule[CatalogPage]("dct:license", "license", lambda p: license_document(p.portal, p.license)),
    Rule[CatalogPage]("dct:rights", "terms", lambda p: rights(p.portal, p.license)),
    Rule[CatalogPage]("dcatap:applicableLegislation", "legal_basis", _laws),
    Rule[CatalogPage](
        "dcat:themeTaxonomy",
        "themes.yml",
        lambda p: (theme_scheme(p.portal), eu_theme_scheme()),
    ),
    Rule[CatalogPage]("dcat:dataset", "datasets", lambda p: tuple(p.datasets)),
    Rule[CatalogPage]("dcat:service", "row APIs", lambda p: tuple(p.services)),
)


def catalog_node(page: CatalogPage) -> Node:
    """The catalogue with the datasets of one page."""
    return node(f"{page.portal.base_url}#catalog", "dcat:Catalog", CATALOG, page)


# --- Pages ---------------------------------------------------------------------------------------
class Leaf(NamedTuple):
    """A page among its neighbours, in one form."""

    edition: Edition
    ending: str
    number: int
    has_next: bool


def page_path(ending: str, number: int) -> str:
    """Where a page of the catalogue lies: the first has the plain name."""
    return f"catalog.{ending}" if number == 1 else f"catalog-{number}.{ending}"


def _to(leaf: Leaf, number: int) -> NamedNode:
    return NamedNode(leaf.edition.catalog.portal.base_url + page_path(leaf.ending, number))


def _next(leaf: Leaf) -> NamedNode | None:
    return _to(leaf, leaf.number + 1) if leaf.has_next else None


def _previous(leaf: Leaf) -> NamedNode | None:
    return _to(leaf, leaf.number - 1) if leaf.number > 1 else None


# Harvesters read the words of today's Hydra, or those it had until 2015.
PAGING = (
    Rule[Leaf](
        "hydra:totalItems",
        "datasets",
        lambda leaf: typed(str(len(leaf.edition.catalog.datasets)), "xsd:integer"),
    ),
    Rule[Leaf](
        "hydra:itemsPerPage",
        str(DATASETS_PER_PAGE),
        lambda _: typed(str(DATASETS_PER_PAGE), "xsd:integer"),
    ),
    *(
        Rule[Leaf](term, "page", lambda leaf: _to(leaf, 1))
        for term in ("hydra:first", "hydra:firstPage")
    ),
    *(Rule[Leaf](term, "page", _next) for term in ("hydra:next", "hydra:nextPage")),
    *(Rule[Leaf](term, "page", _previous) for term in ("hydra:previous", "hydra:previousPage")),
)


def paging(leaf: Leaf) -> tuple[Node, ...]:
    """The way to the other pages; nothing where there is one page alone."""
    if leaf.number == 1 and not leaf.has_next:
        return ()
    classes = "hydra:PartialCollectionView hydra:PagedCollection"
    return (node(_to(leaf, leaf.number), classes, PAGING, leaf),)
