"""The catalogue as linked data, judged by rdflib and by the shapes of DCAT-AP."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pyoxigraph
import pyshacl
import pytest
from rdflib import (
    DCTERMS,
    FOAF,
    ODRL2,
    PROV,
    RDF,
    SKOS,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.compare import isomorphic

from generator.build import prepare
from generator.describe import dcat
from generator.describe.dcat import STANDARD, dataset_triples
from generator.describe.dcat.terms import PREFIXES, partial_date
from generator.describe.entry import entries
from generator.distribution import Edition, Omission, RowApi
from generator.model import (
    ContactPoint,
    Harvest,
    Keywords,
    LegalDocument,
    Period,
    Place,
    Source,
    Text,
)
from generator.settings import Settings
from generator.vocabulary import OdrlTerms, Series
from tests.conftest import copy_small_portal
from tests.editions import files_of

# rdflib's own reader of JSON-LD still uses a class that rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ADDRESS = "https://du-lieu.tinh.example/"
FORMS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
ADMS, DCAT, DCATAP, HYDRA, SPDX, VCARD = (
    Namespace(PREFIXES[prefix]) for prefix in ("adms", "dcat", "dcatap", "hydra", "spdx", "vcard")
)
EU = "http://publications.europa.eu/resource/authority/"
HOSTILE = "\"'<&>]]>\\ {%s} ${x}\n@prefix : <x> .\r\n\u202eرtl\u2066 🐘 đ \ud7ff\u2028"
UNHEARD = "\x00\x0b\x1f\x85\ufffe"
"""What XML cannot say."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    settings = Settings(
        root=copy_small_portal(folder / "portal"), today=date(2024, 6, 30), store=folder / "store"
    )
    prepared = prepare(settings)
    assert isinstance(prepared, Edition)
    return replace(prepared, row_apis={})


def documents(edition):
    """Contents by path."""
    return {file.path: file.content for file in files_of(dcat, edition)}


def parsed(content, ending="ttl"):
    return Graph().parse(data=content, format=FORMS[ending])


def same(contents):
    """The graph that a document's three forms all say."""
    turtle, *others = (parsed(contents[ending], ending) for ending in FORMS)
    assert all(isomorphic(turtle, other) for other in others)
    return turtle


def catalog(edition):
    made = documents(edition)
    return same({ending: made[f"catalog.{ending}"] for ending in FORMS})


def with_metadata(edition, **changes):
    """The edition with its first dataset changed alone."""
    first, *others = sorted(edition.catalog.datasets, key=lambda dataset: dataset.identifier)
    changed = replace(first, metadata=replace(first.metadata, **changes))
    return with_datasets(edition, [changed, *others], like=first)


def with_datasets(edition, datasets, like):
    known = {dataset.identifier for dataset in edition.catalog.datasets}
    new = [each.identifier for each in datasets if each.identifier not in known]
    return replace(
        edition,
        catalog=replace(edition.catalog, datasets=tuple(datasets)),
        products={**edition.products, **dict.fromkeys(new, edition.products[like.identifier])},
        packages={**edition.packages, **dict.fromkeys(new, edition.packages[like.identifier])},
    )


def with_vocabularies(edition, **changes):
    words = replace(edition.catalog.vocabularies, **changes)
    return replace(edition, catalog=replace(edition.catalog, vocabularies=words))


def first_iri(edition):
    return URIRef(next(entries(edition)).iri)


def untyped(graph):
    """What is referred to and has no class in the same graph; addresses of offices need none."""
    return {
        str(thing)
        for _, property_, thing in graph
        if isinstance(thing, URIRef | BNode)
        and property_ != RDF.type
        and not str(thing).startswith(("mailto:", "tel:"))
        and property_ not in {VCARD.hasURL, HYDRA.next, HYDRA.previous}
        and (thing, RDF.type, None) not in graph
    }


IS_DATE = {
    XSD.date: lambda text: date.fromisoformat(text).isoformat() == text,
    XSD.gYearMonth: lambda text: date.fromisoformat(f"{text}-01").strftime("%Y-%m") == text,
    XSD.gYear: lambda text: date.fromisoformat(f"{text}-01-01").strftime("%Y") == text,
}


