"""Rebuilds after one dataset changed: a word of its description, then a cell of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import portals
from tests.benchmarks.cost import Cost, medians

AIMS = {206: 0.5, 2_000: 0.8, 10_000: 1.5}
"""Seconds that a rebuild may take as a whole process, by number of datasets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilds:
    """What it takes to build again."""

    size: int
    nothing: Cost
    description: Cost
    cell: Cost


def rebuild(size: int, runs: int, folder: Path, rows: int = 100) -> Rebuilds:
    """Build, change, build again."""
    portal = portals.write_portal(size, rows, folder)
    portals.build(portal)
    portals.build(portal)
    return Rebuilds(
        size=size,
        nothing=_after(lambda *_: None, portal, runs),
        description=_after(portals.edit_description, portal, runs),
        cell=_after(portals.edit_cell, portal, runs),
    )


def _after(edit: Callable[[Path, int], None], portal: Path, runs: int) -> Cost:
    costs = []
    for run in range(runs):
        edit(portal, run)
        costs.append(portals.build(portal))
    return medians(costs)
