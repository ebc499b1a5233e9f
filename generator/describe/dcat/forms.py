"""The three forms of a graph: Turtle, RDF/XML, and JSON-LD with its context inline.

A document is put together from fragments, each some nodes in one form. So a dataset is written
once for its own document and for the catalogue's, and the size of a page is known as it grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from generator.describe.dcat.graph import Node, Value
from generator.describe.dcat.terms import PREFIXES, name

_PREFIXES = dict(PREFIXES)
_LANGUAGE_MAPS = (
    "dcat:keyword", "dct:description", "dct:title", "rdfs:label", "skos:definition",
    "skos:prefLabel", "vcard:fn",
)  # fmt: skip
"""Properties whose values always have a language: ``{"vi": "…", "en": "…"}`` in JSON-LD."""
_TYPES = {
    "dcat:byteSize": "xsd:nonNegativeInteger",
    "dct:issued": "xsd:date",
    "dct:modified": "xsd:date",
    "spdx:checksumValue": "xsd:hexBinary",
}
"""Properties whose values always have one type, which JSON-LD says once."""
_CONTEXT = (
    dict(sorted(PREFIXES.items()))
    | {term: {"@id": term, "@container": "@language"} for term in _LANGUAGE_MAPS}
    | {term: {"@id": term, "@type": type_} for term, type_ in _TYPES.items()}
)
_XSD = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a graph is written: what stands before, between and after its fragments.

    ``write`` gives the fragment of some nodes; ``triples`` are all that is said of what is theirs.
    """

    ending: str
    head: bytes
    joint: bytes
    foot: bytes
    write: Callable[[Sequence[Node], Sequence[Triple]], bytes]

    def document(self, fragments: Iterable[bytes]) -> bytes:
        """A whole document."""
        return self.head + self.joint.join(fragments) + self.foot


# The serialiser names the prefixes in an order that changes with each run of Python, so the head
# is ours, and what it writes itself is cut off.
def _written(triples: Sequence[Triple], format_: RdfFormat) -> bytes:
    # It gives nothing only where it is given a file to write to.
    return serialize(triples, format=format_, prefixes=_PREFIXES) or b""


_PROBE = Triple(name("rdf:type"), name("rdf:type"), name("rdf:type"))
_TURTLE_HEAD = _written([_PROBE], RdfFormat.TURTLE).rindex(b"\nrdf:type") + 1
_XML_FOOT = b"</rdf:RDF>"


def _turtle(_nodes: Sequence[Node], triples: Sequence[Triple]) -> bytes:
    return _written(triples, RdfFormat.TURTLE)[_TURTLE_HEAD:]


def _rdf_xml(_nodes: Sequence[Node], triples: Sequence[Triple]) -> bytes:
    written = _written(triples, RdfFormat.RDF_XML)
    start = written.index(b">", written.index(b"<rdf:RDF")) + 1
    return written[start : written.rindex(_XML_FOOT)].strip(b"\n") + b"\n"


def _json_ld(nodes: Sequence[Node], _triples: Sequence[Triple]) -> bytes:
    seen: set[Any] = set()
    return b",\n".join(orjson.dumps(_tree(each, seen)) for each in nodes)


def _tree(node: Node, seen: set[Any]) -> dict[str, Any]:
    """A node with what belongs to it nested in it, where it is met first."""
    seen.add(node.key)
    tree: dict[str, Any] = {"@id": node.iri.value}
    if node.types:
        tree["@type"] = _unwrapped(node.types)
    for property_, values in node.properties.items():
        if property_ in _LANGUAGE_MAPS:
            tree[property_] = _by_language(values)
        else:
            tree[property_] = _unwrapped([_json_value(property_, each, seen) for each in values])
    return tree


def _by_language(values: Iterable[Value]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal):
            found.setdefault(value.language or "@none", []).append(value.value)
    return {language: _unwrapped(texts) for language, texts in found.items()}


def _json_value(property_: str, value: Value, seen: set[Any]) -> Any:
    if isinstance(value, Node):
        is_here = not value.is_shared and value.key not in seen
        return _tree(value, seen) if is_here else {"@id": value.iri.value}
    if isinstance(value, NamedNode):
        return {"@id": value.value}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    return _typed(property_, value)


def _typed(property_: str, value: Literal) -> Any:
    declared = _TYPES.get(property_)
    if declared and value.datatype == name(declared):
        return value.value
    type_ = value.datatype.value.removeprefix(_XSD)
    return value.value if type_ == "string" else {"@type": f"xsd:{type_}", "@value": value.value}


def _unwrapped(values: Sequence[Any]) -> Any:
    """One value stands for itself, as people write JSON-LD."""
    return values[0] if len(values) == 1 else values


_SORTED = sorted(PREFIXES.items())
TURTLE = Form(
    ending="ttl",
    head="".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _SORTED).encode() + b"\n",
    joint=b"\n",
    foot=b"",
    write=_turtle,
)
RDF_XML = Form(
    ending="rdf",
    head=(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
        + "".join(f' xmlns:{prefix}="{iri}"' for prefix, iri in _SORTED)
        + ">\n"
    ).encode(),
    joint=b"",
    foot=_XML_FOOT + b"\n",
    write=_rdf_xml,
)
JSON_LD = Form(
    ending="jsonld",
    head=b'{"@context":' + orjson.dumps(_CONTEXT) + b',\n"@graph":[\n',
    joint=b",\n",
    foot=b"\n]}\n",
    write=_json_ld,
)
FORMS = (TURTLE, RDF_XML, JSON_LD)
