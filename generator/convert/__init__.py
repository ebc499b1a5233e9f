"""One resource of a publisher to every form in which people download it.

The publisher's own file is always offered, byte for byte. Tables are offered as CSV, XLSX, JSON
and Parquet too, and as GeoJSON where they have places; every form holds the same cells. What
was made lies in the store and is not made again while the file, its description and this
program stay the same.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from generator.convert.columnar import write_parquet
from generator.convert.delimited import write_csv
from generator.convert.large import LargeForms, write_large
from generator.convert.profile import recalled_profile, table_profile
from generator.convert.records import has_places, write_geojson, write_json
from generator.convert.spreadsheet import reason_against_xlsx, write_xlsx
from generator.convert.typed import TypedTable, typed_table
from generator.distribution import Distribution, Omission, Product
from generator.model import Resource, Schema
from generator.store import Store, checksum_and_size, file_version, key
from generator.table import is_table, kind

__all__ = ["LARGE_BYTES", "SourceChangedError", "convert", "recalled"]

LARGE_BYTES = 200_000_000
"""Larger texts are not held in memory; a million rows of ten columns are half of this."""


class _Form(NamedTuple):
    """A form to make: ``omitted`` gives the reason why a table does not have it."""

    name: str
    ending: str
    media_type: str
    write: Callable[[TypedTable, Path], None]
    omitted: Callable[[TypedTable], str | None] = lambda _table: None


_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = _Form("CSV", ".csv", "text/csv", write_csv)
_PARQUET = _Form("Parquet", ".parquet", "application/vnd.apache.parquet", write_parquet)
_FORMS = (
    _CSV,
    _Form("XLSX", ".xlsx", _XLSX_TYPE, write_xlsx, reason_against_xlsx),
    _Form("JSON", ".json", "application/json", write_json),
    _PARQUET,
)
_GEOJSON = _Form("GeoJSON", ".geojson", "application/geo+json", write_geojson)

# The names registered with IANA, which Python's own list lacks; no list of the machine is asked.
_MEDIA_TYPES = {form.ending: form.media_type for form in (*_FORMS, _GEOJSON)} | {
    ".tsv": "text/tab-separated-values",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".gpkg": "application/geopackage+sqlite3",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".zip": "application/zip",
}
_FORMAT_NAMES = {form.ending: form.name for form in (*_FORMS, _GEOJSON)}


def convert(resource: Resource, source: Path, store: Store) -> Product:
    """All forms of one resource; ``source`` is its file, already found valid.

    Files that are no tables have only their original. A form that a table cannot have is an
    ``Omission`` with its reason: ``too-many-rows-for-xlsx``, ``too-many-columns-for-xlsx``,
    ``text-too-long-for-xlsx``; ``too-large`` where the table is not held to be converted.

    Raises:
        SourceChangedError: where the file was written to meanwhile; nothing is remembered.
    """
    version = file_version(source)
    original = _original(resource, source)
    if not is_table(resource):
        return Product(distributions=(original,))
    name = _name(resource, original)
    product = _recalled(store, name, original)
    if product is None:
        product = _made(resource, source, store, original)
        if file_version(source) != version:
            raise SourceChangedError(source)
        store.remember(name, _memo(product))
    return product


def recalled(resource: Resource, source: Path, store: Store) -> Product | None:
    """What :func:`convert` would give, where nothing is to be made for it."""
    original = _original(resource, source)
    if not is_table(resource):
        return Product(distributions=(original,))
    return _recalled(store, _name(resource, original), original)


class SourceChangedError(Exception):
    """A file was written to while it was read: what was made of it is of no one version."""


def _name(resource: Resource, original: Distribution) -> str:
    return key("convert", original.checksum, asdict(resource))


def _original(resource: Resource, source: Path) -> Distribution:
    path = PurePosixPath(resource.path)
    ending = path.suffix.lower()
    checksum, size = checksum_and_size(source)
    return Distribution(
        format=_FORMAT_NAMES.get(ending, ending.lstrip(".").upper()),
        role="original",
        file_name=f"original/{path}",
        media_type=_media_type(ending),
        byte_size=size,
        checksum=checksum,
        content=source,
    )


def _media_type(ending: str) -> str:
    known = mimetypes.MimeTypes(filenames=()).guess_type(f"file{ending}")[0]
    return _MEDIA_TYPES.get(ending) or known or "application/octet-stream"


def _made(resource: Resource, source: Path, store: Store, original: Distribution) -> Product:
    if resource.schema is not None and _is_large(resource, source):
        return _made_of_large(resource, resource.schema, source, store, original)
    table = typed_table(resource, source)
    forms = (*_FORMS, _GEOJSON) if has_places(table) else _FORMS
    reasons = {form.name: form.omitted(table) for form in forms}
    wanted = [form for form in forms if reasons[form.name] is None]
    return Product(
        distributions=(original, *_derived(table, wanted, store)),
        profile=table_profile(table),
        omissions=tuple(
            Omission(format=name, reason=reason) for name, reason in reasons.items() if reason
        ),
    )


def _derived(table: TypedTable, forms: list[_Form], store: Store) -> Iterator[Distribution]:
    with store.workspace() as folder:
        for form in forms:
            written = folder / f"{table.resource.name}{form.ending}"
            form.write(table, written)
            yield _kept(form, written, store)


def _kept(form: _Form, written: Path, store: Store) -> Distribution:
    kept = store.keep(written)
    return Distribution(
        format=form.name,
        role="derived",
        file_name=written.name,
        media_type=form.media_type,
        byte_size=kept.byte_size,
        checksum=kept.checksum,
        content=kept.path,
    )


def _is_large(resource: Resource, source: Path) -> bool:
    """Whether a table is read, and written, a part at a time."""
    return kind(resource) == "csv" and source.stat().st_size > LARGE_BYTES


def _made_of_large(
    resource: Resource, schema: Schema, source: Path, store: Store, original: Distribution
) -> Product:
    """The forms that need not be held to be written; both hold millions of rows."""
    with store.workspace() as folder:
        paths = {form: folder / f"{resource.name}{form.ending}" for form in (_CSV, _PARQUET)}
        profile = write_large(resource, schema, source, LargeForms(paths[_PARQUET], paths[_CSV]))
        made = tuple(_kept(form, written, store) for form, written in paths.items())
    return Product(
        distributions=(original, *made),
        profile=profile,
        omissions=tuple(
            Omission(format=form.name, reason="too-large") for form in _FORMS if form not in paths
        ),
    )


# The product as it is remembered: where files lie is not part of it.


def _memo(product: Product) -> dict[str, Any]:
    memo = asdict(product)
    memo["distributions"] = [
        {name: value for name, value in form.items() if name != "content"}
        for form in memo["distributions"]
        if form["role"] == "derived"
    ]
    return memo


def _recalled(store: Store, name: str, original: Distribution) -> Product | None:
    """The product made before; ``None`` where there is none or one of its files is not whole."""
    memo = store.recall(name)
    if memo is None:
        return None
    derived = [
        Distribution(**form, content=store.path(form["checksum"])) for form in memo["distributions"]
    ]
    if not all(store.holds(form.checksum, form.byte_size) for form in derived):
        return None
    return Product(
        distributions=(original, *derived),
        profile=recalled_profile(memo["profile"]),
        omissions=tuple(Omission(**omission) for omission in memo["omissions"]),
    )
