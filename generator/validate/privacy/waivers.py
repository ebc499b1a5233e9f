"""Permissions to publish personal data: which hold, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from generator.distribution import Catalog
from generator.model import Dataset, Metadata, Resource
from generator.problems import Place, Problem
from generator.validate.fault import Fault, KeyPath, by_identifier, nearest
from generator.validate.privacy.detect import Finding
from generator.waiver import Waiver

_LONGEST = timedelta(days=366)


def waiver_for(
    waivers: Sequence[Waiver],
    metadata: Metadata,
    resource: Resource,
    finding: Finding,
    today: date,
) -> Waiver | None:
    """The waiver in force on ``today`` for a finding."""
    wanted = (metadata.identifier, resource.name, finding.column, finding.kind)
    return next(
        (one for one in waivers if _subject(one) == wanted and is_in_force(one, today)), None
    )


def is_in_force(waiver: Waiver, today: date) -> bool:
    """Whether a waiver holds on the day; none holds for more than a year."""
    return (
        waiver.approved <= today <= waiver.expires and waiver.expires - waiver.approved <= _LONGEST
    )


def validate_waivers(catalog: Catalog, place: Callable[[KeyPath], Place]) -> list[Problem]:
    """What is wrong with the waivers; ``place`` gives where a key stands in their file."""
    return [
        Problem(code=fault.code, place=place(fault.keys), details=fault.details)
        for number, waiver in enumerate(catalog.waivers)
        for fault in _faults(catalog, number, waiver)
    ]


def _faults(catalog: Catalog, number: int, waiver: Waiver) -> Iterator[Fault]:
    yield from _unknown(catalog, number, waiver)
    yield from _wrong_days(catalog.today, number, waiver)
    if waiver.approver not in catalog.vocabularies.agencies:
        known = catalog.vocabularies.agencies
        details = {"value": waiver.approver, "nearest": nearest(waiver.approver, known)}
        yield Fault(code="waiver-approver-unknown", keys=(number, "approver"), details=details)
    if _subject(waiver) in map(_subject, catalog.waivers[:number]):
        details = {"dataset": waiver.dataset, "column": waiver.column}
        yield Fault(code="waiver-duplicate", keys=(number,), details=details)


def _unknown(catalog: Catalog, number: int, waiver: Waiver) -> Iterator[Fault]:
    """The first of dataset, table and column that the catalogue does not have."""
    datasets = by_identifier(catalog)
    resources = _resources(datasets.get(waiver.dataset))
    columns = _columns(resources.get(waiver.resource))
    for code, key, value, known in (
        ("waiver-dataset-unknown", "dataset", waiver.dataset, list(datasets)),
        ("waiver-resource-unknown", "resource", waiver.resource, list(resources)),
        ("waiver-column-unknown", "column", waiver.column, columns),
    ):
        if value not in known:
            details = {"value": value, "nearest": nearest(value, known)}
            yield Fault(code=code, keys=(number, key), details=details)
            return


def _resources(dataset: Dataset | None) -> dict[str, Resource]:
    resources = dataset.metadata.resources if dataset else ()
    return {resource.name: resource for resource in resources}


def _columns(resource: Resource | None) -> list[str]:
    schema = resource.schema if resource else None
    return [column.name for column in schema.fields] if schema else []


def _wrong_days(today: date, number: int, waiver: Waiver) -> Iterator[Fault]:
    details = {
        "approved": waiver.approved.isoformat(),
        "expires": waiver.expires.isoformat(),
        "today": today.isoformat(),
    }
    if waiver.approved > today:
        yield Fault(code="waiver-not-yet", keys=(number, "approved"), details=details)
    if waiver.expires < today:
        yield Fault(code="waiver-expired", keys=(number, "expires"), details=details)
    elif not timedelta() <= waiver.expires - waiver.approved <= _LONGEST:
        yield Fault(code="waiver-too-long", keys=(number, "expires"), details=details)


def _subject(waiver: Waiver) -> tuple[str, str, str, str]:
    return waiver.dataset, waiver.resource, waiver.column, waiver.kind
