"""Sources that fail, lie and attack: one clear sentence each, and everything else goes on."""

from __future__ import annotations

import gzip
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.harvest.addresses import is_public
from generator.harvest.links import stem_of
from generator.harvest.writing import changed_text, new_text
from generator.load.document import read_document
from tests.conftest import opendata
from tests.sources import answer
from tests.test_harvest import (  # noqa: F401 - the fixture is used
    CSV,
    assert_passes_the_gate,
    ckan,
    contents,
    describe,
    listed,
    metadata,
    of_files,
    of_kind,
    package,
    system,
    types,
)

FAST = {"retries": 0, "seconds": 1}


def harvest_beside_a_good_one(portal, system, path="/bad.csv", **limits):  # noqa: F811
    """What is said of the dataset whose file lies at ``path``; another one is taken."""
    bad = {"url": path if "://" in path else system.address + path, "format": "CSV"}
    ckan(system, package(system, name="xau", resources=[bad]), package(system))
    of_kind(portal, system, "ckan", "", limits=FAST | limits)
    result = opendata("harvest", root=portal, language="en")
    assert result.exit_code == 1, result.output
    assert "1 created, 1 refused" in result.output
    assert not (portal / "datasets/so-y-te/xau").exists()
    assert not list((portal / ".cache").iterdir())
    assert_passes_the_gate(portal)
    (line,) = [line for line in result.output.splitlines() if line.startswith("  !")]
    return line


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a,b\n" * 4096)


def silent(_):
    time.sleep(2)


def dripping(handler):
    """Headers, a letter at a time: no single read ever times out."""
    handler.send_response(200)
    for _ in range(40):
        handler.wfile.write(b"X")
        handler.wfile.flush()
        time.sleep(0.1)


def dripping_body(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def broken_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"a,b\n1,2\n")


BOMB = gzip.compress(b"a,b\n" + b"1,2\n" * 500_000)
BAD = {
    "sends without end": (endless, "larger than the limit of 100000 bytes"),
    "never answers": (silent, "did not finish within 1 seconds"),
    "drips its headers": (dripping, "did not finish within 1 seconds"),
    "drips its body": (dripping_body, "did not finish within 1 seconds"),
    "breaks off": (broken_off, "could not be fetched"),
    "says it is long": (answer(200, b"a", Content_Length="9" * 12), "larger than the limit"),
    "is a gzip bomb": (answer(200, BOMB, Content_Encoding="gzip"), "larger than the limit"),
    "is no gzip": (answer(200, b"a,b\n", Content_Encoding="gzip"), "could not be fetched"),
    "is a web page": (
        answer(200, b"<!DOCTYPE html><html>sign in</html>", Content_Type="text/csv"),
        "web page",
    ),
    "is a program": (answer(200, b"MZ\x90\0" + b"\0" * 100), "the file"),
    "is empty": (answer(200, b""), "the file"),
    "is not found": (answer(404), "answers HTTP 404"),
    "is at fault": (answer(500), "HTTP 500"),
    "redirects in circles": (answer(302, Location="/bad.csv"), "redirects too many times"),
    "redirects to metadata of the cloud": (
        answer(302, Location="http://169.254.169.254/latest/meta-data/"),
        "“169.254.169.254” is not among this source's hosts",
    ),
    "redirects to a file": (answer(302, Location="file:///etc/passwd"), "no http(s) address"),
}


@pytest.mark.parametrize("behaviour", BAD)
def test_a_file_that(behaviour, small, system):  # noqa: F811
    system.pages["/bad.csv"], said = BAD[behaviour]
    line = harvest_beside_a_good_one(small, system, file_bytes=100_000)
    assert said in line, line


@pytest.mark.parametrize(
    "address",
    ["http://localhost:1/x.csv", "http://user:pw@127.0.0.1/x.csv", "http://127.1/x.csv",
     "http://[::1]/x.csv", "http://2130706433/x.csv", "http://[/x.csv"],
)  # fmt: skip
def test_a_link_to_another_host_is_not_followed(small, system, address):  # noqa: F811
    assert "  ! 0000-xau: " in harvest_beside_a_good_one(small, system, address)