def bad_dates(graph):
    """The shapes let 30 February through; the calendar does not."""
    return [
        text
        for text in graph.objects()
        if isinstance(text, Literal) and text.datatype in IS_DATE
        if not IS_DATE[text.datatype](str(text))
    ]


# --- The catalogue of the samples ----------------------------------------------------------------
@pytest.fixture(scope="module")
def samples(site):
    return same({ending: (site / f"catalog.{ending}").read_bytes() for ending in FORMS})


def test_the_three_forms_of_the_sample_catalogue_say_the_same(samples, site):
    folders = {path.parent for path in site.glob("datasets/*/dcat.ttl")}
    assert len(set(samples.subjects(RDF.type, DCAT.Dataset))) == len(folders) > 50
    assert not [thing for triple in samples for thing in triple if isinstance(thing, BNode)]


@pytest.fixture(scope="module")
def shapes():
    """The shapes of DCAT-AP, which are no part of this repository."""
    if "DCAT_AP_SHACL" not in os.environ:
        pytest.skip("DCAT_AP_SHACL names no shapes")
    return Graph().parse(os.environ["DCAT_AP_SHACL"])


def broken_shapes(graph, shapes):
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return "" if conforms else report


def test_the_sample_catalogue_keeps_the_shapes_of_dcat_ap(samples, shapes):
    assert broken_shapes(samples, shapes) == ""


def test_the_shapes_find_a_dataset_without_a_title(shapes):
    graph = Graph().add((URIRef(ADDRESS), RDF.type, DCAT.Dataset))
    assert "title" in broken_shapes(graph, shapes)


def test_all_that_the_samples_refer_to_has_a_class_in_the_same_document(samples, site):
    assert untyped(samples) == set()
    for path in sorted(site.glob("datasets/*/dcat.ttl"))[::10]:
        assert untyped(Graph().parse(path)) == set()


def test_every_date_of_the_samples_is_a_date(samples):
    assert bad_dates(samples) == []


def test_no_text_of_the_samples_is_empty(samples):
    assert [text for text in samples.objects() if isinstance(text, Literal) and not text] == []


def test_what_the_samples_say_of_a_file_is_true_of_it(samples, site):
    root = str(next(samples.objects(predicate=FOAF.homepage)))
    wrong = []
    for distribution in samples.subjects(RDF.type, DCAT.Distribution):
        address = str(samples.value(distribution, DCAT.downloadURL))
        content = (site / unquote(address.removeprefix(root))).read_bytes()
        checksum = samples.value(samples.value(distribution, SPDX.checksum), SPDX.checksumValue)
        said = (samples.value(distribution, DCAT.byteSize).toPython(), str(checksum).lower())
        if said != (len(content), hashlib.sha256(content).hexdigest()):
            wrong.append(address)
    assert wrong == []


def test_each_sample_dataset_says_that_it_is_one(samples):
    for dataset in samples.subjects(RDF.type, DCAT.Dataset):
        texts = {text.language: text for text in samples.objects(dataset, DCTERMS.description)}
        if "SAMPLE DATA" in texts["en"]:
            assert "DỮ LIỆU MẪU" in texts["vi"]
    told = [text for text in samples.objects(None, DCTERMS.description) if "SAMPLE DATA" in text]
    assert len(told) > 50


def test_the_series_of_the_samples_have_two_datasets_each(samples):
    series = set(samples.subjects(RDF.type, DCAT.DatasetSeries))
    assert len(series) == 2
    for each in series:
        members = set(samples.objects(each, DCAT.seriesMember))
        assert members == set(samples.subjects(DCAT.inSeries, each))
        assert len(members) == 2


def test_the_published_tables_name_every_property_that_is_written(samples):
    tables = {table.subject: {rule.theirs for rule in table.rules} for table in STANDARD.tables}
    for subject in ("dcat:Catalog", "dcat:Dataset", "dcat:Distribution", "dct:LicenseDocument"):
        prefix, local = subject.split(":")
        things = samples.subjects(RDF.type, URIRef(PREFIXES[prefix] + local))
        said = {property_ for thing in things for property_ in samples.predicates(thing)}
        known = {
            URIRef(PREFIXES[name.split(":")[0]] + name.split(":")[1]) for name in tables[subject]
        }
        assert said - {RDF.type} <= known


