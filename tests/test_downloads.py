"""A whole synthetic portal of 206 datasets: every download holds the cells of its source.

Text sources are read by frictionless, workbooks by openpyxl, and every download by a reader of its
own format; Parquet by DuckDB and as Croissant's records, too.
"""

from __future__ import annotations

import csv
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Dialect, Schema, formats
from frictionless.resources import TableResource

from generator.distribution import Catalog
from generator.load import load
from generator.model import Dataset, Resource
from generator.settings import build_day
from generator.table import table_schema
from tests.conftest import opendata

DATASETS = 206


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample") / "portal"
    result = opendata("sample", "--datasets", str(DATASETS), "--rows", "20", "--out", root)
    assert result.exit_code == 0, result.output
    result = opendata("build", root=root)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(scope="module")
def catalog(built: Path) -> Catalog:
    return load(built, build_day()).catalog


def test_there_are_206_dataset_pages_in_each_language(built, catalog):
    assert len(catalog.datasets) == DATASETS
    for language in ("", "en/"):
        pages = list((built / "site" / language / "datasets").glob("*/index.html"))
        assert {page.parent.name for page in pages} == {each.slug for each in catalog.datasets}


def test_every_download_opens_in_its_own_format_with_the_cells_of_the_source(built, catalog):
    compared = dict.fromkeys(("csv", "xlsx", "json", "parquet", "geojson", "zip"), 0)
    for dataset, resource in _tables(catalog):
        folder = built / "site" / "datasets" / dataset.slug
        expected = _source_cells(catalog, dataset, resource)
        assert expected, resource.path
        for ending, read in READERS.items():
            file = folder / f"{resource.name}{ending}"
            if ending == ".geojson" and not file.exists():
                continue
            assert read(file, resource) == expected, file
            compared[ending[1:]] += 1
        assert _duckdb(folder / f"{resource.name}.parquet") == expected, folder
        with zipfile.ZipFile(folder / f"{dataset.slug}.zip") as package:
            assert package.testzip() is None
            assert (
                package.read(f"{resource.name}.csv")
                == (folder / f"{resource.name}.csv").read_bytes()
            )
            assert {"datapackage.json", "README.md", "LICENSE.txt"} < set(package.namelist())
        compared["zip"] += 1
    assert min(compared.values()) > 5, compared
    assert compared["csv"] == compared["xlsx"] == compared["json"] == compared["parquet"] > DATASETS


# The library's own libraries warn of what they will change.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_croissant_records_hold_the_cells_of_the_source(built, catalog):
    seen = set()
    for dataset, resource in _tables(catalog):
        assert resource.schema
        kinds = tuple(column.type for column in resource.schema.fields)
        if kinds in seen:  # one of each family of tables: the reader takes its time
            continue
        seen.add(kinds)
        folder = built / "site" / "datasets" / dataset.slug
        expected = _source_cells(catalog, dataset, resource)
        assert _croissant(folder, resource) == expected, folder
    assert len(seen) > 5


def _tables(catalog: Catalog) -> Iterator[tuple[Dataset, Resource]]:
    for dataset in catalog.datasets:
        for resource in dataset.metadata.resources:
            if resource.schema is not None:
                yield dataset, resource


def _source_cells(catalog: Catalog, dataset: Dataset, resource: Resource) -> list[list[Any]]:
    source = catalog.source(dataset, resource)
    assert resource.schema
    names = [column.name for column in resource.schema.fields]
    if source.suffix == ".geojson":
        features = json.loads(source.read_bytes())["features"]
        return [[_plain(each["properties"].get(name)) for name in names] for each in features]
    if source.suffix == ".xlsx":
        return _workbook(source, resource, resource.dialect.sheet, resource.dialect.header_row)
    table = TableResource(
        path=source.name,
        basepath=str(source.parent),
        encoding=resource.encoding,
        dialect=Dialect(controls=[formats.CsvControl(delimiter=resource.dialect.delimiter)]),
        schema=Schema.from_descriptor(_without_rules(table_schema(resource.schema))),
    )
    return [[_plain(row[name]) for name in names] for row in table.read_rows()]


def _without_rules(schema: dict[str, Any]) -> dict[str, Any]:
    # A file in windows-1258 holds its letters in two parts, which lists of values do not.
    fields = [
        {key: value for key, value in each.items() if key != "constraints"}
        for each in schema["fields"]
    ]
    return {"fields": fields, "missingValues": schema["missingValues"]}


def _csv(file: Path, resource: Resource) -> list[list[Any]]:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    return _typed(rows[1:], resource)


def _typed(rows: list[list[str]], resource: Resource) -> list[list[Any]]:
    assert resource.schema
    types = [column.type for column in resource.schema.fields]
    return [[_read(cell, kind) for cell, kind in zip(row, types, strict=True)] for row in rows]


def _read(cell: str, kind: str) -> Any:
    if cell == "":
        return None
    if kind in {"integer", "number", "year"}:
        return float(cell)
    return {"true": True, "false": False}[cell] if kind == "boolean" else cell


def _xlsx(file: Path, resource: Resource) -> list[list[Any]]:
    return _workbook(file, resource, None, 1)


def _workbook(file: Path, resource: Resource, name: str | None, header_row: int) -> list[list[Any]]:
    workbook = openpyxl.load_workbook(file)
    sheet = workbook[name] if name else workbook.worksheets[0]
    rows = list(sheet.iter_rows(min_row=header_row + 1))
    assert not any(cell.data_type == "f" for row in rows for cell in row)
    assert resource.schema
    days = [column.type == "date" for column in resource.schema.fields]
    return [
        [_plain(cell.value, is_day=day) for cell, day in zip(row, days, strict=True)]
        for row in rows
    ]


def _json(file: Path, _: Resource) -> list[list[Any]]:
    return [[_plain(cell) for cell in row.values()] for row in json.loads(file.read_bytes())]


def _parquet(file: Path, _: Resource) -> list[list[Any]]:
    return [[_plain(cell) for cell in row.values()] for row in pq.read_table(file).to_pylist()]


def _duckdb(file: Path) -> list[list[Any]]:
    rows = duckdb.read_parquet(str(file)).fetchall()
    return [[_plain(cell) for cell in row] for row in rows]


def _croissant(folder: Path, resource: Resource) -> list[list[Any]]:
    import mlcroissant  # type: ignore[import-untyped]  # takes a second to import

    file = folder / "croissant.json"
    named = json.loads(file.read_bytes())["distribution"]
    beside = {each["@id"]: folder / each["name"] for each in named}
    records = mlcroissant.Dataset(str(file), mapping=beside).records(resource.name)
    assert resource.schema
    days = [column.type == "date" for column in resource.schema.fields]
    return [
        [
            _plain(cell.decode() if isinstance(cell, bytes) else cell, is_day=day)
            for cell, day in zip(record.values(), days, strict=True)
        ]
        for record in records
    ]


def _geojson(file: Path, resource: Resource) -> list[list[Any]]:
    assert resource.schema
    names = [column.name for column in resource.schema.fields]
    features = json.loads(file.read_bytes())["features"]
    return [[_plain(each["properties"].get(name)) for name in names] for each in features]


READERS = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
    ".parquet": _parquet,
    ".geojson": _geojson,
}


def _plain(value: Any, *, is_day: bool = False) -> Any:
    """A value as CSV could hold it: text, a number, a truth value, nothing."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):  # a month, as frictionless reads it
        return f"{value[0]:04}-{value[1]:02}"
    return unicodedata.normalize("NFC", value) if value else None
