"""What a dataset says of itself is held against what readers ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.distribution import Catalog
from generator.load import load
from generator.model import Dataset, Keywords, LegalDocument, Metadata, Text
from generator.validate import completeness
from tests.conftest import SMALL

TODAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(SMALL, TODAY).catalog


@pytest.fixture
def metadata(catalog: Catalog) -> Metadata:
    return catalog.datasets[0].metadata


def codes(rule, catalog: Catalog, metadata: Metadata) -> list[str]:
    dataset = Dataset(metadata=metadata, slug="a", folder="datasets/a/b")
    return [fault.code for fault in rule(catalog, dataset)]


@pytest.mark.parametrize(
    "text",
    ["mô tả", "Mô tả…", "abc", "ABC123", "Lorem ipsum dolor sit amet", "TODO", "xxxx", "..."],
)
def test_a_text_that_only_holds_a_place_is_an_error(
    catalog: Catalog, metadata: Metadata, text: str
) -> None:
    bad = replace(metadata, description=Text(vi=text))

    assert codes(completeness.empty_words, catalog, bad) == ["text-placeholder"]


@pytest.mark.parametrize("text", ["Dữ liệu dân số theo xã", "Kiểm thử phần mềm y tế các xã"])
def test_a_text_that_starts_like_one_is_none(
    catalog: Catalog, metadata: Metadata, text: str
) -> None:
    assert codes(completeness.empty_words, catalog, replace(metadata, title=Text(vi=text))) == []


def test_a_description_is_to_say_more_than_the_title(catalog: Catalog, metadata: Metadata) -> None:
    said = replace(metadata, title=Text(vi="Danh sách xã, phường của tỉnh"))
    same = replace(said, description=Text(vi="DANH SÁCH xã phường của tỉnh."))

    assert codes(completeness.empty_words, catalog, same) == ["description-repeats-title"]


def test_samples_and_planned_datasets_need_not_say_everything(
    catalog: Catalog, metadata: Metadata
) -> None:
    bare = replace(metadata, keywords=Keywords(), temporal=None, spatial=None)

    assert codes(completeness.unsaid, catalog, replace(bare, sample=True)) == []
    planned = replace(bare, sample=False, status="planned")
    assert codes(completeness.unsaid, catalog, planned) == []


def test_an_official_dataset_is_told_all_that_it_leaves_out(
    catalog: Catalog, metadata: Metadata
) -> None:
    bare = replace(
        metadata,
        sample=False,
        provenance=None,
        temporal=None,
        spatial=None,
        title=Text(vi="Các xã"),
    )

    assert codes(completeness.unsaid, catalog, bare) == [
        "sensitivity-review-missing",
        "legal-document-missing",
        "keywords-missing",
        "contact-missing",
        "provenance-missing",
        "period-missing",
        "area-missing",
        "english-missing",
    ]


def test_english_is_asked_for_only_where_the_portal_speaks_it(
    catalog: Catalog, metadata: Metadata
) -> None:
    vietnamese = replace(catalog, portal=replace(catalog.portal, languages=("vi",)))
    bare = replace(metadata, sample=False, title=Text(vi="Các xã"))

    assert "english-missing" not in codes(completeness.unsaid, vietnamese, bare)


@pytest.mark.parametrize(
    "number",
    ["19/2025/QĐ-TTg", "123/QĐ-UBND", "20/2023/QH15", "47/2020/NĐ-CP", "05/2021/TT-BKHĐT",
     "12/NQ-HĐND", "1287/NQ-UBTVQH15", "45a/KH-UBND"],
)  # fmt: skip
def test_numbers_of_legal_documents_are_known(
    catalog: Catalog, metadata: Metadata, number: str
) -> None:
    said = replace(metadata, legal_document=LegalDocument(number=number))

    assert codes(completeness.odd_document_number, catalog, said) == []


@pytest.mark.parametrize("number", ["Quyết định 12", "12", "12-QĐ-UBND", "12/2025/XX-ABC"])
def test_other_texts_are_no_numbers_of_legal_documents(
    catalog: Catalog, metadata: Metadata, number: str
) -> None:
    said = replace(metadata, legal_document=LegalDocument(number=number))

    assert codes(completeness.odd_document_number, catalog, said) == ["legal-document-number"]


@pytest.mark.parametrize(
    ("modified", "expected"),
    [(date(2023, 5, 27), []), (date(2023, 5, 26), ["update-overdue"])],
)
def test_a_yearly_dataset_is_overdue_after_the_days_its_frequency_allows(
    catalog: Catalog, metadata: Metadata, modified: date, expected: list[str]
) -> None:
    said = replace(metadata, sample=False, modified=modified)

    assert codes(completeness.overdue, catalog, said) == expected
    assert codes(completeness.overdue, catalog, replace(said, sample=True)) == []


def test_the_repository_itself_says_what_it_should() -> None:
    catalog = load(Path(__file__).parents[1], date(2026, 11, 23)).catalog
    rules = (completeness.empty_words, completeness.odd_document_number, completeness.overdue)

    assert [
        fault.code
        for dataset in catalog.datasets
        for rule in rules
        for fault in rule(catalog, dataset)
    ] == []