# --- Documents -----------------------------------------------------------------------------------
def test_the_documents_are_those_that_the_standard_names(edition):
    slugs = [dataset.slug for dataset in edition.catalog.datasets]
    named = {path.replace("<slug>", slug) for path in STANDARD.documents for slug in slugs}
    assert set(documents(edition)) == named


def test_a_datasets_document_is_its_part_of_the_catalogue(edition):
    made, whole = documents(edition), catalog(edition)
    parts = Graph()
    for entry in entries(edition):
        folder = f"datasets/{entry.dataset.slug}/dcat"
        part = same({ending: made[f"{folder}.{ending}"] for ending in FORMS})
        assert set(part) <= set(whole)
        assert untyped(part) == set()
        parts += part
    datasets = set(whole.subjects(RDF.type, DCAT.Dataset)) | set(
        whole.subjects(RDF.type, DCAT.Distribution)
    )
    assert datasets
    assert {triple for triple in whole if triple[0] in datasets} <= set(parts)


def test_the_triples_of_a_dataset_are_those_of_its_document(edition):
    entry = next(entries(edition))
    triples = pyoxigraph.serialize(dataset_triples(entry), format=pyoxigraph.RdfFormat.N_TRIPLES)
    document = documents(edition)[f"datasets/{entry.dataset.slug}/dcat.ttl"]
    assert isomorphic(Graph().parse(data=triples, format="nt"), parsed(document))


def test_prefixes_stand_once_and_in_order_at_the_head(edition):
    text = documents(edition)["catalog.ttl"].decode()
    prefixes = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    assert prefixes == sorted(PREFIXES)
    assert documents(edition) == documents(edition)


def test_json_ld_carries_its_context_and_reads_well(edition):
    document = json.loads(documents(edition)["catalog.jsonld"])
    assert "http" not in "".join(key for node in document["@graph"] for key in node)
    assert not isinstance(document["@context"], str | list)
    (dataset,) = (node for node in document["@graph"] if node["@id"] == next(entries(edition)).iri)
    assert dataset["dct:title"]["en"] == "Health stations"
    assert dataset["dct:issued"] == "2024-01-15"
    assert dataset["dcat:distribution"][0]["@type"] == "dcat:Distribution"


def test_a_catalogue_without_datasets_says_so(edition):
    empty = replace(edition, catalog=replace(edition.catalog, datasets=()))
    graph = catalog(empty)
    assert (None, DCAT.dataset, None) not in graph
    assert (None, DCTERMS.modified, None) not in graph
    assert untyped(graph) == set()


# --- Codes ---------------------------------------------------------------------------------------
def test_codes_are_those_of_the_authority_tables(edition):
    graph, dataset = catalog(edition), first_iri(edition)
    assert graph.value(dataset, DCTERMS.accrualPeriodicity) == URIRef(f"{EU}frequency/ANNUAL")
    assert graph.value(dataset, DCTERMS.accessRights) == URIRef(f"{EU}access-right/PUBLIC")
    assert graph.value(dataset, DCTERMS.language) == URIRef(f"{EU}language/VIE")
    assert URIRef(f"{EU}data-theme/HEAL") in set(graph.objects(dataset, DCAT.theme))
    formats = {str(each).rpartition("/")[2] for each in graph.objects(None, DCTERMS.format)}
    assert formats == {"CSV", "XLSX", "JSON", "PARQUET", "GEOJSON", "ZIP"}


def test_our_fields_are_concepts_of_a_list_of_ours_with_their_place_in_the_eus(edition):
    graph = catalog(edition)
    theme = URIRef(f"{ADDRESS}themes/y-te/#theme")
    assert graph.value(theme, SKOS.inScheme) == URIRef(f"{ADDRESS}themes/#scheme")
    assert graph.value(theme, SKOS.broadMatch) == URIRef(f"{EU}data-theme/HEAL")
    taxonomies = set(graph.objects(URIRef(f"{ADDRESS}#catalog"), DCAT.themeTaxonomy))
    assert taxonomies == {URIRef(f"{ADDRESS}themes/#scheme"), URIRef(f"{EU}data-theme")}


