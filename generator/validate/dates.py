"""Dates in metadata: their order, and days that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.distribution import Catalog
from generator.model import Dataset, Metadata
from generator.validate.fault import Fault, KeyPath


def dates_out_of_order(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Changed before it was published."""
    metadata = dataset.metadata
    if metadata.modified < metadata.issued:
        details = {"modified": metadata.modified.isoformat(), "issued": metadata.issued.isoformat()}
        yield Fault(code="modified-before-issued", keys=("modified",), details=details)


def dates_in_future(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """Days after today at which something is said to have happened."""
    today = catalog.today
    for keys, day in _past_days(dataset.metadata):
        if day > today:
            details = {"key": str(keys[-1]), "value": day.isoformat(), "today": today.isoformat()}
            yield Fault(code="date-in-future", keys=keys, details=details)


def _past_days(metadata: Metadata) -> Iterator[tuple[KeyPath, date]]:
    if metadata.status != "planned":  # a planned dataset names the day it will be issued
        yield ("issued",), metadata.issued
        yield ("modified",), metadata.modified
    if metadata.sensitivity_review:
        yield ("sensitivity_review", "on"), metadata.sensitivity_review.on
    if metadata.legal_document and metadata.legal_document.issued:
        yield ("legal_document", "issued"), metadata.legal_document.issued


def wrong_period(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """A period that ends before it starts, or that names days there never were."""
    period = dataset.metadata.temporal
    if not period:
        return
    start = None if period.start is None else str(period.start)
    end = None if period.end is None else str(period.end)
    impossible = False
    for key, value in (("start", start), ("end", end)):
        if value is not None and not _exists(value):
            impossible = True
            yield Fault(code="period-date", keys=("temporal", key), details={"value": value})
    if start and end and not impossible and _is_after(start, end):
        details = {"start": start, "end": end}
        yield Fault(code="period-reversed", keys=("temporal", "end"), details=details)


def _exists(partial: str) -> bool:
    try:
        date.fromisoformat(partial + "-01-01"[len(partial) - 4 :])
    except ValueError:
        return False
    return True


def _is_after(start: str, end: str) -> bool:
    # What is written less exactly holds all of its days: 2024-05 to 2024 is in order.
    common = min(len(start), len(end))
    return start[:common] > end[:common]
