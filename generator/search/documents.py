"""What can be found of a dataset, and by which of its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.distribution import Catalog, Edition
from generator.model import Column, Dataset, Language
from generator.search.words import folded, words
from generator.vietnamese import sort_key

Texts = tuple[tuple[str, str], ...]
Values = Mapping[str, tuple[str, ...]]
"""What stands in the tables of a dataset, by its identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page that searches find.

    ``path`` lies below the language's root. ``texts`` are short ones, which a hit shows whole,
    each after its field: ``keyword``, ``agency``, ``theme``, ``column``, ``value``, ``area`` or
    ``heading``. Of ``body`` only the words are known.
    """

    kind: str
    path: str
    title: str
    texts: Texts
    body: str


def dataset_documents(edition: Edition, language: Language, values: Values) -> list[Document]:
    """All datasets, those alike beside each other: their numbers then differ by little."""
    catalog = edition.catalog
    order = list(catalog.vocabularies.themes)
    datasets = sorted(
        catalog.datasets,
        key=lambda each: (
            order.index(each.metadata.themes[0]),
            sort_key(each.title.get(language)),
            each.slug,
        ),
    )
    return [
        Document(
            kind="dataset",
            path=f"datasets/{dataset.slug}/",
            title=dataset.title.get(language),
            texts=tuple(dict.fromkeys(_texts(catalog, dataset, language, values))),
            body=dataset.metadata.description.get(language),
        )
        for dataset in datasets
    ]


def _texts(
    catalog: Catalog, dataset: Dataset, language: Language, values: Values
) -> Iterator[tuple[str, str]]:
    metadata, known = dataset.metadata, catalog.vocabularies
    yield from (("keyword", word) for word in metadata.keywords.get(language))
    yield from (("theme", known.themes[theme].label.get(language)) for theme in metadata.themes)
    yield from (("agency", name) for name in _agencies(catalog, metadata.publisher, language))
    yield from (("area", name) for name in _areas(catalog, dataset, language))
    for resource in metadata.resources:
        for column in resource.schema.fields if resource.schema else ():
            yield from (("column", name) for name in _names(column, language))
    yield from (("value", value) for value in values.get(dataset.identifier, ()))


def _agencies(catalog: Catalog, publisher: str, language: Language) -> Iterator[str]:
    """The names of who published it and of who answers for it today, long and short."""
    known = catalog.vocabularies.agencies
    for agency in (publisher, *catalog.vocabularies.stewards(publisher, catalog.today)):
        for name in (known[agency].name, known[agency].short_name):
            if name is not None:
                yield name.get(language)


def _areas(catalog: Catalog, dataset: Dataset, language: Language) -> Iterator[str]:
    spatial = dataset.metadata.spatial
    lists = catalog.vocabularies.area_code_lists
    if spatial is None or spatial.code_list not in lists:
        return
    wanted = set(spatial.areas)
    for area in lists[spatial.code_list].areas:
        if area.code in wanted:
            yield f"{area.kind.get(language)} {area.name.get(language)}"


def _names(column: Column, language: Language) -> Iterator[str]:
    """The label, and the name in files where it says something else."""
    label = column.label.get(language)
    yield label
    if words(column.name) != [folded(word) for word in words(label)]:
        yield column.name
