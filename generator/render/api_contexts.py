"""What the pages about the row API are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model import FieldType, RowBudget, Text
from generator.render.dataset_contexts import Snippet
from generator.render.parts import Address, Link, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A kind of address: ``pattern`` has blanks, ``path`` is one of them below the site's root.

    ``text`` is the key of what stands there, ``count`` how many there are of it.
    """

    pattern: str
    path: str
    text: str
    count: int = 1
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiColumn:
    """A member of every row: ``type`` in the words of JSON."""

    name: str
    label: Text
    type: FieldType
    json_type: str
    unit: str | None
    may_miss: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A filter that was not made, and why, in words."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTable:
    """A table: its addresses, or ``reason`` why it has none."""

    name: str
    title: Text
    rows: int
    reason: str | None
    endpoints: tuple[Endpoint, ...]
    columns: tuple[ApiColumn, ...]
    example: str
    left_out: tuple[LeftOut, ...]
    samples: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiContext:
    """``api.html``: ``folder`` is the dataset's place below the site's root."""

    template: ClassVar[str] = "api.html"

    url: Address
    file: Address
    title: Text
    sample: bool
    dataset: Link
    root: str
    folder: str
    is_served: bool
    tables: tuple[ApiTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApisContext:
    """``apis.html``: the datasets that the API serves, and how much of its budget it takes."""

    template: ClassVar[str] = "apis.html"

    url: Address
    file: Address
    root: str
    datasets: tuple[Link, ...]
    total: int
    pager: Pager
    files: int
    byte_size: int
    budget: RowBudget
