"""The folders of a repository: which agencies and datasets there are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problem
from generator.vietnamese import slugify

DATASETS = "datasets"
CATALOG_FILE = f"{DATASETS}/catalog.yml"
WAIVERS_FILE = f"{DATASETS}/waivers.yml"
VOCABULARIES = f"{DATASETS}/vocabularies"
SCHEMAS = f"{DATASETS}/schemas"
SOURCES = f"{DATASETS}/sources"
METADATA_FILE = "dataset.yml"

_SAFE = re.compile(r"\w[\w .()-]*")
_OURS = {"vocabularies", "schemas", "sources", Path(CATALOG_FILE).name, Path(WAIVERS_FILE).name}


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
        if agency.name in _OURS:
            continue
        place = f"{DATASETS}/{agency.name}"
        if not _is_named_folder(agency):
            problems.append(_stray(agency, place))
            continue
        for entry in _entries(Path(agency.path)):
            inner = f"{place}/{entry.name}"
            if not _is_named_folder(entry):
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


def _is_named_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and _has_safe_name(entry.name)


def _has_safe_name(name: str) -> bool:
    # A name that is no UTF-8 is refused too: Python reads such bytes as halves of characters.
    return bool(_SAFE.fullmatch(name) and slugify(name))


def _stray(entry: os.DirEntry[str], file: str) -> Problem:
    if entry.is_symlink():
        code = "path-symlink"
    else:
        code = "path-unsafe" if entry.is_dir() else "file-undeclared"
    return Problem(code=code, place=Place(file=file), details={"path": entry.name})
