"""One ZIP for each dataset: its data, and the documents that explain it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import IO

from generator.distribution import Distribution
from generator.store import Store, key

_EARLIEST, _LATEST = date(1980, 1, 1), date(2107, 12, 31)  # ZIP knows no other days


def pack(
    name: str,
    *,
    documents: Mapping[str, bytes],
    files: Sequence[Distribution],
    modified: date,
    store: Store,
) -> Distribution:
    """The ZIP ``<name>.zip``: documents by their name, then files; entries bear the day given.

    It is made again only when the content of one of them has changed.
    """
    recipe = key(
        "pack",
        modified.isoformat(),
        {path: content.decode() for path, content in documents.items()},
        [[file.file_name, file.checksum] for file in files],
    )
    known = store.recall(recipe)
    if known is None or not store.holds(known["checksum"], known["byte_size"]):
        known = _make(documents, files, modified, store)
        store.remember(recipe, known)
    return Distribution(
        format="ZIP",
        role="package",
        file_name=f"{name}.zip",
        media_type="application/zip",
        byte_size=known["byte_size"],
        checksum=known["checksum"],
        content=store.path(known["checksum"]),
    )


def _make(
    documents: Mapping[str, bytes], files: Sequence[Distribution], modified: date, store: Store
) -> dict[str, str | int]:
    with store.workspace() as folder:
        made = folder / "package.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in documents.items():
                with _entry(archive, path, modified) as target:
                    target.write(content)
            for file in files:
                entry = _entry(archive, file.file_name, modified)
                with entry as target, file.content.open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
        stored = store.keep(made)
    return {"checksum": stored.checksum, "byte_size": stored.byte_size}


@contextmanager
def _entry(archive: zipfile.ZipFile, path: str, modified: date) -> Iterator[IO[bytes]]:
    # The day is set by hand: a ZIP with the time of its making would differ at every build.
    day = min(max(modified, _EARLIEST), _LATEST)
    entry = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as target:
        yield target
