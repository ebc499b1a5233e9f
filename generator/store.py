"""The content-addressed store of what was made from data, so that nothing is made twice.

``objects/`` holds files under the SHA-256 of their content; ``results/`` holds small JSON
values under a key that names everything they depend on (:func:`key`). The whole folder may be
deleted at any time: it is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_READ_ONLY, _WRITABLE = 0o444, 0o222
_OBJECT = re.compile(r"/objects/([0-9a-f]{2})/([0-9a-f]{62})$")
_SHARED = ("distribution", "encodings", "model", "problems", "table", "vietnamese")
_LIBRARIES = ("frictionless", "openpyxl", "orjson", "pandas", "pyarrow", "rustpy-xlsxwriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file in the store: its SHA-256 in hexadecimal, its size in bytes, where it lies."""

    checksum: str
    byte_size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Store:
    """A store in ``folder``, which is made when something is first kept."""

    folder: Path

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """A folder for files in the making, on the store's own disk, gone afterwards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="making-") as name:
            yield Path(name)

    def keep(self, made: Path) -> Stored:
        """Move the finished file ``made`` into the store."""
        checksum, size = checksum_and_size(made)
        target = self.path(checksum)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            made.chmod(_READ_ONLY)
            made.replace(target)
        return Stored(checksum=checksum, byte_size=size, path=target)

    def path(self, checksum: str) -> Path:
        """Where the file with that SHA-256 lies, or would lie."""
        return self.folder / "objects" / checksum[:2] / checksum[2:]

    def recall(self, key: str) -> Any:
        """The value kept under ``key``; ``None`` where there is none or it cannot be read."""
        try:
            return json.loads(self._result(key).read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def remember(self, key: str, value: Any) -> None:
        """Keep a JSON value under ``key``, whole or not at all."""
        target = self._result(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.workspace() as folder:
            written = folder / "result"
            written.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            written.replace(target)

    def _result(self, key: str) -> Path:
        return self.folder / "results" / key[:2] / f"{key[2:]}.json"


def key(stage: str, *parts: Any) -> str:
    """A name for what ``stage`` makes from ``parts`` (JSON values).

    It changes with the program text of that stage, of what all stages share, and with the
    libraries that read and write data.
    """
    text = json.dumps(
        [stage, _recipe(stage), *parts], ensure_ascii=False, sort_keys=True, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


def checksum_and_size(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file, in hexadecimal, and its size in bytes."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.hexdigest(), file.tell()


def kept_checksum(path: Path) -> str | None:
    """The SHA-256 that a file of a store is kept under; ``None`` for any other file."""
    found = _OBJECT.search(path.as_posix())
    return None if found is None else found[1] + found[2]


def link_or_copy(source: Path, target: Path) -> None:
    """Give ``target`` the bytes of ``source``.

    They are shared where ``source`` is read-only, as files in the store are, and the disk can.
    What its owner may still write to is copied: its changes must not reach ``target``.
    """
    if not source.stat().st_mode & _WRITABLE:
        try:
            os.link(source, target)
        except OSError:  # another disk, one without links, or too many of them
            pass
        else:
            return
    shutil.copyfile(source, target)


@cache
def _recipe(stage: str) -> str:
    digest = hashlib.sha256()
    for name in (*_SHARED, stage):
        for source in _sources(resources.files("generator"), name):
            digest.update(source.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    return digest.hexdigest()


def _sources(package: Traversable, name: str) -> list[Traversable]:
    """The program text of a module, or of a package with all below it, in order."""
    module = package.joinpath(f"{name}.py")
    return [module] if module.is_file() else list(_below(package.joinpath(name)))


def _below(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry)
        elif entry.name.endswith((".py", ".yml")):
            yield entry
