"""``opendata validate`` with reports: what goes where, and what a terminal shows besides."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from generator.report import FORMATS, SCHEMA_PATH
from tests.conftest import REPOSITORY, opendata


@pytest.fixture
def broken(small: Path) -> Path:
    table = small / "datasets/so-y-te/tram-y-te/tram.csv"
    lines = table.read_text("utf-8").splitlines()
    lines[2] = ",".join(["|<b>=1+1"] * len(lines[2].split(",")))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return small


def test_a_format_takes_the_place_of_the_text(broken):
    result = opendata("validate", "--format", "json", root=broken)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "blocked"


def test_a_format_can_go_to_a_file_while_the_terminal_shows_the_text(broken, tmp_path):
    target = tmp_path / "reports" / "report.md"
    result = opendata("validate", "--format", "markdown", "--output", target, root=broken)
    assert result.exit_code == 1
    assert "LỖI" in result.stdout
    assert target.read_text("utf-8").startswith("<!-- opendata-report -->\n### ❌")


def test_all_reports_can_be_written_at_once(broken, tmp_path):
    wishes = [f"--report={name}={tmp_path / name}" for name in FORMATS]
    result = opendata("validate", *wishes, root=broken)
    assert result.exit_code == 1
    assert "LỖI" in result.stdout
    assert {path.name for path in tmp_path.iterdir()} >= set(FORMATS)
    rows = list(csv.reader(io.StringIO((tmp_path / "csv").read_text("utf-8-sig"))))
    assert len(rows) > 1


def test_a_report_without_a_file_is_shown(broken):
    result = opendata("validate", "--report", "github", root=broken)
    assert result.stdout.startswith("::error file=datasets/so-y-te/tram-y-te/tram.csv,line=3,")


def test_the_page_shows_the_faulty_row_between_its_neighbours(broken, tmp_path):
    page = tmp_path / "report.html"
    opendata("validate", f"--report=html={page}", root=broken)
    text = page.read_text("utf-8")
    assert [f'class="number">{n}<' in text for n in (2, 3)] == [True] * 2
    assert "|&lt;b&gt;=1+1" in text
    assert 'class="wrong"' in text
    assert "<b>" not in text


def test_rows_are_not_shown_where_personal_data_was_found():
    from generator.problems import Place, Problem
    from generator.report import make_report
    from generator.report.excerpts import has_personal_data

    def report(code):
        details = {"column": "x", "count": "1"}
        problem = Problem(code=code, place=Place(file="a.csv", row=2), details=details)
        return make_report([problem]).files[0]

    assert has_personal_data(report("privacy-sensitive")) is True
    assert has_personal_data(report("row-blank")) is False


@pytest.mark.parametrize("wish", ["pdf", "pdf=x", "=x"])
def test_a_format_that_does_not_exist_is_refused(small, wish):
    assert opendata("validate", "--report", wish, root=small).exit_code == 2


def test_a_sound_portal_has_sound_reports(small, tmp_path):
    for name in FORMATS:
        result = opendata("validate", f"--report={name}={tmp_path / name}", root=small)
        assert result.exit_code == 0


def test_reports_say_how_much_was_checked(small):
    told = json.loads(opendata("validate", "--format", "json", root=small).stdout)
    assert (told["datasets"], told["tables"]) == (2, 2)
    only = "datasets/so-y-te/tram-y-te"
    told = json.loads(opendata("validate", small / only, "--format", "json", root=small).stdout)
    assert (told["datasets"], told["tables"]) == (1, 1)


def test_the_committed_schema_of_reports_is_up_to_date():
    before = (REPOSITORY / SCHEMA_PATH).read_bytes()
    assert opendata("schema", root=REPOSITORY).exit_code == 0
    assert (REPOSITORY / SCHEMA_PATH).read_bytes() == before


def test_formats_are_named_in_the_help():
    shown = opendata("validate", "--help").stdout
    assert all(name in shown for name in FORMATS)


def test_a_table_of_errors_opens_as_a_sheet(broken, tmp_path):
    opendata("validate", f"--report=csv={tmp_path / 'e.csv'}", root=broken)
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO((tmp_path / "e.csv").read_text("utf-8-sig"))):
        book.active.append(row)  # type: ignore[union-attr]
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)  # type: ignore[union-attr]
