"""From degrees to the units of a drawing: the frame, its meridians and its scale."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from generator.render.maps.layer import Position

WIDTH, HEIGHT = 600, 450
_PADDING = 28
_LEAST_DEGREES = 0.01
_KILOMETRES_PER_DEGREE = 111.32
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_MOST_LINES = 4
_LENGTHS = (500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1)
_LONGEST_BAR = WIDTH / 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An equirectangular view around a point, true at its latitude: enough for a province.

    ``scale`` is in units of the drawing for a degree of latitude.
    """

    longitude: float
    latitude: float
    scale: float

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return max(math.cos(math.radians(self.latitude)), 0.01)

    def place(self, position: Position) -> tuple[float, float]:
        """Where a position is drawn."""
        x = (position[0] - self.longitude) * self.squeeze * self.scale + WIDTH / 2
        return x, HEIGHT / 2 - (position[1] - self.latitude) * self.scale

    def meridians(self) -> list[tuple[float, int]]:
        """Round degrees of longitude, and where they are drawn."""
        half = WIDTH / 2 / (self.scale * self.squeeze)
        found = _round_degrees(self.longitude - half, self.longitude + half)
        return [(degree, round(self.place((degree, self.latitude))[0])) for degree in found]

    def parallels(self) -> list[tuple[float, int]]:
        """Round degrees of latitude, and where they are drawn."""
        half = HEIGHT / 2 / self.scale
        found = _round_degrees(self.latitude - half, self.latitude + half)
        return [(degree, round(self.place((self.longitude, degree))[1])) for degree in found]

    def bar(self) -> tuple[float, int]:
        """A round length in kilometres, and how long it is drawn."""
        units = self.scale / _KILOMETRES_PER_DEGREE
        length = next((km for km in _LENGTHS if km * units <= _LONGEST_BAR), _LENGTHS[-1])
        return length, round(length * units)


def frame_around(positions: Iterable[Position]) -> Frame | None:
    """The view that holds all positions; ``None`` where there are none."""
    west, south, east, north = math.inf, math.inf, -math.inf, -math.inf
    for longitude, latitude in positions:
        west, east = min(west, longitude), max(east, longitude)
        south, north = min(south, latitude), max(north, latitude)
    if west > east:
        return None
    middle = (south + north) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.01)
    wide = max((east - west) * squeeze, _LEAST_DEGREES)
    high = max(north - south, _LEAST_DEGREES)
    scale = min((WIDTH - 2 * _PADDING) / wide, (HEIGHT - 2 * _PADDING) / high)
    return Frame(longitude=(west + east) / 2, latitude=middle, scale=scale)


def _round_degrees(first: float, last: float) -> list[float]:
    """Round degrees between two, at most a few."""
    step = next((s for s in _STEPS if (last - first) / s <= _MOST_LINES), _STEPS[-1])
    start, end = math.ceil(first / step), math.floor(last / step)
    return [round(number * step, 2) for number in range(start, end + 1)]
