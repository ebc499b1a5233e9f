"""Forms of a table, read with the programs the public reads them with."""

from __future__ import annotations

import csv
import json
import pickle
import shutil
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Field
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from generator.convert import convert, spreadsheet
from generator.distribution import ColumnProfile, Omission
from generator.model import (
    Column,
    Constraints,
    Coordinates,
    Dialect,
    Resource,
    Schema,
    Text,
)
from generator.store import Store, checksum_and_size
from generator.vietnamese import compose

LABEL = Text(vi="Nhãn", en="Label")

SCHOOLS = Schema(
    fields=(
        Column(name="ma", label=LABEL),
        Column(name="ten", label=LABEL),
        Column(name="hoc_sinh", type="integer", label=LABEL, constraints=Constraints(minimum=0)),
        Column(name="kinh_phi", type="number", label=LABEL, decimal_char=",", group_char="."),
        Column(name="ngay", type="date", label=LABEL, format="%d/%m/%Y", unit="ngày"),
        Column(name="cong_lap", type="boolean", label=LABEL, true_values=("có",),
               false_values=("không",)),
        Column(name="vi_do", type="number", label=LABEL),
        Column(name="kinh_do", type="number", label=LABEL),
    ),
    missing_values=("", "-"),
    coordinates=Coordinates(latitude="vi_do", longitude="kinh_do"),
)  # fmt: skip
SCHOOLS_CSV = """\
ma,ten,hoc_sinh,kinh_phi,ngay,cong_lap,vi_do,kinh_do
0001,"Trường A, xã B",312,"1.234,50",04/10/2023,có,21.3089,105.6047
0002,=1+1,-,-,-,-,,
0003,+84912345678,845,"0,1",31/12/1999,không,21.5,105.5
"""
SCHOOLS_ROWS = [
    ("0001", "Trường A, xã B", 312, 1234.5, "2023-10-04", True, 21.3089, 105.6047),
    ("0002", "=1+1", None, None, None, None, None, None),
    ("0003", "+84912345678", 845, 0.1, "1999-12-31", False, 21.5, 105.5),
]


def resource(schema: Schema = SCHOOLS, path: str = "nguon.csv", **more: Any) -> Resource:
    return Resource(name="bang", path=path, title=LABEL, schema=schema, **more)


def column(**given: Any) -> Schema:
    return Schema(fields=(Column(name="x", label=LABEL, **given),))


class Made:
    """What was made of a source, and how each form reads."""

    def __init__(self, folder: Path, of: Resource, content: bytes) -> None:
        self.resource = of
        self.source = folder / Path(of.path).name
        self.source.write_bytes(content)
        self.store = Store(folder / "store")
        self.product = convert(of, self.source, self.store)
        assert self.product.profile
        self.profile = self.product.profile
        self.forms = {d.format: d for d in self.product.distributions if d.role == "derived"}

    def path(self, form: str) -> Path:
        return self.forms[form].content

    def csv(self) -> list[list[str]]:
        with self.path("CSV").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))

    def json(self) -> Any:
        return json.loads(self.path("JSON").read_bytes(), parse_constant=pytest.fail)

    def records(self) -> list[tuple[Any, ...]]:
        return [tuple(record.values()) for record in self.json()]

    def parquet(self) -> pa.Table:
        return pq.read_table(self.path("Parquet"))

    def workbook(self) -> openpyxl.Workbook:
        # Openpyxl knows a workbook by the ending of its name.
        with self.path("XLSX").open("rb") as file:
            return openpyxl.load_workbook(file)

    def sheet(self) -> list[tuple[Any, ...]]:
        rows = self.workbook().worksheets[0].iter_rows(min_row=2)
        found = [tuple(cell.value for cell in row) for row in rows]
        # Sheets know no empty rows at their end.
        blank = (None,) * len(self.profile.columns)
        return found + [blank] * (self.profile.rows - len(found))

    def geojson(self) -> Any:
        return json.loads(self.path("GeoJSON").read_bytes())


@pytest.fixture
def schools(tmp_path):
    return Made(tmp_path, resource(), SCHOOLS_CSV.encode())


