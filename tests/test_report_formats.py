"""Every format of a report: goldens, official readers, and texts that try to be more than text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator
from sarif_pydantic import Sarif  # type: ignore[import-untyped]

from generator.model import LANGUAGES
from generator.problems import Place, PortalError, Problem
from generator.report import (
    FORMATS,
    SCHEMA_PATH,
    Subject,
    make_report,
    read_document,
    report_schema,
    terminal,
    written,
)
from generator.report.annotations import workflow_commands
from generator.report.document import LENGTH as JSON_LENGTH
from generator.report.markdown import LENGTH, MARKER, markdown
from generator.report.model import Excerpt, ExcerptRow
from generator.report.sheet import COLUMNS

GOLDEN = Path(__file__).parent / "golden"
FOLDER = "datasets/so-y-te/tram-y-te"
TABLE, BOOK, DESCRIPTION = (f"{FOLDER}/{name}" for name in ("tram.csv", "so.xlsx", "dataset.yml"))
SUBJECT = Subject(
    checked_on=date(2026, 11, 23),
    address="https://data.example/portal/",
    folders={"tram-y-te": FOLDER},
)

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)></code></details>",
    "entities": "&lt;script&gt; &#64;octocat &amp;",
    "markdown": "a|b\\| `c` **d** [e](https://e.example) ![f](https://e.example/x.png) ~~g~~",
    "calls": "@octocat #12 GH-12 https://e.example www.e.example mailto:a@b.example a@b.example",
    "comment": "<!-- opendata-report --> -->",
    "commands": "::error::x ##[error]x ::add-mask::%0A::set-env",
    "lines": "a\r\n::error file=x::y\n\n| --- |\u2028z",
    "steering": "\x1b[2J\u202eabc\u2066\u200f\u061c\ufeff\u200b\x9b2J",
    "formula": "=HYPERLINK(1)",
    "long": "Ế<|`@" * 2000,
    "halves": "\udcff",
    "blanks": "{0} {cell} {{x}} %s %25",
    "sarif": "[x](0) {0} \\[",
}


def sample() -> list[Problem]:
    """A few faults as a clerk makes them."""
    dates = [
        Problem(
            code="cell-not-date",
            place=Place(file=TABLE, row=row, field="ngay", cell="31/02/2025"),
            details={"column": "ngay", "example": "2025-02-28"},
        )
        for row in (18, 20, 25)
    ]
    number = Problem(
        code="cell-not-integer",
        place=Place(
            file=BOOK, row=17, field="so_lop", cell="24 lớp", sheet="Số liệu", address="B17"
        ),
        details={"column": "so_lop"},
    )
    advice = Problem(code="legal-document-missing", place=Place(file=DESCRIPTION))
    tab = Problem(code="yaml-tab", place=Place(file=DESCRIPTION, line=3, column=1))
    return [*dates, advice, number, tab]


def hostile(text: str, rows: int = 1) -> list[Problem]:
    """Problems that quote ``text`` wherever a publisher's text can stand."""
    cells = [
        Problem(
            code="cell-pattern",
            place=Place(file=text, row=row, field=text, cell=text, sheet=text, address=text),
            details={"column": text, "example": text},
        )
        for row in range(2, rows + 2)
    ]
    named = Problem(
        code="metadata-not-allowed",
        place=Place(file=text, line=1, column=2),
        details=dict.fromkeys(("key", "value", "nearest", "allowed"), text),
    )
    return [*cells, named]


every_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


# --- Goldens -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "language", "file"),
    [
        ("text", "vi", "report.vi.txt"),
        ("github", "vi", "report.github.vi.txt"),
        ("markdown", "vi", "report.vi.md"),
        ("markdown", "en", "report.en.md"),
        ("csv", "vi", "report.vi.csv"),
    ],
)
def test_a_report_reads_as_it_did(name, language, file):
    content = written(make_report(sample(), SUBJECT), name, language)
    assert content.decode() == (GOLDEN / file).read_bytes().decode()


# --- The model -----------------------------------------------------------------------------------
def test_equal_faults_of_a_column_are_told_once_with_their_places():
    report = make_report(sample(), SUBJECT)
    table = next(file for file in report.files if file.file == TABLE)
    assert [(group.code, group.count) for group in table.groups] == [("cell-not-date", 3)]
    assert "và 2 chỗ nữa: 20, 25" in terminal(report, "vi")


def test_rows_that_follow_one_another_are_told_as_a_run():
    problems = [
        Problem(code="row-blank", place=Place(file=TABLE, row=row))
        for row in (2, 3, 4, 5, 9, 12, 13, *range(20, 60, 2))
    ]
    text = terminal(make_report(problems), "en")
    assert "and 26 more: 3–5, 9, 12–13, 20, 22, 24, 26, 28, 30, 32, 34, 36, …" in text


