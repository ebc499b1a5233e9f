"""The closed lists below ``datasets/vocabularies/``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from generator.load.document import Document, read_document
from generator.load.form import parse
from generator.load.repository import VOCABULARIES
from generator.model import Keywords
from generator.problems import Problem
from generator.vocabulary import (
    AgencyRegister,
    AreaCodeList,
    Frequency,
    License,
    Series,
    Theme,
    Vocabularies,
)

T = TypeVar("T")


def load_vocabularies(root: Path) -> tuple[Vocabularies, list[Problem]]:
    """Read the lists; one that cannot be used is left empty."""
    reading = _Reading(root)
    themes = reading.table("themes.yml", tuple[Theme, ...])
    licenses = reading.table("licenses.yml", tuple[License, ...])
    frequencies = reading.table("frequencies.yml", tuple[Frequency, ...])
    code_lists = reading.table("areas.yml", tuple[AreaCodeList, ...])
    series = reading.table("series.yml", tuple[Series, ...], is_optional=True)
    synonyms = reading.optional("synonyms.yml", tuple[Keywords, ...])
    register = reading.read("agencies.yml", AgencyRegister)
    agencies = reading.by_id("agencies.yml", register.agencies if register else (), ("agencies",))
    vocabularies = Vocabularies(
        themes=themes,
        agencies=agencies,
        changes=register.changes if register else (),
        agencies_note=register.note if register else None,
        licenses=licenses,
        frequencies=frequencies,
        area_code_lists=code_lists,
        series=series,
        synonyms=synonyms or (),
    )
    return vocabularies, reading.problems


class _Reading:
    """One pass over the files, which collects their problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}

    def read(self, name: str, form: type[T]) -> T | None:
        file = f"{VOCABULARIES}/{name}"
        document = self.documents[name] = read_document(self.root / file, file)
        self.problems += document.problems
        if document.value is None:
            return None
        value, found = parse(form, document)
        self.problems += found
        return value

    def optional(self, name: str, form: type[T]) -> T | None:
        return self.read(name, form) if (self.root / VOCABULARIES / name).exists() else None

    def table(self, name: str, form: Any, *, is_optional: bool = False) -> dict[str, Any]:
        read = self.optional if is_optional else self.read
        return self.by_id(name, read(name, form) or ())

    def by_id(self, name: str, entries: Iterable[Any], at: tuple[str, ...] = ()) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, entry in enumerate(entries):
            if entry.id in found:
                place = self.documents[name].place((*at, number, "id"))
                details = {"id": entry.id}
                self.problems.append(
                    Problem(code="vocabulary-duplicate-id", place=place, details=details)
                )
            found.setdefault(entry.id, entry)
        return found
