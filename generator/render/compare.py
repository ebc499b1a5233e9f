"""The page on which two tables are joined, and the list of tables that its script reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

import orjson
from markupsafe import Markup

from generator.distribution import Distribution, Edition, SiteFile
from generator.model import Column
from generator.render.addresses import Addresses
from generator.render.compare_keys import Key, Member, Table, shared_keys
from generator.render.head import json_block
from generator.render.maps import Atlas, atlas
from generator.render.parts import Address
from generator.render.words import Words, read_words

PATH = "compare/"
_INDEX = "tables.json"
_LISTED = 60
_NUMBERS = frozenset({"integer", "number"})
_FOOTER_TAIL = 8  # four bytes of length, then PAR1
_WORDS = (
    "loading", "unknown_table", "unknown_column", "unknown_key", "no_shared", "no_common",
    "no_numbers", "too_large", "failed", "found", "repeated", "unique", "missing_keys", "cut",
    "both", "mean_warning", "scatter_alt", "lines_alt", "bars_alt", "copied",
)  # fmt: skip


class Keyed(NamedTuple):
    """A table in the list of those that share a key: where it lies, its names, its column."""

    path: str
    title: str
    table: str | None
    column: str


class KeyGroup(NamedTuple):
    """The tables that share a key; ``more`` counts those that are not listed."""

    label: str
    tables: tuple[Keyed, ...]
    total: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareContext:
    """``compare.html``: ``config`` is what its script is told (JSON)."""

    template: ClassVar[str] = "compare.html"

    url: Address
    groups: tuple[KeyGroup, ...]
    config: Markup


def compare_path(table: str) -> str:
    """The page with ``<slug>/<resource>`` chosen as the first table."""
    return f"{PATH}?a={quote(table)}"


def compare_context(
    edition: Edition, keys: Iterable[Key], at: Addresses, words: Words
) -> CompareContext:
    """Which tables can be joined, by the keys they share."""
    texts = {name: words.texts[f"compare_script.{name}"] for name in _WORDS}
    config = {"language": words.language, "index": _INDEX, "words": texts}
    return CompareContext(
        url=at.url,
        groups=tuple(_group(edition, key, words) for key in keys),
        config=json_block(config),
    )


def compare_files(edition: Edition, templates: Path) -> Iterator[SiteFile]:
    """What the page's script knows of the tables, in each language."""
    known = atlas(edition)
    keys = shared_keys(edition, known)
    for language in edition.catalog.portal.languages:
        words = read_words(templates, language)
        folder = PATH if language == "vi" else f"{language}/{PATH}"
        index = _index(edition, known, keys, words)
        yield SiteFile(path=folder + _INDEX, content=orjson.dumps(index))


def _group(edition: Edition, key: Key, words: Words) -> KeyGroup:
    shown = key.members[:_LISTED]
    return KeyGroup(
        label=_label(edition, key, words),
        tables=tuple(_keyed(member, words) for member in shown),
        total=len(key.members),
        more=len(key.members) - len(shown),
    )


def _keyed(member: Member, words: Words) -> Keyed:
    dataset, resource = member.table.dataset, member.table.resource
    several = len(dataset.metadata.resources) > 1
    return Keyed(
        path=f"datasets/{dataset.slug}/#table-{resource.name}",
        title=words.plain(dataset.title),
        table=words.plain(resource.title) if several else None,
        column=member.column.name,
    )


def _label(edition: Edition, key: Key, words: Words) -> str:
    if key.area is not None:
        code_list, level = key.area
        listed = edition.catalog.vocabularies.area_code_lists[code_list]
        level_name = words(_LEVELS[level])
        return words("compare.key_area", level=level_name, list=words.plain(listed.title))
    if key.kind == "time":
        return words(_TIMES[key.id])
    column = key.members[0].column
    if key.root is None:
        return words("compare.key_name", column=words.plain(column.label), name=column.name)
    return _reference_label(edition, key.root, column, words)


_LEVELS = {
    "province": "compare.province",
    "district": "compare.district",
    "commune": "compare.commune",
}
_TIMES = {"year": "compare.year", "month": "compare.month"}


def _reference_label(
    edition: Edition, root: tuple[str, str, str], column: Column, words: Words
) -> str:
    target = next(d for d in edition.catalog.datasets if d.identifier == root[0])
    label = words.plain(column.label)
    return words("compare.key_reference", column=label, title=words.plain(target.title))


# The index: names are short, for there may be thousands of tables.


def _index(edition: Edition, known: Atlas, keys: tuple[Key, ...], words: Words) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {}
    for key in keys:
        for member in key.members:
            entry = tables.setdefault(member.table.id, _entry(edition, member.table, words))
            entry["keys"][key.id] = member.column.name
    return {
        "keys": {key.id: _key(edition, known, key, words) for key in keys},
        "tables": dict(sorted(tables.items(), key=lambda pair: pair[1]["title"])),
    }


def _key(edition: Edition, known: Atlas, key: Key, words: Words) -> dict[str, Any]:
    told: dict[str, Any] = {"label": _label(edition, key, words), "kind": key.kind}
    if key.area is not None:
        code_list, level = key.area
        told["names"] = {
            code: words("area.name", kind=words.plain(area.kind), name=words.plain(area.name))
            for code, area in known.names[code_list].items()
            if area.level == level
        }
    return told


def _entry(edition: Edition, table: Table, words: Words) -> dict[str, Any]:
    dataset, resource = table.dataset, table.resource
    several = len(dataset.metadata.resources) > 1
    title = words.plain(dataset.title)
    if several:
        title = f"{title}: {words.plain(resource.title)}"
    return {"title": title, "rows": table.profile.rows, "keys": {}} | {
        "columns": [_column(column, words) for column in _told(table)],
        **_file(edition, table),
    }


def _told(table: Table) -> Iterator[Column]:
    """The columns of numbers; degrees are none to compare."""
    schema = table.resource.schema
    places = None if schema is None else schema.coordinates
    spots = () if places is None else (places.latitude, places.longitude)
    return (c for c in table.columns if c.type in _NUMBERS and c.name not in spots)


def _column(column: Column, words: Words) -> dict[str, str]:
    told = {"name": column.name, "label": words.plain(column.label), "type": column.type}
    return told if column.unit is None else {**told, "unit": column.unit}


def _file(edition: Edition, table: Table) -> dict[str, Any]:
    made = {d.format: d for d in table.product.distributions if d.role == "derived"}
    parquet, csv = made.get("Parquet"), made.get("CSV")
    if parquet is None:
        return {}
    at = Addresses(base_url=edition.catalog.portal.base_url, language="vi", path="")
    location = edition.catalog.location(table.dataset, parquet)
    told = {
        "file": f"{at.file(location)}?v={parquet.checksum[:8]}",
        "address": at.site(location),
        "bytes": parquet.byte_size,
        "footer": _footer(parquet),
    }
    if csv is None:
        return told
    return {**told, "csv": at.site(edition.catalog.location(table.dataset, csv))}


@lru_cache(maxsize=4096)
def _footer(parquet: Distribution) -> int:
    """How many bytes at the end of a Parquet file describe it."""
    with parquet.content.open("rb") as file:
        file.seek(-_FOOTER_TAIL, 2)
        return int.from_bytes(file.read(4), "little") + _FOOTER_TAIL