def made_of_cells(folder: Path, schema: Schema, *cells: object) -> Made:
    with (folder / "nguon.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["x"], *([cell] for cell in cells)])
    return Made(folder, resource(schema), (folder / "nguon.csv").read_bytes())


def test_the_original_is_offered_byte_for_byte(schools):
    original = schools.product.distributions[0]
    assert (original.role, original.format) == ("original", "CSV")
    assert original.file_name == "original/nguon.csv"
    assert original.content.read_bytes() == SCHOOLS_CSV.encode()
    assert (original.checksum, original.byte_size) == checksum_and_size(schools.source)


def test_every_form_has_its_name_type_size_and_checksum(schools):
    assert [(d.format, d.file_name, d.media_type) for d in schools.product.distributions[1:]] == [
        ("CSV", "bang.csv", "text/csv"),
        (
            "XLSX",
            "bang.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("JSON", "bang.json", "application/json"),
        ("Parquet", "bang.parquet", "application/vnd.apache.parquet"),
        ("GeoJSON", "bang.geojson", "application/geo+json"),
    ]
    for form in schools.forms.values():
        assert (form.checksum, form.byte_size) == checksum_and_size(form.content)


def test_csv_is_plain_and_guards_formulas(schools):
    assert schools.path("CSV").read_text(encoding="utf-8") == (
        "ma,ten,hoc_sinh,kinh_phi,ngay,cong_lap,vi_do,kinh_do\n"
        '0001,"Trường A, xã B",312,1234.5,2023-10-04,true,21.3089,105.6047\n'
        "0002,'=1+1,,,,,,\n"
        "0003,+84912345678,845,0.1,1999-12-31,false,21.5,105.5\n"
    )


def test_all_forms_hold_the_same_cells(schools):
    assert schools.records() == SCHOOLS_ROWS
    days = [date(2023, 10, 4), None, date(1999, 12, 31)]
    rows = [(*row[:4], day, *row[5:]) for row, day in zip(SCHOOLS_ROWS, days, strict=True)]
    assert [tuple(record.values()) for record in schools.parquet().to_pylist()] == rows
    as_days = [(*row[:4], row[4] and row[4].date(), *row[5:]) for row in schools.sheet()]
    assert as_days == rows
    properties = [tuple(f["properties"].values()) for f in schools.geojson()["features"]]
    assert properties == SCHOOLS_ROWS


def test_pandas_reads_the_same_table_from_csv_and_parquet(schools):
    from_csv = pd.read_csv(schools.path("CSV"), dtype={"ma": str, "ten": str})
    from_parquet = pd.read_parquet(schools.path("Parquet"))
    assert list(from_csv["ma"]) == list(from_parquet["ma"]) == ["0001", "0002", "0003"]
    for name in ("hoc_sinh", "kinh_phi", "vi_do"):
        both = [frame[name].astype(float).fillna(-1).tolist() for frame in (from_csv, from_parquet)]
        assert both[0] == both[1]


def test_parquet_is_laid_out_for_browsers(schools):
    schema = schools.parquet().schema
    assert [str(field.type) for field in schema] == [
        "string", "string", "int32", "double", "date32[day]", "bool", "double", "double",
    ]  # fmt: skip
    chunk = pq.read_metadata(schools.path("Parquet")).row_group(0).column(0)
    assert chunk.compression == "ZSTD"
    assert chunk.has_offset_index
    assert chunk.has_column_index
    assert schema.metadata is None


def test_rows_stand_in_groups_of_ten_thousand(tmp_path):
    made = made_of_cells(tmp_path, column(type="integer"), *range(25_000))
    footer = pq.read_metadata(made.path("Parquet"))
    assert [footer.row_group(i).num_rows for i in range(3)] == [10_000, 10_000, 5_000]
    assert [record["x"] for record in made.json()] == list(range(25_000))
    assert [int(row[0]) for row in made.csv()[1:]] == list(range(25_000))


def test_a_workbook_shows_its_header_and_explains_its_columns(schools):
    book = schools.workbook()
    assert book.sheetnames == ["Nhãn", "Từ điển dữ liệu"]
    data, dictionary = book.worksheets
    assert [cell.value for cell in data[1]] == [field.name for field in SCHOOLS.fields]
    assert all(cell.font.bold for cell in data[1])
    assert data.freeze_panes == dictionary.freeze_panes == "A2"
    assert data.column_dimensions["B"].width > data.column_dimensions["A"].width > 8
    assert data["E2"].is_date
    assert data["A2"].number_format == "@"
    rows = {row[0]: row for row in dictionary.iter_rows(min_row=2, values_only=True)}
    assert rows["hoc_sinh"] == ("hoc_sinh", "Nhãn", "Label", "integer", None, None, "minimum: 0")
    assert rows["ngay"][4] == "ngày"


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-x", "@SUM(A1)", "{=1}", "http://a.vn"])
def test_text_never_becomes_a_formula_or_a_link_in_a_workbook(tmp_path, text):
    made = made_of_cells(tmp_path, column(), text)
    cell = made.workbook().worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("-12,5", "-12,5"),
        ("+84 211 386", "+84 211 386"),
        ("a=b", "a=b"),
    ],
)
def test_csv_guards_only_what_a_spreadsheet_would_run(tmp_path, cell, written):
    made = made_of_cells(tmp_path, column(), cell)
    assert made.csv() == [["x"], [written]]
    assert made.records() == [(cell,)]


