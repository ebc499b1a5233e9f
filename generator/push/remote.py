"""What a CKAN holds already of a portal, as values to compare with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.push.connection import Ckan, CkanError
from generator.push.form import MARK, marked

_PAGE = 500
# Not quoted: an answer that is no CKAN's may say the key again.
_NO_CKAN = "câu trả lời không phải của CKAN · the answer is not a CKAN's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something a CKAN holds: its fields, and whether this portal made it."""

    fields: Mapping[str, Any]
    is_ours: bool

    @property
    def id(self) -> str:
        """The CKAN's own name of it."""
        return str(self.fields["id"])

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return str(self.fields["name"])

    @property
    def extras(self) -> Mapping[str, str]:
        """Its free fields."""
        return extras_of(self.fields)

    @property
    def is_deleted(self) -> bool:
        """Whether it is only kept in the CKAN's bin."""
        return self.fields.get("state") == "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What a CKAN holds, by name; ``hidden`` are names that are taken and may not be seen."""

    organizations: Mapping[str, Held]
    datasets: Mapping[str, Held]
    hidden: frozenset[str] = frozenset()


def read_remote(
    ckan: Ckan, portal: str, organizations: Collection[str], datasets: Collection[str]
) -> Remote:
    """What the CKAN holds under these names, and all else that this portal made there."""
    held = {each.name: each for each in _marked_datasets(ckan, portal)}
    hidden: set[str] = set()
    # An index may lag behind; what it does not know is asked for by name.
    for name in [name for name in datasets if name not in held]:
        _note(ckan, "package_show", name, portal, held, hidden)
    bodies: dict[str, Held] = {}
    for name in organizations:
        _note(ckan, "organization_show", name, portal, bodies, hidden)
    return Remote(organizations=bodies, datasets=held, hidden=frozenset(hidden))


def extras_of(fields: Mapping[str, Any]) -> Mapping[str, str]:
    """The free fields of an organisation or a dataset."""
    return {str(each["key"]): str(each["value"]) for each in fields.get("extras") or ()}


def _marked_datasets(ckan: Ckan, portal: str) -> Iterator[Held]:
    start = 0
    seen: set[str] = set()
    while True:
        answer = ckan.get(
            "package_search",
            fq=f'extras_{MARK}:"{portal}"',
            sort="id asc",
            include_private="true",
            rows=_PAGE,
            start=start,
        )
        found = [_held(each, portal) for each in _list(answer, "results")]
        new = [each for each in found if each.id not in seen]
        seen.update(each.id for each in new)
        # An index finds words, not whole values.
        yield from (each for each in new if each.is_ours)
        start += len(found)
        if not new:
            return


def _note(
    ckan: Ckan, action: str, name: str, portal: str, held: dict[str, Held], hidden: set[str]
) -> None:
    options = {"include_datasets": "false", "include_users": "false"}
    try:
        found = ckan.get(action, id=name, **(options if action == "organization_show" else {}))
    except CkanError as error:
        if error.kind == "forbidden":
            hidden.add(name)
        elif error.kind != "missing":
            raise
    else:
        held[name] = _held(found, portal)


def _list(answer: Any, key: str) -> list[Any]:
    found = answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise CkanError("other", _NO_CKAN)
    return found


def _held(fields: Any, portal: str) -> Held:
    if not isinstance(fields, dict) or not {"id", "name"} <= fields.keys():
        raise CkanError("other", _NO_CKAN)
    return Held(fields=fields, is_ours=marked(extras_of(fields), portal))
