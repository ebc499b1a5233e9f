"""From documents with words to words with documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.search.documents import Document
from generator.search.words import folded, words

Field = str
_COMMON_SHARE = 4
"""A word in more than a quarter of the descriptions tells nothing of any of them."""
_FEW = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Where words stand; documents are numbered as they were given, places count from 0.

    ``spellings`` are the words that are filed together, ``filed`` their names in order.
    ``titles`` and ``bodies`` have documents and places by spelling, ``texts`` documents by field
    and text, and ``texts_with`` the texts in which a filed word stands.
    """

    filed: Sequence[str]
    spellings: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[tuple[int, int]]]
    bodies: Mapping[str, Sequence[tuple[int, int]]]
    texts: Mapping[tuple[Field, str], Sequence[int]]
    texts_with: Mapping[str, Sequence[tuple[Field, str]]]

    def usual(self, filed: str) -> str:
        """The most frequent spelling of a filed word."""
        return max(self.spellings[filed], key=lambda word: (self._weight(word), word))

    def count(self, filed: str) -> int:
        """About how many documents hold a filed word; at least one."""
        texts = sum(len(self.texts[text]) for text in self.texts_with.get(filed, ()))
        return max(1, texts + sum(map(self._weight, self.spellings[filed])))

    def _weight(self, word: str) -> int:
        return len(self.titles.get(word, ())) + len(self.bodies.get(word, ()))


def invert(documents: Sequence[Document]) -> Index:
    """The index of ``documents``."""
    titles: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bodies: dict[str, list[tuple[int, int]]] = defaultdict(list)
    texts: dict[tuple[Field, str], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for place, word in enumerate(words(document.title)):
            titles[word].append((number, place))
        for place, word in enumerate(words(document.body)):
            bodies[word].append((number, place))
        for text in document.texts:
            texts[text].append(number)
    most = max(_FEW, len(documents) // _COMMON_SHARE)
    bodies = {word: found for word, found in bodies.items() if len(found) <= most}
    return _filed(titles, bodies, texts)


def _filed(
    titles: Mapping[str, list[tuple[int, int]]],
    bodies: Mapping[str, list[tuple[int, int]]],
    texts: Mapping[tuple[Field, str], list[int]],
) -> Index:
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    texts_with: dict[str, dict[tuple[Field, str], None]] = defaultdict(dict)
    for word in (*titles, *bodies):
        spellings[folded(word)][word] = None
    for text in texts:
        for word in words(text[1]):
            spellings[folded(word)][word] = None
            texts_with[folded(word)][text] = None
    return Index(
        filed=sorted(filter(None, spellings)),
        spellings={name: sorted(found) for name, found in spellings.items()},
        titles=titles,
        bodies=bodies,
        texts=texts,
        texts_with={name: tuple(found) for name, found in texts_with.items()},
    )
