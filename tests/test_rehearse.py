"""The rehearsal: what a harvester would read, and what would become of its copies."""

from __future__ import annotations

import json
import shutil

import pytest
import rdflib
import yaml
from rdflib.namespace import DCAT, DCTERMS, RDF

from generator.build import prepare
from generator.describe import documents
from generator.distribution import Edition
from generator.problems import PortalError
from generator.rehearse import TELLERS, published
from generator.rehearse.comparing import compare
from generator.rehearse.model import ACTIONS, Reading, Site
from generator.rehearse.reading import MAX_PAGE_BYTES, read_catalogue
from generator.rehearse.wording import REASONS
from generator.settings import Settings, build_day
from tests.conftest import copy_small_portal, opendata

BASE = "https://data.example/"
PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def page(*datasets, follows=None):
    more = f"<{BASE}#view> hydra:next <{BASE}{follows}> ." if follows else ""
    return "\n".join([PREFIXES, *datasets, more]).encode()


def one(name="a", title='"Tên"@vi', more="", parts=""):
    said = f"; dct:title {title}" if title else ""
    return (
        f'<{BASE}datasets/{name}/#dataset> a dcat:Dataset ; dct:identifier "{name}" ; '
        f'dct:description "Mô tả"@vi {said} {more} .\n{parts}'
    )


def read(*datasets):
    return read_catalogue({"catalog.ttl": page(*datasets)}.__getitem__)


def rehearsed(now, former=None, files=(), **options):
    return compare(now, former, Site(address=BASE, files=files), **options)


def verdicts(rehearsal):
    return {each.iri.split("/")[-2]: each.action for each in rehearsal.verdicts}


def codes(rehearsal):
    return [reason.code for each in rehearsal.verdicts for reason in each.reasons]


def pages_of(portal):
    """The pages of a portal's catalogue, by file name."""
    edition = prepare(Settings(root=portal, today=build_day(), store=portal / ".cache"))
    assert isinstance(edition, Edition)
    return {
        file.path: file.content
        for file in documents(edition)
        if "/" not in file.path and file.path.endswith(".ttl") and isinstance(file.content, bytes)
    }


# --- Reading -------------------------------------------------------------------------------------
def test_all_pages_are_read_in_their_order():
    pages = {
        "catalog.ttl": page(one("a"), follows="catalog-2.ttl"),
        "catalog-2.ttl": page(one("b"), follows="catalog-3.ttl"),
        "catalog-3.ttl": page(one("c")),
    }
    offers = read_catalogue(pages.__getitem__).offers
    assert [offer.identifiers for offer in offers] == [("a",), ("b",), ("c",)]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (None, "page-missing"),
        (page(one("b"), follows="catalog.ttl"), "pages-in-a-ring"),
        (b"<broken", "page-unreadable"),
        (b"\xff\xfe", "page-unreadable"),
        (b"#" * (MAX_PAGE_BYTES + 1), "page-too-large"),
    ],
)
def test_a_harvester_stops_at_a_page_with_a_fault(second, code):
    pages = {"catalog.ttl": page(one("a"), follows="catalog-2.ttl")}
    if second is not None:
        pages["catalog-2.ttl"] = second
    reading = read_catalogue(pages.__getitem__)
    assert [fault.code for fault in reading.faults] == [code]
    assert not rehearsed(reading).is_fine(allow_loss=True)


def test_rdflib_reads_the_same_datasets_titles_and_files_of_a_real_catalogue(small):
    pages = pages_of(small)
    graph = rdflib.Graph().parse(data=pages["catalog.ttl"], format="turtle")
    reading = read_catalogue(pages.__getitem__)
    assert reading.faults == ()
    assert len(reading.offers) == 2
    assert {offer.iri for offer in reading.offers} == {
        str(each) for each in graph.subjects(RDF.type, DCAT.Dataset)
    }
    for offer in reading.offers:
        subject = rdflib.URIRef(offer.iri)
        assert {(t.text, t.kind) for t in offer.said["dct:title"]} == {
            (str(title), getattr(title, "language", None))
            for title in graph.objects(subject, DCTERMS.title)
        }
        files = {str(each) for each in graph.objects(subject, DCAT.distribution)}
        assert set(offer.distributions) == files != set()


# --- What would become of the copies -------------------------------------------------------------
def test_the_first_harvest_creates_all():
    rehearsal = rehearsed(read(one("a"), one("b")))
    assert verdicts(rehearsal) == {"a": "created", "b": "created"}
    assert rehearsal.is_first
    assert rehearsal.is_fine()


def test_the_same_again_changes_nothing_whatever_its_nameless_parts_are_called():
    start = "; dct:temporal [ dcat:startDate {date} ]"
    date = '"2024"^^xsd:gYear'
    former = read(one("a", more=start.format(date=date)))
    now = read(one("b"), one("a", more=start.format(date=date)))
    assert verdicts(rehearsed(now, former))["a"] == "unchanged"


