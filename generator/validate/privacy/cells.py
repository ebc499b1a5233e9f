"""What one cell holds: the checks by which a kind of personal data is known."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.validate.privacy import names, numbers
from generator.vietnamese import fold

_MAIL = re.compile(r"([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|edu)\.vn$")
_FREE_MAIL = re.compile(
    r"^(?:(?:gmail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|proton|protonmail|zoho|yandex)\."
    r"(?:com|com\.vn|vn|me)|mail\.ru)$"
)
_ROLE = re.compile(
    r"^(?:info|contact|lien ?he|van ?thu|van ?phong|vp|ho ?tro|support|help|tuyen ?sinh|sales?|kinh"
    r" ?doanh|ban ?hang|admin|webmaster|office|ubnd|hdnd|phong|so|ban|truong|thpt|thcs|th|mn|mam"
    r" ?non|tieu ?hoc|benh ?vien|bv|tyt|tram|trung ?tam|tt|htx|hop ?tac|cong ?ty|cty|ctcp|cskh|dich"
    r" ?vu|hop ?thu|bao|toa ?soan|ke ?toan|hanh ?chinh|nhan ?su|tuyen ?dung|marketing|booking|le"
    r" ?tan|hotel|khach ?san|nha ?hang|du ?lich|phan ?anh|duong ?day ?nong|cong|portal|data|du"
    r" ?lieu|mot ?cua|cho|chua|chi ?cuc|cuc|kho ?bac|thue|cong ?an|xa|phuong|thi ?tran|noreply)"
    r"(?:[\W\d_]|$|(?=[a-z]*(?:vinh|tam|phuc|yen|huyen|xa|tinh|tp)))"
)
_FAMILY_IN_MAIL = re.compile(
    r"nguyen|tran|pham|hoang|huynh|phan|dang|duong|trinh|truong|dinh|doan|phung|quach|vuong|trieu"
    r"|(?:^|[._-])(?:le|vu|vo|bui|do|ho|ngo|ly|dao|mai|ta|ha|cao)(?:[._\d-]|$)"
)
_NAMED = re.compile(
    r"(?i)(?:cccd|cmnd|cmt|căn cước|định danh|chứng minh)[^\d]{0,25}(\d[\d .-]{7,16}\d)"
)
_ACCOUNT = re.compile(r"(?i)(?:stk|số tài khoản|tài khoản|tk)[ :.]*\d[\d .-]{5,20}\d")
_PASSPORT = re.compile(r"[A-Z] ?\d{7,8}")
_LAND_CERTIFICATE = re.compile(r"[A-ZĐ]{1,2} ?[- ]?\d{6,8}")
_HOUSE = re.compile(
    r"^(?:so(?: nha)?|sn|nha(?: so)?|ngo|ngach|hem|kiet|lo|can|p\.?|phong)?[ .:]*\d{1,4}[a-z]?"
    r"(?:[/-]\d+[a-z]?)*,? +(?:duong|pho|ngo|ngach|hem|to|khu|thon|xom|duong|[a-z])"
    r"|\b(?:thon|xom|to dan pho|tdp|to|khu(?: pho)?|ap|ban|doi|khoi|khu dan cu)\b[ .]*[\w]+"
    r"|\b(?:so nha|sn|ngo|ngach)[ .]*\d+"
)
_DAY = re.compile(
    r"(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)?\d\d)(?:[T ].*)?"
)
_SERIAL_DAY = re.compile(r"[1-4]\d{4}")
_YEAR = re.compile(r"19[2-9]\d|20[0-2]\d")
_POINT = re.compile(r"[(\[]?-?\d{1,3}[.,]\d{4,}(?:[,; ]+-?\d{1,3}[.,]\d{4,})?[)\]]?")
_NUMBER = re.compile(r"[\d., ]+%?")

Check = Callable[[str, int], bool]
"""Whether a cell holds it; the second argument is the present year."""


def identity_number(cell: str, year: int) -> bool:
    """A citizen's number; eleven digits are one whose first 0 a spreadsheet has dropped."""
    return any(
        numbers.is_identity_number(run.zfill(12), year)
        for run in numbers.runs(cell)
        if len(run) == 12 or (len(run) == 11 and _is_all(cell, run))
    ) or named_identity(cell, year)


def named_identity(cell: str, year: int) -> bool:  # noqa: ARG001 – the words say what it is
    """A number that the text itself calls one of identity."""
    found = _NAMED.search(cell)
    return found is not None and len(re.sub(r"\D", "", found[1])) in {9, 11, 12}


def any_identity_number(cell: str, year: int) -> bool:
    """What stands below a heading that promises it: also nine digits, as until 2021."""
    lengths = {len(run) for run in numbers.runs(cell)}
    return not lengths.isdisjoint({9}) or identity_number(cell, year) or 12 in lengths


