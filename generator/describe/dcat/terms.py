"""The words of DCAT-AP: names of properties and classes, authority tables, and literals.

Texts come from contributors. What XML cannot hold is left out of all three forms, so that they
say the same; addresses that are no IRIs are absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from generator.describe.characters import fit
from generator.model import Language, Text

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "cc": "http://creativecommons.org/ns#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "dct": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"

EU_LANGUAGES: Mapping[Language, str] = {"vi": "VIE", "en": "ENG"}
EU_FILE_TYPES = frozenset(
    (
        "CSV", "DOC", "DOCX", "GEOJSON", "GML", "GPKG", "HTML", "JPEG", "JSON", "KML", "KMZ",
        "ODS", "ODT", "PARQUET", "PDF", "PNG", "SHP", "TIFF", "TSV", "TXT", "XLS", "XLSX", "XML",
        "ZIP",
    )
)  # fmt: skip
"""Codes of the file-type authority table that data arrives in."""
EU_FILE_TYPE_OF = {"JPG": "JPEG", "TIF": "TIFF"}
"""Codes of formats that the table has by another name."""
EU_THEMES: Mapping[str, str] = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "OP_DATPRO": "Provisional data",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
"""Labels of the data-theme authority table; the profile wants them beside their codes."""

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_PARTIAL_TYPES = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")


@lru_cache(maxsize=1024)
def name(compact: str) -> NamedNode:
    """The IRI of a prefixed name, such as ``dct:title``."""
    prefix, _, local = compact.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=1024)
def authority(table: str, code: str) -> NamedNode:
    """The IRI of a code in a table of the Publications Office of the EU."""
    return NamedNode(f"{AUTHORITY}{table}/{quote(code, safe='')}")


def address(text: str) -> NamedNode | None:
    """The IRI of an address as somebody wrote it; absent where it can be none."""
    kept = quote(_STRAY_PERCENT.sub("%25", text), safe=":/?#@!$&'()*+,;=%~", errors="replace")
    try:
        return NamedNode(kept)
    except ValueError:
        return None


def literal(text: str, language: Language | None = None) -> Literal | None:
    """A text as RDF can hold it in every form; absent where nothing of it remains."""
    kept = fit(text)
    return Literal(kept, language=language) if kept and not kept.isspace() else None


def texts(text: Text | None) -> tuple[Literal, ...]:
    """A text in each language in which somebody has written it."""
    if text is None:
        return ()
    written = (literal(text.vi, "vi"), text.en and literal(text.en, "en"))
    return tuple(each for each in written if each)


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XML Schema type, such as ``xsd:date``."""
    return Literal(value, datatype=name(datatype))


@lru_cache(maxsize=4096)
def day(value: date) -> Literal:
    """A day."""
    return typed(value.isoformat(), "xsd:date")


def partial_date(value: int | str | None) -> Literal | None:
    """A year, a month or a day, in the type that says which; absent where no calendar has it."""
    match = _PARTIAL_DATE.fullmatch(str(value))
    if match is None:
        return None
    try:
        date.fromisoformat(f"{match[1]}{match[2] or '-01'}{match[3] or '-01'}")
    except ValueError:
        return None
    return typed(match[0], _PARTIAL_TYPES[(match[2] is not None) + (match[3] is not None)])