def test_a_listed_host_with_a_private_address_is_refused_after_it_was_looked_up(small, system):  # noqa: F811
    port = system.host.partition(":")[2]
    name = f"localhost:{port}"
    bad = package(system, name="xau", resources=[{"url": f"http://{name}/files/ho-ngheo.csv"}])
    ckan(system, bad)
    of_kind(small, system, "ckan", "", hosts=[name], limits=FAST)
    result = opendata("harvest", root=small, language="en")
    assert "the host “localhost” has a private address" in result.output
    assert system.statuses("/files/ho-ngheo.csv") == []


def test_the_address_of_a_catalogue_is_checked_too(small, system):  # noqa: F811
    describe(small, kind="ckan", url=system.address, limits=FAST)
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2
    assert "private address (127.0.0.1)" in result.stderr
    assert system.asked == []


def test_a_name_is_looked_up_once_so_that_its_answer_cannot_change(small, system, monkeypatch):  # noqa: F811
    asked = []
    real = socket.getaddrinfo

    def rebinding(host, *rest, **options):
        asked.append(host)
        if host == "doi-dia-chi.example":  # public to the check, private to a second question
            host = "127.0.0.1"
        return real(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = system.host.partition(":")[2]
    name = f"doi-dia-chi.example:{port}"
    ckan(system, package(system, resources=[{"url": f"http://{name}/files/ho-ngheo.csv"}]))
    of_kind(small, system, "ckan", "", private_hosts=[system.host, name], limits=FAST)
    assert opendata("harvest", root=small).exit_code == 0
    assert asked.count("doi-dia-chi.example") == 1


def test_a_redirect_to_a_private_address_is_refused_where_its_host_is_listed(small, system):  # noqa: F811
    system.pages["/bad.csv"] = answer(302, Location="http://169.254.169.254/latest/")
    bad = package(system, resources=[{"url": f"{system.address}/bad.csv"}])
    ckan(system, bad)
    of_kind(small, system, "ckan", "", hosts=["169.254.169.254"], limits=FAST)
    result = opendata("harvest", root=small, language="en")
    assert "has a private address (169.254.169.254)" in result.output


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"],
)  # fmt: skip
def test_addresses_that_are_not_of_the_internet_are_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_known(address):
    assert is_public(address)


# --- Catalogues ----------------------------------------------------------------------------------
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"success": true}', b"\xff\xfe", b"<html>"])
@pytest.mark.parametrize(
    ("kind", "path"),
    [("ckan", "/api/3/action/package_search"), ("data-json", "/d"), ("data-package", "/d"),
     ("dcat", "/d")],
)  # fmt: skip
def test_a_catalogue_that_cannot_be_read_changes_nothing(small, system, kind, path, body):  # noqa: F811
    system.pages[path] = body
    of_kind(small, system, kind, "" if kind == "ckan" else path, limits=FAST)
    before = contents(small)
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2, result.output
    assert len(result.stderr.splitlines()) == 1
    assert contents(small) == before


def test_one_source_that_fails_does_not_stop_the_others(small, system):  # noqa: F811
    describe(small, name="a", kind="ckan", url=f"{system.address}/x", limits=FAST)
    ckan(system, package(system))
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 2
    assert "kho: 1 created" in result.output


def test_a_context_elsewhere_is_not_fetched(small, system):  # noqa: F811
    system.pages["/ctx"] = b'{"@context": {}}'
    system.has_json("/c.jsonld", {"@context": f"{system.address}/ctx", "@id": "x:y"})
    of_kind(small, system, "dcat", "/c.jsonld", limits=FAST)
    assert opendata("harvest", root=small).exit_code == 2
    assert system.statuses("/ctx") == []


def test_a_server_that_recovers_is_asked_again(small, system):  # noqa: F811
    ckan(system, package(system))
    answers = iter([answer(503), answer(429, Retry_After="0")])

    def recovering(handler):
        next(answers, answer(200, CSV.encode(), Content_Length=str(len(CSV.encode()))))(handler)

    system.pages["/files/ho-ngheo.csv"] = recovering
    of_kind(small, system, "ckan", "", limits={"retries": 2})
    assert opendata("harvest", root=small).exit_code == 0


