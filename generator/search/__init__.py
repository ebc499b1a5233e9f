"""Search: an edition into the files that pages search in, one index for each language.

``search/<language>.json`` names everything else: pages of words in alphabetical order, of which a
search fetches those its own words stand in; titles of documents, fetched for hits alone; the order
of all datasets, for the catalogue, which has them; and the list of all words, fetched when a word
is found nowhere. ``scripts/search/engine.js`` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.distribution import Edition, SiteFile
from generator.search.documents import dataset_documents
from generator.search.editorial import editorial_documents
from generator.search.files import index_files
from generator.search.synonyms import phrases
from generator.search.values import table_values

__all__ = ["search_files"]


def search_files(edition: Edition, templates: Path) -> Iterator[SiteFile]:
    """The search data of every language; editorial pages are those of ``templates``."""
    values = table_values(edition)
    for language in edition.catalog.portal.languages:
        documents = (
            *dataset_documents(edition, language, values),
            *editorial_documents(templates, language),
        )
        yield from index_files(
            documents, phrases(edition.catalog.vocabularies.synonyms, language), language
        )
