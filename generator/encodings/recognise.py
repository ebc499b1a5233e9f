"""Which encoding a text is in: the one in which it is Vietnamese.

The measure is the share of valid syllables among the different words that need more than the
letters A to Z. It decides only with enough words, a high share, and a clear lead.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.encodings.legacy import decode, latin, repair
from generator.encodings.syllables import Spelling, spelling

MIN_WORDS = 3
"""Different words with marks that must be there: fewer may be right by chance."""

MIN_SHARE = 0.75
"""The share of them that must be syllables; the rest may be names and abbreviations."""

MIN_GAIN = 0.25
"""How far this share must be above that of the text as it stands."""

MIN_LEAD = 0.15
"""How far it must be above that of every other encoding: in short texts, one word tells them."""

_SAMPLE_BYTES = 100_000
_MIN_ZEROS = 0.3
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OF_BYTES = ("utf-8", "windows-1258", "tcvn3", "vni", "viscii")
_OF_TEXT = ("tcvn3", "vni", "double-utf-8")

_OURS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_FOREIGN = "".join(chr(code) for code in range(0xA1, 0x100) if chr(code) not in _OURS)
suspicious = f"[\x80-\x9f{_FOREIGN}]"
"""A pattern: the signs that legacy fonts and double encoding leave, and Vietnamese has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """An encoding with its confidence in percent, and a line as it stands and as it was meant."""

    encoding: str
    confidence: int
    before: str
    after: str


def recognise(data: bytes, declared: str = "utf-8") -> Recognised | None:
    """The encoding of a file's bytes, where it is not the ``declared`` one and this is clear."""
    if data.startswith(_BOMS) or _has_zeros_of_utf_16(data):
        return _utf_16(data, declared)
    lines = _telling_lines(data)
    readings = {name: text for name in _OF_BYTES if (text := _read(lines, name)) is not None}
    standing = _read_as(lines, declared)
    found = _clearest(standing, readings)
    if found is None or found[0] == _our_name(declared):
        return None
    return _recognised(found, standing or latin(lines), readings[found[0]])


def recognise_text(cells: Iterable[str]) -> Recognised | None:
    """The encoding that ``cells`` of readable text were in before they were taken for another."""
    given = [cell for cell in dict.fromkeys(cells) if not cell.isascii()]
    readings = {name: [repair(cell, name) for cell in given] for name in _OF_TEXT}
    readings = {name: cells for name, cells in readings.items() if cells != given}
    found = _clearest(
        "\n".join(given), {name: "\n".join(cells) for name, cells in readings.items()}
    )
    return _shown(found, given, readings[found[0]]) if found else None


def recognise_columns(columns: Mapping[str, Sequence[str]]) -> dict[str, Recognised]:
    """The same for each column of a table, by its name, which is read too.

    Where no column alone has enough words, all are looked at together, and get one answer.
    """
    found = {name: recognise_text((name, *cells)) for name, cells in columns.items()}
    if not any(found.values()):
        together = recognise_text(chain(columns, *columns.values()))
        found = dict.fromkeys(columns, together)
    return {name: recognised for name, recognised in found.items() if recognised}


def recognise_font(cells: Iterable[str], encoding: str, font: str) -> Recognised | None:
    """The same for cells whose ``font`` is made for ``encoding``: there, one word is enough."""
    given = [cell for cell in dict.fromkeys(cells) if not cell.isascii()]
    meant = [repair(cell, encoding, font) for cell in given]
    before, after = spelling("\n".join(given)), spelling("\n".join(meant))
    if not after.words or after.share < before.share + MIN_GAIN:
        return None
    return _shown((encoding, after), given, meant)


def _clearest(standing: str | None, readings: Mapping[str, str]) -> tuple[str, Spelling] | None:
    """The reading that is Vietnamese, far more than the text as it stands and all others are."""
    scores = {name: spelling(text) for name, text in readings.items()}
    ranked = sorted(scores, key=lambda name: scores[name].share, reverse=True)
    if not ranked:
        return None
    best = scores[ranked[0]]
    text = readings[ranked[0]]
    others = [scores[name].share for name in ranked[1:] if readings[name] != text]
    is_clear = best.share >= max(others, default=0.0) + MIN_LEAD
    if standing is not None and standing != text:
        is_clear = is_clear and best.share >= spelling(standing).share + MIN_GAIN
    if best.words < MIN_WORDS or best.share < MIN_SHARE or not is_clear:
        return None
    return ranked[0], best


def _recognised(found: tuple[str, Spelling], before: str, after: str) -> Recognised:
    return _shown(found, before.split("\n"), after.split("\n"))


def _shown(found: tuple[str, Spelling], before: list[str], after: list[str]) -> Recognised:
    """With the first line that reads otherwise."""
    pairs = list(zip(before, after, strict=False))
    was, meant = next(((was, meant) for was, meant in pairs if was != meant), pairs[0])
    name, spelt = found
    confidence = round(100 * spelt.share)
    return Recognised(encoding=name, confidence=confidence, before=was.strip(), after=meant.strip())


def _telling_lines(data: bytes) -> bytes:
    """Different lines beyond ASCII, spread over the file, as many as are worth reading."""
    lines = dict.fromkeys(line for line in data.splitlines() if not line.isascii())
    step = max(1, sum(map(len, lines)) // _SAMPLE_BYTES)
    sample = b"\n".join(list(lines)[::step])
    # What is cut must not end within a letter.
    cut = sample[: 2 * _SAMPLE_BYTES]
    return sample if cut == sample else cut.rstrip(_BEYOND_ASCII)


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return decode(data, encoding)
    except UnicodeError:
        return None


def _read_as(data: bytes, declared: str) -> str | None:
    """As its publisher's metadata would have it read, where that is possible."""
    try:
        return data.decode(declared)
    except (UnicodeError, LookupError):
        return None


def _our_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return declared
    return {"cp1258": "windows-1258", "utf-8-sig": "utf-8"}.get(name, name)


def _has_zeros_of_utf_16(data: bytes) -> bool:
    """Whether every other byte is mostly zero, as it is for letters and digits."""
    sample = data[:_SAMPLE_BYTES]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) > 1 and zeros >= _MIN_ZEROS * (len(sample) // 2)


def _utf_16(data: bytes, declared: str) -> Recognised | None:
    sample = data[:_SAMPLE_BYTES]
    text = _read(sample[: len(sample) & ~1], "utf-16")
    if text is None or _our_name(declared).startswith("utf-16"):
        return None
    printable = sum(letter.isprintable() or letter.isspace() for letter in text)
    return Recognised(
        encoding="utf-16",
        confidence=100 * printable // max(len(text), 1),
        before=latin(sample).split("\n")[0].strip(),
        after=text.split("\n")[0].strip(),
    )
