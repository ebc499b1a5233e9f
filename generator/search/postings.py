"""Ascending numbers as text: their differences, in digits that JSON leaves as they are."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_HALF = 32
_ENDS = [_DIGITS[value] for value in range(_HALF)]


def number(value: int) -> str:
    """A whole number, five bits to a character; the characters of its higher half go on."""
    if value < _HALF:
        return _ENDS[value]
    text = _ENDS[value % _HALF]
    while value := value // _HALF:
        text = _DIGITS[_HALF + value % _HALF] + text
    return text


def numbers(ascending: Iterable[int]) -> str:
    """Numbers that never fall, each as its distance from the one before."""
    text, last = [], 0
    for value in ascending:
        text.append(number(value - last))
        last = value
    return "".join(text)


def places(found: Iterable[tuple[int, int]]) -> str:
    """Documents that never fall, each with the place of a word in its title."""
    text, last = [], 0
    for document, place in found:
        text.append(number(document - last) + number(place))
        last = document
    return "".join(text)
