"""The content-addressed store of what was made from data, so that nothing is made twice.

``objects/`` holds files under the SHA-256 of their content; ``results/`` holds small JSON
values under a key that names everything they depend on (:func:`key`). The whole folder may be
deleted at any time: it is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from uuid import uuid4

_READ_ONLY, _WRITABLE = 0o444, 0o222
_MAKING = "making-"
_SECOND = 1_000_000_000
_OBJECT = re.compile(r"/objects/([0-9a-f]{2})/([0-9a-f]{62})$")
_SHARED = ("distribution", "encodings", "model", "problems", "table", "vietnamese")
_LIBRARIES = ("frictionless", "openpyxl", "orjson", "pandas", "pyarrow", "rustpy-xlsxwriter")
_WRITERS = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material", "pillow", "pyoxigraph", "pyyaml")


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
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=_making()) as name:
            yield Path(name)

    def sweep(self) -> None:
        """Remove what processes of this machine left in the making that were killed."""
        for left in self.folder.glob(f"{_MAKING}{_machine()}-*"):
            if not _is_running(int(left.name.split("-")[2])):
                _remove(left)

    def keep(self, made: Path) -> Stored:
        """Move the finished file ``made`` into the store."""
        checksum, size = checksum_and_size(made)
        target = self.path(checksum)
        if not self.holds(checksum, size):
            target.parent.mkdir(parents=True, exist_ok=True)
            _mark(made, checksum)
            made.chmod(_READ_ONLY)
            made.replace(target)
        return Stored(checksum=checksum, byte_size=size, path=target)

    def path(self, checksum: str) -> Path:
        """Where the file with that SHA-256 lies, or would lie."""
        return self.folder / "objects" / checksum[:2] / checksum[2:]

    def holds(self, checksum: str, byte_size: int | None = None) -> bool:
        """Whether the file with that SHA-256, and size, is there and whole.

        A file that was touched since it was kept is read to its end once.
        """
        path = self.path(checksum)
        try:
            found = path.stat()
        except FileNotFoundError:
            return False
        if byte_size not in {None, found.st_size}:
            return False
        if found.st_mtime_ns % _SECOND == _fraction(checksum):
            return True
        if checksum_and_size(path)[0] != checksum:
            return False
        _mark(path, checksum)
        return True

    def recall(self, key: str) -> Any:
        """The value kept under ``key``; ``None`` where there is none or it is not whole."""
        try:
            checksum, _, text = self._result(key).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return json.loads(text) if checksum == _checksum(text) else None

    def remember(self, key: str, value: Any) -> None:
        """Keep a JSON value under ``key``, whole or not at all."""
        target = self._result(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(value, ensure_ascii=False).encode()
        written = self.folder / f"{_making()}{uuid4().hex}"
        try:
            written.write_bytes(b"%s\n%s" % (_checksum(text), text))
            written.replace(target)
        except BaseException:
            written.unlink(missing_ok=True)
            raise

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


def file_version(path: Path) -> tuple[int, ...]:
    """What changes when somebody writes to a file or puts another in its place."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


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


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()


# A kept file bears its checksum in the fraction of the second at which it was last changed:
# who writes to it changes that, too.


def _mark(path: Path, checksum: str) -> None:
    moment = path.stat().st_mtime_ns
    moment += _fraction(checksum) - moment % _SECOND
    # Linux lets the owner set the time of a file that is read-only; elsewhere it stays unmarked.
    with suppress(PermissionError):
        os.utime(path, ns=(moment, moment))


def _fraction(checksum: str) -> int:
    """Nanoseconds, in tenths of microseconds, which is what all disks with fractions keep."""
    return int(checksum[:8], 16) % (_SECOND // 100) * 100


def _making() -> str:
    """How names begin of what this process has in the making."""
    return f"{_MAKING}{_machine()}-{os.getpid()}-"


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


@cache
def _machine() -> str:
    """A name for this machine: processes of others are not known here."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_running(process: int) -> bool:
    if os.name != "posix":  # there, signal 0 ends the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@cache
def program() -> str:
    """Changes with any file of this program and with the libraries that it writes sites with."""
    digest = hashlib.sha256()
    for source in _below(resources.files("generator"), ".js", ".css", ".json"):
        digest.update(source.read_bytes())
    for name in (*_LIBRARIES, *_WRITERS):
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    return digest.hexdigest()


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


def _below(folder: Traversable, *more: str) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry, *more)
        elif entry.name.endswith((".py", ".yml", *more)):
            yield entry
