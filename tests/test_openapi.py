"""OpenAPI documents: valid, and every answer of the built site is what they say."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from generator.build import prepare
from generator.describe import openapi, rowapi
from generator.distribution import Edition, RowApi, SiteFile
from generator.model import Text
from generator.settings import Settings
from tests.conftest import copy_small_portal, serving
from tests.editions import files_of

Document = dict[str, Any]
JUDGED = 3
"""Answers of a path whose every row is judged, which takes long; the others only exist."""
HOST = "https://opendata.vinhphuc.gov.vn/api/v1"


def documents(site: Path) -> dict[str, Document]:
    paths = [site / "api/v1/openapi.json", *sorted(site.glob("api/v1/datasets/*/openapi.json"))]
    return {path.relative_to(site).as_posix(): json.loads(path.read_bytes()) for path in paths}


def read(file: SiteFile) -> Document:
    assert isinstance(file.content, bytes)
    document: Document = json.loads(file.content)
    return document


def small_edition(folder: Path, **changes) -> Edition:
    root = copy_small_portal(folder)
    settings = Settings(root=root, today=date(2024, 6, 30), store=folder / "store", jobs=1)
    edition = prepare(settings)
    assert isinstance(edition, Edition)
    first, *rest = edition.catalog.datasets
    changed = replace(first, metadata=replace(first.metadata, **changes))
    catalog = replace(edition.catalog, datasets=(changed, *rest))
    return replace(edition, catalog=catalog)


def addresses(document: Document, path: str) -> list[str]:
    """Every address that a path stands for; without limits, its first ones."""
    choices = []
    for parameter in document["paths"][path]["get"].get("parameters", []):
        schema = parameter["schema"]
        numbers = range(1, schema.get("maximum", 1) + 1)
        choices.append([(parameter["name"], v) for v in schema.get("enum", numbers)])
    return [path.format(**dict(chosen)) for chosen in itertools.product(*choices)]


def answer_schema(document: Document, path: str) -> Draft202012Validator:
    answer = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return Draft202012Validator({**answer["schema"], "components": document["components"]})


def test_every_document_is_valid_openapi(site):
    found = documents(site)
    assert len(found) > 50
    for path, document in found.items():
        validate(document)
        assert document["servers"] == [{"url": HOST}], path


def test_every_path_of_a_dataset_exists_and_answers_what_is_described(site):
    for document in itertools.islice(documents(site).values(), 1, None):
        for path in document["paths"]:
            judge = answer_schema(document, path)
            answers = [site / "api/v1" / address[1:] for address in addresses(document, path)]
            assert all(file.is_file() for file in answers)
            for file in answers[:JUDGED]:
                judge.validate(json.loads(file.read_bytes()))


def test_every_file_of_the_api_is_described(site):
    described = {
        f"api/v1{address}"
        for document in itertools.islice(documents(site).values(), 1, None)
        for path in document["paths"]
        for address in addresses(document, path)
    }
    whole = {f"api/v1/{name}.json" for name in ("index", "openapi", "404")}
    files = {path.relative_to(site).as_posix() for path in (site / "api/v1").rglob("*.json")}
    assert files == described | whole


def test_the_whole_api_names_every_dataset_and_table(site):
    document = json.loads((site / "api/v1/openapi.json").read_bytes())
    (path,) = (path for path in document["paths"] if path.endswith("schema.json"))
    dataset, resource = document["paths"][path]["get"]["parameters"]
    served = sorted((site / "api/v1/datasets").glob("*/*/schema.json"))
    assert set(dataset["schema"]["enum"]) == {path.parts[-3] for path in served}
    assert set(resource["schema"]["enum"]) == {path.parts[-2] for path in served}
    for file in served:
        address = path.format(dataset=file.parts[-3], resource=file.parts[-2])
        assert site / "api/v1" / address[1:] == file


def test_a_cell_that_is_not_as_described_is_found(site):
    found = documents(site)["api/v1/datasets/co-so-giao-duc/openapi.json"]
    path = "/datasets/co-so-giao-duc/co-so-giao-duc/rows/{page}.json"
    page = json.loads((site / "api/v1" / path[1:].format(page=1)).read_bytes())
    page["rows"][0]["ma_truong"] = 7
    assert not answer_schema(found, path).is_valid(page)


def test_samples_say_so_and_official_figures_do_not(site):
    for document in itertools.islice(documents(site).values(), 1, None):
        slug = next(iter(document["paths"])).split("/")[2]
        index = json.loads((site / "api/v1/datasets" / slug / "index.json").read_bytes())
        assert ("x-sample" in document) == index.get("sample", False)


def test_the_example_on_the_page_is_how_the_answer_begins(site):
    checked = 0
    for page in sorted(site.glob("developers/*/index.html")):
        text = page.read_text(encoding="utf-8")
        for example in re.findall(r"<code>(\{.*?\n\})</code>", text, re.DOTALL):
            shown = json.loads(html.unescape(example))
            names = re.findall(r'href="[^"]*/([\w-]+)/rows/1\.json"', text)
            folder = site / "api/v1/datasets" / page.parent.name
            answers = [json.loads((folder / one / "rows/1.json").read_bytes()) for one in names]
            assert shown in [{**answer, "rows": answer["rows"][:1]} for answer in answers]
            checked += 1
    assert checked > 50


def test_hostile_texts_and_absent_facts_leave_a_valid_document(tmp_path):
    hostile = Text(vi='<script>"\\\u202e\n🙂 {page}\0')
    edition = small_edition(tmp_path, title=hostile, description=hostile, contact=None)
    for file in files_of(openapi, edition):
        document = read(file)
        validate(document)
        assert None not in document["info"].values()
        assert "" not in document["info"].values()


def test_a_portal_without_tables_has_a_valid_empty_api(tmp_path):
    edition = replace(small_edition(tmp_path), row_apis={})
    (whole,) = files_of(openapi, edition)
    validate(read(whole))
    index, _ = files_of(rowapi, edition)
    assert read(index)["datasets"] == []


def no_parts(document: str, names: Iterable[str]) -> Iterator[bytes]:
    raise AssertionError(document, names)


def test_ten_thousand_datasets_are_described_in_five_megabytes(tmp_path):
    edition = small_edition(tmp_path)
    model = edition.catalog.datasets[0]
    name = model.metadata.resources[0].name
    numbers = [f"bo-du-lieu-co-ten-kha-dai-so-{n}" for n in range(10_000)]
    datasets = tuple(
        replace(model, slug=slug, metadata=replace(model.metadata, identifier=slug))
        for slug in numbers
    )
    api = edition.row_apis[model.identifier, name]
    assert isinstance(api, RowApi)
    many = replace(
        edition,
        catalog=replace(edition.catalog, datasets=datasets),
        products=dict.fromkeys(numbers, edition.products[model.identifier]),
        row_apis={(slug, name): api for slug in numbers},
    )
    whole = next(openapi.catalog_files(many, no_parts))
    assert whole.path == "api/v1/openapi.json"
    assert len(whole.content) < 5_000_000  # type: ignore[arg-type]
    assert len(next(rowapi.catalog_files(many, no_parts)).content) < 50_000_000  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["api/v1/", "api/v1/datasets/khong-co/index.json"])
def test_programs_are_told_in_json_that_there_is_nothing(portal, site, path):
    from urllib.error import HTTPError
    from urllib.request import urlopen

    with pytest.raises(HTTPError) as raised:
        urlopen(portal + path)
    with raised.value as answer:
        assert answer.code == 404
        assert answer.headers.get_content_type() == "application/json"
        document = json.loads(answer.read())
    described = json.loads((site / "api/v1/openapi.json").read_bytes())
    answer_schema(described, "/404.json").validate(document)
    assert document["index"] == f"{HOST}/index.json"


def test_people_are_told_in_html_that_there_is_nothing(tmp_path):
    from urllib.error import HTTPError
    from urllib.request import urlopen

    (tmp_path / "404.html").write_text("<p>Không có</p>", encoding="utf-8")
    with serving(tmp_path) as address, pytest.raises(HTTPError) as raised:
        urlopen(address + "datasets/khong-co/")
    with raised.value as answer:
        assert answer.headers.get_content_type() == "text/html"
