"""What would change in a file, and changing it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.fix.change import Change, Choices, Mended, UnfixableFile
from generator.fix.metadata import declares_other_encoding, described, with_utf_8
from generator.fix.text import mend_text
from generator.fix.workbook import mend_workbook

__all__ = [
    "Change",
    "Choices",
    "Proposal",
    "UnfixableFile",
    "apply",
    "fixable_files",
    "propose",
]

MAX_BYTES = 100 << 20
"""Larger files are not taken in, so neither are they mended."""

_TEXTS = {".csv", ".tsv", ".json", ".geojson", ".txt", ".md"}
_WORKBOOKS = {".xlsx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file's new content, and its ``dataset.yml`` where that must say another encoding.

    ``mended`` is absent where only the metadata change.
    """

    path: Path
    mended: Mended | None
    metadata: tuple[Path, bytes] | None


def fixable_files(path: Path) -> Iterator[Path]:
    """``path``, or all files below it of kinds that can be mended, in order; no links."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        is_file = found.is_file() and not found.is_symlink()
        if is_file and found.suffix.lower() in _TEXTS | _WORKBOOKS:
            yield found


def propose(path: Path, choices: Choices) -> Proposal | None:
    """What to change in the file at ``path``; ``None`` where all is well.

    Raises:
        UnfixableFile: with the reason why the file is left as it is.
    """
    ending = path.suffix.lower()
    if path.is_symlink() or not path.is_file():
        raise UnfixableFile("not-a-file")
    if ending not in _TEXTS | _WORKBOOKS:
        raise UnfixableFile("not-of-a-kind")
    if path.stat().st_size > MAX_BYTES:
        raise UnfixableFile("too-large")
    found = described(path)
    if ending in _WORKBOOKS:
        mended = mend_workbook(path, found.resource, choices)
        return Proposal(path=path, mended=mended, metadata=None) if mended else None
    mended = mend_text(path.read_bytes(), found.resource, choices, ending)
    metadata = with_utf_8(found) if declares_other_encoding(found) else None
    if mended is None and metadata is None:
        return None
    return Proposal(path=path, mended=mended, metadata=metadata)


def apply(proposal: Proposal) -> tuple[Path, ...]:
    """Write what was proposed, each file whole or not at all; gives the files written."""
    pairs = [(proposal.path, proposal.mended.content)] if proposal.mended else []
    if proposal.metadata:
        pairs.append(proposal.metadata)
    for path, content in pairs:
        _replace(path, content)
    return tuple(path for path, _ in pairs)


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(path.stat().st_mode & 0o777)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