def test_a_table_too_long_for_a_sheet_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "_ROWS", 3)
    made = made_of_cells(tmp_path, column(), "a", "b")
    assert not made.product.omissions
    longer = tmp_path / "longer"
    longer.mkdir()
    made = made_of_cells(longer, column(), "a", "b", "c")
    assert made.product.omissions == (Omission(format="XLSX", reason="too-many-rows-for-xlsx"),)
    assert list(made.forms) == ["CSV", "JSON", "Parquet"]


def test_a_text_too_long_for_a_sheet_says_so(tmp_path):
    made = made_of_cells(tmp_path, column(), "a" * 32_767)
    assert made.sheet() == [("a" * 32_767,)]
    longer = tmp_path / "longer"
    longer.mkdir()
    made = made_of_cells(longer, column(), "a" * 32_768)
    assert made.product.omissions == (Omission(format="XLSX", reason="text-too-long-for-xlsx"),)
    assert made.records() == [("a" * 32_768,)]


def test_rows_with_coordinates_become_points_and_others_have_no_place(schools):
    document = schools.geojson()
    assert document["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in document["features"]] == [
        {"type": "Point", "coordinates": [105.6047, 21.3089]},
        None,
        {"type": "Point", "coordinates": [105.5, 21.5]},
    ]


def test_the_profile_counts_bounds_and_shows_first_rows(schools):
    profile = schools.profile
    assert profile.rows == 3
    assert profile.preview == tuple(SCHOOLS_ROWS)
    columns = {column.name: column for column in profile.columns}
    assert columns["ma"] == ColumnProfile(
        name="ma", missing=0, distinct=3, minimum="0001", maximum="0003"
    )
    day = columns["ngay"]
    assert (day.missing, day.distinct) == (1, 2)
    assert (day.minimum, day.maximum) == ("1999-12-31", "2023-10-04")
    assert (columns["kinh_phi"].minimum, columns["kinh_phi"].maximum) == (0.1, 1234.5)


def test_fifteen_rows_are_shown(tmp_path):
    made = made_of_cells(tmp_path, column(type="integer"), *range(20))
    assert made.profile.preview == tuple((n,) for n in range(15))


def test_a_windows_1258_source_gives_composed_letters(tmp_path):
    content = "x\nVi\u00ea\u0323t Nam\n".encode("windows-1258")
    made = Made(tmp_path, resource(column(), encoding="windows-1258"), content)
    assert made.product.distributions[0].content.read_bytes() == content
    assert made.records() == made.sheet() == [("Việt Nam",)]
    assert made.path("CSV").read_bytes() == "x\nViệt Nam\n".encode()


