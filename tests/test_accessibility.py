"""WCAG 2.2 AA, as far as programs can judge it, on every kind of page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import opendata, serving
from tests.odd_portal import odd_portal
from tests.page_kinds import pages

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}
ZOOMED_TWICE = {"width": 640, "height": 450}  # what is left of DESK at 200 %
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IN_ENGLISH = ("home", "catalogue", "dataset-map", "editorial")
PLACES = {
    **pages("vi"),
    **{f"{kind} in English": pages("en")[kind] for kind in IN_ENGLISH},
}

_EVERYTHING_SHOWN = """async () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""


@dataclass(frozen=True, slots=True)
class Eyes:
    """A browser's pages with axe-core in them."""

    context: BrowserContext
    address: str

    def open(self, path: str, **size: int) -> Page:
        """A page as it is when its reader has scrolled to its end and opened everything."""
        page = self.context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(self.address + path)
        page.evaluate(_EVERYTHING_SHOWN)
        page.wait_for_load_state("networkidle")
        return page


@pytest.fixture(scope="module")
def eyes(browser: Browser, portal: str, node_project: Path) -> Iterator[Eyes]:
    context = browser.new_context(reduced_motion="reduce", color_scheme="light")
    context.add_init_script(path=node_project / "node_modules/axe-core/axe.min.js")
    yield Eyes(context, portal)
    context.close()


@pytest.fixture(scope="module", params=PLACES)
def page(request: pytest.FixtureRequest, eyes: Eyes) -> Iterator[Page]:
    """One page of each kind in turn, opened once for all that is asked of it."""
    opened = eyes.open(PLACES[request.param], **DESK)
    yield opened
    opened.close()


def findings(page: Page, *rules: str) -> list[str]:
    """What axe-core finds, one line each: the rule, the place, what is wrong."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{each['impact']} {each['id']}: {node['target']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def in_scheme(page: Page, scheme: str) -> None:
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)


def test_axe_finds_nothing_at_either_width_in_either_scheme(page: Page):
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    found = {"desk": findings(page)}
    in_scheme(page, "slate")
    found["desk, dark"] = findings(page, "color-contrast")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found["phone, dark"] = findings(page, "color-contrast")
    in_scheme(page, "default")
    found["phone"] = findings(page)
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = odd_portal(tmp_path_factory.mktemp("odd") / "portal")
    result = opendata("build", root=root)
    assert result.exit_code == 0, result.output
    with serving(root / "site") as address:
        yield address


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("van-ban", "Tệp này không phải là bảng"),
        ("du-kien", "chưa có tệp để tải"),
        ("thieu", "Cả cột trống"),
        ("dai", "Toàn bộ 2 dòng"),
        ("rong", "Còn 270 cột nữa"),
    ],
    ids=["document", "planned", "all-missing", "long-cells", "300-columns"],
)
def test_axe_finds_nothing_where_parts_are_absent_or_odd(eyes: Eyes, odd: str, name, told):
    page = Eyes(eyes.context, odd).open(f"datasets/{name}/", **PHONE)
    expect(page.locator("main")).to_contain_text(told)
    assert in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.close()


def in_both_schemes(page: Page) -> list[str]:
    light = findings(page)
    in_scheme(page, "slate")
    return light + findings(page, "color-contrast")


def test_axe_finds_nothing_in_suggestions(eyes: Eyes):
    page = eyes.open("about/", **PHONE)
    page.keyboard.press("/")
    page.keyboard.type("xe buyt")
    expect(page.get_by_role("option").first).to_be_visible()
    assert in_both_schemes(page) == []
    page.close()


def test_axe_finds_nothing_in_the_dialog_of_facets(eyes: Eyes):
    page = eyes.open("datasets/", **PHONE)
    page.locator(".portal-finder__open").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert in_both_schemes(page) == []
    page.close()


def test_axe_finds_nothing_where_no_dataset_is_found(eyes: Eyes):
    page = eyes.open("datasets/?q=qqqq&theme=y-te", **PHONE)
    expect(page.locator(".portal-none")).to_be_visible()
    assert in_both_schemes(page) == []
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_the_explorer_with_all_of_it_open(eyes: Eyes, size):
    page = eyes.open("en/datasets/co-so-giao-duc/", **size)
    page.locator(".portal-explorer").first.scroll_into_view_if_needed()
    page.locator(".portal-explorer th button").first.click()
    expect(page.locator(".portal-explorer th[aria-sort]")).to_be_visible()
    openers = page.locator(".portal-explorer__tools button[aria-expanded]")
    assert openers.count() >= 4
    for opener in openers.all():  # each closes the others
        opener.click()
        expect(page.locator(f"#{opener.get_attribute('aria-controls')}")).to_be_visible()
        page.wait_for_load_state("networkidle")
        in_scheme(page, "default")
        assert in_both_schemes(page) == [], opener.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.close()


def test_axe_finds_nothing_in_the_movable_map(eyes: Eyes):
    page = eyes.open("datasets/co-so-giao-duc/", **DESK)
    page.locator(".portal-map__open").first.click()
    expect(page.locator(".portal-map canvas")).to_be_visible(timeout=30_000)
    # What the header covers cannot be pressed.
    page.evaluate("document.querySelector('.portal-map').scrollIntoView({block: 'center'})")
    assert in_both_schemes(page) == []
    page.close()


def test_nothing_is_wider_than_a_phone_or_a_page_at_twice_its_size(page: Page):
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for size in (PHONE, ZOOMED_TWICE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], size


_SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, select, summary, input, header nav a, [role=button]"
  )].filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest("label"))
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 44 && box.height > 1)
    .map(([each, box]) => `${each.outerHTML.slice(0, 120)} is ${box.height} px high`)"""


