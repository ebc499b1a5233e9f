"""Values of a stranger's documents as texts that metadata may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from generator.model import LANGUAGES
from generator.vietnamese import compose

_NOT_TEXT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>]{1,1900}")


def line(value: Any) -> str:
    """A text on one line; empty where there is none."""
    return " ".join(paragraphs(value).split())


def paragraphs(value: Any) -> str:
    """A text with its line breaks; empty where there is none."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = compose(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(part.rstrip() for part in _NOT_TEXT.sub("", text).split("\n")).strip()


def text(*values: Any) -> dict[str, str]:
    """The first of ``values`` that is a text, or texts by language, as metadata write it.

    What is in no known language is taken as Vietnamese, the language that must be there.
    """
    for value in values:
        given = value if isinstance(value, dict) else {"vi": value}
        found: dict[str, str] = {
            key: said for key in LANGUAGES if (said := paragraphs(given.get(key)))
        }
        other = next(filter(None, map(paragraphs, given.values())), "")
        if found or other:
            return {"vi": found.get("vi") or found.get("en") or other} | _english(found)
    return {}


def _english(found: dict[str, str]) -> dict[str, str]:
    return {"en": found["en"]} if "en" in found and "vi" in found else {}


def title(*values: Any) -> dict[str, str]:
    """The same, each on one line."""
    return {language: line(said) for language, said in text(*values).items()}


def words(values: Iterable[Any]) -> tuple[str, ...]:
    """The texts among ``values``, each once."""
    return tuple(dict.fromkeys(filter(None, map(line, values))))


def day(value: Any) -> str | None:
    """The day with which a point in time begins (ISO 8601); ``None`` where it names none."""
    found = _DAY.match(value) if isinstance(value, str) else None
    with suppress(ValueError):
        return date.fromisoformat(found[0]).isoformat() if found else None
    return None


def partial_date(value: Any) -> str | None:
    """The year, month or day with which a point in time begins."""
    found = _PARTIAL.match(value) if isinstance(value, str) else None
    return found[0] if found else None


def web_address(value: Any) -> str | None:
    """The address, where it is one of the web."""
    return value if isinstance(value, str) and _WEB_ADDRESS.fullmatch(value) else None