@pytest.mark.parametrize(
    ("state", "code"),
    [("published", "COMPLETED"), ("planned", "DEVELOP"), ("withdrawn", "WITHDRAWN")],
)
def test_the_status_of_a_dataset_and_its_files_is_told(edition, state, code):
    graph = catalog(with_metadata(edition, status=state))
    dataset = first_iri(edition)
    assert graph.value(dataset, ADMS.status) == URIRef(f"{EU}dataset-status/{code}")
    for file in graph.objects(dataset, DCAT.distribution):
        assert graph.value(file, ADMS.status) == URIRef(f"{EU}distribution-status/{code}")


def test_a_planned_dataset_has_no_files_and_is_listed(edition):
    changed = with_metadata(edition, status="planned", resources=())
    name = next(entries(edition)).dataset.identifier
    changed = replace(
        changed,
        products={**changed.products, name: ()},
        packages={key: value for key, value in changed.packages.items() if key != name},
    )
    graph, dataset = catalog(changed), first_iri(edition)
    assert (None, DCAT.dataset, dataset) in graph
    assert (dataset, DCAT.distribution, None) not in graph


# --- Dates ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "type_"),
    [(2024, "gYear"), ("2024", "gYear"), ("2024-02", "gYearMonth"), ("2024-02-29", "date")],
)
def test_a_period_is_as_exact_as_it_was_given(value, type_):
    found = partial_date(value)
    assert found is not None
    assert (found.value, found.datatype.value) == (str(value), f"{XSD}{type_}")


@pytest.mark.parametrize(
    "value", ["2024-13", "2026-02-30", "2023-02-29", "0000", "2024-00-01", "24", "", None, "x"]
)
def test_a_date_of_no_calendar_is_not_written(value):
    assert partial_date(value) is None


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (Period(start="2026-02-30", end=2027), 1),
        (Period(start="2024-13"), 0),
        (Period(), 0),
        (None, 0),
    ],
)
def test_what_is_no_date_leaves_no_trace_in_a_period(edition, period, count):
    graph = catalog(with_metadata(edition, temporal=period))
    found = list(graph.objects(first_iri(edition), DCTERMS.temporal))
    assert len(found) == count
    assert bad_dates(graph) == []
    assert all(len(list(graph.predicate_objects(each))) == 2 for each in found)


# --- Optional metadata ---------------------------------------------------------------------------
def test_what_nobody_has_written_is_left_out(edition):
    bare = with_metadata(
        edition,
        title=Text(vi="Thử"),
        description=Text(vi="Thử."),
        temporal=None,
        spatial=None,
        provenance=None,
        sample=False,
    )
    graph, dataset = catalog(bare), first_iri(edition)
    said = set(graph.predicates(dataset))
    assert said.isdisjoint(
        {
            DCAT.keyword, DCTERMS.creator, DCTERMS.temporal, DCTERMS.spatial, DCTERMS.provenance,
            DCATAP.applicableLegislation, PROV.wasDerivedFrom, ADMS.identifier, DCAT.inSeries,
        }
    )  # fmt: skip
    assert list(graph.objects(dataset, DCTERMS.title)) == [Literal("Thử", lang="vi")]
    assert graph.value(dataset, DCAT.contactPoint) == URIRef(f"{ADDRESS}#contact")


