"""The source's words for fields, agencies, licences and frequencies as ids of our lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from generator.harvest.record import Record, Refused
from generator.harvest.source import HarvestSource
from generator.model import Text
from generator.vietnamese import fold, slugify
from generator.vocabulary import Vocabularies

_INTERVALS = {
    "r/p10y": "DECENNIAL", "r/p4y": "QUADRENNIAL", "r/p3y": "TRIENNIAL", "r/p2y": "BIENNIAL",
    "r/p1y": "ANNUAL", "r/p6m": "ANNUAL_2", "r/p4m": "ANNUAL_3", "r/p3m": "QUARTERLY",
    "r/p2m": "BIMONTHLY", "r/p1m": "MONTHLY", "r/p0.5m": "MONTHLY_2", "r/p2w": "BIWEEKLY",
    "r/p1w": "WEEKLY", "r/p7d": "WEEKLY", "r/p1d": "DAILY", "r/pt1h": "HOURLY",
    "r/pt1s": "CONT", "irregular": "IRREG", "unknown": "UNKNOWN",
}  # fmt: skip
"""Repeating intervals of ISO 8601, as data.json writes them, by code of the EU's list."""


@dataclass(frozen=True, slots=True)
class Words:
    """One list: ids by every word that means them, folded."""

    ids: Mapping[str, str]

    def find(self, words: Iterable[str]) -> str | None:
        """The id that the first word with a meaning means."""
        return next(self.find_all(words), None)

    def find_all(self, words: Iterable[str]) -> Iterator[str]:
        """The ids of all words that have a meaning."""
        for word in words:
            for said in (_key(word), _last_part(word)):
                if said in self.ids:
                    yield self.ids[said]
                    break


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Every list of one source: its own table first, then what our vocabularies say."""

    source: HarvestSource
    themes: Words
    agencies: Words
    licenses: Words
    frequencies: Words

    @classmethod
    def of(cls, source: HarvestSource, known: Vocabularies) -> Lists:
        """The lists of ``source``, whose words are added to those of the portal."""
        eu_themes = ((code, each.id) for each in known.themes.values() for code in each.eu_themes)
        return cls(
            source=source,
            themes=_words(source.themes, [*_labels(known.themes), *_unambiguous(eu_themes)]),
            agencies=_words(source.publishers, _agencies(known)),
            licenses=_words(source.licenses, _licenses(known)),
            frequencies=_words(source.frequencies, _frequencies(known)),
        )

    def of_record(self, record: Record) -> dict[str, Any]:
        """The keys ``themes``, ``publisher``, ``license`` and ``accrual_periodicity``.

        A wrong agency or licence would be a false statement: where the source names one that is
        not known, none is assumed.
        """
        found: dict[str, Any] = {
            "themes": list(dict.fromkeys(self.themes.find_all(record.themes)))
            or ([self.source.theme] if self.source.theme else []),
            "publisher": self.agencies.find(record.publisher),
            "license": self.licenses.find(record.license),
            "accrual_periodicity": self.frequencies.find(record.frequency)
            or self.source.accrual_periodicity,
        } | record.described
        for key, words in (("publisher", record.publisher), ("license", record.license)):
            if not found[key]:
                if words:
                    raise Refused(f"{key}-unknown", value=words[-1])
                found[key] = getattr(self.source, key)
        for key, reason, words in (
            ("publisher", "publisher-missing", ()),
            ("license", "license-missing", ()),
            ("themes", "theme-missing", record.themes),
            ("accrual_periodicity", "frequency-missing", record.frequency),
        ):
            if not found[key]:
                raise Refused(reason, value=", ".join(words) or "–")
        return found


def _words(own: Mapping[str, str] | None, known: Iterable[tuple[str, str]]) -> Words:
    ids: dict[str, str] = {}
    for word, meant in (*(own or {}).items(), *known):
        ids.setdefault(_key(word), meant)
    return Words(ids)


def _key(word: str) -> str:
    """A word as it is compared: addresses as they are but for http(s), others folded."""
    if "://" in word:
        return word.partition("://")[2].rstrip("/")
    return slugify(word) or fold(word).strip()


def _last_part(word: str) -> str:
    """What an address ends with, which is often the id."""
    if "://" not in word:
        return ""
    parts = urlsplit(word)
    return slugify(parts.fragment) or slugify(parts.path.rstrip("/").rpartition("/")[2])


def _labels(entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in entries.values():
        yield from ((word, entry.id) for word in (entry.id, *_both(entry.label)))


def _agencies(known: Vocabularies) -> Iterator[tuple[str, str]]:
    for agency in known.agencies.values():
        names = (each.name for each in agency.names)
        said = [text for name in (*names, agency.short_name) for text in _both(name)]
        yield from ((word, agency.id) for word in (agency.id, *said))


def _licenses(known: Vocabularies) -> Iterator[tuple[str, str]]:
    for each in known.licenses.values():
        said = (each.id, each.url, each.spdx, *_both(each.title))
        yield from ((word, each.id) for word in said if word)


def _frequencies(known: Vocabularies) -> Iterator[tuple[str, str]]:
    yield from _labels(known.frequencies)
    codes = [(each.eu_code, each.id) for each in known.frequencies.values()]
    yield from codes
    by_code = dict(reversed(codes))
    for interval, code in _INTERVALS.items():
        if code in by_code:
            yield interval, by_code[code]


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Codes that only one of our entries has."""
    found: dict[str, set[str]] = {}
    for code, meant in pairs:
        found.setdefault(code, set()).add(meant)
    yield from ((code, min(ids)) for code, ids in found.items() if len(ids) == 1)


def _both(text: Text | None) -> list[str]:
    return [said for said in (text.vi, text.en) if said] if text else []
