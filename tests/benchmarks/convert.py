"""What converting tables costs: ``python -m tests.benchmarks.convert [--rows 10000000]``.

A million rows become every form, many times that become the forms of large tables, and 206 small
tables are converted one after the other, each case in a process of its own. It prints a Markdown
table: CPU and wall-clock seconds of the whole process, the largest memory, and the aims.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.convert import LARGE_BYTES, convert
from generator.convert.large import LargeForms, write_large
from generator.model import Resource, Text
from generator.store import Store
from tests.benchmarks.cost import Cost, measure
from tests.benchmarks.validate import SCHEMA, rows, write_table

_NAME = Text(vi="Bảng")
_REPEATED = 100_000
_SMALL_TABLES, _SMALL_ROWS = 206, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Tables to convert: ``kind`` is how, ``cpu`` and ``memory`` (MiB) are the aims."""

    label: str
    kind: str
    files: tuple[Path, ...]
    cpu: float
    memory: float | None = 600


def forms(files: list[Path], folder: Path) -> None:
    """Every form of each table."""
    for file in files:
        convert(_resource(file), file, Store(folder))


def columns(files: list[Path], folder: Path) -> None:
    """Only Parquet and the profile of a large table."""
    for file in files:
        write_large(_resource(file), SCHEMA, file, LargeForms(folder / "t.parquet", None))


_KINDS: dict[str, Callable[[list[Path], Path], None]] = {"forms": forms, "columns": columns}


def _resource(file: Path) -> Resource:
    return Resource(name=file.stem, path=file.name, title=_NAME, schema=SCHEMA)


def write_long_table(path: Path, count: int) -> Path:
    """A table of ``count`` rows: random ones over and over, each with a number of its own."""
    header, *block = rows(_REPEATED, 0, random.Random(2))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for start in range(0, count, _REPEATED):
            writer.writerows([start + row[0], *row[1:]] for row in block[: count - start])
    return path


def cases(folder: Path, long: int) -> Iterator[Case]:
    """All cases, their files written to ``folder``."""
    million = write_table(folder / "trieu.csv", 1_000_000, 0, 1)
    yield Case(
        label="1.000.000 × 10, mọi dạng · every form", kind="forms", files=(million,), cpu=20
    )
    small = tuple(
        write_table(folder / f"nho-{n}.csv", _SMALL_ROWS, 0, n) for n in range(_SMALL_TABLES)
    )
    label = f"{_SMALL_TABLES} × {_SMALL_ROWS}, mọi dạng · every form"
    yield Case(label=label, kind="forms", files=small, cpu=5, memory=None)
    table = write_long_table(folder / "dai.csv", long)
    label = f"{long:_} × 10, Parquet".replace("_", ".")
    yield Case(label=label, kind="columns", files=(table,), cpu=12)
    if table.stat().st_size > LARGE_BYTES:
        label = f"{long:_} × 10, Parquet + CSV".replace("_", ".")
        yield Case(label=label, kind="forms", files=(table,), cpu=float("nan"))


def line(case: Case, folder: Path) -> str:
    """A case's line of the table."""
    work = folder / "work"
    work.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.convert", "--kind", case.kind]
    cost = measure([*command, str(work), *map(str, case.files)], folder / "told", is_alone=True)
    shutil.rmtree(work)
    return _line(case, cost)


def _line(case: Case, cost: Cost) -> str:
    memory = "–" if case.memory is None else f"{case.memory:.0f}"
    aim = "–" if case.cpu != case.cpu else f"{case.cpu:.0f}"
    cells = (f"{cost.cpu:.1f}", f"{cost.wall:.1f}", aim, f"{cost.memory:.0f}", memory)
    return f"| {' | '.join((case.label, *cells))} |"


def main() -> None:
    """Print the table, or do the work of one case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--kind", choices=_KINDS)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.kind:
        work, *files = given.files
        _KINDS[given.kind](files, work)
        return
    print(
        "| bảng · tables | CPU s | s | ≤ | MiB | ≤ |\n| :--- | ---: | ---: | ---: | ---: | ---: |"
    )
    with tempfile.TemporaryDirectory() as name:
        for case in cases(Path(name), given.rows):
            print(line(case, Path(name)), flush=True)


if __name__ == "__main__":
    main()
