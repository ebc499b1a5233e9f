"""Hostile and oversized input is refused in clear words, fast, and without a traceback."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.load import load
from generator.model import Column, Resource, Schema, Text
from generator.problems import has_errors
from generator.table import TextTable, UnreadableTable, is_table, read_text
from generator.validate import validate_catalog
from generator.validate.archives import MAX_MEMBERS
from generator.validate.encoding import encoding_faults
from generator.validate.limits import Limits, cell_faults, file_faults
from generator.validate.positions import MAX_DEPTH
from tests.conftest import REPOSITORY
from tests.test_broken_inputs import SMALL, TODAY

SCHEMA = Schema(fields=tuple(Column(name=name, label=Text(vi=name)) for name in ("ma", "ten")))
ENDINGS = (
    ".csv", ".tsv", ".xlsx", ".ods", ".json", ".geojson", ".parquet", ".gpkg", ".zip",
    ".pdf", ".txt", ".md",
)  # fmt: skip


def resource(name: str, **more) -> Resource:
    return Resource(name="a", path=name, title=Text(vi="A"), **more)


def faults(
    folder: Path, name: str, content: bytes, limits: Limits | None = None, **more: Any
) -> list[str]:
    """The codes of what is wrong with a file of that name and content."""
    path = folder / name
    path.write_bytes(content)
    found = file_faults(path, resource(name, **more), name, limits or Limits())
    for problem in found:
        assert problem.message("vi")
        assert problem.remedy("en")
    return [problem.code for problem in found]


def table(**columns: list[str]) -> TextTable:
    return TextTable(
        resource=resource("a.csv", schema=SCHEMA),
        file="a.csv",
        columns=pa.table(columns),
        first_row=2,
    )


# --- Sizes ---------------------------------------------------------------------------------------


def test_files_are_refused_above_one_size_and_warned_of_above_another(tmp_path: Path) -> None:
    limits = Limits(large_file_bytes=10, max_file_bytes=20)

    assert faults(tmp_path, "a.txt", b"x" * 10, limits) == []
    assert faults(tmp_path, "a.txt", b"x" * 20, limits) == ["file-large"]
    assert faults(tmp_path, "a.txt", b"x" * 21, limits) == ["file-too-large"]


def test_tables_are_refused_by_rows_columns_and_cells_before_they_are_read(tmp_path: Path) -> None:
    limits = Limits(max_rows=10, max_columns=5, max_cells=20)

    def codes(rows: int, columns: int) -> list[str]:
        content = (",".join("x" * columns) + "\n").encode() * rows
        return faults(tmp_path, "a.csv", content, limits, schema=SCHEMA)

    assert codes(10, 2) == []
    assert codes(11, 1) == ["table-too-long"]
    assert codes(2, 6) == ["table-too-wide"]
    assert codes(10, 3) == ["table-too-large"]


def test_rows_and_columns_are_counted_in_what_was_read_too() -> None:
    limits = Limits(max_rows=1, max_columns=1)
    found = cell_faults(table(ma=["1", "2"], ten=["a", "b"]), limits)

    assert [problem.code for problem in found] == ["table-too-long", "table-too-wide"]


def test_a_long_cell_is_named_with_its_row() -> None:
    (found,) = cell_faults(table(ma=["1", "đ" * 11]), Limits(max_cell_characters=10))

    assert (found.code, found.place.row, found.details["characters"]) == ("cell-too-long", 3, "11")
    assert cell_faults(table(ma=["đ" * 10]), Limits(max_cell_characters=10)) == []


# --- Files of another kind -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><p>",
        b"\xef\xbb\xbf\n <HTML>",
        b"<svg onload='x()'>",
        b"<script>x()</script>",
        b"<?php x();",
        b"<?xml version='1.0'?><!-- a --><svg>",
        "<html>".encode("utf-16"),
        "<html>".encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".json", ".geojson", ".txt", ".pdf", ".xlsx", ".zip"])
def test_pages_dressed_as_data_are_refused(ending: str, content: bytes, tmp_path: Path) -> None:
    assert faults(tmp_path, f"a{ending}", content) == ["content-web-page"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"MZ\x90\0\3\0\0\0", "content-program"),
        ("a.xlsx", b"\x7fELF\2\1\1\0", "content-program"),
        ("a.txt", b"#!/bin/sh\n", "content-program"),
        ("a.csv", b"PK\3\4\0\0", "content-archive"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "content-old-excel"),
        ("a.pdf", b"ma,ten\n", "content-unlike-ending"),
        ("a.parquet", b"ma,ten\n", "content-unlike-ending"),
        ("a.zip", b"ma,ten\n", "content-unlike-ending"),
    ],
)
def test_files_of_another_kind_are_refused(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    assert faults(tmp_path, name, content) == [code]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"MZ,ten\n1,2\n"),
        ("a.csv", b"<5 tuoi,6-10 tuoi\n1,2\n"),
        ("a.md", b"<table></table>"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.pdf", b"\n%PDF-1.4\n"),
        ("a.json", b'{"a": "<html>"}'),
    ],
)
def test_files_that_only_look_so_pass(name: str, content: bytes, tmp_path: Path) -> None:
    assert faults(tmp_path, name, content) == []


# --- Archives ------------------------------------------------------------------------------------


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../b.csv", "/etc/a", "C:\\a", "a\\..\\b", "aux.csv", "a\u202eb"]
)
def test_members_that_leave_their_folder_are_refused(name: str, tmp_path: Path) -> None:
    assert faults(tmp_path, "a.zip", packed(**{name: b"1"})) == ["zip-member-unsafe"]


def test_links_and_locks_in_archives_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    locked = bytearray(packed(a=b"1"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1

    assert faults(tmp_path, "a.zip", kept.getvalue()) == ["zip-symlink"]
    assert faults(tmp_path, "a.zip", bytes(locked)) == ["zip-encrypted"]


def test_bombs_are_refused_unopened(tmp_path: Path) -> None:
    zeros = packed(a=bytes(60 << 20))
    lying = bytearray(packed(a=b"1"))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 2 << 30)

    assert faults(tmp_path, "a.zip", zeros) == ["zip-too-large"]
    assert faults(tmp_path, "a.xlsx", zeros) == ["zip-too-large"]
    assert faults(tmp_path, "a.zip", bytes(lying)) == ["zip-too-large"]


def test_ways_of_packing_that_ask_for_much_memory_are_refused(tmp_path: Path) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")

    assert faults(tmp_path, "a.zip", kept.getvalue()) == ["zip-broken"]
    assert faults(tmp_path, "a.xlsx", kept.getvalue()) == ["xlsx-unsafe"]


def test_archives_of_very_many_files_are_refused(tmp_path: Path) -> None:
    many = packed(**{str(number): b"" for number in range(MAX_MEMBERS + 1)})

    assert faults(tmp_path, "a.zip", many) == ["zip-too-many-members"]


def test_one_archive_may_stand_in_another_but_no_third(tmp_path: Path) -> None:
    once = packed(**{"b.zip": packed(**{"c.csv": b"1"})})
    twice = packed(**{"a.zip": once})
    closed = packed(**{"b.rar": b"1"})
    broken = packed(**{"b.zip": b"1"})
    bad_within = packed(**{"b.zip": packed(**{"../c": b"1"})})

    assert faults(tmp_path, "a.zip", once) == []
    assert faults(tmp_path, "a.zip", twice) == ["zip-nested"]
    assert faults(tmp_path, "a.zip", closed) == ["zip-nested"]
    assert faults(tmp_path, "a.zip", broken) == ["zip-broken"]
    assert faults(tmp_path, "a.zip", bad_within) == ["zip-member-unsafe"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["ma", "ten"], ["01", "Xã Một"]):
        book["Sheet"].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(content: bytes, part: str, change) -> bytes:
    """The workbook with one part changed."""
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts[part])
    return packed(**parts)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'<row r="2"', b'<row r="999999999"'),
        lambda xml: xml.replace(b'<row r="2"', b"<row a='>' r='&#57;9'"),
        lambda xml: xml.replace(b'<row r="2"', b"<row " + b" " * (3 << 20) + b'r="2"'),
        lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml,
        lambda xml: xml.decode().encode("utf-16"),
    ],
)
def test_sheets_made_to_exhaust_their_reader_are_refused(change, tmp_path: Path) -> None:
    assert faults(tmp_path, "a.xlsx", workbook(), schema=SCHEMA) == []
    assert faults(tmp_path, "a.xlsx", with_part(workbook(), SHEET, change), schema=SCHEMA) == [
        "xlsx-unsafe"
    ]


# --- Signs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("a\x00b", "cell-control-character"),
        ("a\x7f", "cell-control-character"),
        ("a\u202eb", "cell-bidi"),
        ("\u2066a", "cell-bidi"),
        ("=A1+1", "cell-formula"),
        ("+SUM(A1)", "cell-formula"),
        ("-Trạm y tế", "cell-formula"),
        ("@SUM(A1)", "cell-formula"),
        ("\t=A1", "cell-formula"),
        ("=cmd|'/C calc'!A0", "cell-command"),
        ("@HYPERLINK(A1)", "cell-command"),
        ("=WEBSERVICE(A1)", "cell-command"),
        ("=1+DDE(1)", "cell-command"),
        ("-x|y", "cell-command"),
    ],
)
def test_signs_that_do_harm_are_found(cell: str, code: str) -> None:
    found = cell_faults(table(ten=["Xã Một", cell, cell]))

    assert [(problem.code, problem.details["count"]) for problem in found] == [(code, "2")]
    assert found[0].place.row == 3


_HARMLESS = (
    "-5", "+84 211 386 2000", "-", "- 5,3", "a=b", "a@b.example", "--", "…", "–5", "=", "a\nb\t",
    "-1.234,5", "+5%", "“Xã”", "===", "≤ 5", "x|y", "a\u200bb", "-.5",
)  # fmt: skip


@pytest.mark.parametrize("cell", _HARMLESS)
def test_signs_that_do_no_harm_pass(cell: str) -> None:
    assert cell_faults(table(ten=[cell])) == []


def test_a_slice_of_a_column_is_looked_at_as_it_is() -> None:
    cells = pa.chunked_array([pa.array(["=A1", "a", "=B1", "b"]).slice(1, 2), pa.array(["c"])])
    whole = TextTable(
        resource=resource("a.csv"),
        file="a.csv",
        columns=pa.Table.from_arrays([cells], names=["ten"]),
        first_row=2,
    )

    assert [(p.code, p.place.row) for p in cell_faults(whole)] == [("cell-formula", 3)]


def test_texts_of_metadata_that_turn_the_direction_are_found(small: Path) -> None:
    metadata = small / "datasets/so-noi-vu/xa-phuong/dataset.yml"
    text = metadata.read_text("utf-8").replace("vi: Danh mục xã", "vi: Danh\u202e mục xã")
    metadata.write_text(text, "utf-8")

    assert {problem.code for problem in validate_catalog(load(small, TODAY).catalog)} == {
        "metadata-bidi"
    }
    assert validate_catalog(load(SMALL, TODAY).catalog) == []


# --- Places on the map ---------------------------------------------------------------------------


def collection(*geometries, properties=None):
    features = [
        {"type": "Feature", "properties": properties or {"ma": "1"}, "geometry": geometry}
        for geometry in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def point(*position):
    return {"type": "Point", "coordinates": list(position)}


@pytest.mark.parametrize(
    ("geometry", "codes"),
    [
        (point(105.6, 21.3), []),
        (point(105.6, 21.3, 12), []),
        (point(-180, 90), []),
        (None, []),
        ({"type": "Polygon", "coordinates": [[[105, 21], [106, 21], [106, 22], [105, 21]]]}, []),
        ({"type": "GeometryCollection", "geometries": [point(105, 21)]}, []),
        ({"type": "GeometryCollection", "geometries": [point(500, 21)]}, ["geojson-out-of-range"]),
        (point(562000, 2356000), ["geojson-out-of-range"]),
        (point(21.3, 105.6), ["geojson-swapped"]),
        (point(105.6), ["geojson-position"]),
        (point("105", "21"), ["geojson-position"]),
        (point(True, False), ["geojson-position"]),
        (point(105.6, None), ["geojson-position"]),
        (point(105.6, {"type": "Point", "coordinates": [500, 0]}), ["geojson-position"]),
    ],
)
def test_positions_must_lie_on_earth(geometry, codes: list[str], tmp_path: Path) -> None:
    assert faults(tmp_path, "a.geojson", collection(geometry), schema=SCHEMA) == codes


def test_positions_are_swapped_only_if_all_then_lie_here(tmp_path: Path) -> None:
    here, there = point(21.3, 105.6), point(105.6, 121.3)
    content = collection(here, there)

    assert faults(tmp_path, "a.geojson", content, schema=SCHEMA) == ["geojson-out-of-range"]


def test_numbers_beyond_all_bounds_are_no_positions(tmp_path: Path) -> None:
    content = collection(point(1, 2)).replace(b"[1, 2]", b"[1e999, 2]")
    found = faults(tmp_path, "a.geojson", content, schema=SCHEMA)

    assert found in (["geojson-position"], [])  # a reader may refuse the number itself
    if not found:
        with pytest.raises(UnreadableTable):
            read_text(tmp_path / "a.geojson", resource("a.geojson", schema=SCHEMA), "a.geojson")


def test_features_may_not_nest_without_end_nor_have_any_number_of_names(tmp_path: Path) -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    wide = {f"c{number}": 1 for number in range(1001)}

    for properties, code in (({"ma": deep}, "geojson-too-deep"), (wide, "table-too-wide")):
        content = collection(None, properties=properties)
        assert faults(tmp_path, "a.geojson", content, schema=SCHEMA) == [code]


# --- Anything at all -----------------------------------------------------------------------------

_MARKS = (
    b"PK\3\4", b"PK\1\2", b"PK\5\6", b"%PDF-", b"PAR1", b"<html", b"\xff\xfe", b"\xef\xbb\xbf",
    b"ma,ten\n", b'"', b"\n", b"\0", b"=", b"\t", b'{"type":"FeatureCollection","features":[',
    b'{"type":"Feature","properties":{},"geometry":', b"[[[", b"]}", b"\xc3\x83\xc2\xa3", b"1e999",
)  # fmt: skip
_WHOLE = (
    workbook(),
    packed(a=b"1"),
    collection(point(21, 105)),
    "Xã Một;".encode("utf-16-le"),
)
_PIECES = st.sampled_from(_MARKS + _WHOLE)
_CONTENTS = st.lists(_PIECES | st.binary(max_size=40), min_size=1, max_size=12).map(b"".join)


@given(content=_CONTENTS, ending=st.sampled_from(ENDINGS), has_schema=st.booleans())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_break_the_checks(
    content: bytes, ending: str, has_schema: bool, tmp_path: Path
) -> None:
    judged(tmp_path / f"a{ending}", content, has_schema=has_schema)


@given(at=st.integers(0, 6000), new=st.binary(min_size=1, max_size=6))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_damaged_workbook_breaks_the_checks(at: int, new: bytes, tmp_path: Path) -> None:
    content = workbook()
    at %= len(content)
    judged(tmp_path / "a.xlsx", content[:at] + new + content[at + len(new) :], has_schema=True)


def judged(path: Path, content: bytes, *, has_schema: bool) -> None:
    path.write_bytes(content)
    given = resource(path.name, schema=SCHEMA if has_schema else None)
    found = file_faults(path, given, path.name)
    if is_table(given) and not has_errors(found):
        try:
            read = read_text(path, given, path.name)
        except UnreadableTable:
            return
        found += [*cell_faults(read), *encoding_faults(read)]
    for problem in found:
        assert problem.message("vi")
        assert problem.remedy("en")


def test_the_repositorys_own_catalogue_has_none_of_these_faults() -> None:
    catalog = load(REPOSITORY, TODAY).catalog
    found = []
    for dataset in catalog.datasets:
        for each in dataset.metadata.resources:
            path = catalog.source(dataset, each)
            found += file_faults(path, each, each.path)
            if is_table(each):
                read = read_text(path, each, each.path)
                found += [*cell_faults(read), *encoding_faults(read)]

    assert [(problem.code, problem.place) for problem in found] == []
