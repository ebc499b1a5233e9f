"""One text, mended: the same rules for cells of every kind of file."""

from __future__ import annotations

import re

from generator.encodings import repair, share_of_syllables, suspicious
from generator.fix.change import Choices
from generator.vietnamese import compose

_STRANGE = re.compile(suspicious)
_WORDS = re.compile("[A-Za-z\x80-\uffff]+")
_SPACES = re.compile("[\u00a0\u2007\u202f]")


def tidy(text: str, choices: Choices) -> str:
    """``text`` with spaces and letters as asked for."""
    if choices.spaces:
        text = _SPACES.sub(" ", text).strip(" \t")
    return compose(text) if choices.nfc else text


def is_strange(text: str) -> bool:
    """Whether ``text`` has signs that Vietnamese has not."""
    return bool(_STRANGE.search(text))


def mended_cell(text: str, encoding: str) -> str:
    """``text`` as it was meant, unless it is better Vietnamese as it stands."""
    meant = repair(text, encoding)
    return meant if share_of_syllables(meant) >= share_of_syllables(text) else text


def mended_words(text: str, encoding: str) -> str:
    """The same, word by word: for texts of which only parts are affected."""
    return _WORDS.sub(lambda found: mended_cell(found[0], encoding), text)
