"""The quick ways of reading and judging, each against the slow one it stands for."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.model import Column, Dialect, Resource, Schema, Text
from generator.table import read_content, read_text, text_table
from generator.table.content import TableContent, _read_carefully
from generator.table.plain import read_plain
from generator.validate.fast import JudgedColumn, Key, find_suspects
from generator.validate.fast.patterns import re2_pattern

RESOURCE = Resource(
    name="bang",
    path="bang.csv",
    title=Text(vi="Bảng"),
    schema=Schema(fields=(Column(name="a", label=Text(vi="a")),)),
)
DIALECTS = [
    Dialect(),
    Dialect(delimiter=";", quote_char="'"),
    Dialect(delimiter="\t"),
    Dialect(header_row=2),
    Dialect(delimiter=" "),
]
ONE_BY_ONE = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def same(one: TableContent, other: TableContent) -> bool:
    return known(one) == known(other)


def known(content: TableContent) -> list[Any]:
    fault = content.fault
    said = (fault.code, fault.details, fault.line, fault.row) if fault else None
    return [content.labels, content.header_row, content.height, said, *content.rows()]


# Reading


PIECES = st.sampled_from(
    [
        "a", "a", "é", "1", " ", ",", ",", ";", "\t", '"', '""', "'", "\n", "\n", "\r\n", "\r",
        "\0", "\ufeff", "e\u0301", "\u0301", '"a"', '"a,b"', '"a\nb"', "\u2028", "\x0b",
    ]
)  # fmt: skip


@ONE_BY_ONE
@given(data=st.lists(PIECES, max_size=12).map("".join), dialect=st.sampled_from(DIALECTS))
@example(data='a\n""\n', dialect=Dialect())
@example(data='a,b\n"x""y",\n', dialect=Dialect())
@example(data='a,b\n"x"y,\n', dialect=Dialect())
@example(data='a,b\nx"y",\n', dialect=Dialect())
@example(data="\ufeff\ufeffa\n1\n", dialect=Dialect())
@example(data="a,b\n1,2\n\n", dialect=Dialect())
@example(data="a,b\n\n1,2\n", dialect=Dialect())
@example(data="a\n\n\n", dialect=Dialect())
def test_a_table_read_in_bulk_is_the_one_read_with_care(
    tmp_path: Path, data: str, dialect: Dialect
) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(data.encode())
    resource = replace(RESOURCE, dialect=dialect)

    assert same(read_content(path, resource), _read_carefully(path, resource))


@ONE_BY_ONE
@given(
    rows=st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.lists(PIECES, max_size=3).map("".join), min_size=width, max_size=width),
            min_size=2,
            max_size=5,
        )
    ),
    dialect=st.sampled_from(DIALECTS),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_a_table_written_by_a_program_is_read_alike(
    tmp_path: Path, rows: list[list[str]], dialect: Dialect, end: str, quoting: Any
) -> None:
    path = tmp_path / "bang.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(
            file,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote_char,
            lineterminator=end,
            quoting=quoting,
        ).writerows(rows)
    resource = replace(RESOURCE, dialect=dialect)

    assert same(read_content(path, resource), _read_carefully(path, resource))


@ONE_BY_ONE
@given(st.binary(max_size=12), st.booleans())
@example(b"\xed\xa0\x80", True)
@example(b"\xc0\x80", True)
@example(b"\xff", False)
def test_bytes_that_are_no_text_are_left_to_careful_reading(
    tmp_path: Path, data: bytes, is_quoted: bool
) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(b'a,b\n"1",2\n' + data if is_quoted else b"a,b\n1,2\n" + data)

    assert same(read_content(path, RESOURCE), _read_carefully(path, RESOURCE))


@pytest.mark.parametrize(
    "data",
    [
        "a,b\n1,2\n",
        "a,b\r\n1,2\r\n",
        "\ufeffa,b\n1,2",
        'a,b\n"1","2"\n',
        'a,b\n"x, y","hai\ndòng"\n',
        'a,b\n"nói ""có""",\n',
        "a\n1\n\n\n",
        'a,"b\nb"\n1,2\n',
        "a,b\n" + "đường Nguyễn Huệ,7\n" * 300_000,
        'a,b\n"đường\nNguyễn Huệ",7\n' + '"x\n""y",7\n' * 600_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_common_tables_are_read_in_bulk(data: str, tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(data.encode())

    assert read_plain(path, RESOURCE) is not None
    if len(data) < 100:
        assert same(read_content(path, RESOURCE), _read_carefully(path, RESOURCE))


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1\n",
        b"a,b\n1,2,3\n",
        b"a,b\n1,2\n\n3,4\n",
        b"a,b\n1,2\n\r\n3,4\r\n",
        b"a,b\n1,2\r3,4\n",
        b'a,b\n1,2"\n',
        b'a,b\n"1"x,2\n',
        b'a,b\n"1,2\n',
        b"a,b\n1,\0\n",
        b"a,b\n",
        b"",
        "a,b\ne\u0301,2\n".encode(),
        "a,b\né,2\n".encode("cp1258", "replace"),
    ],
)
def test_uncommon_tables_are_read_with_care(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(data)

    assert read_plain(path, RESOURCE) is None


def test_a_blank_line_between_blocks_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(b"a\n" + b"123\n" * (1 << 20) + b"\n1\n")

    assert read_plain(path, RESOURCE) is None


def test_rules_see_what_was_read_once(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text("a,a\n1,2\n3\n4,5,6\n", "utf-8")

    table = text_table(read_content(path, RESOURCE), RESOURCE, "bang.csv")

    assert table == read_text(path, RESOURCE, "bang.csv")
    assert table.columns.to_pydict() == {"a": ["1", "3", "4"], "a (2)": ["2", "", "5"]}


# Patterns


SIGNS = st.sampled_from(
    [
        "a", "b", "|", "^", "$", ".", "(", "(?:", ")", "*", "+", "?", "{2}", "{1,}", "{,2}", "[ab]",
        "[^a]", "[a-c]", "[^a-c]", r"\d", r"\w", r"\s", r"\D", r"\.", r"[\d.]", "đ", r"[^\d]",
        "1", " ", "-", "]", "[", "\\", "[]a]", "[a^]", "[$]", "&&", r"\\", "(?i)", "(?i:",
    ]
)  # fmt: skip


@ONE_BY_ONE
@given(
    pattern=st.lists(SIGNS, max_size=6).map("".join),
    text=st.text(alphabet="abc1 .-đĐ\n٣\u00a0\\^$", max_size=4),
)
def test_what_re2_takes_python_takes_too(pattern: str, text: str) -> None:
    try:
        expected = re.compile(f"^{pattern}$")
    except (re.error, FutureWarning):
        return
    quick = re2_pattern(pattern)

    if quick and pc.match_substring_regex(pa.array([text]), quick)[0].as_py():
        assert expected.match(text)


@pytest.mark.parametrize(
    "pattern", ["[0-9]{5}", r"\d{2}\.\d{3}", "[A-ZĐ][0-9]+", "(A|B)-[^ ]+", "a.*", r"[\w-]+"]
)
def test_common_patterns_are_matched_in_bulk(pattern: str) -> None:
    assert re2_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"\D", r"[^\d]", "(?=a)", r"(a)\1", r"\b", "a{,2}", "(?i)a"])
