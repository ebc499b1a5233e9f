"""What machines read in the head of a page: JSON-LD, Dublin Core, where other forms lie.

Dublin Core in HTML is a duty of Vietnamese state websites (Circular 24/2011/TT-BTTTT): title,
creator, date, description, publisher and identifier are mandatory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from markupsafe import Markup

from generator.distribution import Catalog
from generator.model import Dataset, Language, Period
from generator.render.addresses import Addresses

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLd:
    """What pages carry as JSON-LD, from the stage that knows the words: by language."""

    home: Callable[[Language], Document]
    catalogue: Callable[[Language], Document]
    dataset: Callable[[Dataset, Language], Document]


class Form(NamedTuple):
    """What a page is about in a form for programs: a file below the same folder."""

    media_type: str
    title: str
    path: str


CATALOG_FORMS = (
    Form("text/turtle", "DCAT (Turtle)", "catalog.ttl"),
    Form("application/ld+json", "DCAT (JSON-LD)", "catalog.jsonld"),
    Form("application/rdf+xml", "DCAT (RDF/XML)", "catalog.rdf"),
    Form("application/json", "Project Open Data", "data.json"),
    Form("application/vnd.datapackage+json", "Data Package", "datapackage.json"),
)
DATASET_FORMS = (
    Form("text/turtle", "DCAT (Turtle)", "dcat.ttl"),
    Form("application/ld+json", "DCAT (JSON-LD)", "dcat.jsonld"),
    Form("application/rdf+xml", "DCAT (RDF/XML)", "dcat.rdf"),
)
PACKAGE_FORMS = (
    Form("application/vnd.datapackage+json", "Data Package", "datapackage.json"),
    Form(
        'application/ld+json; profile="http://mlcommons.org/croissant/1.1"',
        "Croissant",
        "croissant.json",
    ),
)
"""Of datasets that have files."""
_ALTERNATE = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')

# JSON inside <script> ends at "</script>" whatever the quotes: no "<" may be left.
_IN_SCRIPT = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}


def json_ld(document: Document) -> Markup:
    """A JSON-LD document as a script element."""
    return Markup('<script type="application/ld+json">{}</script>').format(json_block(document))


def json_block(document: Document | Sequence[Any]) -> Markup:
    """JSON that may stand in a script element."""
    text = orjson.dumps(document)
    for mark, escaped in _IN_SCRIPT.items():
        text = text.replace(mark, escaped)
    return Markup(text.decode())  # noqa: S704 - nothing is left that could end the element


def dublin_core(values: Mapping[str, str | Iterable[str]]) -> Markup:
    """``<meta>`` elements of the Dublin Core terms in ``values``, such as ``title``."""
    lines = [
        Markup('<meta name="DC.{}" content="{}">').format(term, content)
        for term, contents in values.items()
        for content in ([contents] if isinstance(contents, str) else contents)
    ]
    schema = Markup('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    return Markup("\n").join([schema, *lines])


def forms(folder: str, offered: Iterable[Form], at: Addresses) -> Markup:
    """Links to what a page is about in other forms, which lie below ``folder`` of the site."""
    return Markup("\n").join(
        _ALTERNATE.format(form.media_type, form.title, at.file(folder + form.path))
        for form in offered
    )


def social_card(address: str, title: str) -> Markup:
    """The picture that stands for a page where its address is shared."""
    return Markup(
        '<meta property="og:image" content="{address}">\n'
        '<meta property="og:image:width" content="1200">\n'
        '<meta property="og:image:height" content="630">\n'
        '<meta property="og:image:alt" content="{title}">\n'
        '<meta name="twitter:card" content="summary_large_image">'
    ).format(address=address, title=title)


def feed(title: str, folder: str, at: Addresses) -> Markup:
    """A link to the feed of a part of the catalogue, below ``folder`` of the language's root."""
    return _ALTERNATE.format("application/atom+xml", title, at.url(f"{folder}feed.atom"))


def page_terms(
    catalog: Catalog, language: Language, *, title: str, description: str, address: str
) -> dict[str, str | Iterable[str]]:
    """The Dublin Core of a page that is about the portal itself."""
    publisher = catalog.vocabularies.agencies[catalog.portal.publisher].name.get(language)
    return {
        "title": title,
        "creator": publisher,
        "date": catalog.today.isoformat(),
        "description": description,
        "publisher": publisher,
        "identifier": address,
        "language": language,
        "type": "Text",
        "format": "text/html",
    }


def dataset_terms(
    catalog: Catalog, dataset: Dataset, language: Language, address: str
) -> dict[str, str | Iterable[str]]:
    """The Dublin Core of a dataset's page."""
    metadata, words = dataset.metadata, catalog.vocabularies
    terms: dict[str, str | Iterable[str]] = {
        "title": metadata.title.get(language),
        "creator": words.agencies[metadata.publisher].name.get(language),
        "date": metadata.modified.isoformat(),
        "description": metadata.description.get(language),
        "publisher": words.agencies[catalog.portal.publisher].name.get(language),
        "identifier": address,
        "language": language,
        "subject": [words.themes[theme].label.get(language) for theme in metadata.themes],
        "type": "Dataset",
        "format": "text/html",
        "rights": words.licenses[metadata.license].title.get(language),
    }
    if metadata.unit is not None:
        terms["contributor"] = metadata.unit.get(language)
    if metadata.sources:
        terms["source"] = [source.title.get(language) for source in metadata.sources]
    if metadata.temporal is not None:
        terms["coverage"] = interval(metadata.temporal)
    return terms


def interval(period: Period) -> str:
    """A period as ISO 8601 writes intervals, ``..`` for an open end."""
    start, end = (".." if bound is None else str(bound) for bound in (period.start, period.end))
    return start if start == end else f"{start}/{end}"
