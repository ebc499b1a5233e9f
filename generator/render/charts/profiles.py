"""What stands in a column: how its numbers or dates spread, or its commonest cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.distribution import Cell, ColumnProfile, Histogram
from generator.model import Column, FieldType
from generator.render import formats
from generator.render.words import Words

HEIGHT = 20
"""Of the drawing of a histogram, whose bars are one wide."""

WIDTHS = 20
"""The styles have so many widths of bars of common cells."""

_LONGEST_VALUE = 40
_KINDS: dict[FieldType, Literal["whole", "number"]] = {
    "integer": "whole", "year": "whole", "number": "number",
}  # fmt: skip
_DIGITS = 6
_COMMON = 0.02
"""Of all cells: what is rarer is no common cell."""
_LEAST_SHARE = 0.1
"""Per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadView:
    """A histogram: its outline, and what it shows in words.

    Programs need its ``bars``, their edges (of numbers the first two), and whether these are
    dates, whole or other numbers.
    """

    kind: Literal["date", "whole", "number"]
    bars: int
    outline: str
    edges: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequentView:
    """A common cell, as readers see it, and ``value`` where the data has it otherwise.

    ``width`` is its share of all cells, in ``WIDTHS``.
    """

    text: str
    value: str | None
    share: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """A column at a glance. ``facts`` are the rest in words: what is missing, bounds, median."""

    spread: SpreadView | None
    frequent: tuple[FrequentView, ...]
    facts: tuple[str, ...]


def profile_view(profile: ColumnProfile, rows: int, column: Column, words: Words) -> ProfileView:
    """The profile of a column of a table with so many ``rows``."""
    spread = profile.histogram
    return ProfileView(
        spread=None if spread is None else _spread(spread, column, words),
        frequent=tuple(
            _frequent(value, count, rows, column, words)
            for value, count in profile.frequent
            if count >= _COMMON * rows
        ),
        facts=tuple(_facts(profile, rows, column, words)),
    )


def _spread(spread: Histogram, column: Column, words: Words) -> SpreadView:
    position = spread.counts.index(max(spread.counts))
    edges = (_edge(edge, column, words) for edge in spread.edges[position : position + 2])
    return SpreadView(
        kind=_KINDS.get(column.type, "date"),
        bars=len(spread.counts),
        outline=_outline(spread.counts),
        edges=_edges(spread),
        label=words(
            "profile.spread", **dict(zip(("start", "end"), edges, strict=True)),
            n=spread.counts[position],
        ),
    )  # fmt: skip


def _edges(spread: Histogram) -> str:
    """All edges of dates; of numbers, which are equally far apart, the first two."""
    is_dated = isinstance(spread.edges[0], str)
    return " ".join(map(str, spread.edges if is_dated else spread.edges[:2]))


def _outline(counts: tuple[int, ...]) -> str:
    """The path around all bars; those with any cell can be seen."""
    highest = max(counts)
    tops = (HEIGHT - max(1, round(count * HEIGHT / highest)) * (count > 0) for count in counts)
    level = ((top, len(list(run))) for top, run in groupby(tops))
    return f"M0 {HEIGHT}" + "".join(f"V{top}h{width}" for top, width in level) + f"V{HEIGHT}"


def _edge(edge: Cell, column: Column, words: Words) -> str:
    if isinstance(edge, str):
        return formats.partial_day(edge, words.language)
    return words.cell(edge, column) or ""


def _frequent(value: Cell, count: int, rows: int, column: Column, words: Words) -> FrequentView:
    text = formats.shorten(words.cell(value, column) or "", _LONGEST_VALUE)
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return FrequentView(
        text=text,
        value=None if written == text else written,
        share=share(count, rows, words),
        width=max(1, round(WIDTHS * count / rows)),
    )


def _facts(profile: ColumnProfile, rows: int, column: Column, words: Words) -> Iterator[str]:
    if profile.missing == rows:
        yield words("profile.empty")
        return
    if profile.distinct == 1:
        yield words("profile.always", value=words.cell(profile.minimum, column))
    elif profile.histogram is not None:
        yield from _bounds(profile, column, words)
    elif profile.distinct == rows - profile.missing:
        yield words("profile.unique")
    else:
        yield words("profile.distinct", n=profile.distinct)
    if profile.missing:
        part = share(profile.missing, rows, words)
        yield words("profile.missing", n=profile.missing, share=part)


def _bounds(profile: ColumnProfile, column: Column, words: Words) -> Iterator[str]:
    low, high = (words.cell(bound, column) for bound in (profile.minimum, profile.maximum))
    yield words("period.between", start=low, end=high)
    if profile.median is not None:
        yield words("profile.median", value=words.cell(_rounded(profile.median), column))


def _rounded(median: Cell) -> Cell:
    """A median, which mostly lies between two cells, with no more digits than matter."""
    return float(f"{median:.{_DIGITS}g}") if isinstance(median, float) else median


def share(part: int, whole: int, words: Words) -> str:
    """A part of a whole in per cent; what is hardly anything is not told as nothing."""
    percent = 100 * part / whole
    if percent < _LEAST_SHARE:
        return f"<{words.number(_LEAST_SHARE)}%"
    return f"{words.number(round(percent) if percent >= 10 else round(percent, 1))}%"
