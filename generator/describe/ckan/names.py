"""What CKAN accepts as a name, a tag and a moment (``ckan/logic/validators.py``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from generator.describe.entry import stable_uuid

_RESERVED = {"new", "edit", "search"}
_NAME_MIN = 2
_TAG_MIN, _TAG_MAX = 2, 100
_NO_TAG = re.compile(r"[^\w .-]|[\r\n\t\f\v]")


def name(slug: str, iri: str) -> str:
    """The slug, which CKAN takes as it is but for three words and single letters.

    Those get the beginning of their UUID behind them, as no other slug has it.
    """
    if len(slug) >= _NAME_MIN and slug not in _RESERVED:
        return slug
    return f"{slug}-{stable_uuid(iri).hex[:8]}"


def tags(keywords: Iterable[str]) -> list[str]:
    """Keywords as tags: letters, digits, spaces and ``-_.`` only, 2 to 100 characters, each once.

    Accents stay; they are composed, since CKAN takes a combining mark for no letter.
    """
    composed = (unicodedata.normalize("NFC", keyword) for keyword in keywords)
    plain = (" ".join(_NO_TAG.sub(" ", keyword).split()) for keyword in composed)
    cut = (keyword[:_TAG_MAX].rstrip() for keyword in plain)
    return list(dict.fromkeys(tag for tag in cut if len(tag) >= _TAG_MIN))


def first_moment(day: date) -> str:
    """The start of a day, as CKAN writes moments: UTC without saying so."""
    return f"{day.isoformat()}T00:00:00"


def last_moment(day: date) -> str:
    """The end of a day in Việt Nam, in UTC.

    Only the day of a change is known. A harvester that came earlier that day compares its own
    time with this one, and must find this one later, or it would never take the change.
    """
    return f"{day.isoformat()}T16:59:59"
