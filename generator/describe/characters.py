"""Characters that no XML document, calendar or list of links may hold."""

from __future__ import annotations

import re

# Controls but tab and line feed, lone surrogates, and what Unicode keeps for no character at all.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fit(text: str) -> str:
    """The text without such characters; its lines end in line feeds."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text in one line."""
    return " ".join(fit(text).split())
