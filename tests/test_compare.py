"""The page that joins two tables: what can be joined, the joined table, and bad addresses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import opendata, serving
from tests.map_portal import map_portal

SHARES, CASES = "ty-le/bang", "so-ca/bang"
AREAS = "area.xa-2025.commune"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    result = opendata("build", "--output", folder / "site", root=map_portal(folder / "portal"))
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture(scope="module")
def address(built) -> Iterator[str]:
    with serving(built) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []
    context.close()


def test_tables_that_name_the_same_areas_share_a_key_in_both_languages(built):
    for folder, label in (("", "mã xã, phường"), ("en/", "commune codes")):
        index = json.loads((built / folder / "compare/tables.json").read_bytes())
        assert label in index["keys"][AREAS]["label"]
        assert index["keys"][AREAS]["names"]["90001"] == ("1 Commune" if folder else "Xã 1")
        sharing = {name for name, table in index["tables"].items() if AREAS in table["keys"]}
        assert {SHARES, CASES, "tram-y-te/tram", "ranh-gioi/bang"} <= sharing
        assert index["tables"][CASES]["rows"] == 12


def test_degrees_are_not_offered_as_figures(built):
    index = json.loads((built / "compare/tables.json").read_bytes())
    names = {column["name"] for column in index["tables"]["tram-y-te/tram"]["columns"]}
    assert names == {"so_giuong"}


def test_without_javascript_the_page_tells_which_tables_can_be_joined(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/")
    expect(page.locator("form.portal-compare__form")).to_be_hidden()
    group = page.locator(".portal-compare__group").first
    group.locator("summary").click()
    expect(group.get_by_role("link", name="Bộ ty-le")).to_be_visible()
    context.close()


def test_from_a_dataset_to_a_joined_table_its_link_and_its_download(page, address):
    page.goto(f"{address}datasets/ty-le/")
    page.get_by_role("link", name="So sánh với bảng khác").click()
    first = page.locator("select[name=a]")
    expect(first).to_have_value(SHARES)
    page.locator("select[name=b]").select_option(CASES)
    table = page.locator(".portal-compare__result table")
    expect(table.locator("tbody tr")).to_have_count(6)
    expect(table.locator("tbody tr").first).to_contain_text("Xã 1")
    expect(page.locator(".portal-compare__notes")).to_contain_text("12 dòng cho 6 khoá")
    expect(page.locator(".portal-compare__notes")).to_contain_text("cộng lại")
    svg = page.locator(".portal-compare__chart svg")
    assert "Cột ty_le" in (svg.get_attribute("aria-label") or "")
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(table.locator("tbody tr")).to_have_count(6)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bảng nối").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 7
    assert lines[1].startswith("90001,")


@pytest.fixture
def programs(page, address, built) -> dict[str, str]:
    """The programs of the page by their names, reading what the portal of the tests serves."""
    page.goto(f"{address}compare/?a={quote(SHARES)}&b={quote(CASES)}&k={AREAS}&fy=sum")
    expect(page.locator(".portal-compare__result tbody tr")).to_have_count(6)
    base = json.loads((built / "compare/tables.json").read_bytes())["tables"][SHARES]["address"]
    base = base.removesuffix("datasets/ty-le/bang.parquet")
    shown = page.locator(".portal-compare__code details")
    names = shown.locator("summary").all_text_contents()
    codes = shown.locator("code").all_text_contents()
    return {name: code.replace(base, address) for name, code in zip(names, codes, strict=True)}


@pytest.fixture
def shown(page, programs) -> list[list[str]]:
    """The figures of the joined table."""
    assert len(programs) == 3
    rows = page.locator(".portal-compare__result tbody tr").all()
    return [[cell.replace(".", "") for cell in row.locator("td").all_inner_texts()] for row in rows]


def run(command: list[str], code: str) -> list[list[str]]:
    """The two figures of each line that a program writes as CSV."""
    done = subprocess.run(command, input=code, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [line.split(",")[-2:] for line in done.stdout.split()[1:]]
    return [[str(round(float(each))) for each in line] for line in lines]


def test_sql_gives_the_figures_of_the_page(programs, shown, address, built):
    found = duckdb.execute(programs["DuckDB (SQL)"].replace(address, f"{built}/")).fetchall()
    assert [[str(round(float(a))), str(int(b))] for _, a, b in found] == shown


def test_python_gives_the_figures_of_the_page(programs, shown):
    code = programs["Python (pandas)"].replace("print(joined)", "print(joined.to_csv())")
    assert run([sys.executable, "-W", "ignore", "-"], code) == shown


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_gives_the_figures_of_the_page(programs, shown):
    code = programs["R"] + " |>\n  format_csv() |>\n  cat()"
    assert run(["Rscript", "-"], code) == shown


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("a=%3Cimg%20src%3Dx%3E/y", "<img src=x>/y"),
        ("a=__proto__&b=constructor", "__proto__"),
        (f"a={SHARES}&b={CASES}&k=nothing", "nothing"),
        (f"a={SHARES}&b={CASES}&x=gone", "gone"),
        ("a=" + "x" * 9000, "x" * 50),
        ("%E0%A4%A&&&=", ""),
    ],
)
def test_addresses_that_name_nothing_are_answered_in_words(page, address, query, told):
    page.goto(f"{address}compare/?{query}")
    expect(page.locator("form.portal-compare__form")).to_be_visible()
    expect(page.locator(".portal-compare__status")).to_contain_text(told)
    assert page.locator(".portal-compare img").count() == 0


def test_a_table_too_large_for_a_page_is_refused_with_the_code_at_hand(page, address):
    def grow(route):
        index = route.fetch().json()
        index["tables"][CASES]["rows"] = 1_000_000
        route.fulfill(json=index)

    page.route("**/tables.json", grow)
    page.goto(f"{address}compare/?a={SHARES}&b={CASES}")
    expect(page.locator(".portal-compare__status")).to_contain_text("1.000.000 dòng, quá lớn")
    expect(page.locator(".portal-compare__code")).to_be_visible()
    expect(page.locator(".portal-compare__result")).to_be_hidden()


def test_a_file_that_cannot_be_read_is_told(page, address):
    page.route("**/*.parquet*", lambda route: route.fulfill(body="nothing of Parquet"))
    page.goto(f"{address}compare/?a={SHARES}&b={CASES}")
    expect(page.locator(".portal-compare__status")).to_contain_text("Không đọc được tệp")


def test_on_a_small_phone_nothing_is_wider_than_the_screen(browser, address):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{address}compare/?a={SHARES}&b={CASES}")
    expect(page.locator(".portal-compare__result")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
