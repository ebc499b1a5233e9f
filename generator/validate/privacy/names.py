"""Names of natural persons, told from those of streets, schools and places."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

import yaml

from generator.vietnamese import compose, fold

_TITLES = re.compile(
    r"^(?:(?:hộ\s+)?(?:ông|bà|anh|chị|cô|chú|bác|em|cháu|cụ|mr|mrs|ms)[.:]?\s+"
    r"|(?:gs|pgs|ts|ths|bs|cki{1,2}|ks|cn|luật sư|bác sĩ|dược sĩ)[.:]\s*)+",
    re.IGNORECASE,
)
_REST = re.compile(r"[,;:(/|\d]|\s[-–]|\bsn\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?<!\w)(?:ông|bà|Ông|Bà|ÔNG|BÀ|anh|chị|Anh|Chị)[: ]+(.+)")


class _Lists(NamedTuple):
    families: frozenset[str]
    families_folded: frozenset[str]
    others: frozenset[str]


def is_name(cell: str) -> bool:
    """Two to five capitalised syllables, of which the first is a family name.

    Titles before it and what follows (``, sinh năm 1985``) are left aside.
    """
    return _is_name(_head(cell))


def has_name(cell: str) -> bool:
    """A name, or ``ông`` or ``bà`` and a name somewhere in the text."""
    addressed = _ADDRESSED.search(cell)
    return is_name(cell) or (addressed is not None and _begins_with_name(addressed[1]))


def is_part_of_name(cell: str) -> bool:
    """A family name, alone or with what stands between it and the given name."""
    syllables = cell.split()
    return 1 <= len(syllables) <= 4 and _is_family(syllables[0], cell) and _are_names(syllables)


def is_unknown_name(cell: str) -> bool:
    """A name, but of nobody after whom streets are called, and of no place."""
    return has_name(cell) and compose(_head(cell)).title() not in _lists().others


def _head(cell: str) -> str:
    text = _TITLES.sub("", compose(cell).strip())
    rest = _REST.search(text)
    return (text[: rest.start()] if rest else text).strip(" .-–*\"'")


def _begins_with_name(text: str) -> bool:
    """Whether the first capitalised words are a name, whatever follows."""
    syllables: list[str] = []
    for word in _REST.split(text, maxsplit=1)[0].split():
        if not word[0].isupper():
            break
        syllables.append(word)
    return _is_name(" ".join(syllables[:5]))


def _is_name(text: str) -> bool:
    syllables = text.split()
    return 2 <= len(syllables) <= 5 and _is_family(syllables[0], text) and _are_names(syllables)


def _are_names(syllables: list[str]) -> bool:
    return all(word[0].isupper() and word.isalpha() and len(word) <= 7 for word in syllables)


def _is_family(syllable: str, text: str) -> bool:
    # Only a text without any marks may be one that was typed without them.
    if text.isascii():
        return fold(syllable) in _lists().families_folded
    return syllable.capitalize() in _lists().families


@cache
def _lists() -> _Lists:
    text = resources.files(__package__).joinpath("names.yml").read_text(encoding="utf-8")
    written = yaml.load(text, Loader=yaml.CSafeLoader)
    families = frozenset(written["families"].split())
    return _Lists(
        families=families,
        families_folded=frozenset(map(fold, families)),
        others=frozenset(name.title() for name in written["honoured"] + written["places"]),
    )
