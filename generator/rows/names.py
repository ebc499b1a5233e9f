"""Names of files for values: the same on every disk, and the same in addresses.

Letters, digits, ``_`` and ``-`` stay. Every other byte of the value in UTF-8 is ``~`` and two
hexadecimal digits, as a web address would write it with ``%``; a ``%`` would have to be escaped
again in addresses, which hosts read differently. Dots are escaped too, so no name leads out of
its folder or hides, and what follows a dot is ours.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from generator.distribution import Cell

MISSING = "~missing"
_ESCAPED = re.compile(rb"[^A-Za-z0-9_-]")
_CAPITALS = re.compile(r"(?<!~)(?<!~[0-9A-F])[A-Z]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)", re.IGNORECASE)
_LONGEST, _KEPT = 120, 60


def file_name(value: Cell) -> str:
    """The name for a value, without ending.

    Names that Windows keeps for devices, and ``index``, have their first letter escaped. Long
    names are cut and end in ``~~`` and a part of the value's SHA-256. The empty text is ``~``.
    """
    if value is None:
        return MISSING
    text = str(value).lower() if isinstance(value, bool) else str(value)
    name = _ESCAPED.sub(lambda byte: b"~%02X" % byte[0][0], text.encode()).decode()
    if _RESERVED.fullmatch(name):
        name = f"~{ord(name[0]):02X}{name[1:]}"
    if len(name) > _LONGEST:
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        return f"{name[:_KEPT]}~~{digest}"
    return name or "~"


def file_names(values: Iterable[Cell]) -> list[str]:
    """Names for the values of one folder, no two alike where disks ignore capitals.

    Of names that differ in capitals only, the capitals are escaped, too.
    """
    names = [file_name(value) for value in values]
    counts = Counter(name.lower() for name in names)
    return [_without_capitals(name) if counts[name.lower()] > 1 else name for name in names]


def _without_capitals(name: str) -> str:
    return _CAPITALS.sub(lambda letter: f"~{ord(letter[0]):02X}", name)
