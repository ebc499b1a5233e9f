"""Git LFS: files of which the repository holds a pointer, read from where git keeps their bytes.

See https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md. Nothing is fetched, and no text of a
pointer but its number and its size is used: who sends one chooses no path and no address.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_MARK = b"version https://git-lfs.github.com/spec/"
_MOST = 1_024  # the standard's limit for a pointer
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"oid sha256:([0-9a-f]{64})\n"
    rb"size (0|[1-9][0-9]{0,14})\n?"
)
_OBJECT = re.compile(r"/lfs/objects/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}$")
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What stands in place of a file: the SHA-256 of its bytes in hexadecimal, and their number."""

    checksum: str
    byte_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where the bytes of a file lie; ``path`` is absent where a problem ``code`` says why."""

    path: Path | None
    code: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def held(root: Path, file: Path) -> Held:
    """Where the bytes of a portal's ``file`` lie: there, unless it is a pointer.

    What a pointer names is read where git keeps it, if it is there and has the checksum and the
    size named.
    """
    with file.open("rb") as opened:
        if opened.read(len(_MARK)) != _MARK:
            return Held(path=file)
        text = _MARK + opened.read(_MOST)
    pointer = read_pointer(text)
    if pointer is None:
        return Held(path=None, code="lfs-pointer-broken")
    return _object(root, pointer)


def read_pointer(text: bytes) -> Pointer | None:
    """The pointer that a file's text is; ``None`` where it is none, or one with extensions."""
    found = _POINTER.fullmatch(text)
    return found and Pointer(checksum=found[1].decode(), byte_size=int(found[2]))


def is_object(path: Path) -> bool:
    """Whether a file lies where git keeps the bytes that pointers name."""
    return _OBJECT.search(path.as_posix()) is not None


def _object(root: Path, pointer: Pointer) -> Held:
    name = pointer.checksum
    details = {"object": f"{name[:_SHOWN]}…", "size": _size(pointer.byte_size)}
    folder = _git_folder(root)
    path = None if folder is None else folder / "lfs/objects" / name[:2] / name[2:4] / name
    if path is None or not path.is_file():
        return Held(path=None, code="data-file-in-lfs", details=details)
    status = path.stat()
    # The size is compared first: it costs nothing.
    if status.st_size == pointer.byte_size and _checksum(path, status.st_mtime_ns) == name:
        return Held(path=path)
    return Held(path=None, code="lfs-object-damaged", details=details)


@lru_cache
def _git_folder(root: Path) -> Path | None:
    """The folder of the repository's git, which its worktrees share; ``None`` without one."""
    command = ["git", "-C", str(root), "rev-parse", "--git-common-dir"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - no shell
    except (OSError, subprocess.CalledProcessError):
        return None
    return root / done.stdout.decode(errors="surrogateescape").rstrip("\n")


@lru_cache(maxsize=4_096)
def _checksum(path: Path, modified: int) -> str:  # noqa: ARG001 - read again when it has changed
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _size(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{size} B"
