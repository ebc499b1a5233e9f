"""Interconnection in: another system's catalogue as ordinary changes of the repository.

Read :func:`harvest` first. Whatever is written goes the way of every change: it is reviewed, and
``opendata validate`` judges it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Literal

from generator.distribution import Catalog
from generator.harvest.addresses import Hosts
from generator.harvest.change import Change, Found, Making, put
from generator.harvest.documents import Documents, UnchangedError
from generator.harvest.fetch import Client
from generator.harvest.kinds import READERS
from generator.harvest.lock import Lock, Taken, lock_bytes, lock_path, read_lock
from generator.harvest.places import Places
from generator.harvest.record import Record, Refused
from generator.harvest.source import HarvestSource, read_source, source_names, source_schema
from generator.harvest.tables import Tables
from generator.harvest.vocabulary import Lists
from generator.problems import Problem
from generator.settings import STORE

__all__ = [
    "Harvested",
    "Outcome",
    "Refused",
    "Status",
    "harvest",
    "read_source",
    "source_names",
    "source_schema",
]

Status = Literal["created", "updated", "unchanged", "removed", "left-out", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one dataset, which the source calls ``identifier``.

    ``removed`` are those that the source has no more, ``left-out`` those that somebody here has
    removed or made theirs: nothing is done to either. ``kept`` and ``gone`` are those of
    :class:`~generator.harvest.change.Change`.
    """

    status: Status
    identifier: str
    folder: str | None = None
    refusal: Refused | None = None
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """What became of a source: its datasets, or why it could not be read at all."""

    source: str
    outcomes: tuple[Outcome, ...] = ()
    failure: Refused | None = None
    problems: tuple[Problem, ...] = ()


def harvest(catalog: Catalog, name: str, *, dry_run: bool = False) -> Harvested:
    """Take over what the source ``name`` holds now, into the repository of ``catalog``.

    A dataset that is refused stays as it is, and the others go on; where the catalogue itself
    cannot be read, nothing changes. With ``dry_run`` nothing is written.
    """
    source, problems = read_source(catalog.root, name)
    if source is None:
        return Harvested(source=name, problems=problems)
    lock = read_lock(catalog.root, name)
    try:
        client = Client(hosts=Hosts.of(source), limits=source.limits)
        known = lock.documents if len(lock.documents) == 1 else {}
        documents = Documents(client=client, known=known)
        found = _found(source, documents, lock)
    except Refused as refusal:
        return Harvested(source=name, failure=refusal)
    folder = catalog.root / STORE
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="harvest-") as aside:
        harvesting = _Harvesting(
            catalog=catalog,
            name=name,
            source=source,
            client=client,
            aside=Path(aside),
            before=lock.datasets,
            dry_run=dry_run,
        )
        try:
            outcomes = harvesting.take(found)
        finally:
            if not dry_run:
                _keep(catalog.root, name, lock, harvesting.after, documents, found)
    return Harvested(source=name, outcomes=outcomes)


def _found(source: HarvestSource, documents: Documents, lock: Lock) -> list[Record | Refused]:
    """All of the catalogue, before anything is done with a part of it."""
    found: list[Record | Refused] = []
    try:
        for each in READERS[source.kind](source, documents):
            found.append(each)
            if len(found) > source.limits.datasets:
                raise Refused("too-many-datasets", limit=source.limits.datasets)
    except UnchangedError:
        return list(lock.records)
    return found


def _keep(
    root: Path,
    name: str,
    lock: Lock,
    datasets: Mapping[str, Taken],
    documents: Documents,
    found: Iterable[Record | Refused],
) -> None:
    """Write the lock, unless it would only say how servers name the same documents."""
    taken = {each.identifier for each in found if isinstance(each, Record)}
    is_whole = all(isinstance(each, Record) for each in found) and all(
        identifier in datasets for identifier in taken
    )
    seen = (documents.seen or lock.documents) if is_whole else {}
    if datasets == lock.datasets and seen.keys() == lock.documents.keys():
        return
    new = lock_bytes(Lock(documents=seen, datasets=dict(datasets)))
    path = lock_path(root, name)
    if not path.exists() or path.read_bytes() != new:
        aside = path.with_name(f".{path.name}")
        aside.write_bytes(new)
        aside.replace(path)


@dataclass(slots=True, kw_only=True)
class _Harvesting:
    """One pass over a source; ``after`` is what is known of its datasets when it ends."""

    catalog: Catalog
    name: str
    source: HarvestSource
    client: Client
    aside: Path
    before: Mapping[str, Taken]
    dry_run: bool
    after: dict[str, Taken] = field(default_factory=dict)

    def take(self, found: Iterable[Record | Refused]) -> tuple[Outcome, ...]:
        self.after = dict(self.before)
        return tuple(self._outcomes(found))

    def _outcomes(self, found: Iterable[Record | Refused]) -> Iterator[Outcome]:
        lists = Lists.of(self.source, self.catalog.vocabularies)
        places = Places(self.catalog, self.name, self.source.prefix or self.name)
        seen: set[str] = set()
        for number, each in zip(count(1), found, strict=False):
            if isinstance(each, Refused):
                seen.add(each.identifier or "")
                yield self._refused(each.identifier or f"#{number}", each)
            elif each.identifier in seen:
                yield self._refused(each.identifier, Refused("identifier-repeated"))
            else:
                seen.add(each.identifier)
                yield self._outcome(each, lists, places)
        for identifier, taken in self.before.items():
            if identifier not in seen:
                self.after[identifier] = replace(taken, is_removed=True)
                yield Outcome(status="removed", identifier=identifier, folder=taken.folder)

    def _outcome(self, record: Record, lists: Lists, places: Places) -> Outcome:
        try:
            change = self._change(record, lists, places)
        except Refused as refusal:
            return self._refused(record.identifier, refusal)
        if change is None:
            folder = self.before[record.identifier].folder
            return Outcome(status="left-out", identifier=record.identifier, folder=folder)
        if not self.dry_run:
            put(self.catalog.root, change)
        self.after[record.identifier] = change.taken
        updated: Status = "unchanged" if change.is_empty else "updated"
        return Outcome(
            status="created" if change.place.is_new else updated,
            identifier=record.identifier,
            folder=change.place.folder,
            kept=change.kept,
            gone=change.gone,
        )

    def _change(self, record: Record, lists: Lists, places: Places) -> Change | None:
        before = self.before.get(record.identifier)
        listed = lists.of_record(record)
        place = places.of(record, before, listed["publisher"])
        if place is None:
            return None
        aside = Path(tempfile.mkdtemp(dir=self.aside))
        here = None if place.is_new else self.catalog.root / place.folder
        tables = Tables(source=self.source, client=self.client, folder=aside)
        making = Making(
            root=self.catalog.root,
            source=self.source,
            source_name=self.name,
            today=self.catalog.today,
        )
        found = Found(
            record=record,
            listed=listed,
            tables=tables.of(record, before, here),
            before=before,
            place=place,
        )
        return making.change(found, aside)

    def _refused(self, identifier: str, refusal: Refused) -> Outcome:
        before = self.before.get(identifier)
        return Outcome(
            status="refused",
            identifier=identifier,
            folder=before.folder if before else None,
            refusal=refusal,
        )