def test_an_update_names_the_properties_and_files_that_changed():
    file = f"; dcat:distribution <{BASE}datasets/a/#{{}}>"
    size = "<{}datasets/a/#{}> dcat:byteSize {} ."
    start = "; dct:temporal [ dcat:startDate {} ]"
    former = read(
        one("a", more=file.format("old.csv") + file.format("x.csv") + start.format(
            '"2024"^^xsd:gYear'), parts=size.format(BASE, "x.csv", 1))
    )  # fmt: skip
    now = read(
        one("a", title='"Khác"@vi', more=file.format("new.csv") + file.format("x.csv")
            + start.format('"2025"^^xsd:gYear'), parts=size.format(BASE, "x.csv", 2))
    )  # fmt: skip
    (verdict,) = rehearsed(now, former).verdicts
    assert verdict.action == "updated"
    assert verdict.changes == (
        "dct:temporal/dcat:startDate",
        "dct:title",
        "+ new.csv",
        "- old.csv",
        "x.csv: dcat:byteSize",
    )


def test_what_is_gone_would_be_deleted_and_that_has_to_be_allowed():
    many = [one(f"d{number}") for number in range(10)]
    rehearsal = rehearsed(read(*many[1:]), read(*many))
    assert verdicts(rehearsal)["d0"] == "deleted"
    assert codes(rehearsal) == ["gone"]
    assert rehearsal.faults == ()
    assert not rehearsal.is_fine()
    assert rehearsal.is_fine(allow_loss=True)


def test_a_new_name_for_the_same_identifier_is_told_as_a_loss():
    former = read(one("a"), one("b"))
    now = read(one("a").replace("datasets/a/", "datasets/new/"), one("b"))
    rehearsal = rehearsed(now, former)
    assert verdicts(rehearsal) == {"a": "deleted", "new": "created", "b": "unchanged"}
    assert codes(rehearsal) == ["moved-to", "came-from"]
    assert not rehearsal.is_fine()


@pytest.mark.parametrize(("left", "code"), [(0, "empty"), (7, "much-smaller"), (8, None)])
def test_an_empty_or_much_smaller_catalogue_is_refused(left, code):
    many = [one(f"d{number}") for number in range(10)]
    faults = rehearsed(read(*many[:left]), read(*many)).faults
    assert [fault.code for fault in faults] == ([code] if code else [])


def test_a_loss_can_be_allowed_but_not_an_empty_catalogue():
    many = [one(f"d{number}") for number in range(10)]
    assert rehearsed(read(*many[:2]), read(*many), allow_loss=True).is_fine(allow_loss=True)
    assert not rehearsed(read(), read(*many), allow_loss=True).is_fine(allow_loss=True)


