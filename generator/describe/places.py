"""The areas that datasets cover, by their names."""

from __future__ import annotations

from generator.describe.entry import Entry


def covered(entry: Entry) -> str | None:
    """The areas that a dataset covers, in Vietnamese words (“Tỉnh Phú Thọ”).

    A code that its list does not hold stands for itself; of areas that share one, the last is
    meant.
    """
    place = entry.metadata.spatial
    if place is None:
        return None
    codes = entry.edition.catalog.vocabularies.area_code_lists.get(place.code_list)
    wanted = set(place.areas)
    known = {
        area.code: f"{area.kind.vi} {area.name.vi}"
        for area in (codes.areas if codes else ())
        if area.code in wanted
    }
    return ", ".join(known.get(code, code) for code in place.areas)
