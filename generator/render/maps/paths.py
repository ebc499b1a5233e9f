"""Positions as paths of SVG, as fine as their budget of characters allows.

Everything is moved to a grid: neighbours that share a border still share it afterwards, which
simplifying one polygon at a time would not keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from generator.render.maps.frame import HEIGHT, WIDTH, Frame
from generator.render.maps.layer import Position, Positions

Cell = tuple[int, int]

_GRIDS = (1, 2, 3, 4, 6, 8, 12, 16)
_MARGIN = 2 * WIDTH  # what lies farther off is not drawn


def dots(frame: Frame, points: Iterable[Position], budget: int) -> str:
    """A path of points: strokes without length, round by their ends."""
    placed = [frame.place(point) for point in points]

    def drawn(grid: int) -> list[str]:
        cells = sorted({_cell(place, grid) for place in placed})
        return ["".join(f"M{x} {y}h0" for x, y in cells if 0 <= x <= WIDTH and 0 <= y <= HEIGHT)]

    return _fitting(drawn, budget)[0]


def outlines(
    frame: Frame, shapes: Sequence[Sequence[Positions]], budget: int, *, closed: bool
) -> list[str]:
    """A path for each shape, all together within ``budget`` characters where that is possible."""
    placed = [[[frame.place(p) for p in string] for string in shape] for shape in shapes]

    def drawn(grid: int) -> list[str]:
        return [
            "".join(_string([_cell(place, grid) for place in string], closed) for string in shape)
            for shape in placed
        ]

    return _fitting(drawn, budget)


def _fitting(drawn: Callable[[int], list[str]], budget: int) -> list[str]:
    """The finest drawing within its budget; else the coarsest."""
    paths: list[str] = []
    for grid in _GRIDS:
        paths = drawn(grid)
        if sum(map(len, paths)) <= budget:
            break
    return paths


def _cell(place: tuple[float, float], grid: int) -> Cell:
    return round(place[0] / grid) * grid, round(place[1] / grid) * grid


def _string(cells: Sequence[Cell], closed: bool) -> str:
    """A line or a ring, with what is straight in one piece; nothing where nothing is left."""
    kept = _bends(cells)
    if len(kept) < 2 + closed or not any(_is_near(cell) for cell in kept):
        return ""
    steps = [
        f"{x - before[0]} {y - before[1]}"
        for before, (x, y) in pairwise(kept)
        if not closed or (x, y) != kept[0]
    ]
    way = " ".join(steps).replace(" -", "-")  # a sign parts numbers as well
    return f"M{kept[0][0]} {kept[0][1]}l{way}{'z' if closed else ''}"


def _is_near(cell: Cell) -> bool:
    return -_MARGIN <= cell[0] <= WIDTH + _MARGIN and -_MARGIN <= cell[1] <= HEIGHT + _MARGIN


def _bends(cells: Sequence[Cell]) -> list[Cell]:
    """The cells at which the way turns, with both ends."""
    kept: list[Cell] = []
    for cell in cells:
        if kept and cell == kept[-1]:
            continue
        if len(kept) > 1 and _is_straight(kept[-2], kept[-1], cell):
            kept.pop()
        kept.append(cell)
    return kept


def _is_straight(first: Cell, middle: Cell, last: Cell) -> bool:
    ahead = (middle[0] - first[0], middle[1] - first[1])
    after = (last[0] - middle[0], last[1] - middle[1])
    if ahead[0] * after[1] != ahead[1] * after[0]:
        return False
    return ahead[0] * after[0] + ahead[1] * after[1] > 0
