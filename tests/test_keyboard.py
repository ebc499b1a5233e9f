"""The way through the site with a keyboard alone, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

MOST_STEPS = 200


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield opened
    opened.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what ``selector`` names."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{MOST_STEPS} times Tab did not lead to {selector}")


def test_the_first_key_offers_to_skip_the_header_and_the_next_one_enters_the_text(page, portal):
    page.goto(portal + "datasets/co-so-giao-duc/")
    page.keyboard.press("Tab")
    skip = page.locator("a.portal-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["", "datasets/", "datasets/co-so-giao-duc/", "about/"])
def test_tab_reaches_everything_in_the_order_of_the_page_and_leaves_it_again(page, portal, path):
    page.goto(portal + path)
    page.evaluate("document.activeElement.blur()")
    tops: list[float] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        place = page.evaluate(
            """() => {
              const each = document.activeElement, box = each.getBoundingClientRect();
              return [box.width * box.height, box.top + scrollY];
            }"""
        )
        assert place[0] > 0, page.evaluate("document.activeElement.outerHTML")
        tops.append(place[1])
    assert len(tops) > 20


def test_what_has_the_focus_is_never_behind_the_header(page, portal):
    page.goto(portal + "datasets/co-so-giao-duc/")
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const each = document.activeElement, box = each.getBoundingClientRect();
              const header = document.querySelector("body > header");
              if (header.contains(each) || each.matches(".portal-skip")) return false;
              const edge = header.getBoundingClientRect().bottom;
              return getComputedStyle(header).position === "sticky" && box.bottom <= edge;
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_light_and_dark_are_switched_and_remembered(page, portal):
    page.emulate_media(color_scheme="light")
    page.goto(portal)
    tab_to(page, "button.portal-scheme")
    button = page.locator("button.portal-scheme")
    expect(button).to_have_attribute("aria-label", "Giao diện tối")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(button).to_have_attribute("aria-label", "Giao diện sáng")
    expect(button).to_be_focused()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_other_language_keeps_what_was_searched_and_the_place(page, portal):
    page.goto(portal + "datasets/?q=truong#portal-content")
    tab_to(page, "a.portal-language")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/datasets/**")
    assert "q=truong" in page.url
    assert page.url.endswith("#portal-content")


def test_code_is_unfolded_and_copied(page, portal):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(portal + "datasets/co-so-giao-duc/")
    tab_to(page, ".portal-snippet:not([open]):has(pre) summary")
    page.keyboard.press("Enter")
    tab_to(page, "button.portal-copy")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_class("portal-copy")
    assert "SELECT" in page.evaluate("navigator.clipboard.readText()")


def test_wide_tables_are_scrolled_with_the_arrows(page, portal):
    page.set_viewport_size({"width": 600, "height": 900})
    page.goto(portal + "datasets/co-so-giao-duc/")
    tab_to(page, ".portal-scroll[tabindex='0']")
    page.evaluate("""() => {
      const each = document.activeElement;
      window.scrolled = new Promise(done => each.addEventListener("scroll", done, {once: true}));
    }""")
    page.keyboard.press("ArrowRight")
    page.evaluate("() => window.scrolled.then(() => true)")
    assert page.evaluate("document.activeElement.scrollLeft") > 0


def test_a_question_is_answered_without_a_mouse(page, portal):
    """From any page over the search to a dataset, sorted, filtered and back."""
    page.goto(portal + "about/")
    page.keyboard.press("/")
    page.keyboard.type("co so giao duc")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("cơ sở giáo dục")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/datasets/co-so-giao-duc*/")
    page.locator(".portal-explorer").first.scroll_into_view_if_needed()
    expect(page.locator(".portal-explorer th button").first).to_be_visible()
    tab_to(page, ".portal-explorer th button")
    page.keyboard.press("Enter")
    head = page.locator("th:has(button:focus)")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert "s=-" in page.url


def test_a_dialog_keeps_the_focus_and_gives_it_back(page, portal):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(portal + "datasets/")
    opener = page.locator(".portal-finder__open")
    expect(opener).to_be_visible()
    tab_to(page, ".portal-finder__open")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_box_of_a_facet_is_ticked_and_the_number_of_results_is_told(page, portal):
    page.goto(portal + "datasets/")
    tab_to(page, "fieldset[data-group=theme] input:not(:disabled)")
    told = page.locator("[role=status]").filter(has_text="bộ dữ liệu").first
    before = told.inner_text()
    page.keyboard.press("Space")
    expect(page.locator(":focus")).to_be_checked()
    expect(told).not_to_have_text(before)
    assert "theme=" in page.url
