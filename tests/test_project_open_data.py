"""``data.json``, judged by the non-federal schema of Project Open Data 1.1."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from generator.build import prepare
from generator.describe import project_open_data
from generator.distribution import Edition
from generator.model import ContactPoint, Keywords, Period, Place, Source, Text
from generator.settings import STORE, Settings
from generator.vocabulary import Frequency
from tests.conftest import REPOSITORY, copy_small_portal
from tests.editions import HOSTILE_LEFT, contents, dataset, files_of, hostile, with_frequency
from tests.editions import edition as edition_of

TWICE = Source(title=Text(vi="y"), url="http://a.example")
SCHEMAS = "ckanext/datajson/pod_schema/non-federal-v1.1"


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    """The schema as it ships in a harvester, whose own requirements no other package can share."""
    folder = tmp_path_factory.mktemp("harvester")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, "ckanext-datajson==0.1.29"], check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        catalog, entry = (
            json.loads(wheel.read(f"{SCHEMAS}/{name}.json"))
            for name in ("catalog", "dataset-non-federal")
        )
    resources = [DRAFT4.create_resource(each) for each in (catalog, entry)]
    known: Registry[Any] = Registry()
    known = known.with_resources((resource.id() or "", resource) for resource in resources)
    return Draft4Validator(catalog, registry=known)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    root = copy_small_portal(folder / "portal")
    prepared = prepare(Settings(root=root, today=date(2024, 6, 30), store=folder / "store"))
    assert isinstance(prepared, Edition)
    return prepared


def written(of):
    return json.loads(contents(files_of(project_open_data, of))["data.json"])


def only(of):
    (found,) = written(of)["dataset"]
    return found


def assert_valid(schema, document):
    assert [f"{list(e.absolute_path)}: {e.message}" for e in schema.iter_errors(document)] == []


def addresses(value, key=""):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from addresses(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each, key)
    elif key.endswith("URL") or key in {"describedBy", "license", "landingPage", "references"}:
        yield value


def test_the_schema_finds_what_is_wrong(schema, edition):
    wrong = written(edition)
    del wrong["dataset"][0]["publisher"]
    wrong["dataset"][1]["temporal"] = "2024"
    assert len(list(schema.iter_errors(wrong))) == 2


def test_the_catalogue_is_valid_and_complete(schema, edition):
    document = written(edition)
    assert_valid(schema, document)
    assert document["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert len(document["dataset"]) == 2
    assert {urlsplit(each).scheme for each in addresses(document)} == {"https"}
    assert "bureauCode" not in json.dumps(document)


def test_the_samples_of_the_repository_are_valid(schema):
    settings = Settings(root=REPOSITORY, today=date(2026, 11, 23), store=REPOSITORY / STORE)
    prepared = prepare(settings)
    assert isinstance(prepared, Edition)
    document = written(prepared)
    assert_valid(schema, document)
    assert len(document["dataset"]) == len(prepared.catalog.datasets)
    samples = [each for each in document["dataset"] if "DỮ LIỆU MẪU" in each["description"]]
    assert len(samples) == sum(each.metadata.sample for each in prepared.catalog.datasets)


def test_a_dataset_says_what_its_metadata_say(edition):
    found = written(edition)["dataset"][0]
    assert found["identifier"] == "https://du-lieu.tinh.example/datasets/tram-y-te/#dataset"
    assert found["temporal"] == "2023/2024-06"
    assert found["accrualPeriodicity"] == "R/P1Y"
    assert found["license"] == "https://du-lieu.tinh.example/terms/#mo"
    # The columns, not the page that shows them.
    assert found["describedBy"].endswith("/datasets/tram-y-te/datapackage.json")
    forms = {each["format"]: each["mediaType"] for each in found["distribution"]}
    assert forms["CSV"] == "text/csv"
    assert forms["ZIP"] == "application/zip"


def test_hostile_texts_stay_texts(schema):
    document = written(edition_of(hostile()))
    assert_valid(schema, document)
    assert document["dataset"][0]["title"] == HOSTILE_LEFT


@pytest.mark.parametrize(
    "changes",
    [
        {"temporal": Period(start=2020)},
        {"temporal": Period(end="2024-02")},
        {"temporal": None, "spatial": None, "keywords": Keywords(), "sample": False},
        {"status": "planned", "issued": date(2030, 1, 1), "modified": date(2030, 1, 1)},
        {"keywords": Keywords(vi=("a", "a"), en=("a",))},
        {"spatial": Place(code_list="xa-2025", areas=("khong-co",))},
        {"sources": (Source(title=Text(vi="x")), *[TWICE] * 2)},
        {"contact": ContactPoint(name=Text(vi="Văn phòng"), email="a@b")},
        {"contact": ContactPoint(name=Text(vi="Văn phòng"), email="thư@tỉnh.example")},
    ],
)  # fmt: skip
def test_whatever_is_missing_or_odd_leaves_the_catalogue_valid(schema, changes):
    document = written(edition_of(dataset(**changes)))
    assert_valid(schema, document)
    assert None not in document["dataset"][0].values()


def test_an_open_period_is_left_out_since_the_schema_wants_both_ends():
    assert "temporal" not in only(edition_of(dataset(temporal=Period(start=2020))))


def test_an_agency_stands_within_those_it_belongs_to():
    of = edition_of(dataset(publisher="so-y-te"))
    words = of.catalog.vocabularies
    parents = {"so-y-te": "so-noi-vu", "so-noi-vu": "so-y-te"}  # a ring, which must end
    agencies = {key: replace(each, parent=parents[key]) for key, each in words.agencies.items()}
    changed = replace(of.catalog, vocabularies=replace(words, agencies=agencies))
    publisher = only(replace(of, catalog=changed))["publisher"]
    assert publisher["name"] == "Sở Y tế"
    assert publisher["subOrganizationOf"]["name"] == "Sở Nội vụ"
    assert "subOrganizationOf" not in publisher["subOrganizationOf"]


@pytest.mark.parametrize(("code", "expected"), [("IRREG", "irregular"), ("ANNUAL_3", "R/P4M")])
def test_frequencies_are_intervals_that_repeat(schema, code, expected):
    frequency = Frequency(id="khac", label=Text(vi="Khác"), eu_code=code)
    of = with_frequency(edition_of(dataset(accrual_periodicity="khac")), frequency)
    assert_valid(schema, written(of))
    assert only(of)["accrualPeriodicity"] == expected


def test_a_frequency_that_has_no_interval_is_left_out():
    frequency = Frequency(id="khac", label=Text(vi="Khác"), eu_code="NEVER")
    of = with_frequency(edition_of(dataset(accrual_periodicity="khac")), frequency)
    assert "accrualPeriodicity" not in only(of)


def test_a_catalogue_without_datasets_is_valid(schema):
    assert_valid(schema, written(edition_of()))
