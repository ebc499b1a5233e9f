"""The row API: pages and filters with the cells of the downloads, inside their budget."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.convert import convert
from generator.distribution import Catalog, Omission, RowApi
from generator.load import load
from generator.model import Column, Dataset, Resource, RowBudget, Schema, Text
from generator.rows import PAGE_ROWS, row_apis
from generator.rows.names import file_name, file_names
from generator.store import Store
from tests.conftest import SMALL

LABEL = Text(vi="Nhãn")
PLENTY = RowBudget()
Table = tuple[Resource, str]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def table(columns: Mapping[str, str], rows: Sequence[Sequence[str]], **schema) -> Table:
    """A table to publish: its resource, and its text as CSV."""
    fields = tuple(
        Column(name=name, type=kind, label=LABEL)  # type: ignore[arg-type]
        for name, kind in columns.items()
    )
    text = io.StringIO()
    csv.writer(text).writerows([list(columns), *rows])
    resource = Resource(
        name="bang", path="bang.csv", title=LABEL, schema=Schema(fields=fields, **schema)
    )
    return resource, text.getvalue()


def catalogue(root: Path, tables: Mapping[str, Table], budget: RowBudget, *, sample=False):
    small = load(SMALL, date(2024, 6, 30)).catalog
    model = small.datasets[0].metadata
    datasets = []
    for identifier, (resource, text) in tables.items():
        (root / identifier).mkdir(parents=True, exist_ok=True)
        (root / identifier / resource.path).write_text(text, encoding="utf-8", newline="")
        metadata = replace(model, identifier=identifier, resources=(resource,), sample=sample)
        datasets.append(Dataset(metadata=metadata, slug=identifier, folder=identifier))
    portal = replace(small.portal, row_budget=budget)
    return replace(small, portal=portal, datasets=tuple(datasets), root=root)


def made(catalog: Catalog, store: Store) -> dict[str, RowApi | Omission]:
    products = {
        dataset.identifier: tuple(
            convert(resource, catalog.source(dataset, resource), store)
            for resource in dataset.metadata.resources
        )
        for dataset in catalog.datasets
    }
    return {dataset: api for (dataset, _), api in row_apis(catalog, products, store).items()}


def api_of(store: Store, columns, rows, budget=PLENTY, *, sample=False, **schema) -> RowApi:
    root = store.folder.parent / "root"
    catalog = catalogue(root, {"bo": table(columns, rows, **schema)}, budget, sample=sample)
    api = made(catalog, store)["bo"]
    assert isinstance(api, RowApi)
    return api


def document(api: RowApi, path: str):
    return json.loads(api.files[path].read_bytes(), parse_float=Decimal)


def followed(api: RowApi, path: str) -> list[dict[str, Any]]:
    """The rows of a page and of all pages after it."""
    rows, following = [], path
    while following:
        page = document(api, following)
        rows += page["rows"]
        folder = following.rpartition("/")[0]
        following = page["next"] and f"{folder}/{page['next']}"
    return rows


# Names of files


AWKWARD = {
    "": "~",
    "..": "~2E~2E",
    "a/b\\c": "a~2Fb~5Cc",
    "Đông Xuân": "~C4~90~C3~B4ng~20Xu~C3~A2n",
    "con": "~63on",
    "NUL": "~4EUL",
    "index": "~69ndex",
    "~missing": "~7Emissing",
    "\0": "~00",
    "BC-001": "BC-001",
    "08707": "08707",
}


@pytest.mark.parametrize(("value", "name"), AWKWARD.items())
def test_a_value_has_a_name_that_any_disk_and_any_address_can_hold(value, name):
    assert file_name(value) == name


def test_a_missing_cell_is_no_text():
    assert file_name(None) == "~missing" != file_name("~missing")


def test_truth_and_numbers_are_named_as_json_writes_them():
    assert [file_name(value) for value in (True, 2024, -1, 1.5)] == ["true", "2024", "-1", "1~2E5"]


def test_a_long_value_is_cut_and_stays_apart_from_others():
    first, second = file_names(["x" * 500 + "1", "x" * 500 + "2"])
    assert first != second
    assert max(len(first), len(second)) <= 120


def test_values_that_differ_in_capitals_only_have_names_that_differ_in_more():
    names = file_names(["Ab", "aB", "ab", "Đ", "đ"])
    assert len({name.lower() for name in names}) == 5
    assert names[:3] == ["~41b", "a~42", "ab"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), unique=True))
def test_no_two_values_share_a_name_and_every_name_is_plain(values):
    names = file_names(values)
    assert len({name.lower() for name in names}) == len(values)
    assert all(re.fullmatch(r"[A-Za-z0-9~_-]{1,120}", name) for name in names)


# Pages and filters


def test_rows_come_in_pages_that_name_the_next_one(store):
    api = api_of(store, {"so": "integer"}, [[str(n)] for n in range(2 * PAGE_ROWS + 5)])
    assert (api.rows, api.pages, sorted(api.files)) == (
        2005,
        3,
        ["rows/1.json", "rows/2.json", "rows/3.json"],
    )
    first, last = document(api, "rows/1.json"), document(api, "rows/3.json")
    assert {key: first[key] for key in ("page", "pages", "total", "next")} == {
        "page": 1,
        "pages": 3,
        "total": 2005,
        "next": "2.json",
    }
    assert (len(first["rows"]), len(last["rows"]), last["next"]) == (1000, 5, None)
    assert [row["so"] for row in followed(api, "rows/1.json")] == list(range(2005))


def test_numbers_are_numbers_codes_are_text_dates_are_iso_and_nothing_is_null(store):
    columns = {"ma": "string", "so": "number", "ngay": "date", "co": "boolean", "nam": "year"}
    rows = [["007", "1.50", "2024-05-31", "true", "2024"], ["008", "", "", "", ""]]
    page = document(api_of(store, columns, rows), "rows/1.json")
    assert page["rows"] == [
        {"ma": "007", "so": Decimal("1.5"), "ngay": "2024-05-31", "co": True, "nam": 2024},
        {"ma": "008", "so": None, "ngay": None, "co": None, "nam": None},
    ]


def test_no_digit_is_lost_however_long_a_number_is(store):
    digits = ["12345678901234567890.123456789", "0.1", "9007199254740993"]
    page = document(api_of(store, {"so": "number"}, [[n] for n in digits]), "rows/1.json")
    assert [Decimal(row["so"]) for row in page["rows"]] == [Decimal(n) for n in digits]


def test_a_cell_of_json_with_line_breaks_stays_one_row(store):
    cell = '{\r\n  "a": [1,\n 2]\n}'
    columns = {"ma": "string", "vat": "object"}
    api = api_of(store, columns, [["x", cell], ["y", "{}"]], dimensions=("ma",))
    assert document(api, "rows/1.json")["rows"][0]["vat"] == {"a": [1, 2]}
    assert followed(api, "by/ma/y.json") == [{"ma": "y", "vat": {}}]


def test_every_value_of_a_dimension_has_its_rows_and_the_index_finds_it(store):
    values = [*AWKWARD, "A", "a", '"<b>\u202e🙂']
    values.remove("\0")  # no CSV can hold it
    rows = [[value, str(n)] for n, value in enumerate(values * 2)]
    columns = {"tên cột": "string", "so": "integer"}
    api = api_of(store, columns, rows, dimensions=("tên cột",))
    (place,) = {path.rpartition("/")[0] for path in api.files} - {"rows"}
    index = document(api, f"{place}/index.json")
    assert index["column"] == "tên cột"
    found = {entry["value"]: entry for entry in index["values"]}
    assert set(found) == {value or None for value in values}
    for value, entry in found.items():
        path = f"{place}/{entry['path']}"
        page = document(api, path)
        assert (page["column"], page["value"], page["total"]) == ("tên cột", value, 2)
        assert {row["tên cột"] for row in followed(api, path)} == {value}
        assert api.filters[0].files[json.dumps(value, ensure_ascii=False)] == path


def test_a_value_with_many_rows_has_several_pages(store):
    rows = [["2024" if n % 5 else "2023", str(n)] for n in range(2000)]
    api = api_of(store, {"nam": "year", "so": "integer"}, rows, dimensions=("nam",))
    assert document(api, "by/nam/2024.json")["next"] == "2024.2.json"
    expected = [n for n in range(2000) if n % 5]
    assert [row["so"] for row in followed(api, "by/nam/2024.json")] == expected


def test_two_columns_that_differ_in_capitals_have_folders_of_their_own(store):
    columns = {"Nam": "year", "nam": "year"}
    api = api_of(store, columns, [["2023", "2024"]], dimensions=("Nam", "nam"))
    assert {"by/~4Eam/2023.json", "by/nam/2024.json"} <= set(api.files)
    assert len({path.lower() for path in api.files}) == len(api.files) == 5


def test_sample_figures_say_so_on_every_page(store):
    api = api_of(store, {"ma": "string"}, [["a"], ["b"]], sample=True, dimensions=("ma",))
    assert all(document(api, path)["sample"] is True for path in api.files)
    official = api_of(store, {"ma": "string"}, [["a"], ["b"]], dimensions=("ma",))
    assert not any("sample" in document(official, path) for path in official.files)


def test_columns_of_nested_values_have_no_filter_and_the_reason_is_told(store):
    api = api_of(store, {"vat": "object"}, [['{"a": 1}']], dimensions=("vat",))
    assert api.filters == ()
    assert api.omissions == (Omission(format="vat", reason="filter-not-simple"),)


# Budget


def many(rows: int = 50):
    return table(
        {"ma": "string", "nam": "year"},
        [[f"m{n}", str(2000 + n % 5)] for n in range(rows)],
        dimensions=("nam", "ma"),
    )


def test_filters_that_do_not_fit_a_table_are_left_out_whole(store, tmp_path):
    catalog = catalogue(tmp_path / "root", {"a": many()}, RowBudget(table_files=10))
    api = made(catalog, store)["a"]
    assert isinstance(api, RowApi)
    assert [one.column for one in api.filters] == ["nam"]
    assert api.omissions == (Omission(format="ma", reason="filter-table-budget"),)
    assert len(api.files) == 1 + 6 <= 10


def test_a_table_that_is_too_large_has_no_api(store, tmp_path):
    catalog = catalogue(tmp_path / "root", {"a": many()}, RowBudget(table_bytes=100))
    assert made(catalog, store)["a"] == Omission(format="API", reason="row-api-table-budget")


def test_rows_of_all_tables_come_before_any_filter_and_identifiers_decide(store, tmp_path):
    tables = {name: many() for name in ("c", "a", "b")}
    catalog = catalogue(tmp_path / "root", tables, RowBudget(portal_files=2 + 6))
    apis = made(catalog, store)
    kept = {
        name: (len(api.files), [one.column for one in api.filters])
        for name, api in apis.items()
        if isinstance(api, RowApi)
    }
    # Three pages of rows leave five files: too few for the six of any filter.
    assert kept == {"a": (1, []), "b": (1, []), "c": (1, [])}
    more = replace(catalog, portal=replace(catalog.portal, row_budget=RowBudget(portal_files=9)))
    filters = {n: api.filters for n, api in made(more, store).items() if isinstance(api, RowApi)}
    assert [name for name, found in sorted(filters.items()) if found] == ["a"]


@pytest.mark.parametrize("size", [1, 300, 1_000, 3_000, 5_000, 20_000])
def test_no_budget_is_ever_exceeded(store, tmp_path, size):
    budget = RowBudget(table_files=8, table_bytes=size, portal_files=15, portal_bytes=2 * size)
    catalog = catalogue(tmp_path / "root", {name: many() for name in "abcd"}, budget)
    apis = [api for api in made(catalog, store).values() if isinstance(api, RowApi)]
    assert sum(len(api.files) for api in apis) <= 15
    for api in apis:
        assert api.byte_size == sum(path.stat().st_size for path in api.files.values()) <= size
    assert sum(api.byte_size for api in apis) <= 2 * size


def test_a_file_that_is_no_table_has_no_api_and_says_why(store, tmp_path):
    resource = Resource(name="tep", path="tep.pdf", title=LABEL)
    catalog = catalogue(tmp_path / "root", {"a": (resource, "%PDF")}, PLENTY)
    assert made(catalog, store)["a"] == Omission(format="API", reason="row-api-no-table")


# The store


def test_what_was_made_is_not_made_again_unless_a_file_is_gone(store, tmp_path):
    catalog = catalogue(tmp_path / "root", {"a": many()}, PLENTY)
    first = made(catalog, store)
    written = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*") if path.is_file()}
    assert made(catalog, store) == first
    assert written == {
        path: path.stat().st_mtime_ns for path in store.folder.rglob("*") if path.is_file()
    }
    api = first["a"]
    assert isinstance(api, RowApi)
    lost = api.files["by/nam/2001.json"]
    content = lost.read_bytes()
    lost.unlink()
    assert made(catalog, store) == first
    assert lost.read_bytes() == content


# The sample datasets, as they are published


def _joined(folder: Path) -> list[dict[str, Any]]:
    rows, name = [], "1.json"
    while name:
        page = json.loads((folder / "rows" / name).read_bytes(), parse_float=Decimal)
        rows += page["rows"]
        name = page["next"]
    return rows


def _as_csv(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dict | list):
        return json.dumps(cell, sort_keys=True, default=str)
    return str(cell)


def _same(cell, text: str) -> bool:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Decimal(text) == Decimal(cell)
    if isinstance(cell, dict | list):
        return bool(json.loads(text) == json.loads(json.dumps(cell, default=float)))
    return bool(_as_csv(cell) == text)


def test_pages_joined_hold_the_cells_of_the_json_and_of_the_csv(site):
    indexes = sorted(site.glob("api/v1/datasets/*/*/index.json"))
    assert len(indexes) > 50
    for index in indexes:
        slug, name = index.parts[-3:-1]
        download = site / "datasets" / slug / f"{name}.json"
        rows = _joined(index.parent)
        assert rows == json.loads(download.read_bytes(), parse_float=Decimal), (slug, name)
        with download.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
            for row, line in zip(rows, csv.DictReader(file), strict=True):
                assert all(_same(row[column], line[column]) for column in row), (slug, line)


def test_filters_share_out_the_rows_of_their_table(site):
    checked = 0
    for index in sorted(site.glob("api/v1/datasets/*/*/by/*/index.json")):
        table = json.loads((index.parents[2] / "index.json").read_bytes())
        listed = json.loads(index.read_bytes())
        assert sum(entry["rows"] for entry in listed["values"]) == table["rows"]
        for entry in listed["values"]:
            page = json.loads((index.parent / entry["path"]).read_bytes())
            assert page["total"] == entry["rows"]
            assert {row[listed["column"]] for row in page["rows"]} == {entry["value"]}
            checked += 1
    assert checked > 1000
