"""The rules of the second stage, each on the smallest portal or table that shows it."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from frictionless import Dialect as TableDialect
from frictionless import Schema as TableSchema
from frictionless.resources import TableResource
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.distribution import Catalog
from generator.load import load
from generator.model import (
    Column,
    Constraints,
    Dialect,
    ForeignKey,
    Period,
    Reference,
    Resource,
    Schema,
    Text,
)
from generator.problems import Problem
from generator.table import table_schema
from generator.validate import (
    ReferredTable,
    readable_source,
    referred_tables,
    validate_catalog,
    validate_files,
    validate_loss,
    validate_table,
)
from generator.validate.header import read_header
from generator.validate.rows import CONSTRAINT_CODES, FORMAT_CODES, TYPE_CODES
from generator.validate.schema import schema_faults
from generator.validate.shown import shown

SMALL = Path(__file__).parent / "portals" / "small"
STATIONS = "datasets/so-y-te/tram-y-te"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "portal"))


def read(root: Path) -> Catalog:
    return load(root, date(2024, 6, 30)).catalog


def found_codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def table(
    folder: Path,
    text: str,
    *columns: Column,
    path: str = "bang.csv",
    **schema: Any,
) -> tuple[Resource, Path]:
    """A CSV table on disk and what its metadata say of it."""
    source = folder / path
    source.write_text(text, encoding="utf-8")
    fields = Schema(fields=columns, **schema)
    return Resource(name="bang", path=path, title=Text(vi="Bảng"), schema=fields), source


def column(name: str, type_: Any = "string", **rest: Any) -> Column:
    return Column(name=name, type=type_, label=Text(vi=name), **rest)


def judge(resource: Resource, source: Path, references: Any = None) -> list[Problem]:
    return validate_table(resource, source, "bang.csv", references or {})


# Metadata


def test_a_list_that_could_not_be_read_makes_no_name_unknown(root: Path) -> None:
    (root / "datasets/vocabularies/themes.yml").write_text("[")

    assert validate_catalog(read(root)) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (2024, "2024-05", []),
        ("2024-05", 2024, []),
        ("2024-05-31", "2024-05", []),
        ("2024-06", "2024-05-31", ["period-reversed"]),
        (2025, 2024, ["period-reversed"]),
        ("2024-02-29", None, []),
        ("2023-02-29", None, ["period-date"]),
        (None, "2024-00", ["period-date"]),
        ("2024-13", "2023-01", ["period-date"]),
    ],
)
def test_periods_are_judged_by_the_days_they_hold(
    root: Path, start: Any, end: Any, expected: list[str]
) -> None:
    catalog = read(root)
    dataset = catalog.datasets[0]
    metadata = replace(dataset.metadata, temporal=Period(start=start, end=end))
    changed = replace(
        catalog, datasets=(replace(dataset, metadata=metadata), *catalog.datasets[1:])
    )

    assert found_codes(validate_catalog(changed)) == expected


def test_a_planned_dataset_may_name_a_day_to_come(root: Path) -> None:
    catalog = read(root)
    dataset = catalog.datasets[1]
    day = date(2030, 1, 1)
    metadata = replace(dataset.metadata, status="planned", resources=(), issued=day, modified=day)
    changed = replace(catalog, datasets=(catalog.datasets[0], replace(dataset, metadata=metadata)))

    assert validate_catalog(changed) == []


def test_places_come_from_whoever_knows_the_lines(root: Path) -> None:
    file = root / STATIONS / "dataset.yml"
    file.write_text(file.read_text("utf-8").replace("license: mo", "license: dong"), "utf-8")
    loaded = load(root, date(2024, 6, 30))

    known = validate_catalog(loaded.catalog, loaded.locate)
    unknown = validate_catalog(loaded.catalog)

    assert [(p.place.line, p.place.column) for p in known] == [(6, 1)]
    assert [(p.place.file, p.place.line) for p in unknown] == [(f"{STATIONS}/dataset.yml", None)]


def test_the_loss_of_datasets_names_ten_of_them(root: Path) -> None:
    catalog = read(root)
    present = [dataset.identifier for dataset in catalog.datasets]
    lost = [f"mat-{number:02}" for number in range(12)]

    (problem,) = validate_loss(catalog, [*present, *lost])

    assert problem.details["count"] == "12"
    assert problem.details["identifiers"] == ", ".join(lost[:10]) + ", …"
    assert validate_loss(catalog, present) == []


# Files


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("../tram.csv", "path-outside"),
        ("con/../../tram.csv", "path-outside"),
        ("/etc/passwd.csv", "path-outside"),
        ("C:\\tram.csv", "path-outside"),
        ("\\\\may-chu\\tram.csv", "path-outside"),
        ("~/tram.csv", "path-outside"),
        ("..\\tram.csv", "path-outside"),
        ("thu-muc\\tram.csv", "path-unsafe"),
        ("./tram.csv", "path-unsafe"),
        ("thu-muc//tram.csv", "path-unsafe"),
        ("NUL.csv", "path-unsafe"),
        ("com1/tram.csv", "path-unsafe"),
        ("tram.csv.", "path-unsafe"),
        ("tram\n.csv", "path-unsafe"),
        ("tram\u202evsc.csv", "path-unsafe"),
        ("tram.csv:an", "path-unsafe"),
        ("x" * 300 + ".csv", "data-file-unreadable"),
        ("tram.csv/tram.csv", "data-file-missing"),
        ("console/tram.csv", "data-file-missing"),
        ("Trạm y tế (2024).csv", "data-file-missing"),
    ],
)
def test_a_path_may_only_name_a_file_of_the_dataset(root: Path, path: str, expected: str) -> None:
    catalog = with_path(read(root), path)
    dataset = catalog.datasets[1]

    found = found_codes(validate_files(catalog))

    assert found[0] == expected
    assert readable_source(catalog, dataset, dataset.metadata.resources[0]) is None


def with_path(catalog: Catalog, path: str) -> Catalog:
    first, dataset = catalog.datasets
    resource = replace(dataset.metadata.resources[0], path=path)
    metadata = replace(dataset.metadata, resources=(resource,))
    return replace(catalog, datasets=(first, replace(dataset, metadata=metadata)))


def test_a_file_behind_a_linked_folder_is_not_read(root: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    shutil.copy(root / STATIONS / "tram.csv", tmp_path / "ngoai" / "tram.csv")
    (root / STATIONS / "tram.csv").unlink()
    (root / STATIONS / "lien-ket").symlink_to(tmp_path / "ngoai")

    problems = validate_files(with_path(read(root), "lien-ket/tram.csv"))

    assert found_codes(problems) == ["path-symlink", "file-undeclared"]


def test_a_pipe_is_not_opened(root: Path) -> None:
    (root / STATIONS / "tram.csv").unlink()
    os.mkfifo(root / STATIONS / "tram.csv")

    assert found_codes(validate_files(read(root))) == ["data-file-unreadable"]


def test_what_file_managers_leave_behind_is_no_problem(root: Path) -> None:
    for name in (".DS_Store", "Thumbs.db"):
        (root / STATIONS / name).write_bytes(b"x")

    assert validate_files(read(root)) == []


def test_a_file_in_a_folder_of_its_own_may_be_declared(root: Path) -> None:
    (root / STATIONS / "nam-2024").mkdir()
    (root / STATIONS / "tram.csv").rename(root / STATIONS / "nam-2024" / "tram.csv")

    assert validate_files(with_path(read(root), "nam-2024/tram.csv")) == []


# Headers


@pytest.mark.parametrize(
    ("labels", "faults", "names"),
    [
        ("a b c", [], "a b c"),
        ("a c b", ["header-order"], "a c b"),
        ("a b", ["header-missing-column"], "a b"),
        ("a b c d", ["header-extra-column"], "a b c column-4"),
        ("x a b c", ["header-extra-column"], "column-1 a b c"),
        ("A b c", ["header-name"], "a b c"),
        ("c b Á", ["header-name"], "c b a"),
        ("a x c", ["header-name"], "a b c"),
        ("a - c", ["header-blank"], "a b c"),
        ("a b c -", ["header-blank"], "a b c column-4"),
        ("a a c", ["header-duplicate", "header-missing-column"], "a column-2 c"),
        ("a b c b", ["header-duplicate"], "a b c column-4"),
        ("1 2 3", ["header-absent"], "a b c"),
        ("1 2 3 4", ["header-absent"], "a b c column-4"),
    ],
)
def test_a_header_is_explained_and_its_columns_still_found(
    labels: str, faults: list[str], names: str
) -> None:
    header = read_header([label.replace("-", "") for label in labels.split()], ["a", "b", "c"])

    assert [fault.code for fault in header.faults] == faults
    assert list(header.names) == [name.replace("-", " ") for name in names.split()]


@given(st.lists(st.sampled_from(["a", "b", "c", "A", "", "x"]), max_size=5))
def test_a_header_has_faults_exactly_where_frictionless_finds_some(labels: list[str]) -> None:
    schema = TableSchema.from_descriptor({"fields": [{"name": name} for name in "abc"]})
    with TableResource(name="t", data=[labels], schema=schema) as judged:
        expected = bool(judged.header.errors) or judged.header.missing

    assert bool(read_header(labels, ["a", "b", "c"]).faults) == expected


# Tables


def test_rows_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Danh sách trạm"], [], ["ma", "so"], ["01", 5], ["02", "năm"], ["03", 7.5]):
        sheet.append(row)
    workbook.save(tmp_path / "bang.xlsx")
    schema = Schema(fields=(column("ma"), column("so", "integer")))
    resource = Resource(
        name="bang",
        path="bang.xlsx",
        title=Text(vi="Bảng"),
        dialect=Dialect(header_row=3),
        schema=schema,
    )

    problems = validate_table(resource, tmp_path / "bang.xlsx", "bang.xlsx", {})

    assert [(p.code, p.place.row, p.place.cell) for p in problems] == [
        ("cell-not-integer", 5, "năm"),
        ("cell-not-integer", 6, "7.5"),
    ]


def test_a_repeated_value_names_the_row_it_stood_in_first(tmp_path: Path) -> None:
    resource, source = table(
        tmp_path,
        "ma,nam\nA,1\nB,1\nA,2\nA,1\n",
        column("ma"),
        column("nam", "integer"),
        primary_key=("ma", "nam"),
    )

    (problem,) = judge(resource, source)

    assert problem.place.row == 5
    assert problem.details == {"columns": "ma, nam", "values": "A, 1", "first": "2"}


def test_a_key_whose_cells_are_wrong_is_told_once(tmp_path: Path) -> None:
    resource, source = table(tmp_path, "so\n1\nhai\n", column("so", "integer"), primary_key=("so",))

    assert found_codes(judge(resource, source)) == ["cell-not-integer"]


def test_a_key_may_point_into_its_own_table(tmp_path: Path) -> None:
    reference = Reference(resource="bang", fields=("ma",))
    resource, source = table(
        tmp_path,
        "ma,cha\n1,\n2,1\n3,9\n",
        column("ma"),
        column("cha"),
        foreign_keys=(ForeignKey(fields=("cha",), reference=reference),),
    )
    references = {reference: ReferredTable(resource=resource, source=source)}

    (problem,) = judge(resource, source, references)

    assert (problem.code, problem.place.row, problem.place.cell) == ("key-missing-target", 4, "9")


def test_two_keys_may_point_at_two_tables(tmp_path: Path) -> None:
    references = {}
    for name in ("tinh", "huyen"):
        target, source = table(
            tmp_path, f"ma,cap\n{name},1\n", *map(column, ("ma", "cap")), path=f"{name}.csv"
        )
        references[Reference(dataset=name, resource="bang", fields=("ma", "cap"))] = ReferredTable(
            resource=target, source=source
        )
    keys = [
        ForeignKey(fields=(first, second), reference=reference)
        for (first, second), reference in zip((("a", "b"), ("c", "b")), references, strict=True)
    ]
    resource, source = table(
        tmp_path,
        "a,b,c\ntinh,1,huyen\nhuyen,1,huyen\ntinh,1,tinh\n",
        *map(column, "abc"),
        foreign_keys=tuple(keys),
    )

    problems = judge(resource, source, references)

    assert [(p.place.row, p.place.field, p.details["target"]) for p in problems] == [
        (3, "a, b", "tinh/bang"),
        (4, "c, b", "huyen/bang"),
    ]


def test_keys_to_a_table_in_disorder_are_left_aside(root: Path) -> None:
    (root / "datasets/so-noi-vu/xa-phuong/xa.csv").write_text("ma,ten\n90001,Xã Một,\n90002")
    catalog = read(root)
    references = referred_tables(catalog)[("thu-nghiem-tram-y-te", "tram")]
    dataset = catalog.datasets[1]
    resource = dataset.metadata.resources[0]

    assert validate_table(resource, catalog.source(dataset, resource), "tram.csv", references) == []


def test_a_table_with_faulty_metadata_is_not_judged(tmp_path: Path) -> None:
    wrong = column("a", constraints=Constraints(pattern="("))
    resource, source = table(tmp_path, "a,b\n1,2\n", wrong)

    assert judge(resource, source) == []


def test_problems_of_one_table_end_at_a_thousand(tmp_path: Path) -> None:
    resource, source = table(tmp_path, "so\n" + "x\n" * 1500, column("so", "integer"))

    problems = judge(resource, source)

    assert len(problems) == 1001
    assert {problem.code for problem in problems[:-1]} == {"cell-not-integer"}
    assert problems[-1].code == "too-many-problems"
    assert problems[-1].message() == (
        "Bảng còn nhiều vấn đề khác; chỉ 1000 vấn đề đầu tiên được liệt kê."
    )


def test_an_example_of_a_pattern_is_a_cell_that_follows_it(tmp_path: Path) -> None:
    pattern = Constraints(pattern=r"\d{5}")
    text = "ma\n1\n00002\n"
    resource, source = table(tmp_path, text, column("ma", constraints=pattern))
    told, _ = table(tmp_path, text, column("ma", constraints=pattern, example="90001"))
    neither, alone = table(tmp_path, "ma\n1\n", column("ma", constraints=pattern), path="mot.csv")

    assert judge(resource, source)[0].details["example"] == "00002"
    assert judge(told, source)[0].details["example"] == "90001"
    assert judge(neither, alone)[0].details["example"] == r"\d{5}"


def test_dates_are_shown_as_the_column_writes_them(tmp_path: Path) -> None:
    resource, source = table(
        tmp_path, "ngay\n2025-02-28\n", column("ngay", "date", format="%d/%m/%Y")
    )

    assert judge(resource, source)[0].details["example"] == "28/02/2025"


def test_a_file_that_breaks_off_still_has_its_first_rows_judged(tmp_path: Path) -> None:
    resource, source = table(tmp_path, 'so\nx\n"1\n2\n', column("so", "integer"))

    assert found_codes(judge(resource, source)) == ["cell-not-integer", "csv-broken"]


def test_a_task_and_its_verdict_can_be_sent_to_another_process(root: Path) -> None:
    (root / STATIONS / "tram.csv").write_text("ma\n1\n")
    catalog = read(root)
    dataset = catalog.datasets[1]
    resource = dataset.metadata.resources[0]
    references = referred_tables(catalog)[(dataset.identifier, resource.name)]
    task = (resource, catalog.source(dataset, resource), "tram.csv", references)

    problems = validate_table(*pickle.loads(pickle.dumps(task)))

    assert problems
    assert pickle.loads(pickle.dumps(problems)) == problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Một", "Xã Một"),
        ("hai\ndòng\t", "hai␊dòng␉"),
        ("\x1b[31mđỏ", "␛[31mđỏ"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_cells_are_shown_on_one_line_of_bounded_length(text: str, expected: str) -> None:
    assert shown(text) == expected


CELLS = ["", "-", "0", "7", "7.5", "1.200", "x", "true", "2024-02-29", "2023-02-29", "A B", "đ"]
TYPES = ("string", "integer", "number", "boolean", "date", "year", "yearmonth", "time")
EXPLAINED = {
    "blank-row": {"row-blank"},
    "constraint-error": set(CONSTRAINT_CODES.values()),
    "extra-cell": {"row-extra-cell"},
    "missing-cell": {"row-missing-cell"},
    "primary-key": {"key-duplicate", "key-empty"},
    "type-error": {*TYPE_CODES.values(), *FORMAT_CODES.values()},
    "unique-error": {"cell-unique"},
}
rows = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4), min_size=1, max_size=8)
columns = st.tuples(*(st.sampled_from(TYPES) for _ in range(3)))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(types=columns, cells=rows, required=st.booleans(), unique=st.booleans())
@example(types=("string",) * 3, cells=[[""]] * 4, required=False, unique=False)
def test_every_faulty_row_of_frictionless_is_told_and_no_other(
    tmp_path: Path, types: tuple[str, ...], cells: list[list[str]], required: bool, unique: bool
) -> None:
    rules = Constraints(required=required, unique=unique)
    fields = [
        column(name, type_, constraints=rules) for name, type_ in zip("abc", types, strict=True)
    ]
    text = "".join(
        ",".join(f'"{cell}"' for cell in row) + "\n" for row in [["a", "b", "c"], *cells]
    )
    resource, source = table(tmp_path, text, *fields, primary_key=("a",), missing_values=("", "-"))

    told = {(problem.place.row, problem.code) for problem in judge(resource, source)}

    expected = frictionless_verdict(resource, text_rows=[["a", "b", "c"], *cells])
    assert {row for row, _ in told} == {row for row, _ in expected}
    for row, code in told:
        assert any(code in EXPLAINED[kind] for number, kind in expected if number == row)


def frictionless_verdict(resource: Resource, text_rows: list[list[str]]) -> set[tuple[int, str]]:
    assert resource.schema
    schema = TableSchema.from_descriptor(table_schema(resource.schema))
    dialect = TableDialect(header_rows=[1])
    judged = TableResource(name="t", data=text_rows, schema=schema, dialect=dialect)
    report = judged.validate(limit_errors=0)
    return {(row, kind) for row, kind in report.flatten(["rowNumber", "type"])}


@pytest.mark.parametrize("kind", sorted({*TYPE_CODES, "string"}))
def test_every_type_of_column_can_be_judged(tmp_path: Path, kind: Any) -> None:
    resource, source = table(tmp_path, "a\n\u0001?\n", column("a", kind))

    expected = [TYPE_CODES[kind]] if kind in TYPE_CODES else []

    assert found_codes(judge(resource, source)) == expected


@pytest.mark.parametrize("kind", ["array", "geojson", "object"])
def test_columns_that_cannot_be_compared_are_no_keys(kind: Any) -> None:
    unique = Schema(fields=(column("a", kind, constraints=Constraints(unique=True)),))
    keyed = Schema(fields=(column("a", kind),), primary_key=("a",))

    assert [fault.code for fault in schema_faults(unique)] == ["constraint-unfit"]
    assert [fault.keys for fault in schema_faults(keyed)] == [("primary_key", 0)]
