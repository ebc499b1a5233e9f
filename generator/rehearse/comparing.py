"""Compare what is offered now with what was published last, as a harvester does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.rehearse.judging import catalogue_faults, refusals
from generator.rehearse.model import (
    ACTIONS,
    Action,
    Offer,
    Reading,
    Reason,
    Rehearsal,
    Said,
    Site,
    Verdict,
)

_Reasons = Mapping[str, tuple[Reason, ...]]


def compare(
    now: Reading, former: Reading | None, site: Site, *, allow_loss: bool = False
) -> Rehearsal:
    """What a harvest of ``now`` would do to the copies of ``former`` (none: the first harvest)."""
    before = {offer.iri: offer for offer in former.offers} if former else {}
    offered = {offer.iri: offer for offer in now.offers}
    moves = _moves(before, offered)
    reasons = refusals(now, site)
    verdicts = [
        *(_offered(offer, before.get(iri), reasons, moves) for iri, offer in offered.items()),
        *_deleted(before, offered, moves),
    ]
    return Rehearsal(
        verdicts=tuple(sorted(verdicts, key=lambda each: (ACTIONS.index(each.action), each.iri))),
        faults=catalogue_faults(now, former, allow_loss=allow_loss),
        is_first=former is None,
    )


def _moves(before: Mapping[str, Offer], offered: Mapping[str, Offer]) -> Mapping[str, str]:
    """Former names of datasets that kept their identifier, to their new names."""
    gone = {
        identifier: iri
        for iri, offer in before.items()
        if iri not in offered
        for identifier in offer.identifiers
    }
    return {
        gone[identifier]: iri
        for iri, offer in offered.items()
        if iri not in before
        for identifier in offer.identifiers
        if identifier in gone
    }


def _offered(
    offer: Offer, former: Offer | None, reasons: _Reasons, moves: Mapping[str, str]
) -> Verdict:
    if offer.iri in reasons:
        why = reasons[offer.iri]
        return Verdict(action="refused", iri=offer.iri, title=offer.title, reasons=why)
    if former is None:
        moved = [
            Reason(code="came-from", details={"iri": a}) for a, b in moves.items() if b == offer.iri
        ]
        return Verdict(action="created", iri=offer.iri, title=offer.title, reasons=tuple(moved))
    changes = tuple(_changes(offer, former))
    action: Action = "updated" if changes else "unchanged"
    return Verdict(action=action, iri=offer.iri, title=offer.title, changes=changes)


def _deleted(
    before: Mapping[str, Offer], offered: Mapping[str, Offer], moves: Mapping[str, str]
) -> Iterator[Verdict]:
    for iri, offer in before.items():
        if iri in moves:
            reason = Reason(code="moved-to", details={"iri": moves[iri]})
            yield Verdict(action="deleted", iri=iri, title=offer.title, reasons=(reason,))
        elif iri not in offered:
            reason = Reason(code="gone")
            yield Verdict(action="deleted", iri=iri, title=offer.title, reasons=(reason,))


def _changes(offer: Offer, former: Offer) -> Iterator[str]:
    yield from _different(offer.said, former.said)
    for iri in sorted({*offer.distributions, *former.distributions}):
        name = iri.rpartition("#")[2]
        if iri not in former.distributions:
            yield f"+ {name}"
        elif iri not in offer.distributions:
            yield f"- {name}"
        else:
            changed = _different(offer.distributions[iri], former.distributions[iri])
            yield from (f"{name}: {property_}" for property_ in changed)


def _different(said: Said, former: Said) -> Iterator[str]:
    for property_ in sorted({*said, *former} - {"dcat:distribution"}):
        if said.get(property_) != former.get(property_):
            yield property_
