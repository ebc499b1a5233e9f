"""Cold builds beside Hugo: the same pages, from the same contexts, in the same run.

Ours is the whole of ``opendata build`` with tables already converted: reading the metadata,
judging, pages in both languages, all documents and search data. Hugo writes the pages only, from
front matter that holds what our templates are given.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import portals
from tests.benchmarks.cost import Cost, measure, medians

_COMPARED = 50
_FACTS = {
    name: re.compile(rf"<{tag}[ >]")
    for name, tag in {
        "rows": "tr",
        "cells": "td",
        "columns and other heads": "th",
        "entries": "li",
        "facts": "dt",
        "forms of citation and code": "details",
        "drawn lines": "path",
        "structured data and scripts": "script",
        "sections": "h2",
    }.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one program took for a site: bytes are those of a dataset's page, on average."""

    cost: Cost
    pages: int
    page_bytes: float

    @property
    def cpu_a_page(self) -> float:
        """Milliseconds of CPU for each page it wrote."""
        return 1000 * self.cost.cpu / self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both sides of one size."""

    size: int
    ours: Side
    hugo: Side


def compare(size: int, runs: int, folder: Path, rows: int = 100) -> Pair:
    """Build a portal of ``size`` datasets with both, by turns."""
    portal = portals.write_portal(size, rows, folder)
    portals.build(portal)
    project = folder / f"hugo-{size}"
    write_hugo_project(portal, project)
    ours, hugo = [], []
    for _ in range(runs):
        portals.forget_pages(portal)
        ours.append(portals.build(portal))
        hugo.append(run_hugo(project))
    if different := different_facts(portal / "site", project / "public"):
        sys.exit("The pages differ:\n" + "\n".join(different))
    pair = Pair(
        size=size,
        ours=_side(medians(ours), portal / "site"),
        hugo=_side(medians(hugo), project / "public"),
    )
    shutil.rmtree(project)
    return pair


def write_hugo_project(portal: Path, project: Path) -> None:
    """Write the Hugo site of a portal, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.hugo_content", str(portal), str(project)]
    measure(command, project.with_suffix(".log"))


def run_hugo(project: Path) -> Cost:
    """What a Hugo build costs."""
    public = project / "public"
    shutil.rmtree(public, ignore_errors=True)
    command = ["hugo", "--quiet", "--source", str(project), "--destination", str(public)]
    return measure(command, project.with_suffix(".log"))


def different_facts(ours: Path, theirs: Path) -> list[str]:
    """Where a dataset's page says more or less of something; looks at ``_COMPARED`` pages."""
    pages = portals.dataset_pages(ours)
    chosen = pages[:: max(1, len(pages) // _COMPARED)]
    return [
        f"{page.relative_to(ours)}: {name}: {found} and {expected}"
        for page in chosen
        for name, pattern in _FACTS.items()
        for expected in [len(pattern.findall(page.read_text("utf-8")))]
        for found in [len(pattern.findall((theirs / page.relative_to(ours)).read_text("utf-8")))]
        if found != expected
    ]


def _side(cost: Cost, site: Path) -> Side:
    sizes = [page.stat().st_size for page in portals.dataset_pages(site)]
    return Side(cost=cost, pages=len(portals.site_pages(site)), page_bytes=sum(sizes) / len(sizes))
