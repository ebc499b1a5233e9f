"""Three versions of metadata made one: what was taken last, what stands here, what is new.

What somebody changed here stays; what nobody touched follows the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ABSENT = object()


def merge(base: Any, ours: Any, theirs: Any) -> Any:
    """The document that follows from ``ours`` when the source goes from ``base`` to ``theirs``.

    Mappings are merged key by key, lists of things with a ``name`` thing by thing, and all else
    as a whole.
    """
    return _merged(base, ours, theirs)


def _merged(base: Any, ours: Any, theirs: Any) -> Any:
    if theirs == base:
        return ours
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return _mapping(base if isinstance(base, Mapping) else {}, ours, theirs)
    if _are_named(ours) and _are_named(theirs):
        return _named(base if _are_named(base) else [], ours, theirs)
    return theirs if ours == base else ours


def _mapping(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    found = {
        key: _merged(*(each.get(key, _ABSENT) for each in (base, ours, theirs)))
        for key in (*ours, *(key for key in theirs if key not in ours))
    }
    return {key: value for key, value in found.items() if value is not _ABSENT}


def _named(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Things in the source's order where that has changed, else in the order they have here."""
    by_name = [{each["name"]: each for each in things} for things in (base, ours, theirs)]
    is_moved = [each["name"] for each in base] != [each["name"] for each in theirs]
    first, second = (by_name[2], by_name[1]) if is_moved else (by_name[1], by_name[2])
    found = (
        _merged(*(things.get(name, _ABSENT) for things in by_name))
        for name in dict.fromkeys([*first, *second])
    )
    return [each for each in found if each is not _ABSENT]


def _are_named(value: Any) -> bool:
    """Whether a value is a list of mappings that each bear a name of their own."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return False
    names = [each.get("name") for each in value]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
