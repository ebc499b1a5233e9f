"""schema.org and Dublin Core in the heads of pages, read back by extruct."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import extruct  # type: ignore[import-untyped]
import pytest

from generator.build import prepare
from generator.describe import schema_org
from generator.describe.entry import Entry
from generator.describe.notes import SAMPLE_NOTE, shortened
from generator.distribution import Edition
from generator.model import LANGUAGES, Keywords, Language, Period, Source, Text
from generator.sections import json_ld
from generator.settings import Settings, build_day
from tests.conftest import REPOSITORY, SMALL
from tests.editions import render_pages

TEMPLATES = REPOSITORY / "site_templates"
HOSTILE = "</script><script>alert(1)</script><!-- <!--- \"q\" & 'a' ]]> \u2028 \u202eabc 🌾 {{x}}"
# https://developers.google.com/search/docs/appearance/structured-data/dataset
REQUIRED = {"name", "description"}
RECOMMENDED = {
    "alternateName",
    "creator",
    "distribution",
    "identifier",
    "includedInDataCatalog",
    "isAccessibleForFree",
    "keywords",
    "license",
    "spatialCoverage",
    "temporalCoverage",
    "url",
    "variableMeasured",
    "version",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    store = tmp_path_factory.mktemp("store")
    made = prepare(Settings(root=SMALL, today=build_day(), store=store))
    assert isinstance(made, Edition)
    return made


def read_back(page: str, address: str) -> Any:
    read = extruct.extract(page, base_url=address, syntaxes=["json-ld", "dublincore"])
    (document,) = read["json-ld"] or [None]
    return document, read["dublincore"]


def dataset_pages(site: Path) -> Iterator[tuple[Path, Any, Any]]:
    for root in (site, site / "en"):
        for page in sorted(root.glob("datasets/*/index.html")):
            document, terms = read_back(page.read_text(encoding="utf-8"), "https://a.example/")
            yield page, document, terms


# --- The site -------------------------------------------------------------------------------------


def test_search_engines_find_all_required_and_recommended_properties(site):
    found = 0
    for page, document, _ in dataset_pages(site):
        assert document["@type"] == "Dataset"
        missing = (REQUIRED | RECOMMENDED) - document.keys()
        if not document.get("distribution"):
            missing -= {"distribution", "variableMeasured"}
        assert missing <= {"temporalCoverage", "spatialCoverage", "alternateName"}, page
        assert 50 <= len(document["description"]) <= 5_000, page
        for download in document.get("distribution", []):
            assert {"contentUrl", "encodingFormat", "sha256"} <= download.keys()
        found += 1
    assert found > 100


def test_most_samples_name_their_area_their_time_and_their_name_in_the_other_language(site):
    documents = [document for _, document, _ in dataset_pages(site)]
    for name in ("temporalCoverage", "spatialCoverage", "alternateName"):
        assert sum(name in document for document in documents) > 0.9 * len(documents), name


def test_nothing_absent_is_written_as_empty(site):
    for page, document, _ in dataset_pages(site):
        assert list(_empty(document)) == [], page


def _empty(value: Any) -> Iterator[Any]:
    if value in (None, "", [], {}):
        yield value
    for part in value.values() if isinstance(value, dict) else value if type(value) is list else ():
        yield from _empty(part)


def test_every_size_and_checksum_is_the_files_own(site):
    checked = 0
    for page, document, _ in dataset_pages(site):
        for download in document.get("distribution", []):
            content = (site / urlsplit(download["contentUrl"]).path.lstrip("/")).read_bytes()
            assert download["contentSize"] == f"{len(content)} B", page
            assert download["sha256"] == hashlib.sha256(content).hexdigest(), page
            checked += 1
    assert checked > 500


def test_samples_say_so_to_search_engines(site):
    for page, document, _ in dataset_pages(site):
        language: Language = "en" if page.is_relative_to(site / "en") else "vi"
        package = site / "datasets" / page.parent.name / "datapackage.json"
        if package.exists():
            is_sample = json.loads(package.read_bytes()).get("sample", False)
            assert (SAMPLE_NOTE.get(language) in document["description"]) is is_sample, page


def test_dublin_core_says_the_same_as_schema_org(site):
    for page, document, terms in dataset_pages(site):
        read = {each["name"].lower(): each["content"] for each in terms[0]["elements"]}
        assert read["dc.title"] == document["name"], page
        assert read["dc.creator"] == document["creator"]["name"]
        assert read["dc.date"] == document["dateModified"]
        assert read["dc.identifier"] == document["url"]


def test_every_other_form_that_a_head_names_is_there(site):
    checked = set()
    for page in site.rglob("*.html"):
        here = f"https://a.example/{page.relative_to(site).as_posix().removesuffix('index.html')}"
        for media_type, target in _alternates(page.read_text(encoding="utf-8")):
            assert (site / urlsplit(urljoin(here, target)).path.lstrip("/")).is_file(), (
                here,
                target,
            )
            checked.add(media_type.partition(";")[0])
    assert {"application/atom+xml", "application/ld+json", "text/turtle"} <= checked


def _alternates(page: str) -> list[tuple[str, str]]:
    class Links(HTMLParser):
        found: list[tuple[str, str]]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            if tag == "link" and given.get("rel") == "alternate" and "type" in given:
                self.found.append((given["type"], given["href"]))

    links = Links()
    links.found = []
    links.feed(page)
    return links.found


def test_the_catalogue_page_names_every_dataset_of_a_small_portal(site):
    for folder in ("", "en/"):
        page = (site / f"{folder}datasets" / "index.html").read_text(encoding="utf-8")
        document, _ = read_back(page, "https://a.example/")
        urls = {urlsplit(dataset["url"]).path for dataset in document["dataset"]}
        pages = (site / folder).glob("datasets/*/index.html")
        assert urls == {f"/{page.parent.relative_to(site).as_posix()}/" for page in pages}
        home, _ = read_back((site / folder / "index.html").read_text("utf-8"), "https://a.example/")
        assert home == {name: value for name, value in document.items() if name != "dataset"}


# --- Documents ------------------------------------------------------------------------------------


def changed(edition: Edition, slug: str = "tram-y-te", **changes: Any) -> Entry:
    (one,) = (each for each in edition.catalog.datasets if each.slug == slug)
    dataset = replace(one, metadata=replace(one.metadata, **changes))
    others = tuple(each for each in edition.catalog.datasets if each.slug != slug)
    catalog = replace(edition.catalog, datasets=(dataset, *others))
    return Entry(edition=replace(edition, catalog=catalog), dataset=dataset)


def in_page(entry: Entry, language: Language) -> Any:
    path = f"datasets/{entry.dataset.slug}/"
    pages = render_pages(entry.edition, TEMPLATES, (), json_ld(entry.edition))
    (page,) = (each for each in pages if (each.language, each.path) == (language, path))
    head = f"<!doctype html><html><head>{page.head}</head><body></body></html>"
    return read_back(head, "https://a.example/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_carries_the_document_that_was_meant(edition, language):
    entry = changed(edition)
    document, _ = in_page(entry, language)
    assert document == schema_org.dataset_document(entry, language)
    place = document["spatialCoverage"][0]
    assert place["identifier"]["value"] == "90"
    assert place["name"] != "90"
    assert document["@id"] == entry.iri
    assert document["temporalCoverage"] == "2023/2024-06"
    columns = [c for r in entry.metadata.resources if r.schema for c in r.schema.fields]
    for told, column in zip(document["variableMeasured"], columns, strict=True):
        unit = f" ({column.unit})" if column.unit else ""
        assert told == f"{column.label.get(language)}{unit}"


def test_no_text_leaves_the_script_that_holds_it(edition):
    text = Text(vi=HOSTILE)
    entry = changed(
        edition,
        title=text,
        description=text,
        provenance=text,
        unit=text,
        keywords=Keywords(vi=(HOSTILE,)),
        sources=(Source(title=text),),
    )
    document, terms = in_page(entry, "vi")
    assert document["name"] == document["measurementTechnique"] == HOSTILE
    assert document["keywords"] == [HOSTILE]
    assert document["isBasedOn"] == [{"@type": "CreativeWork", "name": HOSTILE}]
    assert "alternateName" not in document
    read = {each["name"].lower(): each["content"] for each in terms[0]["elements"]}
    assert read["dc.title"] == HOSTILE


def test_long_descriptions_end_with_a_sentence_and_samples_still_say_so(edition):
    entry = changed(edition, description=Text(vi="Một câu dài. " * 1_000), sample=True)
    text = schema_org.dataset_document(entry, "vi")["description"]
    assert len(text) <= 5_000
    assert text.endswith(f"Một câu dài. {SAMPLE_NOTE.vi}")


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("Một. Hai.", 9, "Một. Hai."),
        ("Một. Hai.", 8, "Một."),
        ("Một hai ba", 5, "Một…"),
        ("a\nbc", 3, "a"),
    ],
)
def test_texts_are_shortened_by_whole_sentences(text, longest, kept):
    assert shortened(text, longest) == kept
    assert len(kept) <= longest


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (2023, 2023, "2023"),
        (2020, "2024-06", "2020/2024-06"),
        (2020, None, "2020/.."),
        (None, "2024-06-30", "../2024-06-30"),
    ],
)
def test_periods_are_iso_8601(edition, start, end, written):
    entry = changed(edition, temporal=Period(start=start, end=end))
    assert schema_org.dataset_document(entry, "vi")["temporalCoverage"] == written


def test_what_is_absent_is_left_out(edition):
    entry = changed(
        edition,
        temporal=None,
        spatial=None,
        provenance=None,
        sources=(),
        keywords=Keywords(),
        resources=(),
        status="planned",
    )
    bare = replace(entry.edition, products={**entry.edition.products, entry.dataset.identifier: ()})
    packages = {k: v for k, v in bare.packages.items() if k != entry.dataset.identifier}
    entry = replace(entry, edition=replace(bare, packages=packages))
    document = schema_org.dataset_document(entry, "vi")
    assert list(_empty(document)) == []
    assert not {"temporalCoverage", "spatialCoverage", "distribution", "size"} & document.keys()


def test_a_large_catalogue_does_not_name_its_datasets(edition):
    one = edition.catalog.datasets[0]
    many = tuple(replace(one, slug=f"bo-{number}") for number in range(101))
    large = replace(edition, catalog=replace(edition.catalog, datasets=many))
    assert "dataset" not in schema_org.data_catalog(large, "vi", listing=True)
    assert len(schema_org.data_catalog(edition, "vi", listing=True)["dataset"]) == 2


def test_a_licence_without_an_address_is_where_the_portal_states_it(edition):
    entry = changed(edition)
    terms = schema_org.dataset_document(entry, "en")["license"]
    address = terms if isinstance(terms, str) else terms["url"]
    assert re.match(r"https?://", address)


def test_the_published_table_names_every_property_that_is_written(edition):
    named = {t.subject: {rule.theirs for rule in t.rules} for t in schema_org.STANDARD.tables}
    document = schema_org.dataset_document(changed(edition), "vi")
    assert set(document) <= named["Dataset"]
    assert set(document["distribution"][0]) <= named["DataDownload"]
