"""The columns of a table whose source does not describe them: as its cells show."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from frictionless import Detector

from generator.harvest.record import Refused
from generator.model import Column, Dialect, Resource, Schema, Text
from generator.table import read_content
from generator.vietnamese import slugify

_CANDIDATES = ("date", "datetime", "integer", "number", "boolean", "string")
"""Types that are inferred, of those frictionless knows: rarer ones are for people to choose."""

_CODE_WORDS = {"ma", "id", "code"}
_NUMBERS = {"integer", "number"}
_SAMPLE = 2_000
_CODE = r"^[+-]?0[0-9]|^[+-]?[0-9]{16,}$|^\+|[_ ]"
"""Numbers that are names: a leading zero would be lost, or digits beyond the sixteenth."""


def as_resource(
    path: str, *, encoding: str, delimiter: str | None, labels: tuple[str, ...] = ("x",)
) -> Resource:
    """A resource of text columns, with which a file can be read."""
    columns = tuple(Column(name=label or "x", label=Text(vi=label or "x")) for label in labels)
    return Resource(
        name="file",
        path=path,
        title=Text(vi=path),
        encoding=encoding,
        dialect=Dialect(delimiter=delimiter or ","),
        schema=Schema(fields=columns),
    )


def inferred(
    path: Path, resource: Resource, url: str, texts: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The schema of the table at ``path``, as metadata write it: labels are the header's names.

    Cells are read as frictionless infers them. Numbers that are codes stay text, and so do those
    in columns that the source says are ``texts``.
    """
    content = read_content(path, resource)
    if content.labels is None or content.fault is not None:
        reason = content.fault.code if content.fault else "table-empty"
        raise Refused("rows-unreadable", url=url, error=reason)
    samples = [_sample(column) for column in content.columns]
    types = _detected(samples, content.labels)
    fields = []
    for label, kind, column in zip(content.labels, types, content.columns, strict=True):
        field: dict[str, Any] = {"name": label}
        is_code = kind in _NUMBERS and (label in texts or _names_codes(label) or _has_codes(column))
        if kind != "string" and not is_code:
            field["type"] = kind
        fields.append(field | {"label": {"vi": label}})
    return {"fields": fields}


def _sample(column: pa.ChunkedArray) -> list[str]:
    values = pc.unique(column).drop_null()
    step = max(1, len(values) // _SAMPLE)
    return [str(value) for value in values[::step].to_pylist() if value]


def _detected(samples: list[list[str]], labels: tuple[str, ...]) -> list[str]:
    """Each column by itself: a cell that is missing says nothing of its type."""
    detector = Detector(field_confidence=1, field_float_numbers=False, field_missing_values=[""])
    candidates = [{"type": kind} for kind in _CANDIDATES]
    found = []
    for number, _ in enumerate(labels):
        fragment = [[value] for value in samples[number]]
        if not fragment:
            found.append("string")
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dateutil, on texts that are no dates
            schema = detector.detect_schema(
                fragment, labels=["column"], field_candidates=candidates
            )
        found.append(str(schema.fields[0].type))
    return found


def _names_codes(label: str) -> bool:
    """Whether a label says that its cells are codes: ``ma_xa``, ``Mã trạm``, ``area code``."""
    parts = slugify(label).split("-")
    return parts[0] in _CODE_WORDS or parts[-1] in _CODE_WORDS


def _has_codes(column: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, _CODE)).as_py())
