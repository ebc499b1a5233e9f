"""The texts of the interface in one language, and what is said with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from markupsafe import Markup, escape

from generator.distribution import Cell
from generator.model import Column, Language, Period, Text
from generator.render import formats


@dataclass(frozen=True, slots=True, eq=False)  # there is one for each file
class Words:
    """The texts of ``site_templates/texts/<language>.yml``, by dotted key."""

    language: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, **blanks: Any) -> str:
        """The text under ``key`` with its blanks filled; whole numbers are written localised.

        Where the text counts something, ``n`` chooses between ``<key>.one`` and
        ``<key>.other``. A blank that is markup makes the whole text markup.

        Raises:
            KeyError: nobody wrote such a text.
        """
        template = self.texts.get(key) or self.texts[f"{key}.{self._plural(blanks['n'])}"]
        if not blanks:
            return template
        filled = {name: self._blank(value) for name, value in blanks.items()}
        if any(isinstance(value, Markup) for value in filled.values()):
            return escape(template).format(**filled)
        return template.format(**filled)

    def local(self, text: Text) -> str:
        """The text in this language; marked as Vietnamese where it has not been translated."""
        if self.language == "en" and text.en is None:
            return Markup('<span lang="vi">{}</span>').format(text.vi)
        return text.get(self.language)

    def plain(self, text: Text) -> str:
        """The text in this language, for places that hold no markup."""
        return text.get(self.language)

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return formats.number(value, self.language)

    def cell(self, value: Cell, column: Column) -> str | None:
        """A cell for reading, ``None`` where it is missing."""
        if value is None:
            return None
        if isinstance(value, bool):
            return self("answer.yes" if value else "answer.no")
        return formats.cell(value, column.type, self.language)

    def period(self, period: Period) -> str | None:
        """A period in words: ``2020–2024``, ``từ 5/2024``, ``2026``."""
        start, end = (
            None if bound is None else formats.partial_day(bound, self.language)
            for bound in (period.start, period.end)
        )
        if start is None:
            return None if end is None else self("period.until", end=end)
        if end is None:
            return self("period.since", start=start)
        return start if start == end else self("period.between", start=start, end=end)

    def constraints(self, column: Column) -> tuple[str, ...]:
        """What a column's cells must be, one phrase for each rule."""
        return tuple(_rules(column, self))

    def _blank(self, value: Any) -> Any:
        return self.number(value) if type(value) is int else value

    def _plural(self, n: int) -> str:
        return str(Locale(self.language).plural_form(n))


def _rules(column: Column, words: Words) -> Iterator[str]:
    rules = column.constraints
    if rules.required:
        yield words("rule.required")
    if rules.unique:
        yield words("rule.unique")
    for key in ("minimum", "maximum"):
        bound = getattr(rules, key)
        if bound is not None:
            yield words(f"rule.{key}", bound=formats.cell(bound, column.type, words.language))
    for key in ("min_length", "max_length"):
        if getattr(rules, key) is not None:
            yield words(f"rule.{key}", n=getattr(rules, key))
    if rules.pattern is not None:
        yield words("rule.pattern", pattern=rules.pattern)


def read_words(templates: Path, language: Language) -> Words:
    """The texts of ``language`` in the folder of templates."""
    file = templates / "texts" / f"{language}.yml"
    return _read(file, language, file.stat().st_mtime_ns)


@cache
def _read(file: Path, language: Language, changed: int) -> Words:  # noqa: ARG001 - part of the key
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Words(language, dict(_flatten(written, "")))


def _flatten(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
