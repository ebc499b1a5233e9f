"""Rules beyond types find what spreadsheets do to tables, and leave sound tables alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pytest

from generator.load import load
from generator.model import Column, Constraints, Metadata, Period, Place, Resource, Schema, Text
from generator.problems import Problem, Severity, has_errors
from generator.table import TextTable, is_table, read_text
from generator.validate.habits import file_faults, table_faults
from generator.validate.habits.days import span_of
from generator.validate.habits.spelling import tones_last
from generator.vocabulary import Area, AreaCodeList, Vocabularies

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)


def area(
    code: str,
    level: Literal["province", "commune"],
    parent: str | None = None,
    valid_from: date | None = None,
) -> Area:
    name = Text(vi=f"Đơn vị {code}")
    return Area(code=code, name=name, level=level, kind=name, parent=parent, valid_from=valid_from)


LISTS = Vocabularies(
    themes={},
    agencies={},
    changes=(),
    agencies_note=None,
    licenses={},
    frequencies={},
    area_code_lists={
        "moi": AreaCodeList(
            id="moi",
            title=Text(vi="Mới"),
            areas=(
                area("25", "province"),
                area("08707", "commune", "25", valid_from=date(2025, 7, 1)),
                area("08716", "commune", "25", valid_from=date(2025, 7, 1)),
            ),
        )
    },
)

METADATA = Metadata(
    identifier="a",
    title=Text(vi="Bảng"),
    description=Text(vi="Bảng"),
    themes=("y-te",),
    publisher="so-y-te",
    license="mo",
    issued=date(2026, 1, 1),
    modified=date(2026, 1, 1),
    accrual_periodicity="hang-nam",
)


def column(name: str, **said: Any) -> Column:
    return Column(name=name, label=Text(vi=str(said.pop("label", name))), **said)


def table(columns: dict[Column, list[str]], key: tuple[str, ...] = (), path: str = "a.csv"):
    schema = Schema(fields=tuple(columns), primary_key=key)
    resource = Resource(name="a", path=path, title=Text(vi="Bảng"), schema=schema)
    arrays = [pa.array(cells, pa.string()) for cells in columns.values()]
    text = pa.Table.from_arrays(arrays, names=[one.name for one in columns])
    return TextTable(resource=resource, file=path, columns=text, first_row=2)


def found(one: TextTable, metadata: Metadata = METADATA) -> list[Problem]:
    return table_faults(one, metadata, LISTS)


def codes(*cells: str, metadata: Metadata = METADATA, **said: Any) -> list[str]:
    """The codes found in a table with a key and one column of these cells."""
    one = column(str(said.pop("name", "noi_dung")), **said)
    key = [f"K{number}" for number in range(len(cells))]
    judged = table({column("khoa"): key, one: list(cells)}, ("khoa",))
    return [problem.code for problem in found(judged, metadata)]


@pytest.mark.parametrize(
    ("cells", "said", "code"),
    [
        (["12", "#DIV/0!", "7"], {"type": "integer"}, "excel-error"),
        (["########", "1"], {}, "excel-error"),
        (["2.6E+10", "x"], {}, "number-in-scientific"),
        (["Ðường số 1"], {}, "letters-alike"),
        (["Вình", "Hà Nоi"], {}, "letters-alike"),
        (["Số \uff11"], {}, "letters-alike"),
        ([" Vĩnh Yên"], {}, "spaces-stray"),
        (["Vĩnh\u00a0Yên"], {}, "spaces-stray"),
        (["Vĩnh Yên\u200b"], {}, "spaces-stray"),
        (["12", "1.250", "7"], {}, "numbers-as-text"),
        (["1.250", "12.300", "7.125"], {"type": "number"}, "number-two-readings"),
        (["12 ha", "500 m2"], {}, "units-mixed"),
        (["12 ha", "5 ha", "7,5 ha"], {}, "unit-in-cells"),
        (["12", "15(*)", "18"], {}, "number-with-footnote"),
        (["12", "15¹", "18"], {"type": "integer"}, "number-with-footnote"),
        (["2022", "2023", "Sơ bộ 2024"], {"type": "year"}, "status-in-numbers"),
        (["12", "13", "15 (ước tính)"], {}, "status-in-numbers"),
        (["31/12/2024", "2024-12-30", "29/12/2024"], {}, "days-mixed"),
        (["31/12/2024", "45000"], {}, "day-as-serial"),
        (["2024-12-31", "45000"], {"type": "date"}, "day-as-serial"),
        (["Xã Liên Hoà", "Xã Liên Hòa"], {}, "tones-mixed"),
        (["thuỷ lợi", "thủy lợi"], {"constraints": Constraints(unique=True)}, "tones-mixed-in-key"),
        (["8716", "08707"], {"name": "ma_xa"}, "code-lost-zero"),
        (["8716", "8707"], {"name": "ma_xa", "type": "integer"}, "code-lost-zero"),
        (["012", "013", "14"], {"name": "ma_nganh"}, "code-lost-zero"),
    ],
)
def test_a_habit_is_found(cells: list[str], said: dict[str, Any], code: str) -> None:
    assert code in codes(*cells, **said)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Vĩnh Yên", "Đường số 1", "Nguyễn Văn Trỗi – cơ sở 2"], {}),
        (["2G", "3G", "4G"], {}),
        (["Москва", "Vĩnh Phúc"], {}),
        (["0211", "0210", "0218"], {}),
        (["12", "13", "15"], {}),  # of one length: they may be codes
        (["120", "7", "1430"], {"label": "Mã hồ sơ"}),
        (["1.250", "12.300", "0.125"], {"type": "number"}),
        (["1.250", "12.300", "1500"], {"type": "number"}),
        (["1.250", "12.300", "7.125"], {"type": "number", "decimal_char": "."}),
        (["31/12/2024", "01/01/2025"], {}),
        (["2024-12-31", "2025-01-01"], {"type": "date"}),
        (["Hoàn thành", "hoa", "hòa giải", "Hoàng Hoa Thám"], {}),
        (["08707", "08716"], {"name": "ma_xa"}),
        (["Nguồn nước", "Tổng công ty Mẫu"], {}),
        (["#N/A", "12"], {"missing_values": ("#N/A",)}),
    ],
)
def test_a_sound_column_is_left_alone(cells: list[str], said: dict[str, Any]) -> None:
    assert codes(*cells, **said) == []


def test_equal_faults_of_a_column_are_one_problem_at_the_first_row_that_has_it() -> None:
    cells = ["tốt", "kém ", "tốt", "vừa ", "kém ", " xấu", "hỏng  nặng"]
    [problem] = found(table({column("a"): list("abcdefg"), column("b"): cells}))

    assert problem.place.row == 3
    assert problem.place.cell == "kém "
    assert problem.details["count"] == "5"
    assert problem.details["examples"] == "“kém ”, “vừa ”, “ xấu”, …"


def test_a_fault_in_the_last_of_many_rows_is_found() -> None:
    cells = [f"Trường số {number}" for number in range(20_000)]
    [problem] = found(table({column("ten"): [*cells, "Trường  mẫu"]}))

    assert (problem.code, problem.place.row) == ("spaces-stray", 20_002)


def test_the_repaired_code_stands_in_the_remedy() -> None:
    [problem] = found(table({column("ma_xa"): ["08707", "8716"], column("x"): ["a", "b"]}))

    assert "“8716” thành “08716”" in problem.remedy()


def rows_of(*rows: str, key: tuple[str, ...] = ()) -> list[str]:
    cells = [row.split("|") for row in rows]
    columns = {
        column(name): list(values)
        for name, values in zip("abcd", zip(*cells, strict=True), strict=True)
    }
    return [problem.code for problem in found(table(columns, key))]


DATA = ["x1|Vĩnh Yên|ab|cd", "x2|Phúc Yên|ef|gh", "x3|Tam Đảo|ij|kl", "x4|Yên Lạc|mn|op"]


@pytest.mark.parametrize("word", ["Tổng cộng", "CỘNG:", "tổng số", "Total"])
def test_a_row_that_starts_with_a_word_for_a_sum_is_a_total(word: str) -> None:
    assert rows_of(*DATA, f"|{word}|x|y") == ["row-total"]
    assert rows_of(*DATA, f"{word}||x|y") == ["row-total"]


def test_a_word_for_a_sum_inside_a_row_is_data() -> None:
    assert rows_of(*DATA, "x5|Tổng cộng|x|y") == []


def test_a_word_for_a_sum_that_stands_everywhere_is_a_value_of_its_column() -> None:
    assert rows_of("Tổng số|a|x|y", "Nam|a|x|z", "Nữ|a|x|t", "Tổng số|b|x|u", "Nam|b|x|v") == []


@pytest.mark.parametrize(
    "note", ["Ghi chú: số liệu tạm", "Nguồn: Sở Y tế", "(*) Ước tính", "Người lập biểu"]
)
def test_a_note_in_a_row_of_its_own_is_no_data(note: str) -> None:
    assert rows_of(*DATA, f"{note}|||") == ["row-footnote"]
    assert rows_of(*DATA, f"{note}|a|b|c") == []


def test_a_numbered_heading_between_rows_is_no_data() -> None:
    assert rows_of("I|Thành thị||", *DATA) == ["row-section"]
    assert rows_of("I|Thành thị|x|y", *DATA) == []


def test_rows_given_twice_are_found_where_no_key_forbids_them() -> None:
    assert rows_of(*DATA, DATA[1]) == ["row-duplicate"]
    assert rows_of(*DATA, DATA[1], key=("a",)) == []
    assert rows_of(*DATA, "x2|Phúc Yên|ef|khác") == []


def test_a_column_without_anything_is_told_once_there_are_rows_enough() -> None:
    many = {column("a"): [f"v{n}" for n in range(10)], column("b"): [""] * 9 + ["-"]}
    many = {replace(one, missing_values=("", "-")): cells for one, cells in many.items()}

    assert [problem.code for problem in found(table(many))] == ["column-blank"]
    assert rows_of("a|b|c|", "d|e|f|") == []


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (["ten", "so\nluong"], "header-untidy"),
        (["ten", "Ten"], "header-alike"),
        (["ten", "ma", "Số lượng"], "header-mixed"),
    ],
)
def test_labels_that_people_stumble_over_are_told(labels: list[str], code: str) -> None:
    columns = {column(name): [f"x{number}"] for number, name in enumerate(labels)}

    assert code in [problem.code for problem in found(table(columns))]


def test_labels_that_are_all_as_they_are_read_are_a_choice() -> None:
    assert found(table({column("Tên xã"): ["x"], column("Số lượng"): ["y"]})) == []


@pytest.mark.parametrize(
    ("cells", "period", "expected"),
    [
        (["2023", "2024"], Period(start=2023, end=2024), []),
        (["2023", "2025"], Period(start=2023, end=2024), ["period-outside"]),
        (["2022", "2023"], Period(start="2023-05"), ["period-outside"]),
        (["2024"], Period(start=2020, end=2024), ["period-not-covered"]),
    ],
)
def test_years_of_rows_are_held_against_the_period(
    cells: list[str], period: Period, expected: list[str]
) -> None:
    metadata = replace(METADATA, temporal=period)

    assert codes(*cells, name="nam", type="year", metadata=metadata) == expected


def test_the_year_in_which_a_thing_was_built_is_no_period() -> None:
    metadata = replace(METADATA, temporal=Period(start=2026, end=2026))

    assert codes("1998", name="nam_xay_dung", type="year", metadata=metadata) == []


def test_codes_outside_the_area_declared_are_told() -> None:
    metadata = replace(METADATA, spatial=Place(code_list="moi", areas=("08707",)))

    assert codes("08707", "08716", name="ma_xa", metadata=metadata) == ["area-elsewhere"]
    assert codes("08707", "25", name="ma_xa", metadata=metadata) == []


@pytest.mark.parametrize(
    ("time", "expected"),
    [("2024", ["area-out-of-date"]), ("2025-06", ["area-out-of-date"]), ("2025", []), ("1", [])],
)
def test_codes_are_held_against_the_time_of_their_row(time: str, expected: list[str]) -> None:
    columns = {column("nam", label="Năm", type="yearmonth"): [time], column("ma_xa"): ["08707"]}

    assert [problem.code for problem in found(table(columns, ("nam",)))] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03T10:00", date(2024, 2, 3), date(2024, 2, 3)),
        ("31/12/2024", date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_a_time_is_read_as_the_days_it_spans(text: str, first: date, last: date) -> None:
    assert span_of(text) == (first, last)


@pytest.mark.parametrize("text", ["", "31/31/2024", "2024-13", "Quý I", "0000"])
def test_what_is_no_time_spans_nothing(text: str) -> None:
    assert span_of(text) is None


def test_tones_in_either_place_are_one() -> None:
    assert tones_last("Liên Hoà") == tones_last("Liên Hòa")
    assert tones_last("thuỷ") == tones_last("thủy")
    assert tones_last("hòa") != tones_last("hóa")
    assert tones_last("Hòa An") != tones_last("Hoa Àn")


def test_letters_in_two_parts_are_found_in_the_file_itself(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("a,b\nTrạm,x\nTra\u0323m,y\n", encoding="utf-8")
    [problem] = file_faults(table({column("a"): ["x"]}).resource, source, "a.csv")

    assert (problem.code, problem.place.line) == ("text-not-nfc", 3)
    assert problem.details == {"count": "1", "word": "Trạm,y"}


def test_files_in_other_encodings_are_left_to_others(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes("a\nê\u0301\n".encode("cp1258"))
    resource = table({column("a"): ["x"]}).resource

    assert file_faults(replace(resource, encoding="windows-1258"), source, "a.csv") == []
    assert file_faults(replace(resource, encoding="no-such"), source, "a.csv") == []


def test_a_table_without_rows_has_no_habits() -> None:
    assert found(table({column("a"): []})) == []


def test_cells_of_any_length_are_cut_in_messages() -> None:
    [problem] = found(table({column("a"): [" " + "x" * 5000], column("b"): ["y"]}))

    assert len(problem.message()) < 600


def test_the_repository_itself_has_no_habits() -> None:
    catalog = load(REPOSITORY, TODAY).catalog
    problems = [
        problem
        for dataset in catalog.datasets
        for resource in dataset.metadata.resources
        if is_table(resource)
        for problem in table_faults(
            read_text(catalog.source(dataset, resource), resource, resource.path),
            dataset.metadata,
            catalog.vocabularies,
        )
    ]

    assert not has_errors(problems)
    assert [problem.code for problem in problems if problem.severity is Severity.WARNING] == []
