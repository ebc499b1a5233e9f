"""One dataset of a source as a change of the repository: made aside, then put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from generator.harvest.lock import Taken, TakenFile
from generator.harvest.merge import merge
from generator.harvest.metadata import metadata_of, with_dates
from generator.harvest.places import Place
from generator.harvest.record import Record, Refused
from generator.harvest.source import HarvestSource
from generator.harvest.tables import Table
from generator.harvest.writing import changed_text, new_text
from generator.load.document import Document, read_document
from generator.load.form import parse
from generator.load.repository import METADATA_FILE
from generator.model import Metadata
from generator.store import checksum_and_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one dataset's folder: files that are put there, and files that go.

    ``kept`` are files and keys that somebody changed here while they changed at the source, and
    ``gone`` are tables that the source has no more: both stay as they are here.
    """

    place: Place
    taken: Taken
    files: dict[str, Path]
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.files and not self.removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of one dataset when its change is made: it was taken as ``before``."""

    record: Record
    listed: dict[str, Any]
    tables: tuple[Table, ...]
    before: Taken | None
    place: Place

    @property
    def known(self) -> dict[str, TakenFile]:
        """The files as they were taken, by name."""
        return self.before.files if self.before else {}

    @property
    def current(self) -> dict[str, Table]:
        """The tables that the source offers now, by name."""
        return {_name(table.resource): table for table in self.tables}

    @property
    def lost(self) -> list[dict[str, Any]]:
        """Resources that were taken and that the source has no more."""
        resources = self.before.metadata.get("resources", []) if self.before else []
        return [each for each in resources if _name(each) not in self.current]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What the changes of one source are made of."""

    root: Path
    source: HarvestSource
    source_name: str
    today: date

    def change(self, found: Found, aside: Path) -> Change:
        """The change that makes a dataset what its source says; it is written in ``aside``."""
        base = found.before.metadata if found.before else {}
        theirs = self._theirs(found, base)
        ours = None if found.place.is_new else self._ours(found.place)
        merged = theirs if ours is None else merge(base, ours, theirs)
        here = self.root / found.place.folder
        puts = list(_puts(here, merged, found.current, found.known))
        files = {path: made for path, made in puts if made is not None}
        if ours is None or merged != ours:
            files[METADATA_FILE] = self._written(aside, found.place, ours, merged)
        return Change(
            place=found.place,
            taken=_taken(found, theirs),
            files=files,
            removed=tuple(_superseded(here, merged, found.current, found.known)),
            kept=(
                *(path for path, made in puts if made is None),
                *_overruled(base, ours, theirs, merged),
            ),
            gone=tuple(map(_name, found.lost)),
        )

    def _theirs(self, found: Found, base: dict[str, Any]) -> dict[str, Any]:
        """What the source alone would have the metadata say; nothing vanishes from them unseen."""
        metadata = metadata_of(
            found.record,
            found.listed,
            [*(table.resource for table in found.tables), *found.lost],
            identifier=found.place.identifier,
            source=self.source,
            source_name=self.source_name,
        )
        is_new = any(table.taken != found.known.get(name) for name, table in found.current.items())
        return with_dates(metadata, base or None, self.today, is_new=is_new)

    def _ours(self, place: Place) -> dict[str, Any]:
        file = f"{place.folder}/{METADATA_FILE}"
        value = read_document(self.root / file, file).value
        if not isinstance(value, dict):
            raise Refused("folder-taken", folder=place.folder)
        return value

    def _written(
        self, aside: Path, place: Place, ours: dict[str, Any] | None, merged: dict[str, Any]
    ) -> Path:
        """The metadata in a file that the portal's own reader has read back and found sound."""
        file, target = f"{place.folder}/{METADATA_FILE}", aside / METADATA_FILE
        if ours is None:
            text = new_text(merged)
        else:
            text = changed_text((self.root / file).read_text(encoding="utf-8-sig"), ours, merged)
        target.write_text(text, encoding="utf-8", newline="\n")
        document = read_document(target, file)
        _refuse_faults(document, merged)
        return target


def put(root: Path, change: Change) -> None:
    """Put a change in its place: data first, and last the metadata that describe them."""
    here = root / change.place.folder
    if change.place.is_new:
        folder = change.files[METADATA_FILE].with_name("whole")
        folder.mkdir()
        for path, made in change.files.items():
            made.replace(folder / path)
        here.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, here)
        return
    for path, made in sorted(change.files.items(), key=lambda file: file[0] == METADATA_FILE):
        made.replace(here / path)
    for path in change.removed:
        (here / path).unlink(missing_ok=True)


def _refuse_faults(document: Document, merged: dict[str, Any]) -> None:
    if document.problems:
        raise Refused("metadata", error=document.problems[0])
    _, problems = parse(Metadata, document)
    if problems:
        raise Refused("metadata", error=problems[0])
    if document.value != merged:
        raise Refused("metadata", error="YAML")


def _taken(found: Found, theirs: dict[str, Any]) -> Taken:
    lost = {name: found.known[name] for name in map(_name, found.lost) if name in found.known}
    return Taken(
        folder=found.place.folder,
        record=found.record,
        metadata=theirs,
        files=lost | {name: table.taken for name, table in found.current.items()},
    )


def _name(resource: dict[str, Any]) -> str:
    return str(resource["name"])


def _puts(
    here: Path, merged: dict[str, Any], current: dict[str, Table], known: dict[str, TakenFile]
) -> Iterator[tuple[str, Path | None]]:
    """The paths of tables that differ from what lies here; without a file, it was changed here."""
    paths = _paths(merged)
    for name, table in current.items():
        path = paths.get(name)
        if path is None or table.made is None:
            continue
        standing = _checksum(here / path)
        if standing == table.taken.sha256:
            continue
        is_ours = standing is None or (name in known and standing == known[name].sha256)
        if is_ours:
            yield path, table.made
        elif name not in known or table.taken.sha256 != known[name].sha256:
            yield path, None


def _superseded(
    here: Path, merged: dict[str, Any], current: dict[str, Table], known: dict[str, TakenFile]
) -> Iterator[str]:
    """Files in whose stead the source offers the table in another form."""
    paths = _paths(merged)
    for name, table in current.items():
        former = known.get(name)
        is_other = former and former.path != table.taken.path == paths.get(name)
        if former and is_other and _checksum(here / former.path) == former.sha256:
            yield former.path


def _paths(merged: dict[str, Any]) -> dict[str, str]:
    """The path of each resource that stays within its folder."""
    return {
        resource["name"]: resource["path"]
        for resource in merged.get("resources", [])
        if not PurePosixPath(resource["path"]).is_absolute()
        and ".." not in PurePosixPath(resource["path"]).parts
    }


def _checksum(path: Path) -> str | None:
    return checksum_and_size(path)[0] if path.is_file() else None


def _overruled(
    base: dict[str, Any],
    ours: dict[str, Any] | None,
    theirs: dict[str, Any],
    merged: dict[str, Any],
) -> list[str]:
    """Keys that changed at the source, and in whose place what stands here stays."""
    if ours is None:
        return []
    moved = [key for key, value in theirs.items() if value != base.get(key, value)]
    return [key for key in moved if merged.get(key) != theirs[key] and key != "resources"]