@pytest.fixture(scope="module")
def full(edition):
    """A dataset of which all that is optional is said."""
    words = edition.catalog.vocabularies
    series = Series(
        id="chuoi", title=Text(vi="Chuỗi"), description=Text(vi="Chuỗi thử."),
        publisher="so-y-te", accrual_periodicity="hang-thang",
    )  # fmt: skip
    terms = OdrlTerms(
        permissions=("use", "commercialize"), duties=("attribute",), prohibitions=("sell",)
    )
    changed = with_metadata(
        edition,
        in_series="chuoi",
        unit=Text(vi="Phòng Thử", en="Test Unit"),
        contact=ContactPoint(
            name=Text(vi="Phòng Thử"), email="a+b@c.example", phone="+84 (211) 3.862",
            url="https://c.example/?a=1&b=2",
        ),
        keywords=Keywords(vi=("thử", "thử"), en=("test",)),
        legal_document=LegalDocument(number="01/QĐ-UBND", issued=date(2024, 1, 2)),
        sources=(Source(title=Text(vi="Sách")), Source(title=Text(vi="Web"), url="https://w.example/")),
        harvest=Harvest(source="nguon", identifier="x-1", url="https://nguon.example/x-1"),
    )  # fmt: skip
    rows = RowApi(rows=2, pages=1, filters=(), files={}, byte_size=0)
    api = {(next(entries(edition)).dataset.identifier, "tram"): rows}
    licenses = {"mo": replace(words.licenses["mo"], odrl=terms)}
    changed = with_vocabularies(changed, series={"chuoi": series}, licenses=licenses)
    return catalog(replace(changed, row_apis=api))


def test_all_that_can_be_said_keeps_the_shapes_of_dcat_ap(full, shapes):
    assert broken_shapes(full, shapes) == ""
    assert untyped(full) == set()


def test_all_that_can_be_said_is_said(edition, full):
    graph, dataset = full, first_iri(edition)
    contact = graph.value(dataset, DCAT.contactPoint)
    assert set(graph.objects(contact, RDF.type)) == {VCARD.Kind, VCARD.Organization}
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:a+b@c.example")
    assert graph.value(contact, VCARD.hasTelephone) == URIRef("tel:+842113862")
    assert {str(word) for word in graph.objects(dataset, DCAT.keyword)} == {"thử", "test"}
    decision = graph.value(dataset, DCATAP.applicableLegislation)
    assert graph.value(decision, DCTERMS.title) == Literal("01/QĐ-UBND", lang="vi")
    assert len(list(graph.objects(dataset, PROV.wasDerivedFrom))) == 2
    origin = graph.value(dataset, ADMS.identifier)
    assert str(graph.value(origin, SKOS.notation)) == "x-1"
    assert graph.value(graph.value(dataset, DCTERMS.creator), FOAF.name)
    agency = graph.value(dataset, DCTERMS.publisher)
    assert {name.language for name in graph.objects(agency, FOAF.name)} == {"vi", "en", None}


def test_areas_are_places_whose_code_list_is_named(edition):
    graph = catalog(edition)
    places = set(graph.objects(first_iri(edition), DCTERMS.spatial))
    assert {str(graph.value(place, SKOS.notation)) for place in places} == {"90", "90001"}
    lists = {graph.value(place, SKOS.inScheme) for place in places}
    assert [str(graph.value(each, DCTERMS.title, any=True)) for each in lists]


def test_a_series_names_its_members_on_both_sides(edition, full):
    graph, iri = full, URIRef(f"{ADDRESS}#series-chuoi")
    assert (iri, RDF.type, DCAT.DatasetSeries) in graph
    assert list(graph.objects(iri, DCAT.seriesMember)) == [first_iri(edition)]
    assert list(graph.subjects(DCAT.inSeries, iri)) == [first_iri(edition)]
    assert graph.value(iri, DCTERMS.accrualPeriodicity) == URIRef(f"{EU}frequency/MONTHLY")


def test_a_row_api_is_a_service_of_the_catalogue(edition, full):
    (service,) = full.subjects(RDF.type, DCAT.DataService)
    folder = f"{ADDRESS}api/v1/datasets/{next(entries(edition)).dataset.slug}/"
    assert full.value(service, DCAT.endpointURL) == URIRef(f"{folder}tram/")
    assert full.value(service, DCAT.endpointDescription) == URIRef(f"{folder}openapi.json")
    assert full.value(service, DCAT.servesDataset) == first_iri(edition)
    assert (URIRef(f"{ADDRESS}#catalog"), DCAT.service, service) in full
    assert len(list(full.subjects(DCAT.accessService, service))) == 1


def test_a_table_without_a_row_api_has_no_service(edition):
    key = (next(entries(edition)).dataset.identifier, "tram")
    omitted = {key: Omission(format="rows", reason="too-large")}
    assert (None, RDF.type, DCAT.DataService) not in catalog(replace(edition, row_apis=omitted))


