"""Bodies: agencies, their units, and offices to ask."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from generator.describe.dcat.codes import concept
from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.terms import address, literal, texts
from generator.describe.entry import agency_iri
from generator.describe.mapping import Rule
from generator.model import ContactPoint, Portal, Text
from generator.vocabulary import Agent

_REGIONAL = NamedNode("http://purl.org/adms/publishertype/RegionalAuthority")


def _names(text: Text) -> tuple[Literal, ...]:
    # DCAT-US reads only names without a language.
    plain = literal(text.vi)
    return (*texts(text), *((plain,) if plain else ()))


def _mailto(email: str | None) -> NamedNode | None:
    return address(f"mailto:{quote(email, safe='@+')}") if email else None


def _tel(phone: str | None) -> NamedNode | None:
    kept = "".join(each for each in phone or "" if each in "+0123456789")
    return NamedNode(f"tel:{kept}") if kept else None


def web_page(url: str | None) -> Node | None:
    """A page of somebody's that is only pointed at."""
    iri = address(url) if url else None
    return node(iri, "foaf:Document") if iri else None


AGENT = (
    Rule[Agent]("foaf:name", "agencies.names", lambda agent: _names(agent.name)),
    Rule[Agent]("foaf:homepage", "agencies.website", lambda agent: web_page(agent.website)),
    Rule[Agent]("foaf:mbox", "agencies.email", lambda agent: _mailto(agent.email)),
    Rule[Agent](
        "dct:type",
        "adms:publishertype RegionalAuthority",
        lambda _: concept(_REGIONAL, "Regional authority"),
    ),
)
_UNIT = (Rule[Text]("foaf:name", "unit", _names),)
CONTACT = (
    Rule[ContactPoint]("vcard:fn", "contact.name", lambda point: texts(point.name)),
    Rule[ContactPoint]("vcard:hasEmail", "contact.email", lambda point: _mailto(point.email)),
    Rule[ContactPoint]("vcard:hasTelephone", "contact.phone", lambda point: _tel(point.phone)),
    Rule[ContactPoint](
        "vcard:hasURL", "contact.url", lambda point: address(point.url) if point.url else None
    ),
)


@lru_cache(maxsize=4096)
def agency(portal: Portal, agent: Agent) -> Node:
    """A body that publishes data."""
    return node(agency_iri(portal, agent.id), "foaf:Agent", AGENT, agent, is_shared=True)


def unit(folder: str, name: Text) -> Node:
    """The unit of an agency that made a dataset."""
    return node(f"{folder}#unit", "foaf:Agent", _UNIT, name)


# Some readers know one of the classes only, the profile the other.
_OFFICE = "vcard:Kind vcard:Organization"


def contact(folder: str, point: ContactPoint) -> Node:
    """An office to ask about a dataset."""
    return node(f"{folder}#contact", _OFFICE, CONTACT, point)


@lru_cache(maxsize=4096)
def portal_contact(portal: Portal) -> Node:
    """The office that keeps the portal."""
    return node(f"{portal.base_url}#contact", _OFFICE, CONTACT, portal.contact, is_shared=True)
