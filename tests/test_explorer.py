"""Exploring tables in the built site, in a real browser, from hosts with ranges and without."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect

from tests.conftest import opendata, serving
from tests.odd_portal import HOSTILE, LARGE_INTEGER, ROWS, odd_portal


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = odd_portal(tmp_path_factory.mktemp("explorer") / "portal")
    result = opendata("build", root=root)
    assert result.exit_code == 0, result.output
    return root / "site"


class _WithoutRanges(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class _Packing(_WithoutRanges):
    """A host that packs whatever it is asked for, so that lengths are those of packed files."""

    def do_HEAD(self) -> None:
        self._answer(self._packed())

    def do_GET(self) -> None:
        packed = self._packed()
        self._answer(packed)
        self.wfile.write(packed)

    def _packed(self) -> bytes:
        return gzip.compress(self._file().read_bytes())

    def _file(self) -> Path:
        file = Path(self.translate_path(self.path))
        return file / "index.html" if file.is_dir() else file

    def _answer(self, packed: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(self._file()))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()


class _PackingParts(_Packing):
    """A host that cuts the parts it is asked for out of the packed file."""

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if asked is None:
            super().do_GET()
            return
        part = self._packed()[int(asked[1]) : int(asked[2]) + 1]
        self._answer(part, 206)
        self.wfile.write(part)


HOSTS = {
    "without-ranges": _WithoutRanges,
    "packing": _Packing,
    "packing-parts": _PackingParts,
}


@pytest.fixture(scope="module", params=["with-ranges", *HOSTS])
def address(built: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "with-ranges":
        with serving(built) as served:
            yield served
        return
    handler = partial(HOSTS[request.param], directory=str(built))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def portal(built: Path) -> Iterator[str]:
    with serving(built) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))

    def note(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", note)
    yield opened
    context.close()
    assert faults == []


def explore(page: Page, address: str, name: str, query: str = "") -> None:
    page.goto(f"{address}datasets/{name}/{query}")
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer__grid tbody tr").first).to_be_visible()


def column(page: Page, number: int) -> list[str]:
    return page.locator(f".portal-explorer__grid tbody td:nth-child({number})").all_inner_texts()


def status(page: Page) -> Any:
    return page.locator(".portal-explorer > .portal-explorer__status")


def test_rows_appear_and_a_folded_filter_finds_them(page: Page, address: str):
    explore(page, address, "chinh")
    assert len(column(page, 1)) == 15
    expect(status(page)).to_have_text("Toàn bộ 120 dòng.")
    page.get_by_role("searchbox", name="Lọc trong cả bảng").fill("dong tho")
    expect(status(page)).to_have_text("Còn 40 trong 120 dòng.")
    assert set(column(page, 1)) == {"Xã Đông Thọ"}
    assert "q=dong+tho" in page.url


def test_a_large_table_is_read_in_a_worker(page: Page, address: str):
    explore(page, address, "lon", f"?f={quote('so:59998..')}")
    assert len(page.workers) == 1
    expect(status(page)).to_have_text("Còn 2 trong 60.000 dòng.")
    assert column(page, 1) == ["59.998", "59.999"]


def press(bar: Locator) -> None:
    """Click into a bar; what is as thin as a line has a middle, too."""
    bar.scroll_into_view_if_needed()
    bar.click(force=True)


def test_a_bar_of_a_profile_filters_the_rows_it_stands_for(page: Page, portal: str):
    explore(page, portal, "chinh")
    press(page.locator("[data-column=gia_tri] rect[data-filter-min]").first)
    expect(status(page)).to_contain_text("trong 120 dòng.")
    bar = page.locator("[data-column=gia_tri] rect[data-filter-min]").first
    least, most = (float(bar.get_attribute(f"data-filter-{end}") or "") for end in ("min", "max"))
    shown = [float(text.replace(",", ".")) for text in column(page, 3)]
    assert shown
    assert all(least <= value <= most for value in shown)
    assert "f=gia_tri" in page.url


def test_a_common_value_of_a_profile_filters_and_the_next_takes_its_place(page: Page, portal: str):
    explore(page, portal, "chinh")
    values = page.locator("[data-column=xa] .portal-values li")
    for value in values.all()[:2]:
        press(value)
        expect(status(page)).to_have_text("Còn 40 trong 120 dòng.")
        name, _, _share = value.inner_text().rpartition("\n")
        assert set(column(page, 1)) == {name.strip()}
    expect(page.get_by_role("button", name="Bỏ điều kiện")).to_have_count(1)


def test_enter_on_a_heading_sorts_and_tells_so(page: Page, portal: str):
    explore(page, portal, "chinh")
    button = page.get_by_role("button", name="Giá trị")
    head = page.locator("th", has=button)
    button.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".portal-explorer__grid tbody td:nth-child(3)").first).to_have_text("0,5")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".portal-explorer__grid tbody td:nth-child(3)").first).to_have_text("119,5")
    page.go_back()
    expect(head).to_have_attribute("aria-sort", "ascending")


def test_what_is_missing_comes_last_in_either_order(page: Page, portal: str):
    for order in ("gia_tri", "-gia_tri"):
        explore(page, portal, "chinh", f"?s={order}&n=100&p=2")
        assert column(page, 3)[-1] == "–"


def test_the_view_survives_a_reload_and_comes_from_its_link(page: Page, portal: str):
    explore(page, portal, "chinh")
    page.get_by_role("button", name="Lọc theo cột").click()
    form = page.locator(".portal-explorer__form")
    form.get_by_label("Cột", exact=True).select_option(label="Xã")
    form.get_by_label("Xã Tân Phú").check()
    form.get_by_role("button", name="Áp dụng").click()
    expect(status(page)).to_have_text("Còn 40 trong 120 dòng.")
    page.get_by_role("button", name="Ngày").click()
    page.get_by_role("button", name="Trang sau").click()
    expect(page.locator("caption", has_text="Dòng 16 đến 30 trong 40.")).to_be_visible()
    before = column(page, 4)
    page.reload()
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator("caption", has_text="Dòng 16 đến 30 trong 40.")).to_be_visible()
    assert column(page, 4) == before
    page.get_by_role("button", name="Bỏ điều kiện: Xã: Xã Tân Phú").click()
    expect(status(page)).to_have_text("Toàn bộ 120 dòng.")


@pytest.mark.parametrize("query", ["?f=nope:1&s=-nope&c=nope", "?p=999999&f=gia_tri:x..y", "?sql="])
def test_a_broken_link_shows_the_table(page: Page, portal: str, query: str):
    explore(page, portal, "chinh", query)
    assert len(column(page, 1)) == 15
    if "nope" in query:
        expect(status(page)).to_contain_text("đã được bỏ qua")


def test_columns_can_be_hidden_but_for_the_last(page: Page, portal: str):
    explore(page, portal, "chinh", "?c=xa,ngay")
    assert page.locator(".portal-explorer__grid th").all_inner_texts() == ["Xã", "Ngày"]
    page.get_by_role("button", name="Cột", exact=True).click()
    page.get_by_role("checkbox", name="Ngày").uncheck()
    expect(page.locator(".portal-explorer__grid th")).to_have_count(1)
    page.get_by_role("checkbox", name="Xã").click()
    expect(page.get_by_role("checkbox", name="Xã")).to_be_checked()


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_part_that_is_shown_can_be_downloaded(page: Page, portal: str):
    explore(page, portal, "chinh", "?c=lon,ghi_chu,gia_tri&s=-lon")
    files = page.locator(".portal-explorer__files")
    with page.expect_download() as told:
        files.get_by_role("button", name="CSV").click()
    text = told.value.path().read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert rows[0] == ["lon", "ghi_chu", "gia_tri"]
    assert rows[1][0] == str(LARGE_INTEGER + ROWS - 1)
    assert [rows[-1][1], rows[-2][1]] == [HOSTILE, "'=1+1"]
    with page.expect_download() as told:
        files.get_by_role("button", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(told.value.path().read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["lon", "ghi_chu", "gia_tri"]
    assert sheet.cell(2, 1).value == str(LARGE_INTEGER + ROWS - 1)
    assert (sheet.cell(ROWS, 2).value, sheet.cell(ROWS, 2).data_type) == ("=1+1", "s")
    assert isinstance(sheet.cell(2, 3).value, float)


def test_groups_have_a_chart_and_a_table_that_says_the_same(page: Page, portal: str):
    explore(page, portal, "chinh", "?g=xa&a=max&m=gia_tri")
    result = page.locator(".portal-explorer__result")
    expect(result.locator("tbody tr")).to_have_count(3)
    assert result.locator("tbody tr").first.locator("td").all_inner_texts()[1] == "40"
    picture = result.get_by_role("img")
    assert "119,5" in (picture.get_attribute("aria-label") or "")
    assert result.locator("rect").count() == 3


def test_sql_runs_by_keyboard_and_stays_in_the_address(page: Page, portal: str):
    explore(page, portal, "chinh")
    page.get_by_role("button", name="SQL").click()
    box = page.get_by_label("Câu lệnh SQL")
    box.fill("SELECT xa, COUNT(*) AS n FROM data WHERE bo_dau(xa) LIKE '%an binh%' GROUP BY xa")
    box.press("Control+Enter")
    cells = page.locator(".portal-sql tbody td")
    expect(cells).to_have_text(["Xã An Bình", "40"])
    page.reload()
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(cells).to_have_text(["Xã An Bình", "40"])


@pytest.mark.parametrize(
    ("language", "query", "told"),
    [
        ("", "SELECT nope FROM data", "Không có cột “nope”"),
        ("en/", "SELECT nope FROM data", "There is no column “nope”"),
        ("", "DELETE FROM data", "phải bắt đầu bằng SELECT"),
        ("en/", "SELECT * FROM", "not complete"),
    ],
)
def test_faults_of_queries_are_told_in_words(page: Page, portal: str, language, query, told):
    page.goto(f"{portal}{language}datasets/chinh/?sql={quote(query)}")
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-sql [role=status]")).to_contain_text(told)


def test_hostile_cells_stay_text(page: Page, portal: str):
    explore(page, portal, "chinh", f"?sql={quote('SELECT ghi_chu FROM data LIMIT 1')}")
    assert column(page, 5)[0] == HOSTILE
    expect(page.locator(".portal-sql tbody td")).to_have_text(HOSTILE)
    assert page.locator(".portal-explorer img").count() == 0


@pytest.mark.parametrize(
    ("name", "cells"), [("rong", 15 * 300), ("dai", 2), ("thieu", 4)], ids=["wide", "long", "empty"]
)
def test_tables_of_unusual_shape_are_shown(page: Page, portal: str, name: str, cells: int):
    explore(page, portal, name)
    expect(page.locator(".portal-explorer__grid tbody td")).to_have_count(cells)
    assert max(map(len, column(page, 1))) <= 201
    assert page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")


def test_a_table_without_rows_is_whole_and_says_so(page: Page, portal: str, built: Path):
    """The gate lets none through; one may come by another way, or lose its rows later."""
    file = built / "datasets/chinh/bang.parquet"
    empty = io.BytesIO()
    pq.write_table(pq.read_table(file).slice(0, 0), empty, compression="zstd")
    size = {"bytes": len(empty.getvalue()), "rows": 0}

    def without_rows(route: Route) -> None:
        text = (built / "datasets/chinh/index.html").read_text(encoding="utf-8")
        for key, value in size.items():
            text = re.sub(rf'"{key}":\d+', f'"{key}":{value}', text)
        route.fulfill(body=text, content_type="text/html")

    page.route(re.compile(r"/datasets/chinh/\?"), without_rows)
    page.route("**/*.parquet*", lambda route: route.fulfill(body=empty.getvalue()))
    page.goto(f"{portal}datasets/chinh/?g=xa&a=max&m=gia_tri&q=x")
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer__grid caption")).to_contain_text("Không có dòng nào")
    expect(page.locator(".portal-explorer__result")).to_contain_text("0 nhóm")
    page.get_by_role("button", name="SQL").click()
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator(".portal-sql [role=status]")).to_contain_text("0 dòng")
    expect(status(page)).to_have_text("Còn 0 trong 0 dòng.")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("van-ban", "Tệp này không phải là bảng"),
        ("du-kien", "chưa có tệp để tải"),
    ],
)
def test_a_dataset_without_tables_has_no_explorer_and_says_why(page: Page, portal: str, name, told):
    page.goto(f"{portal}datasets/{name}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bộ {name}")
    expect(page.locator("main")).to_contain_text(told)
    assert page.locator(".portal-explorer").count() == 0


def test_whole_numbers_that_doubles_cannot_hold_keep_their_digits(page: Page, portal: str):
    explore(page, portal, "chinh", "?s=lon")
    assert column(page, 4)[0] == "1.234.567.890.123.456.789"


def test_a_filter_that_nothing_passes_says_so(page: Page, portal: str):
    page.goto(f"{portal}datasets/chinh/?q=khongcodau")
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer__grid caption")).to_contain_text("Không có dòng nào")
    expect(status(page)).to_have_text("Còn 0 trong 120 dòng.")


def test_nothing_is_fetched_before_the_table_is_near_and_nothing_from_elsewhere(
    page: Page, portal: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto(f"{portal}datasets/chinh/")
    page.wait_for_load_state("networkidle")
    assert not any(".parquet" in address for address in asked)
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer__grid tbody tr").first).to_be_visible()
    assert sum(".parquet" in address for address in asked) == 1
    assert [address for address in asked if not address.startswith(portal)] == []
    assert page.locator("html").evaluate("root => root.scrollWidth") <= 320


def test_without_javascript_the_first_rows_stay(browser: Browser, portal: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}datasets/chinh/")
    assert page.locator("#data ~ .portal-scroll tbody tr").first.is_visible()
    context.close()


def test_a_file_that_cannot_be_read_leaves_the_first_rows(page: Page, portal: str):
    page.route("**/*.parquet*", lambda route: route.fulfill(status=404, body="Not found"))
    page.goto(f"{portal}datasets/chinh/")
    page.locator(".portal-explorer").scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer [role=status]")).to_contain_text("Không đọc được")
    assert page.locator("#data ~ .portal-scroll tbody tr").first.is_visible()


def test_the_page_tells_the_true_lengths_of_the_file_and_its_footer(built: Path):
    page = (built / "datasets" / "chinh" / "index.html").read_text(encoding="utf-8")
    block = page.split('portal-explorer"><script type="application/json">')[1].split("</script>")[0]
    told = json.loads(block)
    file = built / "datasets" / "chinh" / "bang.parquet"
    assert told["bytes"] == file.stat().st_size
    assert told["footer"] == pq.read_metadata(file).serialized_size + 8
    assert told["file"].startswith("bang.parquet?v=")
    assert told["columns"][:2] == [
        ["xa", "Xã", "string", {"few": True}],
        ["ngay", "Ngày", "date", {"few": True}],
    ]
