"""Faults that can be seen in a single cell: each is a row of a table of patterns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from generator.validate.habits.cells import Cells, Hit, Sheet

_CYRILLIC = b"\xd0", b"\xd1", b"\xd2", b"\xd3"
"""With these start, in UTF-8, all letters of the script."""
_LATIN = r"a-zA-Z\x{00C0}-\x{024F}\x{1E00}-\x{1EFF}"
_SPACES = b"\t", b"\n", b"\r", b"\xc2", b"\xe2", b"\xef", b"  "
"""Two spaces, and the first bytes of all spaces that are not plain."""
_INVISIBLE = r"\x{00A0}\x{00AD}\x{200B}-\x{200D}\x{202F}\x{2060}\x{FEFF}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A fault: ``needles`` are bytes of which one must occur in a column that has it.

    ``is_of_text`` limits it to columns of text: elsewhere the type tells.
    """

    code: str
    pattern: str
    needles: tuple[bytes, ...]
    is_of_text: bool = True


PATTERNS = (
    Pattern(
        code="excel-error",
        pattern=r"^\s*#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|#{3,})\s*$",
        needles=(b"#",),
        is_of_text=False,
    ),
    Pattern(  # as Excel writes numbers of twelve digits and more, with what is lost cut off
        code="number-in-scientific",
        pattern=r"^\d([.,]\d{1,5})?E\+\d{2}$",
        needles=(b"+",),
        is_of_text=False,
    ),
    Pattern(
        code="letters-alike",
        pattern=rf"[ðÐɖƉ]|[{_LATIN}]\p{{Cyrillic}}|\p{{Cyrillic}}[{_LATIN}]|[\x{{FF10}}-\x{{FF5A}}]",
        needles=("ð".encode(), "Ð".encode(), "Ɖ".encode(), b"\xc9", b"\xef", *_CYRILLIC),
    ),
)


def pattern_hits(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """The faults of the table of patterns."""
    for rule in PATTERNS:
        if (cells.is_text or not rule.is_of_text) and cells.holds(*rule.needles):
            yield Hit(code=rule.code, values=cells.matching(rule.pattern))


def stray_spaces(cells: Cells, sheet: Sheet) -> Iterator[Hit]:  # noqa: ARG001
    """Spaces before, behind or doubled, and those that look like none or like others."""
    if cells.is_text and _may_have_spaces(cells):
        values = cells.matching(rf"^\s|\s$|  |[{_INVISIBLE}]")
        yield Hit(code="spaces-stray", values=values)


def _may_have_spaces(cells: Cells) -> bool:
    if cells.is_bare:
        return False
    return cells.holds(*_SPACES) or _starts_or_ends_with_space(cells)


def _starts_or_ends_with_space(cells: Cells) -> bool:
    starts = pc.any(pc.starts_with(cells.values, " ")).as_py()
    return bool(starts or pc.any(pc.ends_with(cells.values, " ")).as_py())