# --- What would be refused -----------------------------------------------------------------------
FILE = f"; dcat:distribution <{BASE}datasets/a/#x>"
URL = "<{}datasets/a/#x> dcat:downloadURL <{}> ."
REFUSED = {
    "no-title": [one(title=None)],
    "no-description": [one().replace("Mô tả", " ")],
    "no-name": [one().replace(f"<{BASE}datasets/a/#dataset>", "[]")],
    "same-name": [one(), one(title='"Khác"@vi')],
    "same-identifier": [one(), one().replace("datasets/a/", "datasets/b/")],
    "file-missing": [one(more=FILE, parts=URL.format(BASE, f"{BASE}datasets/a/gone.csv"))],
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_dataset_is_refused(code):
    rehearsal = rehearsed(read(*REFUSED[code]))
    assert set(codes(rehearsal)) == {code}
    assert {each.action for each in rehearsal.verdicts} == {"refused"}
    assert not rehearsal.is_fine(allow_loss=True)


@pytest.mark.parametrize(
    "date",
    [
        '"2026-02-30"^^xsd:date', '"2026"^^xsd:date', '"20260101"^^xsd:date', '"x"', '"2026-01-01"',
        '"2026-13"^^xsd:gYearMonth', '"26"^^xsd:gYear', '"0000"^^xsd:gYear', "<https://a.example/>",
        '"2026-01-01T25:00:00Z"^^xsd:dateTime', '"2026-W01-1"^^xsd:date',
    ],
)  # fmt: skip
def test_dates_that_no_calendar_has_are_refused(date):
    for more in (f"; dct:issued {date}", f"; dct:temporal [ dcat:endDate {date} ]"):
        assert codes(rehearsed(read(one(more=more)))) == ["bad-date"]


@pytest.mark.parametrize(
    "date",
    [
        '"2024-02-29"^^xsd:date', '"2026"^^xsd:gYear', '"2026-12"^^xsd:gYearMonth',
        '"2026-01-01T23:00:00Z"^^xsd:dateTime',
    ],
)  # fmt: skip
def test_years_months_days_and_moments_are_dates(date):
    assert rehearsed(read(one(more=f"; dct:issued {date}"))).is_fine()


def test_files_of_this_edition_and_files_elsewhere_are_fine():
    ours = f"{BASE}datasets/a/x.csv"
    for url in (ours, "https://elsewhere.example/x.csv"):
        assert rehearsed(read(one(more=FILE, parts=URL.format(BASE, url))), files=[ours]).is_fine()


# --- Telling -------------------------------------------------------------------------------------
HOSTILE = r'"</b>\u202E\"<script>|`@org #1\u0000🙂\n[x](https://a.example)"@vi'


@pytest.mark.parametrize("name", TELLERS)
def test_titles_of_contributors_steer_nobody(name):
    rehearsal = rehearsed(read(one(title=HOSTILE)), read(one("gone")))
    told = TELLERS[name](rehearsal, "vi", is_fine=False)
    assert "\x00" not in told
    if name != "json":
        assert "\u202e" not in told
    if name == "md":
        assert "<script>" not in told
        assert "[x](" not in told
        assert "@org" not in told
    if name == "json":
        counts = dict.fromkeys(ACTIONS, 0) | {"created": 1, "deleted": 1}
        assert json.loads(told)["counts"] == counts


def test_every_reason_is_said_in_both_languages_with_all_its_blanks():
    everything = [rehearsed(read(*given)) for given in REFUSED.values()]
    everything.append(rehearsed(read(one("n").replace('"n"', '"a"')), read(one())))
    everything.append(rehearsed(Reading(), read(one())))
    for rehearsal in everything:
        told = json.loads(TELLERS["json"](rehearsal, "vi", is_fine=False))
        reasons = [reason for each in told["datasets"] for reason in each["reasons"]]
        for reason in [*told["faults"], *reasons]:
            assert reason["message"]["vi"] != reason["message"]["en"]
            assert "{" not in reason["message"]["vi"] + reason["message"]["en"]
    assert all(text.en for text in REASONS.values())


def test_a_long_list_is_cut_and_says_so():
    told = TELLERS["md"](rehearsed(read(*(one(f"d{n}") for n in range(80)))), "en", is_fine=True)
    assert told.count("\n- ") == 51
    assert "30 more" in told


# --- The command ---------------------------------------------------------------------------------
def site_of(portal, folder):
    """The catalogue's documents of a portal, as a built site holds them."""
    folder.mkdir()
    for name, content in pages_of(portal).items():
        (folder / name).write_bytes(content)
    return folder


def change(portal, **keys):
    file = portal / "datasets/so-y-te/tram-y-te/dataset.yml"
    described = yaml.safe_load(file.read_text(encoding="utf-8")) | keys
    file.write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")


def report(*arguments, root):
    result = opendata("rehearse", "--report", "json", *arguments, root=root)
    return result.exit_code, json.loads(result.stdout)


def test_the_command_compares_with_the_built_site(small):
    site_of(small, small / "site")
    code, told = report(root=small)
    assert (code, told["counts"]["unchanged"], told["first"]) == (0, 2, False)
    change(small, title={"vi": "Trạm y tế mới"})
    code, told = report("--published", small / "site/catalog.ttl", root=small)
    (verdict,) = told["datasets"]
    assert (code, verdict["action"]) == (0, "updated")
    assert "dct:title" in verdict["changes"]


def test_the_command_compares_with_the_portal_as_it_was(small, tmp_path):
    former = copy_small_portal(tmp_path / "former")
    shutil.rmtree(small / "datasets/so-y-te")
    code, told = report("--published", former, root=small)
    assert code == 1
    assert [fault["code"] for fault in told["faults"]] == ["much-smaller"]
    assert [each["action"] for each in told["datasets"]] == ["deleted"]
    assert report("--published", former, "--allow-loss", root=small)[0] == 0


def test_the_command_shows_markdown_in_both_languages(small):
    result = opendata("rehearse", "--report", "md", root=small)
    assert result.exit_code == 0
    assert "Được tạo mới: 2" in result.stdout
    assert "<summary>English</summary>" in result.stdout
    assert "Created: 2" in result.stdout


def test_a_published_catalogue_that_cannot_be_read_stops_the_comparison(small, tmp_path):
    (tmp_path / "catalog.ttl").write_bytes(b"<broken")
    result = opendata("rehearse", "--published", tmp_path, root=small)
    assert result.exit_code == 2
    with pytest.raises(PortalError):
        published(tmp_path / "nowhere")


def test_a_portal_with_errors_is_not_rehearsed(small):
    change(small, license="none-such")
    result = opendata("rehearse", root=small)
    assert result.exit_code == 1
    assert "none-such" in result.output
