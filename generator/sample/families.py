"""The kinds of tables that provinces publish, as ``families.yml`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LABELS = ("vi", "en", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnKind:
    """A column: what it is called, and how its cells are drawn (:mod:`generator.sample.draw`).

    ``bounds`` are what ``draw`` needs: a list of values, a range, a prefix.
    """

    name: str
    vi: str
    en: str
    unit: str | None
    draw: str
    bounds: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A kind of table, the field it belongs to, and the body that published it before 2025.

    ``code`` abbreviates the field; ``tags`` are keywords in Vietnamese with their English.
    """

    id: str
    theme: str
    code: str
    publisher: str
    vi: str
    en: str
    frequency: str
    tags: Mapping[str, str]
    columns: tuple[ColumnKind, ...]

    def has(self, draw: str) -> bool:
        """Whether some column's cells are drawn in that way."""
        return any(column.draw == draw for column in self.columns)


@cache
def families() -> tuple[Family, ...]:
    """All families, one of each field after the other, so that any few of them are varied."""
    text = resources.files(__package__).joinpath("families.yml").read_text(encoding="utf-8")
    written = yaml.load(text, Loader=yaml.CSafeLoader)
    columns = {name: _column(name, entry) for name, entry in written["columns"].items()}
    by_field = [_of_field(theme, entry, columns) for theme, entry in written["fields"].items()]
    return tuple(family for row in zip(*by_field, strict=True) for family in row)


def _column(name: str, entry: dict[str, Any]) -> ColumnKind:
    draw = next(key for key in entry if key not in _LABELS)
    bounds = entry[draw] if isinstance(entry[draw], list) else ()
    return ColumnKind(
        name=name,
        vi=entry["vi"],
        en=entry["en"],
        unit=entry.get("unit"),
        draw=draw,
        bounds=tuple(bounds),
    )


def _of_field(theme: str, entry: dict[str, Any], columns: Mapping[str, ColumnKind]) -> list[Family]:
    publishers = entry["publishers"]
    return [
        Family(
            id=table["id"],
            theme=theme,
            code=entry["code"],
            publisher=publishers[number % len(publishers)],
            vi=table["vi"],
            en=table["en"],
            frequency=table["each"],
            tags=table["tags"],
            columns=tuple(columns[name] for name in table["columns"]),
        )
        for number, table in enumerate(entry["tables"])
    ]
