"""A portal built by this program, harvested by another one: what goes out comes in the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.load.document import read_document
from tests.conftest import SMALL, copy_small_portal, opendata, serving
from tests.test_harvest import assert_passes_the_gate, contents, describe, metadata

PATHS = {
    "dcat": "catalog.ttl",
    "ckan": "",
    "data-json": "data.json",
    "data-package": "datapackage.json",
}


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    """The address of a built portal."""
    folder = tmp_path_factory.mktemp("publisher")
    portal = copy_small_portal(folder / "portal")
    site = folder / "site"
    site.mkdir()
    with serving(site) as address:
        result = opendata("build", "--base-url", address, "--output", site, root=portal)
        assert result.exit_code == 0, result.output
        yield address


@pytest.fixture
def empty(small: Path) -> Path:
    """A portal of the same lists, without datasets."""
    for folder in small.glob("datasets/so-*"):
        shutil.rmtree(folder)
    return small


@pytest.mark.parametrize("kind", PATHS)
def test_our_own_portal_can_be_harvested(publisher, empty, kind):
    describe(
        empty,
        kind=kind,
        url=publisher + PATHS[kind],
        private_hosts=[urlsplit(publisher).netloc],
        publisher="so-noi-vu",
    )
    result = opendata("harvest", root=empty, language="en")
    assert result.exit_code == 0, result.output
    assert "kho: 2 created" in result.output
    assert_passes_the_gate(empty)
    for original in SMALL.glob("datasets/so-*/*/*.csv"):
        (taken,) = empty.glob(f"datasets/{original.parts[-3]}/*/{original.name}")
        assert taken.read_bytes() == original.read_bytes()
        value = metadata(empty, "/".join(taken.parts[-3:-1]))
        wanted = read_document(original.parent / "dataset.yml", "dataset.yml").value
        for key in ("publisher", "license", "issued", "modified", "accrual_periodicity"):
            assert value[key] == wanted[key]
        assert value["title"]["vi"] == wanted["title"]["vi"]
        assert value["themes"] == wanted["themes"] or kind == "data-package"
        assert wanted["description"]["vi"] in value["description"]["vi"]
        assert value.get("sample") or "DỮ LIỆU MẪU" in value["description"]["vi"]


@pytest.mark.parametrize("kind", PATHS)
def test_a_second_harvest_of_our_own_portal_writes_nothing(publisher, empty, kind):
    private = [urlsplit(publisher).netloc]
    describe(empty, kind=kind, url=publisher + PATHS[kind], private_hosts=private)
    opendata("harvest", root=empty)
    before = contents(empty)
    assert opendata("harvest", root=empty, language="en").output == "kho: 2 unchanged\n"
    assert contents(empty) == before


def test_columns_of_our_data_package_come_back_as_they_were(publisher, empty):
    private = [urlsplit(publisher).netloc]
    url = publisher + PATHS["data-package"]
    describe(empty, kind="data-package", url=url, private_hosts=private)
    opendata("harvest", root=empty)
    document = read_document(SMALL / "datasets/so-y-te/tram-y-te/dataset.yml", "dataset.yml")
    wanted = document.value["resources"][0]["schema"]["fields"]
    (resource,) = metadata(empty, "so-y-te/tram-y-te")["resources"]
    assert resource["schema"]["fields"] == wanted
