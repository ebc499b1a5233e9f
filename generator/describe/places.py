"""The areas that datasets cover, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from generator.distribution import Edition
from generator.model import Place

PlaceNames = Mapping[str, Mapping[str, str]]
"""Vietnamese names of areas (“Tỉnh Phú Thọ”) by code list and code."""


def place_names(edition: Edition) -> PlaceNames:
    """The names in all code lists of the portal; of areas that share a code, the last one's."""
    return {
        code_list.id: {area.code: f"{area.kind.vi} {area.name.vi}" for area in code_list.areas}
        for code_list in edition.catalog.vocabularies.area_code_lists.values()
    }


def named(place: Place | None, names: PlaceNames) -> str | None:
    """The area in words; a code that its list does not hold stands for itself."""
    if place is None:
        return None
    known = names.get(place.code_list, {})
    return ", ".join(known.get(code, code) for code in place.areas)
