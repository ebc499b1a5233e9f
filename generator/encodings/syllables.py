"""How much of a text is Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.encodings.orthography import syllables
from generator.vietnamese import compose, fold

# Signs of Latin-1 within a word are letters of another encoding: they make it no syllable.
_WORD = re.compile(r"(?:[^\W\d_]|[\x80-\x9f\xa1-\xbf])+")
_UNIT = re.compile(r"[A-Za-zµ°]{1,3}[²³]?")
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Of a text's different words with letters beyond A to Z: how many, and how many are good."""

    words: int
    valid: int

    @property
    def share(self) -> float:
        """The share of syllables among the words, from 0 to 1."""
        return self.valid / self.words if self.words else 0.0


def spelling(text: str) -> Spelling:
    """How many of the words that need more than A to Z are syllables of Vietnamese.

    Words of plain letters look alike in every encoding and say nothing. Abbreviations without a
    vowel (``HĐND``) are no words.
    """
    words = {word for word in _WORD.findall(compose(text)) if _is_telling(word)}
    known = syllables()
    valid = sum(unicodedata.normalize("NFC", word.lower()) in known for word in words)
    return Spelling(words=len(words), valid=valid)


def share_of_syllables(text: str) -> float:
    """The share of syllables among those words, from 0 to 1; 0 where there are none."""
    return spelling(text).share


def _is_telling(word: str) -> bool:
    if word.isascii() or _UNIT.fullmatch(word) or not any(map(str.isalpha, word)):
        return False
    return not word.isupper() or bool(_VOWEL.search(fold(word)))
