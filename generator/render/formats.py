"""Numbers, sizes, dates and cells as readers of a language write them (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.units import format_unit

from generator.distribution import Cell
from generator.model import FieldType, Language, PartialDate

# CLDR's medium date of Vietnamese abbreviates months to "thg"; people write 4/10/2024.
_DAY = {"vi": "d/M/yyyy", "en": "d MMMM yyyy"}
_MONTH = {"vi": "M/yyyy", "en": "MMMM yyyy"}
_MOMENT = {"vi": "d/M/yyyy HH:mm", "en": "d MMM yyyy, HH:mm"}
_SIZES = (("gigabyte", 10**9), ("megabyte", 10**6), ("kilobyte", 10**3), ("byte", 1))
_LONGEST_CELL = 120


@cache
def _marks(language: Language) -> dict[int, str]:
    symbols = Locale(language).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


def number(value: float, language: Language) -> str:
    """``1234567.89`` as ``1.234.567,89`` in Vietnamese and ``1,234,567.89`` in English."""
    # Babel's own formatter takes 7 µs a number, this 0.5: previews hold millions of cells.
    written = f"{value:,d}" if isinstance(value, int) else f"{value:,.15g}"
    return written.translate(_marks(language))


@cache
def size(byte_size: int, language: Language) -> str:
    """A number of bytes in the largest decimal unit that fits, as ``1,2 MB``."""
    unit, factor = next((u for u in _SIZES if byte_size >= u[1]), _SIZES[-1])
    amount = byte_size / factor
    rounded = round(amount, 1) if amount < 10 else round(amount)
    # The short form of bytes has no plural: “820 byte”.
    length: Literal["long", "short"] = "long" if factor == 1 else "short"
    return str(format_unit(rounded, unit, length, locale=language))


@cache
def day(value: date, language: Language) -> str:
    """A day, as ``4/10/2024`` in Vietnamese and ``4 October 2024`` in English."""
    return str(format_date(value, _DAY[language], locale=language))


@cache
def partial_day(value: PartialDate, language: Language) -> str:
    """A year, a month or a day; what is no such date stays as it was written."""
    text = str(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            first = date.fromisoformat(f"{text}-01")
            return str(format_date(first, _MONTH[language], locale=language))
        return text if len(text) <= 4 else day(date.fromisoformat(text), language)
    except ValueError:
        return text


@cache
def _moment(text: str, language: Language) -> str:
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return text
    return str(format_datetime(value, _MOMENT[language], tzinfo=value.tzinfo, locale=language))


def cell(value: Cell, kind: FieldType, language: Language) -> str:
    """A cell that is not missing, for reading; booleans stay ``true`` and ``false``."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value) if kind == "year" else number(value, language)
    text = str(value)
    if kind in ("date", "yearmonth"):
        return partial_day(text, language)
    if kind == "datetime":
        return _moment(text, language)
    return shorten(text, _LONGEST_CELL)


def shorten(text: str, length: int) -> str:
    """The text on one line, cut between words to at most ``length`` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    whole_words = line[:length].rpartition(" ")[0].rstrip(",;:. ")
    return (whole_words or line[: length - 1]) + "…"
