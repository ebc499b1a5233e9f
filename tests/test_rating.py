"""The rating by the MQA method: what each indicator brings, and what the portal reaches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from rdflib import DCAT, DCTERMS, Graph, URIRef

from generator.build import prepare
from generator.describe import dcat
from generator.describe.entry import entries
from generator.describe.rating import INDICATORS, MAXIMUM, rated, rating, ratings
from generator.distribution import Edition
from generator.render import read_words
from generator.render.quality import grade, quality_view
from generator.settings import STORE, Settings
from tests.conftest import REPOSITORY, copy_small_portal
from tests.editions import contents, dataset, files_of, render_pages
from tests.editions import edition as edition_of

EU = "http://publications.europa.eu/resource/authority/"
PAGE, FILE = "https://a.example/datasets/x/", "https://a.example/datasets/x/x.csv"
REACHABLE = frozenset({PAGE, FILE})

DATASET = {
    "dct:title": ["Trường học"],
    "dct:description": ["Các trường."],
    "dcat:keyword": ["trường"],
    "dcat:theme": [f"{EU}data-theme/EDUC"],
    "dct:spatial": ["https://a.example/areas/#25"],
    "dct:temporal": [f"{PAGE}#temporal"],
    "dct:accessRights": [f"{EU}access-right/PUBLIC"],
    "dcat:contactPoint": [f"{PAGE}#contact"],
    "dct:publisher": ["https://a.example/agencies/x/#agency"],
    "dct:issued": ["2024-01-01"],
    "dct:modified": ["2024-01-01"],
}
CSV = {
    "dcat:accessURL": [PAGE],
    "dcat:downloadURL": [FILE],
    "dct:format": [f"{EU}file-type/CSV"],
    "dcat:mediaType": ["https://www.iana.org/assignments/media-types/text/csv"],
    "dct:license": [f"{EU}licence/CC_BY_4_0"],
    "dct:rights": ["https://a.example/terms/#rights"],
    "dcat:byteSize": ["12"],
}


def without(said, *keys):
    return {key: value for key, value in said.items() if key not in keys}


def points(described=DATASET, files=(CSV,), reachable=REACHABLE):
    return rated(described, files, reachable).points


# --- The method ----------------------------------------------------------------------------------
def test_the_method_has_405_points_in_five_dimensions():
    found = rated(DATASET, [CSV], REACHABLE)
    assert found.points == found.maximum == MAXIMUM == 405
    assert found.improvement is None
    assert {name: most for name, (_, most) in found.dimensions.items()} == {
        "findability": 100,
        "accessibility": 100,
        "interoperability": 110,
        "reusability": 75,
        "contextuality": 20,
    }


@pytest.mark.parametrize(
    ("key", "lost", "improvement"),
    [
        ("dcat:keyword", 30, "keywords"),
        ("dcat:theme", 30, "themes"),
        ("dct:spatial", 20, "spatial"),
        ("dct:temporal", 20, "temporal"),
        ("dct:title", 30, "metadata"),  # then it is no DCAT-AP
        ("dct:description", 30, "metadata"),
        ("dct:accessRights", 10 + 5, "metadata"),
        ("dcat:contactPoint", 20, "contact"),
        ("dct:publisher", 10, "metadata"),
        ("dct:issued", 5, "metadata"),
        ("dct:modified", 5, "metadata"),
    ],
)
def test_what_a_dataset_lacks_costs_its_points(key, lost, improvement):
    found = rated(without(DATASET, key), [CSV], REACHABLE)
    assert (found.points, found.improvement) == (405 - lost, improvement)


@pytest.mark.parametrize(
    ("key", "lost", "improvement"),
    [
        ("dcat:accessURL", 50 + 30, "files"),  # nor is it DCAT-AP then
        ("dcat:downloadURL", 20 + 30, "files"),
        ("dct:format", 20 + 20 + 20, "format"),
        ("dcat:mediaType", 10, "format"),
        ("dct:license", 20 + 10, "license"),
        ("dct:rights", 5, "license"),
        ("dcat:byteSize", 5, "files"),
    ],
)
def test_what_a_file_lacks_costs_its_points(key, lost, improvement):
    found = rated(DATASET, [without(CSV, key)], REACHABLE)
    assert (found.points, found.improvement) == (405 - lost, improvement)


@pytest.mark.parametrize(
    ("changed", "lost"),
    [
        ({"dct:format": [f"{EU}file-type/XLSX"]}, 20),  # proprietary, yet machines read it
        ({"dct:format": [f"{EU}file-type/PDF"]}, 40),
        ({"dct:format": [f"{EU}file-type/PARQUET"]}, 40),  # in neither list of the method
        ({"dct:format": [f"{EU}file-type/ZIP"]}, 20),
        ({"dct:format": ["CSV"]}, 10 + 40),  # a word, not a code
        ({"dcat:mediaType": ["text/csv"]}, 10),
        ({"dct:license": ["https://creativecommons.org/licenses/by/4.0/"]}, 0),
        ({"dct:license": ["https://creativecommons.org/publicdomain/zero/1.0/"]}, 0),
        ({"dct:license": ["https://a.example/terms/#vn-gddt-2023-d43"]}, 10),
        ({"dcat:accessURL": ["https://a.example/gone/"]}, 50),
        ({"dcat:downloadURL": ["https://a.example/gone.csv"]}, 30),
    ],
)
def test_values_count_as_the_method_has_them(changed, lost):
    assert points(files=[CSV | changed]) == 405 - lost


def test_access_rights_in_words_of_ones_own_are_not_of_the_vocabulary():
    assert points(DATASET | {"dct:accessRights": ["https://a.example/public"]}) == 400


def test_only_the_best_distribution_counts_and_others_do_not_add_to_it():
    plain = without(CSV, "dct:format", "dcat:mediaType")
    with_format, with_type = (CSV | {"dcat:mediaType": []}), (CSV | {"dct:format": []})
    assert points(files=[plain, CSV]) == points(files=[CSV, plain]) == 405
    assert points(files=[with_type, with_format]) == 395


def test_dates_count_where_only_the_file_has_them():
    file = CSV | {"dct:issued": ["2024-01-01"], "dct:modified": ["2024-01-01"]}
    assert points(without(DATASET, "dct:issued", "dct:modified"), [file]) == 405


def test_without_files_the_next_step_is_to_publish_some():
    found = rated(DATASET, [], REACHABLE)
    assert found.points == 405 - 100 - 80 - 30 - 5 - 5
    assert found.improvement == "files"
    assert found.dimensions["accessibility"] == (0, 100)


def test_of_several_steps_the_one_that_brings_most_is_named():
    poor = without(DATASET, "dct:spatial", "dcat:contactPoint", "dcat:keyword")
    found = rated(poor, [CSV], REACHABLE)
    assert found.improvement == "keywords"


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        (405, "excellent"), (351, "excellent"), (350, "good"), (221, "good"),
        (220, "sufficient"), (121, "sufficient"), (120, "bad"), (0, "bad"),
    ],
)  # fmt: skip
def test_points_are_called_as_the_method_calls_them(reached, expected):
    assert grade(reached) == expected


# --- The portal ----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    root = copy_small_portal(folder / "portal")
    prepared = prepare(Settings(root=root, today=date(2024, 6, 30), store=folder / "store"))
    assert isinstance(prepared, Edition)
    return prepared


@pytest.fixture(scope="module")
def samples():
    settings = Settings(root=REPOSITORY, today=date(2026, 11, 23), store=REPOSITORY / STORE)
    prepared = prepare(settings)
    assert isinstance(prepared, Edition)
    return prepared


def said(graph, subject):
    """What another reader finds in our Turtle, as the rating reads it."""
    names = {str(DCAT): "dcat:", str(DCTERMS): "dct:"}
    found = defaultdict(list)
    for predicate, value in graph.predicate_objects(subject):
        for namespace, prefix in names.items():
            if predicate.startswith(namespace):
                found[prefix + predicate.removeprefix(namespace)].append(str(value))
    return found


def test_the_rating_is_that_of_the_published_turtle(small):
    documents = contents(files_of(dcat, small))
    for entry in entries(small):
        graph = Graph().parse(data=documents[f"datasets/{entry.dataset.slug}/dcat.ttl"])
        name = URIRef(entry.iri)
        files = [said(graph, file) for file in graph.objects(name, DCAT.distribution)]
        published = {entry.folder}
        published |= {entry.address(f) for p in entry.products for f in p.distributions}
        assert rated(said(graph, name), files, frozenset(published)) == rating(entry)


def test_every_published_sample_is_excellent(samples):
    found = ratings(samples)
    published = [each for each in samples.catalog.datasets if each.metadata.status == "published"]
    assert len(found) == len(published) > 40
    assert {name: each.points for name, each in found.items() if each.points < 351} == {}
    assert sum(each.points for each in found.values()) / len(found) > 390


def test_terms_of_vietnamese_law_are_not_said_to_be_known(samples):
    found = ratings(samples)
    for each in samples.catalog.datasets:
        if each.metadata.status == "published":
            is_known = each.metadata.license.startswith("cc")
            assert found[each.identifier].dimensions["reusability"] == (
                75 - 10 * (not is_known),
                75,
            )


def test_what_is_planned_or_withdrawn_is_not_rated():
    statuses = ["planned", "withdrawn", "published"]
    of = edition_of(*(dataset(status, status=status) for status in statuses))
    assert list(ratings(of)) == ["published"]


def test_a_dataset_page_tells_the_rating_and_the_next_step(small):
    found = ratings(small)
    rated_edition = replace(small, ratings={"thu-nghiem-xa-phuong": found["thu-nghiem-xa-phuong"]})
    pages = {
        (page.language, page.path): page.body
        for page in render_pages(rated_edition, REPOSITORY / "site_templates")
    }
    vi, en = (pages[language, "datasets/xa-phuong/"] for language in ("vi", "en"))
    assert "325 trên 405 điểm" in vi
    assert "thêm từ khoá (keywords)" in vi
    assert "325 of 405 points" in en
    assert "Good" in en
    assert "portal-quality" not in pages["vi", "datasets/tram-y-te/"]


def test_every_step_and_dimension_has_words_in_both_languages():
    asked = {f"improvement.{each.improvement}" for each in INDICATORS}
    asked |= {f"dimension.{each.dimension}" for each in INDICATORS}
    for language in ("vi", "en"):
        words = read_words(REPOSITORY / "site_templates", language)
        assert all(words(key) for key in asked)


def test_a_dataset_that_is_not_rated_has_no_view():
    assert quality_view(None) is None