def mobile(cell: str, year: int) -> bool:  # noqa: ARG001
    """A mobile number, anywhere in the cell."""
    return any(map(numbers.is_mobile, numbers.runs(cell)))


def bare_mobile(cell: str, year: int) -> bool:
    """The same, or the nine digits that a spreadsheet leaves of one, alone in the cell."""
    return mobile(cell, year) or any(
        numbers.is_mobile_without_zero(run) and _is_all(cell, run) for run in numbers.runs(cell)
    )


def landline(cell: str, year: int) -> bool:  # noqa: ARG001
    """A landline number."""
    return any(map(numbers.is_landline, numbers.runs(cell)))


def personal_mail(cell: str, year: int) -> bool:  # noqa: ARG001
    """An address of a person: not of an authority, a school or a role."""
    return any(_is_personal(name, host) for name, host in _MAIL.findall(fold(cell)))


def _is_personal(name: str, host: str) -> bool:
    if _OFFICIAL.search(host) or _ROLE.match(name):
        return False
    return _FREE_MAIL.match(host) is not None or _FAMILY_IN_MAIL.search(name) is not None


def tax_code(cell: str, year: int) -> bool:  # noqa: ARG001
    """A tax code with the right check digit."""
    return any(map(numbers.is_tax_code, numbers.runs(cell)))


def persons_tax_code(cell: str, year: int) -> bool:
    """A tax code of the series that persons and households are given, from 8."""
    return tax_code(cell, year) and cell.strip()[:1] == "8"


def bank_account(cell: str, year: int) -> bool:  # noqa: ARG001
    """Six to nineteen digits below a heading that says so."""
    digits = re.sub(r"[ .-]", "", cell)
    return re.match(r"\d{6,19}(?!\d)", digits) is not None and "." not in cell[-4:]


def named_account(cell: str, year: int) -> bool:  # noqa: ARG001
    """A number that the text itself calls an account."""
    return _ACCOUNT.search(cell) is not None


def payment_card(cell: str, year: int) -> bool:  # noqa: ARG001
    """The number of a payment card."""
    return any(map(numbers.is_payment_card, numbers.runs(cell)))


def plate(cell: str, year: int) -> bool:  # noqa: ARG001
    """The number plate of a vehicle."""
    return len(cell) <= 60 and numbers.has_plate(cell)


def health_card(cell: str, year: int) -> bool:  # noqa: ARG001
    """The number of a health insurance card."""
    return numbers.has_health_card(cell)


def insurance(cell: str, year: int) -> bool:
    """A social insurance number or a health card."""
    return health_card(cell, year) or any(len(run) == 10 for run in numbers.runs(cell))


def passport(cell: str, year: int) -> bool:  # noqa: ARG001
    """A letter and seven or eight digits."""
    return _PASSPORT.fullmatch(cell.strip().upper()) is not None


def land_certificate(cell: str, year: int) -> bool:  # noqa: ARG001
    """One or two letters and six to eight digits."""
    return _LAND_CERTIFICATE.fullmatch(cell.strip().upper()) is not None


def name(cell: str, year: int) -> bool:  # noqa: ARG001
    """A name below a heading that promises persons."""
    return names.has_name(cell)


def part_of_name(cell: str, year: int) -> bool:  # noqa: ARG001
    """A family name, with or without what stands between it and the given name."""
    return names.is_part_of_name(cell)


def unknown_name(cell: str, year: int) -> bool:  # noqa: ARG001
    """A name of nobody after whom streets are called."""
    return names.is_unknown_name(cell)


def home_address(cell: str, year: int) -> bool:  # noqa: ARG001
    """A house number, or a hamlet or group of houses."""
    return not _NUMBER.fullmatch(cell) and _HOUSE.search(fold(cell)) is not None


def any_text(cell: str, year: int) -> bool:  # noqa: ARG001
    """Words, not figures."""
    return not _NUMBER.fullmatch(cell)


def day(cell: str, year: int) -> bool:  # noqa: ARG001
    """A day, also as the number by which spreadsheets count days."""
    text = cell.strip()
    return _DAY.fullmatch(text) is not None or _SERIAL_DAY.fullmatch(text) is not None


def birth_year(cell: str, year: int) -> bool:
    """A day, or a year in which somebody alive may have been born."""
    text = cell.strip()
    return day(text, year) or (_YEAR.fullmatch(text) is not None and int(text) <= year)


def point(cell: str, year: int) -> bool:  # noqa: ARG001
    """A degree, or two, to four decimals or more: eleven metres."""
    return _POINT.fullmatch(cell.strip()) is not None


def _is_all(cell: str, run: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return sum(map(str.isalnum, cell.removesuffix(".0"))) == len(run) or "E+" in cell.upper()
