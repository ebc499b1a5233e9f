"""Croissant: every record loaded by its own library, with the hash of every file."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from generator.build import prepare
from generator.describe import croissant
from generator.describe.entry import Entry
from generator.distribution import Edition
from generator.model import Column, ForeignKey, Reference, Resource, Schema, Source, Text
from generator.settings import Settings, build_day
from tests.conftest import SMALL, copy_small_portal, opendata, serving
from tests.editions import files_of

# The library's own libraries warn of what they will change.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
LABEL = Text(vi="Nhãn", en="Label")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    store = tmp_path_factory.mktemp("store")
    made = prepare(Settings(root=SMALL, today=build_day(), store=store))
    assert isinstance(made, Edition)
    return made


def described(site: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(site.glob("datasets/*/croissant.json")):
        yield path, json.loads(path.read_bytes())


def opened(path: Path, document: dict[str, Any]) -> Any:
    """The dataset with its files taken from beside the description; warnings are told, too."""
    import mlcroissant  # type: ignore[import-untyped]

    beside = {file["@id"]: path.parent / file["name"] for file in document["distribution"]}
    dataset = mlcroissant.Dataset(str(path), mapping=beside)
    assert list(dataset.metadata.ctx.issues.warnings) == []
    return dataset


def plain(value: Any, written: str) -> Any:
    """A value as the CSV's cell ``written`` holds it; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, time):
        return value.isoformat()
    text: str = value.isoformat().replace("+00:00", "Z")
    return text[: len(written)]  # a day is read as its first moment


