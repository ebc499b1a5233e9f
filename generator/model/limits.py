"""What pydantic and JSON Schema are told of a value, beside its type.

The model says it in words of its own: pydantic, by which documents are read, takes longer to load
than the whole model, and what only looks at values does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_Handler = Callable[[Any], dict[str, Any]]
"""Gives pydantic's schema of what is inside."""


def adapter_of(form: Any) -> TypeAdapter[Any]:
    """What reads, checks and writes values of a type; made once, when it is first asked for."""
    return _adapter(form)


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a number (``ge``, ``le``), of a length, or a pattern of a text."""

    ge: int | None = None
    le: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: _Handler) -> dict[str, Any]:
        """The schema of the type, with the limits."""
        given = {limit.name: getattr(self, limit.name) for limit in fields(self)}
        return handler(source) | {name: limit for name, limit in given.items() if limit is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A value goes through ``function`` before it is judged.

    ``written`` is the JSON Schema of what may be written, where that is not the type's own.
    """

    function: Callable[[Any], Any]
    written: Mapping[str, Any] | None = field(default=None, hash=False)

    def __get_pydantic_core_schema__(self, source: Any, handler: _Handler) -> dict[str, Any]:
        """The schema of the type, behind the function."""
        function = {"type": "no-info", "function": self.function}
        return {"type": "function-before", "function": function, "schema": handler(source)}

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: _Handler) -> dict[str, Any]:
        """What editors are told of the value."""
        return handler(core_schema) if self.written is None else dict(self.written)
