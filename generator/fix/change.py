"""What is asked for, what would change, and why a file cannot be mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What to mend. ``encoding`` is that of the text, where the one who asks knows it.

    ``spaces`` trims cells and makes no-break spaces plain, ``nfc`` composes letters.
    """

    encoding: str | None = None
    spaces: bool = False
    nfc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line or cell, as it stands and as it would be."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file's new content, with the encodings found and the confidence in percent in each.

    ``count`` is of all lines or cells that change, ``changes`` are the first of them.
    """

    content: bytes
    encodings: dict[str, int]
    changes: tuple[Change, ...]
    count: int


class UnfixableFile(Exception):  # noqa: N818 – it is about a publisher's file, not a failure
    """A file that is left as it is; ``reason`` is a key of the command's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


SHOWN = 5
"""How many changes are shown before they are made."""
