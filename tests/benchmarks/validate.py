"""What a verdict costs, ours and frictionless's: ``python -m tests.benchmarks.validate``.

Both sides judge the same files by the same schemas, each in a process of its own, in one run:
a large table without a fault, the same with bad cells spread out, and many small tables. It prints
a Markdown table: CPU seconds of the whole process with its children, the largest memory, how many
errors were found and how much less CPU ours took (medians, and the range of the ratios); then
whether the errors are the same.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from generator.model import Column, Constraints, Resource, Schema, Text
from generator.problems import Problem
from generator.table import table_schema
from tests.benchmarks.cost import measure

_NAME = Text(vi="Bảng")
_BAD_CELLS = {
    "id": "1", "ma": "12", "ten": "a" * 70, "ngay": "31/12/2024", "luc": "hôm qua",
    "so_tien": "1.2.3", "so_luong": "-4", "co": "có", "nam": "24", "loai": "F",
}  # fmt: skip
_Errors = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Files to judge: ``label`` is its line of the table, ``least`` the ratio aimed at."""

    label: str
    files: tuple[Path, ...]
    least: int


def column(name: str, type_: Any = "string", **constraints: Any) -> Column:
    """A column of the benchmark's tables."""
    return Column(name=name, type=type_, label=_NAME, constraints=Constraints(**constraints))


SCHEMA = Schema(
    fields=(
        column("id", "integer", required=True, minimum=1),
        column("ma", required=True, pattern="[0-9]{5}"),
        column("ten", max_length=60),
        column("ngay", "date", minimum="2000-01-01"),
        column("luc", "datetime"),
        column("so_tien", "number", minimum=0),
        column("so_luong", "integer", minimum=0, maximum=1000),
        column("co", "boolean"),
        column("nam", "year"),
        column("loai", enum=tuple("ABCDE")),
    ),
    primary_key=("id",),
)


def rows(count: int, bad: int, chance: random.Random) -> Iterator[list[Any]]:
    """The header and ``count`` rows, of which ``bad`` have a cell that breaks the schema."""
    names = [field.name for field in SCHEMA.fields]
    yield names
    spoilt = set(chance.sample(range(1, count), bad))
    for number in range(count):
        row = _row(number, chance)
        if number in spoilt:
            position = chance.randrange(len(names))
            row[position] = _BAD_CELLS[names[position]]
        yield row


def _row(number: int, chance: random.Random) -> list[Any]:
    day = (
        f"{chance.randrange(2010, 2025)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    )
    return [
        number + 1,
        f"{chance.randrange(100_000):05}",
        f"{chance.choice(('Phường Hoà Bình', 'Xã Tân Phú', 'Phường Đông Hải'))} {number % 1000}",
        day,
        f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}",
        f"{chance.uniform(0, 1e6):.2f}",
        chance.randrange(1000),
        chance.choice(("true", "false")),
        chance.randrange(1990, 2025),
        chance.choice("ABCDE"),
    ]


def write_table(path: Path, count: int, bad: int, seed: int) -> Path:
    """A CSV file of ``count`` rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows(count, bad, random.Random(seed)))
    return path


def describe(files: Sequence[Path], package: Path) -> None:
    """The Data Package by which frictionless judges the files."""
    schema = table_schema(SCHEMA)
    resources = [
        {"name": file.stem, "type": "table", "path": file.name, "schema": schema} for file in files
    ]
    package.write_text(json.dumps({"resources": resources}), "utf-8")


def compare(case: Case, runs: int) -> tuple[str, bool]:
    """The line of the table for a case, and whether both sides found the same errors.

    Both sides run by turns, so that what else the machine does falls on both.
    """
    folder = case.files[0].parent
    package = folder / f"{case.files[0].stem}.package.json"
    describe(case.files, package)
    ours, theirs = folder / "ours.json", folder / "theirs.json"
    judge = [sys.executable, "-m", "tests.benchmarks.validate", "--judge"]
    frictionless = [sys.executable, "-m", "frictionless", "validate", "--json", "--trusted"]
    pairs = [
        (
            measure([*judge, *map(str, case.files)], ours, fine=(0, 1), is_alone=True),
            measure(
                [*frictionless, "--type", "package", str(package)],
                theirs,
                fine=(0, 1),
                is_alone=True,
            ),
        )
        for _ in range(runs)
    ]
    found, expected = our_errors(ours), their_errors(theirs)
    ratios = sorted(other.cpu / mine.cpu for mine, other in pairs)
    cells = [
        case.label,
        *(
            f"{median(c.cpu for c in side):.2f} | {max(c.memory for c in side):.0f}"
            for side in zip(*pairs, strict=True)
        ),
        f"{len(found)} | {len(expected)}",
        f"{median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f}) | {case.least}",
    ]
    return f"| {' | '.join(cells)} |", found == expected


def our_errors(output: Path) -> _Errors:
    """Kind, row, column and cell of each of our problems."""
    found = json.loads(output.read_text("utf-8"))
    return [tuple(error) for error in found]


def their_errors(output: Path) -> _Errors:
    """The same of frictionless's report."""
    report = json.loads(output.read_text("utf-8"))
    return [
        (error["type"], error["rowNumber"], error.get("fieldName"), error.get("cell"))
        for task in report["tasks"]
        for error in task["errors"]
    ]


