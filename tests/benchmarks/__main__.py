"""Everything that is measured beside others: ``python -m tests.benchmarks [--only KIND …]``.

Inputs are generated, both sides run by turns in the same run, and medians are written as Markdown
tables: to the terminal, and with ``--output`` into documents (see ``tables.write``).
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from generator.model import Language
from tests.benchmarks import tables
from tests.benchmarks.beside_hugo import Pair, compare
from tests.benchmarks.rebuild import AIMS, Rebuilds, rebuild
from tests.benchmarks.tables import Report, Table, Verbatim

Measurement = Callable[[argparse.Namespace, Path], Iterator[Table | Verbatim]]
"""What gives the tables of one kind, with the options and a folder to work in."""

_SIZES = (206, 2_000, 10_000)


def pages(options: argparse.Namespace, folder: Path) -> Iterator[Table]:
    """Cold builds beside Hugo."""
    pairs = [compare(size, options.runs, folder, options.rows) for size in options.sizes]
    yield Table(
        title={"vi": "Dựng toàn bộ, cạnh Hugo: CPU", "en": "Cold build, beside Hugo: CPU"},
        heads={
            "vi": (
                "bộ dữ liệu", "trang", "trang của Hugo", "giây CPU", "giây CPU của Hugo",
                "ms mỗi trang", "ms mỗi trang của Hugo", "so với Hugo", "ms mỗi bộ dữ liệu",
            ),
            "en": (
                "datasets", "pages", "Hugo’s pages", "CPU s", "Hugo’s CPU s",
                "ms a page", "Hugo’s ms a page", "to Hugo’s", "ms a dataset",
            ),
        },
        rows=tuple(map(_cpu, pairs)),
        note={
            "vi": "Phía ta là cả lệnh `opendata build` khi các bảng đã được chuyển đổi: đọc, kiểm "
            "tra, trang hai ngôn ngữ, tài liệu theo mọi chuẩn, dữ liệu tìm kiếm. Hugo chỉ viết "
            "trang, từ đúng dữ liệu mà mẫu trang của ta nhận. Mục tiêu: CPU mỗi trang không hơn "
            "Hugo (1).",
            "en": "Ours is the whole of `opendata build` with tables already converted: reading, "
            "checking, pages in both languages, the documents of every standard, search data. "
            "Hugo writes the pages only, from what our templates are given. Aim: CPU a page no "
            "more than Hugo’s (1).",
        },
    )  # fmt: skip
    yield Table(
        title={
            "vi": "Dựng toàn bộ, cạnh Hugo: thời gian, bộ nhớ, byte",
            "en": "Cold build, beside Hugo: time, memory, bytes",
        },
        heads={
            "vi": (
                "bộ dữ liệu", "giây", "giây của Hugo", "MiB", "MiB của Hugo", "so với Hugo",
                "byte mỗi trang dữ liệu", "byte của Hugo",
            ),
            "en": (
                "datasets", "s", "Hugo’s s", "MiB", "Hugo’s MiB", "to Hugo’s",
                "bytes a dataset’s page", "Hugo’s bytes",
            ),
        },
        rows=tuple(map(_room, pairs)),
        note={
            "vi": "Bộ nhớ là mức cao nhất của cả cây tiến trình. Mục tiêu: không quá một phần năm "
            "của Hugo (0,2) và 600 MiB với 10.000 bộ.",
            "en": "Memory is the most of the whole tree of processes at one time. Aim: at most a "
            "fifth of Hugo’s (0.2) and 600 MiB for 10,000 datasets.",
        },
    )  # fmt: skip


def _cpu(pair: Pair) -> tuple[tables.Value, ...]:
    ours, hugo = pair.ours, pair.hugo
    return (
        *(pair.size, ours.pages, hugo.pages, ours.cost.cpu, hugo.cost.cpu),
        *(ours.cpu_a_page, hugo.cpu_a_page, ours.cpu_a_page / hugo.cpu_a_page),
        1000 * ours.cost.cpu / pair.size,
    )


def _room(pair: Pair) -> tuple[tables.Value, ...]:
    ours, hugo = pair.ours, pair.hugo
    return (
        *(pair.size, ours.cost.wall, hugo.cost.wall),
        *(ours.cost.memory, hugo.cost.memory, ours.cost.memory / hugo.cost.memory),
        *(ours.page_bytes, hugo.page_bytes),
    )


def rebuilds(options: argparse.Namespace, folder: Path) -> Iterator[Table]:
    """Builds after one dataset changed."""
    made = [rebuild(size, options.runs, folder, options.rows) for size in options.sizes]
    yield Table(
        title={"vi": "Dựng lại sau một thay đổi", "en": "Rebuild after one change"},
        heads={
            "vi": (
                "bộ dữ liệu", "không đổi gì, giây", "CPU, giây", "một từ mô tả, giây",
                "CPU, giây", "một ô, giây", "CPU, giây", "MiB", "mục tiêu, giây",
            ),
            "en": (
                "datasets", "nothing changed, s", "CPU s", "a word of the description, s",
                "CPU s", "a cell, s", "CPU s", "MiB", "aim, s",
            ),
        },
        rows=tuple(map(_rebuild, made)),
        note={
            "vi": "Cả tiến trình; thay đổi một ô gồm cả việc chuyển đổi bảng ấy.",
            "en": "Whole process; a changed cell includes converting its table again.",
        },
    )  # fmt: skip


def _rebuild(made: Rebuilds) -> tuple[tables.Value, ...]:
    costs = (made.nothing, made.description, made.cell)
    times = (figure for cost in costs for figure in (cost.wall, cost.cpu))
    return (made.size, *times, max(cost.memory for cost in costs), AIMS.get(made.size))


def _printed(module: str, vi: str, en: str) -> Measurement:
    """A part that another benchmark prints."""

    def part(options: argparse.Namespace, folder: Path) -> Iterator[Verbatim]:  # noqa: ARG001 - as the others
        command = [sys.executable, "-m", f"tests.benchmarks.{module}"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        yield Verbatim(title={"vi": vi, "en": en}, text=done.stdout)

    return part


PARTS: dict[str, Measurement] = {
    "pages": pages,
    "rebuild": rebuilds,
    "convert": _printed("convert", "Chuyển đổi bảng", "Conversion of tables"),
    "validate": _printed(
        "validate", "Kiểm tra bảng, cạnh frictionless", "Validation of tables, beside frictionless"
    ),
}


def machine(runs: int) -> dict[Language, str]:
    """What it was measured on, when, and how often."""
    model = next(_processor_names(), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    programs = (
        f"opendata {version('opendata')}, Python {platform.python_version()}, {_hugo()}, "
        f"frictionless {version('frictionless')}"
    )
    day = datetime.now(UTC).date().isoformat()
    cores = os.cpu_count()
    return {
        "vi": f"{day} · {cores} nhân {model}, {memory:.0f} GiB · {programs}. "
        f"Số lượt chạy mỗi phía: {runs}.",
        "en": f"{day} · {cores} cores of {model}, {memory:.0f} GiB · {programs}. "
        f"Runs of each side: {runs}.",
    }


def _processor_names() -> Iterator[str]:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            yield line.partition(":")[2].strip()


def _hugo() -> str:
    """Hugo's name and number, without where it was made."""
    told = subprocess.run(["hugo", "version"], check=True, stdout=subprocess.PIPE, text=True)
    return "Hugo " + told.stdout.split()[1].removeprefix("v")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="numbers of datasets")
    parser.add_argument("--rows", type=int, default=100, help="of the largest tables")
    parser.add_argument("--runs", type=int, default=3, help="of each side, by turns")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=tuple(PARTS))
    parser.add_argument("--folder", type=Path, help="keep the portals here, to measure them again")
    parser.add_argument("--output", type=Path, nargs="+", default=(), metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        parts = [part for name in options.only for part in PARTS[name](options, folder)]
    report = Report(machine=machine(options.runs), parts=tuple(parts))
    print(tables.markdown(report, "en"))
    for file in options.output:
        tables.write(report, file)


if __name__ == "__main__":
    main()
