"""Large downloads on another host: every link, checksum and size follows them there."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from rdflib import DCAT, Graph, Namespace, URIRef
from tornado.web import Application, StaticFileHandler

from generator.build import files_elsewhere, prepare
from generator.describe import documents
from generator.describe.entry import entries
from generator.distribution import Edition, is_whole
from generator.model import DownloadHost, Hosting
from generator.plugin.security import content_security_policy
from generator.settings import Settings, build_day
from tests.conftest import copy_small_portal, opendata, serving
from tests.test_budget import hosted

SPDX = Namespace("http://spdx.org/rdf/terms#")
NAMES = {"@id", "name"}
"""Keys whose texts are names, not addresses."""


class _Storage(StaticFileHandler):
    """Object storage that lets the pages of other hosts read."""

    def set_default_headers(self) -> None:
        self.set_header("Access-Control-Allow-Origin", "*")


class _Links(HTMLParser):
    """The addresses in a page, and what its scripts are told."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.told: list[Any] = []
        self._is_told = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for _, value in attrs if value]
        self._is_told = tag == "script" and "json" in (dict(attrs).get("type") or "")

    def handle_data(self, data: str) -> None:
        if self._is_told:
            self.told.append(json.loads(data))
            self._is_told = False


@pytest.fixture(scope="module")
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture(scope="module")
def storage(stack: ExitStack, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("storage") / "kho"

    def application(_: Path) -> Application:
        return Application([(r"/kho/(.*)", _Storage, {"path": str(folder)})])

    return folder, stack.enter_context(serving(folder, server_of=application)) + "kho"


@pytest.fixture(scope="module")
def site(storage: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal, all of whose downloads lie on the other host."""
    folder, address = storage
    root = copy_small_portal(tmp_path_factory.mktemp("elsewhere") / "portal")
    hosted(root, f"{{downloads: {{base_url: '{address}', larger_than: 0}}}}")
    result = opendata("build", "--downloads", folder, root=root)
    assert result.exit_code == 0, result.output
    return root / "site"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = copy_small_portal(tmp_path_factory.mktemp("edition") / "portal")
    made = prepare(Settings(root=root, today=build_day(), store=root / ".cache"))
    assert isinstance(made, Edition)
    return made


def downloads(folder: Path) -> list[str]:
    """The paths of the files that were placed elsewhere."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]


def strings(value: Any, key: str = "") -> Iterator[str]:
    """All texts in a JSON value that may be addresses."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, key)
    elif isinstance(value, str) and key not in NAMES:
        yield value


def addresses(site: Path, file: Path) -> Iterator[str]:
    """Every address that a document may name, resolved as programs and scripts do."""
    base = json.loads((site / "datasets.json").read_bytes())["url"]
    here = base + file.relative_to(site).as_posix()
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        page = _Links()
        page.feed(text)
        found = [*page.links, *strings(page.told)]
    elif file.suffix in {".json", ".jsonld"}:
        found = list(strings(json.loads(text)))
    else:
        found = re.findall(r"https?://[^\s<>\"']+", text)
    for each in found:
        if " " not in each and "\n" not in each:
            yield from (urldefrag(urljoin(start, each))[0] for start in (here, base))


def test_all_downloads_lie_elsewhere_and_none_on_the_site(site, storage):
    paths = downloads(storage[0])
    assert {Path(path).suffix for path in paths} == {
        ".csv", ".geojson", ".json", ".parquet", ".xlsx", ".zip",
    }  # fmt: skip
    assert [path for path in paths if (site / path).exists()] == []


def test_no_page_and_no_document_links_a_download_on_the_site(site, storage):
    base = json.loads((site / "datasets.json").read_bytes())["url"]
    wrong = {base + quote(path) for path in downloads(storage[0])}
    texts = [file for file in site.rglob("*") if file.suffix in _TEXTS]
    assert len(texts) > 100
    for file in texts:
        found = {urlsplit(each)._replace(query="").geturl() for each in addresses(site, file)}
        assert found.isdisjoint(wrong), (file, found & wrong)


_TEXTS = {".atom", ".html", ".ics", ".json", ".jsonld", ".rdf", ".ttl", ".txt", ".xml"}


def test_a_dataset_page_links_every_download_where_it_lies(site, storage):
    folder, address = storage
    for path in downloads(folder):
        page = _Links()
        page.feed(
            (site / "en" / Path(path).parts[0] / Path(path).parts[1] / "index.html").read_text(
                "utf-8"
            )
        )
        assert f"{address}/{quote(path)}" in page.links


def test_checksums_and_sizes_in_documents_are_those_of_the_files_elsewhere(site, storage):
    folder, address = storage
    told = {*_in_data_packages(site), *_in_croissant(site), *_in_csvw(site), *_in_dcat(site)}
    assert len(told) > 10
    assert {url for url, _, _ in told} == {f"{address}/{quote(path)}" for path in downloads(folder)}
    for url, checksum, size in told:
        content = (folder / url.removeprefix(f"{address}/")).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (checksum, size)


def _read(site: Path, name: str) -> list[Any]:
    return [json.loads(file.read_bytes()) for file in site.glob(f"datasets/*/{name}")]


def _in_data_packages(site: Path) -> Iterator[tuple[str, str, int]]:
    for package in _read(site, "datapackage.json"):
        for each in package["resources"]:
            yield each["path"], each["hash"].removeprefix("sha256:"), each["bytes"]


def _in_croissant(site: Path) -> Iterator[tuple[str, str, int]]:
    for document in _read(site, "croissant.json"):
        for each in document["distribution"]:
            yield each["contentUrl"], each["sha256"], int(each["contentSize"].removesuffix(" B"))


def _in_csvw(site: Path) -> Iterator[tuple[str, str, int]]:
    for document in _read(site, "*-metadata.json"):
        for each in document["tables"]:
            yield each["url"], each["schema:sha256"], each["dcat:byteSize"]


def _in_dcat(site: Path) -> Iterator[tuple[str, str, int]]:
    for file in site.glob("datasets/*/dcat.ttl"):
        graph = Graph().parse(file)
        for each, url in graph.subject_objects(DCAT.downloadURL):
            checksum = graph.value(graph.value(each, SPDX.checksum), SPDX.checksumValue)
            yield str(url), str(checksum), int(str(graph.value(each, DCAT.byteSize)))
            assert graph.value(each, DCAT.accessURL) != URIRef("")


@pytest.mark.usefixtures("site")
def test_the_manifest_beside_them_has_every_file(storage):
    folder, _ = storage
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {path: checksum for checksum, _, path in (line.partition("  ") for line in lines)}
    assert told == {
        path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in downloads(folder)
    }


@pytest.mark.usefixtures("site")
def test_the_package_names_the_files_within_it(storage):
    for file in storage[0].glob("datasets/*/*.zip"):
        with zipfile.ZipFile(file) as archive:
            package = json.loads(archive.read("datapackage.json"))
            assert {each["path"] for each in package["resources"]} <= set(archive.namelist())


def test_pages_read_a_table_from_the_other_host(site, storage, browser: Browser):
    file = f"{storage[1]}/datasets/tram-y-te/tram.parquet"
    with serving(site) as address:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        with page.expect_response(lambda answer: answer.url.startswith(file)) as answered:
            page.goto(f"{address}datasets/tram-y-te/")
            page.locator("#data").scroll_into_view_if_needed()
        assert answered.value.ok
        expect(page.locator(".portal-explorer tbody tr").first).to_be_visible()
        page.close()
    assert said == []


def test_a_folder_with_other_files_is_not_replaced(small):
    hosted(small, "{downloads: {base_url: 'https://tep.tinh.example/'}}")
    result = opendata("build", "--downloads", small, root=small)
    assert result.exit_code == 2
    assert (small / "datasets/catalog.yml").exists()
    assert not (small / "site").exists()


def test_downloads_are_gathered_beside_the_site_unless_told(small):
    hosted(small, "{downloads: {base_url: 'https://tep.tinh.example/', larger_than: 1 kB}}")
    for _ in range(2):
        result = opendata("build", root=small)
        assert result.exit_code == 0, result.output
    sizes = [
        (small / "site-downloads" / path).stat().st_size
        for path in downloads(small / "site-downloads")
    ]
    assert sizes
    assert min(sizes) > 1_000


def test_a_look_at_the_site_has_all_downloads_whatever_its_host_takes(small):
    hosted(
        small,
        "{site_size: 1 kB, downloads: {base_url: 'https://tep.tinh.example/', larger_than: 0}}",
    )
    result = opendata("build", "--together", root=small)
    assert result.exit_code == 0, result.output
    assert (small / "site/datasets/tram-y-te/tram.parquet").exists()
    assert not (small / "site-downloads").exists()
    page = (small / "site/datasets/tram-y-te/index.html").read_text("utf-8")
    assert "tep.tinh.example" not in page


@given(limit=st.integers(0, 20_000))
def test_a_file_lies_elsewhere_exactly_when_it_is_larger(edition, limit):
    host = DownloadHost(base_url="https://tep.tinh.example/kho/", larger_than=limit)
    portal = replace(edition.catalog.portal, hosting=Hosting(downloads=host))
    placed = replace(edition, catalog=replace(edition.catalog, portal=portal))
    files = [(d, file) for d in placed.catalog.datasets for file in placed.files(d)]
    there = [placed.catalog.location(d, f) for d, f in files if f.byte_size > limit]
    assert all(is_whole(each) and each.startswith(host.base_url) for each in there)
    here = [placed.catalog.location(d, f) for d, f in files if f.byte_size <= limit]
    assert not any(map(is_whole, here))
    assert {f"{host.base_url}{quote(each.path)}" for each in files_elsewhere(placed)} == {
        *there,
        f"{host.base_url}SHA256SUMS",
    }


def test_names_of_files_stay_when_they_move(edition):
    host = DownloadHost(base_url="https://tep.tinh.example/", larger_than=0)
    portal = replace(edition.catalog.portal, hosting=Hosting(downloads=host))
    moved = replace(edition, catalog=replace(edition.catalog, portal=portal))
    for one, other in zip(entries(edition), entries(moved), strict=True):
        assert one.iri == other.iri
        for file in one.edition.files(one.dataset):
            assert one.distribution_iri(file) == other.distribution_iri(file)
            assert one.address(file) != other.address(file)


def test_nothing_changes_for_a_portal_whose_files_are_all_small(edition):
    host = DownloadHost(base_url="https://tep.tinh.example/")
    portal = replace(edition.catalog.portal, hosting=Hosting(downloads=host))
    placed = replace(edition, catalog=replace(edition.catalog, portal=portal))
    assert list(documents(placed)) == list(documents(edition))


@pytest.mark.parametrize(
    ("base_url", "origin"),
    [
        ("https://tep.tinh.example/kho/a", "https://tep.tinh.example"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_scripts_may_read_from_the_other_host_and_no_further(base_url, origin):
    policy = content_security_policy(Hosting(downloads=DownloadHost(base_url=base_url)))
    assert f"connect-src 'self' {origin};" in policy
    assert policy.count(origin) == 1
    assert "connect-src 'self';" in content_security_policy(Hosting())
