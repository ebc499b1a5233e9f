"""Drawings of columns and tables, and what they say to who does not see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.distribution import ColumnProfile, Histogram, Series
from generator.model import Column, Language, Text
from generator.render.charts import ChartView, ProfileView, chart_view, profile_view
from generator.render.charts.profiles import share
from generator.render.charts.scale import scale
from generator.render.words import read_words

TEMPLATES = Path(__file__).parents[1] / "site_templates"
VI, EN = (read_words(TEMPLATES, language) for language in ("vi", "en"))
PUPILS = Column(
    name="so", type="integer", label=Text(vi="Số học sinh", en="Pupils"), unit="học sinh"
)
YEAR = Column(name="nam", type="year", label=Text(vi="Năm", en="Year"))
KIND = Column(name="loai", label=Text(vi="Loại"))
SPREAD = Histogram(edges=(0, 1000, 2000, 3000), counts=(1, 40, 0))


def view(
    column: Column = PUPILS, rows: int = 41, language: Language = "vi", **more: Any
) -> ProfileView:
    found = {"missing": 0, "distinct": 9, "minimum": 5, "maximum": 1999} | more
    profile = ColumnProfile(name=column.name, **found)
    return profile_view(profile, rows, column, read_words(TEMPLATES, language))


def test_a_histogram_says_where_most_cells_are_in_both_languages() -> None:
    vi, en = (view(language=each, histogram=SPREAD).spread for each in ("vi", "en"))
    assert vi is not None
    assert en is not None
    assert vi.label == "Nhiều nhất từ 1.000 đến dưới 2.000: 40 dòng"
    assert en.label == "Most from 1,000 to below 2,000: 40 rows"


def test_a_bar_with_few_cells_can_be_seen_and_one_without_cannot() -> None:
    spread = view(histogram=SPREAD).spread
    assert spread is not None
    assert spread.outline == "M0 20V19h1V0h1V20h1V20"


def test_bounds_and_the_median_are_told_as_readers_write_numbers() -> None:
    facts = view(histogram=SPREAD, median=1234.5678).facts
    assert facts == ("5 – 1.999", "trung vị 1.234,57")


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        ({"missing": 41, "distinct": 0, "minimum": None, "maximum": None}, ("Cả cột trống",)),
        ({"distinct": 1, "minimum": "A", "maximum": "A"}, ("luôn là A",)),
        ({"distinct": 41}, ("mỗi dòng một giá trị",)),
        ({"missing": 1}, ("9 giá trị khác nhau", "trống 1 ô (2,4%)")),
    ],
)
def test_what_is_particular_about_a_column_is_told(found: Any, facts: tuple[str, ...]) -> None:
    assert view(KIND, **found).facts == facts


def test_frequent_cells_are_told_in_words_and_kept_for_programs() -> None:
    column = Column(name="co", type="boolean", label=KIND.label)
    first, second = view(column, frequent=((True, 40), (False, 1))).frequent
    assert (first.text, first.value, first.share, first.width) == ("Có", "true", "98%", 20)
    assert (second.text, second.width) == ("Không", 1)


def test_a_tiny_share_is_not_told_as_nothing() -> None:
    assert share(1, 1_000_000, VI) == "<0,1%"
    assert share(1, 1_000_000, EN) == "<0.1%"


# Charts


def chart(series: Series, title: Text | None = None, language: Language = "vi") -> ChartView:
    columns = {column.name: column for column in (PUPILS, YEAR, KIND)}
    return chart_view(series, columns, title, read_words(TEMPLATES, language))


LINE = Series(
    type="line", x="nam", y="so", measure="sum",
    points=((2020, 1000), (2021, 3000), (2023, None), (2024, 2000)),
)  # fmt: skip
BARS = Series(type="bar", x="loai", y=None, measure="count", points=(("A", 30), ("B", 10)))


def test_a_chart_says_what_it_shows_and_its_highest_and_lowest() -> None:
    vi, en = chart(LINE), chart(LINE, language="en")
    assert vi.title == "Tổng số học sinh theo năm"
    assert vi.words == "Cao nhất: 2021 (3.000); thấp nhất: 2020 (1.000)."
    assert en.title == "Total pupils by year"
    assert en.words == "Highest: 2021 (3,000); lowest: 2020 (1,000)."


def test_a_label_without_a_translation_is_marked_as_vietnamese() -> None:
    assert chart(BARS, language="en").title == 'Rows by <span lang="vi">loại</span>'


def test_a_publishers_title_stands_before_ours() -> None:
    assert chart(BARS, Text(vi="Cơ sở")).title == "Cơ sở"


def test_a_line_breaks_where_nothing_is_known_and_keeps_distances_in_time() -> None:
    drawn = chart(LINE).line
    assert drawn is not None
    assert drawn.line == "M0 133 150 0M600 67h0"
    assert drawn.upwards == ("3.000", "2.000", "1.000", "0")
    assert drawn.across[0] == "2020"
    assert drawn.across[-1] == "2024"


def test_bars_are_as_long_as_their_numbers() -> None:
    assert [(point.label, point.width) for point in chart(BARS).points] == [("A", 100), ("B", 33.3)]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1, 7, (0, 2, 4, 6, 8)),
        (100.2, 101.3, (100, 100.5, 101, 101.5)),
        (-3, 5, (-4, -2, 0, 2, 4, 6)),
        (5, 5, (4, 6)),
        (0, 0, (0, 0.25)),
    ],
)
def test_axes_have_round_marks(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert scale(low, high).ticks == ticks
