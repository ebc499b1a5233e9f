"""Terms of use, in words and as a policy for programs, and the legal documents of data."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.terms import address, day, literal, name, texts
from generator.describe.entry import license_iri
from generator.describe.mapping import Rule
from generator.model import LegalBasis, LegalDocument, Portal, Text
from generator.vocabulary import License, OdrlAction, OdrlTerms

_CACHED = 4096


class Terms(NamedTuple):
    """Terms of use on a portal."""

    portal: Portal
    license: License


# --- Terms of use --------------------------------------------------------------------------------
LICENSE = (
    Rule[License]("dct:title", "licenses.title", lambda each: texts(each.title)),
    Rule[License]("dct:description", "licenses.summary", lambda each: texts(each.summary)),
    Rule[License](
        "dct:identifier", "licenses.spdx, licenses.id", lambda each: literal(each.spdx or each.id)
    ),
)
RIGHTS = (
    Rule[Terms](
        "rdfs:label",
        "licenses.attribution, terms",
        lambda terms: texts(terms.license.attribution or terms.portal.terms),
    ),
)


@lru_cache(maxsize=_CACHED)
def license_document(portal: Portal, license_: License) -> Node:
    """Terms of use, at their own address or where the portal states them."""
    iri = address(license_iri(portal, license_)) or _stated(portal, license_)
    return node(iri, "dct:LicenseDocument", LICENSE, license_, is_shared=True)


@lru_cache(maxsize=_CACHED)
def rights(portal: Portal, license_: License) -> Node:
    """What is asked of those who use the data: how they name its source."""
    iri = f"{portal.base_url}terms/#{license_.id}-attribution"
    return node(iri, "dct:RightsStatement", RIGHTS, Terms(portal, license_), is_shared=True)


def _stated(portal: Portal, license_: License) -> NamedNode:
    return NamedNode(f"{portal.base_url}terms/#{license_.id}")


# --- The policy ----------------------------------------------------------------------------------
class Clauses(NamedTuple):
    """The policy of some terms, and the address that the names of its parts begin with."""

    iri: str
    odrl: OdrlTerms


class _Clause(NamedTuple):
    action: OdrlAction
    duties: tuple[Node, ...] = ()


# Actions that ODRL 2.2 leaves to Creative Commons (https://www.w3.org/TR/odrl-vocab/#ccrel).
_ACTIONS: dict[OdrlAction, str] = {
    "commercialize": "cc:CommercialUse",
    "shareAlike": "cc:ShareAlike",
}
_CLAUSE = (
    Rule[_Clause](
        "odrl:action",
        "action",
        lambda clause: node(
            name(_ACTIONS.get(clause.action, f"odrl:{clause.action}")),
            "odrl:Action",
            is_shared=True,
        ),
    ),
    Rule[_Clause]("odrl:duty", "duties", lambda clause: clause.duties),
)


def _duties(clauses: Clauses) -> tuple[Node, ...]:
    return tuple(
        node(f"{clauses.iri}-duty-{action}", "odrl:Duty", _CLAUSE, _Clause(action))
        for action in clauses.odrl.duties
    )


def _permissions(clauses: Clauses) -> tuple[Node, ...]:
    duties = _duties(clauses)
    return tuple(
        node(f"{clauses.iri}-may-{action}", "odrl:Permission", _CLAUSE, _Clause(action, duties))
        for action in clauses.odrl.permissions
    )


def _prohibitions(clauses: Clauses) -> tuple[Node, ...]:
    return tuple(
        node(f"{clauses.iri}-not-{action}", "odrl:Prohibition", _CLAUSE, _Clause(action))
        for action in clauses.odrl.prohibitions
    )


POLICY = (
    Rule[Clauses]("odrl:uid", "licenses.id", lambda clauses: NamedNode(clauses.iri)),
    Rule[Clauses]("odrl:permission", "licenses.odrl.permissions", _permissions),
    Rule[Clauses]("odrl:prohibition", "licenses.odrl.prohibitions", _prohibitions),
)


@lru_cache(maxsize=_CACHED)
def policy(portal: Portal, license_: License) -> Node | None:
    """What the terms allow, ask for and forbid; the asset is whatever refers to the policy."""
    if license_.odrl is None:
        return None
    clauses = Clauses(f"{portal.base_url}terms/#{license_.id}-policy", license_.odrl)
    return node(clauses.iri, "odrl:Policy odrl:Set", POLICY, clauses, is_shared=True)


# --- Legal documents -----------------------------------------------------------------------------
def _title(document: LegalDocument | LegalBasis) -> Text:
    return document.title or Text(vi=document.number)


_NAMED = (
    Rule[LegalDocument | LegalBasis]("dct:identifier", "number", lambda d: literal(d.number)),
    Rule[LegalDocument | LegalBasis]("dct:title", "title", lambda d: texts(_title(d))),
)
LEGAL_DOCUMENT = (
    *_NAMED,
    Rule[LegalDocument](
        "dct:issued", "legal_document.issued", lambda d: day(d.issued) if d.issued else None
    ),
)
LEGAL_BASIS = _NAMED


def legal_document(folder: str, document: LegalDocument) -> Node:
    """The document by which a dataset was published."""
    own = NamedNode(f"{folder}#legal-document")
    iri = (address(document.url) if document.url else None) or own
    return node(iri, "eli:LegalResource", LEGAL_DOCUMENT, document)


def legal_basis(portal: Portal, number: int, basis: LegalBasis) -> Node:
    """A law that the portal rests on; ``number`` is its place among them."""
    own = NamedNode(f"{portal.base_url}#legal-basis-{number}")
    iri = (address(basis.url) if basis.url else None) or own
    return node(iri, "eli:LegalResource", LEGAL_BASIS, basis)
