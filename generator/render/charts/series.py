"""The chart of a table: a line along time, or bars that are the table of their own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from generator.distribution import Cell, Series
from generator.model import Column, Text
from generator.render import formats
from generator.render.charts.scale import Scale, scale
from generator.render.words import Words

WIDTH, HEIGHT = 600, 200
"""Of the drawing of a line, which is stretched to its place."""

_LONGEST_LABEL = 60
_MOST_LABELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """A number of a chart: its name, the cell it stands for, its bar's length in per cent."""

    label: str
    value: str
    number: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line with the ground below it, as paths, and the words along both axes in order."""

    line: str
    area: str
    grid: str
    across: tuple[str, ...]
    upwards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A chart: ``words`` tell what it shows to who does not see it, ``column`` is its first."""

    type: Literal["line", "bar"]
    title: str
    unit: str | None
    words: str
    column: str
    x_label: Text
    y_label: str
    points: tuple[PointView, ...]
    line: LineView | None


def chart_view(
    series: Series, columns: Mapping[str, Column], title: Text | None, words: Words
) -> ChartView:
    """The chart of ``series``; its publisher's ``title`` stands before ours."""
    x, y = columns[series.x], None if series.y is None else columns[series.y]
    points = _points(series, x, words)
    return ChartView(
        type=series.type,
        title=_title(series, x, y, words) if title is None else words.local(title),
        unit=None if y is None else y.unit,
        words=_words(series, points, words),
        column=x.name,
        x_label=x.label,
        y_label=words("chart.rows") if y is None else words.local(y.label),
        points=points,
        line=_line(series, points, words) if series.type == "line" else None,
    )


def _title(series: Series, x: Column, y: Column | None, words: Words) -> str:
    blanks = {"x": words.local(_lower(x.label))}
    if y is not None:
        inside = series.measure != "value"
        blanks["y"] = words.local(_lower(y.label) if inside else y.label)
    return words(f"chart.{series.measure}", **blanks)


def _lower(label: Text) -> Text:
    """A label within a sentence; abbreviations stay as they are."""
    return Text(vi=_lowered(label.vi), en=None if label.en is None else _lowered(label.en))


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _points(series: Series, x: Column, words: Words) -> tuple[PointView, ...]:
    largest = max(abs(number) for number in _known(series)) or 1
    return tuple(
        PointView(
            label=formats.shorten(words.cell(cell, x) or "", _LONGEST_LABEL),
            value=str(cell).lower() if isinstance(cell, bool) else str(cell),
            number="–" if number is None else words.number(number),
            width=round(max(0, number or 0) * 100 / largest, 1),
        )
        for cell, number in series.points
    )


def _words(series: Series, points: Sequence[PointView], words: Words) -> str:
    numbers, known = [number for _, number in series.points], _known(series)
    high, low = (points[numbers.index(bound(known))] for bound in (max, min))
    return words("chart.words", high=high.label, most=high.number, low=low.label, least=low.number)


# Lines


def _line(series: Series, points: Sequence[PointView], words: Words) -> LineView:
    known = _known(series)
    axis = scale(min(known), max(known))
    pieces = list(_pieces(series, axis))
    return LineView(
        line="".join(f"M{' '.join(piece)}{'h0' * (len(piece) == 1)}" for piece in pieces),
        area="".join(map(_area, pieces)),
        grid="".join(f"M0 {_height(tick, axis)}h{WIDTH}" for tick in axis.ticks),
        across=tuple(points[position].label for position in _labelled(len(points))),
        upwards=tuple(words.number(tick) for tick in reversed(axis.ticks)),
    )


def _known(series: Series) -> list[float]:
    return [number for _, number in series.points if number is not None]


def _pieces(series: Series, axis: Scale) -> Iterator[list[str]]:
    """The places of the points, apart where a line breaks because nothing is known."""
    across = _across([cell for cell, _ in series.points])
    placed = zip(across, series.points, strict=True)
    for is_known, run in groupby(placed, key=lambda point: point[1][1] is not None):
        if is_known:
            yield [f"{round(x * WIDTH)} {_height(number or 0, axis)}" for x, (_, number) in run]


def _area(piece: Sequence[str]) -> str:
    """The ground between a piece of the line and the axis below."""
    first, last = (place.split()[0] for place in (piece[0], piece[-1]))
    return f"M{first} {HEIGHT}L{' '.join(piece)}L{last} {HEIGHT}z"


def _height(number: float, axis: Scale) -> int:
    return round(HEIGHT * (1 - axis.place(number)))


def _across(cells: Sequence[Cell]) -> list[float]:
    """Where times lie between the first (0) and the last (1); other cells are equally far apart."""
    moments = [_moment(cell) for cell in cells]
    known = [moment for moment in moments if moment is not None]
    if len(known) < len(cells):
        known = [float(position) for position in range(len(cells))]
    first, last = known[0], known[-1]
    return [(moment - first) / (last - first) for moment in known]


def _moment(cell: Cell) -> float | None:
    """Days, or years, from a beginning that is the same for all cells of a column."""
    if isinstance(cell, int):
        return float(cell)
    try:
        return float(date.fromisoformat(f"{str(cell)[:10]}-01"[:10]).toordinal())
    except ValueError:
        return None


def _labelled(count: int) -> range:
    """The points that are named below: the first, the last, and some equally far between."""
    last = count - 1
    parts = next(n for n in range(_MOST_LABELS - 1, 0, -1) if last % n == 0)
    return range(0, count, last // parts)
