"""Reading what publishers send."""

from __future__ import annotations

import json
import pickle
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from frictionless import Schema as FrictionlessSchema

from generator.model import (
    Column,
    Constraints,
    Dialect,
    ForeignKey,
    Reference,
    Resource,
    Schema,
    Text,
)
from generator.problems import Place
from generator.table import (
    UnreadableTable,
    is_table,
    read_columns,
    read_geometries,
    read_rows,
    read_text,
    table_schema,
)

LABEL = Text(vi="Nhãn", en="Label")
SCHEMA = Schema(fields=(Column(name="ma", label=LABEL), Column(name="ten", label=LABEL)))


def resource(path: str = "bang.csv", **more: Any) -> Resource:
    given: dict[str, Any] = {"name": "bang", "path": path, "title": LABEL, "schema": SCHEMA}
    return Resource(**(given | more))


def text_file(folder: Path, content: bytes, name: str = "bang.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def workbook(folder: Path, *rows: list[Any], **sheets: tuple[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for title, (state, cells) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in cells:
            sheet.append(row)
    book.save(folder / "bang.xlsx")
    return folder / "bang.xlsx"


def cells(path: Path, of: Resource) -> list[list[str]]:
    return [row.cells for row in read_rows(path, of)]


def failure(path: Path, of: Resource) -> UnreadableTable:
    with pytest.raises(UnreadableTable) as caught:
        list(read_rows(path, of))
    return caught.value


def test_a_file_is_a_table_when_it_has_a_schema_and_holds_rows():
    assert is_table(resource("a/b.CSV"))
    assert is_table(resource("b.geojson"))
    assert not is_table(resource("b.pdf"))
    assert not is_table(resource("b.json", schema=None))


def test_rows_of_a_csv_keep_their_numbers_and_their_shape(tmp_path):
    path = text_file(tmp_path, b'ma, ten \r\n01,"a\nb"\r\n\r\n02\r\n03, x ,y\r\n\r\n\r\n')
    assert [tuple(row) for row in read_rows(path, resource())] == [
        (1, ["ma", "ten"]),
        (2, ["01", "a\nb"]),
        (3, []),
        (4, ["02"]),
        (5, ["03", " x ", "y"]),
    ]


def test_a_header_may_stand_below_title_lines(tmp_path):
    path = text_file(tmp_path, "BẢNG 1\n(ĐVT: tấn);\nma;ten\n01;Lúa\n".encode())
    of = resource(dialect=Dialect(delimiter=";", header_row=3))
    assert [row.number for row in read_rows(path, of)] == [3, 4]
    assert cells(path, of) == [["ma", "ten"], ["01", "Lúa"]]


def test_tabs_part_the_cells_of_a_tsv(tmp_path):
    path = text_file(tmp_path, b"ma\tten\n01\ta,b\n", "bang.tsv")
    assert cells(path, resource("bang.tsv")) == [["ma", "ten"], ["01", "a,b"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-8"])
def test_a_byte_order_mark_is_no_part_of_the_first_label(tmp_path, encoding):
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-8"} else ""
    path = text_file(tmp_path, f"{mark}ma,ten\n01,Tiếng Việt\n".encode(encoding))
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    assert cells(path, resource(encoding=declared)) == [["ma", "ten"], ["01", "Tiếng Việt"]]


def test_letters_of_windows_1258_are_composed(tmp_path):
    content = "ma,ten\n01,Vi\u00ea\u0323t Th\u01b0\u0301 T\u00ea\u0301\n".encode("windows-1258")
    path = text_file(tmp_path, content)
    assert cells(path, resource(encoding="windows-1258"))[1] == ["01", "Việt Thứ Tế"]


def test_a_wrong_encoding_names_the_first_byte_that_does_not_fit(tmp_path):
    path = text_file(tmp_path, b"ma,ten\n01,ok\n02,V\xe2n\n")
    problem = failure(path, resource())
    assert (problem.code, problem.line) == ("encoding-wrong", 3)
    assert problem.details == {"encoding": "utf-8", "byte": "0xE2", "position": "18"}


@pytest.mark.parametrize("encoding", ["tcvn3", "hex", "unicode_escape", "a\0b", "undefined"])
def test_an_encoding_nobody_knows_is_said_so(tmp_path, encoding):
    problem = failure(text_file(tmp_path, b"ma,ten\n1,2\n"), resource(encoding=encoding))
    assert (problem.code, problem.details) == ("encoding-unknown", {"encoding": encoding})


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"ma,ten\n", b"ma,ten\r\n\r\n\r\n"])
def test_a_table_without_rows_is_empty(tmp_path, content):
    assert failure(text_file(tmp_path, content), resource()).code == "table-empty"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"ma,ten\n01,a\0b\n", 1),
        (b'ma,ten\n01,"abc\n02,d\n', 3),
        (b'ma,ten\n01,"a"b\n', 2),
    ],
)
def test_a_broken_csv_is_said_with_its_line(tmp_path, content, line):
    problem = failure(text_file(tmp_path, content), resource())
    assert (problem.code, problem.line) == ("csv-broken", line)