def differences(path: Path, record_set: Any, records: list[dict[str, Any]]) -> list[Any]:
    with (path.parent / f"{record_set.uuid}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(records) == len(rows) > 0
    found = []
    for record, row in zip(records, rows, strict=True):
        assert list(record) == [field.uuid for field in record_set.fields]
        for value, written in zip(record.values(), row.values(), strict=True):
            read = plain(value, written)
            same = read == float(written) if isinstance(read, int | float) else read == written
            found += [] if same else [(value, written)]
    return found


def test_every_record_of_the_samples_loads_with_the_cells_of_the_csv(site):
    tables = 0
    for path, document in described(site):
        dataset = opened(path, document)
        for record_set in dataset.metadata.record_sets:
            records = list(dataset.records(record_set.uuid))
            assert differences(path, record_set, records)[:3] == [], path
            tables += 1
    assert tables == len(list(site.glob("datasets/*/*.parquet"))) > 70


def test_every_size_and_checksum_is_the_files_own(site):
    checked = 0
    for path, document in described(site):
        for file in document["distribution"]:
            content = (path.parent / file["name"]).read_bytes()
            assert file["contentSize"] == f"{len(content)} B"
            assert file["sha256"] == hashlib.sha256(content).hexdigest()
            checked += 1
    assert checked > 280


def test_every_dataset_with_files_is_described_and_samples_say_so(site):
    packages = {path.parent for path in site.glob("datasets/*/datapackage.json")}
    assert {path.parent for path, _ in described(site)} == packages
    for path, document in described(site):
        is_sample = json.loads((path.parent / "datapackage.json").read_bytes()).get("sample", False)
        assert ("DỮ LIỆU MẪU" in document["description"]["vi"]) is is_sample
        assert ("rai:dataLimitations" in document) is is_sample


def test_a_served_portal_is_validated_and_loaded_by_the_command_line(tmp_path):
    root = copy_small_portal(tmp_path / "portal")
    with serving(root / "site") as address:
        result = opendata("build", "--base-url", address, root=root)
        assert result.exit_code == 0, result.output
        document = f"{address}datasets/tram-y-te/croissant.json"
        assert asked("validate", f"--jsonld={document}", tmp_path).returncode == 0
        options = (f"--jsonld={document}", "--record_set=tram", "--num_records=-1")
        loaded = asked("load", *options, tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    told = loaded.stdout + loaded.stderr
    rows = (root / "site" / "datasets" / "tram-y-te" / "tram.csv").read_text().splitlines()
    assert told.count("'tram/ma'") + told.count('"tram/ma"') == len(rows) - 1


def asked(command: str, *options: Any) -> subprocess.CompletedProcess[str]:
    *arguments, cache = options
    return subprocess.run(
        [Path(sys.executable).parent / "mlcroissant", command, *arguments],
        env=os.environ | {"CROISSANT_CACHE": str(cache / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_was_changed_afterwards_is_refused(edition, tmp_path):
    path, document = laid_out(edition, tmp_path)
    (parquet,) = tmp_path.glob("*.parquet")
    parquet.write_bytes(parquet.read_bytes() + b"x")
    dataset = opened(path, document)
    with pytest.raises(Exception, match=r"Download\(xa.parquet\)") as told:
        list(dataset.records("xa"))
    assert "Hash of downloaded file" in str(told.value.__cause__)


def laid_out(edition: Edition, folder: Path) -> tuple[Path, dict[str, Any]]:
    """The first dataset's description beside its files."""
    (entry,) = (e for e in edition.catalog.datasets if e.slug == "xa-phuong")
    for product in edition.products[entry.identifier]:
        for file in product.distributions:
            if file.role == "derived":
                (folder / file.file_name).write_bytes(file.content.read_bytes())
    written = {file.path: file.content for file in files_of(croissant, edition)}
    path = folder / "croissant.json"
    content = written["datasets/xa-phuong/croissant.json"]
    assert isinstance(content, bytes)
    path.write_bytes(content)
    return path, json.loads(content)


# --- Texts and tables nobody would call ordinary --------------------------------------------------


def changed(edition: Edition, **changes: Any) -> Edition:
    first, *others = edition.catalog.datasets
    dataset = replace(first, metadata=replace(first.metadata, **changes))
    return replace(edition, catalog=replace(edition.catalog, datasets=(dataset, *others)))


def test_hostile_texts_and_names_arrive_as_they_are(edition, tmp_path):
    text = "\"q\" </script><!-- 'a' & b\n# \u202eabc 🌾"
    hostile = changed(
        edition,
        title=Text(vi=text),
        description=Text(vi=text, en=text),
        provenance=Text(vi=text),
        sources=(Source(title=Text(vi=text)),),
    )
    path, document = laid_out(hostile, tmp_path)
    assert document["name"] == {"vi": text}
    dataset = opened(path, document)
    assert unicodedata.normalize("NFC", dataset.metadata.data_collection) == text
    assert len(list(dataset.records("xa"))) > 0


def resource(name: str, *keys: ForeignKey) -> Resource:
    schema = Schema(fields=(Column(name="a", label=LABEL),), foreign_keys=keys)
    return Resource(name=name, path=f"{name}.csv", title=LABEL, schema=schema)


def key(target: str, dataset: str | None = None) -> ForeignKey:
    reference = Reference(dataset=dataset, resource=target, fields=("a",))
    return ForeignKey(fields=("a",), reference=reference)


def test_references_never_close_a_circle():
    resources = [
        resource("mot", key("hai")),
        resource("hai", key("ba")),
        resource("ba", key("mot")),
        resource("bon", key("bon")),
        resource("nam", key("mot", dataset="khac")),
    ]
    assert croissant._references(resources) == {
        "mot": {"a": ("hai", "a")},
        "hai": {"a": ("ba", "a")},
        "ba": {},
        "bon": {},
        "nam": {},
    }


@pytest.mark.parametrize(
    ("column", "name"),
    [("ma", "xa/ma"), ("tên xã", "xa/t%C3%AAn%20x%C3%A3"), ("a/b#c", "xa/a%2Fb%23c")],
)
def test_names_of_fields_are_iris_whatever_the_column_is_called(column, name):
    assert croissant._field_id("xa", column) == name


def test_the_version_is_a_semantic_one_that_grows_with_the_day(edition):
    dataset = edition.catalog.datasets[0]
    (document,) = (
        json.loads(file.content)
        for file in files_of(croissant, edition)
        if file.path.endswith("/xa-phuong/croissant.json") and isinstance(file.content, bytes)
    )
    assert document["version"] == "2024.2.20"
    assert Entry(edition=edition, dataset=dataset).iri == document["@id"]


def test_a_dataset_without_files_has_no_description(edition):
    planned = changed(edition, resources=(), status="planned")
    paths = [file.path for file in files_of(croissant, planned)]
    assert len(paths) == len(planned.catalog.datasets) - 1
