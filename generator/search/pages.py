"""Filed words in pages of like size, so that a search fetches little beside what it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from generator.search.inversion import Index
from generator.search.postings import numbers, places

_PAGE_CHARACTERS = 6_000
"""About 2 kB packed. A frequent word may need more, and then has a page for itself."""


def word_pages(index: Index) -> Iterator[tuple[str, Any]]:
    """The pages, each after its first word.

    Of a page, ``words`` are all spellings, parted by spaces like the postings beside them:
    ``titles`` and ``bodies``. ``texts`` are by field, each followed by its documents.
    """
    postings = {text: numbers(found) for text, found in index.texts.items()}
    page: list[str] = []
    size = 0
    for filed in index.filed:
        more = _size(index, filed, postings)
        if page and size + more > _PAGE_CHARACTERS:
            yield page[0], _page(index, page, postings)
            page, size = [], 0
        page.append(filed)
        size += more
    if page:
        yield page[0], _page(index, page, postings)


def _size(index: Index, filed: str, postings: dict[tuple[str, str], str]) -> int:
    """About how many characters a word adds."""
    texts = sum(len(text[1]) + len(postings[text]) for text in index.texts_with.get(filed, ()))
    spelled = sum(
        len(word) + 2 * (len(index.titles.get(word, ())) + len(index.bodies.get(word, ())))
        for word in index.spellings[filed]
    )
    return texts + spelled


def _page(index: Index, page: Sequence[str], postings: dict[tuple[str, str], str]) -> Any:
    spelled = [
        word
        for filed in page
        for word in index.spellings[filed]
        if word in index.titles or word in index.bodies
    ]
    texts: dict[str, list[str]] = defaultdict(list)
    shown = dict.fromkeys(text for filed in page for text in index.texts_with.get(filed, ()))
    for text in sorted(shown):
        texts[text[0]] += (text[1], postings[text])
    return {
        "words": " ".join(spelled),
        "titles": " ".join(places(index.titles.get(word, ())) for word in spelled),
        "bodies": " ".join(places(index.bodies.get(word, ())) for word in spelled),
        "texts": texts,
    }
