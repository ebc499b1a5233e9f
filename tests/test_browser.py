"""People's way through the built site, in a real browser, with JavaScript and without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.conftest import copy_small_portal, opendata, serving

PHONE = {"width": 320, "height": 700}


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of one language call things."""

    start: str
    field: str
    dataset: str


LANGUAGES = {
    "vi": Words(
        start="",
        field="Giáo dục và Đào tạo",
        dataset="Danh sách cơ sở giáo dục mầm non và phổ thông",
    ),
    "en": Words(
        start="en/", field="Education and training", dataset="Preschools and general schools"
    ),
}


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_over_a_field_to_a_dataset_and_its_download(page: Page, portal: str, language):
    words = LANGUAGES[language]
    page.goto(portal + words.start)
    assert page.locator("html").get_attribute("lang") == language
    page.get_by_role("link", name=words.field).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.field)
    page.get_by_role("link", name=words.dataset).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.dataset)
    with page.expect_download() as download:
        page.locator("a[href$='co-so-giao-duc.csv']:not([href*='original'])").first.click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    assert rows[0][:2] == ["ma_truong", "ten_truong"]
    assert len(rows) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_stays_on_the_same_page(page: Page, portal: str, language):
    other = "en" if language == "vi" else "vi"
    page.goto(f"{portal}{LANGUAGES[language].start}datasets/co-so-giao-duc/")
    page.locator(f"header a[hreflang={other}]").first.click()
    assert page.url == f"{portal}{LANGUAGES[other].start}datasets/co-so-giao-duc/"
    expect(page.get_by_role("heading", level=1)).to_contain_text(LANGUAGES[other].dataset)


@pytest.mark.parametrize(
    "path",
    ["", "en/", "datasets/", "en/datasets/", "datasets/co-so-giao-duc/", "themes/y-te/",
     "agencies/so-giao-thong-van-tai/", "about/", "terms/", "guides/agencies/",
     "en/guides/developers/"],
)  # fmt: skip
def test_no_page_asks_another_host_or_scrolls_sideways_on_a_phone(page: Page, portal: str, path):
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(portal + path)
    page.wait_for_load_state("load")
    assert [address for address in addresses if not address.startswith(portal)] == []
    width = page.locator("html").evaluate("root => root.scrollWidth")
    assert width <= PHONE["width"]


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE_METADATA = f"""\
identifier: hostile
title: {{vi: "{HOSTILE}", en: "{HOSTILE}"}}
description: {{vi: "{HOSTILE} javascript:alert(3) --opendata:head-- {{{{ 7 * 7 }}}}"}}
themes: [y-te]
keywords: {{vi: ["{HOSTILE}"]}}
publisher: so-y-te
unit: {{vi: "{HOSTILE}"}}
contact: {{name: {{vi: "{HOSTILE}"}}, email: "a\u0027onmouseover=alert(4)@b.example"}}
license: mo
issued: 2024-01-01
modified: 2024-01-01
accrual_periodicity: hang-nam
provenance: {{vi: "</script>{HOSTILE}"}}
sample: true
resources:
  - name: bang
    path: bang.csv
    title: {{vi: "{HOSTILE}"}}
    each_row: {{vi: "{HOSTILE}"}}
    schema:
      fields:
        - name: "<b onclick=alert(5)>"
          label: {{vi: "{HOSTILE}"}}
          description: {{vi: "{HOSTILE}"}}
          unit: "{HOSTILE}"
          constraints: {{enum: ["{HOSTILE}", "=1+1"]}}
"""


@pytest.fixture(scope="module")
def hostile_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = copy_small_portal(tmp_path_factory.mktemp("hostile") / "portal")
    folder = root / "datasets" / "so-y-te" / "hostile"
    folder.mkdir()
    (folder / "dataset.yml").write_text(HOSTILE_METADATA, encoding="utf-8")
    table = f'<b onclick=alert(5)>\n"{HOSTILE}"\n=1+1\n'
    (folder / "bang.csv").write_text(table, encoding="utf-8")
    result = opendata("build", root=root)
    assert result.exit_code == 0, result.output
    with serving(root / "site") as address:
        yield address


def test_nothing_in_a_cell_or_a_text_is_run(browser: Browser, hostile_portal: str):
    page = browser.new_page()
    shown: list[str] = []

    def note(dialog: Dialog) -> None:
        shown.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    for path in ("", "datasets/", "datasets/hostile/", "en/datasets/hostile/"):
        page.goto(hostile_portal + path)
        page.wait_for_load_state("load")
    assert shown == []
    assert page.get_by_role("heading", level=1).inner_text() == HOSTILE
    assert page.get_by_text("{{ 7 * 7 }}").count() > 0
    links = page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert "javascript:" not in links


def test_the_search_box_finds_datasets_typed_without_marks(browser: Browser, portal: str):
    page = browser.new_page()
    page.goto(portal + "datasets/?q=co+so+giao+duc")
    cards = page.locator(".portal-card:visible h2, .portal-card:visible h3")
    expect(page.locator(".portal-card:visible").nth(20)).to_have_count(0)
    titles = cards.all_inner_texts()
    assert LANGUAGES["vi"].dataset in titles
    assert titles
