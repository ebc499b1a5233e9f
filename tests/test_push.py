"""Pushing into a CKAN: what is written, what is not, and what happens when it goes wrong.

The exchanges were recorded from CKAN 2.12.0; see ``tests/recorded.py``.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from generator.build import prepare
from generator.distribution import Edition
from generator.problems import PortalError
from generator.push import Ckan, Wanted, access, carry_out, compare, outcome_line, plan_text
from generator.push.connection import CkanError, CkanSilent
from generator.push.form import EXTRAS, dataset_forms, organization_forms
from generator.settings import Settings, build_day
from tests.conftest import opendata
from tests.recorded import EXCHANGES, KEY, URL, answering, ckan, ckan_says

PORTAL = "cong-thu-nghiem"


def wanted() -> Any:
    """What a portal wants a CKAN to hold: two agencies and a dataset of each."""
    forms = json.loads((EXCHANGES / "forms.json").read_bytes())
    return Wanted(organizations=forms["organizations"], datasets=forms["datasets"])


def dataset(forms, name):
    (form,) = (form for form in forms.datasets if form["name"] == name)
    return form


def connected(address, key="the-key"):
    return Ckan(access(address, key, pause=0))


def pushed(address, forms, key="the-key", **options):
    client = connected(address, key)
    return list(carry_out(compare(forms, PORTAL, client, **options), client))


def sums(outcomes):
    return Counter((each.status, each.step.action, each.step.subject) for each in outcomes)


def only(outcomes, status):
    return [each for each in outcomes if each.status == status]


@pytest.fixture(autouse=True)
def _begin():
    """In a real CKAN, each scene begins without anything of the portal."""
    if URL is None:
        return
    client = Ckan(access(URL, KEY, insecure=True))
    forms = wanted()
    for name in [*(form["name"] for form in forms.datasets), "xa-phuong-moi"]:
        _purge(client, "dataset_purge", name)
    for form in forms.organizations:
        _purge(client, "organization_purge", form["name"])


def _purge(client, action, name):
    for _ in range(9):  # several may have been deleted under one name
        try:
            client.post(action, {"id": name})
        except CkanError:
            return


# --- Scenes with a CKAN --------------------------------------------------------------------------
def test_a_first_push_creates_all_and_a_second_has_nothing_to_do():
    with ckan("first") as address:
        forms = wanted()
        assert sums(pushed(address, forms)) == {
            ("done", "create", "organization"): 2,
            ("done", "create", "dataset"): 2,
        }
        assert sums(pushed(address, forms)) == {
            ("none", "keep", "organization"): 2,
            ("none", "keep", "dataset"): 2,
        }


def test_a_ckan_holds_what_it_was_sent():
    with ckan("held") as address:
        forms = wanted()
        pushed(address, forms)
        sent = dataset(forms, "tram-y-te")
        held = connected(address).get("package_show", id="tram-y-te")
    for key in ("title", "notes", "url", "license_id", "maintainer", "maintainer_email", "private"):
        assert held[key] == sent[key]
    assert held["organization"]["name"] == "so-y-te"
    assert {tag["name"] for tag in held["tags"]} == {tag["name"] for tag in sent["tags"]}
    assert {e["key"]: e["value"] for e in held["extras"]}["opendata_portal"] == PORTAL
    for theirs, ours in zip(held["resources"], sent["resources"], strict=True):
        for key in ("url", "name", "size", "hash", "hash_algorithm", "mimetype"):
            assert theirs[key] == ours[key]
        assert theirs["url_type"] is None  # a link, not a copy


def test_only_what_changed_is_sent_and_files_keep_their_ids():
    with ckan("changed") as address:
        forms = wanted()
        pushed(address, forms)
        before = connected(address).get("package_show", id="tram-y-te")
        form = dataset(forms, "tram-y-te")
        form["title"] = "Trạm y tế “mới” <b> 🏥"
        form["extras"] = [extra for extra in form["extras"] if extra["key"] != "title_en"]
        form["resources"] = form["resources"][1:]
        (step,) = (each.step for each in only(pushed(address, forms), "done"))
        assert step.changes == ("extras", "resources", "title")
        after = connected(address).get("package_show", id="tram-y-te")
        assert after["title"] == form["title"]
        assert "title_en" not in {extra["key"] for extra in after["extras"]}
        assert [each["id"] for each in after["resources"]] == [
            each["id"] for each in before["resources"][1:]
        ]
        assert not only(pushed(address, forms), "done")


def test_what_others_wrote_beside_it_stays():
    with ckan("beside") as address:
        forms = wanted()
        pushed(address, forms)
        client = connected(address)
        held = client.get("package_show", id="tram-y-te")
        theirs = {"key": "reviewed_by", "value": "portal office"}
        client.post("package_patch", {"id": held["id"], "extras": [*held["extras"], theirs]})
        assert not only(pushed(address, forms), "done")
        form = dataset(forms, "tram-y-te")
        form["extras"] = [extra for extra in form["extras"] if extra["key"] != "title_en"]
        assert len(only(pushed(address, forms), "done")) == 1
        extras = client.get("package_show", id="tram-y-te")["extras"]
        assert theirs in extras
        assert "title_en" not in {extra["key"] for extra in extras}


def test_what_is_gone_is_left_without_the_flag_deleted_with_it_and_can_come_back():
    with ckan("gone") as address:
        forms = wanted()
        pushed(address, forms)
        fewer = Wanted(organizations=forms.organizations, datasets=forms.datasets[:1])
        assert ("none", "leave", "dataset") in sums(pushed(address, fewer))
        assert ("done", "delete", "dataset") in sums(pushed(address, fewer, deletes=True))
        assert not only(pushed(address, fewer, deletes=True), "done")
        assert sums(pushed(address, forms))["done", "create", "dataset"] == 1
        assert not only(pushed(address, forms), "done")


def test_a_dataset_with_a_new_name_is_the_same_dataset():
    with ckan("renamed") as address:
        forms = wanted()
        pushed(address, forms)
        dataset(forms, "xa-phuong")["name"] = "xa-phuong-moi"
        outcomes = pushed(address, forms, deletes=True)
        assert [each.step.changes for each in only(outcomes, "done")] == [("name",)]
        assert not only(pushed(address, forms, deletes=True), "done")


def test_a_dataset_that_the_ckan_refuses_stops_no_other_and_a_rerun_goes_on():
    with ckan("refused") as address:
        forms, good = wanted(), wanted()
        dataset(forms, "tram-y-te")["tags"] = [{"name": "<b>"}]
        outcomes = pushed(address, forms)
        (failed,) = only(outcomes, "failed")
        assert (failed.step.name, failed.reason) == ("tram-y-te", "invalid")
        assert "<b>" in outcome_line(failed, "vi")
        assert sums(outcomes)["done", "create", "dataset"] == 1
        again = pushed(address, good)
        assert [each.step.name for each in only(again, "done")] == ["tram-y-te"]


def test_what_others_made_is_never_touched():
    with ckan("foreign") as address:
        forms = wanted()
        client = connected(address)
        client.post("organization_create", {"name": "so-y-te", "title": "Made by hand"})
        package = {"name": "tram-y-te", "title": "Made by hand", "owner_org": "so-y-te"}
        client.post("package_create", package)
        outcomes = pushed(address, forms, deletes=True)
        assert [(each.step.name, each.reason) for each in only(outcomes, "refused")] == [
            ("tram-y-te", "not-ours")
        ]
        assert sums(outcomes)["none", "keep", "organization"] == 1
        assert sums(outcomes)["done", "create", "organization"] == 1
        assert client.get("package_show", id="tram-y-te")["title"] == "Made by hand"


def test_all_can_go_into_one_organisation_that_exists():
    with ckan("owner") as address:
        client = connected(address)
        body = {"name": "so-y-te", "title": "The province"}
        client.post("organization_create", body)
        forms = wanted()
        for form in forms.datasets:
            form["owner_org"] = "so-y-te"
        one = Wanted(organizations=(), datasets=forms.datasets, owner="so-y-te")
        assert sums(pushed(address, one)) == {("done", "create", "dataset"): 2}
        assert not only(pushed(address, one), "done")


def test_a_key_without_rights_fails_each_dataset_in_plain_words():
    with ckan("forbidden") as address:
        outcomes = pushed(address, wanted(), key="no-such-key")
        assert {each.status for each in outcomes} == {"failed", "skipped"}
        assert {each.reason for each in outcomes} == {"forbidden", "organization-failed"}
        assert all("no-such-key" not in outcome_line(each, "en") for each in outcomes)


def test_a_missing_organisation_is_told_and_nothing_is_written():
    with ckan("no-owner") as address:
        forms = wanted()
        one = Wanted(organizations=(), datasets=forms.datasets, owner="so-y-te")
        form: Any
        for form in one.datasets:
            form["owner_org"] = "so-y-te"
        assert {each.status for each in pushed(address, one)} == {"refused", "skipped"}


# --- Failures on the way -------------------------------------------------------------------------
KEY_OF_TESTS = "k3y-0f-th3-t3sts"
EMPTY = {"count": 0, "results": []}


def empty(asked):
    """A CKAN that holds nothing and takes everything."""
    if "package_search" in asked["path"]:
        return ckan_says(EMPTY)
    if asked["method"] == "GET":
        return ckan_says(None, 404, __type="Not Found Error", message="Not found")
    return ckan_says(asked["body"])


def test_a_busy_ckan_is_asked_again():
    asked = []

    def busy(request):
        asked.append(request)
        return (503, {}, b"busy") if len(asked) < 3 else ckan_says({"id": "1"})

    with answering(busy) as address:
        assert connected(address).get("status_show") == {"id": "1"}
        asked.clear()
        assert connected(address).post("package_create", {"name": "a"}) == {"id": "1"}
    assert len(asked) == 3


def test_what_was_told_and_not_answered_is_not_told_twice():
    asked = []

    def cut(request):
        asked.append(request)
        return 200, {"Content-Length": "1000"}, b"{"

    with answering(cut) as address:
        with pytest.raises(CkanSilent):
            connected(address).post("package_create", {"name": "a"})
        assert len(asked) == 1


def test_a_ckan_that_falls_silent_is_left_alone_after_a_few_tries():
    with answering(empty) as address:
        steps = compare(wanted(), PORTAL, connected(address))
    many = [*steps, *steps, *steps]
    outcomes = list(carry_out(many, connected(address)))
    assert [each.reason for each in outcomes[:2]] == ["no-answer", "no-answer"]
    assert outcomes[-1].reason == "silent"
    assert sum(each.reason == "no-answer" for each in outcomes) == 3


def test_the_key_goes_to_no_other_host():
    seen = []

    def elsewhere(asked):
        seen.append(asked)
        return ckan_says(EMPTY)

    with (
        answering(elsewhere) as other,
        answering(lambda _: (302, {"Location": f"{other}/api/action/x"}, b"")) as address,
    ):
        with pytest.raises(CkanError):
            connected(address).get("package_search")
        with pytest.raises(CkanError):
            connected(address).post("package_create", {})
    assert seen == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda key: (200, {"Content-Type": "text/html"}, f"<p>{key}</p>".encode()),
        lambda key: (500, {}, f"trace: {key}".encode()),
        lambda key: ckan_says(None, 403, __type="Authorization Error", message=f"no: {key}"),
        lambda key: ckan_says(None, 409, __type="Validation Error", name=[f"bad: {key}"]),
        lambda key: (302, {"Location": f"/?{key}"}, key.encode()),
    ],
)
@pytest.mark.parametrize("option", ["--apply", "--dry-run"])
def test_the_key_is_never_shown_whatever_a_server_answers(small, monkeypatch, answer, option):
    monkeypatch.setenv("CKAN_API_KEY", KEY_OF_TESTS)
    keys = []

    def spiteful(asked):
        keys.append(asked["headers"]["Authorization"])
        is_read = asked["method"] == "GET"
        return empty(asked) if is_read and option == "--apply" else answer(KEY_OF_TESTS)

    with answering(spiteful) as address:
        result = opendata("push", "--ckan", address, option, root=small)
    assert keys
    assert set(keys) == {KEY_OF_TESTS}  # it was sent, and only there
    assert result.exit_code == (1 if option == "--apply" else 2)
    assert KEY_OF_TESTS not in result.output
    record = small / ".cache/error.txt"
    assert not record.exists()


@pytest.mark.parametrize(
    "result",
    [None, KEY_OF_TESTS, [KEY_OF_TESTS], {"results": KEY_OF_TESTS}, {"results": [KEY_OF_TESTS]}],
)
def test_an_answer_that_is_no_ckans_is_one_clear_problem(result):
    with answering(lambda _: ckan_says(result)) as address:
        with pytest.raises(PortalError, match="the answer is not a CKAN's") as refusal:
            compare(wanted(), PORTAL, connected(address, KEY_OF_TESTS))
        assert KEY_OF_TESTS not in str(refusal.value)


def test_the_key_is_not_shown_by_what_holds_it():
    held = access("https://ckan.example/", KEY_OF_TESTS)
    assert KEY_OF_TESTS not in repr(held) + str(held)


def test_no_netrc_of_the_machine_replaces_the_key(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen = []

    def note(asked):
        seen.append(asked["headers"]["Authorization"])
        return ckan_says(EMPTY)

    with answering(note) as address:
        connected(address, KEY_OF_TESTS).get("package_search")
    assert seen == [KEY_OF_TESTS]


@pytest.mark.parametrize("key", ["a\nb", "a b", "clé", "\x00"])
def test_a_key_that_is_none_is_refused_without_being_shown(key):
    with pytest.raises(PortalError) as refusal:
        access("https://ckan.example/", key)
    assert key not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "ckan.example", "ftp://ckan.example/", "http://ckan.example/", "https://", "https://a:b@c.example/",
        "https://ckan.example/?key=1", "https://ckan.example/#a", "http://[::1", "http://127.0.0.1.nip.example/",
        "http://localhost.example/", "https://ckan.example:99999/",
    ],
)  # fmt: skip
def test_an_address_is_refused(url):
    with pytest.raises(PortalError):
        access(url, None)


@pytest.mark.parametrize(
    ("url", "insecure"),
    [
        ("https://ckan.example/data", False), ("http://127.0.0.1:5000", False),
        ("http://localhost:5000/", False), ("http://[::1]:5000/", False),
        ("http://ckan.example/", True),
    ],
)  # fmt: skip
def test_an_address_is_accepted(url, insecure):
    assert access(url, "", insecure=insecure).url == url.rstrip("/")


# --- The command ---------------------------------------------------------------------------------
def test_the_command_writes_nothing_unless_told_to(small):
    asked = []

    def note(request):
        asked.append(request["method"])
        return empty(request)

    with answering(note) as address:
        result = opendata("push", "--ckan", address, root=small)
    assert result.exit_code == 0
    assert set(asked) == {"GET"}
    assert "Bộ dữ liệu: tạo 2." in result.stdout
    assert "--apply" in result.stdout


def test_the_command_writes_when_told_to_and_tells_each_step(small):
    written = []

    def note(request):
        if request["method"] == "POST":
            written.append((request["path"].rpartition("/")[2], request["body"]["name"]))
        return empty(request)

    with answering(note) as address:
        result = opendata("push", "--ckan", address, "--apply", root=small, language="en")
    assert result.exit_code == 0
    assert sorted(written) == [
        ("organization_create", "so-noi-vu"),
        ("organization_create", "so-y-te"),
        ("package_create", "tram-y-te"),
        ("package_create", "xa-phuong"),
    ]
    assert "done: create dataset tram-y-te" in result.stdout
    assert "done: 4." in result.stdout


def test_one_dataset_that_fails_makes_the_exit_code_and_stops_no_other(small):
    def refuse(request):
        if request.get("body", {}).get("name") == "tram-y-te":
            return ckan_says(None, 409, __type="Validation Error", name=["\x1b[31mno\u202e"])
        return empty(request)

    with answering(refuse) as address:
        result = opendata("push", "--ckan", address, "--apply", root=small, language="en")
    assert result.exit_code == 1
    assert "FAILED: create dataset tram-y-te" in result.stderr
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "done: create dataset xa-phuong" in result.stdout


# --- What is sent --------------------------------------------------------------------------------
def forms_of(portal):
    edition = prepare(Settings(root=portal, today=build_day(), store=portal / ".cache"))
    assert isinstance(edition, Edition)
    return list(organization_forms(edition)), list(dataset_forms(edition))


def test_files_stay_with_the_portal_and_links_carry_size_hash_and_type(small):
    bodies, datasets = forms_of(small)
    assert {form["name"] for form in bodies} == {form["owner_org"] for form in datasets}
    for form in datasets:
        for resource in form["resources"]:
            assert resource["url"].startswith("https://du-lieu.tinh.example/datasets/")
            assert resource["size"] > 0
            assert len(resource["hash"]) == 64
            assert "/" in resource["mimetype"]
            assert "upload" not in resource


def test_nothing_is_sent_that_only_a_ckan_decides(small):
    for form in forms_of(small)[1]:
        assert not {"id", "metadata_created", "metadata_modified", "organization"} & set(form)
        assert all("id" not in resource for resource in form["resources"])


def test_texts_are_sent_as_a_ckan_keeps_them(small):
    file = small / "datasets/so-y-te/tram-y-te/dataset.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("vi: Trạm y tế,", 'vi: "\\n Trạm \\U0001F3E5 <b> ",'), "utf-8")
    (form,) = (form for form in forms_of(small)[1] if form["name"] == "tram-y-te")
    assert form["title"] == "Trạm 🏥 <b>"


def test_every_form_has_the_mark_and_no_extra_that_a_later_push_would_not_know(small):
    bodies, datasets = forms_of(small)
    for form in [*bodies, *datasets]:
        keys = {extra["key"]: extra["value"] for extra in form["extras"]}
        assert keys.pop("opendata_portal") == PORTAL
        assert set(keys) <= EXTRAS
    assert {"key": "sample", "value": "true"} in next(
        form["extras"] for form in datasets if form["name"] == "tram-y-te"
    )


def test_a_plan_is_told_in_both_languages():
    with answering(empty) as address:
        steps = compare(wanted(), PORTAL, connected(address))
    assert "tạo bộ dữ liệu tram-y-te" in plan_text(steps, "https://c.example", "vi")
    assert "create dataset tram-y-te" in plan_text(steps, "https://c.example", "en")
    assert "nothing to do" in plan_text([], "https://c.example", "en")
