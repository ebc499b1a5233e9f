"""Datasets laid side by side: types of equal columns, and files published twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.distribution import Catalog
from generator.load import load
from generator.model import Column, Dataset, FieldType, Resource, Schema, Text
from generator.validate.across import differing_types, repeated_files
from tests.conftest import SMALL


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(SMALL, date(2024, 6, 30)).catalog


def with_types(catalog: Catalog, *types: tuple[str, FieldType]) -> Catalog:
    """A catalogue with a dataset of one column for each pair of an agency and a type."""
    first = catalog.datasets[0]
    datasets = []
    for number, (publisher, type_) in enumerate(types):
        schema = Schema(fields=(Column(name="quy_mo", type=type_, label=Text(vi="Quy mô")),))
        resource = Resource(name="a", path="a.csv", title=Text(vi="A"), schema=schema)
        metadata = replace(
            first.metadata, identifier=f"d{number}", publisher=publisher, resources=(resource,)
        )
        datasets.append(Dataset(metadata=metadata, slug=f"d{number}", folder=f"datasets/d{number}"))
    return replace(catalog, datasets=tuple(datasets))


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([("a", "integer"), ("a", "string")], ["d1"]),
        ([("a", "string"), ("a", "integer"), ("a", "integer")], ["d0"]),
        ([("a", "integer"), ("a", "number")], []),
        ([("a", "integer"), ("b", "string")], []),
        ([("a", "year"), ("b", "year"), ("c", "year"), ("d", "string")], ["d3"]),
        ([("a", "year"), ("b", "year"), ("c", "string")], []),
        ([("a", "year"), ("b", "year"), ("c", "year"), ("d", "string"), ("e", "date")], []),
    ],
)
def test_the_column_that_differs_is_told_where_the_others_agree(
    catalog: Catalog, types: list[tuple[str, FieldType]], expected: list[str]
) -> None:
    given = with_types(catalog, *types)
    found = list(differing_types(given, given.datasets))

    assert [dataset.identifier for dataset, _ in found] == expected


def test_the_same_bytes_under_two_names_are_told_once(catalog: Catalog, tmp_path: Path) -> None:
    two = with_types(catalog, ("a", "string"), ("b", "string"))
    for dataset in two.datasets:
        (tmp_path / dataset.folder).mkdir(parents=True)
        (tmp_path / dataset.folder / "a.csv").write_text("quy_mo\nlớn\n", encoding="utf-8")
    two = replace(two, root=tmp_path)
    [(dataset, fault)] = repeated_files(two, two.datasets)

    assert dataset.identifier == "d1"
    assert fault.details == {"path": "a.csv", "other": "datasets/d0/a.csv"}

    (tmp_path / "datasets/d1/a.csv").write_text("quy_mo\nnhỏ\n", encoding="utf-8")
    assert list(repeated_files(two, two.datasets)) == []


def test_the_repository_itself_is_of_one_mind() -> None:
    catalog = load(Path(__file__).parents[1], date(2026, 11, 23)).catalog

    assert list(differing_types(catalog, catalog.datasets)) == []
    assert list(repeated_files(catalog, catalog.datasets)) == []
