"""Synthetic portals: the same bytes for the same seed, valid, and varied."""

import hashlib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from generator.check import check
from generator.load import load
from generator.problems import PortalError, Severity
from generator.sample import write_sample
from generator.sample.draw import Table
from generator.sample.families import families
from generator.sample.files import write_table
from generator.sample.plan import Plan, plans
from generator.settings import Settings
from generator.vietnamese import compose

TODAY = date(2026, 11, 1)
REPOSITORY = Path(__file__).parents[1]
VOCABULARIES = load(REPOSITORY, TODAY).catalog.vocabularies


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "portal"
    write_sample(folder, datasets=120, rows=12, seed=7)
    return folder


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(portal, tmp_path):
    write_sample(tmp_path / "again", datasets=120, rows=12, seed=7)
    assert fingerprints(tmp_path / "again") == fingerprints(portal)


def test_another_seed_gives_other_figures(portal, tmp_path):
    write_sample(tmp_path / "other", datasets=120, rows=12, seed=8)
    assert fingerprints(tmp_path / "other") != fingerprints(portal)


def test_a_sample_portal_has_no_errors(portal, tmp_path):
    settings = Settings(root=portal, today=TODAY, store=tmp_path / "store")
    problems = check(settings).problems
    assert [p for p in problems if p.severity is Severity.ERROR] == []


def test_it_has_as_many_datasets_as_asked_for(portal):
    assert len(load(portal, TODAY).catalog.datasets) == 120


def test_one_dataset_is_the_list_of_areas(tmp_path):
    write_sample(tmp_path / "one", datasets=1, rows=10, seed=1)
    (dataset,) = load(tmp_path / "one", TODAY).catalog.datasets
    assert dataset.identifier == "mau-don-vi-hanh-chinh"


def test_every_field_and_bodies_of_then_and_now_take_part(portal):
    catalog = load(portal, TODAY).catalog
    themes = Counter(d.metadata.themes[0] for d in catalog.datasets)
    assert set(themes) == set(catalog.vocabularies.themes)
    assert min(themes.values()) >= 8
    publishers = {d.metadata.publisher for d in catalog.datasets}
    assert {"so-tai-nguyen-moi-truong", "so-nong-nghiep-moi-truong"} <= publishers


def test_publishers_existed_on_the_day_of_publication(portal):
    catalog = load(portal, TODAY).catalog
    for dataset in catalog.datasets:
        agency = catalog.vocabularies.agencies[dataset.metadata.publisher]
        assert agency.is_active(dataset.metadata.issued), dataset.folder


def test_every_dataset_says_that_it_is_a_sample(portal):
    for dataset in load(portal, TODAY).catalog.datasets:
        assert dataset.metadata.sample
        assert dataset.metadata.provenance is not None


def test_files_come_in_every_form(portal):
    datasets = load(portal, TODAY).catalog.datasets
    resources = [resource for d in datasets for resource in d.metadata.resources]
    endings = Counter(resource.path.rpartition(".")[2] for resource in resources)
    assert set(endings) == {"csv", "xlsx", "geojson"}
    assert {resource.encoding for resource in resources} == {"utf-8", "windows-1258"}
    assert {resource.dialect.delimiter for resource in resources} == {",", ";"}
    assert any(len(d.metadata.resources) > 1 for d in datasets)
    assert any(d.metadata.status == "planned" for d in datasets)


def test_tables_have_three_to_ten_columns_keys_and_coordinates(portal):
    schemas = [
        resource.schema
        for d in load(portal, TODAY).catalog.datasets
        for resource in d.metadata.resources
        if resource.schema
    ]
    assert all(3 <= len(schema.fields) <= 10 for schema in schemas)
    assert any(schema.coordinates for schema in schemas)
    assert any(schema.foreign_keys for schema in schemas)
    types = {column.type for schema in schemas for column in schema.fields}
    assert types >= {"string", "integer", "number", "date", "year", "yearmonth", "boolean"}


def test_ten_thousand_titles_and_folders_differ():
    planned = list(plans(10_000, 1, VOCABULARIES))
    assert len({plan.slug for plan in planned}) == 10_000
    assert max(len(plan.slug) for plan in planned) <= 100


def test_titles_still_differ_when_every_subject_was_used():
    planned = list(plans(30_000, 1, VOCABULARIES))
    assert max(plan.edition for plan in planned) > 1
    assert len({plan.slug for plan in planned}) == 30_000


def test_families_name_fields_agencies_and_frequencies_that_exist():
    for family in families():
        assert family.theme in VOCABULARIES.themes
        assert family.publisher in VOCABULARIES.agencies
        assert family.frequency in VOCABULARIES.frequencies


def plan_in(form: str) -> Plan:
    return next(plan for plan in plans(100, 1, VOCABULARIES) if plan.form == form)


def test_windows_1258_text_reads_back_as_it_was(tmp_path):
    table: Table = {"tên": ["Thuỷ lợi huyện Lập Thạch", "Đường ĐT.301 ở Vĩnh Yên", None]}
    write_table(tmp_path / "t.csv", plan_in("windows-1258"), table)
    raw = (tmp_path / "t.csv").read_bytes()
    assert "Lập".encode() not in raw
    text = compose(raw.decode("windows-1258"))
    assert text.splitlines()[1:3] == ["Thuỷ lợi huyện Lập Thạch", "Đường ĐT.301 ở Vĩnh Yên"]


def test_a_workbook_has_typed_cells_and_no_moment_of_writing(tmp_path):
    table: Table = {
        "ma": ["001"],
        "ngay": [date(2024, 5, 31)],
        "so": [3],
        "tl": [2.5],
        "co": [True],
    }
    write_table(tmp_path / "t.xlsx", plan_in("xlsx"), table)
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert workbook.properties.created.isoformat() == "2020-01-01T00:00:00"
    (cells,) = workbook[workbook.sheetnames[0]].iter_rows(min_row=2, values_only=True)
    assert cells == ("001", datetime(2024, 5, 31), 3, 2.5, True)


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(PortalError, match="is not empty"):
        write_sample(tmp_path, datasets=2, rows=2, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
