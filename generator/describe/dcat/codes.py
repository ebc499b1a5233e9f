"""What codes mean: of the EU's authority tables and IANA, of our fields and of areas."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from generator.describe.dcat.graph import Node, node
from generator.describe.dcat.terms import (
    AUTHORITY,
    EU_FILE_TYPE_OF,
    EU_FILE_TYPES,
    EU_LANGUAGES,
    EU_THEMES,
    IANA,
    authority,
    literal,
    texts,
)
from generator.describe.entry import theme_iri
from generator.describe.mapping import Rule
from generator.model import Language, Portal, Text
from generator.vocabulary import Area, AreaCodeList, Theme

_CACHED = 4096
_STATUSES = {
    "published": ("COMPLETED", "Completed"),
    "planned": ("DEVELOP", "Under development"),
    "withdrawn": ("WITHDRAWN", "Withdrawn"),
}
_LABEL = (Rule[str]("skos:prefLabel", "label", lambda label: Literal(label, language="en")),)
_TITLE = (Rule[str]("dct:title", "title", lambda title: Literal(title, language="en")),)
_EU_SCHEME = node(
    f"{AUTHORITY}data-theme", "skos:ConceptScheme", _TITLE, "EU data themes", is_shared=True
)


@lru_cache(maxsize=_CACHED)
def concept(iri: NamedNode, label: str) -> Node:
    """A code of somebody else's list, with its label in English, which the profile wants."""
    return node(iri, "skos:Concept", _LABEL, label, is_shared=True)


@lru_cache(maxsize=_CACHED)
def coded(table: str, code: str, type_: str) -> Node:
    """A code of an authority table that is known by its address alone."""
    return node(authority(table, code), type_, is_shared=True)


def language(code: Language) -> Node:
    """A language, such as ``VIE``."""
    return coded("language", EU_LANGUAGES[code], "dct:LinguisticSystem")


def file_type(format_: str) -> Node | None:
    """The format of a file, such as ``CSV``; absent where the table has no code for it."""
    code = EU_FILE_TYPE_OF.get(format_.upper(), format_.upper())
    return coded("file-type", code, "dct:MediaTypeOrExtent") if code in EU_FILE_TYPES else None


@lru_cache(maxsize=_CACHED)
def media_type(name: str) -> Node:
    """A media type as IANA registered it, such as ``text/csv``."""
    return node(f"{IANA}{quote(name, safe='/+')}", "dct:MediaType", is_shared=True)


def public() -> Node:
    """Open to everybody."""
    return coded("access-right", "PUBLIC", "dct:RightsStatement")


def status(table: str, state: str) -> Node:
    """What has become of a dataset, in the words of one of the tables for it."""
    code, label = _STATUSES[state]
    return concept(authority(table, code), label)


# --- Fields --------------------------------------------------------------------------------------
class OurTheme(NamedTuple):
    """A field of a portal."""

    portal: Portal
    theme: Theme


_SCHEME = (
    Rule[Portal](
        "dct:title", "themes.yml", lambda _: texts(Text(vi="Lĩnh vực", en="Fields of the portal"))
    ),
)


@lru_cache(maxsize=_CACHED)
def theme_scheme(portal: Portal) -> Node:
    """The list of the portal's fields."""
    iri = f"{portal.base_url}themes/#scheme"
    return node(iri, "skos:ConceptScheme", _SCHEME, portal, is_shared=True)


def eu_themes(theme: Theme) -> tuple[Node, ...]:
    """The EU's themes that a field belongs to; a code we have no label for is left out."""
    return tuple(
        concept(authority("data-theme", code), EU_THEMES[code])
        for code in theme.eu_themes
        if code in EU_THEMES
    )


THEME = (
    Rule[OurTheme]("skos:prefLabel", "themes.label", lambda o: texts(o.theme.label)),
    Rule[OurTheme]("skos:definition", "themes.description", lambda o: texts(o.theme.description)),
    Rule[OurTheme]("skos:inScheme", "themes.yml", lambda o: theme_scheme(o.portal)),
    Rule[OurTheme]("skos:broadMatch", "themes.eu_themes", lambda o: eu_themes(o.theme)),
)


@lru_cache(maxsize=_CACHED)
def our_theme(portal: Portal, theme: Theme) -> Node:
    """A field of the portal, with the EU's themes that it belongs to."""
    iri = theme_iri(portal, theme.id)
    return node(iri, "skos:Concept", THEME, OurTheme(portal, theme), is_shared=True)


def eu_theme_scheme() -> Node:
    """The list of the EU's themes."""
    return _EU_SCHEME


# --- Areas ---------------------------------------------------------------------------------------
class CodedArea(NamedTuple):
    """An area, and the version of the codes that alone gives its code a meaning."""

    portal: Portal
    code_list: str
    title: Text
    area: Area


_CODE_LIST = (Rule[CodedArea]("dct:title", "areas.title", lambda a: texts(a.title)),)


def _code_list(area: CodedArea) -> Node:
    iri = f"{area.portal.base_url}#areas-{area.code_list}"
    return node(iri, "skos:ConceptScheme", _CODE_LIST, area, is_shared=True)


LOCATION = (
    Rule[CodedArea]("skos:prefLabel", "areas.name", lambda a: texts(a.area.name)),
    Rule[CodedArea]("skos:notation", "areas.code", lambda a: literal(a.area.code)),
    Rule[CodedArea]("skos:inScheme", "spatial.code_list", _code_list),
)


def locations(portal: Portal, code_list: AreaCodeList, codes: tuple[str, ...]) -> tuple[Node, ...]:
    """Areas by their codes in one version of the codes."""
    wanted = set(codes)
    found = {area.code: area for area in code_list.areas if area.code in wanted}
    return tuple(
        _location(CodedArea(portal, code_list.id, code_list.title, found[code]))
        for code in codes
        if code in found
    )


@lru_cache(maxsize=_CACHED)
def _location(area: CodedArea) -> Node:
    iri = f"{area.portal.base_url}#area-{area.code_list}-{quote(area.area.code, safe='')}"
    return node(iri, "dct:Location", LOCATION, area, is_shared=True)
