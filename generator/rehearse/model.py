"""What a harvester reads of a catalogue, and what it would do with it, as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Action = Literal["refused", "deleted", "created", "updated", "unchanged"]
ACTIONS: tuple[Action, ...] = ("refused", "deleted", "created", "updated", "unchanged")
"""What becomes of a dataset, in the order in which it is told."""


class Value(NamedTuple):
    """One value of a property; ``kind`` is its language, its datatype, or nothing for an IRI."""

    text: str
    kind: str


Said = Mapping[str, frozenset[Value]]
"""What is said of a thing, by property; parts of it by path (``dct:temporal/dcat:startDate``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something would not go well: ``code`` names a sentence, ``details`` fill its blanks."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A dataset as a harvester reads it; its distributions are by their names (IRIs)."""

    iri: str
    said: Said
    distributions: Mapping[str, Said]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """What it is called by those who publish it."""
        return tuple(sorted(each.text for each in self.said.get("dct:identifier", ())))

    @property
    def title(self) -> str:
        """Its title, in Vietnamese where there are several; its name where there is none."""
        titles = sorted(self.said.get("dct:title", ()), key=lambda each: each.kind != "vi")
        return titles[0].text if titles else self.iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole catalogue as it was read, with what a harvester would stumble over."""

    offers: tuple[Offer, ...] = ()
    faults: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is published beside the catalogue: the address of the site, and of all its files."""

    address: str
    files: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What would become of one dataset: what changed of it, or why it would be lost."""

    action: Action
    iri: str
    title: str
    changes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a harvest would do; ``faults`` concern the catalogue as a whole."""

    verdicts: tuple[Verdict, ...]
    faults: tuple[Reason, ...] = ()
    is_first: bool = False

    def count(self, action: Action) -> int:
        """How many datasets this would happen to."""
        return sum(verdict.action == action for verdict in self.verdicts)

    def is_fine(self, *, allow_loss: bool = False) -> bool:
        """Whether nothing would be refused, and nothing deleted unless that is allowed."""
        is_refused = bool(self.faults) or self.count("refused") > 0
        return not is_refused and (allow_loss or not self.count("deleted"))
