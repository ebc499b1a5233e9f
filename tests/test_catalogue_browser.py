"""People's way through the catalogue in a real browser: search, narrow, sort, look into, ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.render import lists
from tests.conftest import opendata, serving

SCHOOLS = "Danh sách cơ sở giáo dục mầm non và phổ thông"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def cards(page: Page) -> Locator:
    return page.locator("#results .portal-card:visible")


def titles(page: Page) -> list[str]:
    return page.locator("#results .portal-card:visible h3").all_inner_texts()


def count(page: Page) -> Locator:
    return page.locator("#results [role=status]")


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)}\s"))


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def ready(page: Page, address: str) -> None:
    """The catalogue with its data there: the first search or tick would find it."""
    with page.expect_response(re.compile(r"/assets/catalogue\.\w+\.\w+\.json$")):
        page.goto(address)


def test_boxes_of_a_group_widen_and_groups_narrow(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/")
    total = cards(page).count()
    box(page, "Y tế").check()
    expect(count(page)).not_to_have_text(f"{total} bộ dữ liệu")
    health = cards(page).count()
    box(page, "Công Thương").check()
    expect(cards(page)).not_to_have_count(health)
    both = cards(page).count()
    box(page, "GeoJSON").check()
    expect(cards(page)).not_to_have_count(both)
    assert 0 < cards(page).count() < both
    assert health < both < total
    chosen = asked(page)
    assert {key: sorted(values) for key, values in chosen.items()} == {
        "theme": ["cong-thuong", "y-te"],
        "format": ["geojson"],
    }


def test_the_number_beside_a_box_is_what_ticking_it_leaves(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/?theme=y-te")
    label = page.locator("label", has=page.locator("input[name=format][value=geojson]"))
    expect(page.locator("#results .portal-chosen button")).to_have_count(1)
    number = int(label.locator(".portal-count").inner_text())
    label.click()
    expect(cards(page)).to_have_count(number)


def test_options_that_would_leave_nothing_stay_but_cannot_be_ticked(
    page: Page, portal: str
) -> None:
    ready(page, f"{portal}datasets/?agency=so-y-te")
    other = page.locator("input[name=theme][value=cong-thuong]")
    expect(other).to_be_disabled()
    expect(other).to_have_count(1)


def test_a_search_without_marks_finds_and_says_where(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/")
    page.get_by_label("Tìm trong danh mục").fill("so hoc sinh")
    expect(cards(page).first).to_contain_text(SCHOOLS)
    expect(cards(page).first).to_contain_text("Cột: Số học sinh")
    expect(page.get_by_label("Xếp theo")).to_have_value("relevance")
    assert asked(page) == {"q": ["so hoc sinh"]}


def test_a_search_of_the_catalogue_fetches_no_titles_for_it_has_them(
    page: Page, portal: str, site: Path
) -> None:
    manifest = json.loads((site / "search/vi.json").read_bytes())
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    ready(page, f"{portal}datasets/?q=truong")
    expect(count(page)).to_contain_text(" trong ")
    files = {address.rpartition("/")[2].removesuffix(".json") for address in asked_for}
    assert manifest["order"] in files
    assert not files & set(manifest["titles"].split())


def test_without_the_search_index_the_words_on_cards_are_searched(page: Page, portal: str) -> None:
    page.route("**/search/*.json", lambda route: route.fulfill(status=200, body="no json"))
    ready(page, f"{portal}datasets/?q=co+so+giao+duc+mam+non")
    expect(count(page)).to_contain_text(" trong ")
    assert SCHOOLS in titles(page)


@pytest.mark.parametrize(
    ("order", "attribute"), [("title", "Tên A–Z"), ("rows", "Nhiều dòng nhất")]
)
def test_the_order_is_chosen_and_kept_in_the_address(
    page: Page, portal: str, order: str, attribute: str
) -> None:
    ready(page, f"{portal}datasets/")
    before = titles(page)
    page.get_by_label("Xếp theo").select_option(label=attribute)
    expect(cards(page).first.locator("h3")).not_to_have_text(before[0])
    chosen = titles(page)
    assert sorted(chosen) == sorted(before)
    assert asked(page) == {"sort": [order]}
    ready(page, page.url)
    expect(cards(page).first.locator("h3")).to_have_text(chosen[0])


def test_the_back_button_takes_the_last_choice_away(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/")
    box(page, "Y tế").check()
    box(page, "GeoJSON").check()
    expect(page.locator(".portal-chosen button")).to_have_count(2)
    page.go_back()
    expect(page.locator(".portal-chosen button")).to_have_count(1)
    expect(box(page, "GeoJSON")).not_to_be_checked()
    expect(box(page, "Y tế")).to_be_checked()


def test_a_condition_is_removed_by_its_button_and_the_focus_stays(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/?theme=y-te&format=csv")
    page.get_by_role("button", name="Bỏ: Lĩnh vực: Y tế").click()
    expect(page.locator(".portal-chosen button")).to_have_count(1)
    expect(page.get_by_role("button", name="Bỏ: Định dạng: CSV")).to_be_focused()
    page.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    expect(page.locator(".portal-chosen")).to_be_hidden()
    assert asked(page) == {}
    expect(count(page)).to_have_text(f"{cards(page).count()} bộ dữ liệu")


def test_where_nothing_is_left_it_says_which_condition_to_drop(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/?q=benh&theme=cong-thuong")
    nothing = page.locator(".portal-none")
    expect(nothing).to_contain_text("“benh”")
    drop = nothing.get_by_role("button", name="Lĩnh vực: Công Thương")
    number = int(re.findall(r"\((\d+)", drop.inner_text())[0])
    drop.click()
    expect(nothing).to_be_hidden()
    expect(cards(page)).to_have_count(number)


def test_asking_for_data_takes_the_search_along(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/?q=" + "%C4%91%C6%B0%E1%BB%9Dng+bay+%26+x")
    link = page.get_by_role("link", name="Đề nghị công bố")
    expect(link).to_have_attribute(
        "href", re.compile("subject=.*%C4%91%C6%B0%E1%BB%9Dng%20bay%20%26")
    )


STRANGE = ["<script>alert(1)</script>", "x" * 10_000, "?!.,;:-", "😀😀", "%", "q=1&theme=y-te"]


@pytest.mark.parametrize("query", STRANGE, ids=lambda query: query[:12])
def test_strange_searches_are_answered_and_never_run(page: Page, portal: str, query: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    ready(page, f"{portal}datasets/")
    page.get_by_label("Tìm trong danh mục").fill(query)
    expect(page.locator(".portal-chosen")).to_be_visible()
    assert page.locator("html").evaluate("root => root.scrollWidth") <= 1280


def test_an_address_that_is_wrong_shows_the_whole_list(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/?theme=khong-co&sort=toString&__proto__=1&area=%E0%A4%A")
    expect(page.locator(".portal-chosen")).to_be_hidden()
    expect(count(page)).to_have_text(f"{cards(page).count()} bộ dữ liệu")


def test_a_look_into_a_dataset_by_key_and_by_mouse(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/")
    look = cards(page).first.locator("details")
    look.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(look.locator("tr")).to_have_count(4)
    expect(look).to_contain_text("Cột: ")
    page.keyboard.press("Escape")
    expect(look).not_to_have_attribute("open", "")
    expect(look.locator("summary")).to_be_focused()
    look.locator("summary").hover()
    expect(look).to_have_attribute("open", "")
    page.mouse.move(0, 0)
    expect(look).not_to_have_attribute("open", "")


def test_the_keyboard_reaches_the_results_past_the_boxes(page: Page, portal: str) -> None:
    ready(page, f"{portal}datasets/")
    page.get_by_label("Xếp theo").focus()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Bỏ qua bộ lọc, đến kết quả")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.portal-card') !== null")


def test_on_a_phone_the_boxes_stand_in_a_dialog_that_gives_the_focus_back(
    page: Page, portal: str
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    ready(page, f"{portal}datasets/")
    opener = page.locator(".portal-finder__open")
    opener.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("label", has_text="Y tế").first.click()
    expect(dialog.get_by_role("button", name=re.compile(r"^Xem \d+ bộ dữ liệu$"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    expect(opener).to_contain_text("1")
    assert asked(page) == {"theme": ["y-te"]}
    assert page.locator("html").evaluate("root => root.scrollWidth") <= PHONE["width"]


def test_what_is_touched_on_a_phone_is_44_pixels_high(page: Page, portal: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    ready(page, f"{portal}datasets/?theme=y-te")
    expect(page.locator(".portal-chosen button")).to_have_count(1)
    places = [".portal-finder__bar :is(input, select, button)", ".portal-chosen button",
              ".portal-peek summary", ".portal-tally button"]  # fmt: skip
    page.locator(".portal-finder__open").click()
    places += ["dialog label", "dialog summary", "dialog button"]
    heights = page.evaluate(
        """places => places.flatMap(place => [...document.querySelectorAll(place)])
             .map(each => each.getBoundingClientRect().height).filter(height => height > 0)""",
        places,
    )
    assert len(heights) > 40
    assert min(heights) >= 44


def test_without_scripts_the_list_is_whole_and_no_box_is_dead(
    browser: Browser, portal: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{portal}datasets/?q=y+te")
    assert cards(plain).count() > 50
    expect(plain.locator("#finder")).to_be_hidden()
    plain.get_by_role("link", name=re.compile("^Y tế")).first.click()
    assert plain.url == f"{portal}themes/y-te/"
    expect(plain.get_by_text("Lọc tiếp trong danh mục")).to_be_hidden()
    context.close()


def test_a_field_leads_to_the_catalogue_narrowed_to_it(page: Page, portal: str) -> None:
    page.goto(f"{portal}themes/y-te/")
    number = page.locator(".portal-card").count()
    page.get_by_role("link", name="Lọc tiếp trong danh mục").click()
    expect(cards(page)).to_have_count(number)
    expect(box(page, "Y tế")).to_be_checked()


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A catalogue whose list takes three pages."""
    root: Path = tmp_path_factory.mktemp("parted") / "portal"
    assert opendata("sample", "--datasets", "12", "--rows", "2", "--out", root).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "PAGE_SIZE", 5)
        result = opendata("build", root=root)
    assert result.exit_code == 0, result.output
    with serving(root / "site") as address:
        yield address


@pytest.mark.parametrize("path", ["datasets/", "datasets/page.2/"])
def test_every_page_of_a_long_list_sorts_and_narrows_the_whole(
    page: Page, parted: str, path: str
) -> None:
    ready(page, f"{parted}{path}")
    expect(page.locator(".portal-pager")).to_be_visible()
    page.get_by_label("Xếp theo").select_option("title")
    expect(page.locator(".portal-pager")).to_be_hidden()
    expect(cards(page)).to_have_count(5)
    for _ in range(2):
        page.get_by_role("button", name=re.compile("^Xem thêm ")).last.click()
    expect(cards(page)).to_have_count(12)
    expect(cards(page).nth(10).locator("a")).to_be_focused()
    assert len(set(titles(page))) == 12
    addresses = cards(page).locator("a").evaluate_all("links => links.map(link => link.href)")
    assert all(page.request.get(address).ok for address in addresses)
    page.get_by_label("Xếp theo").select_option("updated")
    expect(page.locator(".portal-pager")).to_be_visible()
