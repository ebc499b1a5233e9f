"""The rating of a dataset's description in words."""

from __future__ import annotations

from dataclasses import dataclass

from generator.distribution import Rating

# https://data.europa.eu/mqa/methodology: from how many of 405 points on.
_GRADES = ((351, "excellent"), (221, "good"), (121, "sufficient"), (0, "bad"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """A dimension: ``name`` is the key of its text."""

    name: str
    points: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityView:
    """A rating: ``grade`` and ``improvement``, the best next step, are keys of texts."""

    points: int
    maximum: int
    grade: str
    dimensions: tuple[DimensionView, ...]
    improvement: str | None


def quality_view(rating: Rating | None) -> QualityView | None:
    """The rating as the page shows it; none of datasets that are not rated."""
    if rating is None:
        return None
    return QualityView(
        points=rating.points,
        maximum=rating.maximum,
        grade=grade(rating.points),
        dimensions=tuple(
            DimensionView(name=name, points=points, maximum=maximum)
            for name, (points, maximum) in rating.dimensions.items()
        ),
        improvement=rating.improvement,
    )


def grade(points: int) -> str:
    """What the points are called."""
    return next(name for least, name in _GRADES if points >= least)
