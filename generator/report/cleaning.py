"""Texts of publishers, made fit for any reader: they steer no terminal and have an end."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.problems import Place, Problem

# What a publisher's file could steer a terminal, a log or a reading direction with: control
# characters, line breaks, marks without a shape, and the halves of characters in names of files
# that are no UTF-8.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

CELL_LENGTH = 200
_NAME_LENGTH = 500
_DETAIL_LENGTH = 1000


def clean(text: str, length: int) -> str:
    """``text`` in one line of at most ``length`` characters, each with a shape of its own."""
    cut = text if len(text) <= length else text[: length - 1] + "…"
    return _STEERING.sub("�", cut)


def cleaned(problem: Problem) -> Problem:
    """The problem with texts that can stand in a report."""
    place = problem.place
    details = {key: clean(value, _DETAIL_LENGTH) for key, value in problem.details.items()}
    return replace(problem, place=_cleaned_place(place), details=details)


def _cleaned_place(place: Place) -> Place:
    return replace(
        place,
        file=clean(place.file, _NAME_LENGTH),
        field=_cleaned(place.field),
        cell=_cleaned(place.cell),
        sheet=_cleaned(place.sheet),
        address=_cleaned(place.address),
    )


def _cleaned(text: str | None) -> str | None:
    return None if text is None else clean(text, CELL_LENGTH)
