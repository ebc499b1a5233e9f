"""One column: its missing cells, its wrong ones, and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.fast.certain import Test, certain_test
from generator.validate.fast.fields import make_field
from generator.validate.fast.values import ValueReader, value_reader

_FEW = 16


class JudgedColumn:
    """The cells of one column (text, null where a row has none), and what is expected of them.

    ``descriptor`` is a Table Schema field, ``missing`` the texts that stand for nothing.
    ``unreadable`` are texts, as far as they were read, over which frictionless itself stumbles:
    moments in a time zone where bounds have none, signalling NaN.
    """

    def __init__(
        self, cells: pa.ChunkedArray, descriptor: Mapping[str, Any], missing: list[str]
    ) -> None:
        self.cells, self.type = cells, str(descriptor["type"])
        self.unreadable: set[str] = set()
        self._descriptor = {"missingValues": missing, **descriptor}
        self._constraints: Mapping[str, Any] = descriptor.get("constraints", {})
        self._missing = list(set(self._descriptor["missingValues"]))

    @property
    def is_unique(self) -> bool:
        """Whether no value may stand in it twice."""
        return bool(self._constraints.get("unique"))

    @cached_property
    def missing(self) -> np.ndarray | None:
        """By row, whether nothing stands there; ``None`` where something stands in every row."""
        if self._missing == [""]:
            absent = pc.equal(pc.binary_length(self.cells), 0)
        else:
            absent = pc.is_in(self.cells, pa.array(self._missing, pa.string()))
        if self.cells.null_count:
            absent = pc.or_(pc.is_null(self.cells), pc.fill_null(absent, False))
        return absent.to_numpy() if pc.any(absent).as_py() else None

    def wrong_rows(self) -> np.ndarray:
        """The rows whose cell is of the wrong type or breaks a constraint."""
        wrong = [text for text in self.unsure_texts(self._test) if self._is_wrong(text)]
        rows = np.flatnonzero(self.rows_with(wrong)) if wrong else np.empty(0, np.int64)
        if not self._constraints.get("required") or self.missing is None:
            return rows
        return np.union1d(rows, np.flatnonzero(self.missing))

    def rows_with(self, texts: list[str]) -> np.ndarray:
        """By row, whether one of the texts stands there."""
        found: np.ndarray = pc.is_in(self.cells, pa.array(texts, pa.string())).to_numpy()
        return found

    def unsure_texts(self, test: Test | None) -> list[str]:
        """The distinct texts that do not pass the test, apart from missing ones."""
        parts = [part for chunk in self._present() for part in _unsure(chunk, test)]
        texts: list[str] = pc.unique(pa.chunked_array(parts, pa.string())).to_pylist()
        return texts

    def read(self, text: Any) -> Any:
        """The value that frictionless takes a text for, ``None`` where it is of another type."""
        return self._read_value(text)

    def read_for_key(self, text: str) -> Any:
        """The same, ``None`` also where the value cannot be compared with others."""
        value = self.read(text)
        try:
            hash(value)
        except TypeError:
            self.unreadable.add(text)
            return None
        return value

    def _present(self) -> Iterator[pa.Array]:
        if self.missing is None:
            yield from self.cells.chunks
        else:
            yield from self.cells.filter(pa.array(~self.missing)).chunks

    @cached_property
    def _test(self) -> Test | None:
        names = ("minimum", "maximum")
        given = [self._constraints.get(name) for name in names]
        bounds = [None if bound is None else self.read(bound) for bound in given]
        return certain_test(self._descriptor, (bounds[0], bounds[1]))

    @cached_property
    def value_test(self) -> Test | None:
        """The test of the type alone."""
        plain = {key: value for key, value in self._descriptor.items() if key != "constraints"}
        return certain_test(plain, (None, None))

    @cached_property
    def _read_value(self) -> ValueReader:
        return value_reader(self._descriptor)

    @cached_property
    def _read_cell(self) -> Callable[[Any], tuple[Any, dict[str, str] | None]]:
        reader: Callable[[Any], tuple[Any, dict[str, str] | None]]
        reader = make_field(self._descriptor).create_cell_reader()
        return reader

    def _is_wrong(self, text: str) -> bool:
        try:
            return bool(self._read_cell(text)[1])
        except (TypeError, ArithmeticError):
            self.unreadable.add(text)
            return True


def _unsure(cells: pa.Array, test: Test | None) -> Iterator[pa.Array]:
    """The parts of ``cells`` that are not certain to pass, halved until they are small."""
    if len(cells) == 0 or (test is not None and _passes(cells, test)):
        return
    if test is None or len(cells) <= _FEW:
        yield cells
        return
    middle = len(cells) // 2
    yield from _unsure(cells[:middle], test)
    yield from _unsure(cells[middle:], test)


def _passes(cells: pa.Array, test: Test) -> bool:
    try:
        return test(cells)
    except pa.ArrowInvalid:
        return False
