"""What checks found of a dataset, in sentences: what holds, and what is better mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.distribution import Product, TableProfile
from generator.model import Resource
from generator.problems import Problem, page_path
from generator.render.charts.profiles import share
from generator.render.parts import Freshness
from generator.render.words import Words

_MOST_PROBLEMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence; ``path`` is the page that explains how to mend what does not hold."""

    holds: bool
    text: str
    path: str | None = None


def problems_by_folder(problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
    """The problems of each folder and of all folders below it."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        for folder in PurePosixPath(problem.place.file).parents:
            found[str(folder)].append(problem)
    return {folder: tuple(each) for folder, each in found.items()}


def findings(
    pairs: Sequence[tuple[Resource, Product]],
    problems: Sequence[Problem],
    freshness: Freshness | None,
    words: Words,
) -> tuple[Finding, ...]:
    """All sentences about a dataset, what does not hold first."""
    read = [
        (resource, product.profile) for resource, product in pairs if product.profile is not None
    ]
    told = [*_told(problems, words), *_of_time(freshness, words), *_of_tables(read, words)]
    return tuple(sorted(told, key=lambda finding: finding.holds))


def _told(problems: Sequence[Problem], words: Words) -> Iterator[Finding]:
    for problem in problems[:_MOST_PROBLEMS]:
        message = problem.message(words.language)
        yield Finding(holds=False, text=message, path=page_path(problem.code))
    rest = len(problems) - _MOST_PROBLEMS
    if rest > 0:
        yield Finding(holds=False, text=words("finding.more", n=rest))


def _of_time(freshness: Freshness | None, words: Words) -> Iterator[Finding]:
    if freshness is not None:
        late = freshness.is_overdue
        yield Finding(
            holds=not late,
            text=words("finding.late", n=freshness.days_late) if late else words("finding.on_time"),
        )


def _of_tables(read: Sequence[tuple[Resource, TableProfile]], words: Words) -> Iterator[Finding]:
    if not read:
        return
    columns = sum(len(profile.columns) for _, profile in read)
    yield Finding(holds=True, text=words("finding.types", n=columns))
    keys = [resource.schema.primary_key for resource, _ in read if resource.schema]
    if any(keys):
        yield Finding(holds=True, text=words("finding.keys"))
    if any(resource.schema.foreign_keys for resource, _ in read if resource.schema):
        yield Finding(holds=True, text=words("finding.references"))
    yield from _of_gaps([profile for _, profile in read], words)


def _of_gaps(profiles: Sequence[TableProfile], words: Words) -> Iterator[Finding]:
    cells = sum(profile.rows * len(profile.columns) for profile in profiles)
    missing = sum(column.missing for profile in profiles for column in profile.columns)
    if cells == 0:
        yield Finding(holds=False, text=words("finding.no_rows"))
    elif missing == 0:
        yield Finding(holds=True, text=words("finding.complete"))
    else:
        yield Finding(holds=True, text=words("finding.missing", share=share(missing, cells, words)))
