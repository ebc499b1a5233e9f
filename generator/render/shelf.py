"""The datasets of an edition in the orders and groups that pages show them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.distribution import Edition, Product, RowApi, TableProfile
from generator.model import Dataset, Language, Text
from generator.problems import Problem
from generator.render.compare_keys import Key, shared_keys
from generator.render.findings import problems_by_folder
from generator.render.maps import Atlas, atlas
from generator.render.parts import AgencyCard, Card, Facet, Freshness, Link, Mark, ThemeCard
from generator.render.quality import grade
from generator.render.related import Relations, relations
from generator.vietnamese import sort_key
from generator.vocabulary import Agent, Frequency

FORMAT_LABELS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "parquet": "Parquet",
    "geojson": "GeoJSON",
    "zip": "ZIP",
}


_MARKS: Mapping[str, Mark] = {
    "excellent": "gold",
    "good": "silver",
    "sufficient": "bronze",
    "bad": "unmarked",
}
_NAMED_COLUMNS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An edition with its datasets sorted, grouped and made into cards of one language.

    Groups keep the order of ``datasets``: most recently updated first; ``by_title`` is that of a
    dictionary. ``inherited`` are the datasets that an agency answers for today and another body
    published. ``problems`` are by folder.
    """

    edition: Edition
    language: Language
    datasets: tuple[Dataset, ...]
    by_title: tuple[Dataset, ...]
    by_identifier: Mapping[str, Dataset]
    by_theme: Mapping[str, tuple[Dataset, ...]]
    by_publisher: Mapping[str, tuple[Dataset, ...]]
    inherited: Mapping[str, tuple[Dataset, ...]]
    stewards: Mapping[str, tuple[str, ...]]
    cards: Mapping[str, Card]
    atlas: Atlas
    shared_keys: tuple[Key, ...]
    joinable: frozenset[str]
    relations: Relations
    problems: Mapping[str, tuple[Problem, ...]]

    def card(self, dataset: Dataset) -> Card:
        """The card of a dataset."""
        return self.cards[dataset.identifier]

    def agency_link(self, agency: str) -> Link:
        """The page of an agency."""
        name = self.edition.catalog.vocabularies.agencies[agency].name
        return Link(path=f"agencies/{agency}/", label=name)

    def agency_links(self, agencies: Iterable[str]) -> tuple[Link, ...]:
        """The pages of those agencies that the vocabulary knows."""
        known = self.edition.catalog.vocabularies.agencies
        return tuple(self.agency_link(agency) for agency in agencies if agency in known)

    def heirs(self, agency: str) -> tuple[str, ...]:
        """Who answers today for what a body published that has ended; else nobody."""
        return tuple(steward for steward in self.stewards[agency] if steward != agency)

    def theme_cards(self) -> tuple[ThemeCard, ...]:
        """All fields, in the order of their vocabulary."""
        return tuple(
            ThemeCard(
                path=f"themes/{theme.id}/",
                label=theme.label,
                description=theme.description,
                icon=theme.icon,
                count=len(self.by_theme.get(theme.id, ())),
            )
            for theme in self.edition.catalog.vocabularies.themes.values()
        )

    def agency_cards(self, *, active: bool) -> tuple[AgencyCard, ...]:
        """All agencies that exist on the day of the build, or all that have ended."""
        catalog = self.edition.catalog
        return tuple(
            AgencyCard(
                path=f"agencies/{agency.id}/",
                name=agency.name,
                count=len(self.by_publisher.get(agency.id, ())),
                heirs=self.agency_links(self.heirs(agency.id)),
            )
            for agency in catalog.vocabularies.agencies.values()
            if agency.is_active(catalog.today) is active
        )

    def theme_facets(self) -> tuple[Facet, ...]:
        """The fields that hold datasets."""
        return tuple(
            Facet(path=theme.path, label=theme.label, count=theme.count, icon=theme.icon)
            for theme in self.theme_cards()
            if theme.count
        )

    def agency_facets(self, datasets: Iterable[Dataset]) -> tuple[Facet, ...]:
        """The publishers of those datasets, largest first."""
        counts: dict[str, int] = defaultdict(int)
        for dataset in datasets:
            counts[dataset.metadata.publisher] += 1
        facets = [
            Facet(path=link.path, label=link.label, count=counts[agency])
            for agency in counts
            for link in [self.agency_link(agency)]
        ]
        return tuple(sorted(facets, key=lambda facet: (-facet.count, sort_key(facet.label.vi))))