def judge(files: Sequence[Path]) -> None:
    """Our side: every table in one process; prints the errors as JSON."""
    from generator.validate import validate_table

    found = []
    for file in files:
        resource = Resource(name="bang", path=file.name, title=_NAME, schema=SCHEMA)
        found += validate_table(resource, file, file.name, {})
    json.dump([_plain(problem) for problem in found], sys.stdout)


def _plain(problem: Problem) -> list[Any]:
    from generator.validate.rows import CONSTRAINT_CODES

    place = problem.place
    if problem.code == "key-duplicate":  # of the row, as frictionless puts it
        return ["primary-key", place.row, None, None]
    is_constraint = problem.code in CONSTRAINT_CODES.values()
    return [
        "constraint-error" if is_constraint else "type-error",
        place.row,
        place.field,
        place.cell,
    ]


def changed_since(folder: Path, datasets: int) -> str:
    """What one changed dataset costs among ``datasets``, with what was read before and without."""
    portal, log = folder / "portal", folder / "log"
    opendata = [sys.executable, "-m", "generator.cli"]
    sample = [*opendata, "sample", "--datasets", str(datasets), "--rows", "10", "--out"]
    measure([*sample, str(portal)], log)
    git = [
        "git",
        "-C",
        str(portal),
        "-c",
        "user.name=bench",
        "-c",
        "user.email=bench@portal.example",
    ]
    for step in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "portal"]):
        measure([*git, *step], log)
    changed = min(portal.glob("datasets/*/*/dataset.yml"))
    changed.write_text(changed.read_text("utf-8").replace("vi: ", "vi: Mới ", 1), encoding="utf-8")
    command = [*opendata, "--root", str(portal), "validate", "--changed-since", "HEAD"]
    costs = {"nothing read before": measure(command, log), "read before": measure(command, log)}
    return "\n".join(
        f"one of {datasets:,} datasets changed, {case}: "
        f"{cost.wall:.2f} s, {cost.cpu:.2f} s of CPU, {cost.memory:.0f} MiB"
        for case, cost in costs.items()
    )


def cases(folder: Path, large: int, tables: int) -> Iterator[Callable[[], Case]]:
    """What is compared; files are made when they are asked for."""
    yield lambda: Case(
        label=f"1 × {large:,} rows, valid",
        files=(write_table(folder / "tot.csv", large, 0, 1),),
        least=20,
    )
    yield lambda: Case(
        label=f"1 × {large:,} rows, 100 bad cells",
        files=(write_table(folder / "hong.csv", large, 100, 2),),
        least=10,
    )
    yield lambda: Case(
        label=f"{tables} × 500 rows, valid",
        files=tuple(
            write_table(folder / f"nho-{number}.csv", 500, 0, number) for number in range(tables)
        ),
        least=5,
    )


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--tables", type=int, default=206)
    parser.add_argument("--datasets", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3, help="of each side, by turns")
    parser.add_argument("--judge", type=Path, nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.judge:
        judge(options.judge)
        return
    print(f"{os.cpu_count()} processors, Python {platform.python_version()}\n")
    print(
        "| tables of 10 typed columns | ours CPU s | MiB | frictionless CPU s | MiB | errors ours "
        "| frictionless | times less CPU | aim |"
    )
    print("| :--- |" + " ---: |" * 8)
    with tempfile.TemporaryDirectory() as folder:
        same = []
        for make in cases(Path(folder), options.rows, options.tables):
            line, is_same = compare(make(), options.runs)
            same.append(is_same)
            print(line, flush=True)
        print(f"\n{changed_since(Path(folder), options.datasets)}")
    print("\nThe errors are the same." if all(same) else "\nThe errors DIFFER.")


if __name__ == "__main__":
    main()
