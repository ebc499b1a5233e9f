"""Texts of publishers, made fit to stand in a message."""

from __future__ import annotations

import unicodedata

_LENGTH = 200


def shown(text: str) -> str:
    """A text of a publisher for a message: one line, no longer than 200 characters.

    Characters without a shape of their own are shown as signs, so that they neither break the
    line, steer a terminal nor turn the reading direction.
    """
    cut = text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"
    return "".join(map(_visible, cut))


def _visible(character: str) -> str:
    if unicodedata.category(character) not in {"Cc", "Cf", "Cs"}:
        return character
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"
