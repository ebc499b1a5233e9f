"""What a column is called, so that lists of words can be found in it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import pairwise

import yaml

from generator.model import Column
from generator.vietnamese import compose, fold


def heading(label: str, column: Column | None = None) -> str:
    """The words of a label and of the column's description, with and without their marks.

    ``HoTen``, ``ho_ten`` and ``Họ tên`` all hold ``ho ten``; only the last holds ``họ tên``.
    """
    texts = [label] if column is None else [label, column.label.vi]
    written = [_words(text) for text in dict.fromkeys(texts)]
    return " | ".join(dict.fromkeys([*written, *map(fold, written)]))


def says(*phrases: str) -> re.Pattern[str]:
    """Finds one of ``phrases`` in a heading; words may be written together."""
    words = "|".join(phrase.replace(" ", " ?") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def words_of(name: str) -> re.Pattern[str]:
    """Finds what ``words.yml`` lists under ``name``."""
    return says(*re.split(r",\s+", _lists()[name]))


@cache
def _lists() -> dict[str, str]:
    text = resources.files(__package__).joinpath("words.yml").read_text(encoding="utf-8")
    lists: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)
    return lists


def _words(label: str) -> str:
    text = compose(label)
    broken = [
        f"{letter} " if letter.islower() and after.isupper() else letter
        for letter, after in pairwise(text + " ")
    ]
    return re.sub(r"[\W\d_]+", " ", "".join(broken)).strip().lower()