def test_a_file_that_is_not_what_its_checksum_says_is_refused(small, system):  # noqa: F811
    wrong = {"url": f"{system.address}/files/ho-ngheo.csv", "hash": "sha256:" + "0" * 64}
    ckan(system, package(system, resources=[wrong]))
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", root=small, language="en")
    assert "does not match the checksum" in result.output


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"organization": {"title": "Sở Lạ"}}, "the agency “Sở Lạ” is not in publishers"),
        ({"license_id": "all-rights-reserved"}, "the licence “all-rights-reserved” is not in"),
        ({"title": None, "name": None}, "no title"),
        ({"id": None}, "no identifier"),
        ({"id": "0000-ho-ngheo"}, "two datasets of this identifier"),
        ({"resources": None}, "no file in a form that is taken"),
        ({"resources": [{"url": "https://x.example/a.pdf"}]}, "no file in a form that is taken"),
    ],
)
def test_one_bad_dataset_among_good_ones(small, system, changed, said):  # noqa: F811
    ckan(
        system,
        package(system),
        package(system, name="xau", **changed)
        if "name" not in changed
        else {**package(system, name="xau"), **changed},
    )
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 1
    assert "1 created, 1 refused" in result.output
    assert said in result.output
    assert_passes_the_gate(small)


_KEYS = (
    "title", "notes", "name", "tags", "groups", "organization", "resources", "metadata_created",
    "license_id", "extras",
)  # fmt: skip


@pytest.mark.parametrize("key", _KEYS)
@pytest.mark.parametrize("value", [None, 5, True, [], {}, [5], [[{}]], "x" * 300, {"a": {"b": 1}}])
def test_values_of_any_form_stop_nothing(small, system, key, value):  # noqa: F811
    ckan(system, {**package(system, name="la"), key: value}, package(system))
    of_kind(small, system, "ckan", "", themes={"x": "y-te"})
    result = opendata("harvest", "--dry-run", root=small, language="en")
    assert result.exit_code in {0, 1}, result.output


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..", ".", "/", "con", "a/b", "\0", "%2e%2e%2f", "…", "🎉"]
)
def test_names_of_a_source_are_no_paths(small, system, name):  # noqa: F811
    files = [{"url": f"{system.address}/files/ho-ngheo.csv?x={name}", "name": name}]
    ckan(system, package(system, resources=files) | {"id": name, "name": name, "title": name})
    of_kind(small, system, "ckan", "")
    before = set(contents(small))
    opendata("harvest", root=small)
    new = {path for path in contents(small) if path not in before}
    assert all(path.startswith(("datasets/so-y-te/", "datasets/sources/")) for path in new)
    assert not (small.parent / "etc").exists()


@pytest.mark.parametrize(
    "text",
    ["no", "null", "~", "08707", "1_000", "2024-01-01", "a: b", "# x", "- x", "'", '"', "{x}",
     "&a *a !!python/object:os.system", "%YAML", "---", "x\n---\ny", "\u202eabc", "tab\there",
     "<script>", "a\0b\x1b[31m", "\ufeffx", "🎉 Ấ", "x  \n\n  y", "=cmd|' /C calc'!A0", "\u2028x"],
)  # fmt: skip
def test_texts_that_look_like_yaml_stay_texts(small, system, text):  # noqa: F811
    ckan(system, package(system, title=text, notes=text))
    of_kind(small, system, "ckan", "")
    result = opendata("harvest", root=small, language="en")
    assert result.exit_code == 0, result.output
    before = contents(small)
    assert opendata("harvest", root=small, language="en").output == "kho: 1 unchanged\n"
    assert contents(small) == before
    assert isinstance(metadata(small)["title"]["vi"], str)
    ckan(system, package(system, title=f"{text} 2", notes=text))
    assert "1 updated" in opendata("harvest", root=small, language="en").output


PLAIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs"])
)


@given(before=PLAIN, after=PLAIN)
def test_any_text_is_read_back_as_it_was_written(tmp_path_factory, before, after):
    from generator.harvest.texts import paragraphs

    before, after = paragraphs(before), paragraphs(after)
    file = tmp_path_factory.mktemp("yaml") / "dataset.yml"
    first = {"title": {"vi": before}, "resources": [{"name": "a", "title": {"vi": before}}]}
    second = {"title": {"vi": after}, "resources": [{"name": "a", "title": {"vi": after}}]}
    text = new_text(first)
    file.write_text(text, encoding="utf-8", newline="\n")
    assert read_document(file, "dataset.yml").value == first
    file.write_text(changed_text(text, first, second), encoding="utf-8", newline="\n")
    assert read_document(file, "dataset.yml").value == second


@given(st.text(), st.text())
def test_what_a_file_is_called_is_always_a_plain_name(url, name):
    stem = stem_of(f"https://a.example/{url}", name)
    assert stem.replace("-", "").isalnum()
    assert stem.isascii()
