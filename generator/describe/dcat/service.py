"""The row API of a table, and the page that leads to it."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from generator.describe.dcat.bodies import agency
from generator.describe.dcat.codes import file_type, public
from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.legal import license_document
from generator.describe.dcat.terms import texts
from generator.describe.entry import Entry
from generator.describe.mapping import Rule
from generator.distribution import RowApi
from generator.model import Resource, Text

ROW_FORM = "JSON"
"""The form of a table that its row API serves."""
_ROWS = Text(vi="Truy cập từng dòng qua API", en="Rows through an API")


class RowService(NamedTuple):
    """The row API of a table."""

    entry: Entry
    resource: Resource


def landing_page(entry: Entry) -> Node:
    """The page of a dataset, which gives access to its files."""
    return node(entry.folder, "foaf:Document rdfs:Resource")


def _title(service: RowService) -> tuple[Literal, ...]:
    title = service.resource.title
    en = f"{_ROWS.en}: {title.en}" if title.en else None
    return texts(Text(vi=f"{_ROWS.vi}: {title.vi}", en=en))


def _address(service: RowService, path: str) -> Node:
    folder = f"{service.entry.portal.base_url}api/v1/datasets/{service.entry.dataset.slug}/"
    return node(folder + path, "rdfs:Resource")


SERVICE = (
    Rule[RowService]("dct:title", "resources.title", _title),
    Rule[RowService](
        "dcat:endpointURL", "resources.name", lambda s: _address(s, f"{s.resource.name}/")
    ),
    Rule[RowService]("dcat:endpointDescription", "slug", lambda s: _address(s, "openapi.json")),
    Rule[RowService]("dcat:servesDataset", "identifier", lambda s: NamedNode(s.entry.iri)),
    Rule[RowService]("dcat:landingPage", "slug", lambda s: landing_page(s.entry)),
    Rule[RowService]("dct:format", ROW_FORM, lambda _: file_type(ROW_FORM)),
    Rule[RowService](
        "dct:publisher", "publisher", lambda s: agency(s.entry.portal, s.entry.publisher)
    ),
    Rule[RowService](
        "dct:license", "license", lambda s: license_document(s.entry.portal, s.entry.license)
    ),
    Rule[RowService]("dct:accessRights", "authority: access-right PUBLIC", lambda _: public()),
)


def row_service(entry: Entry, resource: Resource) -> Node | None:
    """The row API of a table; absent where it has none."""
    if not isinstance(
        entry.edition.row_apis.get((entry.dataset.identifier, resource.name)), RowApi
    ):
        return None
    iri = f"{entry.folder}#api-{resource.name}"
    return node(iri, "dcat:DataService", SERVICE, RowService(entry, resource))


def row_services(entry: Entry) -> tuple[Node, ...]:
    """All row APIs of a dataset."""
    found = (row_service(entry, resource) for resource in entry.metadata.resources)
    return tuple(each for each in found if each)