def test_terms_for_programs_are_a_policy(full):
    (policy,) = set(full.objects(None, ODRL2.hasPolicy))
    assert (policy, RDF.type, ODRL2.Policy) in full
    permissions = set(full.objects(policy, ODRL2.permission))
    actions = {str(full.value(each, ODRL2.action)) for each in permissions}
    assert actions == {str(ODRL2.use), "http://creativecommons.org/ns#CommercialUse"}
    assert all((each, ODRL2.duty, None) in full for each in permissions)
    (prohibition,) = full.objects(policy, ODRL2.prohibition)
    assert full.value(prohibition, ODRL2.action) == ODRL2.sell


def test_terms_that_nobody_put_for_programs_are_no_policy(edition):
    assert (None, ODRL2.hasPolicy, None) not in catalog(edition)


# --- Bad input -----------------------------------------------------------------------------------
BAD_ADDRESSES = [
    "https://a.example/{x}|^`\\[y]",
    "https://a.example/%zz?q=ô 100%",
    "https://[/",
    "https://a.example:port/",
    "https://a.example/#a#b",
    "https://a.example/\u202e\x00",
]


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_addresses_that_are_none_break_nothing(edition, url):
    words = edition.catalog.vocabularies
    contact = ContactPoint(name=Text(vi="Phòng"), email="a{b}'%@c d.example", phone="..", url=url)
    changed = with_vocabularies(
        with_metadata(
            edition,
            contact=contact,
            legal_document=LegalDocument(number="1", url=url),
            sources=(Source(title=Text(vi="Nguồn"), url=url),),
        ),
        licenses={"mo": replace(words.licenses["mo"], url=url)},
        agencies={name: replace(each, website=url) for name, each in words.agencies.items()},
    )
    graph = catalog(changed)
    assert graph.value(first_iri(edition), DCTERMS.license)
    assert untyped(graph) == set()


def test_one_address_may_be_several_things(edition):
    url = f"{ADDRESS}datasets/{next(entries(edition)).dataset.slug}/"
    sources = (Source(title=Text(vi="Trang này"), url=url),)
    graph = catalog(
        with_metadata(edition, sources=sources, legal_document=LegalDocument(number="1", url=url))
    )
    assert len(set(graph.objects(URIRef(url), RDF.type))) == 4


def test_hostile_texts_come_through_as_they_are(edition):
    text = HOSTILE + UNHEARD
    changed = with_metadata(
        edition,
        identifier="mã/«số» 1\x00?#🐘",
        title=Text(vi=text, en=text),
        description=Text(vi=text),
        keywords=Keywords(vi=(text, UNHEARD)),
        unit=Text(vi=text),
        provenance=Text(vi=text),
        legal_document=LegalDocument(number=text, title=Text(vi=text)),
        sources=(Source(title=Text(vi=text)),),
        harvest=Harvest(source="nguon", identifier=UNHEARD),
        sample=False,
    )
    before = next(entries(edition)).dataset.identifier
    after = "mã/«số» 1\x00?#🐘"
    changed = replace(
        changed,
        products={**changed.products, after: changed.products[before]},
        packages={**changed.packages, after: changed.packages[before]},
    )
    graph = catalog(changed)
    heard = HOSTILE.replace("\r\n", "\n")
    titles = set(graph.objects(first_iri(edition), DCTERMS.title))
    assert titles == {Literal(heard, lang="vi"), Literal(heard, lang="en")}
    assert list(graph.objects(first_iri(edition), DCTERMS.identifier)) == [Literal("mã/«số» 1?#🐘")]
    assert untyped(graph) == set()


def test_a_title_of_which_nothing_remains_gives_way_to_the_name_of_the_dataset(edition):
    nothing = Text(vi=UNHEARD)
    graph = catalog(with_metadata(edition, title=nothing, description=nothing, sample=False))
    (title,) = graph.objects(first_iri(edition), DCTERMS.title)
    assert str(title) == "tram-y-te"
    assert graph.value(first_iri(edition), DCTERMS.description)


