"""``datasets/sources/<name>.lock.json``: what a source said when it was last harvested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from generator.harvest.fetch import Validators
from generator.harvest.record import Record
from generator.load.repository import SOURCES
from generator.problems import PortalError

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """A file as it was taken: its SHA-256 here, and how to ask whether it has changed."""

    path: str
    sha256: str
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A dataset as it was taken: ``metadata`` are what the source alone would have written."""

    folder: str
    record: Record
    metadata: dict[str, Any]
    files: dict[str, TakenFile]
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Everything taken from a source, by the source's identifiers.

    ``documents`` are the catalogue's, where all it says was taken: only then need it not be read
    again while it stays the same.
    """

    version: int = _VERSION
    documents: dict[str, Validators] = field(default_factory=dict)
    datasets: dict[str, Taken] = field(default_factory=dict)

    @property
    def records(self) -> tuple[Record, ...]:
        """What the catalogue said, of all that it still held."""
        return tuple(each.record for each in self.datasets.values() if not each.is_removed)


_FORM = TypeAdapter(Lock)


def lock_path(root: Path, source: str) -> Path:
    """Where the lock of a source lies."""
    return root / SOURCES / f"{source}.lock.json"


def read_lock(root: Path, source: str) -> Lock:
    """The lock of a source; an empty one before its first harvest."""
    path = lock_path(root, source)
    if not path.exists():
        return Lock()
    try:
        return _FORM.validate_json(path.read_bytes())
    except ValidationError as error:
        raise PortalError(
            f"{path}: hỏng, hãy lấy lại từ git · broken; restore it from git"
        ) from error


def lock_bytes(lock: Lock) -> bytes:
    """The lock as it is written: the same lock, the same bytes."""
    ordered = Lock(
        version=_VERSION,
        documents=_sorted(lock.documents),
        datasets=_sorted(lock.datasets),
    )
    value = _FORM.dump_python(ordered, mode="json", exclude_defaults=True)
    return orjson.dumps(
        {"version": _VERSION, **value}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


def _sorted(values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(values.items()))
