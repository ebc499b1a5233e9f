"""Where Excel finds what a problem of a workbook is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.model import Column, Dialect, Resource, Schema, Text
from generator.problems import Place, Problem
from generator.report import place_text
from generator.validate import validate_table
from generator.validate.addresses import with_addresses

FIELDS = tuple(
    Column(name=name, type=kind, label=Text(vi=name))  # type: ignore[arg-type]
    for name, kind in (("ten", "string"), ("so_lop", "integer"), ("ngay", "date"))
)


def resource(path: str = "so.xlsx", **dialect: object) -> Resource:
    return Resource(
        name="so",
        path=path,
        title=Text(vi="Số"),
        dialect=Dialect(**dialect),  # type: ignore[arg-type]
        schema=Schema(fields=FIELDS),
    )


def workbook(file: Path, rows: Any, sheet: str = "Số liệu") -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Ẩn"
    book.worksheets[0].sheet_state = "hidden"
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    book.save(file)
    return file


def found(source: Path, of: Resource) -> list[tuple[str, str | None, str | None]]:
    problems = with_addresses(validate_table(of, source, of.path, {}), of, source)
    return [(p.code, p.place.sheet, p.place.address) for p in problems]


def test_a_cell_has_the_letter_of_its_column_and_its_row(tmp_path):
    rows = [["ten", "so_lop", "ngay"], ["A", 24, "2025-02-28"], ["B", "x", "31/02/2025"]]
    assert found(workbook(tmp_path / "so.xlsx", rows), resource()) == [
        ("cell-not-integer", "Số liệu", "B3"),
        ("cell-not-date", "Số liệu", "C3"),
    ]


def test_rows_count_from_the_top_of_the_sheet_where_the_header_is_lower(tmp_path):
    rows = [["BÁO CÁO"], [], ["ten", "so_lop", "ngay"], ["A", "x", "2025-02-28"]]
    source = workbook(tmp_path / "so.xlsx", rows)
    assert found(source, resource(header_row=3)) == [("cell-not-integer", "Số liệu", "B4")]


def test_a_column_that_is_named_otherwise_is_found_as_it_is_judged(tmp_path):
    rows = [["ten", "Số lớp", "ngay"], ["A", "x", "2025-02-28"]]
    assert found(workbook(tmp_path / "so.xlsx", rows), resource()) == [
        ("header-name", "Số liệu", "B1"),
        ("cell-not-integer", "Số liệu", "B2"),
    ]


def test_headers_that_repeat_are_told_by_their_position(tmp_path):
    rows = [["ten", "so_lop", "ngay", "ten"], ["A", 24, "2025-02-28", "A"]]
    source = workbook(tmp_path / "so.xlsx", rows)
    assert found(source, resource()) == [("header-duplicate", "Số liệu", "D1")]


def test_a_row_as_a_whole_has_a_sheet_and_no_cell(tmp_path):
    rows = [["ten", "so_lop", "ngay"], [], ["A", 24, "2025-02-28"]]
    source = workbook(tmp_path / "so.xlsx", rows)
    assert found(source, resource()) == [("row-blank", "Số liệu", None)]


@pytest.mark.parametrize("name", ["so.csv", "so.geojson"])
def test_other_files_have_no_sheets(tmp_path, name):
    problem = Problem(code="row-blank", place=Place(file=name, row=2))
    assert with_addresses([problem], resource(name), tmp_path / name) == (problem,)


def test_what_cannot_be_read_has_no_addresses(tmp_path):
    (tmp_path / "so.xlsx").write_bytes(b"no workbook")
    problem = Problem(code="row-blank", place=Place(file="so.xlsx", row=2))
    assert with_addresses([problem], resource(), tmp_path / "so.xlsx") == (problem,)


def test_an_address_reads_as_in_excel():
    place = Place(file="so.xlsx", row=17, field="so_lop", sheet="Số liệu", address="B17")
    assert place_text(place, "vi") == "so.xlsx, trang tính “Số liệu”, ô B17, cột “so_lop”"
    assert place_text(place, "en") == "so.xlsx, sheet “Số liệu”, cell B17, column “so_lop”"
