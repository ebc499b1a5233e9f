"""Findings as problems, and what waivers make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pyarrow.compute as pc

from generator.model import Metadata
from generator.problems import Place, Problem
from generator.table import TextTable
from generator.validate.privacy.counts import small_counts
from generator.validate.privacy.detect import Finding, find
from generator.validate.privacy.mask import masked, masked_label
from generator.validate.privacy.waivers import waiver_for
from generator.validate.shown import shown
from generator.waiver import Waiver

CERTAIN_CODES = {
    "identity-number": "privacy-identity-number",
    "passport": "privacy-passport",
    "phone": "privacy-phone",
    "email": "privacy-email",
    "tax-code": "privacy-tax-code",
    "bank-account": "privacy-bank-account",
    "payment-card": "privacy-payment-card",
    "licence-plate": "privacy-licence-plate",
    "insurance-number": "privacy-insurance-number",
    "land-certificate": "privacy-land-certificate",
    "name": "privacy-name",
    "birth-date": "privacy-birth-date",
    "home-address": "privacy-home-address",
    "home-coordinates": "privacy-home-coordinates",
    "sensitive": "privacy-sensitive",
}
"""By kind, the problem that stops a dataset."""


def personal_data(
    table: TextTable, metadata: Metadata, waivers: Sequence[Waiver], today: date
) -> list[Problem]:
    """Personal data in a table, one problem for each column and kind, and counts below five.

    Values are masked. Where a waiver of ``waivers`` is in force on ``today``, a warning says so.
    """
    findings = find(table, metadata, today)
    return [
        *(_problem(table, metadata, finding, waivers, today) for finding in findings),
        *_counts(table, metadata, {finding.column for finding in findings}),
    ]


def _counts(table: TextTable, metadata: Metadata, known: set[str]) -> Iterator[Problem]:
    for problem in small_counts(table, metadata):
        if problem.place.field not in known:
            yield problem


def _problem(
    table: TextTable,
    metadata: Metadata,
    finding: Finding,
    waivers: Sequence[Waiver],
    today: date,
) -> Problem:
    place = _place(table, finding)
    label = place.field or ""
    waiver = waiver_for(waivers, metadata, table.resource, finding, today)
    if waiver is not None:
        details = {
            "column": label,
            "approver": waiver.approver,
            "expires": waiver.expires.isoformat(),
            "reason": shown(waiver.reason).strip().rstrip("."),
        }
        return Problem(code="privacy-waived", place=place, details=details)
    details = {"column": label, "count": str(len(finding.values))}
    code = CERTAIN_CODES[finding.kind] if finding.is_certain else "privacy-suspected"
    return Problem(code=code, place=place, details=details)


def _place(table: TextTable, finding: Finding) -> Place:
    """The first cell of a finding, with its value masked."""
    value = finding.values[0]
    cells = table.columns.column(finding.column)
    index = pc.index(cells, value).as_py()
    if index < 0:  # the value stands between spaces
        index = pc.index(pc.utf8_trim_whitespace(cells), value).as_py()
    place = table.place(index if index >= 0 else None, finding.column)
    return replace(place, field=masked_label(finding.column), cell=masked(value))
