"""Data Packages, judged by their profiles and by frictionless with every row."""

from __future__ import annotations

import json
import shutil
import warnings
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest

from generator.build import prepare
from generator.describe import datapackage
from generator.describe.datapackage import data_package
from generator.describe.entry import Entry, entries
from generator.distribution import Edition, SiteFile
from generator.model import Text
from generator.settings import Settings, build_day
from tests.conftest import SMALL
from tests.editions import files_of

# Of texts with every mark that JSON, HTML and Markdown give a meaning, and marks of direction.
HOSTILE = "\"quoted\" </script><!-- 'a' & b\n# tiêu đề \u202eabc 🌾 {{x}}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    store = tmp_path_factory.mktemp("store")
    made = prepare(Settings(root=SMALL, today=build_day(), store=store))
    assert isinstance(made, Edition)
    return made


def profile_of(version: str) -> Any:
    file = resources.files("dplib") / "profiles" / version / "datapackage.json"
    return json.loads(file.read_text(encoding="utf-8"))


def read(file: SiteFile) -> Any:
    assert isinstance(file.content, bytes)
    return json.loads(file.content)


def written(edition: Edition, folder: Path) -> Path:
    """The packages of an edition with the files they name."""
    for file in files_of(datapackage, edition):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(file.content, bytes)
        target.write_bytes(file.content)
    for entry in entries(edition):
        for product in entry.products:
            for made in product.distributions:
                target = folder / "datasets" / entry.dataset.slug / made.file_name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made.content, target)
    return folder


def judged(descriptor: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries that frictionless reads with
        return frictionless.Package(str(descriptor)).validate()


@pytest.mark.parametrize("version", ["2.0", "1.0"])
def test_every_package_of_the_samples_fits_the_profile(site, version):
    profile = profile_of(version)
    judge = jsonschema.validators.validator_for(profile)(profile)
    packages = [site / "datapackage.json", *site.glob("datasets/*/datapackage.json")]
    assert len(packages) > 50
    for package in packages:
        assert [e.message for e in judge.iter_errors(json.loads(package.read_bytes()))] == []


def test_the_catalogue_is_a_package_of_the_packages_of_all_datasets(site):
    catalog = json.loads((site / "datapackage.json").read_bytes())
    paths = [site / resource["path"] for resource in catalog["resources"]]
    assert sorted(paths) == sorted(site.glob("datasets/*/datapackage.json"))
    for resource, path in zip(catalog["resources"], paths, strict=True):
        package = json.loads(path.read_bytes())
        assert (package["name"], package["title"]) == (resource["name"], resource["title"])
        assert package.get("sample") == resource.get("sample")


def test_frictionless_reads_every_table_by_way_of_the_catalogue(edition, tmp_path):
    report = judged(written(edition, tmp_path) / "datapackage.json")
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    assert [error.message for error in errors] == []
    rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
    profiles = [part.profile for made in edition.products.values() for part in made]
    assert rows == sum(profile.rows for profile in profiles if profile) > 0


def test_frictionless_finds_a_file_that_was_changed_afterwards(edition, tmp_path):
    folder = written(edition, tmp_path)
    (table,) = folder.glob("datasets/tram-y-te/*.csv")
    table.write_bytes(table.read_bytes().replace(b"true", b"Tru!"))
    assert not judged(folder / "datapackage.json").valid


def test_a_dataset_without_files_has_no_package_and_the_catalogue_does_not_name_it(edition):
    first, *others = edition.catalog.datasets
    planned = replace(first, metadata=replace(first.metadata, resources=(), status="planned"))
    catalog = replace(edition.catalog, datasets=(planned, *others))
    files = list(files_of(datapackage, replace(edition, catalog=catalog)))
    assert f"datasets/{first.slug}/datapackage.json" not in [file.path for file in files]
    named = read(files[-1])["resources"]
    assert [each["name"] for each in named] == sorted(other.slug for other in others)


def test_a_catalogue_without_files_has_no_package(edition):
    empty = replace(edition, catalog=replace(edition.catalog, datasets=()))
    assert list(files_of(datapackage, empty)) == []


def test_the_catalogue_of_10_000_datasets_is_small(edition):
    dataset = edition.catalog.datasets[0]
    many = tuple(replace(dataset, slug=f"bo-{number}") for number in range(10_000))
    catalog = replace(edition.catalog, datasets=many)
    *_, last = files_of(datapackage, replace(edition, catalog=catalog))
    assert len(read(last)["resources"]) == 10_000
    assert isinstance(last.content, bytes)
    assert len(last.content) < 5_000_000


def test_absent_facts_are_left_out_of_a_data_package(edition):
    dataset = edition.catalog.datasets[0]
    metadata = replace(dataset.metadata, title=Text(vi="Thử"), sample=False)
    descriptor = data_package(Entry(edition=edition, dataset=replace(dataset, metadata=metadata)))
    assert "title_en" not in descriptor
    assert "sample" not in descriptor
    assert None not in descriptor.values()
    full = data_package(Entry(edition=edition, dataset=dataset))
    assert full["sample"] is True
    assert full["created"] == "2024-01-15T00:00:00+07:00"
    assert full["version"] == "2024.2.20"
    assert full["homepage"].endswith("/datasets/xa-phuong/")


def test_hostile_texts_arrive_as_they_are(edition):
    dataset = edition.catalog.datasets[0]
    metadata = replace(dataset.metadata, title=Text(vi=HOSTILE), description=Text(vi=HOSTILE))
    changed = replace(dataset, metadata=metadata)
    catalog = replace(edition.catalog, datasets=(changed,))
    package, catalogue = files_of(datapackage, replace(edition, catalog=catalog))
    assert read(package)["title"] == HOSTILE
    assert read(catalogue)["resources"][0]["title"] == HOSTILE


def test_the_published_table_names_every_property_that_is_written(edition):
    named = {
        table.subject: {rule.theirs for rule in table.rules}
        for table in datapackage.STANDARD.tables
    }
    for dataset in edition.catalog.datasets:
        descriptor = data_package(Entry(edition=edition, dataset=dataset))
        assert set(descriptor) <= named["Data Package"]
        for resource in descriptor["resources"]:
            assert set(resource) <= named["Data Resource"] | named["Tabular Data Resource"]