def test_fingers_hit_what_can_be_pressed_on_a_phone(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(_SMALL_TARGETS) == []


_MOVING = """() => [...document.querySelectorAll("*")].filter(each => {
    const style = getComputedStyle(each);
    return style.transitionDuration !== "0s" || style.animationName !== "none"
      || style.scrollBehavior === "smooth";
  }).map(each => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", ["home", "catalogue", "dataset-map"])
def test_nothing_moves_for_readers_who_asked_for_that(eyes: Eyes, kind: str):
    page = eyes.open(PLACES[kind], **DESK)
    assert page.evaluate(_MOVING) == []
    page.close()


def test_a_dataset_prints_as_a_document_with_the_addresses_of_its_files(eyes: Eyes):
    page = eyes.open("datasets/co-so-giao-duc/", **DESK)
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    page.pdf()  # what happens before printing has happened
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for left_out in ("body > header", "body > footer", "nav", "form", "button", ".portal-side"):
        for each in page.locator(left_out).all():
            expect(each).to_be_hidden()
    file = page.locator("a.portal-download[href$='.csv']").first
    told = file.evaluate("link => getComputedStyle(link, '::after').content")
    assert f"{canonical}co-so-giao-duc.csv" in told
    page.emulate_media(media="screen")
    page.close()


def test_in_forced_colours_buttons_have_edges_and_drawings_the_readers_colours(eyes: Eyes):
    page = eyes.open("datasets/co-so-giao-duc/", **DESK)
    page.emulate_media(forced_colors="active")
    edges = page.locator("a.portal-download").first.evaluate(
        "link => getComputedStyle(link).borderTopStyle"
    )
    assert edges == "solid"
    ink, canvas = page.evaluate(
        """() => ["--portal-brand", "--portal-ground"].map(
             name => getComputedStyle(document.body).getPropertyValue(name).trim())"""
    )
    assert (ink, canvas) == ("Highlight", "Canvas")
    page.emulate_media(forced_colors="none")
    page.close()


def test_the_marked_place_of_the_keyboard_stands_out_in_both_schemes(eyes: Eyes):
    page = eyes.open("datasets/co-so-giao-duc/", **DESK)
    for scheme in ("default", "slate"):
        in_scheme(page, scheme)
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert re.search(r"solid [3-9]px", outline), outline
    page.close()


def test_headings_name_the_page_once_and_skip_no_level(page: Page):
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).map(each => Number(each.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
