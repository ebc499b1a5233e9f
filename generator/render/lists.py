"""What the pages that list datasets are written from: home, catalogue, fields and agencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from generator.model import Dataset, Portal
from generator.render.addresses import Addresses
from generator.render.contexts import (
    AgenciesContext,
    AgencyContext,
    CatalogueContext,
    Change,
    HomeContext,
    ThemeContext,
    ThemesContext,
)
from generator.render.facets import Facets, facets
from generator.render.parts import Ask, Card, Figure, Pager, ThemeCard
from generator.render.shelf import Shelf, tables
from generator.vocabulary import AgencyChange, Agent

PAGE_SIZE = 300
"""A list of up to so many stands on one page; a longer one on pages of ``PART_SIZE``."""

PART_SIZE = 100
_SHOWN_AT_HOME = 3
_REQUEST_FORM = "/issues/new?template=du-lieu.yml"


def home_context(shelf: Shelf, at: Addresses) -> HomeContext:
    """The front page."""
    published = [d for d in shelf.datasets if d.metadata.status == "published"]
    newest = sorted(published, key=lambda dataset: dataset.metadata.issued, reverse=True)
    return HomeContext(
        url=at.url,
        portal=shelf.edition.catalog.portal,
        figures=_figures(shelf, published),
        themes=shelf.theme_cards(),
        newest=_cards(shelf, newest[:_SHOWN_AT_HOME]),
        updated=_cards(shelf, published[:_SHOWN_AT_HOME]),
    )


def catalogue_facets(shelf: Shelf) -> Facets:
    """What the list of all datasets is narrowed by."""
    return facets(shelf, part_size(len(shelf.datasets)))


def catalogue_contexts(
    shelf: Shelf, at: Addresses, narrowing: Facets
) -> Iterator[tuple[Addresses, CatalogueContext]]:
    """The list of all datasets, in parts."""
    for here, pager, part in in_parts(at, shelf.datasets):
        yield (
            here,
            CatalogueContext(
                url=here.url,
                file=here.file,
                cards=_cards(shelf, part),
                total=len(shelf.datasets),
                pager=pager,
                groups=narrowing.groups,
                data_path=narrowing.file.path,
                themes=shelf.theme_facets(),
                agencies=shelf.agency_facets(shelf.datasets),
                ask=_ask(shelf.edition.catalog.portal),
            ),
        )


def _ask(portal: Portal) -> Ask | None:
    """Where to ask for data: in the repository's form, else by mail."""
    if portal.repository:
        return Ask(
            address=portal.repository.rstrip("/") + _REQUEST_FORM, title="title", text="data"
        )
    if portal.contact.email:
        return Ask(address=f"mailto:{portal.contact.email}", title="subject", text="body")
    return None


def themes_context(shelf: Shelf, at: Addresses) -> ThemesContext:
    """The list of fields."""
    return ThemesContext(url=at.url, themes=shelf.theme_cards())


def theme_contexts(
    shelf: Shelf, at: Addresses, theme: ThemeCard, name: str
) -> Iterator[tuple[Addresses, ThemeContext]]:
    """The page of a field, in parts."""
    datasets = shelf.by_theme.get(name, ())
    for here, pager, part in in_parts(at, datasets):
        yield (
            here,
            ThemeContext(
                url=here.url,
                theme=theme,
                cards=_cards(shelf, part),
                pager=pager,
                agencies=shelf.agency_facets(datasets),
                filter_path=_filtered("theme", name) if datasets else None,
            ),
        )


def agencies_context(shelf: Shelf, at: Addresses) -> AgenciesContext:
    """The list of agencies."""
    return AgenciesContext(
        url=at.url,
        current=shelf.agency_cards(active=True),
        former=shelf.agency_cards(active=False),
        note=shelf.edition.catalog.vocabularies.agencies_note,
    )


def agency_contexts(
    shelf: Shelf, at: Addresses, agency: Agent
) -> Iterator[tuple[Addresses, AgencyContext]]:
    """The page of an agency, in parts: its own datasets, then those it took over."""
    catalog = shelf.edition.catalog
    own = shelf.by_publisher.get(agency.id, ())
    for here, pager, part in in_parts(at, (*own, *shelf.inherited.get(agency.id, ()))):
        yield (
            here,
            AgencyContext(
                url=here.url,
                agency=agency,
                is_active=agency.is_active(catalog.today),
                former_names=agency.names[:-1],
                parent=shelf.agency_link(agency.parent) if agency.parent else None,
                stewards=shelf.agency_links(shelf.heirs(agency.id)),
                changes=tuple(
                    _change(shelf, event)
                    for event in sorted(catalog.vocabularies.changes, key=lambda e: e.date)
                    if agency.id in (*event.original, *event.resulting)
                ),
                cards=_cards(shelf, [d for d in part if d.metadata.publisher == agency.id]),
                inherited=_cards(shelf, [d for d in part if d.metadata.publisher != agency.id]),
                pager=pager,
                filter_path=_filtered("agency", agency.id) if own else None,
            ),
        )


def _filtered(group: str, value: str) -> str:
    """The catalogue narrowed to one value."""
    return f"datasets/?{group}={value}"


def _figures(shelf: Shelf, published: Sequence[Dataset]) -> tuple[Figure, ...]:
    products = [p for made in shelf.edition.products.values() for p in made]
    downloads = sum(len(product.distributions) for product in products)
    counts = {
        "datasets": len(published),
        "themes": len(shelf.theme_facets()),
        "agencies": len(shelf.by_publisher),
        "rows": sum(profile.rows for profile in tables(products)),
        "downloads": downloads + len(shelf.edition.packages),
    }
    return tuple(Figure(key=key, value=value) for key, value in counts.items())


def _cards(shelf: Shelf, datasets: Sequence[Dataset]) -> tuple[Card, ...]:
    return tuple(map(shelf.card, datasets))


def _change(shelf: Shelf, event: AgencyChange) -> Change:
    ended = [agency for agency in event.original if agency not in event.resulting]
    absorbed = event.type == "merge" and 0 < len(ended) < len(event.original)
    founded = event.type == "establish" and not event.original
    return Change(
        event=event,
        text="change." + ("absorb" if absorbed else "found" if founded else event.type),
        original=shelf.agency_links(ended if absorbed else event.original),
        resulting=shelf.agency_links(event.resulting),
    )


def in_parts(
    at: Addresses, datasets: Sequence[Dataset]
) -> Iterator[tuple[Addresses, Pager, list[Dataset]]]:
    """A long list in parts, each with the address it has."""
    rest, size = iter(datasets), part_size(len(datasets))
    count = max(1, -(-len(datasets) // size))
    paths = tuple(part_path(at.path, number) for number in range(1, count + 1))
    for number, path in enumerate(paths, start=1):
        here = Addresses(base_url=at.base_url, language=at.language, path=path)
        yield here, Pager(number=number, paths=paths), list(islice(rest, size))


def part_size(total: int) -> int:
    """How many of a list of ``total`` stand on a page."""
    return PAGE_SIZE if total <= PAGE_SIZE else min(PAGE_SIZE, PART_SIZE)


def part_path(path: str, number: int) -> str:
    """Where a part of a list lies: ``datasets/page.2/``, ``themes/y-te.2/``.

    Slugs hold no full stop, so no part can take the place of another page.
    """
    if number == 1:
        return path
    folder, _, name = path.rstrip("/").rpartition("/")
    return f"{folder}/{name}.{number}/" if folder else f"{name}/page.{number}/"
