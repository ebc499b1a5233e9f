"""How our metadata is said in the words of a standard, as tables.

The same table writes the documents and is published on the page of the standards, so what the
page says is what the code does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.model import Text

S = TypeVar("S")


@dataclass(frozen=True)  # without slots: typing could not write Rule[Entry](…)
class Rule(Generic[S]):
    """One of their properties: ``theirs`` is its name, ``ours`` where its value stands with us.

    ``ours`` is a path of keys (``metadata.title``) or a few words; ``read`` gives the value.
    """

    theirs: str
    ours: str
    read: Callable[[S], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingTable:
    """The rules for one kind of thing, such as their ``Dataset``."""

    subject: str
    rules: Sequence[Rule[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard the portal speaks: its name, version, address, and our documents in it.

    ``documents`` are paths below the site's top, with ``<slug>`` and ``<resource>`` as blanks.
    """

    id: str
    title: str
    version: str | None = None
    url: str
    purpose: Text
    documents: tuple[str, ...]
    tables: tuple[MappingTable, ...] = ()


def write(rules: Sequence[Rule[S]], subject: S) -> dict[str, Any]:
    """What the rules give for ``subject``; what is absent is left out, never written empty."""
    values = ((rule.theirs, rule.read(subject)) for rule in rules)
    return {theirs: value for theirs, value in values if not is_absent(value)}


def is_absent(value: Any) -> bool:
    """Whether a value says nothing: zero and false do say something."""
    return value is None or (not value and isinstance(value, str | list | tuple | dict))
