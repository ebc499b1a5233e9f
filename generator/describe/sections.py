"""The parts of the catalogue that readers follow: all of it, a field, an agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.describe.entry import Entry, entries
from generator.distribution import Edition
from generator.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part: ``path`` of its page below a language's root, its datasets, latest change first.

    ``title`` is absent for the whole catalogue, whose pages lie at the root.
    """

    path: str
    title: Text | None
    entries: tuple[Entry, ...]


def sections(edition: Edition) -> tuple[Section, ...]:
    """All parts. Those without datasets are there too: one may follow them from the first on."""
    latest = sorted(entries(edition), key=lambda entry: entry.metadata.modified, reverse=True)
    return (
        Section(path="", title=None, entries=tuple(latest)),
        *theme_sections(edition, latest),
        *agency_sections(edition, latest),
    )


def theme_sections(edition: Edition, latest: list[Entry]) -> Iterator[Section]:
    """One part for each field."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in latest:
        for name in entry.metadata.themes:
            found[name].append(entry)
    for theme in edition.catalog.vocabularies.themes.values():
        path = f"themes/{theme.id}/"
        yield Section(path=path, title=theme.label, entries=tuple(found[theme.id]))


def agency_sections(edition: Edition, latest: list[Entry]) -> Iterator[Section]:
    """One part for each agency: what it published, and what it answers for today."""
    words, today = edition.catalog.vocabularies, edition.catalog.today
    keepers = {agency: {agency, *words.stewards(agency, today)} for agency in words.agencies}
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in latest:
        for keeper in keepers[entry.metadata.publisher]:
            found[keeper].append(entry)
    for agency in words.agencies.values():
        path = f"agencies/{agency.id}/"
        yield Section(path=path, title=agency.name, entries=tuple(found[agency.id]))