def test_a_series_of_unknown_bodies_leaves_them_out(edition):
    series = Series(
        id="chuoi", title=Text(vi="Chuỗi"), description=Text(vi="Chuỗi."),
        publisher="khong-co", accrual_periodicity="khong-co",
    )  # fmt: skip
    changed = with_metadata(edition, in_series="chuoi")
    graph = catalog(with_vocabularies(changed, series={"chuoi": series}))
    said = set(graph.predicates(URIRef(f"{ADDRESS}#series-chuoi")))
    assert said.isdisjoint({DCTERMS.publisher, DCTERMS.accrualPeriodicity})


def test_names_of_files_and_codes_of_areas_make_sound_addresses(edition):
    name = next(entries(edition)).dataset.identifier
    product = edition.products[name][0]
    odd = replace(product.distributions[0], file_name='original/tệp "1" <2>#?.csv', format="A B")
    products = {**edition.products, name: (replace(product, distributions=(odd,)),)}
    lists = edition.catalog.vocabularies.area_code_lists
    areas = tuple(replace(area, code=f'{area.code} "<#>') for area in lists["xa-2025"].areas)
    changed = with_vocabularies(
        with_metadata(
            replace(edition, products=products),
            spatial=Place(code_list="xa-2025", areas=(areas[0].code, "none such")),
        ),
        area_code_lists={"xa-2025": replace(lists["xa-2025"], areas=areas)},
    )
    graph = catalog(changed)
    places = list(graph.objects(first_iri(edition), DCTERMS.spatial))
    assert [str(graph.value(place, SKOS.notation)) for place in places] == [areas[0].code]
    assert untyped(graph) == set()


# --- Large catalogues ----------------------------------------------------------------------------
def copies(edition, count, **changes):
    first = next(entries(edition)).dataset
    datasets = [
        replace(
            first,
            slug=f"so-{number:05}",
            metadata=replace(first.metadata, identifier=f"so-{number:05}", **changes),
        )
        for number in range(count)
    ]
    return with_datasets(edition, datasets, like=first)


@pytest.fixture(scope="module")
def large(edition):
    """The pages of a catalogue of 2,500 datasets."""
    made = files_of(dcat, copies(edition, 2_500))
    return {file.path: file.content for file in made if file.path.startswith("catalog")}


@pytest.mark.parametrize("ending", FORMS)
def test_pages_lead_to_each_other_until_all_datasets_are_told(large, ending):
    told, path = [], f"catalog.{ending}"
    while path:
        page, view = Graph(), URIRef(ADDRESS + path)
        form = pyoxigraph.RdfFormat.from_extension(ending)
        for quad in pyoxigraph.parse(large[path], format=form):
            if quad.predicate.value == str(DCAT.dataset):
                told.append(quad.object.value)
            if quad.subject.value == str(view):
                page.parse(data=f"{quad.triple} .", format="nt")
        assert set(page.subjects(RDF.type, HYDRA.PartialCollectionView)) == {view}
        assert str(page.value(view, HYDRA.totalItems)) == "2500"
        following = page.value(view, HYDRA.next)
        assert following == page.value(view, HYDRA.nextPage)
        path = str(following or "").removeprefix(ADDRESS)
    assert len(told) == len(set(told)) == 2_500


def test_pages_have_names_that_do_not_change_with_their_number(large):
    names = [f"catalog{page}.{ending}" for page in ("", "-2", "-3") for ending in FORMS]
    assert list(large) == names


def test_one_page_needs_no_paging(edition):
    made = documents(copies(edition, 1_000))
    assert "catalog-2.ttl" not in made
    assert b"PagedCollection" not in made["catalog.ttl"]


def test_no_page_is_larger_than_harvesters_take(edition):
    text = Text(vi="Dữ liệu mở. " * 150_000)
    sizes = {
        path: len(content)
        for path, content in documents(copies(edition, 20, description=text)).items()
        if path.startswith("catalog")
    }
    assert len(sizes) == 6
    assert max(sizes.values()) < 50_000_000


def test_what_belongs_to_no_dataset_is_not_told_twice(edition):
    text = documents(copies(edition, 50))["catalog.ttl"].decode()
    assert text.count("a foaf:Agent") == 2
    assert text.count("a dct:LicenseDocument") == 1
