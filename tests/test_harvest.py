"""Harvesting: what other systems publish becomes changes of the repository, for review."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.harvest import read_source
from generator.load.document import read_document
from generator.load.vocabularies import load_vocabularies
from tests.conftest import REPOSITORY, opendata
from tests.sources import System, running

CSV = (
    "ma_xa,ten,so_ho,ngay,ty_le\n08707,Xã Một,120,2024-01-31,0.5\n08710,Xã Hai,7,2024-02-29,12.25\n"
)
DEFAULTS = {"theme": "hanh-chinh", "license": "mo", "accrual_periodicity": "hang-nam"}


@pytest.fixture
def system():
    with running() as system:
        system.pages["/files/ho-ngheo.csv"] = CSV.encode()
        yield system


def describe(portal: Path, name: str = "kho", **keys) -> Path:
    """Write a source's file."""
    file = portal / f"datasets/sources/{name}.yml"
    file.parent.mkdir(exist_ok=True)
    values = {"title": {"vi": "Kho dữ liệu"}, **DEFAULTS, **keys}
    file.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return file


def of_kind(portal: Path, system: System, kind: str, path: str, **keys) -> None:
    keys = {"publisher": "so-y-te", "private_hosts": [system.host], **keys}
    describe(portal, kind=kind, url=system.address + path, **keys)


def package(system: System, name="ho-ngheo", **keys):
    return {
        "id": f"0000-{name}",
        "name": name,
        "title": f"Hộ nghèo {name}",
        "notes": "Số hộ nghèo của các xã.",
        "metadata_created": "2024-01-02T03:04:05.000000",
        "metadata_modified": "2024-05-06T07:08:09.000000",
        "tags": [{"name": "hộ nghèo"}],
        "groups": [{"name": "suc-khoe", "title": "Y tế"}],
        "organization": {"name": "syt", "title": "Sở Y tế"},
        "license_id": "mo",
        "frequency": "R/P1M",
        "resources": [
            {"url": f"{system.address}/files/ho-ngheo.csv", "format": "CSV", "name": "Hộ nghèo"}
        ],
        **keys,
    }


def ckan(system: System, *packages) -> None:
    system.has_json(
        "/api/3/action/package_search",
        {"success": True, "result": {"count": len(packages), "results": list(packages)}},
    )


@pytest.fixture
def harvested(small, system):
    """A portal that has harvested one dataset from CKAN."""
    ckan(system, package(system))
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 0, result.output
    return small


def metadata(portal: Path, folder: str = "so-y-te/ho-ngheo"):
    path = portal / f"datasets/{folder}/dataset.yml"
    document = read_document(path, "dataset.yml")
    assert not document.problems
    return document.value


def contents(portal: Path) -> dict[str, bytes]:
    return {
        path.relative_to(portal).as_posix(): path.read_bytes()
        for path in sorted((portal / "datasets").rglob("*"))
        if path.is_file()
    }


def types(resource) -> dict[str, str]:
    return {field["name"]: field.get("type", "string") for field in resource["schema"]["fields"]}


def assert_passes_the_gate(portal: Path) -> None:
    result = opendata("validate", root=portal, language="en")
    assert result.exit_code == 0, result.output


# --- Every kind of source ------------------------------------------------------------------------
def test_a_ckan_package_becomes_a_dataset_that_passes_the_gate(harvested):
    value = metadata(harvested)
    assert value["identifier"] == "kho-ho-ngheo"
    assert value["themes"] == ["y-te"]
    assert value["publisher"] == "so-y-te"
    assert value["accrual_periodicity"] == "hang-thang"
    assert (value["issued"], value["modified"]) == ("2024-01-02", "2024-05-06")
    assert value["harvest"] == {"source": "kho", "identifier": "0000-ho-ngheo"}
    assert value["sources"][0]["title"] == {"vi": "Kho dữ liệu"}
    assert (harvested / "datasets/so-y-te/ho-ngheo/ho-ngheo.csv").read_text("utf-8") == CSV
    assert_passes_the_gate(harvested)


def test_columns_that_nobody_describes_are_read_from_their_cells_and_codes_stay_text(harvested):
    (resource,) = metadata(harvested)["resources"]
    assert types(resource) == {
        "ma_xa": "string", "ten": "string", "so_ho": "integer", "ngay": "date", "ty_le": "number",
    }  # fmt: skip
    assert resource["schema"]["fields"][0]["label"] == {"vi": "ma_xa"}


