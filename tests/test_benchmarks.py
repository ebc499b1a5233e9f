"""The benchmarks compare what is the same, and their figures reach the documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.model import LANGUAGES, Language
from tests.benchmarks import portals
from tests.benchmarks.beside_hugo import compare, different_facts
from tests.benchmarks.cost import measure
from tests.benchmarks.hugo_content import texts
from tests.benchmarks.tables import Report, Table, markdown, shown, write

_TABLE = Table(
    title={"vi": "Bảng", "en": "Table"},
    heads={"vi": ("cỡ", "giây"), "en": ("size", "s")},
    rows=((2_000, 1.25), (10_000, None)),
    note={"vi": "Ghi chú.", "en": "Note."},
)
_REPORT = Report(machine={"vi": "Máy.", "en": "Machine."}, parts=(_TABLE,))

needs_hugo = pytest.mark.skipif(not shutil.which("hugo"), reason="Hugo is not installed")


@needs_hugo
def test_hugo_writes_the_same_pages_from_the_same_contexts(tmp_path: Path) -> None:
    pair = compare(3, 1, tmp_path, rows=20)
    assert pair.hugo.page_bytes == pytest.approx(pair.ours.page_bytes, rel=0.15)
    assert pair.hugo.pages == pytest.approx(pair.ours.pages, abs=20)


def test_a_page_that_lacks_a_row_of_the_dictionary_is_told(tmp_path: Path) -> None:
    row = "<tr><th scope=row>nam"
    for site, text in (("ours", row * 2), ("theirs", row)):
        page = tmp_path / site / "datasets" / "bo" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(text, "utf-8")
    assert different_facts(tmp_path / "ours", tmp_path / "theirs") == [
        "datasets/bo/index.html: rows: 1 and 2",
        "datasets/bo/index.html: columns and other heads: 1 and 2",
    ]


def test_every_edit_of_a_portal_changes_one_file(tmp_path: Path) -> None:
    portal = portals.write_portal(3, 20, tmp_path)
    for edit in (portals.edit_description, portals.edit_cell):
        for run in range(2):
            before = _contents(portal)
            edit(portal, run)
            after = _contents(portal)
            assert len([path for path in before if before[path] != after[path]]) == 1


def _contents(portal: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in portal.glob("datasets/*/*/*")}


def test_memory_is_that_of_a_command_with_what_it_starts(tmp_path: Path) -> None:
    hold = "import time; held = b'x' * (80 << 20); time.sleep(0.5)"
    twice = f'python3 -c "{hold}" & python3 -c "{hold}"; wait'
    assert measure(["sh", "-c", twice], tmp_path / "log").memory > 150


def test_texts_become_those_of_hugo() -> None:
    ours = {"count.one": "{n} row", "count.other": "{n} rows", "nav.home": "Home"}
    assert texts(ours) == {
        "count": {"one": "{{ .n }} row", "other": "{{ .n }} rows"},
        "nav.home": {"other": "Home"},
    }


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(0.1234, "0,12", "0.12"), (12.6, "13", "13"), (2000, "2.000", "2,000"), (None, "–", "–")],
)
def test_figures_have_as_many_digits_as_count(value: float | None, vi: str, en: str) -> None:
    assert (shown(value, "vi"), shown(value, "en")) == (vi, en)


def test_a_report_stands_in_the_blocks_a_document_keeps_for_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Speed\n\n{# benchmarks: vi #}\nold\n{# end #}\nAfter.\n", "utf-8")
    write(_REPORT, page)
    write(_REPORT, page)
    block = "{# benchmarks: vi #}\n" + markdown(_REPORT, "vi") + "{# end #}"
    assert page.read_text("utf-8") == f"# Speed\n\n{block}\nAfter.\n"


def test_a_report_is_the_document_where_there_is_none(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write(_REPORT, page)
    assert page.read_text("utf-8") == markdown(_REPORT, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_a_head_for_every_column(language: Language) -> None:
    lines = [line for line in markdown(_REPORT, language).splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) == 1
