"""Documents about datasets, judged by the readers of their standards."""

from __future__ import annotations

import json
import shutil
import warnings
from dataclasses import replace
from datetime import date

import frictionless
import orjson
import pytest

from generator.changes import published_identifiers
from generator.convert import convert
from generator.describe.datapackage import data_package
from generator.describe.entry import Entry
from generator.describe.index import dataset_index
from generator.describe.normalised import main_distribution, normalised
from generator.describe.readme import package_license, package_readme
from generator.distribution import Edition
from generator.load import load
from generator.model import Column, Constraints, Dialect, Resource, Schema, Text
from generator.store import Store
from generator.table import table_schema
from tests.conftest import REPOSITORY, SMALL

ADDRESS = "https://data.example/"
LABEL = Text(vi="Nhãn", en="Label")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def real():
    return load(REPOSITORY, date(2026, 11, 23)).catalog


@pytest.fixture(scope="module")
def small():
    return load(SMALL, date(2024, 6, 30)).catalog


def judged(catalog, dataset, store, folder):
    """What frictionless says of the package's descriptor and of every row of its tables."""
    resources = dataset.metadata.resources
    products = [convert(r, catalog.source(dataset, r), store) for r in resources]
    for file in map(main_distribution, products):
        target = folder / file.file_name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.content, target)
    descriptor = folder / "datapackage.json"
    edition = Edition(catalog=catalog, products={dataset.identifier: tuple(products)}, packages={})
    descriptor.write_bytes(orjson.dumps(data_package(Entry(edition=edition, dataset=dataset))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries that frictionless reads with
        return frictionless.Package(str(descriptor)).validate()


def assert_valid(report, rows):
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    assert [error.message for error in errors] == []
    assert [task.stats.get("rows") for task in report.tasks] == rows


def rows_of(catalog, dataset, store):
    resources = dataset.metadata.resources
    products = [convert(r, catalog.source(dataset, r), store) for r in resources]
    return [product.profile.rows if product.profile else None for product in products]


# Sample datasets whose sources are unlike their normalised CSV.
UNLIKE = {
    "cua-hang-xang-dau": "days as 31/12/2024, truth as Có and Không",
    "co-so-luu-tru": "days, truth",
    "giai-ngan-dau-tu-cong": "semicolons, decimal commas, a key to another table",
    "tai-san-cong": "semicolons, decimal commas, missing values, truth",
    "thue-bao-dien-thoai-internet": "semicolons, missing values, two tables",
    "bang-gia-dat": "a workbook with title rows",
    "thu-chi-ngan-sach": "a workbook and a code list",
    "gia-vat-lieu-xay-dung": "missing values in words",
    "xe-buyt": "a layer beside tables",
    "don-vi-hanh-chinh": "codes with leading zeros",
}


@pytest.mark.parametrize("slug", UNLIKE)
def test_a_data_package_of_the_samples_is_valid_with_every_row(real, store, tmp_path, slug):
    (dataset,) = (dataset for dataset in real.datasets if dataset.slug == slug)
    report = judged(real, dataset, store, tmp_path)
    assert_valid(report, rows_of(real, dataset, store))


HOSTILE = Schema(
    missing_values=("", "-"),
    fields=(
        Column(
            name="ngay", type="date", format="%d/%m/%Y", label=LABEL, example="31/12/2024",
            constraints=Constraints(minimum="31/01/2020", maximum="01/12/2025"),
        ),
        Column(
            name="thang", type="date", format="%d.%m.%Y", label=LABEL,
            constraints=Constraints(enum=("01.02.2024", "01.03.2024")),
        ),
        Column(
            name="luc", type="datetime", format="%d/%m/%Y %H:%M", label=LABEL,
            constraints=Constraints(minimum="01/01/2020 00:00"),
        ),
        Column(
            name="gio", type="time", format="%Hh%M", label=LABEL,
            constraints=Constraints(maximum="23h30"),
        ),
        Column(
            name="so", type="number", decimal_char=",", group_char=".", label=LABEL,
            example="1.234,5",
            constraints=Constraints(minimum="-0,5", maximum="1.234,5", enum=("0,1", "1.234,5")),
        ),
        Column(
            name="dien_tich", type="integer", bare_number=False, label=LABEL,
            constraints=Constraints(minimum="5 ha", maximum=20),
        ),
        Column(
            name="co", type="boolean", true_values=("Có",), false_values=("Không",), label=LABEL,
            constraints=Constraints(enum=("Có",)),
        ),
        Column(name="diem", type="geopoint", format="array", label=LABEL),
        Column(name="nam", type="year", label=LABEL, constraints=Constraints(minimum=2000)),
    ),
)  # fmt: skip
HOSTILE_ROWS = """\
ngay;thang;luc;gio;so;dien_tich;co;diem;nam
01/02/2020;01.02.2024;31/12/2024 08:30;08h30;1.234,5;12 ha;Có;[105.6, 21.3];2024
-;01.03.2024;-;-;0,1;-;-;-;-
"""


def with_table(catalog, schema, text, folder, **more):
    """The small portal's catalogue with one dataset of one table."""
    dataset = catalog.datasets[0]
    place = folder / dataset.folder
    place.mkdir(parents=True)
    (place / "bang.csv").write_text(text, encoding="utf-8")
    resource = Resource(name="bang", path="bang.csv", title=LABEL, schema=schema, **more)
    changed = replace(dataset, metadata=replace(dataset.metadata, resources=(resource,)))
    return replace(catalog, root=folder, datasets=(changed,)), changed


def test_bounds_and_lists_in_a_publishers_own_form_hold_for_the_normalised_csv(
    small, store, tmp_path
):
    semicolons = Dialect(delimiter=";")
    catalog, dataset = with_table(
        small, HOSTILE, HOSTILE_ROWS, tmp_path / "portal", dialect=semicolons
    )
    (tmp_path / "package").mkdir()
    assert_valid(judged(catalog, dataset, store, tmp_path / "package"), [2])


def test_normalised_schemas_say_bounds_lists_and_examples_in_their_default_form():
    fields = {field["name"]: field for field in table_schema(normalised(HOSTILE))["fields"]}
    assert fields["ngay"]["constraints"] == {"minimum": "2020-01-31", "maximum": "2025-12-01"}
    assert fields["ngay"]["example"] == "2024-12-31"
    assert fields["thang"]["constraints"] == {"enum": ["2024-02-01", "2024-03-01"]}
    assert fields["luc"]["constraints"] == {"minimum": "2020-01-01T00:00:00"}
    assert fields["gio"]["constraints"] == {"maximum": "23:30:00"}
    assert fields["so"]["constraints"] == {
        "minimum": -0.5,
        "maximum": 1234.5,
        "enum": [0.1, 1234.5],
    }
    assert fields["so"]["example"] == 1234.5
    assert fields["dien_tich"]["constraints"] == {"minimum": 5, "maximum": 20}
    assert fields["co"]["constraints"] == {"enum": [True]}
    left = {"format", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues"}
    assert [name for name, field in fields.items() if left & field.keys()] == []
    assert table_schema(normalised(HOSTILE))["missingValues"] == [""]


@pytest.mark.parametrize("bound", ["1" * 30, "1e999999999", "INF", "0.1234567890123456789"])
def test_bounds_that_no_double_holds_stay_text_digit_for_digit(bound):
    column = Column(name="a", type="number", label=LABEL, constraints=Constraints(maximum=bound))
    (field,) = table_schema(normalised(Schema(fields=(column,))))["fields"]
    assert isinstance(field["constraints"]["maximum"], str)
    assert json.loads(orjson.dumps(field)) == field


def test_a_bound_that_cannot_be_read_is_left_as_it_is_for_the_validator():
    column = Column(name="a", type="date", label=LABEL, constraints=Constraints(minimum="hôm qua"))
    assert normalised(Schema(fields=(column,))).fields[0].constraints.minimum == "hôm qua"


# --- The index -----------------------------------------------------------------------------------
def test_the_index_names_every_dataset_in_the_order_of_identifiers(real):
    index = dataset_index(real, ADDRESS)
    identifiers = [entry["identifier"] for entry in index["datasets"]]
    assert index["count"] == len(real.datasets) == len(identifiers)
    assert identifiers == sorted(identifiers)
    assert published_identifiers(json.loads(json.dumps(index))) == set(identifiers)
    assert index["datasets"][0]["url"].startswith(ADDRESS)


def test_the_index_leaves_out_titles_nobody_has_translated(small):
    dataset = small.datasets[0]
    untranslated = replace(dataset, metadata=replace(dataset.metadata, title=Text(vi="Thử")))
    (entry,) = dataset_index(replace(small, datasets=(untranslated,)), ADDRESS)["datasets"]
    assert entry["title"] == {"vi": "Thử"}


@pytest.mark.parametrize(
    "index", [None, [], 1, "x", {}, {"datasets": None}, {"datasets": "x"}, {"datasets": [{}]}]
)
def test_what_is_no_index_is_refused(index):
    with pytest.raises(ValueError, match="not a datasets"):
        published_identifiers(index)


# --- What travels in a package -------------------------------------------------------------------
def test_a_readme_tells_the_columns_in_both_languages(small):
    text = package_readme(small, small.datasets[0], ADDRESS)
    vi, en = text.split("\n---\n")
    assert "# Danh mục xã" in vi
    assert "| ma | Mã xã | string |  |" in vi
    assert "DỮ LIỆU MẪU" in vi
    assert "| ma | Commune code | string |  |" in en
    assert f"{ADDRESS}en/datasets/xa-phuong/" in en


def test_cells_of_a_readme_cannot_break_out_of_their_table(small, tmp_path):
    label = Text(vi="a|b\\|c\nd\r\ne")
    schema = Schema(fields=(Column(name="x|y\\", label=label),))
    catalog, dataset = with_table(small, schema, "x", tmp_path)
    row = next(
        line for line in package_readme(catalog, dataset, ADDRESS).splitlines() if "x\\|y" in line
    )
    assert row == r"| x\|y\\ | a\|b\\\|c d e | string |  |"


def test_the_terms_name_licence_summary_and_attribution_in_both_languages(real):
    for license_ in real.vocabularies.licenses.values():
        text = package_license(license_)
        assert text.startswith(license_.title.vi)
        assert license_.summary.en in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
