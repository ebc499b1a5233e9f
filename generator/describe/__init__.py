"""Describe: an edition of the catalogue in the words of other systems.

Each module holds one standard: ``files(edition)`` gives its documents, ``STANDARD`` says what it
is and how our metadata is said in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.describe.mapping import Standard
from generator.distribution import Edition, SiteFile

STANDARDS: tuple[Standard, ...] = ()
"""All standards, in the order in which the portal lists them."""

_DOCUMENTS: tuple[Callable[[Edition], Iterator[SiteFile]], ...] = ()


def documents(edition: Edition) -> Iterator[SiteFile]:
    """Every document that describes the catalogue and its datasets to programs."""
    for files in _DOCUMENTS:
        yield from files(edition)
