"""``python -m tests.corpus.measure``: how many leaks are stopped, and how many stops are right."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.corpus import held_out, tuned
from tests.corpus.table import Labelled

SEEDS = {"tuned": 1, "held-out": 20_260_801}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Tables by label and verdict; ``missed`` and ``false_alarms`` name the disguises."""

    leaks: int
    innocents: int
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The part of the leaks that are stopped."""
        return 1 - len(self.missed) / self.leaks

    @property
    def precision(self) -> float:
        """The part of the stops that are leaks."""
        stopped = self.leaks - len(self.missed)
        return stopped / (stopped + len(self.false_alarms))


@cache
def corpus(name: str, seed: int | None = None) -> tuple[Labelled, ...]:
    """The tables of a part of the corpus; the same for the same seed."""
    part = {"tuned": tuned, "held-out": held_out}[name]
    rng = Random(SEEDS[name] if seed is None else seed)
    return (*part.leaks(rng), *part.innocents(rng))


def measure(tables: Sequence[Labelled]) -> Score:
    """Judge every table."""
    stopped = [table.is_stopped() for table in tables]
    pairs = list(zip(tables, stopped, strict=True))
    return Score(
        leaks=sum(table.is_leak for table in tables),
        innocents=sum(not table.is_leak for table in tables),
        missed=tuple(table.about for table, is_stopped in pairs if table.is_leak > is_stopped),
        false_alarms=tuple(
            table.about for table, is_stopped in pairs if table.is_leak < is_stopped
        ),
    )


def main() -> None:
    """Print the scores, and the disguises that fail with ``-v``."""
    for name in SEEDS:
        score = measure(corpus(name))
        print(
            f"{name}: {score.leaks} leaks, {score.innocents} innocents, "
            f"recall {score.recall:.3f}, precision {score.precision:.3f}"
        )
        if "-v" in sys.argv:
            print(*(f"  missed: {about}" for about in score.missed), sep="\n")
            print(*(f"  false alarm: {about}" for about in score.false_alarms), sep="\n")


if __name__ == "__main__":
    main()
