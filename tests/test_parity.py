"""The quick verdict against frictionless on whole tables: the same errors in the same order."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Dialect as FirstRow
from frictionless import Package
from frictionless import Schema as TableSchema
from frictionless.resources import TableResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model import (
    Column,
    Constraints,
    Dialect,
    FieldType,
    ForeignKey,
    Reference,
    Resource,
    Schema,
    Text,
)
from generator.table import read_content, read_rows
from generator.validate import ReferredTable, validate_table
from generator.validate.judged import JudgedTable
from generator.validate.schema import judged_schema
from generator.validate.table import _faulty_rows, _referred, _suspects

NUMBERS = [
    "0", "1", "-1", "+1", "01", "007", "-0", "10", "11", "999", "1000", "9999", "10000", "1e5",
    "1E5", "1e-5", "1e400", "1e-400", "-1e-400", "1.0", "1.", ".5", ".", "-", "+", "--1", "1.5",
    "0.1", "0.10", "0.30000000000000004", "0.3", "1,000", "1.000", "1.234,5", "1,234.5",
    "1.000.000", "1 000", "1\u00a0000", "1_000", "1__0", "0x1F", "0X1f", "0b1", "1L", "1d", "½",
    "٣", "１２", "१२", "²", "NaN", "nan", "-nan", "nan123", "nan(1)", "inf", "-inf", "Infinity",
    "infinit", "1%", "12 %", "$5", "5 đ", "a1", "1a", "--", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "1" * 40, "1" * 5000, "12345678901234567",
    "12345678901234568", "0.999999999999999999999", "10.00000000000000000001", "5.0", "5.00",
]  # fmt: skip
DAYS = [
    "2024-02-29", "2024-02-30", "2023-02-29", "2024-2-3", "24-02-03", "0000-01-01", "0001-01-01",
    "9999-12-31", "10000-01-01", "-001-01-01", "+024-01-01", "20240229", "2024/02/29",
    "29/02/2024", "1/2/2024", "31/02/2024", "2024-02-29T10:00:00", "2024-W05-1", "2024-060",
    "２０２４-01-01", "2024-01-01 ", " 2024-01-01", "2024", "0000", "-001", "+999", "２０２４",
    "1_99", "2024-05", "2024-5", "2024-13", "2024-00", "-2024-05", "0-1", "45000", "tháng 5",
    "Feb 29 2024", "29 Feb 2024",
]  # fmt: skip
MOMENTS = [
    "2024-02-29T10:00:00", "2024-02-29 10:00:00", "2024-02-29x10:00:00", "2024-02-29T24:00:00",
    "2024-02-29T24:00:01", "2024-02-29T23:59:60", "2024-02-29T10:00", "2024-02-29T100000",
    "2024-02-29T10:00:00Z", "2024-02-29T10:00:00z", "2024-02-29T10:00:00+07:00",
    "2024-02-29T03:00:00Z", "2024-02-29T10:00:00+0700", "2024-02-29T10:00:00+07",
    "2024-02-29T10:00:00+24:00", "2024-02-29T10:00:00-99:00", "2024-02-29T10:00:00.5",
    "2024-02-29T10:00:00,5", "2024-02-29T10:00:00.123456789", "2024-02-29T10:00:00.000Z",
    "0000-01-01T00:00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00+07:00",
    "9999-12-31T23:59:59", "9999-12-31T23:59:59-07:00", "2024-02-30T10:00:00", "10:00:00",
    "24:00:00", "23:59:60", "10:00", "1:00:00", "10:00:00Z", "10:00:00+07:00", "25:00:00",
    "10:00:00.5", "100000",
]  # fmt: skip
WORDS = [
    "true", "True", "TRUE", "false", "FALSE", "tRue", "có", "Có", "không", "yes", "no", "T", "A",
    "B", "AB", "ABC", "ABCD", "abc", "A1", "A12", "A1\n", "Z-9", "Phường Hoà Bình",
    "Phường Hòa Bình", "Đà Nẵng", "đ", "ð", "x" * 50, "🏫🏫", "\u200b", "a b", "a\tb", " A", "A ",
    "a@b.vn", "a@b", "A.B+c@sub.example.vn", "https://example.vn", "https://example.vn/a b",
    "http://", "mailto:a@b.vn", "//example.vn", "example.vn/đường", "http://[::1",
    "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000",
    "123e4567e89b12d3a456426614174000", "YQ==", "YQ=", "YQ", "đ==", "PT1H", "P1Y", "P1D", "PT",
    "P1Y2M3DT4H5M6S", "1,2", "181,0", "0,91", " 105.8 , 21.0 ", "nan,1", "[105.8, 21.0]", "[1]",
    '{"lon": 105.8, "lat": 21}', '{"lat": 21}', "{}", "[]", "[1, 2]", "null", '"a"',
    '{"type": "Point", "coordinates": [105.8, 21.0]}', '{"type": "Point"}', "{", "NA", "-", "…",
]  # fmt: skip
BLANKS = ["", " ", "\u00a0", "\u3000", "  ", "\t"]
NASTY = list(dict.fromkeys([*NUMBERS, *DAYS, *MOMENTS, *WORDS, *BLANKS]))
"""Cells that some reader takes for what another does not; all of them in NFC."""

HASHED: tuple[FieldType, ...] = (
    "string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth",
    "duration", "geopoint", "any",
)  # fmt: skip
"""Types whose values frictionless can compare in keys."""


def column(type_: FieldType = "string", name: str = "cot", **options: Any) -> Column:
    keys = {key: options.pop(key) for key in list(options) if key in Column.__dataclass_fields__}
    constraints = Constraints(**options)
    return Column(name=name, type=type_, label=Text(vi=name), constraints=constraints, **keys)


COLUMNS = [
    *(column(type_) for type_ in (*HASHED, "geojson", "object", "array")),
    *(column(type_, required=True) for type_ in (*HASHED, "geojson", "object", "array")),
    *(column(type_, missing_values=("-", "NA", "1")) for type_ in HASHED),
    *(column(type_, missing_values=(), required=True) for type_ in HASHED),
    *(column("string", format=form) for form in ("default", "email", "uri", "binary", "uuid")),
    *(column("date", format=form) for form in ("default", "any", "%d/%m/%Y", "%Y%m%d")),
    *(column("datetime", format=form) for form in ("default", "any", "%Y-%m-%d %H:%M:%S")),
    *(column("time", format=form) for form in ("default", "any", "%H:%M")),
    *(column("geopoint", format=form) for form in ("default", "array", "object")),
    *(column("geojson", format=form) for form in ("default", "topojson")),
    column("boolean", true_values=("có", "x"), false_values=("không", "1")),
    column("boolean", true_values=("yes",)),
    column("boolean", enum=("true", False)),
    column("integer", bare_number=False),
    column("number", bare_number=False),
    column("number", bare_number=False, decimal_char=",", group_char="."),
    *(
        column("number", decimal_char=decimal, group_char=group)
        for decimal, group in ((",", "."), (",", None), (".", ","), (None, " "), (",", "\u00a0"))
    ),
    column("number", group_char="e"),
    column("number", decimal_char="e"),
    column("number", group_char=".", decimal_char="."),
    column("integer", minimum=1, maximum=1000),
    column("integer", minimum="1"),
    column("integer", maximum=-1),
    column("integer", minimum=10**30),
    column("integer", enum=(1, 7, "0")),
    column("number", minimum=0),
    column("number", minimum=0.1, maximum=1e5),
    column("number", minimum="0.30000000000000001", maximum="10"),
    column("number", minimum=5, decimal_char=",", group_char="."),
    column("number", maximum="12345678901234567"),
    column("number", enum=(0.1, 5)),
    column("date", minimum="2024-01-01", maximum="2024-02-29"),
    column("date", maximum="2023-12-31"),
    column("date", format="%d/%m/%Y", minimum="01/02/2024"),
    column("date", enum=("2024-02-29",)),
    column("year", minimum=1, maximum=2024),
    column("year", enum=(2024,)),
    column("yearmonth", minimum="2024-05"),
    column("duration", enum=("PT1H",)),
    column("any", enum=("A", "1", 1)),
    column("string", min_length=2, max_length=3),
    column("string", min_length=1),
    column("string", max_length=0),
    column("array", min_length=1),
    column("object", max_length=1),
    column("string", enum=("A", "AB", "Đà Nẵng")),
    column("string", enum=("A",), required=True, min_length=1),
    column("string", format="uuid", pattern="[0-9a-f-]+"),
    column("string", required=True, unique=True),
    *(
        column("string", pattern=pattern)
        for pattern in (
            "[A-Z][0-9]", "A|B", "^A$", "A.*", r"\d+", r"\w+", r"\D+", r"\S+", r"[^A]+", "(?i:a).*",
            "(A|B)+", "(?=A).*", "[0-9]{1,3}", "[0-9]{2,}", r"[^\d]+", "Đ.*", r"(.)\1.*", "",
            r"\s*", r"a\tb", "A{,2}", r"[\w ]+", r"\bA\b", "x{50}", "(?:A|1).?",
        )
    ),
]  # fmt: skip


def resource(*columns: Column, **options: Any) -> Resource:
    dialect = options.pop("dialect", Dialect())
    path = options.pop("path", "bang.csv")
    schema = Schema(fields=columns, **options)
    return Resource(name="bang", path=path, title=Text(vi="Bảng"), dialect=dialect, schema=schema)


def write(
    path: Path, rows: Sequence[Sequence[str]], dialect: Dialect | None = None, end: str = "\n"
) -> Path:
    text, chosen = io.StringIO(), dialect or Dialect()
    writer = csv.writer(
        text, delimiter=chosen.delimiter, quotechar=chosen.quote_char, lineterminator=end
    )
    writer.writerows(rows)
    path.write_text("tiêu đề\n" * (chosen.header_row - 1) + text.getvalue(), "utf-8", newline="")
    return path


def frictionless_alone(
    path: Path, table: Resource, targets: dict[str, tuple[Path, Resource]] | None = None
) -> list[tuple[Any, ...]]:
    """Type, row, field, cell and note of every error, the whole table being given."""
    assert table.schema
    keys = [
        {
            "fields": list(key.fields),
            "reference": {
                "resource": key.reference.resource,
                "fields": list(key.reference.fields),
            },
        }
        for key in table.schema.foreign_keys
    ]
    judged = whole("table", path, table, keys)
    others = [whole(name, *target, []) for name, target in (targets or {}).items()]
    Package(resources=[judged, *others])
    with judged:
        assert judged.header.valid
        return [
            described(error, error.row_number, error.note)
            for row in judged.row_stream
            for error in row.errors
        ]


def whole(name: str, path: Path, table: Resource, keys: list[dict[str, Any]]) -> TableResource:
    assert table.schema
    cells = [row.cells for row in read_rows(path, table)]
    schema = TableSchema.from_descriptor(judged_schema(table.schema) | {"foreignKeys": keys})
    return TableResource(name=name, data=cells, schema=schema, dialect=FirstRow(header_rows=[1]))


def described(error: Any, row: int, note: str) -> tuple[Any, ...]:
    field, cell = getattr(error, "field_name", None), getattr(error, "cell", None)
    return error.type, row, field, cell, note, tuple(error.cells)


def quickly(
    path: Path, table: Resource, references: dict[Reference, ReferredTable] | None = None
) -> list[tuple[Any, ...]]:
    """The same from the rows suspected, with their true numbers."""
    assert table.schema
    judged = JudgedTable(read_content(path, table), table, table.schema)
    referred = _referred(judged, path, references or {})
    suspects = _suspects(judged, referred)

    def true(number: int) -> int:
        return number if suspects.rows is None else suspects.rows[number - 2] + 2

    def note(error: Any) -> str:
        text = re.sub(r"(?<=at position )\d+$", lambda n: str(true(int(n[0]))), error.note)
        for other in referred:
            text = text.replace(f'"{other.name}"', f'"{other.key.reference.resource}"')
        return text

    return [
        described(error, true(error.row_number), note(error))
        for row in _faulty_rows(judged, referred, suspects)
        for error in row.errors
    ]


def assert_parity(path: Path, table: Resource) -> None:
    assert quickly(path, table) == frictionless_alone(path, table)


def assert_same_problems(path: Path, table: Resource) -> None:
    thorough = validate_table(table, path, "bang.csv", {}, is_thorough=True)
    assert validate_table(table, path, "bang.csv", {}) == thorough


@pytest.mark.parametrize("judged", COLUMNS, ids=lambda c: f"{c.type}-{c.format}")
def test_every_cell_has_the_verdict_of_frictionless(judged: Column, tmp_path: Path) -> None:
    table = resource(column(name="so"), judged)
    rows = [(str(number), cell) for number, cell in enumerate(NASTY)]
    good = [row for row in rows if row[1] in {"1", "2024-02-29", "A"}] * 12

    assert_parity(write(tmp_path / "bang.csv", [("so", "cot"), *good, *rows, *good]), table)


@pytest.mark.parametrize("judged", COLUMNS, ids=lambda c: f"{c.type}-{c.format}")
def test_columns_without_a_fault_are_not_given_to_frictionless(
    judged: Column, tmp_path: Path
) -> None:
    table = resource(column(name="so"), judged)
    path = tmp_path / "bang.csv"
    rows = [(str(number), cell) for number, cell in enumerate(NASTY)]
    write(path, [("so", "cot"), *rows])
    faulty = {error[1] - 2 for error in quickly(path, table)}
    write(path, [("so", "cot"), *(row for row in rows if int(row[0]) not in faulty)])
    assert table.schema
    judged_table = JudgedTable(read_content(path, table), table, table.schema)

    if judged.type in HASHED or not judged.constraints.unique:
        assert _suspects(judged_table, []).rows == []


def shuffled(cells: list[str]) -> list[str]:
    return random.Random(7).sample(cells, len(cells))


@pytest.mark.parametrize("type_", HASHED)
@pytest.mark.parametrize("options", [{}, {"missing_values": ("", "1", "A")}], ids=["", "missing"])
def test_values_are_compared_as_frictionless_does(
    type_: FieldType, options: dict[str, Any], tmp_path: Path
) -> None:
    judged = column(type_, **options)
    unique = replace(judged, constraints=Constraints(unique=True))
    rows = [
        ("so", "cot"),
        *((str(number % 7), cell) for number, cell in enumerate(shuffled(NASTY[::2] * 2))),
    ]
    path = write(tmp_path / "bang.csv", rows)

    assert_parity(path, resource(column(name="so"), unique))
    assert_parity(path, resource(column(name="so"), judged, primary_key=("cot",)))
    assert_parity(path, resource(column(name="so"), judged, primary_key=("so", "cot")))
    assert_parity(path, resource(column("integer", "so"), unique, primary_key=("cot", "so")))


@pytest.mark.parametrize("type_", HASHED)
@pytest.mark.parametrize("is_composite", [False, True])
def test_keys_are_looked_up_as_frictionless_does(
    type_: FieldType, is_composite: bool, tmp_path: Path
) -> None:
    cells = shuffled(NASTY)
    names = ("so", "cot") if is_composite else ("cot",)
    reference = Reference(resource="dich", fields=names)
    key = ForeignKey(fields=names, reference=reference)
    other = resource(column("integer", "so"), column(type_))
    table = resource(column("integer", "so"), column(type_), foreign_keys=(key,))
    targets = [("so", "cot"), *((str(n % 3), cell) for n, cell in enumerate(cells[::3]))]
    rows = [("so", "cot"), *((str(n % 2), cell) for n, cell in enumerate(cells))]
    dich = write(tmp_path / "dich.csv", targets)
    path = write(tmp_path / "bang.csv", rows)

    expected = frictionless_alone(path, table, {"dich": (dich, other)})

    referred = {reference: ReferredTable(resource=other, source=dich)}
    assert quickly(path, table, referred) == expected
    assert any(error[0] == "foreign-key" for error in expected) or type_ == "boolean"


def test_keys_of_another_way_of_writing_are_the_same_values(tmp_path: Path) -> None:
    reference = Reference(resource="dich", fields=("cot", "so"))
    key = ForeignKey(fields=("cot", "so"), reference=reference)
    number = column("number", "so", decimal_char=",")
    other = resource(column("date", format="%d/%m/%Y"), number, missing_values=("-",))
    table = resource(column("date"), column("number", "so"), foreign_keys=(key, key))
    dich = write(tmp_path / "dich.csv", [("cot", "so"), ("29/02/2024", "1,50"), ("-", "2")])
    rows = [("2024-02-29", "1.5"), ("2024-2-29", "01.500"), ("2024-02-28", "1.5"), ("", "2.0")]
    path = write(tmp_path / "bang.csv", [("cot", "so"), *rows, ("", ""), ("", "3")])

    referred = {reference: ReferredTable(resource=other, source=dich)}
    found = quickly(path, table, referred)

    assert found == frictionless_alone(path, table, {"dich": (dich, other)})
    assert [(error[0], error[1]) for error in found] == [
        ("foreign-key", 4), ("foreign-key", 4), ("blank-row", 6), ("foreign-key", 7),
        ("foreign-key", 7),
    ]  # fmt: skip


def test_a_table_may_point_at_itself(tmp_path: Path) -> None:
    reference = Reference(resource="bang", fields=("ma",))
    key = ForeignKey(fields=("tren",), reference=reference)
    table = resource(column(name="ma"), column(name="tren"), foreign_keys=(key,))
    rows = [("ma", "tren"), ("a", ""), ("b", "a"), ("c", "x"), ("d", "b")]
    path = write(tmp_path / "bang.csv", rows)

    problems = validate_table(
        table, path, "bang.csv", {reference: ReferredTable(resource=table, source=path)}
    )

    assert [(problem.code, problem.place.row) for problem in problems] == [
        ("key-missing-target", 4)
    ]


DIALECTS = [
    Dialect(),
    Dialect(delimiter=";"),
    Dialect(delimiter="\t"),
    Dialect(delimiter="|", quote_char="'"),
    Dialect(header_row=3),
    Dialect(delimiter="–"),
]


@pytest.mark.parametrize("dialect", DIALECTS, ids=repr)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_rows_of_any_dialect_and_length_are_counted_alike(
    dialect: Dialect, end: str, tmp_path: Path
) -> None:
    table = resource(column("integer", "so"), column("date"), dialect=dialect)
    rows = [
        ("1", "2024-01-01"), ("x", "a\nb"), ("3",), (), ("", ""), ("6", "2024-01-01", "thừa"),
        ("bảy", 'a"b'), ("8", "2024-01-01", "", ""), ("9", "'"), ("10", dialect.delimiter), (),
    ]  # fmt: skip
    for kept in (rows, [row for row in rows if len(row) == 2]):
        path = write(tmp_path / "bang.csv", [("so", "cot"), *kept], dialect, end)

        assert_parity(path, table)
        assert_same_problems(path, table)


@pytest.mark.parametrize("labels", ["cot,so", "so", "so,cot,la", "So,COT", "a,b", "so,so", ",cot"])
def test_columns_are_judged_under_a_header_that_is_amiss(labels: str, tmp_path: Path) -> None:
    unique = column("integer", "so", unique=True, required=True)
    table = resource(unique, column("date"), primary_key=("so",), missing_values=("-",))
    width = len(labels.split(","))
    cells = ["1", "1", "x", "", "-", "2024-01-01", "07", "7"]
    rows = [labels.split(","), *([cell] * width for cell in cells), ["1"] * (width + 1), [""]]
    path = write(tmp_path / "bang.csv", rows)

    assert_same_problems(path, table)


def test_no_more_than_a_thousand_problems_are_told(tmp_path: Path) -> None:
    table = resource(column("integer"))
    path = write(tmp_path / "bang.csv", [("cot",), *[("x",), ("1",)] * 1200])

    problems = validate_table(table, path, "bang.csv", {})

    assert problems == validate_table(table, path, "bang.csv", {}, is_thorough=True)
    assert [problem.code for problem in problems[-2:]] == ["cell-not-integer", "too-many-problems"]


def test_what_stands_before_a_break_in_the_file_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text('cot\n1\nx\n"y"z\n2\n', "utf-8")

    problems = validate_table(resource(column("integer")), path, "bang.csv", {})

    assert [(p.code, p.place.row, p.place.line) for p in problems] == [
        ("cell-not-integer", 3, None),
        ("csv-broken", None, 4),
    ]


@pytest.mark.parametrize(
    ("judged", "cell", "code"),
    [
        (column("datetime", minimum="2020-01-01T00:00:00"), "2024-01-01T00:00:00Z", "datetime"),
        (column("datetime", maximum="2020-01-01T00:00:00Z"), "2019-01-01T00:00:00", "datetime"),
        (column("time", maximum="10:00:00"), "09:00:00Z", "time"),
        (column("number", minimum=0), "sNaN", "number"),
        (column("number", unique=True), "sNaN", "number"),
    ],
)
def test_a_cell_over_which_frictionless_stumbles_is_of_the_wrong_type(
    judged: Column, cell: str, code: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "bang.csv", [("cot",), (cell,)])

    (problem,) = validate_table(resource(judged), path, "bang.csv", {})

    assert (problem.code, problem.place.cell) == (f"cell-not-{code}", cell)


cells = st.sampled_from(NASTY) | st.text(max_size=4)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Resource, list[list[str]]]:
    chosen = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3))
    columns = [replace(one, name=f"c{number}") for number, one in enumerate(chosen)]
    hashed = [one.name for one in columns if one.type in HASHED]
    key = tuple(draw(st.lists(st.sampled_from(hashed), unique=True))) if hashed else ()
    missing = tuple(draw(st.lists(st.sampled_from(["", "-", "1", "NA"]), max_size=2, unique=True)))
    pool = draw(st.lists(cells, min_size=1, max_size=6))
    width = len(columns)
    row = st.lists(st.sampled_from(pool), min_size=width, max_size=width)
    ragged = st.lists(st.sampled_from(pool), max_size=width + 1)
    rows = draw(st.lists(row | row | row | ragged, min_size=1, max_size=12))
    table = resource(*columns, primary_key=key, missing_values=missing)
    return table, [[one.name for one in columns], *rows]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables())
def test_any_table_has_the_verdict_of_frictionless(
    tmp_path: Path, table_and_rows: tuple[Resource, list[list[str]]]
) -> None:
    table, rows = table_and_rows
    path = write(tmp_path / "bang.csv", rows)
    if read_content(path, table).fault is None:
        assert_parity(path, table)
