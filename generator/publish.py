"""The last stage: files become a folder, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.distribution import SiteFile
from generator.problems import PortalError
from generator.store import link_or_copy


def staging_for(target: Path) -> Path:
    """An empty folder beside ``target``, on the same disk, in which a site can be prepared."""
    staging = target.with_name(f".{target.name}.new")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def write(files: Iterable[SiteFile], folder: Path) -> None:
    """Write files below ``folder``; existing ones are replaced.

    Raises:
        PortalError: two files have one path, or a path leaves the folder.
    """
    written: set[PurePosixPath] = set()
    for file in files:
        path = PurePosixPath(file.path)
        if path.is_absolute() or not path.name or ".." in path.parts or path in written:
            raise PortalError(f"not a path for one file of the site: {file.path}")
        written.add(path)
        _write_one(file, folder / path)


def _write_one(file: SiteFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if isinstance(file.content, bytes):
        target.write_bytes(file.content)
    else:
        link_or_copy(file.content, target)


def replace(target: Path, staging: Path) -> None:
    """Let the site prepared in ``staging`` take the place of ``target``."""
    retired = target.with_name(f".{target.name}.old")
    if target.exists():  # else `retired` is all that an interrupted replacement left
        shutil.rmtree(retired, ignore_errors=True)
        target.rename(retired)
    try:
        staging.rename(target)
    except OSError:
        if retired.exists():
            retired.rename(target)
        raise
    shutil.rmtree(retired, ignore_errors=True)


def discard(staging: Path) -> None:
    """Remove a site that will not be published."""
    shutil.rmtree(staging, ignore_errors=True)
