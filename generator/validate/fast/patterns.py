r"""Patterns that mean the same, or less, to RE2 as to Python.

Less is enough: what RE2 matches, Python matches too. ``\d``, ``\w`` and ``\s`` are ASCII to
RE2 and wider to Python; ``$`` is the very end to RE2, to Python also the end but for a line break.
So nothing may be negated but sets of plain signs.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_SIGN = r"[^\W_]|[ _/,:;=@%&!'\"<>~`#-]"
_ESCAPE = r"\\[-dws./()\[\]*+?|{}^$\\]"
_RANGE = rf"(?:{_SIGN}|[.+*?()|$-])"
_SET = rf"\[(?:{_RANGE}|{_ESCAPE})+\]|\[\^{_RANGE}+\]"
_TOKEN = rf"(?:{_SIGN}|{_ESCAPE}|[.^$|)]|\((?!\?)|\(\?:|{_SET})"
_SAFE = re.compile(rf"(?:{_TOKEN}(?:[*+?]|\{{[0-9]{{1,3}}(?:,[0-9]{{0,3}})?\}})?)*")
_NO_TEXT = pa.nulls(0, pa.string())  # pa.array would import pandas


def re2_pattern(pattern: str) -> str | None:
    """The pattern as RE2 is to match it, like frictionless from the start; ``None`` if unsafe."""
    if not _SAFE.fullmatch(pattern):
        return None
    anchored = rf"\A(?:^{pattern}$)"
    try:
        pc.match_substring_regex(_NO_TEXT, anchored)
    except pa.ArrowInvalid:
        return None
    return anchored
