"""Two languages on every page: what stands in which, and the way from one to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from generator.model import LANGUAGES, Language
from generator.render.words import read_words
from tests.conftest import ASSETS, REPOSITORY
from tests.page_kinds import pages

TEMPLATES = REPOSITORY / "site_templates"
MARKS = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]")
LEGAL_NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ][A-ZĐ0-9-]*")
IN_BRACKETS = re.compile(r"\([^()]*\)")  # "public (công lập)": the term behind the word
NAMES_OF_STANDARDS = {"Row API"}
SAMPLED = [(language, kind) for language in LANGUAGES for kind in pages(language)]
_UNREAD = {"script", "style", "code", "pre", "svg"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source"}
_WORDS_IN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")


class Reading(HTMLParser):
    """The texts of a page by the language they are in, and the links in its head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.tags: list[tuple[str, str, bool]] = [("", "", True)]
        self.texts: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        _, language, read = self.tags[-1]
        language = values.get("lang", language)
        if tag == "html":
            self.languages.append(language)
        if tag == "link":
            self.links.append(values)
        self.texts += [
            (language, values[name])
            for name in _WORDS_IN_ATTRIBUTES
            if read and values.get(name) and tag != "link"
        ]
        if tag not in _VOID:
            self.tags.append((tag, language, read and tag not in _UNREAD))

    def handle_endtag(self, tag: str) -> None:
        if tag in {each[0] for each in self.tags}:
            while self.tags.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        _, language, read = self.tags[-1]
        if read and data.strip():
            self.texts.append((language, " ".join(data.split())))

    def said_in(self, language: str) -> list[str]:
        return [text for in_language, text in self.texts if in_language == language]


def _file(site: Path, path: str) -> Path:
    file = site / urlsplit(path).path
    return file / "index.html" if file.is_dir() else file


def _read(file: Path) -> Reading:
    return Reading(file.read_text(encoding="utf-8"))


def _html_pages(site: Path) -> Iterator[Path]:
    for file in sorted(site.rglob("*.html")):
        if not {"original", "action"} & set(file.relative_to(site).parts):  # data, and answers
            yield file


def test_every_page_says_which_language_it_is_in(site):
    pages_seen = 0
    for file in _html_pages(site):
        start = file.read_text(encoding="utf-8")[:200]
        language = "en" if file.relative_to(site).parts[0] == "en" else "vi"
        assert f'<html lang="{language}"' in start, file
        pages_seen += 1
    assert pages_seen > 200


def test_every_page_names_itself_and_its_twin_and_the_twin_names_it_back(site):
    canonical = re.compile(r'<link rel="canonical" href="([^"]+)">')
    alternate = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
    twins: dict[str, dict[str, str]] = {}
    for file in _html_pages(site):
        if file.name == "404.html":
            continue
        page = file.read_text(encoding="utf-8")
        (own,) = canonical.findall(page) or [""]
        named = dict(alternate.findall(page))
        assert set(named) == {*LANGUAGES, "x-default"}, file
        assert own in named.values(), file
        assert named["x-default"] == named["vi"]
        twins[own] = named
    for own, named in twins.items():
        for language in LANGUAGES:
            assert twins[named[language]] == named, own


def test_the_switch_leads_to_the_twin(site):
    switch = re.compile(r'<a class="portal-language" href="([^"]+)"')
    for language, kind in SAMPLED:
        path = urlsplit(pages(language)[kind]).path
        if path == "404.html":
            continue
        page = _file(site, path).read_text(encoding="utf-8")
        (target,) = switch.findall(page)
        other: Language = "en" if language == "vi" else "vi"
        assert urljoin(f"/{path}", target) == "/" + urlsplit(pages(other)[kind]).path


@pytest.mark.parametrize(
    "kind", [kind for kind in pages("en") if kind not in {"problem", "problems"}]
)
def test_english_pages_hold_vietnamese_only_where_it_is_marked(site, kind):
    names = _names()
    left = [
        text
        for text in _read(_file(site, pages("en")[kind])).said_in("en")
        if MARKS.search(_without(text, names))
    ]
    assert left == []


def _names() -> list[str]:
    """What is written the same in both languages: names of places, units and bodies."""
    catalogue = (REPOSITORY / "datasets/catalog.yml").read_text(encoding="utf-8")
    places = {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình", "Vĩnh Yên", "Phúc Yên", "Lao Động", "Huyền Linh"}
    english = re.findall(r"^\s*en: (.+)$", catalogue, re.MULTILINE)
    return sorted({*places, *english}, key=len, reverse=True)


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return IN_BRACKETS.sub("", LEGAL_NUMBER.sub("", text))


def _own_words(language: Language, other: Language) -> set[str]:
    """Whole texts of the interface that are said in one language only, and not in a word or two."""
    theirs = {text.casefold() for text in read_words(TEMPLATES, other).texts.values()}
    return {
        text
        for text in read_words(TEMPLATES, language).texts.values()
        if text.casefold() not in theirs and "{" not in text and len(text.split()) > 1
    }


@pytest.mark.parametrize(("language", "kind"), SAMPLED)
def test_no_page_says_words_of_the_other_languages_interface(site, language, kind):
    other: Language = "en" if language == "vi" else "vi"
    said = set(_read(_file(site, pages(language)[kind])).said_in(language))
    assert said & _own_words(other, language) <= NAMES_OF_STANDARDS


def test_scripts_hold_no_words_for_people():
    """They are handed over by the page, in its language."""
    shown = re.compile(
        r"""(?:\.(?:textContent|innerText|ariaLabel|placeholder|title|alt)\s*=|"""
        r"""setAttribute\("(?:aria-label|placeholder|title|alt)",)\s*(["'`])(.*?)\1"""
    )
    for script in sorted((ASSETS / "scripts").rglob("*.js")):
        said = [text for _, text in shown.findall(script.read_text(encoding="utf-8"))]
        spoken = [
            text for text in said if re.search(r"[^\W\d_]{3}", re.sub(r"\$\{.*?\}", "", text))
        ]
        assert spoken == [], script


def test_numbers_and_days_are_written_as_each_language_does(site):
    vietnamese = _file(site, "datasets/benh-truyen-nhiem-theo-tuan/").read_text(encoding="utf-8")
    english = _file(site, "en/datasets/benh-truyen-nhiem-theo-tuan/").read_text(encoding="utf-8")
    assert "9.849" in vietnamese
    assert "9,849" not in vietnamese
    assert "9,849" in english
    assert "9.849" not in english
    assert re.search(r"\b18/11/2026\b", vietnamese)
    assert "18 November 2026" in english


def test_what_exists_in_vietnamese_only_is_marked_and_the_mark_explained(site):
    css = (ASSETS / "portal.css").read_text(encoding="utf-8")
    assert 'html:lang(en) main span[lang="vi"]::after' in css
    page = _file(site, "en/datasets/co-so-giao-duc/").read_text(encoding="utf-8")
    assert read_words(TEMPLATES, "en")("language.only_vietnamese") in page