def test_faults_of_other_keys_are_not_taken_for_equal():
    problems = [
        Problem(code="metadata-empty", place=Place(file="a.yml", line=n), details={"key": key})
        for n, key in enumerate(("title", "license"), 1)
    ]
    assert len(make_report(problems).files[0].groups) == 2


def test_the_verdict_and_the_counts_are_of_findings():
    report = make_report(sample(), SUBJECT)
    assert (report.verdict, report.errors, report.warnings) == ("blocked", 5, 1)
    assert make_report(sample()[3:4]).verdict == "publishable"


def test_files_that_stop_publication_come_first():
    assert [file.file for file in make_report(sample()[3:5]).files] == [BOOK, DESCRIPTION]


def test_a_file_knows_its_dataset():
    report = make_report(sample(), SUBJECT)
    assert {file.dataset for file in report.files} == {"tram-y-te"}


# --- Every format --------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@every_text
def test_no_text_breaks_a_format(name, language, text):
    content = written(make_report(hostile(text), SUBJECT), name, language).decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", content)
    assert len(content) < 200_000


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_without_problems_can_be_written(name):
    assert written(make_report([], SUBJECT), name, "vi")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_the_same_each_time(name):
    first, second = (written(make_report(sample(), SUBJECT), name, "vi") for _ in range(2))
    assert first == second


# --- Terminal ------------------------------------------------------------------------------------
def test_colours_are_there_only_where_they_are_wanted():
    report = make_report(sample(), SUBJECT)
    assert "\x1b" not in terminal(report, "vi")
    coloured = terminal(report, "vi", is_coloured=True)
    assert "\x1b[1;31mLỖI\x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == terminal(report, "vi")


@every_text
def test_a_log_of_github_finds_no_command_in_the_text_of_a_terminal(text):
    for line in terminal(make_report(hostile(text)), "vi").splitlines():
        assert not line.strip().startswith("::")
        assert "##[" not in line


# --- GitHub --------------------------------------------------------------------------------------
_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@every_text
def test_every_line_of_annotations_is_one_command_with_its_own_properties(text):
    lines = workflow_commands(make_report(hostile(text)), "vi").split("\n")
    for line in lines:
        found = _COMMAND.fullmatch(line)
        assert found, line
        names = [part.split("=", 1)[0] for part in found[2].split(",")]
        assert set(names) <= {"file", "line", "col", "title"}
        assert len(names) == len(set(names))


def test_annotations_stand_on_the_line_and_name_the_cell_of_a_workbook():
    commands = workflow_commands(make_report(sample(), SUBJECT), "vi")
    assert f"::error file={DESCRIPTION},line=3,col=1,title=yaml-tab::" in commands
    assert f"::error file={TABLE},line=18," in commands
    assert f"::error file={BOOK},title=cell-not-integer (B17)" in commands


def test_no_more_than_ten_errors_and_ten_warnings_are_annotated():
    problems = [
        Problem(code=code, place=Place(file=f"{n}.yml", line=n))
        for n in range(1, 16)
        for code in ("yaml-tab", "legal-document-missing")
    ]
    lines = workflow_commands(make_report(problems), "vi").splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert (kinds.count("::error"), kinds.count("::warning")) == (10, 10)
    assert "và 10 vấn đề nữa" in lines[-1]


