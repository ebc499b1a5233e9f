"""Where a dataset of a source lies in the repository, or is to lie."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from generator.distribution import Catalog
from generator.harvest.lock import Taken
from generator.harvest.record import Record, Refused
from generator.load.repository import DATASETS, METADATA_FILE
from generator.vietnamese import slugify

_LENGTH = 60
_HASHED = 8
_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder, relative to the root, and the identifier in it; ``is_new`` where it is none yet."""

    folder: str
    identifier: str
    is_new: bool


class Places:
    """The places of one source's datasets: what was given once is kept for ever."""

    def __init__(self, catalog: Catalog, source: str, prefix: str) -> None:
        self._root = catalog.root
        self._prefix = prefix
        self._readable = {dataset.folder for dataset in catalog.datasets}
        self._slugs = {dataset.slug for dataset in catalog.datasets}
        self._identifiers = {dataset.identifier for dataset in catalog.datasets}
        self._ours = {
            harvest.identifier: Place(
                folder=dataset.folder, identifier=dataset.identifier, is_new=False
            )
            for dataset in catalog.datasets
            if (harvest := dataset.metadata.harvest) and harvest.source == source
        }

    def of(self, record: Record, before: Taken | None, publisher: str) -> Place | None:
        """The place of a dataset; ``None`` where somebody here has removed it or made it theirs.

        Raises:
            Refused: Its folder holds something that cannot be read.
        """
        if record.identifier in self._ours:
            return self._ours[record.identifier]
        if before is None:
            return self._new(record, publisher)
        lies = (self._root / before.folder / METADATA_FILE).exists()
        if lies and before.folder not in self._readable:
            raise Refused("folder-taken", folder=before.folder)
        return None

    def _new(self, record: Record, publisher: str) -> Place:
        digest = hashlib.sha256(record.identifier.encode()).hexdigest()[:_HASHED]
        slug = _slug(record) or digest
        if self._is_taken(slug, publisher):
            slug = f"{slug}-{digest}"
        folder = f"{DATASETS}/{publisher}/{slug}"
        if self._is_taken(slug, publisher):
            raise Refused("folder-taken", folder=folder)
        self._slugs.add(slug)
        self._identifiers.add(f"{self._prefix}-{slug}")
        return Place(folder=folder, identifier=f"{self._prefix}-{slug}", is_new=True)

    def _is_taken(self, slug: str, publisher: str) -> bool:
        return (
            slug in self._slugs
            or f"{self._prefix}-{slug}" in self._identifiers
            or (Path(self._root) / DATASETS / publisher / slug).exists()
        )


def _slug(record: Record) -> str:
    """The source's own name where it is one for people, else the title's."""
    name = record.name or ""
    is_name = _NAME.fullmatch(name) and not _UUID.fullmatch(name)
    slug = slugify(name if is_name else record.title.get("vi", ""))
    return slug[:_LENGTH].strip("-")
