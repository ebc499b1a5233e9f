"""The kinds of values in metadata: days, names, addresses."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from generator.model.limits import Converted, Limits

if TYPE_CHECKING:
    from pydantic import ConfigDict

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

STRICT: ConfigDict = {"extra": "forbid", "strict": True, "allow_inf_nan": False}


def _day(value: Any) -> Any:
    # pydantic would read "1672531200" as seconds since 1970, which JSON Schema does not.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _whole(value: Any) -> Any:
    # To JSON Schema 1.0 is an integer, to pydantic it is not.
    return int(value) if isinstance(value, float) and value.is_integer() else value


_UNITS = {"": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_BYTES = "^([0-9]{1,12}) ?(kB|MB|GB)?$"


def _bytes(value: Any) -> Any:
    if not isinstance(value, str):
        return _whole(value)
    found = re.fullmatch(_BYTES, value)
    if found is None:
        from pydantic_core import PydanticCustomError  # noqa: PLC0415

        raise PydanticCustomError("byte_count", "no number of bytes")
    return int(found[1]) * _UNITS[found[2] or ""]


Day = Annotated[date, Converted(function=_day)]
WHOLE = Converted(function=_whole)
NonEmpty = Annotated[str, Limits(min_length=1, pattern=r"\S")]
Identifier = Annotated[str, Limits(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Slug = Annotated[str, Limits(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
WebAddress = Annotated[str, Limits(pattern=r"^https?://[^\s\"<>]+$", max_length=2000)]
BaseAddress = Annotated[
    str,
    Limits(
        pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]+)*/?$", max_length=1000
    ),
]
"""An address below which files lie: nothing follows its path, and nobody's password is in it."""
EmailAddress = Annotated[str, Limits(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$", max_length=254)]
PhoneNumber = Annotated[str, Limits(pattern=r"^\+?[0-9][0-9 .()-]{2,24}$")]
ByteCount = Annotated[
    int,
    Limits(ge=0),
    Converted(
        function=_bytes,
        written={
            "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": _BYTES}]
        },
    ),
]
"""A number of bytes, as a number or with its unit (powers of ten): ``20 MB``."""
PartialDate = (
    Annotated[int, Limits(ge=1000, le=9999), WHOLE]
    | Annotated[str, Limits(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
)
"""A year, a month or a day: ``2024``, ``2024-05``, ``2024-05-31``."""
