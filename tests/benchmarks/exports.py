"""What describing the catalogue to programs costs: ``python -m tests.benchmarks.exports``.

A synthetic portal is built by ``opendata build`` without and with a store; then, in a process that
has the edition already, each standard's documents are written and thrown away. It prints the CPU
seconds of each, what all of them are of a build, how much memory they take beyond the edition, and
the largest document.
"""

from __future__ import annotations

import argparse
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from generator.build import prepare
from generator.describe import (
    atom,
    ckan,
    croissant,
    csvw,
    datapackage,
    dcat,
    due_dates,
    openapi,
    opensearch,
    project_open_data,
    robots,
    rowapi,
)
from generator.describe.rating import ratings
from generator.distribution import Edition, SiteFile
from generator.sections import json_ld
from generator.settings import STORE, Settings, build_day, processors
from tests.benchmarks.cost import measure
from tests.editions import files_of

_STANDARDS = (
    dcat, ckan, project_open_data, datapackage, csvw, croissant, rowapi, openapi, atom, due_dates,
    robots, opensearch,
)  # fmt: skip
_OPENDATA = [sys.executable, "-m", "generator.cli", "--lang", "en"]


def edition_of(root: Path) -> Edition:
    """The portal in ``root`` with everything made from its data."""
    settings = Settings(
        root=root, today=build_day(), store=root / STORE, jobs=processors(), allow_loss=True
    )
    edition = prepare(settings)
    if not isinstance(edition, Edition):
        raise SystemExit("\n".join(problem.message("en") for problem in edition.problems))
    return edition


def written(files: Iterable[SiteFile]) -> tuple[int, int, int]:
    """How many files, their bytes, and those of the largest; none of them is kept."""
    count = total = largest = 0
    for file in files:
        if isinstance(file.content, bytes):
            size = len(file.content)
            count, total, largest = count + 1, total + size, max(largest, size)
    return count, total, largest


def heads(edition: Edition) -> list[SiteFile]:
    """The schema.org descriptions that stand in the pages."""
    write = json_ld(edition).dataset
    for dataset in edition.catalog.datasets:
        for language in edition.catalog.portal.languages:
            write(dataset, language)
    return []


def rate(edition: Edition) -> list[SiteFile]:
    """The ratings of all datasets."""
    ratings(edition)
    return []


def line(name: str, make: Callable[[], Iterable[SiteFile]]) -> float:
    """Print the line of one export; gives its CPU seconds."""
    started = time.process_time()
    count, total, largest = written(make())
    cpu = time.process_time() - started
    sizes = f"{count:,} | {total / 2**20:.1f} | {largest / 2**20:.2f}"
    print(f"| {name} | {cpu:.2f} | {sizes} |", flush=True)
    return cpu


def memory() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--datasets", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, log = Path(folder) / "portal", Path(folder) / "log"
        size = ["--datasets", str(options.datasets), "--rows", str(options.rows)]
        measure([*_OPENDATA, "sample", *size, "--out", str(root)], log)
        build = [*_OPENDATA, "--root", str(root), "build"]
        builds = {"cold": measure(build, log), "warm": measure(build, log)}
        edition = edition_of(root)
        before = memory()
        print(f"{options.datasets:,} datasets, Python {platform.python_version()}\n")
        print("| export | CPU s | documents | MiB | largest MiB |\n| :--- |" + " ---: |" * 4)
        parts: dict[str, Callable[[Edition], Iterable[SiteFile]]] = {
            standard.__name__.removeprefix("generator.describe."): partial(files_of, standard)
            for standard in _STANDARDS
        }
        parts |= {"schema.org (in pages)": heads, "ratings": rate}
        total = sum(line(name, partial(files, edition)) for name, files in parts.items())
        print(
            f"\nall exports: {total:.1f} s of CPU, {memory() - before:.0f} MiB beyond the edition"
        )
        for name, cost in builds.items():
            print(
                f"{name} build: {cost.cpu:.1f} s of CPU; exports are {total / cost.cpu:.0%} of it"
            )


if __name__ == "__main__":
    main()