def test_patterns_that_readers_take_differently_are_left_alone(pattern: str) -> None:
    assert re2_pattern(pattern) is None


# Columns and keys


def judged(cells: list[str | None], **field: Any) -> JudgedColumn:
    half = len(cells) // 2
    chunks = [pa.array(cells[:half], pa.string()), pa.array(cells[half:], pa.string())]
    return JudgedColumn(pa.chunked_array(chunks), {"name": "a", "type": "string", **field}, [""])


def test_only_wrong_cells_are_suspected_among_many() -> None:
    cells: list[str | None] = [str(number) for number in range(10_000)]
    cells[1], cells[7_000], cells[9_999] = "0x1F", "bảy", " 7 "

    assert judged(cells, type="integer").wrong_rows().tolist() == [1, 7_000]


def test_values_written_differently_are_repeated() -> None:
    columns = {"a": judged(["1", "2", "01", "", "x", "3", "", "+3"], type="integer")}

    found = find_suspects(columns, [], ("a",), [])

    assert found.rows == [0, 2, 3, 4, 5, 6, 7]


def test_of_a_key_only_the_rows_pointed_at_are_needed() -> None:
    own = {"a": judged(["1", "7", "x", "2"], type="integer")}
    other = judged(["07", "8", "2", "7"], type="integer")

    found = find_suspects(own, [3], (), [Key(name="k", fields=("a",), others=(other,))])

    assert (found.rows, found.targets) == ([0, 2, 3], {"k": [2]})


def test_values_of_rare_types_in_keys_have_all_rows_judged() -> None:
    own = {"a": judged(["10:00:00", "11:00:00"], type="time")}

    assert find_suspects(own, [], ("a",), []).rows is None
