"""What a build costs: ``python -m tests.benchmarks.build [--datasets N …] [--rows R]``.

For each size, a synthetic portal is written and built twice by ``opendata build``: cold (no store,
so every table is read, judged and converted) and warm (nothing changed). It prints a Markdown
table: wall-clock and CPU seconds of the whole process with its children, the largest memory of any
one process, files and bytes of the site.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.cost import measure

SIZES = (42, 206, 2000)
_OPENDATA = [sys.executable, "-m", "generator.cli", "--lang", "en"]


def row(size: int, rows: int, folder: Path) -> str:
    """The line of the table for a portal of ``size`` datasets."""
    portal, log = folder / str(size), folder / "log"
    sample = [*_OPENDATA, "sample", "--datasets", str(size), "--rows", str(rows), "--out"]
    measure([*sample, str(portal)], log)
    command = [*_OPENDATA, "--root", str(portal), "build"]
    cold, warm = measure(command, log), measure(command, log)
    files = [path for path in (portal / "site").rglob("*") if path.is_file()]
    size_mib = sum(path.stat().st_size for path in files) / 2**20
    cells = [
        f"{size:,}",
        *(f"{cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:.0f}" for cost in (cold, warm)),
        f"{len(files):,}",
        f"{size_mib:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--datasets", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rows", type=int, default=100)
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {platform.python_version()}, {options.rows} rows\n")
    print(
        "| datasets | cold s | cold CPU s | cold MiB | warm s | warm CPU s | warm MiB "
        "| files | site MiB |"
    )
    print("|" + " ---: |" * 9)
    with tempfile.TemporaryDirectory() as folder:
        for size in options.datasets:
            print(row(size, options.rows, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
