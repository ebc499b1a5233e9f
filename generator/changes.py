"""What differs from an earlier commit, and which datasets have to be judged again for it.

Git is asked by the program itself, with its arguments one by one and never through a shell. It
compares the working tree, with what is not committed yet, to the commit at which the present
branch left the revision named (``git diff REV...``).
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.distribution import Catalog
from generator.load.document import read_document
from generator.load.repository import DATASETS, METADATA_FILE, SCHEMAS, SOURCES, VOCABULARIES
from generator.model import Dataset
from generator.problems import PortalError
from generator.vietnamese import fold, slugify

_PROGRAM = ("generator/", "pyproject.toml", ".github/requirements.txt")
"""Where the judge itself, or its version, is kept: what it says of any dataset may be new."""

_APART = (f"{SCHEMAS}/", f"{SOURCES}/")
"""What no dataset is judged by: for editors, and for harvesting."""

_LISTS = (f"{VOCABULARIES}/", *_APART)
_DEPTH = 3
"""The parts of a dataset's folder: ``datasets/<agency>/<dataset>``."""

_BLOB_HEADER = 3
"""What ``git cat-file --batch`` says before a file: its name, ``blob`` and its size."""

_NO_GIT = (
    "chưa cài git, nên không biết có gì thay đổi · "
    "git is not installed: what has changed cannot be told"
)
_NO_REPOSITORY = (
    "--changed-since cần một kho git đọc được · --changed-since needs a git repository to read"
)
_UNKNOWN_REVISION = (
    "kho git không có “{revision}”, hoặc không có bản chung với nó. Trong GitHub Actions, hãy đặt "
    "“fetch-depth: 0” cho actions/checkout · the git repository has no “{revision}”, or no commit "
    "in common with it. In GitHub Actions, give actions/checkout “fetch-depth: 0”"
)
_NO_ANSWER = "git không so sánh được · git could not compare"

_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",  # nothing is fetched, from a clone that lacks objects either
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Files that are new, different or gone since the commit ``base``.

    ``paths`` are relative to the top of the git repository, in which the portal's root is the
    folder ``prefix`` (empty, or with a stroke at its end).
    """

    top: Path
    prefix: str
    base: str
    paths: frozenset[str]


def changes_since(root: Path, revision: str) -> Changes:
    """What differs from ``revision`` in the repository around the portal at ``root``.

    Raises:
        PortalError: There is no git, no repository, no such revision or no commit in common.
    """
    top = Path(_line(_git(root, _NO_REPOSITORY, "rev-parse", "--show-toplevel")))
    prefix = _line(_git(root, _NO_REPOSITORY, "rev-parse", "--show-prefix"))
    unknown = _UNKNOWN_REVISION.format(revision=revision)
    if "\0" in revision:
        raise PortalError(unknown)
    name = f"{revision}^{{commit}}"
    commit = _line(_git(top, unknown, "rev-parse", "--verify", "--end-of-options", name))
    base = _line(_git(top, unknown, "merge-base", commit, "HEAD"))
    return Changes(top=top, prefix=prefix, base=base, paths=frozenset(_paths(top, base)))


def touched_datasets(catalog: Catalog, changes: Changes) -> frozenset[str] | None:
    """The folders of datasets to judge again; ``None`` where that is everything.

    They are those with a change in them, those that refer to one or to none that exists (it may
    have been removed or renamed), and those that share a name with one. One step is enough: what
    refers to a dataset that has not changed itself is told the same as before. Folders that are
    no dataset any more, or cannot be read, are named too.
    """
    if any(map(_bears_on_everything, _places(changes))):
        return None
    folders = {folder for path in _places(changes) if (folder := _folder(path))}
    changed = [dataset for dataset in catalog.datasets if dataset.folder in folders]
    others = [dataset for dataset in catalog.datasets if dataset.folder not in folders]
    unchanged = {dataset.identifier for dataset in others}
    names = set().union(*map(_names, changed))
    return frozenset(folders).union(
        dataset.folder
        for dataset in others
        if _referred(dataset) - unchanged or _names(dataset) & names
    )


def published_identifiers(index: Any) -> frozenset[str]:
    """The identifiers in an index that was published earlier.

    Raises:
        ValueError: it is no such index.
    """
    try:
        return frozenset(str(entry["identifier"]) for entry in index["datasets"])
    except (KeyError, TypeError) as error:
        raise ValueError("not a datasets.json of this portal") from error


def former_identifiers(changes: Changes) -> frozenset[str]:
    """The identifiers in every changed ``dataset.yml`` as it was at the base, if it was there."""
    found = set()
    for content in _contents(changes, sorted(filter(_is_metadata, _places(changes)))):
        with tempfile.NamedTemporaryFile(suffix=METADATA_FILE) as file:
            file.write(content)
            file.flush()
            value = read_document(Path(file.name), METADATA_FILE).value
        if isinstance(value, dict) and isinstance(value.get("identifier"), str):
            found.add(value["identifier"])
    return frozenset(found)


def _places(changes: Changes) -> Iterator[str]:
    """The changed paths relative to the portal's root, and those of a program around it."""
    for path in changes.paths:
        if path.startswith(changes.prefix):
            yield path.removeprefix(changes.prefix)
        elif path.startswith(_PROGRAM):
            yield path


