"""The files beside the metadata: that they are what is declared, and lie where they may."""

from __future__ import annotations

import os
import re
import shlex
import stat
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path, PurePosixPath

from generator.distribution import Catalog
from generator.lfs import held
from generator.model import Dataset, Resource
from generator.problems import Place, Problem
from generator.validate.fault import (
    METADATA_FILE,
    Fault,
    Locate,
    locate_file,
    nearest,
    place_fault,
)

PUBLISHABLE = {
    ".csv", ".tsv", ".xlsx", ".ods", ".json", ".geojson", ".parquet", ".gpkg", ".zip",
    ".pdf", ".txt", ".md",
}  # fmt: skip
"""Endings of files that may be published: none that a browser would run on the portal's address.

HTML, SVG and XML are left out since all three can carry scripts.
"""

_DROPPINGS = {".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"}
"""What file managers and git leave behind; it is neither published nor worth a word."""

_UNSAFE = re.compile(
    r"""[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]"""  # control, Windows, bidi
    r"""|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(/|$)"""  # devices of Windows
    r"""|[. ](/|$)|//|(^|/)\ """,  # what Windows cuts off, and names of nothing
    re.IGNORECASE,
)


def validate_files(
    catalog: Catalog, locate: Locate = locate_file, datasets: Iterable[Dataset] | None = None
) -> list[Problem]:
    """Resource files that are missing, empty or out of bounds, and files nobody declares.

    ``datasets`` are those whose files are looked at, all where none are given.
    """
    problems: list[Problem] = []
    for dataset in catalog.datasets if datasets is None else datasets:
        for number, resource in enumerate(dataset.metadata.resources):
            for fault in _file_faults(catalog, dataset, resource, number):
                problems.append(place_fault(fault, dataset, locate))  # noqa: PERF401
        problems += _undeclared(catalog.root, dataset)
    return problems


def readable_source(catalog: Catalog, dataset: Dataset, resource: Resource) -> Path | None:
    """Where the publisher's file lies; ``None`` where it must not or cannot be read."""
    if any(_file_faults(catalog, dataset, resource, 0)):
        return None
    return held(catalog.root, catalog.source(dataset, resource)).path


def _file_faults(
    catalog: Catalog, dataset: Dataset, resource: Resource, number: int
) -> Iterator[Fault]:
    """The first thing that is wrong with a resource's path, and then with its file."""
    folder = catalog.root / dataset.folder
    code = _path_code(resource.path) or _file_code(catalog.root, dataset.folder, resource.path)
    if code:
        details = {"path": resource.path}
        if code == "data-file-missing":
            details["nearest"] = nearest(resource.path, list(_data_files(folder)))
        yield Fault(code=code, keys=("resources", number, "path"), details=details)
    else:
        yield from _lfs_faults(catalog, dataset, resource, number)
    if PurePosixPath(resource.path).suffix.lower() not in PUBLISHABLE:
        details = {"path": resource.path, "allowed": ", ".join(sorted(PUBLISHABLE))}
        yield Fault(code="file-ending", keys=("resources", number, "path"), details=details)


def _path_code(path: str) -> str | None:
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", path) or parts[0] == "~":
        return "path-outside"
    if "\\" in path or "." in parts or _UNSAFE.search(path):
        return "path-unsafe"
    return None


def _file_code(root: Path, folder: str, path: str) -> str | None:
    if _has_symlink(root, f"{folder}/{path}"):
        return "path-symlink"
    file = root / folder / path
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "data-file-missing"
    except OSError:  # names too long, folders closed to the reader
        return "data-file-unreadable"
    if not stat.S_ISREG(status.st_mode) or not os.access(file, os.R_OK):
        return "data-file-unreadable"
    if status.st_size == 0:
        return "data-file-empty"
    return None


def _lfs_faults(
    catalog: Catalog, dataset: Dataset, resource: Resource, number: int
) -> Iterator[Fault]:
    found = held(catalog.root, catalog.source(dataset, resource))
    if found.code:
        # A name is shown to people who copy it into a shell.
        path = f"{dataset.folder}/{resource.path}"
        details = {"path": resource.path, "file": shlex.quote(path), **found.details}
        yield Fault(code=found.code, keys=("resources", number, "path"), details=details)


def _has_symlink(root: Path, path: str) -> bool:
    # Thousands of files are asked for: texts are several times faster than Path, whose is_symlink
    # raises an error on names that are too long, too.
    steps = accumulate(path.split("/"), lambda folder, name: f"{folder}/{name}")
    return any(os.path.islink(f"{root}/{step}") for step in steps)  # noqa: PTH114


def _undeclared(root: Path, dataset: Dataset) -> Iterator[Problem]:
    declared = {resource.path for resource in dataset.metadata.resources}
    for path in _data_files(root / dataset.folder):
        if path not in declared:
            place = Place(file=f"{dataset.folder}/{path}")
            yield Problem(code="file-undeclared", place=place, details={"path": path})


def _data_files(folder: Path) -> Iterator[str]:
    """Paths of all files in a dataset's folder but its metadata, in order."""
    for top, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(top) / name).is_symlink()]
        folders.sort()
        for name in sorted(files + links):
            path = (Path(top) / name).relative_to(folder).as_posix()
            if path != METADATA_FILE and name not in _DROPPINGS:
                yield path