# --- Markdown ------------------------------------------------------------------------------------
class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def as_github(text: str) -> _Elements:
    """What GitHub's own renderer makes of Markdown, raw HTML included."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return _Elements(page)


@pytest.mark.parametrize("language", LANGUAGES)
@every_text
def test_texts_are_neither_markup_nor_links_nor_calls_on_github(text, language):
    comment = markdown(make_report(hostile(text), SUBJECT), language)
    shown = as_github(comment)
    assert {tag for tag, _ in shown.tags} <= {
        "h3", "p", "strong", "em", "code", "table", "thead", "tbody", "tr", "th", "td", "br",
        "sub", "a", "details", "summary",
    }  # fmt: skip
    links = [attributes["href"] for tag, attributes in shown.tags if tag == "a"]
    assert all(link and link.startswith(SUBJECT.address) for link in links)
    assert all(set(attributes) <= {"href"} for _, attributes in shown.tags)
    assert not re.search(r"@\w|#\d|://|\bGH-\d|www\.", "\n".join(shown.words))
    assert comment.count(MARKER) == 1


@every_text
def test_a_text_stays_in_its_cell(text):
    for row in markdown(make_report(hostile(text)), "vi").splitlines():
        if row.startswith("|"):
            assert row.count("|") == 6


def test_values_are_shown_as_they_are():
    text = "a|b\\ `c` *d* <e> &amp; $f$"
    words = as_github(markdown(make_report(hostile(text)), "vi")).words
    assert text in words


@pytest.mark.parametrize("text", ["x", "|" * 10_000, "@" * 10_000], ids=["x", "pipes", "calls"])
def test_a_comment_is_never_longer_than_github_takes(text):
    many = [
        Problem(
            code="cell-pattern",
            place=Place(file=f"{n}{text}", row=n, field=text, cell=text),
            details={"column": text, "example": text},
        )
        for n in range(1, 400)
    ]
    comment = markdown(make_report(many, SUBJECT), "vi")
    assert len(comment) <= LENGTH < 65_536
    tags = [tag for tag, _ in as_github(comment).tags]
    assert tags.count("details") == comment.count("</details>") == 2
    assert "rút gọn" in comment


def test_the_verdict_stands_first_and_at_most_ten_rows_before_the_folds():
    problems = [
        Problem(code="yaml-tab", place=Place(file=f"{n}.yml", line=n)) for n in range(1, 26)
    ]
    comment = markdown(make_report(problems), "vi")
    assert comment.splitlines()[:2] == [MARKER, "### ❌ Chưa thể công bố · 25 lỗi phải sửa"]
    open_part, *folds = comment.split("<details>")
    rows = [len(re.findall(r"^\| \d", part, re.MULTILINE)) for part in (open_part, *folds)]
    assert rows == [10, 10, 15]


def test_a_sound_portal_is_told_so():
    assert "### ✅ Có thể công bố\n" in markdown(make_report([]), "vi")
    only_advice = markdown(make_report(sample()[3:4]), "vi")
    assert "### ✅ Có thể công bố · 1 điều nên sửa" in only_advice


# --- JSON ----------------------------------------------------------------------------------------
def documents() -> Iterator[bytes]:
    yield written(make_report([]), "json", "vi")
    yield written(make_report(sample(), SUBJECT), "json", "vi")
    for text in HOSTILE.values():
        yield written(make_report(hostile(text), SUBJECT), "json", "vi")


def test_every_report_fits_the_published_schema():
    schema = json.loads(report_schema()[SCHEMA_PATH])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for content in documents():
        assert [error.message for error in validator.iter_errors(json.loads(content))] == []


def test_the_schema_refuses_what_is_no_report():
    validator = Draft202012Validator(json.loads(report_schema()[SCHEMA_PATH]))
    told = json.loads(written(make_report(sample()), "json", "vi"))
    assert validator.is_valid(told)
    assert not validator.is_valid(told | {"extra": 1})
    assert not validator.is_valid(told | {"errors": -1})
    assert not validator.is_valid({key: told[key] for key in told if key != "files"})


def test_a_report_that_is_read_again_says_the_same():
    report = make_report(sample(), SUBJECT)
    again = read_document(written(report, "json", "vi"), SUBJECT.address)
    for language in LANGUAGES:
        assert markdown(again, language) == markdown(report, language)


@every_text
def test_hostile_reports_that_are_read_again_say_the_same(text):
    report = make_report(hostile(text), SUBJECT)
    again = read_document(written(report, "json", "vi"), SUBJECT.address)
    assert len(again.files) == len(report.files)
    assert again.errors == report.errors


def test_only_our_own_words_and_links_are_taken_from_a_report():
    told = json.loads(written(make_report(sample(), SUBJECT), "json", "vi"))
    told["address"] = "https://evil.example/"
    finding = told["files"][0]["groups"][0]["findings"][0]
    finding["message"] = finding["remedy"] = {"vi": "Hãy tải evil", "en": "Get evil"}
    told["files"][0]["groups"][0]["severity"] = "warning"
    told["verdict"], told["errors"] = "publishable", 0
    comment = markdown(read_document(json.dumps(told).encode(), SUBJECT.address), "vi")
    assert "evil" not in comment
    assert "❌" in comment


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"format": "opendata-report/1"}', b"[" * 100_000],
    ids=["nothing", "list", "empty", "bytes", "part", "deep"],
)
def test_what_is_no_report_is_refused(content):
    with pytest.raises(PortalError):
        read_document(content, "")


@pytest.mark.parametrize("change", [{"code": "made-up"}, {"code": "../x"}, {"findings": []}])
def test_a_report_of_unknown_codes_or_empty_groups_is_refused(change):
    told = json.loads(written(make_report(sample()), "json", "vi"))
    told["files"][0]["groups"][0] |= change
    with pytest.raises(PortalError):
        read_document(json.dumps(told).encode(), "")


def test_a_report_that_lacks_details_is_refused():
    told = json.loads(written(make_report(sample()), "json", "vi"))
    told["files"][0]["groups"][0]["findings"][0]["details"] = {}
    with pytest.raises(PortalError):
        read_document(json.dumps(told).encode(), "")


def test_json_stays_short_and_says_how_many_there_are():
    report = make_report(
        [problem for n in range(4) for problem in hostile("x" * 150 + str(n), rows=900)]
    )
    content = written(report, "json", "vi")
    assert len(content) <= JSON_LENGTH
    assert read_document(content, "").errors == report.errors == 4 * 901


# --- SARIF ---------------------------------------------------------------------------------------
@every_text
def test_sarif_is_read_by_another_reader(text):
    content = written(make_report(hostile(text), SUBJECT), "sarif", "en")
    run = Sarif.model_validate_json(content).runs[0]
    rules = run.tool.driver.rules or []
    for result in run.results or []:
        assert result.rule_index is not None
        assert rules[result.rule_index].id == result.rule_id


def test_sarif_names_line_cell_and_help_in_both_languages():
    log = json.loads(written(make_report(sample(), SUBJECT), "sarif", "vi"))
    run = log["runs"][0]
    results = {result["ruleId"]: result for result in run["results"]}
    region = results["yaml-tab"]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 1}
    cell = results["cell-not-integer"]["locations"][0]["logicalLocations"][0]
    assert cell["fullyQualifiedName"] == "Số liệu!B17"
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "yaml-tab")
    assert rule["helpUri"] == "https://data.example/portal/problems/yaml-tab/"
    assert "Thay mỗi dấu Tab" in rule["help"]["text"]
    assert "Replace each tab" in rule["help"]["text"]
    assert results["legal-document-missing"]["level"] == "warning"


def test_sarif_fingerprints_stay_when_rows_move():
    moved = [
        Problem(
            code="cell-not-date",
            place=Place(file=TABLE, row=row, field="ngay", cell="31/02/2025"),
            details={"column": "ngay", "example": "2025-02-28"},
        )
        for row in (18, 19)
    ]
    runs = json.loads(written(make_report(moved), "sarif", "vi"))["runs"]
    first, second = (result["partialFingerprints"] for result in runs[0]["results"])
    assert first == second


# --- CSV -----------------------------------------------------------------------------------------
def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@every_text
def test_a_table_of_errors_holds_no_formula_and_is_not_torn(text):
    rows = rows_of(written(make_report(hostile(text)), "csv", "vi"))
    assert len(rows) == 3
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not [cell for cell in row if cell.lstrip()[:1] in tuple("=+-@\t\r＝＋－＠") and cell]


def test_negative_numbers_stay_numbers_in_the_table_of_errors():
    place = Place(file=TABLE, row=2, field="so", cell="-5,2")
    problem = Problem(code="cell-minimum", place=place, details={"column": "so", "limit": "0"})
    assert "-5,2" in rows_of(written(make_report([problem]), "csv", "vi"))[1]


# --- HTML ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@every_text
def test_the_page_holds_no_markup_of_others_and_asks_for_nothing(text, language):
    report = make_report(hostile(text), SUBJECT)
    file = report.files[0].file
    row = ExcerptRow(number=2, cells=(report.files[0].groups[0].first.place.cell or "",))
    excerpt = Excerpt(header=1, labels=(row.cells[0],), rows=(row,))
    content = FORMATS["html"](_with(report, file, excerpt), language)
    page = _Elements(str(content))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "svg"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith(("on", "src"))]
    assert not [attrs for _, attrs in page.tags if "style" in attrs]
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert all(link.startswith(("#", SUBJECT.address)) for link in links)
    assert "url(" not in str(content).split("<style>")[1].split("</style>")[0]


def _with(report, file, excerpt):
    from dataclasses import replace

    return replace(report, excerpts={file: excerpt})


def test_the_page_marks_the_bad_cells_of_the_sheet():
    report = make_report(sample(), SUBJECT)
    rows = tuple(ExcerptRow(number=n, cells=(f"T{n}", "31/02/2025")) for n in (17, 18, 19))
    excerpt = Excerpt(header=1, labels=("ten", "ngay"), rows=rows)
    page = str(FORMATS["html"](_with(report, TABLE, excerpt), "vi"))
    assert page.count('<td class="wrong">') == 1
    assert '<th scope="row" class="number">18</th><td><bdi>T18</bdi></td><td class="wrong">' in page
    assert page.count('class="gap"') == 1


def test_a_page_whose_site_has_no_web_address_has_no_link_to_it():
    subject = Subject(address="javascript:alert(1)//")
    for name in ("html", "markdown"):
        assert "javascript" not in str(FORMATS[name](make_report(sample(), subject), "vi"))
