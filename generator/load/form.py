"""A document's values against the metadata format, with every deviation as a problem."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
import types
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import orjson

from generator import model
from generator.load.document import Document, KeyPath
from generator.problems import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

# What pydantic calls a deviation, and what we call it.
_CODES = {
    "bool_type": "metadata-needs-true-false",
    "byte_count": "metadata-form-bytes",
    "dataclass_type": "metadata-needs-mapping",
    "date_from_datetime_inexact": "metadata-date",
    "date_from_datetime_parsing": "metadata-date",
    "date_parsing": "metadata-date",
    "date_type": "metadata-date",
    "dict_type": "metadata-needs-mapping",
    "finite_number": "metadata-needs-number",
    "float_type": "metadata-needs-number",
    "greater_than_equal": "metadata-range",
    "int_type": "metadata-needs-whole-number",
    "less_than_equal": "metadata-range",
    "literal_error": "metadata-not-allowed",
    "missing": "metadata-missing-key",
    "string_too_long": "metadata-too-long",
    "string_too_short": "metadata-empty",
    "string_type": "metadata-needs-text",
    "too_short": "metadata-empty-list",
    "tuple_type": "metadata-needs-list",
    "unexpected_keyword_argument": "metadata-unknown-key",
}


def _pattern_of(annotated: Any) -> str:
    return next(str(limits.pattern) for limits in annotated.__metadata__)


_PATTERN_CODES = {
    _pattern_of(model.NonEmpty): "metadata-empty",
    _pattern_of(model.Identifier): "metadata-form-identifier",
    _pattern_of(model.Slug): "metadata-form-slug",
    _pattern_of(model.WebAddress): "metadata-form-web-address",
    _pattern_of(model.BaseAddress): "metadata-form-base-address",
    _pattern_of(model.EmailAddress): "metadata-form-email",
    _pattern_of(model.PhoneNumber): "metadata-form-phone",
    _pattern_of(get_args(model.PartialDate)[1]): "metadata-date",
}


def parse(form: type[T], document: Document) -> tuple[T | None, list[Problem]]:
    """The document as a value of ``form``, or ``None`` and all that stands in the way."""
    from pydantic_core import ValidationError  # noqa: PLC0415 - it takes long to load

    try:
        text = orjson.dumps(document.value)
        return model.adapter_of(form).validate_json(text, strict=True), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, list(_problems(form, document, details))


def _problems(form: Any, document: Document, errors: list[ErrorDetails]) -> Iterator[Problem]:
    seen = set()
    for error in errors:
        path, value = _resolve(document.value, error["loc"])
        if error["type"] == "too_short" and value:
            continue  # its items were refused one by one
        if error["type"] == "int_type" and isinstance(value, str) and path != error["loc"]:
            continue  # year, month or day: the arm for texts says what is wrong with a text
        last = error["loc"][-1] if error["loc"] else ""
        is_about_key = error["type"] in {"missing", "unexpected_keyword_argument"}
        mark = (path, last if is_about_key else None)
        if mark in seen:  # each arm of a union is refused for itself
            continue
        seen.add(mark)
        yield Problem(
            code=_code(error),
            place=document.place(path),
            details=_details(form, error, path, value) | _key(document, error, path),
        )


def _code(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _PATTERN_CODES[error["ctx"]["pattern"]]
    return _CODES[error["type"]]


def _details(form: Any, error: ErrorDetails, path: KeyPath, value: Any) -> dict[str, str]:
    context = error.get("ctx", {})
    details = {"value": _shown(value)}
    if error["type"] == "unexpected_keyword_argument":
        known = keys_at(form, path[:-1])
        details |= {"nearest": _nearest(str(path[-1]), known), "known": ", ".join(known)}
    if error["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", context["expected"])
        details |= {"nearest": _nearest(str(value), allowed), "allowed": ", ".join(allowed)}
    for limit in ("ge", "le", "max_length"):
        if limit in context:
            details["limit"] = str(context[limit])
    return details


def _key(document: Document, error: ErrorDetails, path: KeyPath) -> dict[str, str]:
    if error["type"] == "missing":
        return {"key": str(error["loc"][-1])}
    return {"key": str(path[-1]) if path else document.path.name}


def _resolve(value: Any, location: tuple[int | str, ...]) -> tuple[KeyPath, Any]:
    """The part of pydantic's location that exists in the document, and the value there."""
    for count, step in enumerate(location):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return location[:count], value
    return location, value


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


def _nearest(word: str, known: list[str]) -> str:
    return difflib.get_close_matches(word, known, n=1, cutoff=0)[0]


def keys_at(form: Any, path: KeyPath) -> list[str]:
    """The keys that the format knows at a place of a document of ``form``, as it orders them."""
    for step in path:
        if isinstance(step, int):
            continue
        form = _part(typing.get_type_hints(_dataclass_in(form), include_extras=True)[step])
    return [field.name for field in dataclasses.fields(_dataclass_in(form))]


def _part(hint: Any) -> Any:
    return _dataclass_in(hint) or hint


def _dataclass_in(hint: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return hint
    if get_origin(hint) is not None or isinstance(hint, types.UnionType):
        return next(filter(None, map(_dataclass_in, get_args(hint))), None)
    return None
