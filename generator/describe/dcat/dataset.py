"""A dataset, the series it belongs to, and all that belongs to it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from generator.describe.dcat.bodies import agency, contact, portal_contact, unit, web_page
from generator.describe.dcat.codes import (
    coded,
    eu_themes,
    language,
    locations,
    our_theme,
    public,
    status,
)
from generator.describe.dcat.distribution import distributions
from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.legal import legal_document, license_document
from generator.describe.dcat.service import landing_page
from generator.describe.dcat.terms import address, day, literal, partial_date, texts
from generator.describe.entry import Entry
from generator.describe.mapping import Rule
from generator.describe.notes import SAMPLE_NOTE
from generator.model import Harvest, Period, Portal, Source, Text
from generator.vocabulary import Agent, Frequency, Series


def _title(entry: Entry) -> tuple[Literal, ...]:
    # A dataset without a title would stop the harvest of all others.
    return texts(entry.metadata.title) or (Literal(entry.dataset.slug, language="vi"),)


def _description(entry: Entry) -> tuple[Literal, ...]:
    said = entry.metadata.description
    if entry.metadata.sample:
        en = f"{said.en}\n\n{SAMPLE_NOTE.en}" if said.en else SAMPLE_NOTE.en
        said = Text(vi=f"{said.vi}\n\n{SAMPLE_NOTE.vi}", en=en)
    return texts(said) or _title(entry)


def _keywords(entry: Entry) -> tuple[Literal, ...]:
    keywords = entry.metadata.keywords
    found = [literal(word, "vi") for word in dict.fromkeys(keywords.vi)]
    found += [literal(word, "en") for word in dict.fromkeys(keywords.en)]
    return tuple(each for each in found if each)


def _themes(entry: Entry) -> tuple[Node, ...]:
    themes = entry.themes
    of_eu = dict.fromkeys(each.iri for theme in themes for each in eu_themes(theme))
    by_iri = {each.iri: each for theme in themes for each in eu_themes(theme)}
    return (
        *(our_theme(entry.portal, theme) for theme in themes),
        *(by_iri[iri] for iri in of_eu),
    )


def _contact(entry: Entry) -> Node:
    if entry.metadata.contact is None:
        return portal_contact(entry.portal)
    return contact(entry.folder, entry.metadata.contact)


def _spatial(entry: Entry) -> tuple[Node, ...]:
    place = entry.metadata.spatial
    if place is None:
        return ()
    code_list = entry.edition.catalog.vocabularies.area_code_lists[place.code_list]
    return locations(entry.portal, code_list, place.areas)


def _temporal(entry: Entry) -> Node | None:
    period = entry.metadata.temporal
    found = period and node(f"{entry.folder}#temporal", "dct:PeriodOfTime", PERIOD, period)
    return found if found and found.properties else None


def _provenance(entry: Entry) -> Node | None:
    said = entry.metadata.provenance
    iri = f"{entry.folder}#provenance"
    return node(iri, "dct:ProvenanceStatement", PROVENANCE, said) if said else None


def _sources(entry: Entry) -> tuple[Node, ...]:
    return tuple(
        node(
            (address(source.url) if source.url else None) or f"{entry.folder}#source-{number}",
            "prov:Entity",
            SOURCE,
            source,
        )
        for number, source in enumerate(entry.metadata.sources, start=1)
    )


def _origin(entry: Entry) -> Node | None:
    harvest = entry.metadata.harvest
    iri = f"{entry.folder}#origin"
    return node(iri, "adms:Identifier", ORIGIN, harvest) if harvest else None


def _series(entry: Entry) -> Node | None:
    id_ = entry.metadata.in_series
    return series(entry, entry.edition.catalog.vocabularies.series[id_]) if id_ else None


def _other_pages(entry: Entry) -> tuple[Node, ...]:
    # Harvesters read one landing page alone: the Vietnamese one.
    others = [each for each in entry.portal.languages if each != "vi"]
    return tuple(node(entry.page(each), "foaf:Document") for each in others)


PERIOD = (
    Rule[Period]("dcat:startDate", "temporal.start", lambda period: partial_date(period.start)),
    Rule[Period]("dcat:endDate", "temporal.end", lambda period: partial_date(period.end)),
)
PROVENANCE = (Rule[Text]("rdfs:label", "provenance", texts),)
SOURCE = (Rule[Source]("dct:title", "sources.title", lambda source: texts(source.title)),)
ORIGIN = (
    Rule[Harvest](
        "skos:notation", "harvest.identifier", lambda h: literal(h.identifier) or Literal(h.source)
    ),
    Rule[Harvest]("rdfs:seeAlso", "harvest.url", lambda harvest: web_page(harvest.url)),
)
DATASET = (
    Rule[Entry]("dct:identifier", "identifier", lambda e: literal(e.dataset.identifier)),
    Rule[Entry]("dct:title", "title", _title),
    Rule[Entry]("dct:description", "description, sample", _description),
    Rule[Entry]("dcat:keyword", "keywords", _keywords),
    Rule[Entry]("dcat:theme", "themes", _themes),
    Rule[Entry]("dct:publisher", "publisher", lambda e: agency(e.portal, e.publisher)),
    Rule[Entry](
        "dct:creator",
        "unit",
        lambda e: unit(e.folder, e.metadata.unit) if e.metadata.unit else None,
    ),
    Rule[Entry]("dcat:contactPoint", "contact", _contact),
    Rule[Entry]("dct:issued", "issued", lambda e: day(e.metadata.issued)),
    Rule[Entry]("dct:modified", "modified", lambda e: day(e.metadata.modified)),
    Rule[Entry]("dct:accrualPeriodicity", "accrual_periodicity", lambda e: frequency(e.frequency)),
    Rule[Entry]("dct:temporal", "temporal", _temporal),
    Rule[Entry]("dct:spatial", "spatial", _spatial),
    Rule[Entry](
        "dct:language", "language", lambda e: tuple(language(code) for code in e.metadata.language)
    ),
    Rule[Entry]("dct:accessRights", "authority: access-right PUBLIC", lambda _: public()),
    Rule[Entry]("dct:license", "license", lambda e: license_document(e.portal, e.license)),
    Rule[Entry](
        "dcatap:applicableLegislation",
        "legal_document",
        lambda e: (
            legal_document(e.folder, e.metadata.legal_document)
            if e.metadata.legal_document
            else None
        ),
    ),
    Rule[Entry]("dct:provenance", "provenance", _provenance),
    # dct:source takes datasets alone; ours may be books, reports or offices.
    Rule[Entry]("prov:wasDerivedFrom", "sources", _sources),
    Rule[Entry]("adms:identifier", "harvest.identifier", _origin),
    Rule[Entry]("adms:status", "status", lambda e: status("dataset-status", e.metadata.status)),
    Rule[Entry]("dcat:inSeries", "in_series", _series),
    Rule[Entry]("dcat:landingPage", "slug", landing_page),
    Rule[Entry]("foaf:page", "languages", _other_pages),
    Rule[Entry]("dcat:distribution", "resources", distributions),
)


class SeriesOf(NamedTuple):
    """A series on a portal, and the body that publishes it."""

    portal: Portal
    series: Series
    publisher: Agent | None
    frequency: Frequency | None


SERIES = (
    Rule[SeriesOf]("dct:title", "series.title", lambda s: texts(s.series.title)),
    Rule[SeriesOf]("dct:description", "series.description", lambda s: texts(s.series.description)),
    Rule[SeriesOf](
        "dct:publisher", "series.publisher", lambda s: s.publisher and agency(s.portal, s.publisher)
    ),
    Rule[SeriesOf](
        "dcat:contactPoint",
        "contact",
        lambda s: portal_contact(s.portal),
    ),
    Rule[SeriesOf](
        "dct:accrualPeriodicity",
        "series.accrual_periodicity",
        lambda s: s.frequency and frequency(s.frequency),
    ),
)

MEMBERSHIP = (Rule[Entry]("dcat:seriesMember", "in_series", lambda e: NamedNode(e.iri)),)


def frequency(known: Frequency) -> Node:
    """How often data changes."""
    return coded("frequency", known.eu_code, "dct:Frequency")


def series(entry: Entry, known: Series) -> Node:
    """The series that a dataset belongs to."""
    words = entry.edition.catalog.vocabularies
    publisher = words.agencies.get(known.publisher)
    how_often = words.frequencies.get(known.accrual_periodicity or "")
    return _series_node(SeriesOf(entry.portal, known, publisher, how_often))


@lru_cache(maxsize=4096)
def _series_node(subject: SeriesOf) -> Node:
    iri = f"{subject.portal.base_url}#series-{subject.series.id}"
    return node(iri, "dcat:DatasetSeries", SERIES, subject, is_shared=True)


def dataset_nodes(entry: Entry) -> tuple[Node, ...]:
    """A dataset with all that belongs to it, and its place in its series."""
    dataset = node(entry.iri, "dcat:Dataset", DATASET, entry)
    member_of = _series(entry)
    if member_of is None:
        return (dataset,)
    return dataset, node(member_of.iri, "", MEMBERSHIP, entry)
