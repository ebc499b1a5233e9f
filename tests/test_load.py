"""A repository's folders as a catalogue, with all that is wrong in them."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date

import pytest

from generator.load import load
from generator.load.repository import find_datasets
from generator.load.vocabularies import load_vocabularies
from generator.problems import Severity
from generator.report import report
from generator.store import Store
from tests.conftest import REPOSITORY, SMALL

TODAY = date(2024, 6, 30)
STATION = "datasets/so-y-te/tram-y-te"


@pytest.fixture
def portal(tmp_path):
    shutil.copytree(SMALL / "datasets", tmp_path / "datasets")
    return tmp_path


def found(root):
    return [(problem.code, problem.place.file) for problem in load(root, TODAY).problems]


def test_a_small_portal_is_read_whole(portal):
    loaded = load(portal, TODAY)
    assert loaded.problems == ()
    catalog = loaded.catalog
    assert (catalog.today, catalog.root) == (TODAY, portal)
    assert [(dataset.slug, dataset.folder) for dataset in catalog.datasets] == [
        ("xa-phuong", "datasets/so-noi-vu/xa-phuong"),
        ("tram-y-te", STATION),
    ]
    dataset = catalog.datasets[1]
    assert catalog.source(dataset, dataset.metadata.resources[0]).is_file()


def test_the_repository_itself_is_read_without_a_problem():
    loaded = load(REPOSITORY, date(2026, 11, 23))
    assert loaded.problems == ()
    assert len(loaded.catalog.datasets) >= 42


def test_values_are_located_in_their_files(portal):
    loaded = load(portal, TODAY)
    place = loaded.locate(loaded.catalog.datasets[1], ("resources", 0, "path"))
    assert place.line
    assert place.column
    line = (portal / STATION / "dataset.yml").read_text("utf-8").splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("path: tram.csv")
    assert loaded.locate(None, ("publisher",)).file == "datasets/catalog.yml"


def test_what_cannot_be_read_is_left_out_and_hides_nothing_else(portal):
    (portal / STATION / "dataset.yml").write_text("a: [\n")
    (portal / "datasets/catalog.yml").write_text("title: {vi: ''}\n")
    (portal / "datasets/vocabularies/themes.yml").unlink()
    loaded = load(portal, TODAY)
    assert [dataset.slug for dataset in loaded.catalog.datasets] == ["xa-phuong"]
    files = {problem.place.file for problem in loaded.problems}
    assert files == {
        "datasets/catalog.yml",
        "datasets/vocabularies/themes.yml",
        f"{STATION}/dataset.yml",
    }
    assert loaded.locate(None, ("title",)).line == 1


def test_a_place_in_a_file_that_could_not_be_read_is_the_file(portal):
    (portal / "datasets/catalog.yml").write_text("a: [\n")
    assert load(portal, TODAY).locate(None, ("title", "vi")).line is None


def test_a_folder_without_datasets_has_no_catalogue(tmp_path):
    assert ("file-missing", "datasets/catalog.yml") in found(tmp_path)


def test_files_where_folders_belong_are_told(portal):
    (portal / "datasets/readme.txt").write_text("x")
    (portal / "datasets/so-y-te/readme.txt").write_text("x")
    assert found(portal) == [
        ("file-undeclared", "datasets/readme.txt"),
        ("file-undeclared", "datasets/so-y-te/readme.txt"),
    ]


def test_hidden_files_and_empty_agencies_are_nobodys_fault(portal):
    (portal / "datasets/.DS_Store").write_text("x")
    (portal / "datasets/so-y-te/.git").mkdir()
    (portal / "datasets/so-moi").mkdir()
    assert found(portal) == []


def test_a_folder_without_metadata_is_told(portal):
    (portal / "datasets/so-y-te/trong").mkdir()
    assert found(portal) == [("dataset-without-metadata", "datasets/so-y-te/trong")]


def test_folders_and_metadata_behind_links_are_not_read(portal, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "dataset.yml").write_text("password: hunter2\n")
    (portal / "datasets/so-moi").symlink_to(outside)
    (portal / "datasets/so-y-te/lien-ket").symlink_to(outside)
    (portal / STATION / "dataset.yml").unlink()
    (portal / STATION / "dataset.yml").symlink_to(outside / "dataset.yml")
    problems = load(portal, TODAY).problems
    assert {(problem.code, problem.place.file) for problem in problems} == {
        ("path-symlink", "datasets/so-moi"),
        ("path-symlink", "datasets/so-y-te/lien-ket"),
        ("path-symlink", f"{STATION}/dataset.yml"),
    }
    assert "hunter2" not in report(problems, "vi")


@pytest.mark.parametrize("name", [b"\xff", b"a\nb", b"_", "数据".encode(), b"a:b"])
def test_folders_whose_names_have_no_address_are_told_and_left_out(portal, name):
    for parent in ("datasets", "datasets/so-y-te"):
        shutil.copytree(portal / STATION, portal / parent / os.fsdecode(name))
    folders = find_datasets(portal)
    assert [problem.code for problem in folders.problems] == ["path-unsafe", "path-unsafe"]
    assert len(folders.datasets) == 2
    assert report(folders.problems, "vi").encode()


def test_datasets_come_in_the_order_of_their_folders_whatever_the_disk_says(portal):
    for name in ("z", "a", "m"):
        shutil.copytree(portal / STATION, portal / f"datasets/so-y-te/{name}")
    folders = find_datasets(portal).datasets
    assert list(folders) == sorted(folders)


def test_slugs_are_folded_from_the_names_of_folders(portal):
    (portal / STATION).rename(portal / "datasets/so-y-te/Trạm Y tế (cũ)")
    assert load(portal, TODAY).catalog.datasets[1].slug == "tram-y-te-cu"


# --- Closed lists --------------------------------------------------------------------------------
def test_an_id_given_twice_is_told_where_it_stands_again_and_the_first_counts(portal):
    file = portal / "datasets/vocabularies/agencies.yml"
    again = "  - id: so-y-te\n    names: [{name: {vi: Khác}}]\n"
    file.write_text(file.read_text("utf-8") + again, encoding="utf-8")
    vocabularies, (problem,) = load_vocabularies(portal)
    lines = file.read_text("utf-8").splitlines()
    assert problem.code == "vocabulary-duplicate-id"
    assert problem.severity is Severity.ERROR
    assert "id: so-y-te" in lines[-2]
    assert problem.place.line == len(lines) - 1
    assert vocabularies.agencies["so-y-te"].name.vi != "Khác"


def test_a_list_that_cannot_be_used_is_empty_and_the_others_are_not(portal):
    (portal / "datasets/vocabularies/licenses.yml").write_text("id: mo\n")
    vocabularies, (problem,) = load_vocabularies(portal)
    assert problem.code == "metadata-needs-list"
    assert problem.details["key"] == "licenses.yml"
    assert vocabularies.licenses == {}
    assert vocabularies.themes


def test_vocabularies_that_are_no_folder_are_missing_files(portal):
    shutil.rmtree(portal / "datasets/vocabularies")
    (portal / "datasets/vocabularies").write_text("x")
    assert {code for code, _ in found(portal)} == {"file-unreadable"}


def test_what_was_read_before_is_the_same_again_to_the_line(portal, tmp_path):
    store = Store(tmp_path / "store")
    first = load(portal, TODAY, store)
    again = load(portal, TODAY, store)
    assert again.catalog == first.catalog
    dataset = again.catalog.datasets[1]
    assert again.locate(dataset, ("title",)) == first.locate(dataset, ("title",))


def test_what_was_read_before_is_taken_from_the_store_only_byte_for_byte(portal, tmp_path):
    store = Store(tmp_path / "store")
    load(portal, TODAY, store)
    (kept,) = (tmp_path / "store/results").rglob("*.json")
    name = kept.parent.name + kept.stem
    text = json.dumps(store.recall(name)).replace(r"\"sample\":true", r"\"sample\":false")
    store.remember(name, json.loads(text))
    file = portal / STATION / "dataset.yml"
    file.write_text(file.read_text("utf-8") + "# changed\n", "utf-8")
    samples = {d.folder: d.metadata.sample for d in load(portal, TODAY, store).catalog.datasets}
    assert samples == {STATION: True, "datasets/so-noi-vu/xa-phuong": False}


def test_faulty_files_are_judged_each_time(portal, tmp_path):
    store = Store(tmp_path / "store")
    file = portal / STATION / "dataset.yml"
    file.write_text(file.read_text("utf-8") + "title: twice\n", "utf-8")
    for _ in range(2):
        (problem,) = load(portal, TODAY, store).problems
        assert problem.code == "yaml-duplicate-key"


def test_a_store_that_cannot_be_read_is_made_again(portal, tmp_path):
    store = Store(tmp_path / "store")
    load(portal, TODAY, store)
    (kept,) = (tmp_path / "store/results").rglob("*.json")
    whole = kept.read_bytes()
    for broken in (b"{half", b'"{half"'):
        kept.write_bytes(broken)
        assert load(portal, TODAY, store).problems == ()
        assert kept.read_bytes() == whole