def test_a_second_harvest_writes_nothing(harvested, system):
    before = contents(harvested)
    times = [path.stat().st_mtime_ns for path in sorted((harvested / "datasets").rglob("*"))]
    result = opendata("harvest", root=harvested, language="en")
    assert result.output == "kho: 1 unchanged\n"
    assert contents(harvested) == before
    assert times == [
        path.stat().st_mtime_ns for path in sorted((harvested / "datasets").rglob("*"))
    ]
    assert system.statuses("/files/ho-ngheo.csv") == [200, 304]
    assert system.statuses("/api/3/action/package_search") == [200, 304]


def test_all_pages_of_ckan_are_read(small, system):
    packages = [package(system, name=f"bo-{number}") for number in range(250)]

    def page(handler):
        from urllib.parse import parse_qs, urlsplit

        start = int(parse_qs(urlsplit(handler.path).query)["start"][0])
        results = packages[start : start + 100]
        body = json.dumps({"success": True, "result": {"results": results}}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    system.pages["/api/3/action/package_search"] = page
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", "--dry-run", root=small, language="en")
    assert "kho: 250 created" in result.output


TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
<d/1> a dcat:Dataset ; dct:title "Hộ nghèo"@vi, "Poor households"@en ; dct:identifier "ho-ngheo" ;
  dct:description "Số hộ nghèo của các xã."@vi ; dct:publisher [ foaf:name "Sở Y tế"@vi ] ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/HEAL> ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
  dct:issued "2024-01-02"^^xsd:date ; dct:modified "2024-02-03T04:05:06Z"^^xsd:dateTime ;
  dct:temporal [ dcat:startDate "2023"^^xsd:gYear ; dcat:endDate "2023-12-31"^^xsd:date ] ;
  dcat:keyword "hộ nghèo"@vi, "poverty"@en ;
  dcat:distribution [ dcat:downloadURL <files/ho-ngheo.csv> ; dct:license <http://l.example/mo> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ] .
"""


@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld", "nt"])
def test_dcat_is_read_in_every_form_of_rdf(small, system, form):
    import rdflib

    graph = rdflib.Graph().parse(data=TURTLE, publicID=f"{system.address}/", format="turtle")
    system.pages["/catalog"] = graph.serialize(format=form).encode()
    system.types["/catalog"] = {
        "turtle": "text/turtle; charset=utf-8", "xml": "application/rdf+xml",
        "json-ld": "application/ld+json", "nt": "application/n-triples",
    }[form]  # fmt: skip
    of_kind(small, system, "dcat", "/catalog")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 0, result.output
    value = metadata(small)
    assert value["title"] == {"vi": "Hộ nghèo", "en": "Poor households"}
    assert value["themes"] == ["y-te"]
    assert value["keywords"] == {"vi": ["hộ nghèo"], "en": ["poverty"]}
    assert value["temporal"] == {"start": "2023", "end": "2023-12-31"}
    assert value["harvest"]["identifier"] == f"{system.address}/d/1"
    assert_passes_the_gate(small)


def test_pages_of_a_dcat_catalogue_are_followed(small, system):
    other = TURTLE.replace("<d/1>", "<d/2>").replace('"ho-ngheo"', '"ho-can-ngheo"')
    system.pages["/1.ttl"] = (TURTLE + "<1.ttl> hydra:next <2.ttl> .").encode()
    system.pages["/2.ttl"] = other.encode()
    of_kind(small, system, "dcat", "/1.ttl")
    result = opendata("harvest", root=small, language="en")
    assert "kho: 2 created" in result.output, result.output


def test_data_json_is_read(small, system):
    dataset = {
        "identifier": "https://kho.example/1",
        "title": "Hộ nghèo",
        "description": "Số hộ nghèo của các xã.",
        "keyword": ["hộ nghèo"],
        "modified": "2024-03-04",
        "publisher": {"name": "Sở Y tế"},
        "theme": ["Y tế"],
        "accrualPeriodicity": "R/P1Y",
        "temporal": "2023-01-01T00:00:00Z/2023-12-31T00:00:00Z",
        "distribution": [
            {"downloadURL": f"{system.address}/files/ho-ngheo.csv", "mediaType": "text/csv"}
        ],
    }
    system.has_json("/data.json", {"dataset": [dataset]})
    of_kind(small, system, "data-json", "/data.json")
    assert opendata("harvest", root=small).exit_code == 0
    value = metadata(small)
    assert value["temporal"] == {"start": "2023-01-01", "end": "2023-12-31"}
    assert value["accrual_periodicity"] == "hang-nam"
    assert value["issued"] == value["modified"] == "2024-03-04"
    assert_passes_the_gate(small)


def test_a_data_package_tells_its_columns(small, system):
    fields = [
        {"name": "ma_xa", "title": "Mã xã", "constraints": {"pattern": "[0-9]{5}"}},
        {"name": "ten", "type": "string", "title": "Tên xã"},
        {"name": "so_ho", "type": "integer", "title": "Số hộ", "constraints": {"minimum": 0}},
        {"name": "ngay", "type": "date"},
        {"name": "ty_le", "type": "number", "unit": "%"},
    ]
    resource = {
        "name": "ho-ngheo",
        "path": "files/ho-ngheo.csv",
        "schema": {"fields": fields, "primaryKey": "ma_xa"},
    }
    system.has_json(
        "/datapackage.json",
        {
            "name": "ho-ngheo",
            "title": "Hộ nghèo",
            "description": "Số hộ nghèo của các xã.",
            "licenses": [{"name": "mo"}],
            "created": "2024-01-02T00:00:00Z",
            "resources": [resource],
        },
    )
    of_kind(small, system, "data-package", "/datapackage.json")
    assert opendata("harvest", root=small).exit_code == 0
    schema = metadata(small)["resources"][0]["schema"]
    assert schema["primary_key"] == ["ma_xa"]
    assert schema["fields"][0] == {
        "name": "ma_xa", "label": {"vi": "Mã xã"}, "constraints": {"pattern": "[0-9]{5}"},
    }  # fmt: skip
    assert schema["fields"][4]["unit"] == "%"
    assert_passes_the_gate(small)


def listed(system: System, path: str, **keys):
    return {
        "identifier": "ho-ngheo",
        "title": {"vi": "Hộ nghèo"},
        "description": {"vi": "Số hộ nghèo của các xã."},
        "url": system.address + path,
        "issued": "2024-01-02",
        **keys,
    }


def of_files(portal: Path, system: System, *datasets) -> None:
    describe(
        portal,
        kind="files",
        publisher="so-y-te",
        private_hosts=[system.host],
        datasets=list(datasets),
    )


def test_a_plain_csv_file_is_described_by_the_source_file_itself(small, system):
    of_files(small, system, listed(system, "/files/ho-ngheo.csv"))
    assert opendata("harvest", root=small).exit_code == 0
    assert metadata(small)["resources"][0]["path"] == "ho-ngheo.csv"
    assert_passes_the_gate(small)


def test_a_workbook_is_taken_as_it_is(small, system, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ma_xa", "so_ho"])
    sheet.append(["08707", 12])
    book.save(tmp_path / "x.xlsx")
    system.pages["/x.xlsx"] = (tmp_path / "x.xlsx").read_bytes()
    of_files(small, system, listed(system, "/x.xlsx"))
    assert opendata("harvest", root=small).exit_code == 0
    (resource,) = metadata(small)["resources"]
    assert resource["path"] == "x.xlsx"
    assert types(resource) == {"ma_xa": "string", "so_ho": "integer"}
    assert_passes_the_gate(small)


def test_a_list_of_json_objects_becomes_a_table(small, system):
    rows = [{"ma": "12345", "ho": 3, "dung": True}, {"ma": "12346", "ho": None, "khac": 1.5}]
    system.has_json("/api/rows", {"data": rows})
    of_files(small, system, listed(system, "/api/rows", format="json"))
    assert opendata("harvest", root=small).exit_code == 0
    (resource,) = metadata(small)["resources"]
    text = (small / "datasets/so-y-te/ho-ngheo" / resource["path"]).read_text("utf-8")
    assert text == "ma,ho,dung,khac\n12345,3,true,\n12346,,,1.5\n"
    assert types(resource) == {
        "ma": "string", "ho": "integer", "dung": "boolean", "khac": "number",
    }  # fmt: skip
    assert_passes_the_gate(small)


def test_numbers_under_a_label_of_codes_stay_text(small, system):
    system.pages["/x.csv"] = "ma,Mã trạm,area_code,mau\n1,2,3,4\n".encode()
    of_files(small, system, listed(system, "/x.csv"))
    opendata("harvest", root=small)
    assert list(types(metadata(small)["resources"][0]).values()) == ["string"] * 3 + ["integer"]


def test_the_best_form_of_each_table_is_taken_once(small, system):
    system.pages["/b.csv"] = b"a\nx\n"
    urls = [f"{system.address}{path}" for path in ("/a.json", "/files/ho-ngheo.csv", "/b.csv")]
    others = [f"{system.address}/files/ho-ngheo.{ending}" for ending in ("xlsx", "json", "parquet")]
    ckan(system, package(system, resources=[{"url": url} for url in (*others, *urls[1:])]))
    of_kind(small, system, "ckan", "")
    opendata("harvest", root=small)
    assert [each["path"] for each in metadata(small)["resources"]] == ["ho-ngheo.csv", "b.csv"]


def test_a_table_schema_beside_a_ckan_resource_is_used(small, system):
    names = ("ma_xa", "ten", "so_ho", "ngay", "ty_le")
    schema = {"fields": [{"name": name, "title": name.upper()} for name in names]}
    resource = {"url": f"{system.address}/files/ho-ngheo.csv", "schema": json.dumps(schema)}
    ckan(system, package(system, resources=[resource]))
    of_kind(small, system, "ckan", "")
    opendata("harvest", root=small)
    columns = metadata(small)["resources"][0]["schema"]["fields"]
    assert [column["label"]["vi"] for column in columns] == [name.upper() for name in names]
    assert set(types(metadata(small)["resources"][0]).values()) == {"string"}


def test_sample_data_stays_marked(small, system):
    ckan(system, package(system, extras=[{"key": "sample", "value": "true"}]))
    of_kind(small, system, "ckan", "")
    opendata("harvest", root=small)
    assert metadata(small)["sample"] is True
    assert_passes_the_gate(small)


def test_a_text_in_an_old_encoding_says_so(small, system):
    text = "mã,tên\n01,Xã Đồng Ích\n02,Xã Liễn Sơn\n03,Thị trấn Lập Thạch\n04,Phường Vĩnh Yên\n"
    system.pages["/x.csv"] = text.encode("utf-16")
    of_files(small, system, listed(system, "/x.csv"))
    opendata("harvest", root=small)
    assert metadata(small)["resources"][0]["encoding"] == "utf-16"


# --- A database ----------------------------------------------------------------------------------
@pytest.fixture
def warehouse(small, tmp_path, monkeypatch):
    file = tmp_path / "kho.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE ho (ma TEXT, so INTEGER, ngay DATE)")
    connection.executemany("INSERT INTO ho VALUES (?, ?, ?)", [("12345", 3, "2024-01-31")] * 5)
    connection.commit()
    connection.close()
    monkeypatch.setenv("KHO_DU_LIEU", f"sqlite:///{file}")
    return small


def of_query(portal: Path, query: str, **keys) -> None:
    dataset = {
        "identifier": "ho-ngheo",
        "title": {"vi": "Hộ nghèo"},
        "description": {"vi": "Số hộ nghèo của các xã."},
        "query": query,
    }
    keys = {"connection_variable": "KHO_DU_LIEU", "publisher": "so-y-te", **keys}
    describe(portal, kind="sql", datasets=[dataset], **keys)


def test_the_answer_to_a_query_becomes_a_table(warehouse):
    of_query(warehouse, "SELECT ma, so, ngay FROM ho ORDER BY ma")
    result = opendata("harvest", root=warehouse)
    assert result.exit_code == 0, result.output
    (resource,) = metadata(warehouse)["resources"]
    assert types(resource) == {"ma": "string", "so": "integer", "ngay": "date"}
    before = contents(warehouse)
    assert "không đổi" in opendata("harvest", root=warehouse).output
    assert contents(warehouse) == before
    assert not any(b"sqlite" in content for content in before.values())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("DELETE FROM ho", "one SELECT"),
        ("SELECT 1; DELETE FROM ho", "one SELECT"),
        ("WITH x AS (SELECT 1) DELETE FROM ho", "the database could not answer"),
        ("SELECT * FROM khong_co", "the database could not answer (OperationalError)"),
    ],
)
def test_a_query_reads_and_nothing_else(warehouse, query, said, tmp_path):
    of_query(warehouse, query)
    result = opendata("harvest", root=warehouse, language="en")
    assert result.exit_code == 1
    assert said in result.output
    assert sqlite3.connect(tmp_path / "kho.db").execute("SELECT count(*) FROM ho").fetchone() == (
        5,
    )


def test_an_answer_of_too_many_rows_is_refused(warehouse):
    of_query(warehouse, "SELECT * FROM ho", limits={"rows": 4})
    result = opendata("harvest", root=warehouse, language="en")
    assert result.exit_code == 1
    assert "more than 4 rows" in result.output
    assert not (warehouse / "datasets/so-y-te/ho-ngheo").exists()


def test_without_its_variable_a_database_is_not_asked(warehouse, monkeypatch):
    monkeypatch.delenv("KHO_DU_LIEU")
    of_query(warehouse, "SELECT * FROM ho")
    result = opendata("harvest", root=warehouse, language="en")
    assert result.exit_code == 1
    assert "KHO_DU_LIEU" in result.output


# --- What was changed here stays -----------------------------------------------------------------
def edit(portal: Path, old: str, new: str) -> Path:
    path = portal / "datasets/so-y-te/ho-ngheo/dataset.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_local_edits_survive_and_what_nobody_touched_follows_the_source(harvested, system):
    path = edit(
        harvested, "title:\n  vi: Hộ nghèo ho-ngheo", "# Đã sửa\ntitle:\n  vi: Hộ nghèo theo xã"
    )
    edit(
        harvested, "          label:\n            vi: so_ho", "          label: {vi: Số hộ}  # nhãn"
    )
    ckan(system, package(system, title="Tên khác", notes="Mô tả mới của nguồn."))
    result = opendata("harvest", root=harvested, language="en")
    assert "kho: 1 updated" in result.output
    assert "changed here and at the source, stays as it is here: title" in result.output
    value = metadata(harvested)
    assert value["title"] == {"vi": "Hộ nghèo theo xã"}
    assert value["description"] == {"vi": "Mô tả mới của nguồn."}
    assert value["resources"][0]["schema"]["fields"][2]["label"] == {"vi": "Số hộ"}
    assert "# Đã sửa" in path.read_text("utf-8")
    assert "label: {vi: Số hộ}  # nhãn" in path.read_text("utf-8")
    assert opendata("harvest", root=harvested, language="en").output == "kho: 1 unchanged\n"


def test_only_the_lines_of_what_changed_are_written_again(harvested, system):
    path = harvested / "datasets/so-y-te/ho-ngheo/dataset.yml"
    before = path.read_text("utf-8").splitlines()
    ckan(system, package(system, notes="Mô tả mới."))
    opendata("harvest", root=harvested)
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["  vi: Mô tả mới."]
    assert len(before) == len(after)


def test_new_rows_replace_a_table_and_its_dates_follow(harvested, system):
    system.pages["/files/ho-ngheo.csv"] = (CSV + "08713,Xã Ba,x,2024-03-31,1\n").encode()
    result = opendata("harvest", root=harvested, language="en")
    assert "1 updated" in result.output
    assert "Xã Ba" in (harvested / "datasets/so-y-te/ho-ngheo/ho-ngheo.csv").read_text("utf-8")
    assert types(metadata(harvested)["resources"][0])["so_ho"] == "string"


def test_a_table_that_was_mended_here_is_not_overwritten(harvested, system):
    file = harvested / "datasets/so-y-te/ho-ngheo/ho-ngheo.csv"
    file.write_text(CSV.replace("Xã Hai", "Xã Hai (mới)"), encoding="utf-8")
    assert opendata("harvest", root=harvested, language="en").output == "kho: 1 unchanged\n"
    system.pages["/files/ho-ngheo.csv"] = CSV.replace("120", "121").encode()
    result = opendata("harvest", root=harvested, language="en")
    assert "stays as it is here: ho-ngheo.csv" in result.output
    assert "Xã Hai (mới)" in file.read_text("utf-8")


def test_a_dataset_that_was_moved_here_is_found_again(harvested, system):
    folder = harvested / "datasets/so-y-te/ho-ngheo"
    folder.rename(folder.with_name("ho-ngheo-theo-xa"))
    ckan(system, package(system, notes="Mô tả mới."))
    opendata("harvest", root=harvested)
    assert not folder.exists()
    assert metadata(harvested, "so-y-te/ho-ngheo-theo-xa")["description"]["vi"] == "Mô tả mới."


def test_a_dataset_that_was_removed_here_does_not_come_back(harvested):
    import shutil

    shutil.rmtree(harvested / "datasets/so-y-te/ho-ngheo")
    result = opendata("harvest", root=harvested, language="en")
    assert "1 left out, as it was given up here" in result.output
    assert not (harvested / "datasets/so-y-te/ho-ngheo").exists()


def test_what_vanishes_at_the_source_is_told_each_time_and_stays(harvested, system):
    ckan(system)
    before = contents(harvested)
    for _ in range(2):
        result = opendata("harvest", root=harvested, language="en")
        assert result.exit_code == 0
        assert "1 gone at the source" in result.output
        assert "- datasets/so-y-te/ho-ngheo" in result.output
    after = contents(harvested)
    lock = "datasets/sources/kho.lock.json"
    assert json.loads(after.pop(lock))["datasets"]["0000-ho-ngheo"]["is_removed"] is True
    assert after.items() <= before.items()
    ckan(system, package(system))
    assert "1 unchanged" in opendata("harvest", root=harvested, language="en").output


def test_a_table_that_vanishes_at_the_source_stays_and_is_told(small, system):
    system.pages["/files/hai.csv"] = b"a\nx\n"
    both = [{"url": f"{system.address}/files/{name}.csv"} for name in ("ho-ngheo", "hai")]
    ckan(system, package(system, resources=both))
    of_kind(small, system, "ckan", "")
    opendata("harvest", root=small)
    ckan(system, package(system, resources=both[:1]))
    result = opendata("harvest", root=small, language="en")
    assert "it stays here: hai" in result.output
    assert (small / "datasets/so-y-te/ho-ngheo/hai.csv").exists()
    assert len(metadata(small)["resources"]) == 2


def test_a_dry_run_tells_the_same_and_writes_nothing(small, system):
    ckan(system, package(system))
    of_kind(small, system, "ckan", "")
    before = contents(small)
    result = opendata("harvest", "--dry-run", root=small, language="en")
    assert "kho: 1 created" in result.output
    assert contents(small) == before


def test_sources_that_are_not_enabled_wait_until_they_are_named(small, system):
    ckan(system, package(system))
    of_kind(small, system, "ckan", "", enabled=False)
    assert "no source is enabled" in opendata("harvest", root=small, language="en").output
    assert "kho: 1 created" in opendata("harvest", "kho", root=small, language="en").output


def test_a_source_that_does_not_exist_or_is_faulty_cannot_be_harvested(small):
    assert opendata("harvest", "khong-co", root=small).exit_code == 2
    describe(small, kind="ckan", lisence="mo")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2
    assert "datasets/sources/kho.yml" in result.stderr
    assert_passes_the_gate(small)


def test_a_source_is_named_as_addresses_are(small, system):
    describe(small, name="Kho của tỉnh", kind="ckan", url=system.address)
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2
    assert "Kho của tỉnh" in result.stderr
    assert system.asked == []


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ({"kind": "dcat"}, "url"),
        ({"kind": "files"}, "datasets"),
        ({"kind": "sql", "connection_variable": "X"}, "datasets"),
        ({"kind": "sql"}, "connection_variable"),
    ],
)
def test_a_source_says_which_key_it_lacks(small, keys, missing):
    describe(small, **keys)
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2
    assert missing in result.stderr


def test_the_example_of_the_repository_can_be_read_and_is_not_enabled():
    source, problems = read_source(REPOSITORY, "vi-du")
    assert source
    assert not problems
    assert not source.enabled
    assert "vi-du" not in opendata("harvest", "--list", root=REPOSITORY).output
    lists, _ = load_vocabularies(REPOSITORY)
    for words, known in (
        (source.publishers, lists.agencies),
        (source.themes, lists.themes),
        (source.licenses, lists.licenses),
        (source.frequencies, lists.frequencies),
    ):
        assert words
        assert set(words.values()) <= set(known)
    assert source.theme in lists.themes
    assert source.publisher in lists.agencies


def test_the_shipped_schema_judges_a_source_as_the_program_does(small):
    schema = json.loads((REPOSITORY / "datasets/schemas/source.schema.json").read_bytes())
    judge = Draft202012Validator(schema)
    file = REPOSITORY / "datasets/sources/vi-du.yml"
    value = read_document(file, "vi-du.yml").value
    assert judge.is_valid(value)
    for wrong in ({"kind": "ftp"}, {"hosts": "x"}, {"lisence": "mo"}, {"limits": {"rows": 0}}):
        assert not judge.is_valid(value | wrong)
        describe(small, **{**value, **wrong})
        assert opendata("harvest", "kho", root=small).exit_code == 2


def test_a_database_source_needs_its_library(warehouse, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    of_query(warehouse, "SELECT * FROM ho")
    result = opendata("harvest", root=warehouse, language="en")
    assert result.exit_code == 1
    assert "opendata[sql]" in result.output
