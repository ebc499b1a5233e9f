"""The kinds of values in metadata: days, names, addresses."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _day(value: Any) -> Any:
    # pydantic would read "1672531200" as seconds since 1970, which JSON Schema does not.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _whole(value: Any) -> Any:
    # To JSON Schema 1.0 is an integer, to pydantic it is not.
    return int(value) if isinstance(value, float) and value.is_integer() else value


Day = Annotated[date, BeforeValidator(_day)]
WHOLE = BeforeValidator(_whole)
NonEmpty = Annotated[str, Field(min_length=1, pattern=r"\S")]
Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s\"<>]+$", max_length=2000)]
EmailAddress = Annotated[str, Field(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$", max_length=254)]
PhoneNumber = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 .()-]{2,24}$")]
PartialDate = (
    Annotated[int, Field(ge=1000, le=9999), WHOLE]
    | Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
)
"""A year, a month or a day: ``2024``, ``2024-05``, ``2024-05-31``."""
