"""Personal values made fit to be shown: enough to find the cell, too little to use."""

from __future__ import annotations

import re

from generator.validate.privacy.names import is_name
from generator.validate.shown import shown

_MAIL = re.compile(r"([^\s@<>\"]+)@([^\s@<>\"]+)")
_WORD = re.compile(r"\w+")
_TOO_MANY_DIGITS = 8


def masked(text: str) -> str:
    """A personal value with its shape, but without what identifies.

    Of a number the first three and last two characters stay (fewer of a short one), of words
    their first letters, of an address its first letter and its ending: ``026******012``,
    ``N. V. A.``, ``n***@***.vn``.
    """
    text = shown(text.strip())
    if _MAIL.search(text):
        return _MAIL.sub(_masked_mail, text) if _MAIL.fullmatch(text) else _masked_words(text)
    if any(character.isdigit() for character in text) and not re.search(r"[^\W\d_]{3}", text):
        return _masked_number(text)
    return _masked_words(text)


def _masked_mail(found: re.Match[str]) -> str:
    ending = found[2].rpartition(".")[2]
    return f"{found[1][0]}***@***.{ending}"


def _masked_number(text: str) -> str:
    """Letters and digits between the first and the last few become stars; signs stay."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    shown_before, shown_after = (
        (3, 2) if len(places) >= 9 else (1, 1) if len(places) > 4 else (0, 0)
    )
    hidden = set(places[shown_before : len(places) - shown_after])
    return "".join("*" if place in hidden else sign for place, sign in enumerate(text))


def _masked_words(text: str) -> str:
    return _WORD.sub(_masked_word, text)


def _masked_word(found: re.Match[str]) -> str:
    word = found[0]
    return "*" * len(word) if any(map(str.isdigit, word)) else f"{word[0]}."


def masked_label(label: str) -> str:
    """A column's label; masked where it is itself a value, as in a table without a header."""
    has_number = sum(map(str.isdigit, label)) >= _TOO_MANY_DIGITS
    return masked(label) if has_number or _MAIL.search(label) or is_name(label) else label
