"""What a page tells the explorer of a table: where its file lies, how it is read, its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.distribution import Catalog, ColumnProfile, Distribution, Product
from generator.model import Column, Dataset, Resource
from generator.render.addresses import Addresses
from generator.render.assets import read_bundle
from generator.render.head import json_block
from generator.render.script_words import script_words
from generator.render.words import Words

_FEW = 30
"""So many values at most are offered as a list to choose from."""
_MOST_ROWS_IN_PAGE = 50_000
"""Larger tables are decoded in a worker: the page stays quick."""
_HASH = 8
_MAGIC = b"PAR1"


def explorer(
    catalog: Catalog,
    dataset: Dataset,
    resource: Resource,
    product: Product,
    at: Addresses,
    words: Words,
) -> Markup | None:
    """The description of a table as JSON; ``None`` where there are no rows to explore.

    The address of the file carries a hash of its content, so that no cache joins an old page with
    a new file. Hosts ignore what follows the question mark: the file lies there once.
    """
    parquet = next((d for d in product.distributions if _is_table(d)), None)
    if parquet is None or product.profile is None or not product.profile.rows:
        return None
    location = catalog.location(dataset, parquet)
    found = {column.name: column for column in product.profile.columns}
    told = {
        "name": resource.name,
        "title": words.plain(resource.title),
        "file": f"{at.file(location)}?v={parquet.checksum[:_HASH]}",
        "bytes": parquet.byte_size,
        "footer": _footer_length(parquet.content),
        "rows": product.profile.rows,
        "columns": _columns(resource, found, product.profile.rows, words),
        "words": at.file(script_words(words).path),
    }
    if product.profile.rows > _MOST_ROWS_IN_PAGE:
        told["worker"] = at.file(read_bundle().address("explorer-worker.js"))
    return json_block(told)


def _is_table(distribution: Distribution) -> bool:
    return distribution.role == "derived" and distribution.format == "Parquet"


def _footer_length(file: Path) -> int:
    """The bytes of a Parquet file's footer, with its length and the mark after it."""
    with file.open("rb") as opened:
        opened.seek(-8, 2)
        length, mark = opened.read(4), opened.read()
    if mark != _MAGIC:
        raise ValueError(f"{file}: no Parquet file")
    return int.from_bytes(length, "little") + 8


def _columns(
    resource: Resource, found: Mapping[str, ColumnProfile], rows: int, words: Words
) -> list[list[Any]]:
    columns: Sequence[Column] = () if resource.schema is None else resource.schema.fields
    return [_column(column, found[column.name], rows, words) for column in columns]


def _column(column: Column, profile: ColumnProfile, rows: int, words: Words) -> list[Any]:
    """Name, label and type, and what else there is to tell."""
    more: dict[str, Any] = {}
    if column.unit:
        more["unit"] = column.unit
    if words.language == "en" and column.label.en is None:
        more["lang"] = "vi"
    if 1 < profile.distinct <= _FEW and 2 * profile.distinct <= rows:
        more["few"] = True
    told = [column.name, words.plain(column.label), column.type]
    return [*told, more] if more else told
