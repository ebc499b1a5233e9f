"""Numbers that stand for one person: what can be told from their digits alone."""

from __future__ import annotations

import re
from functools import lru_cache

# The 63 provinces of birth, circular 07/2016/TT-BCA; numbers issued before 2025 keep them.
_PROVINCES = re.compile(
    "0(?:0[12468]|1[0-24579]|2[024-7]|3[013-8]|4[024-689]|5[124-68]|6[024678]|7[024579]|8[0234679]"
    "|9[1-6])"
)
# Numbering plan of Việt Nam, as libphonenumber publishes it; without +84 or 0.
_MOBILE = re.compile(
    r"(?:5(?:2[238]|59)|89[6-9]|99[013-9])\d{6}|(?:3\d|5[1689]|7[06-9]|8[1-8]|9[0-8])\d{7}"
)
_LANDLINE = re.compile(
    r"2(?:0[3-9]|1[0-689]|2[0-25-9]|[38][2-9]|4[2-8]|5[124-9]|6[0-39]|7[0-7]|9[0-4679])\d{7}"
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CARD = re.compile(r"9704\d{12}(?:\d{3})?|(?:4\d|5[1-5]|35|6[05]|2[2-7])\d{14}")
# Plates 11 to 99, less the numbers that no province bears.
_NO_PLATE = frozenset({"13", "42", "44", "45", "46", "87", "91", "96"})
_PLATE = re.compile(
    r"(?<![A-Z0-9])(\d{2})(?:[A-Z]{1,2}-?\d{3}\.?\d{2}|[A-Z]-?\d{4}"
    r"|-?[A-Z][A-Z0-9][ -]?(?:\d{3}\.?\d{2}|\d{4}))(?![A-Z0-9])"
)
_HEALTH_CARD = re.compile(r"(?<![A-Z])[A-Z]{2}[1-5]\d{12}(?!\d)")

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .\u00a0\u202f-](?=\d)")
_QUANTITY = re.compile(r"-?(?:[1-9]\d{0,2}(?:[. \u00a0]\d{3})+(?:,\d+)?|\d+[.,]\d+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d{1,14})[eE]\+?(\d{1,2})")
_RUN = re.compile(r"(?<![\d.,])\d{8,19}(?![\d])")


@lru_cache(maxsize=1 << 14)  # every kind of number asks for those of the same cells
def runs(cell: str) -> tuple[str, ...]:
    """The numbers of 8 to 19 digits in a cell, however they are grouped.

    Quantities (``1.234.567,5``) and days hold none; ``2.6085E+10`` is written out.
    """
    text = cell.strip().lstrip("'").removesuffix(".0")
    if written := _SCIENTIFIC.fullmatch(text):
        return (written_out(written),)
    if _DAY.fullmatch(text) or _QUANTITY.fullmatch(text):
        return ()
    return tuple(_RUN.findall(_BETWEEN_DIGITS.sub("", text.replace("(", "").replace(")", ""))))


def written_out(number: re.Match[str]) -> str:
    """The digits of a number that a spreadsheet has written with an exponent."""
    exponent = int(number[3])
    digits = number[1] + number[2]
    return digits.ljust(exponent + 1, "0") if exponent < 19 else ""


def is_identity_number(digits: str, year: int) -> bool:
    """Twelve digits as a citizen's number has them: province, sex and century, year of birth.

    There is no check digit: of all numbers 1.6 % pass. ``year`` is the present one.
    """
    if len(digits) != 12 or not _PROVINCES.match(digits) or digits[3] not in "0123":
        return False
    return 1900 <= 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6]) <= year


def is_mobile(digits: str) -> bool:
    """A mobile number, with its 0 or 84."""
    return (digits[:1] == "0" and _is(_MOBILE, digits[1:])) or _is_abroad(_MOBILE, digits)


def is_landline(digits: str) -> bool:
    """A landline number, with its 0 or 84."""
    return (digits[:1] == "0" and _is(_LANDLINE, digits[1:])) or _is_abroad(_LANDLINE, digits)


def is_mobile_without_zero(digits: str) -> bool:
    """The nine digits that a spreadsheet leaves of a mobile number."""
    return _is(_MOBILE, digits)


def _is_abroad(plan: re.Pattern[str], digits: str) -> bool:
    return digits.startswith("84") and _is(plan, digits[2:])


def _is(plan: re.Pattern[str], digits: str) -> bool:
    return plan.fullmatch(digits) is not None


def is_tax_code(digits: str) -> bool:
    """Ten or thirteen digits whose tenth is the check digit of the first nine."""
    if len(digits) not in {10, 13} or digits[2:9] == "0000000" or digits[10:] == "000":
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits[:9], strict=True))
    return 10 - total % 11 == int(digits[9])


def is_payment_card(digits: str) -> bool:
    """A card's number: a known issuer's beginning, and Luhn's check digit (ISO/IEC 7812-1)."""
    if not _CARD.fullmatch(digits):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def has_plate(cell: str) -> bool:
    """The number of a car or motorcycle."""
    found = _PLATE.search(cell.strip().upper().replace("Đ", "D"))
    return found is not None and found[1] >= "11" and found[1] not in _NO_PLATE


def has_health_card(cell: str) -> bool:
    """The number of a health insurance card: group, level, province, ten digits."""
    return _HEALTH_CARD.search(re.sub(r"[ .-]", "", cell.upper())) is not None
