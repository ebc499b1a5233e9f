"""A column of a publisher's table, made ready for rules that ask what people write in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.model import Column, Metadata
from generator.problems import Problem
from generator.table import TextTable
from generator.validate.shown import shown
from generator.vietnamese import fold
from generator.vocabulary import Vocabularies

_EXAMPLES = 3
"""As many values are quoted as a reader takes in at a glance."""

_PROBED_ROWS = 2_000
"""What a column is about can be told from so many cells, spread over the whole table."""

_REPETITIVE = 0.5
"""A column with fewer distinct values than this share of its cells is judged value by value."""

_BARE = b"0123456789.-"
"""What plain numbers and days are written with."""

_NUMERIC_TYPES = {"integer", "number", "year"}
_CODE_WORDS = re.compile(
    r"\b(ma|stt|so thu tu|so hieu|so quyet dinh|so van ban|dien thoai|sdt|phone|fax|cccd|cmnd"
    r"|mst|stk|tai khoan|ky hieu|code|id|bien so|so nha|to ban do|thua dat|so thua|so to"
    r"|so giay|buu chinh)\b"
)
"""Words in the name or the label of a column whose digits are no quantity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One column: ``text`` is every cell; ``values`` what stands in it where it is not missing.

    ``values`` are distinct where the column repeats itself, else all; ``probe`` is a part of
    them. ``raw`` is all values end to end, to see at once which letters do not occur. ``is_bare``
    says that they are nothing but digits, points and hyphens, ``has_gaps`` that a cell is empty.
    """

    name: str
    declared: Column | None
    text: pa.Array
    values: pa.Array
    probe: pa.Array
    raw: bytes
    is_bare: bool
    has_gaps: bool

    @property
    def type(self) -> str:
        """The type declared, or text."""
        return self.declared.type if self.declared else "string"

    @property
    def format(self) -> str | None:
        """The format declared."""
        return self.declared.format if self.declared else None

    @property
    def is_text(self) -> bool:
        """Whether any text may stand in the column."""
        return self.type in {"string", "any"}

    @property
    def is_numeric(self) -> bool:
        """Whether numbers or years are to stand in the column."""
        return self.type in _NUMERIC_TYPES

    @property
    def words(self) -> str:
        """The name and the label without marks, in lower case, with spaces between words."""
        label = self.declared.label.vi if self.declared else ""
        return re.sub(r"[^a-z0-9]+", " ", f"{fold(self.name)} {fold(label)}").strip()

    @property
    def is_code(self) -> bool:
        """Whether the column is called a code or a number of something."""
        return bool(_CODE_WORDS.search(self.words))

    def holds(self, *needles: bytes) -> bool:
        """Whether one of ``needles``, of one byte or two, occurs anywhere in the column."""
        return any(map(self._holds, needles))

    def _holds(self, needle: bytes) -> bool:
        if len(needle) == 1:
            return needle in self.raw
        letters = np.frombuffer(self.raw, np.uint8)
        return bool(np.any((letters[:-1] == needle[0]) & (letters[1:] == needle[1])))

    def share(self, pattern: str) -> float:
        """The share of the values looked at that match ``pattern``, between 0 and 1."""
        if not len(self.probe):
            return 0.0
        return float(pc.mean(pc.match_substring_regex(self.probe, pattern)).as_py())

    def matching(self, pattern: str) -> pa.Array:
        """The values that match ``pattern``."""
        return self.values.filter(pc.match_substring_regex(self.values, pattern))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table, its columns made ready, and what else its cells are judged by."""

    table: TextTable
    metadata: Metadata
    lists: Vocabularies
    columns: tuple[Cells, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The columns by which rows are known here, or which name rows of other tables."""
        schema = self.table.resource.schema
        if schema is None:
            return frozenset()
        return frozenset(schema.primary_key).union(*(key.fields for key in schema.foreign_keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Values of a column that have the fault ``code``."""

    code: str
    values: pa.Array
    details: Mapping[str, str] = field(default_factory=dict)


def read_sheet(table: TextTable, metadata: Metadata, lists: Vocabularies) -> Sheet:
    """The table with its columns made ready."""
    columns = tuple(_cells(table, name) for name in table.columns.column_names)
    return Sheet(table=table, metadata=metadata, lists=lists, columns=columns)


def _cells(table: TextTable, name: str) -> Cells:
    column = table.columns.column(name)
    text = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    declared = table.column(name)
    has_gaps = bool(pc.any(pc.equal(text, "")).as_py())
    given = _given(text, _missing_values(table, declared))
    step = max(1, len(given) // _PROBED_ROWS)
    probe = given.take(pa.array(range(0, len(given), step), pa.int64()))
    different = probe.unique()
    values = given.unique() if len(different) < len(probe) * _REPETITIVE else given
    raw = _raw(values)
    return Cells(
        name=name,
        declared=declared,
        text=text,
        values=values,
        probe=different,
        raw=raw,
        is_bare=not _raw(different).translate(None, _BARE) and not raw.translate(None, _BARE),
        has_gaps=has_gaps,
    )


def _missing_values(table: TextTable, declared: Column | None) -> set[str]:
    schema = table.resource.schema
    own = declared.missing_values if declared else None
    return {"", *(own if own is not None else schema.missing_values if schema else ())}


def _given(text: pa.Array, missing: set[str]) -> pa.Array:
    is_missing = pc.equal(text, "")
    for word in missing - {""}:
        is_missing = pc.or_(is_missing, pc.equal(text, word))
    return text.filter(pc.invert(is_missing)) if pc.any(is_missing).as_py() else text


def _raw(text: pa.Array) -> bytes:
    buffer = text.buffers()[2]
    return b"" if buffer is None else buffer.to_pybytes()


def place_hit(sheet: Sheet, cells: Cells, hit: Hit) -> Iterator[Problem]:
    """One problem for all cells with the fault, at the first of them; none where there is none."""
    if not len(hit.values):
        return
    rows = pc.is_in(cells.text, value_set=hit.values)
    first = pc.index(rows, True).as_py()
    details = {
        "column": shown(cells.name),
        "count": str(pc.sum(rows).as_py()),
        "examples": quoted(hit.values[:_PROBED_ROWS].unique()[: _EXAMPLES + 1].to_pylist()),
        **hit.details,
    }
    place = sheet.table.place(first, cells.name)
    yield Problem(code=hit.code, place=place, details=details)


def quoted(values: list[str]) -> str:
    """Up to three values in quotation marks."""
    more = ", …" if len(values) > _EXAMPLES else ""
    return ", ".join(f"“{shown(value)}”" for value in values[:_EXAMPLES]) + more
