"""CSV on the Web: descriptions judged by ``csvwvalidate`` and against the CSV's own header."""

from __future__ import annotations

import csv
import hashlib
import json
import warnings
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from csvw.__main__ import csvwvalidate  # type: ignore[import-untyped]
from csvw.datatypes import DATATYPES  # type: ignore[import-untyped]

from generator.convert import convert
from generator.describe import csvw
from generator.distribution import Edition
from generator.load import load
from generator.model import (
    Column,
    Constraints,
    FieldType,
    ForeignKey,
    Reference,
    Resource,
    Schema,
    Text,
)
from generator.store import Store
from tests.conftest import SMALL
from tests.editions import files_of

# Samples with every kind of cell and key, and no more rows than a slow reader can take.
JUDGED = (
    "chi-so-san-xuat-cong-nghiep",
    "co-so-luu-tru",
    "cua-hang-xang-dau",
    "don-vi-hanh-chinh",
    "giai-ngan-dau-tu-cong",
    "ho-ngheo-cap-xa",
    "tai-san-cong",
    "thue-bao-dien-thoai-internet",
    "thu-chi-ngan-sach",
    "xe-buyt",
)
LABEL = Text(vi="Nhãn", en="Label")


def described(site: Path) -> list[tuple[Path, dict[str, Any]]]:
    found = sorted(site.glob("datasets/*/*.csv-metadata.json"))
    return [(path, json.loads(path.read_bytes())) for path in found]


def is_valid(document: Path) -> bool:
    """What ``csvwvalidate`` says of every row, key and reference."""
    with warnings.catch_warnings():
        warnings.simplefilter("default")  # a warning is how it tells of a fault
        asked = Namespace(url=str(document), verbose=True, lax=False)
        return bool(csvwvalidate(asked, test=True) == 0)


@pytest.mark.parametrize("slug", JUDGED)
def test_every_row_of_the_samples_fits_its_description(site, slug):
    documents = list((site / "datasets" / slug).glob("*.csv-metadata.json"))
    assert documents
    for document in documents:
        assert is_valid(document)


def test_every_table_has_a_description_with_the_columns_of_its_header(site):
    tables = {path.with_suffix("").name for path in site.glob("datasets/*/*.parquet")}
    names = [path.name.removesuffix(".csv-metadata.json") for path, _ in described(site)]
    assert set(names) == tables
    for path, document in described(site):
        for table in document["tables"]:
            with (path.parent / table["url"]).open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            assert [each["titles"]["und"] for each in table["tableSchema"]["columns"]] == header


def test_the_first_table_is_the_one_that_the_address_belongs_to(site):
    for path, document in described(site):
        assert path.name == f"{document['tables'][0]['url']}-metadata.json"


def test_every_size_and_checksum_is_the_files_own(site):
    for path, document in described(site):
        for table in document["tables"]:
            content = (path.parent / table["url"]).read_bytes()
            assert table["dcat:byteSize"] == len(content)
            assert table["schema:sha256"] == hashlib.sha256(content).hexdigest()


def test_samples_say_so(site):
    for path, document in described(site):
        package = json.loads((path.parent / "datapackage.json").read_bytes())
        assert ("rdfs:comment" in document) is package.get("sample", False)


def test_keys_within_a_dataset_bring_the_table_they_point_at(site):
    folder = site / "datasets" / "giai-ngan-dau-tu-cong"
    keyed = [
        document
        for path, document in described(site)
        if path.parent == folder and "foreignKeys" in document["tables"][0]["tableSchema"]
    ]
    assert keyed
    for document in keyed:
        (key,) = document["tables"][0]["tableSchema"]["foreignKeys"]
        assert key["reference"]["resource"] in [table["url"] for table in document["tables"]]


# --- Tables nobody would call ordinary ------------------------------------------------------------


def laid_out(schema: Schema, text: str, folder: Path) -> Path:
    """The description of a table, beside its normalised CSV."""
    catalog = load(SMALL, date(2024, 6, 30)).catalog
    resource = Resource(name="bang", path="nguon.csv", title=LABEL, schema=schema)
    (folder / resource.path).write_text(text, encoding="utf-8")
    product = convert(resource, folder / resource.path, Store(folder / "store"))
    (file,) = (each for each in product.distributions if each.file_name == "bang.csv")
    (folder / file.file_name).write_bytes(file.content.read_bytes())
    dataset = catalog.datasets[0]
    dataset = replace(dataset, metadata=replace(dataset.metadata, resources=(resource,)))
    edition = Edition(
        catalog=replace(catalog, datasets=(dataset,)),
        products={dataset.identifier: (product,)},
        packages={},
    )
    (written,) = files_of(csvw, edition)
    assert isinstance(written.content, bytes)
    document = folder / Path(written.path).name
    document.write_bytes(written.content)
    return document


