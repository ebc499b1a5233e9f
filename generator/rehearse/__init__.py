"""Rehearse: play the national portal that harvests this one, before anything is published.

:func:`rehearse` reads the catalogue of an edition as a harvester would, compares it with what was
published last, and says what would be created, updated, deleted or refused, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.describe import documents
from generator.describe.entry import entries
from generator.distribution import Edition
from generator.model import LANGUAGES
from generator.problems import PortalError
from generator.rehearse.comparing import compare
from generator.rehearse.model import Reading, Rehearsal, Site
from generator.rehearse.reading import FIRST_PAGE, read_catalogue
from generator.rehearse.telling import TELLERS
from generator.rehearse.wording import REASONS, say

__all__ = ["FIRST_PAGE", "TELLERS", "Rehearsal", "offered", "published", "rehearse"]


def rehearse(edition: Edition, former: Reading | None, *, allow_loss: bool = False) -> Rehearsal:
    """What a harvest of ``edition`` would do to copies of what was published, if anything was."""
    now, site = _offered_with_site(edition)
    return compare(now, former, site, allow_loss=allow_loss)


def offered(edition: Edition) -> Reading:
    """The catalogue of an edition, as a harvester reads it."""
    return _offered_with_site(edition)[0]


def published(place: Path) -> Reading:
    """The catalogue of a built site: its folder, or its ``catalog.ttl`` beside the other pages.

    Raises:
        PortalError: it cannot be read whole, so nothing can be compared with it.
    """
    folder, first = (place, FIRST_PAGE) if place.is_dir() else (place.parent, place.name)

    def read(page: str) -> bytes:
        return (folder / (first if page == FIRST_PAGE else page)).read_bytes()

    reading = read_catalogue(read)
    if reading.faults:
        fault = reading.faults[0]
        told = (say(REASONS[fault.code], language, **fault.details) for language in LANGUAGES)
        raise PortalError(f"{place}: {' · '.join(told)}")
    return reading


def _offered_with_site(edition: Edition) -> tuple[Reading, Site]:
    address = edition.catalog.portal.base_url
    pages: dict[str, bytes] = {}
    files = set(_downloads(edition))
    for file in documents(edition):
        files.add(address + file.path)
        if "/" not in file.path and file.path.endswith(".ttl"):
            pages[file.path] = _bytes(file.content)
    return read_catalogue(pages.__getitem__), Site(address=address, files=files)


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _downloads(edition: Edition) -> Iterator[str]:
    for entry in entries(edition):
        for product in entry.products:
            yield from map(entry.address, product.distributions)
        if entry.package is not None:
            yield entry.address(entry.package)