def test_columns_hold_the_cells_of_the_rows(tmp_path):
    path = text_file(tmp_path, 'ma,ten\n01,"Xã ""A"", B"\n02,\n'.encode())
    table = read_columns(path, resource())
    assert table.to_pydict() == {"ma": ["01", "02"], "ten": ['Xã "A", B', ""]}


def test_columns_cannot_be_had_of_ragged_rows(tmp_path):
    path = text_file(tmp_path, b"ma,ten\n01,a\n02\n")
    with pytest.raises(UnreadableTable) as caught:
        read_columns(path, resource())
    assert (caught.value.code, caught.value.row) == ("row-ragged", 3)
    assert caught.value.details == {"expected": "2", "found": "1"}


def test_values_of_a_workbook_become_plain_text(tmp_path):
    path = workbook(
        tmp_path,
        ["ma", "ten"],
        [5.0, 0.1],
        [10**15, True],
        [date(2024, 10, 4), datetime(2024, 10, 4, 8, 30)],
        [time(8, 30), "Vi\u00ea\u0323t _x005F_x000D_"],
        [None, 0.125],
    )
    assert cells(path, resource("bang.xlsx"))[1:] == [
        ["5", "0.1"],
        ["1000000000000000", "true"],
        ["2024-10-04", "2024-10-04T08:30:00"],
        ["08:30:00", "Việt _x000D_"],
        ["", "0.125"],
    ]


def test_the_first_visible_sheet_is_read_unless_another_is_named(tmp_path):
    path = workbook(
        tmp_path, ["ma", "ten"], ["1", "đầu"], Hai=("visible", [["ma", "ten"], ["2", "hai"]])
    )
    book = openpyxl.load_workbook(path)
    book["Sheet"].sheet_state, book.active = "hidden", 1
    book.save(path)
    assert cells(path, resource("bang.xlsx"))[1] == ["2", "hai"]
    named = resource("bang.xlsx", dialect=Dialect(sheet="Sheet"))
    assert cells(path, named)[1] == ["1", "đầu"]


def test_an_unknown_sheet_is_said_with_the_sheets_there_are(tmp_path):
    path = workbook(tmp_path, ["ma", "ten"], ["1", "2"], Ẩn=("hidden", [["x"]]))
    problem = failure(path, resource("bang.xlsx", dialect=Dialect(sheet="2024")))
    assert problem.code == "sheet-unknown"
    assert problem.details == {"sheet": "2024", "sheets": "Sheet"}


def test_empty_cells_around_a_sheets_table_are_no_data(tmp_path):
    path = workbook(
        tmp_path,
        ["BẢNG 1", None, None],
        ["ma", "ten", None, None],
        ["01", None, None],
        [None, None],
        ["02", "b", None, "x"],
        [None, None, None, ""],
    )
    of = resource("bang.xlsx", dialect=Dialect(header_row=2))
    assert [tuple(row) for row in read_rows(path, of)] == [
        (2, ["ma", "ten"]),
        (3, ["01", ""]),
        (4, ["", ""]),
        (5, ["02", "b", "", "x"]),
    ]


def test_formulas_give_what_they_last_came_to(tmp_path):
    path = workbook(tmp_path, ["ma", "ten"], ["=1+1", "x"])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[sheet] = parts[sheet].replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert cells(path, resource("bang.xlsx"))[1] == ["2", "x"]


def test_a_file_that_is_no_workbook_is_broken(tmp_path):
    for content in (b"", b"<html></html>", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200):
        path = text_file(tmp_path, content, "bang.xlsx")
        assert failure(path, resource("bang.xlsx")).code == "xlsx-broken"


