"""Round numbers along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import ceil, floor, log10

_MOST_STEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An axis from the first of ``ticks`` to the last, all equally far apart."""

    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value lies: 0 at the first tick, 1 at the last."""
        low, high = self.ticks[0], self.ticks[-1]
        return (value - low) / (high - low)


def scale(low: float, high: float) -> Scale:
    """The axis for values between ``low`` and ``high``; it starts at 0 unless that hides them."""
    low, high = (min(low, 0), max(high, 0)) if low < 0 or low < high / 2 else (low, high)
    step = _step((high - low) or abs(high) or 1)
    first, last = floor(low / step), ceil(high / step)
    ticks = (position * step for position in range(first, max(last, first + 1) + 1))
    return Scale(ticks=tuple(float(f"{tick:.12g}") for tick in ticks))


def _step(width: float) -> float:
    """The smallest round step by which ``width`` takes few steps."""
    power = floor(log10(width / _MOST_STEPS))
    steps = (factor * 10.0**p for p, factor in product((power, power + 1), (1, 2, 2.5, 5)))
    return next(step for step in steps if step * _MOST_STEPS >= width)
