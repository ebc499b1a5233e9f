"""A labelled table: its columns, what is said of it, and whether it leaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import pyarrow as pa

from generator.model import Column, Metadata, Resource, Schema, Text
from generator.problems import Problem, has_errors
from generator.table import TextTable
from generator.validate.privacy import personal_data
from tests.corpus.draw import Draw

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One table of the corpus. ``about`` names the disguise; labels are the header's."""

    about: str
    is_leak: bool
    columns: dict[str, list[str]]
    title: str = "Bảng số liệu"
    each_row: str | None = None
    labels: dict[str, str] | None = None

    def problems(self) -> list[Problem]:
        """What the detectors say of it."""
        return personal_data(self._table(), _METADATA, (), TODAY)

    def is_stopped(self) -> bool:
        """Whether the gate would stop it."""
        return has_errors(self.problems())

    def _table(self) -> TextTable:
        described = self.labels or {}
        fields = tuple(
            Column(name=name, label=Text(vi=described.get(name, name))) for name in self.columns
        )
        each = None if self.each_row is None else Text(vi=self.each_row)
        resource = Resource(
            name="bang",
            path="bang.csv",
            title=Text(vi=self.title),
            each_row=each,
            schema=Schema(fields=fields),
        )
        return TextTable(
            resource=resource,
            file="datasets/so-noi-vu/bang/bang.csv",
            columns=pa.table({name: pa.array(cells) for name, cells in self.columns.items()}),
            first_row=2,
        )


Make = Callable[[Random], Labelled]


def fill(rng: Random, rows: int, **draws: Draw) -> dict[str, list[str]]:
    """Columns drawn cell by cell; ``_`` in a label stands for itself."""
    return {label: [draw(rng) for _ in range(rows)] for label, draw in draws.items()}


def columns(rng: Random, rows: int, pairs: Sequence[tuple[str, Draw]]) -> dict[str, list[str]]:
    """The same for labels that are no names in Python."""
    return {label: [draw(rng) for _ in range(rows)] for label, draw in pairs}


_METADATA = Metadata(
    identifier="mau-so-lieu",
    title=Text(vi="Bộ dữ liệu mẫu"),
    description=Text(vi="Số liệu mẫu, sinh ngẫu nhiên."),
    themes=("hanh-chinh",),
    publisher="so-noi-vu",
    license="cc-by-4-0",
    issued=date(2025, 1, 1),
    modified=date(2025, 1, 1),
    accrual_periodicity="hang-nam",
)