def test_a_zip_that_is_no_workbook_or_a_cut_one_is_broken(tmp_path):
    with zipfile.ZipFile(tmp_path / "bang.xlsx", "w") as archive:
        archive.writestr("xin-chao.txt", "xin chào")
    assert failure(tmp_path / "bang.xlsx", resource("bang.xlsx")).code == "xlsx-broken"
    whole = workbook(tmp_path, ["ma", "ten"], ["1", "2"])
    with zipfile.ZipFile(whole) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]
    with zipfile.ZipFile(whole, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert failure(whole, resource("bang.xlsx")).code == "xlsx-broken"


def test_a_workbook_that_would_fill_the_memory_is_refused_unopened(tmp_path):
    path = tmp_path / "bang.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    problem = failure(path, resource("bang.xlsx"))
    assert (problem.code, problem.details) == ("xlsx-too-large", {"megabytes": "60"})


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(properties: Any, geometry: Any = None) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_properties_of_geojson_are_columns_in_the_order_of_the_schema(tmp_path):
    point = {"type": "Point", "coordinates": [105.6, 21.3]}
    content = collection(
        feature({"ten": "A", "ma": "01"}, point),
        feature({"ma": 2.0, "ten": None, "them": {"a": [1]}}),
        feature(None),
    )
    path, of = text_file(tmp_path, content, "bang.geojson"), resource("bang.geojson")
    assert cells(path, of) == [
        ["ma", "ten", "them"],
        ["01", "A", ""],
        ["2", "", '{"a":[1]}'],
        ["", "", ""],
    ]
    assert read_geometries(path, of) == [point, None, None]


@pytest.mark.parametrize(
    ("content", "line", "row"),
    [
        (b'{"type": "FeatureCollection",\n "features": [}', 2, None),
        (b"[]", 1, None),
        (b'{"type": "Topology"}', 1, None),
        (b'{"a": NaN}', 1, None),
        (b'{\n"a": "\\u0000"}', 2, None),
        (collection(feature({}), {"type": "Point"}), None, 3),
        (collection(feature({}, {"type": "Circle"})), None, 2),
        (collection(feature([])), None, 2),
    ],
)
def test_broken_geojson_is_said_with_its_line_or_feature(tmp_path, content, line, row):
    problem = failure(text_file(tmp_path, content, "bang.geojson"), resource("bang.geojson"))
    assert (problem.code, problem.line, problem.row) == ("geojson-broken", line, row)


def test_a_collection_without_features_is_an_empty_table(tmp_path):
    path = text_file(tmp_path, collection(), "bang.geojson")
    assert failure(path, resource("bang.geojson")).code == "table-empty"


def test_what_cannot_be_read_is_told_across_processes():
    sent = UnreadableTable("encoding-wrong", {"encoding": "utf-8"}, 3, 4)
    received = pickle.loads(pickle.dumps(sent))
    assert vars(received) == vars(sent)


def test_the_table_schema_is_one_frictionless_reads():
    schema = Schema(
        fields=(
            Column(name="ma", label=LABEL, constraints=Constraints(required=True, max_length=5)),
            Column(
                name="gia",
                type="number",
                label=LABEL,
                description=Text(vi="Giá"),
                unit="đồng",
                decimal_char=",",
                group_char=".",
                bare_number=False,
                missing_values=("-",),
                constraints=Constraints(minimum=0, enum=(0, 1)),
            ),
        ),
        primary_key=("ma",),
        foreign_keys=(
            ForeignKey(fields=("ma",), reference=Reference(resource="bang", fields=("ma",))),
            ForeignKey(fields=("ma",), reference=Reference(resource="xa", fields=("ma",))),
            ForeignKey(
                fields=("ma",), reference=Reference(dataset="khac", resource="xa", fields=("ma",))
            ),
        ),
    )
    descriptor = table_schema(schema, "en", resource="bang")
    assert descriptor == {
        "fields": [
            {
                "name": "ma",
                "type": "string",
                "title": "Label",
                "labels": {"vi": "Nhãn", "en": "Label"},
                "constraints": {"required": True, "maxLength": 5},
            },
            {
                "name": "gia",
                "type": "number",
                "title": "Label",
                "description": "Giá",
                "unit": "đồng",
                "labels": {"vi": "Nhãn", "en": "Label"},
                "constraints": {"minimum": 0, "enum": [0, 1]},
                "bareNumber": False,
                "missingValues": ["-"],
                "decimalChar": ",",
                "groupChar": ".",
            },
        ],
        "missingValues": [""],
        "primaryKey": ["ma"],
        "foreignKeys": [
            {"fields": ["ma"], "reference": {"resource": "", "fields": ["ma"]}},
            {"fields": ["ma"], "reference": {"resource": "xa", "fields": ["ma"]}},
        ],
    }
    json.dumps(descriptor)
    read = FrictionlessSchema.from_descriptor(descriptor)
    assert str(read.get_field("gia").read_cell("1 dong")[0]) == "1"
    assert read.get_field("gia").read_cell("-") == (None, None)


def test_midnight_in_a_workbook_is_a_moment_in_a_datetime_column_and_a_day_elsewhere(tmp_path):
    path = tmp_path / "table.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet(index=0)
    sheet.append(["luc", "ngay"])
    sheet.append([datetime(2026, 3, 1), datetime(2026, 3, 1)])
    workbook.save(path)
    fields = (
        Column(name="luc", type="datetime", label=Text(vi="Lúc")),
        Column(name="ngay", type="date", label=Text(vi="Ngày")),
    )
    rows = [row.cells for row in read_rows(path, resource(path.name, schema=Schema(fields=fields)))]
    assert rows[1] == ["2026-03-01T00:00:00", "2026-03-01"]


def test_a_table_as_text_keeps_every_cell_and_fills_short_rows(tmp_path):
    path = tmp_path / "bang.csv"
    path.write_text("ma,ten\n001, Một\n002\n003,Ba,thừa\n", encoding="utf-8")
    table = read_text(path, resource(), "datasets/x/bang.csv")
    assert table.columns.to_pydict() == {"ma": ["001", "002", "003"], "ten": [" Một", "", "Ba"]}
    assert table.place(2, "ten") == Place(file="datasets/x/bang.csv", row=4, field="ten", cell="Ba")
    assert table.column("ten") is SCHEMA.fields[1]