def _bears_on_everything(path: str) -> bool:
    if path.startswith(_PROGRAM):
        return True
    is_shared = path.startswith(f"{DATASETS}/") and not path.startswith(_APART)
    return is_shared and _folder(path) is None


def _folder(path: str) -> str | None:
    """The folder of the dataset that the file at ``path`` belongs to."""
    parts = path.split("/")
    if parts[0] != DATASETS or len(parts) < _DEPTH or path.startswith(_LISTS):
        return None
    return "/".join(parts[:_DEPTH])


def _is_metadata(path: str) -> bool:
    is_metadata = path == f"{_folder(path)}/{METADATA_FILE}"
    return is_metadata and "\n" not in path  # a line break would be two questions to git


def _names(dataset: Dataset) -> set[tuple[str, str]]:
    """What no two datasets may share, in the form in which names are compared."""
    return {("identifier", fold(dataset.identifier)), ("slug", slugify(dataset.slug))}


def _referred(dataset: Dataset) -> set[str]:
    """The identifiers of the datasets that its keys point at."""
    return {
        key.reference.dataset
        for resource in dataset.metadata.resources
        if resource.schema
        for key in resource.schema.foreign_keys
        if key.reference.dataset
    }


def _paths(top: Path, base: str) -> Iterator[str]:
    tracked = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "--")
    untracked = ("ls-files", "-z", "--others", "--exclude-standard")
    for arguments in (tracked, untracked):
        listed = _git(top, _NO_ANSWER, *arguments)
        yield from (os.fsdecode(path) for path in listed.split(b"\0") if path)


def _contents(changes: Changes, paths: list[str]) -> Iterator[bytes]:
    """The files at ``paths`` as they were at the base, those that were there."""
    names = "".join(f"{changes.base}:{changes.prefix}{path}\n" for path in paths)
    answer = _git(changes.top, _NO_ANSWER, "cat-file", "--batch", given=os.fsencode(names))
    stream = io.BytesIO(answer)
    while header := stream.readline().split():
        if header[1:2] == [b"blob"] and len(header) == _BLOB_HEADER:
            yield stream.read(int(header[2]))
            stream.readline()


def _git(folder: Path, refused: str, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers in ``folder``; where it refuses, a failure in the words ``refused``."""
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are a list, the program is git
            ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607 - wherever it lies
            cwd=folder,
            env=os.environ | _ENVIRONMENT,
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise PortalError(_NO_GIT) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise PortalError(" ".join([refused, *(f"({line})" for line in reason[:1])]))
    return done.stdout


def _line(answer: bytes) -> str:
    return os.fsdecode(answer.removesuffix(b"\n"))
