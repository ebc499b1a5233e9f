"""The JSON Schemas that editors use say of every document what the loader says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from generator.keys import meanings_by_class
from generator.load.document import Document, read_document
from generator.load.form import parse
from generator.load.schemas import json_schema, json_schemas
from generator.load.vocabularies import load_vocabularies
from generator.model import Metadata, Portal
from tests.conftest import REPOSITORY
from tests.strategies import FULL, places_in, values, with_value_at

DATASETS = sorted(REPOSITORY.glob("datasets/*/*/dataset.yml"))
CATALOG = REPOSITORY / "datasets/catalog.yml"
REGENERATE = "run `opendata schema`"


@cache
def validator(form):
    schema = json_schema(form)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


@cache
def shipped(name):
    schema = json.loads((REPOSITORY / f"datasets/schemas/{name}.schema.json").read_bytes())
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def assert_same_verdict(form, value, path=CATALOG):
    _, problems = parse(form, Document(file="any.yml", path=path, value=value))
    is_valid = validator(form).is_valid(value)
    by_loader = [f"{problem.code}: {problem.message('en')}" for problem in problems]
    assert is_valid == (not by_loader), (is_valid, by_loader, value)


def value_of(path):
    return read_document(path, path.name).value


def test_the_shipped_schemas_are_those_of_the_classes_and_vocabularies():
    vocabularies, problems = load_vocabularies(REPOSITORY)
    assert not problems
    for path, content in json_schemas(vocabularies).items():
        assert (REPOSITORY / path).read_bytes() == content, REGENERATE


@pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.parent.name)
def test_every_dataset_of_the_repository_is_valid_by_the_shipped_schema(path):
    assert [error.message for error in shipped("dataset").iter_errors(value_of(path))] == []


def test_the_catalogue_of_the_repository_is_valid_by_the_shipped_schema():
    assert [error.message for error in shipped("catalog").iter_errors(value_of(CATALOG))] == []


@pytest.mark.parametrize(
    ("name", "path"),
    [("catalog", CATALOG), *(("dataset", path) for path in DATASETS)],
    ids=lambda value: value if isinstance(value, str) else value.parent.name,
)
def test_every_document_names_its_schema_for_editors(name, path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    target = (path.parent / first.removeprefix(prefix)).resolve()
    assert target == REPOSITORY / f"datasets/schemas/{name}.schema.json"


@pytest.mark.parametrize("key", ["publisher", "license", "accrual_periodicity"])
def test_ids_that_no_vocabulary_has_are_refused_by_the_shipped_schema(key):
    value = value_of(DATASETS[0])
    assert shipped("dataset").is_valid(value)
    assert not shipped("dataset").is_valid(value | {key: "khong-co"})


def test_themes_and_code_lists_are_offered_by_the_shipped_schema():
    value = value_of(DATASETS[0])
    assert not shipped("dataset").is_valid(value | {"themes": ["khong-co"]})
    place = {"code_list": "khong-co", "areas": ["25"]}
    assert not shipped("dataset").is_valid(value | {"spatial": place})


def test_editors_show_what_every_key_means_in_both_languages():
    schema = json_schema(Metadata)
    meaning = meanings_by_class()["Metadata"]["title"]
    shown = schema["properties"]["title"]["description"]
    assert shown == f"{meaning.vi} · {meaning.en}"
    parts = {"Metadata": schema, **schema["$defs"]}
    for part in parts.values():
        assert all("description" in key for key in part["properties"].values())


def test_dates_that_yaml_tools_read_as_dates_are_strings_to_the_schema():
    # An editor's YAML parser (1.2 core) leaves 2024-10-04 a string, as the loader does.
    plain = yaml.load(DATASETS[0].read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(plain["issued"], str)
    assert isinstance(value_of(DATASETS[0])["issued"], str)


# --- The same verdict ----------------------------------------------------------------------------
WRONG = [
    None, True, 0, -1, 1.0, 1.5, 10**18, "", " ", "x", "Ý", "2026-02-30", "2024-10-04",
    "20241004", "1672531200", "2024-10-04T00:00:00", "2024-W01-1", "２０２４", "2024", "2024-13",
    1672531200, [], [""], ["x"], [1], [None], {}, {"vi": "x"}, {"vi": ""}, {"en": "x"},
    {"vi": "x", "fr": "y"}, "https://a.example/", "javascript:alert(1)", "a@b.example", "a" * 101,
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_value_anywhere_in_a_dataset_gets_the_same_verdict(wrong):
    for path in places_in(FULL):
        assert_same_verdict(Metadata, with_value_at(FULL, path, wrong))


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_value_anywhere_in_the_catalogue_gets_the_same_verdict(wrong):
    value = value_of(CATALOG)
    for path in places_in(value):
        assert_same_verdict(Portal, with_value_at(value, path, wrong))


def without(document, path):
    parent = path[:-1]
    rest = dict(value_at(document, parent))
    del rest[path[-1]]
    return with_value_at(document, parent, rest)


def value_at(document, path):
    for step in path:
        document = document[step]
    return document


def test_real_datasets_without_a_key_or_with_one_more_get_the_same_verdict():
    keys: dict[
        tuple[str, ...], Any
    ] = {}  # each key of the format once, in one of the datasets that have it
    for dataset in map(value_of, DATASETS):
        for place in places_in(dataset):
            if place and isinstance(place[-1], str):
                keys.setdefault(tuple(map(str, place)), (dataset, place))
    unlike = {"/".join(step for step in key if not step.isdigit()): keys[key] for key in keys}
    assert len(unlike) > 60
    for dataset, place in unlike.values():
        mapping = value_at(dataset, place[:-1]) | {"titel": "x"}
        assert_same_verdict(Metadata, dataset)
        assert_same_verdict(Metadata, without(dataset, place))
        assert_same_verdict(Metadata, with_value_at(dataset, place[:-1], mapping))


@settings(deadline=None, max_examples=300)
@given(path=st.sampled_from(list(places_in(FULL))), value=values)
def test_any_value_anywhere_gets_the_same_verdict(path, value):
    assert_same_verdict(Metadata, with_value_at(FULL, path, value))


def test_a_waiver_is_valid_by_the_shipped_schema_only_where_a_known_agency_approves_it():
    waiver = {
        "dataset": "mot-bo", "resource": "bang", "column": "dien_thoai", "kind": "phone",
        "reason": "Đường dây nóng", "approver": "so-y-te",
        "approved": "2026-01-01", "expires": "2026-12-31",
    }  # fmt: skip
    assert shipped("waivers").is_valid([waiver])
    assert not shipped("waivers").is_valid([waiver | {"approver": "khong-co"}])
    assert not shipped("waivers").is_valid([waiver | {"kind": "khac"}])
