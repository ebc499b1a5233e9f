"""Why a harvester would refuse a dataset, or a whole catalogue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from generator.rehearse.model import Offer, Reading, Reason, Site, Value

MAX_LOSS = 0.2
"""The part of a catalogue that may vanish at once; more is taken for a failure of the build."""

_Check = Callable[[Offer], Iterator[Reason]]


def refusals(reading: Reading, site: Site) -> Mapping[str, tuple[Reason, ...]]:
    """Why datasets would be refused, by their names; who is fine is not named."""
    checks = (_no_name, _no_title, _no_description, _bad_dates, *_among(reading.offers))
    found: dict[str, list[Reason]] = defaultdict(list)
    for offer in reading.offers:
        for check in checks:
            found[offer.iri] += check(offer)
        found[offer.iri] += _missing_files(offer, site)
    return {iri: tuple(reasons) for iri, reasons in found.items() if reasons}


def catalogue_faults(
    now: Reading, former: Reading | None, *, allow_loss: bool
) -> tuple[Reason, ...]:
    """What is wrong with the catalogue as a whole."""
    before = len({offer.iri for offer in former.offers}) if former else 0
    offered = len({offer.iri for offer in now.offers})
    shrinks = offered < before * (1 - MAX_LOSS)
    if not offered:
        return (*now.faults, Reason(code="empty"))
    if shrinks and not allow_loss:
        counts = {"before": str(before), "now": str(offered)}
        return (*now.faults, Reason(code="much-smaller", details=counts))
    return now.faults


def _no_name(offer: Offer) -> Iterator[Reason]:
    if offer.iri.startswith("_:"):
        yield Reason(code="no-name")


def _no_title(offer: Offer) -> Iterator[Reason]:
    if not any(title.text.strip() for title in offer.said.get("dct:title", ())):
        yield Reason(code="no-title")


def _no_description(offer: Offer) -> Iterator[Reason]:
    if not any(text.text.strip() for text in offer.said.get("dct:description", ())):
        yield Reason(code="no-description")


# --- Dates: readers of RDF let 30 February through, and CKAN then refuses or drops it ------------
_DATES = re.compile(r"(^|/)(dct:issued|dct:modified|dcat:startDate|dcat:endDate)$")


def _bad_dates(offer: Offer) -> Iterator[Reason]:
    for said in (offer.said, *offer.distributions.values()):
        for property_, values in said.items():
            for value in sorted(values):
                if _DATES.search(property_) and not _is_date(value):
                    details = {"property": property_, "value": value.text}
                    yield Reason(code="bad-date", details=details)


def _is_year(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}", text) is not None and text != "0000"


def _is_day(text: str) -> bool:
    # Python reads "20260230" and "2026-W01-1", which XML Schema does not.
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and bool(
        date.fromisoformat(text)
    )


_READERS: Mapping[str, Callable[[str], object]] = {
    "xsd:gYear": _is_year,
    "xsd:gYearMonth": lambda text: _is_day(f"{text}-01"),
    "xsd:date": _is_day,
    "xsd:dateTime": datetime.fromisoformat,
}


def _is_date(value: Value) -> bool:
    reader = _READERS.get(value.kind)
    try:
        return reader is not None and bool(reader(value.text))
    except ValueError:
        return False


# --- One dataset among the others ----------------------------------------------------------------
def _among(offers: Sequence[Offer]) -> tuple[_Check, _Check]:
    pages = Counter(offer.iri for offer in offers)
    owners: dict[str, set[str]] = defaultdict(set)
    for offer in offers:
        for identifier in offer.identifiers:
            owners[identifier].add(offer.iri)

    def same_name(offer: Offer) -> Iterator[Reason]:
        titles = Counter(title.kind for title in offer.said.get("dct:title", ()))
        if pages[offer.iri] > 1 or max(titles.values(), default=0) > 1:
            yield Reason(code="same-name")

    def same_identifier(offer: Offer) -> Iterator[Reason]:
        for identifier in offer.identifiers:
            for other in sorted(owners[identifier] - {offer.iri}):
                details = {"identifier": identifier, "other": other}
                yield Reason(code="same-identifier", details=details)

    return same_name, same_identifier


def _missing_files(offer: Offer, site: Site) -> Iterator[Reason]:
    """Files of this site that it does not have; what lies elsewhere is not asked for."""
    for said in offer.distributions.values():
        for value in sorted(said.get("dcat:downloadURL", ())):
            if value.text.startswith(site.address) and value.text not in site.files:
                yield Reason(code="file-missing", details={"file": value.text})
