"""``.well-known/``: what programs look for without knowing the portal (RFC 8615).

Only names of the IANA register: there is none for DCAT, so ``void`` leads to the catalogue. They
count where the portal lies at the top of its host. Two files have no ending, so a plain host
tells no media type for them: they are JSON and Turtle, both always UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import quote

import orjson

from generator.describe.characters import fit
from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.distribution import Edition, SiteFile
from generator.model import Text

_FOLDER = ".well-known/"
_API_CATALOG, _SECURITY, _VOID = (
    _FOLDER + name for name in ("api-catalog", "security.txt", "void")
)
_VALID_DAYS = 180
"""How long a contact is promised for: the portal is built again every day."""

_OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
_RDF_ENDINGS = (".ttl", ".rdf", ".jsonld")
_IRI_MARKS = ":/?#[]@!$&'()*+,;=%~"


def _contact(edition: Edition) -> str:
    """Where to write to: an address for mail, else a page that says how."""
    portal = edition.catalog.portal
    if portal.contact.email:
        return f"mailto:{quote(portal.contact.email, safe='@+')}"
    return portal.contact.url or f"{portal.base_url}about/"


def _expires(edition: Edition) -> str:
    return f"{edition.catalog.today + timedelta(days=_VALID_DAYS)}T00:00:00+07:00"


_SECURITY_RULES: tuple[Rule[Edition], ...] = (
    Rule("Contact", "catalog.contact", _contact),
    Rule("Expires", f"day of the build + {_VALID_DAYS} days", _expires),
    Rule(
        "Preferred-Languages",
        "catalog.languages",
        lambda edition: ", ".join(edition.catalog.portal.languages),
    ),
    Rule(
        "Canonical",
        "catalog.base_url",
        lambda edition: edition.catalog.portal.base_url + _SECURITY,
    ),
)

STANDARD = Standard(
    id="well-known",
    title="Well-Known URIs",
    version="RFC 8615, 9116, 9727; VoID",
    url="https://www.rfc-editor.org/rfc/rfc8615",
    purpose=Text(
        vi="Chỗ cố định để chương trình tìm thấy các API, đầu mối báo lỗi bảo mật và danh mục RDF.",
        en="Fixed places where programs find the APIs, the security contact and the RDF catalogue.",
    ),
    documents=(_API_CATALOG, _SECURITY, _VOID),
    tables=(MappingTable(subject="security.txt", rules=_SECURITY_RULES),),
)


def files(edition: Edition, standards: Sequence[Standard]) -> Iterator[SiteFile]:
    """All entries that there is something to say for; ``standards`` are those to point at."""
    yield SiteFile(path=_API_CATALOG, content=_api_catalog(edition, standards))
    yield SiteFile(path=_SECURITY, content=_security(edition))
    dumps = [path for standard in standards for path in standard.documents if _is_dump(path)]
    if dumps:
        yield SiteFile(path=_VOID, content=_void(edition, dumps))
    # Hosts that run Jekyll drop folders whose name begins with a full stop, unless told not to.
    yield SiteFile(path=".nojekyll", content=b"")


def _security(edition: Edition) -> bytes:
    lines = [f"{name}: {value}\n" for name, value in write(_SECURITY_RULES, edition).items()]
    return "".join(lines).encode()


def _api_catalog(edition: Edition, standards: Sequence[Standard]) -> bytes:
    """A link set (RFC 9264) with one item for each API (RFC 9727)."""
    base_url = edition.catalog.portal.base_url
    services = {folder: each.id for each in standards if (folder := _api_folder(each))}
    whole = {
        "anchor": base_url + _API_CATALOG,
        "profile": [{"href": "https://www.rfc-editor.org/info/rfc9727"}],
        "item": [{"href": base_url + folder} for folder in services],
    }
    links = [whole]
    for folder, name in services.items():
        page = {"href": f"{base_url}standards/#{name}", "type": "text/html"}
        service = {"anchor": base_url + folder, "service-doc": [page]}
        described = [path for path in _descriptions(standards) if path.startswith(folder)]
        if described:
            service["service-desc"] = [{"href": base_url + described[0], "type": _OPENAPI}]
        links.append(service)
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps({"linkset": links}, option=options)


def _descriptions(standards: Sequence[Standard]) -> list[str]:
    return [path for each in standards if each.id == "openapi" for path in each.documents]


def _api_folder(standard: Standard) -> str | None:
    """The folder that an API answers in; ``None`` for what is no API."""
    first = next(iter(standard.documents), "")
    is_api = first.startswith("api/") and standard.id != "openapi"
    return first.rpartition("/")[0] + "/" if is_api else None


def _is_dump(path: str) -> bool:
    return path.endswith(_RDF_ENDINGS) and "<" not in path


def _void(edition: Edition, dumps: Sequence[str]) -> bytes:
    """The catalogue as a VoID dataset (https://www.w3.org/TR/void/#well-known), in Turtle."""
    portal = edition.catalog.portal
    title = json.dumps(fit(portal.title.vi), ensure_ascii=False)
    dump_list = ", ".join(f"<{_iri(portal.base_url + path)}>" for path in dumps)
    text = f"""\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix void: <http://rdfs.org/ns/void#> .

<{_iri(portal.base_url + _VOID)}> a void:DatasetDescription ;
    foaf:topic <{_iri(portal.base_url + _VOID)}#catalogue> .

<{_iri(portal.base_url + _VOID)}#catalogue> a void:Dataset ;
    dcterms:title {title}@vi ;
    foaf:homepage <{_iri(portal.base_url)}> ;
    void:dataDump {dump_list} .
"""
    return text.encode()


def _iri(address: str) -> str:
    return quote(address, safe=_IRI_MARKS)
