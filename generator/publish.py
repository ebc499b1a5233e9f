"""The last stage: files become a folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from generator.distribution import SiteFile
from generator.problems import PortalError
from generator.store import link_or_copy


class Renewal:
    """Changes to a site's folder, prepared beside it; until :meth:`publish` it stays as it is.

    Either the whole site is put anew (``is_whole``), or files of what is there change place with
    those that are put.
    """

    def __init__(self, target: Path, *, is_whole: bool) -> None:
        self.staging = staging_for(target)
        self._target = target
        self._is_whole = is_whole
        self._paths: set[str] = set()
        self._folders: set[str] = set()

    def __enter__(self) -> Renewal:
        return self

    def __exit__(self, *_: object) -> None:
        discard(self.staging)

    def put(self, file: SiteFile) -> None:
        """Prepare one file.

        Raises:
            PortalError: another file has its path, or the path leaves the folder.
        """
        self.claim(file.path)
        folder, _, _ = file.path.rpartition("/")
        if folder not in self._folders:
            self._folders.add(folder)
            (self.staging / folder).mkdir(parents=True, exist_ok=True)
        target = f"{self.staging}/{file.path}"
        if isinstance(file.content, bytes):
            with open(target, "xb") as opened:  # noqa: PTH123 - of many thousands
                opened.write(file.content)
        else:
            link_or_copy(file.content, Path(target))

    def claim(self, path: str) -> None:
        """Take a path for a file that is put, or that is there and stays as it is."""
        if path in self._paths or not _is_below(path):
            raise PortalError(f"not a path for one file of the site: {path}")
        self._paths.add(path)

    @property
    def has_files(self) -> bool:
        """Whether any file was put."""
        return bool(self._folders)

    def publish(self, gone: Iterable[str] = ()) -> None:
        """Let what was put take its place; files that are ``gone`` leave the site."""
        if self._is_whole:
            replace(self._target, self.staging)
            return
        for path in gone:  # first: where a file was, a folder may be to come
            if path not in self._paths:
                _remove(self._target, path)
        for path in sorted(self._put(), key=_is_page):  # what pages link to is there before them
            target = self._target / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / path).replace(target)

    def _put(self) -> list[str]:
        start = len(str(self.staging)) + 1
        return [
            f"{folder}/{name}"[start:]
            for folder, _, names in os.walk(self.staging)
            for name in names
        ]


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _is_below(path: str) -> bool:
    """Whether a path names one file below a folder, in the one way in which it can be written."""
    pure = PurePosixPath(path)
    is_plain = pure.as_posix() == path and bool(pure.name)
    return is_plain and not pure.is_absolute() and ".." not in pure.parts


def _remove(site: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    (site / path).unlink(missing_ok=True)
    for folder in (site / path).parents:
        if folder == site or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


@contextmanager
def alone(lock: Path, *, waits: Callable[[], None]) -> Iterator[None]:
    """Only one program at a time; ``waits`` is called where another has to be waited for."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    found = FileLock(lock)
    try:
        found.acquire(blocking=False)
    except Timeout:
        waits()
        found.acquire()
    try:
        yield
    finally:
        found.release()


def staging_for(target: Path) -> Path:
    """An empty folder beside ``target``, on the same disk, in which a site can be prepared."""
    staging = target.with_name(f".{target.name}.new")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def write(files: Iterable[SiteFile], target: Path) -> None:
    """Let a folder of these files, and of no others, take the place of ``target``.

    Raises:
        PortalError: two files have one path, or a path leaves the folder.
    """
    with Renewal(target, is_whole=True) as renewal:
        for file in files:
            renewal.put(file)
        renewal.publish()


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
