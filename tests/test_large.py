"""Tables converted a part at a time: what comes out is what a table that was held would give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import convert as conversion
from generator.convert import convert, large
from generator.distribution import Omission, Product
from generator.model import Column, Resource, Schema, Text
from generator.store import Store

LABEL = Text(vi="Nhãn", en="Label")
CELLS = {
    "integer": ("1", "-7", "2147483648", "99999999999999999999", ""),
    "number": ("0.5", "1.23456789012345678", "-3", "1" + "0" * 30 + ".5", "NaN", ""),
    "string": ("a", "=1+1", "b\rc", "xã Đình Chu", ""),
    "boolean": ("true", "false", ""),
    "date": ("2024-01-31", "1999-12-01", ""),
    "datetime": ("2024-01-31T10:00:00", "2024-01-31T10:00:00.5", "2024-01-31T10:00:00Z", ""),
    "yearmonth": ("2024-05", "1999-12", ""),
    "year": ("2024", "1999", ""),
}  # fmt: skip


def converted(of: Resource, source: Path, folder: Path, monkeypatch: Any, most: int) -> Product:
    monkeypatch.setattr(conversion, "LARGE_BYTES", most)
    return convert(of, source, Store(folder))


def both(folder: Path, type_: Any, cells: list[str]) -> tuple[Product, Product]:
    """The table held, and converted two rows at a time."""
    schema = Schema(
        fields=(Column(name="n", type="integer", label=LABEL),
                Column(name="x", type=type_, label=LABEL)),
        primary_key=("n",),
    )  # fmt: skip
    of = Resource(name="bang", path="nguon.csv", title=LABEL, schema=schema)
    source = folder / "nguon.csv"
    quoted = (f'"{cell}"' if "\r" in cell else cell for cell in cells)
    lines = [f"{number},{cell}" for number, cell in enumerate(quoted, start=1)]
    source.write_bytes("\n".join(["n,x", *lines, ""]).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "_PART_ROWS", 2)
        held = converted(of, source, folder / "held", patch, 10**9)
        parts = converted(of, source, folder / "parts", patch, 0)
    return held, parts


def form(product: Product, name: str) -> Path:
    return next(d.content for d in product.distributions if (d.role, d.format) == ("derived", name))


columns = st.sampled_from(sorted(CELLS)).flatmap(
    lambda type_: st.tuples(
        st.just(type_), st.lists(st.sampled_from(CELLS[type_]), min_size=1, max_size=9)
    )
)


@given(columns)
def test_a_table_in_parts_gives_what_the_held_one_does(tmp_path_factory: Any, column: Any):
    held, parts = both(tmp_path_factory.mktemp("bang"), *column)
    assert form(parts, "CSV").read_bytes() == form(held, "CSV").read_bytes()
    assert pq.read_table(form(parts, "Parquet")) == pq.read_table(form(held, "Parquet"))
    assert parts.profile == held.profile


def test_a_large_table_tells_which_forms_it_lacks(tmp_path: Path):
    _, parts = both(tmp_path, "integer", ["1", "2"])
    assert parts.omissions == (
        Omission(format="XLSX", reason="too-large"),
        Omission(format="JSON", reason="too-large"),
    )


def test_a_kind_that_a_later_part_widens_holds_all_its_cells(tmp_path: Path):
    _, parts = both(tmp_path, "integer", ["1", "2", "3", "99999999999999999999"])
    cells = pq.read_table(form(parts, "Parquet"))["x"].to_pylist()
    assert [int(cell) for cell in cells] == [1, 2, 3, 99999999999999999999]
