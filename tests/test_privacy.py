"""Personal data is found, innocents pass, waivers hold for their time, and nothing leaks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.comments import Comment

from generator.model import LANGUAGES, Metadata, Resource, Schema, Text
from generator.model import Column as Field
from generator.problems import Problem, Severity
from generator.report import report
from generator.table import TextTable
from generator.validate.privacy import conceal, numbers, personal_data, workbook_leaks
from generator.validate.privacy.mask import masked
from generator.validate.privacy.names import is_name, is_unknown_name
from generator.waiver import Waiver
from tests.corpus.measure import SEEDS, corpus, measure

TODAY = date(2026, 11, 23)
NAMES = ["Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Mẫu", "Phạm Thị Thử"]
IDENTITIES = ["026099000001", "026185000002", "026302000003", "025077000004"]
METADATA = Metadata(
    identifier="mau-01",
    title=Text(vi="Bảng mẫu"),
    description=Text(vi="Bảng mẫu."),
    themes=("y-te",),
    publisher="so-y-te",
    license="mo",
    issued=date(2025, 1, 1),
    modified=date(2025, 1, 1),
    accrual_periodicity="hang-nam",
)
WAIVER = Waiver(
    dataset="mau-01",
    resource="bang",
    column="cccd",
    kind="identity-number",
    reason="Mẫu.",
    approver="so-y-te",
    approved=date(2026, 1, 1),
    expires=date(2026, 12, 31),
)


def table(columns: dict[str, list[str]]) -> TextTable:
    fields = tuple(Field(name=name or "–", label=Text(vi=name or "–")) for name in columns)
    resource = Resource(
        name="bang", path="bang.csv", title=Text(vi="Bảng"), schema=Schema(fields=fields)
    )
    cells = pa.table({name: pa.array(column) for name, column in columns.items()})
    return TextTable(resource=resource, file="bang.csv", columns=cells, first_row=2)


def judge(columns: dict[str, list[str]], *waivers: Waiver, today: date = TODAY) -> list[Problem]:
    return personal_data(table(columns), METADATA, waivers, today)


def codes(columns: dict[str, list[str]], *waivers: Waiver) -> list[str]:
    return [problem.code for problem in judge(columns, *waivers)]


@pytest.mark.parametrize("part", SEEDS)
def test_leaks_are_stopped_and_innocents_pass(part):
    score = measure(corpus(part))

    assert score.recall >= 0.98, score.missed
    assert score.precision >= 0.95, score.false_alarms


def test_the_corpus_has_enough_tables_and_is_the_same_every_time():
    tables = [one for part in SEEDS for one in corpus(part)]

    assert len(tables) >= 300
    assert list(corpus.__wrapped__("held-out")) == list(corpus("held-out"))


@pytest.mark.parametrize("part", SEEDS)
def test_no_value_of_a_leak_stands_in_a_report(part):
    for leak in corpus(part):
        problems = [one for one in leak.problems() if one.severity is Severity.ERROR]
        texts = " ".join(report(problems, language) for language in LANGUAGES)
        texts += repr([(one.place, one.details) for one in problems])
        for problem in problems:
            for cell in leak.columns[problem.place.field or ""]:
                assert len(cell) < 5 or cell not in texts, leak.about
        for digits in re.findall(r"\d{9,}", texts):
            assert not any(digits in cell for column in leak.columns.values() for cell in column)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("026099000001", True),
        ("026927000001", False),  # no such century
        ("026227000001", False),  # born in 2027
        ("003099000001", False),  # no such province
        ("26099000001", False),
    ],
)
def test_identity_numbers_have_a_province_a_century_and_a_year(number, is_one):
    assert numbers.is_identity_number(number, TODAY.year) is is_one


def test_one_number_in_sixty_looks_like_an_identity_number():
    passed = sum(
        numbers.is_identity_number(f"{n * 7_919_000_017 % 10**12:012d}", 2024)
        for n in range(50_000)
    )

    assert 0.012 < passed / 50_000 < 0.02


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("0100233488", True), ("0314409058002", True), ("0100233480", False), ("0000000000", False)],
)
def test_tax_codes_have_a_check_digit(code, is_one):
    assert numbers.is_tax_code(code) is is_one


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2.6099E+10", ("26099000000",)),
        ("'026 099 000 001", ("026099000001",)),
        ("0912.345.678; 0987654321", ("0912345678", "0987654321")),
        ("1.234.567.890", ()),
        ("2025-10-01T00:00:00+07:00", ()),
        ("21.318400001", ()),
    ],
)
def test_numbers_are_read_however_they_are_grouped(cell, expected):
    assert numbers.runs(cell) == expected


@pytest.mark.parametrize(
    "cell", ["Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU", "Nguyen Van Mau", "Ông Lê Thử"]
)
def test_names_are_known_in_any_case_and_without_marks(cell):
    assert is_name(cell)


@pytest.mark.parametrize(
    "cell", ["Trường THPT Trần Phú", "Đường Lê Lợi", "Hồ chứa Mẫu", "Mai vàng"]
)
def test_what_is_named_after_people_is_no_name(cell):
    assert not is_name(cell)


def test_those_after_whom_streets_are_called_are_no_leak():
    assert is_name("Trần Phú")
    assert not is_unknown_name("Trần Phú")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("026099000012", "026*******12"),
        ("0912.345.678", "091*.***.*78"),
        ("Nguyễn Văn Mẫu", "N. V. M."),
        ("mau.nguyen@thu-ca-nhan.example", "m***@***.example"),
        ("Hỏi 0912345678", "H. **********"),
        ("1234", "****"),
    ],
)
def test_masked_values_keep_their_shape_alone(value, shown):
    assert masked(value) == shown


def test_two_rows_are_enough_where_a_person_stands_beside():
    assert codes({"cccd": IDENTITIES[:2]}) == ["privacy-suspected"]
    assert set(codes({"ho_ten": NAMES[:2], "cccd": IDENTITIES[:2]})) == {
        "privacy-name",
        "privacy-identity-number",
    }


def test_names_without_a_heading_are_a_warning_until_a_birth_stands_beside_them():
    days = ["01/02/1950", "03/04/1985", "05/06/2001", "07/08/1999"]

    assert codes({"F1": NAMES}) == ["privacy-suspected"]
    assert codes({"F1": NAMES, "F2": days}) == ["privacy-name"]


def test_a_few_numbers_among_many_rows_are_found_by_a_warning():
    notes = [f"ghi chú {n}" for n in range(20_000)]
    notes[12_345] = "gọi 0912 345 678"

    (found,) = judge({"ghi_chu": notes})

    assert (found.code, found.place.row) == ("privacy-suspected", 12_347)


def test_a_table_without_a_header_does_not_leak_its_first_row():
    found = judge({NAMES[0]: NAMES[1:], IDENTITIES[0]: IDENTITIES[1:]})

    texts = report(found, "vi")
    assert found
    assert NAMES[0] not in texts
    assert IDENTITIES[0] not in texts


def test_a_waiver_turns_the_error_into_a_warning_that_says_so():
    (found,) = judge({"cccd": IDENTITIES}, WAIVER)

    assert found.code == "privacy-waived"
    assert found.severity is Severity.WARNING
    assert "so-y-te" in found.message()


@pytest.mark.parametrize(
    "waiver",
    [
        replace(WAIVER, expires=date(2026, 11, 22)),
        replace(WAIVER, approved=date(2026, 11, 24)),
        replace(WAIVER, approved=date(2020, 1, 1)),
        replace(WAIVER, kind="phone"),
        replace(WAIVER, column="khac"),
        replace(WAIVER, dataset="mau-02"),
    ],
    ids=["expired", "not yet", "longer than a year", "kind", "column", "dataset"],
)
def test_a_waiver_holds_for_its_time_and_subject_alone(waiver):
    assert codes({"cccd": IDENTITIES}, waiver) == ["privacy-identity-number"]


def test_counts_below_five_are_a_warning_in_tables_on_illness_alone():
    assert codes({"xa": ["A", "B"], "so_ca_benh": ["3", "12"]}) == ["privacy-small-count"]
    assert codes({"xa": ["A", "B"], "so_ca_benh": ["<5", "12"]}) == []
    assert codes({"xa": ["A", "B"], "so_nguoi": ["3", "12"]}) == []


def test_problems_of_other_rules_do_not_quote_what_is_personal():
    columns = {"cccd": [*IDENTITIES, "026099"], "xa": ["A", "B", "C", "D", "E"]}
    found = judge(columns)
    place = table(columns).place(0, "cccd")
    other = Problem(code="cell-not-integer", place=place, details={"column": "cccd"})
    elsewhere = replace(other, place=table(columns).place(0, "xa"))

    hidden, kept = conceal([other, elsewhere], found)

    assert hidden.place.cell == "026*******01"
    assert kept == elsewhere


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.properties.creator = "Phòng Kế hoạch"
    for row in (["ma", "so"], ["A", 7], ["B", 8]):
        book.worksheets[0].append(row)
    return book


def leaks(book: openpyxl.Workbook, path: Path) -> list[Problem]:
    book.save(path)
    resource = replace(table({"ma": ["A"], "so": ["7"]}).resource, path="bang.xlsx")
    return workbook_leaks(path, resource, "bang.xlsx", TODAY)


def test_a_plain_workbook_hides_nothing(tmp_path):
    assert leaks(workbook(), tmp_path / "a.xlsx") == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_looked_into(tmp_path, state):
    book = workbook()
    sheet = book.create_sheet("Nguồn")
    sheet.sheet_state = state
    sheet.append(["Họ tên", "CCCD"])
    for row in zip(NAMES, IDENTITIES, strict=True):
        sheet.append(row)

    (found,) = leaks(book, tmp_path / "a.xlsx")

    assert found.code == "workbook-hidden-personal"
    assert NAMES[0] not in report([found], "vi")


def test_unused_columns_may_be_hidden(tmp_path):
    book = workbook()
    book.worksheets[0].column_dimensions.group("F", "XFD", hidden=True)

    assert leaks(book, tmp_path / "a.xlsx") == []


def test_comments_and_properties_with_persons_are_told_masked(tmp_path):
    book = workbook()
    book.worksheets[0]["B2"].comment = Comment(f"Hỏi ông {NAMES[0]}, 0912345678", "Phòng")
    book.properties.lastModifiedBy = NAMES[1]

    found = leaks(book, tmp_path / "a.xlsx")

    assert [one.code for one in found] == ["workbook-note-personal", "workbook-author"]
    assert not re.search(r"\d{9}|Nguyễn|Trần", report(found, "vi") + repr(found))


def test_what_is_no_workbook_is_left_to_others(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    resource = replace(table({"ma": ["A"]}).resource, path="a.xlsx")

    assert workbook_leaks(tmp_path / "a.xlsx", resource, "a.xlsx", TODAY) == []