UNLIKE_OTHERS = Schema(
    primary_key=("ma",),
    fields=(
        Column(name="ma", label=LABEL, constraints=Constraints(pattern="[A-Z]/[0-9]{2}")),
        Column(name="loai", label=LABEL, constraints=Constraints(enum=("a.b", "c|d", "(e)"))),
        Column(
            name="ngay", type="date", format="%d/%m/%Y", label=LABEL,
            constraints=Constraints(minimum="01/01/2020", maximum="31/12/2025"),
        ),
        Column(name="nam", type="year", label=LABEL, constraints=Constraints(minimum=2000)),
        Column(name="thang", type="yearmonth", label=LABEL),
        Column(name="gio", type="time", format="%Hh%M", label=LABEL),
        Column(
            name="so", type="number", decimal_char=",", group_char=".", label=LABEL,
            constraints=Constraints(minimum="-0,5", maximum="1.234.567,5", required=True),
        ),
        Column(
            name="co", type="boolean", true_values=("Có",), false_values=("Không",), label=LABEL,
        ),
    ),
)  # fmt: skip
ROWS = """\
ma,loai,ngay,nam,thang,gio,so,co
A/01,a.b,31/01/2024,2024,2024-01,08h30,"1.234,5",Có
B/02,c|d,,,,,"-0,5",Không
C/03,(e),01/02/2024,2023,2023-12,23h59,"0,0000001",
"""


def test_types_bounds_and_lists_hold_for_the_normalised_csv(tmp_path):
    assert is_valid(laid_out(UNLIKE_OTHERS, ROWS, tmp_path))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"A/01", b"A-01"),
        (b"c|d", b"cd"),
        (b"2024-01-31", b"2019-01-31"),
        (b"1234.5", b"9999999.5"),
        (b"-0.5", b""),
        (b"B/02", b"A/01"),
        (b"true", b"yes"),
    ],
)
def test_a_cell_that_breaks_a_rule_is_found(tmp_path, right, wrong):
    document = laid_out(UNLIKE_OTHERS, ROWS, tmp_path)
    table = tmp_path / "bang.csv"
    assert right in table.read_bytes()
    table.write_bytes(table.read_bytes().replace(right, wrong, 1))
    assert not is_valid(document)


def test_a_key_whose_cells_may_be_missing_is_left_out(tmp_path):
    key = ForeignKey(fields=("cha",), reference=Reference(resource="bang", fields=("ma",)))
    columns = (Column(name="ma", label=LABEL), Column(name="cha", label=LABEL))
    schema = Schema(fields=columns, primary_key=("ma",), foreign_keys=(key,))
    for rows, keys in (("ma,cha\na,a\nb,a\n", 1), ("ma,cha\na,\nb,a\n", 0)):
        document = laid_out(schema, rows, tmp_path)
        (table,) = json.loads(document.read_bytes())["tables"]
        assert len(table["tableSchema"].get("foreignKeys", [])) == keys
        assert is_valid(document)


def test_hostile_texts_arrive_as_they_are(tmp_path):
    text = "\"q\" </script><!-- 'a' & b\n# \u202eabc 🌾"
    column = Column(name="tên, “cột”", label=Text(vi=text), description=Text(vi=text), unit=text)
    document = laid_out(Schema(fields=(column,)), '"tên, “cột”"\nx\n', tmp_path)
    (written,) = json.loads(document.read_bytes())["tables"][0]["tableSchema"]["columns"]
    assert written["titles"] == {"und": "tên, “cột”", "vi": text}
    assert written["schema:unitText"] == text
    assert is_valid(document)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("ten", "ten"),
        ("tên xã", "t%C3%AAn%20x%C3%A3"),
        ("a-b.c~d", "a%2Db%2Ec%7Ed"),
        ("_a", "%5Fa"),
    ],
)
def test_names_are_variables_of_uri_templates(name, variable):
    column = csvw._column(Column(name=name, label=LABEL))
    assert column["name"] == variable
    assert column["titles"]["und"] == name


def test_circles_of_keys_end():
    def table(target: str) -> csvw._Table:
        key = ForeignKey(fields=("a",), reference=Reference(resource=target, fields=("a",)))
        schema = Schema(fields=(Column(name="a", label=LABEL),), foreign_keys=(key,))
        return csvw._Table(resource=None, schema=schema, file=None, keys=(key,), urls={})  # type: ignore[arg-type]

    tables = {"mot": table("hai"), "hai": table("ba"), "ba": table("mot")}
    assert csvw._reached("hai", tables) == ["hai", "ba", "mot"]


@pytest.mark.parametrize("kind", get_args(FieldType))
def test_each_type_is_one_that_the_standard_has(kind):
    assert csvw._datatype(Column(name="a", type=kind, label=LABEL)) in DATATYPES
