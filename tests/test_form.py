"""Values against the metadata format: each deviation with its code and its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load.document import Document, read_document
from generator.load.form import _CODES, _PATTERN_CODES, keys_at, parse
from generator.model import Hosting, Metadata, Portal
from generator.vocabulary import AgencyRegister, AreaCodeList, Frequency, License, Theme
from tests.strategies import FULL, places_in, values, with_value_at

VALID = """\
identifier: vp-thu
title: {vi: Thử}
description: {vi: Thử}
themes: [y-te]
publisher: so-y-te
license: cc-by-4-0
issued: 2024-10-04
modified: 2024-10-04
accrual_periodicity: hang-nam
"""
WITH_TABLE = (
    VALID
    + """\
resources:
  - name: bang
    path: bang.csv
    title: {vi: Bảng}
    schema:
      fields:
        - name: ma
          label: {vi: Mã}
        - name: so
          label: {vi: Số}
          constraints:
            minimun: 0
"""
)


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "dataset.yml"
        path.write_text(text, encoding="utf-8")
        return read_document(path, "datasets/so-y-te/thu/dataset.yml")

    return read


@pytest.fixture
def problems(read):
    def problems(text, form=Metadata):
        value, found = parse(form, read(text))
        assert (value is None) == bool(found)
        for problem in found:
            assert problem.message("vi")
            assert problem.message("en")
            assert problem.remedy("vi")
            assert problem.remedy("en")
        return found

    return problems


def replaced(key, line):
    lines = [old for old in VALID.splitlines() if not old.startswith(f"{key}:")]
    return "\n".join([*lines, line])


def test_a_document_of_the_form_becomes_its_value(read):
    value, found = parse(Metadata, read(VALID))
    assert value
    assert not found
    assert value.title.vi == "Thử"
    assert value.issued.isoformat() == "2024-10-04"
    assert value.resources == ()


# What is written on line 9 (or added as line 10), the code, and where in that line it is.
DEVIATIONS = {
    "bool_type": ("sample: có", "metadata-needs-true-false", 10, 1),
    "dataclass_type": ("title: Thử", "metadata-needs-mapping", 9, 1),
    "date_type": ("issued: 2026-02-30", "metadata-date", 9, 1),
    "date_type: seconds": ('issued: "1672531200"', "metadata-date", 9, 1),
    "date_type: moment": ("issued: 2024-10-04T00:00:00Z", "metadata-date", 9, 1),
    "date_type: number": ("issued: 20241004", "metadata-date", 9, 1),
    "date_type: null": ("issued:", "metadata-date", 9, 1),
    "int_type": (
        "resources: [{name: a, path: a.csv, title: {vi: a}, dialect: {header_row: 1.5}}]",
        "metadata-needs-whole-number",
        10,
        62,
    ),
    "greater_than_equal": (
        "resources: [{name: a, path: a.csv, title: {vi: a}, dialect: {header_row: 0}}]",
        "metadata-range",
        10,
        62,
    ),
    "less_than_equal": (
        "resources: [{name: a, path: a.csv, title: {vi: a}, dialect: {header_row: 1001}}]",
        "metadata-range",
        10,
        62,
    ),
    "literal_error": ("status: publised", "metadata-not-allowed", 10, 1),
    "literal_error: number": ("language: [vi, 1]", "metadata-not-allowed", 10, 16),
    "string_too_long": ("identifier: " + "a" * 101, "metadata-too-long", 9, 1),
    "string_too_short": ("identifier: ''", "metadata-empty", 9, 1),
    "string_type": ("identifier: 12", "metadata-needs-text", 9, 1),
    "too_short": ("themes: []", "metadata-empty-list", 9, 1),
    "tuple_type": ("themes: y-te", "metadata-needs-list", 9, 1),
    "tuple_type: null": ("resources:", "metadata-needs-list", 10, 1),
    "unexpected_keyword_argument": ("titel: {vi: a}", "metadata-unknown-key", 10, 1),
    "merge": ("<<: {a: b}", "metadata-unknown-key", 10, 1),
    "blank": ("title: {vi: ' '}", "metadata-empty", 9, 9),
    "identifier": ("identifier: 'a '", "metadata-form-identifier", 9, 1),
    "slug": ("publisher: Sở Y tế", "metadata-form-slug", 9, 1),
    "address": (
        "sources: [{title: {vi: a}, url: 'javascript:alert(1)'}]",
        "metadata-form-web-address",
        10,
        28,
    ),
    "e-mail": ("contact: {name: {vi: a}, email: a}", "metadata-form-email", 10, 26),
    "telephone": ("contact: {name: {vi: a}, phone: '+'}", "metadata-form-phone", 10, 26),
    "year or day": ("temporal: {start: 2024-5}", "metadata-date", 10, 12),
    "year in other digits": ("temporal: {end: ２０２４}", "metadata-date", 10, 12),
    "year of three digits": ("temporal: {end: 999}", "metadata-range", 10, 12),
}


@pytest.mark.parametrize(("line", "code", "row", "column"), DEVIATIONS.values(), ids=DEVIATIONS)
def test_a_deviation_has_its_code_and_place(problems, line, code, row, column):
    (problem,) = problems(replaced(line.split(":")[0], line))
    assert (problem.code, problem.place.line, problem.place.column) == (code, row, column)


HOSTING = {
    "number of bytes": ("site_size: 20 XB\n", "metadata-form-bytes"),
    "address of a folder": (
        "downloads: {base_url: 'https://a.example/?b', larger_than: 1 MB}\n",
        "metadata-form-base-address",
    ),
}


@pytest.mark.parametrize(("text", "code"), HOSTING.values(), ids=HOSTING)
def test_a_deviation_in_what_the_portal_says_of_its_host_has_its_code(problems, text, code):
    (problem,) = problems(text, Hosting)
    assert (problem.code, problem.place.line) == (code, 1)


def test_a_required_key_is_missing_where_its_siblings_stand(problems):
    first, second = problems(
        VALID.replace("title: {vi: Thử}", "title: {}").replace("themes: [y-te]\n", "")
    )
    assert (first.code, first.details["key"], first.place.line) == ("metadata-missing-key", "vi", 2)
    assert (second.details["key"], second.place.line, second.place.column) == ("themes", 1, 1)


def test_all_codes_of_the_tables_have_been_met():
    met = {code for _, code, _, _ in DEVIATIONS.values()} | {"metadata-missing-key"}
    met |= {code for _, code in HOSTING.values()}
    never_alone = {"metadata-needs-number"}  # wherever a number may stand, text may stand too
    assert {*_CODES.values(), *_PATTERN_CODES.values()} == met | never_alone


def test_the_key_nearest_to_an_unknown_one_is_suggested(problems):
    (problem,) = problems(VALID + "titel: {vi: a}\n")
    assert problem.details["key"] == "titel"
    assert problem.details["nearest"] == "title"
    assert problem.details["known"].startswith("identifier, title, description")


def test_the_nearest_key_is_sought_among_those_of_its_own_place(problems):
    (problem,) = problems(WITH_TABLE)
    assert problem.code == "metadata-unknown-key"
    assert (problem.place.line, problem.place.column) == (21, 13)
    assert problem.details["nearest"] == "minimum"
    assert "label" not in problem.details["known"]


def test_the_nearest_of_the_allowed_words_is_suggested(problems):
    (problem,) = problems(VALID + "status: publised\n")
    assert problem.details["nearest"] == "published"
    assert problem.details["allowed"] == "published, planned, withdrawn"


def test_every_problem_of_a_document_is_told_once(problems):
    found = problems("identifier: 1\ntitle: x\nthemes: [Y, '']\nissued: x\nmodified:\n")
    assert [(problem.code, problem.place.line) for problem in found] == [
        ("metadata-needs-text", 1),
        ("metadata-needs-mapping", 2),
        ("metadata-missing-key", 1),  # description
        ("metadata-form-slug", 3),
        ("metadata-form-slug", 3),
        ("metadata-missing-key", 1),  # publisher
        ("metadata-missing-key", 1),  # license
        ("metadata-date", 4),
        ("metadata-date", 5),
        ("metadata-missing-key", 1),  # accrual_periodicity
    ]


def test_a_value_that_fits_no_arm_of_a_choice_is_told_once(problems):
    text = WITH_TABLE.replace("minimun: 0", "minimum: [1]")
    assert [problem.place.line for problem in problems(text)] == [21]


@pytest.mark.parametrize(
    ("form", "text", "code"),
    [
        (Metadata, "- a\n- b\n", "metadata-needs-mapping"),
        (Metadata, "chữ\n", "metadata-needs-mapping"),
        (tuple[Theme, ...], "id: y-te\n", "metadata-needs-list"),
    ],
)
def test_a_document_of_another_kind_is_named_by_its_file(problems, form, text, code):
    (problem,) = problems(text, form)
    assert (problem.code, problem.place.line) == (code, 1)
    assert problem.details["key"] == "dataset.yml"


def test_long_values_are_shown_in_short(problems):
    (problem,) = problems(replaced("title", "title: " + "x" * 5000))
    assert len(problem.message()) < 300


def test_a_file_full_of_faults_is_answered_within_seconds(problems):
    assert len(problems("".join(f"k{number}: 1\n" for number in range(2000)))) == 2009


def test_numbers_that_are_whole_are_integers_as_json_schema_says(read):
    text = "resources: [{name: a, path: a.csv, title: {vi: a}, dialect: {header_row: 2.0}}]\n"
    value, _ = parse(Metadata, read(VALID + text))
    assert value
    assert value.resources[0].dialect.header_row == 2


def test_keys_are_known_at_every_depth():
    assert (
        keys_at(Metadata, ("resources", 0, "schema", "fields", 1, "constraints"))[0] == "required"
    )
    assert keys_at(Metadata, ("title",)) == ["vi", "en"]
    assert keys_at(tuple[Theme, ...], (0,))[0] == "id"


# --- Values nobody thought of --------------------------------------------------------------------
FORMS = [
    Metadata,
    Portal,
    AgencyRegister,
    tuple[Theme, ...],
    tuple[License, ...],
    tuple[Frequency, ...],
    tuple[AreaCodeList, ...],
]


@pytest.fixture(scope="module")
def some_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "dataset.yml"
    path.write_text(VALID, encoding="utf-8")
    return path


def check(form, value, path):
    made, found = parse(form, Document(file="dataset.yml", path=path, value=value))
    assert (made is None) == bool(found)
    for problem in found:
        assert problem.message("vi")
        assert problem.remedy("en")


@settings(deadline=None)
@given(form=st.sampled_from(FORMS), value=values)
def test_no_value_raises_whatever_form_it_should_have(some_file, form, value):
    check(form, value, some_file)


@settings(deadline=None)
@given(path=st.sampled_from(list(places_in(FULL))), value=values)
def test_no_value_raises_wherever_it_stands_in_a_dataset(some_file, path, value):
    check(Metadata, with_value_at(FULL, path, value), some_file)
