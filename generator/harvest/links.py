"""The files a source offers for one dataset: which are taken, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.harvest.record import RemoteFile
from generator.vietnamese import slugify

_FORMATS = {
    "csv": "csv",
    "comma-separated-values": "csv",
    "tsv": "tsv",
    "tab-separated-values": "tsv",
    "xlsx": "xlsx",
    "vnd-openxmlformats-officedocument-spreadsheetml-sheet": "xlsx",
    "geojson": "geojson",
    "geo-json": "geojson",
    "vnd-geo-json": "geojson",
    "json": "json",
}
"""The last part of a file's ending, media type or format's name, as :func:`slugify` has it."""


def format_of(url: str | None, *said: str | None) -> str | None:
    """The form of a file by the words ``said`` of it, else by the ending of its address.

    ``None`` where it is none that is taken.
    """
    ending = PurePosixPath(_path(url)).suffix if url else None
    for word in (*said, ending):
        last = (word or "").partition(";")[0].rstrip("/").rpartition("/")[2]
        if (found := _FORMATS.get(slugify(last))) is not None:
            return found
    return None


def stem_of(url: str | None, *otherwise: str | None) -> str:
    """What a file is called in its address, or else; never a path."""
    name = PurePosixPath(_path(url)).name if url else ""
    stem, _, ending = name.rpartition(".")
    candidates = (stem if ending.lower() in _FORMATS else "", *otherwise, name, "du-lieu")
    slugs = (slugify(each or "")[:_LENGTH].strip("-") for each in candidates)
    return next(filter(None, slugs))


_LENGTH = 60


def chosen(files: Iterable[RemoteFile], formats: Sequence[str]) -> tuple[RemoteFile, ...]:
    """One file of each table: where it is offered in several forms, the dearest."""
    best: dict[str, RemoteFile] = {}
    for file in files:
        if file.format not in formats:
            continue
        rival = best.get(file.stem)
        if rival is None or formats.index(file.format) < formats.index(rival.format):
            best[file.stem] = file
    return tuple(best.values())


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""
