"""The portals that are measured: made by ``opendata sample``, built, and edited."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.settings import STORE
from tests.benchmarks.cost import Cost, measure

_OPENDATA = (sys.executable, "-m", "generator.cli", "--lang", "en")
_DESCRIPTION = re.compile(r"(?m)^(description:\n  vi: )(\S+ )")
_NUMERIC = frozenset({"number", "integer"})
_HARMLESS = frozenset({"required", "minimum", "maximum"})
"""Rules that do not forbid that a cell holds what another cell of the column holds."""


def write_portal(size: int, rows: int, folder: Path) -> Path:
    """A synthetic portal of ``size`` datasets; one that is there already is taken."""
    portal = folder / f"portal-{size}"
    if not portal.exists():
        options = ["--datasets", str(size), "--rows", str(rows), "--out", str(portal)]
        measure([*_OPENDATA, "sample", *options], folder / "sample.log")
    return portal


def build(portal: Path) -> Cost:
    """What ``opendata build`` costs as a whole process."""
    return measure([*_OPENDATA, "--root", str(portal), "build"], portal.with_suffix(".log"))


def forget_pages(portal: Path) -> None:
    """Remove what was made of the catalogue; the tables stay read, judged and converted."""
    for folder in (portal / "site", portal / STORE / "sites"):
        shutil.rmtree(folder, ignore_errors=True)


def site_pages(site: Path) -> list[Path]:
    """The pages of a built site."""
    return list(site.rglob("index.html"))


def dataset_pages(site: Path) -> list[Path]:
    """The pages of the datasets, in both languages."""
    pages = [*site.glob("datasets/*/index.html"), *site.glob("en/datasets/*/index.html")]
    return sorted(page for page in pages if "." not in page.parent.name)  # parts of lists


def edit_description(portal: Path, run: int) -> None:
    """Write another first word into the description of the first dataset."""
    file = min(portal.glob("datasets/*/*/dataset.yml"))
    text = file.read_text("utf-8")
    edited = _DESCRIPTION.sub(rf"\g<1>Bản{run} ", text, count=1)
    if edited == text:
        raise ValueError(f"{file}: no description to edit")
    file.write_text(edited, encoding="utf-8")


def edit_cell(portal: Path, run: int) -> None:
    """Give a cell of some table a value that the same column has elsewhere; another each run."""
    file, column = next(_editable(portal))
    table = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    place = table[0].index(column)
    values = sorted({row[place] for row in table[1:]} - {table[-1][place], "", "-"})
    table[-1][place] = values[run % len(values)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(table)


def _editable(portal: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(portal.glob("datasets/*/*/dataset.yml")):
        metadata = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        for resource in metadata.get("resources", ()):
            table = file.parent / resource["path"]
            if table.suffix == ".csv" and _is_plain(table):
                for column in _open_columns(resource["schema"]):
                    yield table, column


def _is_plain(table: Path) -> bool:
    """Whether a table is as this module writes it: in UTF-8, with commas and bare line feeds."""
    content = table.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    head = content.split(b"\n", 1)[0]
    return head.isascii() and b"," in head and b";" not in head and b"\r" not in head


def _open_columns(schema: dict[str, Any]) -> Iterator[str]:
    key = schema.get("primary_key", ())
    for field in schema["fields"]:
        rules = set(field.get("constraints", {}))
        free = field.get("type") in _NUMERIC and rules <= _HARMLESS
        if free and field["name"] not in key:
            yield field["name"]
