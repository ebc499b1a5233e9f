"""CKAN's Action API as files, asked by ckanapi and as CKAN's harvester asks."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import requests
from ckanapi import RemoteCKAN
from ckanapi.errors import CKANAPIError, NotFound

from generator.build import prepare
from generator.describe import ckan
from generator.describe.ckan import LIMITS, STANDARD
from generator.describe.ckan.names import last_moment, name, tags
from generator.distribution import Edition, SiteFile
from generator.model import Keywords, LegalDocument, Source, Text
from generator.publish import write
from generator.settings import Settings
from generator.vocabulary import License
from tests.conftest import copy_small_portal, serving
from tests.editions import HOSTILE_LEFT, contents, dataset, files_of, hostile
from tests.editions import edition as edition_of

# ckan/logic/validators.py of CKAN 2.12
CKAN_NAME = re.compile(r"[a-z0-9_\-]{2,100}")
CKAN_TAG = re.compile(r"[\w \-.]{2,100}")


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    root = copy_small_portal(folder / "portal")
    prepared = prepare(Settings(root=root, today=date(2024, 6, 30), store=folder / "store"))
    assert isinstance(prepared, Edition)
    return prepared


@pytest.fixture(scope="module")
def address(edition, tmp_path_factory):
    site = tmp_path_factory.mktemp("ckan") / "site"
    missing = SiteFile(path="404.html", content="<h1>Không có</h1>".encode())
    write([missing, *files_of(ckan, edition)], site)
    with serving(site) as served:
        yield served


@pytest.fixture
def remote(address):
    with RemoteCKAN(address, get_only=True) as ckan:
        yield ckan


def answer(of, action):
    document = json.loads(contents(files_of(ckan, of))[f"api/3/action/{action}"])
    assert document["success"] is True
    return document["result"]


def packages(of):
    return {each["name"]: each for each in answer(of, "package_search")["results"]}


# --- Clients -------------------------------------------------------------------------------------
def test_ckanapi_lists_datasets_organisations_groups_tags_and_licences(remote):
    assert remote.action.package_list() == ["tram-y-te", "xa-phuong"]
    organizations = remote.action.organization_list(all_fields=True)
    assert [(each["name"], each["package_count"]) for each in organizations] == [
        ("so-noi-vu", 1),
        ("so-y-te", 1),
    ]
    assert [each["display_name"] for each in remote.action.group_list()] == ["Hành chính", "Y tế"]
    assert remote.action.tag_list() == []
    (terms,) = remote.action.license_list()
    assert terms["id"] == "mo"
    assert terms["url"] == "https://du-lieu.tinh.example/terms/#mo"


def test_ckanapi_asks_what_the_site_is(remote):
    status = remote.action.status_show()
    assert status["site_title"] == "Cổng dữ liệu thử nghiệm"
    assert status["site_url"] == "https://du-lieu.tinh.example"
    assert remote.action.site_read() is True
    help_text = remote.action.help_show(name="package_search")
    assert all(limit.get("en") in help_text for limit in LIMITS)


def test_ckanapi_finds_all_packages_in_one_answer_whatever_it_asks_for(remote):
    found = remote.action.package_search(q="*:*", rows=1)
    assert found["count"] == len(found["results"]) == 2


def test_package_show_is_not_found_rather_than_another_dataset(remote):
    with pytest.raises(NotFound, match=r"see /api/3/action/package_show/<name>\.json"):
        remote.action.package_show(id="xa-phuong")


@pytest.mark.parametrize("root", ["api/3/action/", "api/action/"])
def test_each_package_lies_under_its_name(address, remote, root):
    for listed in remote.action.package_search()["results"]:
        found = requests.get(f"{address}{root}package_show/{listed['name']}.json", timeout=9).json()
        assert found["success"] is True
        assert found["result"] == listed


def test_a_harvester_that_raises_start_stops_when_no_new_id_comes(address):
    start, seen = 0, []
    while True:
        asked = {"rows": "1", "start": str(start), "sort": "id asc"}
        page = requests.get(f"{address}api/3/action/package_search", asked, timeout=9).json()
        new = [each["id"] for each in page["result"]["results"] if each["id"] not in seen]
        if not new:
            break
        seen += new
        start += 1
    assert seen == sorted(seen)
    assert len(seen) == 2


@pytest.mark.parametrize("action", ["organization_show", "group_show"])
def test_a_harvester_that_asks_for_one_body_gets_no_json_to_stumble_over(address, remote, action):
    # ckanext-harvest takes what is no JSON for “not there”, and JSON without a result for a crash.
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(requests.get(f"{address}api/3/action/{action}?id=so-y-te", timeout=9).text)
    with pytest.raises(CKANAPIError):
        remote.call_action(action, {"id": "so-y-te"})


# --- Packages ------------------------------------------------------------------------------------
def test_a_package_says_what_the_metadata_say(edition):
    found = packages(edition)["tram-y-te"]
    extras = {extra["key"]: extra["value"] for extra in found["extras"]}
    assert found["title"] == "Trạm y tế"
    assert found["metadata_created"] == "2024-01-15T00:00:00"
    assert found["metadata_modified"] == "2024-02-20T16:59:59"
    assert found["owner_org"] == found["organization"]["id"]
    assert [group["name"] for group in found["groups"]] == ["y-te"]
    assert extras["sample"] == "true"
    assert "DỮ LIỆU MẪU" in found["notes"]
    assert extras["spatial_text"] == "Tỉnh Tỉnh Thử Nghiệm, Xã Xã Một"
    assert json.loads(extras["spatial_codes"]) == ["90", "90001"]
    assert (extras["temporal_start"], extras["temporal_end"]) == ("2023", "2024-06")
    assert extras["frequency"].endswith("/frequency/ANNUAL")
    assert extras["title_en"] == "Health stations"
    assert found["isopen"] is False


def test_sizes_and_hashes_of_resources_are_the_files_own(edition):
    checked = 0
    for slug, found in packages(edition).items():
        (identifier,) = [d.identifier for d in edition.catalog.datasets if d.slug == slug]
        made = [file for product in edition.products[identifier] for file in product.distributions]
        made.append(edition.packages[identifier])
        assert found["num_resources"] == len(found["resources"]) == len(made)
        for resource, file in zip(found["resources"], made, strict=True):
            content = file.content.read_bytes()
            assert resource["url"].endswith(f"/datasets/{slug}/{file.file_name}")
            assert (resource["size"], resource["hash"]) == (
                len(content),
                hashlib.sha256(content).hexdigest(),
            )
            checked += 1
    assert checked > 8


def test_ids_are_uuids_that_no_two_things_share_and_that_stay(edition):
    found = packages(edition)
    ids = [each["id"] for each in found.values()]
    ids += [file["id"] for each in found.values() for file in each["resources"]]
    assert len({UUID(each) for each in ids}) == len(ids)
    # An id that changes makes copies of all datasets in every CKAN that harvests the portal.
    assert found["xa-phuong"]["id"] == "e4547802-6b2a-5e7d-86ec-e824ed89d251"


def test_everything_is_written_twice_alike_and_in_ascii(edition):
    first = contents(files_of(ckan, edition))
    assert first == contents(files_of(ckan, edition))
    assert all(content.isascii() for content in first.values())
    for path in first:
        if path.startswith("api/3/"):
            assert first[path] == first[path.replace("api/3/", "api/")]


def test_absent_values_are_left_out():
    def empty(value):
        if isinstance(value, dict):
            return any(empty(each) for each in value.values())
        if isinstance(value, list):
            return any(empty(each) for each in value)
        return value in (None, "")

    metadata: dict[str, Any] = {
        "temporal": None,
        "spatial": None,
        "provenance": None,
        "sample": False,
    }
    bare = dataset(title=Text(vi="Một"), description=Text(vi="Hai"), **metadata)
    found = packages(edition_of(bare))["bo-1"]
    assert not empty(found)
    keys = {extra["key"] for extra in found["extras"]}
    assert not keys & {"sample", "temporal_start", "spatial_text", "provenance", "title_en"}
    assert found["resources"] == found["tags"] == []


def test_hostile_texts_stay_texts_and_lose_what_a_database_refuses():
    (found,) = packages(edition_of(hostile())).values()
    assert found["title"] == HOSTILE_LEFT
    assert found["notes"].startswith(HOSTILE_LEFT)
    text = json.dumps(found, ensure_ascii=False)
    assert "\x00" not in text
    text.encode()


def test_a_planned_dataset_was_not_changed_after_the_day_of_the_build():
    planned = dataset(status="planned", issued=date(2030, 1, 1), modified=date(2030, 1, 1))
    found = packages(edition_of(planned))["bo-1"]
    assert found["metadata_modified"] == "2024-06-30T16:59:59"
    assert {"key": "status", "value": "planned"} in found["extras"]
    assert {"key": "issued", "value": "2030-01-01"} in found["extras"]


@pytest.mark.parametrize(("spdx", "expected"), [("CC-BY-4.0", "cc-by"), (None, "mo")])
def test_licences_bear_the_names_that_ckan_knows_them_by(spdx, expected):
    of = edition_of(dataset())
    words = of.catalog.vocabularies
    terms: License = replace(words.licenses["mo"], spdx=spdx)
    changed = replace(words, licenses={"mo": terms})
    found = packages(replace(of, catalog=replace(of.catalog, vocabularies=changed)))["bo-1"]
    assert found["license_id"] == expected
    assert found["isopen"] is (spdx is not None)


def test_thousands_of_datasets_are_all_in_the_one_answer():
    many = edition_of(*(dataset(f"bo-{number}") for number in range(1500)))
    found = answer(many, "package_search")
    assert found["count"] == len({each["id"] for each in found["results"]}) == 1500
    assert len(answer(many, "package_list")) == 1500


def test_metadata_that_ckan_has_no_place_for_does_no_harm():
    odd = dataset(
        sources=(Source(title=Text(vi="Nguồn")),), legal_document=LegalDocument(number="1/QĐ")
    )
    assert packages(edition_of(odd))["bo-1"]["name"] == "bo-1"


# --- Names and tags ------------------------------------------------------------------------------
def test_words_that_ckan_keeps_for_itself_are_no_names():
    slugs = ["new", "edit", "search", "a", "bo-du-lieu", "x" * 100]
    names = [name(slug, f"https://a.example/{slug}") for slug in slugs]
    assert all(CKAN_NAME.fullmatch(each) for each in names)
    assert names[4:] == slugs[4:]
    assert not set(names) & {"new", "edit", "search", "a"}
    found = packages(edition_of(dataset("new")))
    assert list(found) == [answer(edition_of(dataset("new")), "package_list")[0]]


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [
        (["Trường học", "Trường học"], ["Trường học"]),
        (["Tru\u031bo\u031b\u0300ng"], ["Trường"]),  # written in pieces
        (["hand, foot & mouth"], ["hand foot mouth"]),
        (["a", "?", "", "đ"], []),
        (["x" * 120], ["x" * 100]),
        (["x" * 99 + " yz"], ["x" * 99]),
        (["a\nb\tc\u202e <b>"], ["a b c b"]),
        (["CO2_nền-2.5"], ["CO2_nền-2.5"]),
        (["nước\u00a0sạch\u2003đô thị"], ["nước sạch đô thị"]),
    ],
)
def test_tags_are_what_ckan_takes_for_tags(keywords, expected):
    assert tags(keywords) == expected
    assert all(CKAN_TAG.fullmatch(tag) for tag in tags(keywords))


def test_tags_of_both_languages_are_listed_once():
    words = Keywords(vi=("nước", "y tế"), en=("water",))
    of = edition_of(dataset("a-1", keywords=words), dataset("b-1", keywords=words))
    assert answer(of, "tag_list") == ["nước", "water", "y tế"]


def test_a_change_is_later_than_any_harvest_of_its_day():
    evening_in_viet_nam = "2024-05-31T16:59:58.999999"
    assert last_moment(date(2024, 5, 31)) > evening_in_viet_nam
    assert last_moment(date(2024, 5, 31)) < "2024-05-31T17:00:00"  # the next day there


def test_the_standard_names_the_files_that_there_are(edition):
    written = set(contents(files_of(ckan, edition)))
    for path in STANDARD.documents:
        assert path.replace("<slug>", "xa-phuong") in written
