"""Vietnamese text: one spelling of each letter, folding, names for addresses, and order."""

from __future__ import annotations

import re
import unicodedata

# Tone marks, as they stand after NFD: none < grave < hook above < tilde < acute < dot below
# (CLDR collation "vi"). The other marks (breve, circumflex, horn) make letters of their own.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_MARKS = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
# Signs stand before numbers, numbers before letters.
_SIGN, _NUMBER, _LETTER = range(3)
# đ is no decomposable letter; ð and ɖ are look-alikes that turn up in its place.
_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D"})


def compose(text: str) -> str:
    """The text in NFC, in which every Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without marks, đ as d, in lower case: what people type on a plain keyboard."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def slugify(text: str) -> str:
    """A name for addresses: ``Tân Phú (cũ)`` gives ``tan-phu-cu``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> tuple[object, ...]:
    """A key that sorts as a Vietnamese dictionary does, and numbers by their value.

    Letters decide first (a ă â, d đ, e ê, o ô ơ, u ư), then tones, then capitals.
    """
    letters: list[tuple[int, int | str, int | str]] = []
    tones: list[int] = []
    for run in re.findall(r"[0-9]+|[^0-9]", unicodedata.normalize("NFD", text)):
        if letters and letters[-1][0] == _LETTER and run in _TONES:
            tones[-1] = _TONES[run]
        elif letters and letters[-1][0] == _LETTER and run in _MARKS:
            letters[-1] = (_LETTER, letters[-1][1], _MARKS[run])
        else:
            letters.append(_weight(run))
            tones.append(0)
    return tuple(letters), tuple(tones), text


def _weight(run: str) -> tuple[int, int | str, int | str]:
    if run[0] in "0123456789":
        digits = run.lstrip("0")
        return _NUMBER, len(digits), digits
    if run.isalnum():
        return _LETTER, run.translate(_D).casefold(), int(run in "đĐ")
    return _SIGN, 0, ord(run)
