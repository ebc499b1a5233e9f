"""Words that mean the same, as one language's searches take them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Keywords, Language

Phrases = tuple[tuple[str, ...], ...]
"""Groups of phrases, each of which may stand for the others of its group."""


def phrases(synonyms: Iterable[Keywords], language: Language) -> Phrases:
    """The groups of a language; English ones keep the Vietnamese terms, which people know."""
    groups = (
        tuple(dict.fromkeys((*group.vi, *(group.en if language == "en" else ()))))
        for group in synonyms
    )
    return tuple(group for group in groups if len(group) > 1)
