"""The folders of a repository: which agencies and datasets there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problem

DATASETS = "datasets"
CATALOG_FILE = f"{DATASETS}/catalog.yml"
VOCABULARIES = f"{DATASETS}/vocabularies"
SCHEMAS = f"{DATASETS}/schemas"
METADATA_FILE = "dataset.yml"

_OURS = {"vocabularies", "schemas"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders that hold datasets, relative to the root, in order; and what is amiss."""

    datasets: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_datasets(root: Path) -> Folders:
    """Find every ``datasets/<agency>/<dataset>/`` below ``root``."""
    found: list[str] = []
    problems: list[Problem] = []
    for agency in _entries(root / DATASETS):
        if agency.name in _OURS or agency.name == Path(CATALOG_FILE).name:
            continue
        place = f"{DATASETS}/{agency.name}"
        if not agency.is_dir(follow_symlinks=False):
            problems.append(_stray(agency, place))
            continue
        for entry in _entries(Path(agency.path)):
            inner = f"{place}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                problems.append(_stray(entry, inner))
            elif (Path(entry.path) / METADATA_FILE).exists():
                found.append(inner)
            else:
                problems.append(Problem(code="dataset-without-metadata", place=Place(file=inner)))
    return Folders(datasets=tuple(found), problems=tuple(problems))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from sorted(
            (entry for entry in entries if not entry.name.startswith(".")),
            key=lambda entry: entry.name,
        )


def _stray(entry: os.DirEntry[str], file: str) -> Problem:
    code = "path-symlink" if entry.is_symlink() else "file-undeclared"
    return Problem(code=code, place=Place(file=file), details={"path": entry.name})