def test_a_workbook_source_keeps_codes_numbers_and_dates(tmp_path):
    book = openpyxl.Workbook()
    for row in (["BẢNG 1"], ["ma", "so", "ngay"], ["007", 5.0, date(2024, 1, 31)], ["008"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "file.xlsx")
    schema = Schema(
        fields=(
            Column(name="ma", label=LABEL),
            Column(name="so", type="integer", label=LABEL),
            Column(name="ngay", type="date", label=LABEL),
        )
    )
    of = resource(schema, "2024/nguon.xlsx", dialect=Dialect(header_row=2))
    made = Made(tmp_path, of, (tmp_path / "file.xlsx").read_bytes())
    assert made.records() == [("007", 5, "2024-01-31"), ("008", None, None)]
    assert made.sheet() == [("007", 5, datetime(2024, 1, 31)), ("008", None, None)]
    original = made.product.distributions[0]
    assert (original.format, original.file_name) == ("XLSX", "original/2024/nguon.xlsx")


def test_a_geojson_source_keeps_its_geometries(tmp_path):
    shape = {"type": "Polygon", "coordinates": [[[105, 21], [106, 21], [106, 22], [105, 21]]]}
    features = [
        {"type": "Feature", "properties": {"x": 1.5}, "geometry": shape},
        {"type": "Feature", "properties": {"x": None}, "geometry": None},
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    made = Made(tmp_path, resource(column(type="number"), "nguon.geojson"), content)
    assert made.geojson()["features"] == features
    assert made.csv() == [["x"], ["1.5"], [""]]


def test_a_file_that_is_no_table_has_only_its_original(tmp_path):
    for path, form, media_type in (
        ("bao-cao.pdf", "PDF", "application/pdf"),
        ("tep.json", "JSON", "application/json"),
        (
            "van-ban.docx",
            "DOCX",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("anh.zip", "ZIP", "application/zip"),
        ("la.xyz1", "XYZ1", "application/octet-stream"),
    ):
        (tmp_path / path).write_bytes(b"{}")
        of = Resource(name="tep", path=path, title=LABEL)
        product = convert(of, tmp_path / path, Store(tmp_path / "store"))
        (only,) = product.distributions
        assert (only.format, only.media_type, only.role) == (form, media_type, "original")
        assert product.profile is None
        assert not product.omissions


def test_the_same_table_gives_the_same_bytes(tmp_path, schools):
    again = convert(schools.resource, schools.source, Store(tmp_path / "other"))
    assert [d.checksum for d in again.distributions] == [
        d.checksum for d in schools.product.distributions
    ]
    assert "created" not in str(_part(schools.path("XLSX"), "docProps/core.xml"))


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        return archive.read(name)


def _times(store: Store) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in store.folder.rglob("*") if path.is_file()}


def test_a_second_run_makes_nothing(schools):
    before = _times(schools.store)
    assert convert(schools.resource, schools.source, schools.store) == schools.product
    assert _times(schools.store) == before


def test_a_form_that_was_lost_is_made_again(schools):
    schools.path("Parquet").unlink()
    assert convert(schools.resource, schools.source, schools.store) == schools.product
    assert schools.parquet().num_rows == 3


def test_other_metadata_or_bytes_are_converted_anew(schools):
    shutil.copy(schools.source, schools.source.with_name("khac.csv"))
    retitled = Resource(
        name="bang", path="nguon.csv", title=Text(vi="Tên khác"), schema=schools.resource.schema
    )
    other = convert(retitled, schools.source, schools.store)
    assert other.distributions[2].checksum != schools.product.distributions[2].checksum
    schools.source.write_text(SCHOOLS_CSV.replace("312", "313"), encoding="utf-8")
    changed = convert(schools.resource, schools.source, schools.store)
    assert changed.profile
    assert changed.profile.preview[0][2] == 313


def test_the_work_and_its_result_can_be_sent_to_another_process(schools):
    sent = (convert, schools.resource, schools.source, schools.store, schools.product)
    assert pickle.loads(pickle.dumps(sent)) == sent


NUMBERS = [
    (column(type="number"), ["12.50", " 3 ", "1e3", "-0.5"], [12.5, 3, 1000, -0.5], "12.5"),
    (column(type="number", decimal_char=","), ["1,5", "2"], [1.5, 2], "1.5"),
    (column(type="number", group_char=","), ["1,234.5"], [1234.5], "1234.5"),
    (column(type="number", group_char=" "), ["1 234"], [1234], "1234"),
    (column(type="number", bare_number=False), ["12,5%", "≈ 3 ha"], None, None),
    (column(type="number", decimal_char=",", bare_number=False), ["12,5%"], [12.5], "12.5"),
    (column(type="number"), ["NaN", "-inf", "1"], [None, None, 1], ""),
    (column(type="number"), ["105.60471234567891"], [105.60471234567891], "105.60471234567891"),
    (column(type="number"), ["1e22", "0.0000001"], [1e22, 1e-7], "1" + "0" * 22),
    (column(type="integer"), ["007", " 8", "-9"], [7, 8, -9], "7"),
    (column(type="integer"), ["3000000000"], [3_000_000_000], "3000000000"),
    (column(type="integer", bare_number=False), ["12 người"], [12], "12"),
    (column(type="integer"), ["9" * 30], [int("9" * 30)], "9" * 30),
    (column(type="year"), ["2024", "0987"], [2024, 987], "2024"),
    (column(type="boolean"), ["TRUE", "0"], [True, False], "true"),
    (column(type="date"), ["2024-02-29", "2024-3-1"], ["2024-02-29", "2024-03-01"], "2024-02-29"),
    (column(type="date", format="any"), ["4 Oct 2023"], ["2023-10-04"], "2023-10-04"),
    (column(type="datetime"), ["2024-01-02T03:04:05"], ["2024-01-02T03:04:05"], None),
    (column(type="datetime"), ["2024-01-02T03:04:05+07:00"], ["2024-01-01T20:04:05Z"], None),
    (
        column(type="datetime"),
        ["2024-01-02T03:04:05", "2024-01-02T03:04:05Z"],
        ["2024-01-02T03:04:05", "2024-01-02T03:04:05+00:00"],
        None,
    ),
    (column(type="time", format="%H:%M"), ["08:30"], ["08:30:00"], "08:30:00"),
    (column(type="yearmonth"), ["2024-5"], ["2024-05"], "2024-05"),
    (column(type="geopoint"), ["105.5, 21.25"], ["105.5,21.25"], "105.5,21.25"),
    (column(type="object"), ['{"a":[1,2.50]}'], [{"a": [1, 2.5]}], '{"a":[1,2.50]}'),
    (column(type="duration"), ["P1Y2M"], ["P1Y2M"], "P1Y2M"),
    (column(type="any"), ["12"], ["12"], "12"),
]


@pytest.mark.parametrize(("schema", "cells", "values", "first"), NUMBERS)
def test_cells_mean_what_frictionless_says(tmp_path, schema, cells, values, first):
    if values is None:
        with pytest.raises(ValueError, match="x"):
            made_of_cells(tmp_path, schema, *cells)
        return
    made = made_of_cells(tmp_path, schema, *cells)
    assert made.records() == [(value,) for value in values]
    if first is not None:
        assert made.csv()[1] == [first]


@given(
    cells=st.lists(
        st.from_regex(r"\A[-+ ]?[0-9]{1,3}([.,][0-9]{3}){0,2}([.,][0-9]{1,20})?\Z"),
        min_size=1,
        max_size=8,
    ),
    marks=st.sampled_from([(None, None), (",", "."), (".", ","), (",", None), (None, ","),
                           (".", "."), (",", " ")]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_numbers_of_any_shape_mean_what_frictionless_says(cells, marks):
    decimal_char, group_char = marks
    descriptor = {"name": "x", "type": "number"}
    descriptor |= {"decimalChar": decimal_char} if decimal_char else {}
    descriptor |= {"groupChar": group_char} if group_char else {}
    field = Field.from_descriptor(descriptor)
    valid = [cell for cell in cells if field.read_cell(cell)[1] is None]
    schema = column(type="number", decimal_char=decimal_char, group_char=group_char)
    with tempfile.TemporaryDirectory() as folder:
        if valid:
            made = made_of_cells(Path(folder), schema, *valid)
            expected = [field.read_cell(cell)[0] for cell in valid]
            parquet = made.parquet().column("x").to_pylist()
            written = [row[0] for row in made.csv()[1:]]
            for value, stored, text in zip(expected, parquet, written, strict=True):
                assert type(value)(str(stored)) == value == type(value)(text)


def test_numbers_a_double_would_change_stay_exact(tmp_path):
    cells = ["0.1234567890123456789", "1234567890123456789", "1.50"]
    made = made_of_cells(tmp_path, column(type="number"), *cells)
    assert made.parquet().schema.field("x").type == pa.decimal128(38, 19)
    assert [row[0] for row in made.csv()[1:]] == [*cells[:2], "1.5"]
    assert made.sheet() == [(cells[0],), (cells[1],), ("1.5",)]
    assert b'{"x":0.1234567890123456789}' in made.path("JSON").read_bytes()
    assert made.profile.preview[1] == (cells[1],)


def test_numbers_longer_than_any_database_holds_are_text(tmp_path):
    made = made_of_cells(tmp_path, column(type="number"), "0." + "1" * 30, "1" * 20, "1.50")
    assert made.records() == made.sheet() == [("0." + "1" * 30,), ("1" * 20,), ("1.5",)]
    assert made.parquet().schema.field("x").type == pa.string()


def test_what_a_sheet_would_change_is_text_there(tmp_path):
    made = made_of_cells(tmp_path, column(type="integer"), 2**53 + 1)
    assert made.sheet() == [(str(2**53 + 1),)]
    (tmp_path / "ngay").mkdir()
    made = made_of_cells(tmp_path / "ngay", column(type="date"), "1884-06-06")
    assert made.sheet() == [("1884-06-06",)]


def test_a_column_without_any_cell_is_missing_in_every_form(tmp_path):
    for number, kind in enumerate(("string", "integer", "number", "date", "boolean", "datetime")):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = made_of_cells(folder, column(type=kind), "", "")
        assert made.records() == made.sheet() == [(None,), (None,)]
        assert made.csv() == [["x"], [""], [""]]
        assert made.profile.columns[0].missing == 2
        assert made.profile.columns[0].minimum is None


def test_missing_values_of_a_column_come_before_those_of_the_table(tmp_path):
    schema = Schema(
        fields=(Column(name="x", label=LABEL, type="integer", missing_values=("KXĐ",)),),
        missing_values=("",),
    )
    assert made_of_cells(tmp_path, schema, "KXĐ", "1").records() == [(None,), (1,)]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("Chỉ số [A]: 2024/2025?", "Chỉ số A 2024 2025"),
        ("Tên bảng rất dài " * 5, "Tên bảng rất dài Tên bảng rất d"),
        ("'trích'", "trích"),
        ("Từ điển dữ liệu", "Dữ liệu"),
        ("History", "Dữ liệu"),
        ("???", "Dữ liệu"),
    ],
)
def test_any_title_gives_a_sheet_a_name_it_may_bear(tmp_path, title, sheet):
    path = tmp_path / "nguon.csv"
    path.write_text("x\na\n", encoding="utf-8")
    of = Resource(name="bang", path="nguon.csv", title=Text(vi=title), schema=column())
    product = convert(of, path, Store(tmp_path / "store"))
    with product.distributions[2].content.open("rb") as file:
        assert openpyxl.load_workbook(file).sheetnames[0] == sheet


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_is_the_same_in_every_form(rows):
    schema = Schema(fields=(Column(name="x", label=LABEL), Column(name="y", label=LABEL)))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "nguon.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("x", "y"), *rows])
        made = Made(Path(folder), resource(schema), source.read_bytes())
        expected = [tuple(compose(cell) or None for cell in row) for row in rows]
        assert made.records() == expected
        assert [tuple(record.values()) for record in made.parquet().to_pylist()] == expected
        written = [tuple(map(_unguarded, row)) for row in made.csv()[1:]]
        assert written == [tuple(cell or "" for cell in row) for row in expected]
        opened = [tuple(cell and unescape(cell) for cell in row) for row in made.sheet()]
        assert opened == expected


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell
