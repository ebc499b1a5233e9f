"""The index of one language, cut into files of which a search needs a few."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from generator.distribution import SiteFile
from generator.model import Language
from generator.search.documents import Document
from generator.search.inversion import Index, invert
from generator.search.pages import word_pages
from generator.search.synonyms import Phrases

_TITLES_IN_FILE = 40
_DIGITS_OF_HASH = 10
_MOST_FREQUENT = 9


def index_files(
    documents: Sequence[Document], synonyms: Phrases, language: Language
) -> Iterator[SiteFile]:
    """``search/<language>.json`` and what it names, in the folder beside it."""
    index = invert(documents)
    pages = [(first, _named(language, page)) for first, page in word_pages(index)]
    titles = [_named(language, part) for part in _titles(documents)]
    known, order = _named(language, _known(index)), _named(language, _order(documents))
    files = (*(file for _, file in pages), *titles, known, order)
    yield from {file.path: file for file in files}.values()  # equal parts are one file
    manifest = {
        "documents": len(documents),
        "first": " ".join(first for first, _ in pages),
        "words": " ".join(_hash(file) for _, file in pages),
        "size": _TITLES_IN_FILE,
        "titles": " ".join(map(_hash, titles)),
        "known": _hash(known),
        "order": _hash(order),
        "synonyms": synonyms,
    }
    yield SiteFile(path=f"search/{language}.json", content=orjson.dumps(manifest))


def _titles(documents: Sequence[Document]) -> Iterator[Any]:
    """Path and title of each document; what is no dataset tells its kind too."""
    for start in range(0, len(documents), _TITLES_IN_FILE):
        yield [
            (document.path[len("datasets/") : -1], document.title)
            if document.kind == "dataset"
            else (document.path, document.title, document.kind)
            for document in documents[start : start + _TITLES_IN_FILE]
        ]


def _order(documents: Sequence[Document]) -> list[int]:
    """Of each dataset the place of its slug among all of them in order.

    Who has the list of all datasets needs no titles to tell which ones were found.
    """
    paths = [document.path for document in documents if document.kind == "dataset"]
    slugs = [path.rstrip("/").rpartition("/")[2] for path in paths]
    places = {slug: place for place, slug in enumerate(sorted(slugs))}
    return [places[slug] for slug in slugs]


def _known(index: Index) -> Mapping[str, str]:
    """Every word in its usual spelling, and how frequent it is: 0 for one document, 9 for 512."""
    usual = [index.usual(filed) for filed in index.filed]
    counts = [min(index.count(filed).bit_length() - 1, _MOST_FREQUENT) for filed in index.filed]
    return {"words": " ".join(usual), "counts": "".join(map(str, counts))}


def _named(language: Language, value: Any) -> SiteFile:
    content = orjson.dumps(value)
    name = hashlib.sha256(content).hexdigest()[:_DIGITS_OF_HASH]
    return SiteFile(path=f"search/{language}/{name}.json", content=content)


def _hash(file: SiteFile) -> str:
    return file.path.rpartition("/")[2].removesuffix(".json")
