"""``datasets/waivers.yml``: personal data that may be published all the same, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model import STRICT, Day, Identifier, NonEmpty, Slug

PersonalDataKind = Literal[
    "identity-number", "passport", "phone", "email", "tax-code", "bank-account", "payment-card",
    "licence-plate", "insurance-number", "land-certificate", "name", "birth-date", "home-address",
    "home-coordinates", "sensitive",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One entry of ``waivers.yml``: personal data in a column that may be published all the same.

    ``approver`` is the agency that answers for it, from ``approved`` until ``expires``, the last
    day, at most a year later.
    """

    __pydantic_config__ = STRICT

    dataset: Identifier
    resource: Slug
    column: NonEmpty
    kind: PersonalDataKind
    reason: NonEmpty
    approver: Slug
    approved: Day
    expires: Day
