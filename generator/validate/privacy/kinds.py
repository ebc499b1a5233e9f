"""The kinds of personal data: by which heading and by which cells each is known.

Lists of kinds: decree 356/2025/NĐ-CP, articles 3 and 4; what shape alone proves nothing for
(nine digits, a year, an address) counts only below a heading or beside a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.validate.privacy import cells
from generator.validate.privacy.cells import Check
from generator.validate.privacy.heading import words_of as _words


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of telling one kind of personal data.

    ``below`` tells a cell under a heading that ``heading`` finds, ``alone`` a cell by itself; a
    column is one of the kind by its cells where ``share`` of its values are. ``innocent`` finds
    headings that promise something else. ``beside`` says that it counts only in a table about
    persons. ``least`` is the number of different values from which it stops a dataset.
    ``identifies`` says that a column of it makes a table one about persons.
    """

    name: str
    heading: re.Pattern[str] | None = None
    innocent: re.Pattern[str] | None = None
    below: Check | None = None
    alone: Check | None = None
    share: float = 0.6
    beside: bool = False
    least: int = 3
    identifies: bool = False


_IDENTIFIERS = _words("identifiers")
_OFFICE = _words("office")
_NOT_PEOPLE = _words("not-people")
_PERSON = (
    r"(?<!\w)(?:nguoi|ong|ba|chu ho|cong dan|benh nhan|hoc sinh|sinh vien|hoi vien|ca nhan)(?!\w)"
)

KINDS: tuple[Kind, ...] = (
    Kind(
        name="identity-number",
        heading=_words("identity-number"),
        innocent=_IDENTIFIERS,
        below=cells.any_identity_number,
        alone=cells.identity_number,
        identifies=True,
    ),
    Kind(
        name="passport",
        heading=_words("passport"),
        below=cells.passport,
        identifies=True,
    ),
    Kind(
        name="phone",
        heading=_words("phone"),
        innocent=re.compile(f"(?:{_OFFICE.pattern})(?!.*{_PERSON})|{_IDENTIFIERS.pattern}"),
        below=cells.bare_mobile,
        alone=cells.mobile,
    ),
    Kind(
        name="phone",
        heading=_words("phone-fixed"),
        innocent=_OFFICE,
        below=cells.landline,
        beside=True,
    ),
    Kind(
        name="email",
        heading=_words("email"),
        innocent=re.compile(f"(?:{_OFFICE.pattern})(?!.*{_PERSON})"),
        below=cells.personal_mail,
        alone=cells.personal_mail,
    ),
    Kind(
        name="tax-code",
        heading=_words("tax-code"),
        innocent=_words("tax-code-not"),
        below=cells.tax_code,
    ),
    Kind(
        name="tax-code",
        heading=_words("tax-code-any"),
        below=cells.persons_tax_code,
    ),
    Kind(
        name="tax-code",
        heading=_words("tax-code-any"),
        below=cells.tax_code,
        beside=True,
    ),
    Kind(
        name="bank-account",
        heading=_words("bank-account"),
        innocent=_words("bank-account-not"),
        below=cells.bank_account,
        alone=cells.named_account,
    ),
    Kind(
        name="payment-card",
        heading=_words("payment-card"),
        below=cells.payment_card,
        alone=cells.payment_card,
    ),
    Kind(
        name="licence-plate",
        heading=_words("licence-plate"),
        innocent=_IDENTIFIERS,
        below=cells.plate,
        alone=cells.plate,
    ),
    Kind(
        name="insurance-number",
        heading=_words("insurance-number"),
        below=cells.insurance,
        alone=cells.health_card,
        identifies=True,
    ),
    Kind(
        name="land-certificate",
        heading=_words("land-certificate"),
        below=cells.land_certificate,
    ),
    Kind(
        name="name",
        heading=_words("name"),
        innocent=_words("name-not"),
        below=cells.name,
        identifies=True,
    ),
    Kind(
        name="name",
        heading=_words("part-of-name"),
        below=cells.part_of_name,
        identifies=True,
    ),
    Kind(
        name="name",
        innocent=_NOT_PEOPLE,
        alone=cells.unknown_name,
        share=0.8,
        beside=True,
        identifies=True,
    ),
    Kind(
        name="birth-date",
        heading=_words("birth-date"),
        innocent=_words("birth-date-not"),
        below=cells.day,
        identifies=True,
    ),
    Kind(
        name="birth-date",
        heading=_words("birth-year"),
        below=cells.birth_year,
        beside=True,
    ),
    Kind(
        name="home-address",
        heading=_words("home-address"),
        innocent=_words("home-address-not"),
        below=cells.home_address,
    ),
    Kind(
        name="home-address",
        heading=_words("address"),
        innocent=_words("address-not"),
        below=cells.home_address,
        beside=True,
    ),
    Kind(
        name="home-coordinates",
        heading=_words("home-coordinates"),
        below=cells.point,
        beside=True,
    ),
    Kind(
        name="sensitive",
        heading=_words("sensitive"),
        innocent=_words("sensitive-not"),
        below=cells.any_text,
        beside=True,
        least=1,
    ),
)
