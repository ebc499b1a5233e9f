"""The whole built site: every link leads somewhere, every download is what it says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.load import load
from generator.settings import build_day
from tests.conftest import REPOSITORY

_HOST = "https://opendata.vinhphuc.gov.vn/"
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("id"):
            self.anchors.add(values["id"])
        name = _LINKS.get(tag)
        if name and values.get(name) is not None:
            self.links.append((tag, values[name], values.get("rel") or ""))


def _parsed(site: Path) -> dict[str, _Links]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix()] = parser
    return pages


def _targets(pages: dict[str, _Links]) -> Iterator[tuple[str, str, str]]:
    for page, parser in pages.items():
        if page == "404.html":
            continue
        for _, link, _ in parser.links:
            address = urljoin(_HOST + page, link)
            if address.startswith(_HOST):
                parts = urlsplit(address)
                yield page, unquote(parts.path.removeprefix("/")), unquote(parts.fragment)


def test_every_internal_link_leads_to_a_page_a_file_or_an_anchor(site):
    pages = _parsed(site)
    broken = []
    for page, path, anchor in _targets(pages):
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        if not (site / file).is_file():
            broken.append(f"{page} → {path}")
        elif anchor and anchor not in pages[file].anchors and not anchor.startswith("__"):
            broken.append(f"{page} → {path}#{anchor}")
    assert broken == []
    assert len(pages) > 150


def test_every_dataset_has_a_page_in_each_language(site):
    datasets = load(REPOSITORY, build_day()).catalog.datasets
    assert len(datasets) >= 42
    for dataset in datasets:
        for language in ("", "en/"):
            assert (site / language / "datasets" / dataset.slug / "index.html").is_file()


def test_no_shell_and_no_marker_is_left(site):
    assert list(site.rglob("*--slug--*")) == []
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "--opendata:" not in text
        assert "--slug--" not in text
    assert "--slug--" not in (site / "sitemap.xml").read_text()


def test_no_page_fetches_anything_from_another_host(site):
    for page, parser in _parsed(site).items():
        for tag, link, relation in parser.links:
            is_fetched = tag in {"script", "img"} or "stylesheet" in relation or "icon" in relation
            if is_fetched:
                assert not urlsplit(link).netloc, f"{page}: {link}"
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text), sheet


def test_the_sitemap_names_every_page_once_and_nothing_else(site):
    tree = ET.parse(site / "sitemap.xml")
    named = [node.text or "" for node in tree.findall(".//{*}loc")]
    pages = {
        _HOST + path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("index.html")
        if "api/" not in path.relative_to(site).as_posix()  # JSON where hosts want an index
    }
    assert sorted(named) == sorted(pages)


def test_every_size_and_checksum_in_a_data_package_is_the_files_own(site):
    checked = 0
    for descriptor in site.glob("datasets/*/datapackage.json"):
        for resource in json.loads(descriptor.read_bytes()).get("resources", []):
            content = (descriptor.parent / resource["path"]).read_bytes()
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            checked += 1
    assert checked > 50


def test_the_original_is_published_byte_for_byte(site):
    catalog = load(REPOSITORY, build_day()).catalog
    for dataset in catalog.datasets:
        for resource in dataset.metadata.resources:
            published = site / "datasets" / dataset.slug / "original" / resource.path
            assert published.read_bytes() == catalog.source(dataset, resource).read_bytes()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_says_its_language_and_its_counterpart(site, language):
    prefix = "" if language == "vi" else "en/"
    page = (site / prefix / "datasets" / "co-so-giao-duc" / "index.html").read_text("utf-8")
    assert re.search(rf'<html[^>]* lang="{language}"', page)
    for other, start in (("vi", ""), ("en", "en/")):
        assert f'hreflang="{other}"' in page
        assert f"{_HOST}{start}datasets/co-so-giao-duc/" in page
    assert f'<link rel="canonical" href="{_HOST}{prefix}datasets/co-so-giao-duc/"' in page


def test_sample_data_say_so_on_their_pages_and_official_data_do_not(site):
    for dataset in load(REPOSITORY, build_day()).catalog.datasets:
        page = (site / "datasets" / dataset.slug / "index.html").read_text("utf-8")
        head = page[: page.index("</h1>")]
        assert ("portal-label--sample" in head) == dataset.metadata.sample, dataset.slug


def test_no_page_of_a_dataset_weighs_more_than_fifty_kilobytes(site: Path):
    pages = [*site.glob("datasets/*/index.html"), *site.glob("en/datasets/*/index.html")]
    assert len(pages) > 100
    sizes = {str(page.relative_to(site)): page.stat().st_size for page in pages}
    assert {path: size for path, size in sizes.items() if size > 50_000} == {}
