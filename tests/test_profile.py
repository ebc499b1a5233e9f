"""What is told of the columns of a table, and what its chart shows."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pytest

from generator.convert.profile import recalled_profile, table_profile
from generator.convert.typed import TypedTable
from generator.distribution import ColumnProfile, Series, TableProfile
from generator.model import Chart, Column, ForeignKey, Reference, Resource, Schema, Text

LABEL = Text(vi="Nhãn")


def column(name: str, type_: Any = "string", **more: Any) -> Column:
    return Column(name=name, type=type_, label=more.pop("label", LABEL), **more)


def profile(
    columns: dict[Column, pa.Array], chart: Chart | None = None, **schema: Any
) -> TableProfile:
    described = Schema(fields=tuple(columns), **schema)
    resource = Resource(name="t", path="t.csv", title=LABEL, schema=described, chart=chart)
    content = pa.table(list(columns.values()), names=[each.name for each in columns])
    return table_profile(TypedTable(resource=resource, schema=described, columns=content))


def of(values: pa.Array, type_: Any = "string") -> ColumnProfile:
    return profile({column("c", type_): values}).columns[0]


def spread(values: pa.Array, type_: Any) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    found = of(values, type_).histogram
    assert found is not None
    assert len(found.edges) == len(found.counts) + 1 <= 21
    return found.edges, found.counts


# Columns


def test_bars_of_whole_numbers_have_round_edges_and_hold_every_cell() -> None:
    edges, counts = spread(pa.array([0, 1, 999, None, 1000]), "integer")
    assert edges[:3] == (0, 100, 200)
    assert sum(counts) == 4
    assert (counts[0], counts[-1]) == (2, 1)


def test_a_cell_on_an_edge_belongs_to_the_bar_that_begins_there() -> None:
    edges, counts = spread(pa.array([0.0, 0.1, 0.2, 0.3, 0.7, 0.8, 1.9]), "number")
    assert edges[:4] == (0, 0.1, 0.2, 0.3)
    assert counts[:4] == (1, 1, 1, 1)


def test_bars_of_negative_numbers_begin_below_the_smallest() -> None:
    edges, counts = spread(pa.array([-7.5, -1.0, 3.0]), "number")
    assert edges[0] <= -7.5
    assert sum(counts) == 3


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (["2024-02-28", "2024-03-01"], "2024-02-28", "2024-03-02"),
        (["2024-01-15", "2024-04-02"], "2024-01", "2024-05"),
        (["2010-06-01", "2021-01-01", "2022-05-05"], "2010", "2023"),
        (["1803-06-01", "2022-05-05"], "1800", "2040"),
    ],
)
def test_bars_of_dates_are_days_months_or_years(days: list[str], first: str, last: str) -> None:
    edges, counts = spread(pa.array(days).cast(pa.date32()), "date")
    assert (edges[0], edges[-1]) == (first, last)
    assert sum(counts) == len(days)


def test_months_are_counted_as_they_are_written() -> None:
    edges, counts = spread(pa.array(["2024-01", "2024-03", "2024-03", None]), "yearmonth")
    assert edges == ("2024-01", "2024-02", "2024-03", "2024-04")
    assert counts == (1, 0, 2)


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (pa.array([2**63 - 1, -(2**63), 9007199254740993]), "integer"),
        (pa.array([1e300, -1e-300]), "number"),
        (pa.array(["1" * 22, "2"]).cast(pa.decimal128(38, 0)), "integer"),
        (pa.array([1, 2932896], pa.int32()).cast(pa.date32()), "date"),
        (pa.array([None, None], pa.int32()), "integer"),
        (pa.array([], pa.float64()), "number"),
        (pa.array([None, None], pa.string()), "string"),
    ],
)
def test_no_column_is_too_odd_to_be_told_of(values: pa.Array, type_: Any) -> None:
    found = of(values, type_)
    assert found.missing == values.null_count


def test_the_median_lies_in_the_middle() -> None:
    assert of(pa.array([1, 2, 10]), "integer").median == 2
    assert of(pa.array([1, 2]), "integer").median == 1.5
    days = pa.array(["2024-01-01", "2024-01-05", "2024-01-06"]).cast(pa.date32())
    assert of(days, "date").median == "2024-01-05"


def test_frequent_cells_are_told_where_cells_repeat() -> None:
    assert of(pa.array(["b", "a", "a", "b", None, "a"])).frequent == (("a", 3), ("b", 2))
    assert of(pa.array(["b", "a", "a"])).frequent == ()
    assert of(pa.array([True, False, True, True]), "boolean").frequent == ((True, 3), (False, 1))


def test_equally_frequent_cells_keep_the_order_of_the_table() -> None:
    assert [cell for cell, _ in of(pa.array(["z", "a", "m"] * 2)).frequent] == ["z", "a", "m"]


def test_very_long_cells_are_not_repeated_in_profiles() -> None:
    assert of(pa.array(["a" * 100_000] * 4)).frequent == ()


def test_a_profile_is_the_same_after_it_was_written_as_json() -> None:
    made = profile({column("n", "year"): pa.array([2020, 2021]),
                    column("c", "integer", unit="người"): pa.array([1, 2])},
                   primary_key=("n",))  # fmt: skip
    assert made.series is not None
    assert recalled_profile(json.loads(json.dumps(asdict(made)))) == made


# Charts


def told(found: Series | None) -> tuple[str, str, str | None, str] | None:
    return None if found is None else (found.type, found.x, found.y, found.measure)


YEARS = column("nam", "year")
CODES = column("ma_xa")
PEOPLE = column("so", "integer", unit="người")
TWICE = {
    YEARS: pa.array([2020, 2020, 2021, 2021, 2022, 2022, 2023, 2023]),
    CODES: pa.array(["01", "02"] * 4),
    PEOPLE: pa.array([1, 2, 3, 4, 5, 6, 7, 8]),
}


def test_people_of_all_communes_are_added_up_by_year() -> None:
    found = profile(TWICE, primary_key=("nam", "ma_xa")).series
    assert told(found) == ("line", "nam", "so", "sum")
    assert found is not None
    assert found.points == ((2020, 3), (2021, 7), (2022, 11), (2023, 15))


@pytest.mark.parametrize(
    "changed",
    [
        {PEOPLE: column("so", "integer", unit="%")},
        {PEOPLE: column("so", "integer", unit="đồng", label=Text(vi="Giá vé"))},
        {CODES: column("loai")},
        {CODES: column("ma_chi_tieu")},
    ],
    ids=["shares", "prices", "kinds", "indicators"],
)
def test_what_cannot_be_added_up_has_no_chart(changed: dict[Column, Column]) -> None:
    columns = {changed.get(each, each): values for each, values in TWICE.items()}
    key = ("nam", next(each.name for each in columns if each.type == "string"))
    assert profile(columns, primary_key=key).series is None


def test_rows_of_totals_are_not_added_to_their_parts() -> None:
    columns = TWICE | {column("ten"): pa.array(["Tổng số", "Xã A"] * 4)}
    assert profile(columns, primary_key=("nam", "ma_xa")).series is None


def test_codes_of_several_levels_are_not_added_up() -> None:
    columns = TWICE | {CODES: pa.array(["25", "08701"] * 4)}
    assert profile(columns, primary_key=("nam", "ma_xa")).series is None


def test_a_line_breaks_where_a_month_is_missing() -> None:
    months = pa.array(["2024-01", "2024-02", "2024-03", "2024-04"])
    found = profile(
        {column("thang", "yearmonth"): months, PEOPLE: pa.array([1, None, 3, 4])},
        primary_key=("thang",),
    ).series
    assert told(found) == ("line", "thang", "so", "value")
    assert found is not None
    assert found.points[1] == ("2024-02", None)


def test_few_things_are_drawn_one_by_one_largest_first() -> None:
    found = profile({column("ten"): pa.array(["A", "B"]), PEOPLE: pa.array([1, 2])}).series
    assert told(found) == ("bar", "ten", "so", "value")
    assert found is not None
    assert found.points == (("B", 2), ("A", 1))


def test_many_things_are_counted_by_their_kind_and_never_by_a_code() -> None:
    columns = {
        column("ma"): pa.array([str(number) for number in range(60)]),
        column("xa"): pa.array(["1", "2", "3"] * 20),
        column("loai"): pa.array(["a", "b", "c", "a"] * 15),
    }
    key = ForeignKey(fields=("xa",), reference=Reference(resource="x", fields=("ma",)))
    found = profile(columns, primary_key=("ma",), foreign_keys=(key,)).series
    assert told(found) == ("bar", "loai", None, "count")
    assert found is not None
    assert found.points == (("a", 30), ("b", 15), ("c", 15))


def test_a_publisher_chooses_the_chart_or_none() -> None:
    key = ("nam", "ma_xa")
    mean = Chart(type="bar", x="ma_xa", y="so")
    assert told(profile(TWICE, mean, primary_key=key).series) == ("bar", "ma_xa", "so", "sum")
    assert profile(TWICE, Chart(type="none"), primary_key=key).series is None
    assert profile(TWICE, Chart(type="bar", x="khong_co"), primary_key=key).series is None