def shelve(edition: Edition, language: Language) -> Shelf:
    """Sort, group and describe the datasets of an edition."""
    catalog = edition.catalog
    known = atlas(edition)
    keys = shared_keys(edition, known)
    by_title = sorted(catalog.datasets, key=lambda dataset: sort_key(dataset.title.get(language)))
    ordered = sorted(by_title, key=lambda dataset: dataset.metadata.modified, reverse=True)
    stewards = {
        agency: catalog.vocabularies.stewards(agency, catalog.today)
        for agency in catalog.vocabularies.agencies
    }
    return Shelf(
        edition=edition,
        language=language,
        datasets=tuple(ordered),
        by_title=tuple(by_title),
        by_identifier={dataset.identifier: dataset for dataset in ordered},
        by_theme=_group((theme, d) for d in ordered for theme in d.metadata.themes),
        by_publisher=_group((d.metadata.publisher, d) for d in ordered),
        inherited=_group(
            (steward, d)
            for d in ordered
            for steward in stewards[d.metadata.publisher]
            if steward != d.metadata.publisher
        ),
        stewards=stewards,
        cards={dataset.identifier: _card(edition, dataset, language) for dataset in ordered},
        atlas=known,
        shared_keys=keys,
        joinable=frozenset(member.table.id for key in keys for member in key.members),
        relations=relations(ordered),
        problems=problems_by_folder(edition.problems),
    )


def freshness(dataset: Dataset, frequency: Frequency, today: date) -> Freshness | None:
    """Whether a dataset is on time; ``None`` where nothing is due at a certain time."""
    metadata = dataset.metadata
    if frequency.overdue_after_days is None or metadata.status != "published":
        return None
    due = metadata.modified + timedelta(days=frequency.overdue_after_days)
    late = (today - due).days
    return Freshness(is_overdue=late > 0, due=due, days_late=max(late, 0))


def has_map(dataset: Dataset) -> bool:
    """Whether a dataset has places that can be put on a map."""
    return any(
        resource.path.lower().endswith(".geojson")
        or (resource.schema is not None and resource.schema.coordinates is not None)
        for resource in dataset.metadata.resources
    )


def has_api(edition: Edition, dataset: Dataset) -> bool:
    """Whether programs can ask for rows of a dataset."""
    return any(
        isinstance(edition.row_apis.get((dataset.identifier, resource.name)), RowApi)
        for resource in dataset.metadata.resources
    )


def mark(edition: Edition, dataset: Dataset) -> Mark | None:
    """The mark for how well a dataset is described; none of those that are not rated."""
    rating = edition.ratings.get(dataset.identifier)
    return None if rating is None else _MARKS[grade(rating.points)]


def tables(products: Iterable[Product]) -> tuple[TableProfile, ...]:
    """What is known of the tables among ``products``."""
    return tuple(product.profile for product in products if product.profile is not None)


def format_label(name: str) -> str:
    """What people call a format."""
    return FORMAT_LABELS.get(name.lower(), name.upper())


def _group(pairs: Iterable[tuple[str, Dataset]]) -> dict[str, tuple[Dataset, ...]]:
    groups: dict[str, list[Dataset]] = defaultdict(list)
    for name, dataset in pairs:
        groups[name].append(dataset)
    return {name: tuple(datasets) for name, datasets in groups.items()}


def _card(edition: Edition, dataset: Dataset, language: Language) -> Card:
    metadata, words = dataset.metadata, edition.catalog.vocabularies
    products = edition.products.get(dataset.identifier, ())
    profiles = tables(products)
    return Card(
        path=f"datasets/{dataset.slug}/",
        slug=dataset.slug,
        title=metadata.title,
        summary=metadata.description,
        theme=words.themes[metadata.themes[0]].label,
        agency=_short_name(words.agencies[metadata.publisher], language),
        issued=metadata.issued,
        modified=metadata.modified,
        freshness=freshness(
            dataset, words.frequencies[metadata.accrual_periodicity], edition.catalog.today
        ),
        status=metadata.status,
        sample=metadata.sample,
        formats=_formats(products),
        has_map=has_map(dataset),
        has_api=has_api(edition, dataset),
        rows=sum(profile.rows for profile in profiles) if profiles else None,
        columns=len(profiles[0].columns) if len(profiles) == 1 else None,
        column_labels=_column_labels(dataset) if profiles else (),
        mark=mark(edition, dataset),
    )


def _column_labels(dataset: Dataset) -> tuple[Text, ...]:
    schemas = (resource.schema for resource in dataset.metadata.resources)
    first = next((schema.fields for schema in schemas if schema), ())
    return tuple(column.label for column in first[:_NAMED_COLUMNS])


def _short_name(agency: Agent, language: Language) -> Text:
    short = agency.short_name
    return short if short and (language == "vi" or short.en) else agency.name


def _formats(products: Iterable[Product]) -> tuple[str, ...]:
    """What can be downloaded, in the order readers look for it, each once."""
    found = {d.format.lower() for p in products for d in p.distributions}
    known = [name for name in FORMAT_LABELS if name in found]
    return tuple(map(format_label, [*known, *sorted(found.difference(known))]))
