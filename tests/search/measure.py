"""How well and how cheaply the portal's search finds: ``python -m tests.search.measure``.

Without arguments, the judged queries (``queries.yml``) are put to the engine over the repository's
own catalogue: the share that has a right dataset among its first five (success@5) and the mean
reciprocal rank of the first right one (MRR), with and without accents, and what was missed.

``--bytes N …`` writes portals of N datasets as ``opendata sample`` does, builds their index, and
prints what a first query costs: kilobytes packed (scripts, index and titles together), requests,
milliseconds in Node, and the CPU seconds of building the index.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from generator.check import check
from generator.distribution import Edition
from generator.render import read_bundle
from generator.sample import write_sample
from generator.settings import STORE, Settings, processors
from generator.vietnamese import fold
from tests.conftest import REPOSITORY
from tests.search.asking import ask, script_bytes, write_index

_DAY = date(2026, 11, 23)
_FIRST = 5
_TYPICAL = (
    "trường học", "giá đất", "số học sinh", "hộ nghèo", "dân số", "bệnh viện", "xe buýt",
    "khu công nghiệp", "danh sách cơ sở y tế huyện Tam Đảo", "quan trắc không khí 2024",
    "Sở GD&ĐT", "diện tích lúa xã Bình Xuyên", "th", "truong trung hoc pho thong", "nămm",
)  # fmt: skip
"""Queries for sample portals: short and long, a beginning, an abbreviation, a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well queries were answered: ``ranks`` of the first right dataset, 0 where none was."""

    ranks: Mapping[str, int]

    @property
    def success(self) -> float:
        """The share of queries with a right dataset among the first five."""
        return statistics.fmean(0 < rank <= _FIRST for rank in self.ranks.values())

    @property
    def reciprocal_rank(self) -> float:
        """The mean of one over the rank of the first right dataset."""
        return statistics.fmean(1 / rank if rank else 0 for rank in self.ranks.values())


def edition(root: Path) -> Edition:
    """The edition of a portal, with its tables converted."""
    settings = Settings(root=root, today=_DAY, store=root / STORE, jobs=processors())
    checked = check(settings, converting=True)
    return Edition(catalog=checked.catalog, products=checked.products, packages={})


def judged() -> dict[str, tuple[str, ...]]:
    """The judged queries with the slugs that answer them."""
    text = Path(__file__).with_name("queries.yml").read_text(encoding="utf-8")
    return {str(query): tuple(slugs) for query, slugs in yaml.safe_load(text).items()}


def quality(site: Path, queries: Mapping[str, Sequence[str]]) -> Quality:
    """How well the search of a site answers ``queries``."""
    answers = ask(site, queries, limit=20)
    return Quality(
        ranks={
            answer["query"]: next(
                (
                    rank
                    for rank, hit in enumerate(answer["hits"], start=1)
                    if hit["slug"] in queries[answer["query"]]
                ),
                0,
            )
            for answer in answers
        }
    )


def unaccented(queries: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same queries as people type them on a plain keyboard."""
    return {fold(query): slugs for query, slugs in queries.items()}


def _report_quality() -> Iterator[str]:
    queries = judged()
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        write_index(edition(REPOSITORY), site)
        yield "| queries | number | success@5 | MRR |\n| --- | ---: | ---: | ---: |"
        for kind, asked in (("accented", queries), ("unaccented", unaccented(queries))):
            found = quality(site, asked)
            cells = (kind, len(asked), f"{found.success:.3f}", f"{found.reciprocal_rank:.3f}")
            yield f"| {' | '.join(map(str, cells))} |"
            missed = [query for query, rank in found.ranks.items() if not 0 < rank <= _FIRST]
            yield from (f"<!-- missed: {query} -->" for query in missed)


def _report_bytes(sizes: Sequence[int]) -> Iterator[str]:
    scripts = script_bytes(read_bundle().folder)
    yield f"scripts: {scripts / 1000:.1f} kB; rows of a table: 20"
    yield (
        "| datasets | median kB | most kB | at | most requests | median ms | files | build CPU s |"
    )
    yield "| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |"
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            yield _row(size, Path(name), scripts)


def _row(size: int, folder: Path, scripts: int) -> str:
    portal, site = folder / "portal", folder / "site"
    write_sample(portal, datasets=size, rows=20, seed=1)
    of = edition(portal)
    started = time.process_time()
    count = write_index(of, site)
    cost = time.process_time() - started
    answers = ask(site, _TYPICAL)
    largest = max(answers, key=lambda answer: int(answer["bytes"]))
    cells = (
        f"{size:,}",
        f"{(scripts + statistics.median(a['bytes'] for a in answers)) / 1000:.1f}",
        f"{(scripts + largest['bytes']) / 1000:.1f}",
        largest["query"],
        max(answer["requests"] for answer in answers),
        f"{statistics.median(a['milliseconds'] for a in answers):.0f}",
        count,
        f"{cost:.2f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bytes", type=int, nargs="+", metavar="N")
    options = parser.parse_args()
    for line in _report_bytes(options.bytes) if options.bytes else _report_quality():
        print(line, flush=True)


if __name__ == "__main__":
    main()
