"""Problems as a terminal shows them."""

from __future__ import annotations

import pytest

from generator.problems import Place, Problem
from generator.report import place_text, problem_lines, report, summary

ERROR = Problem(code="yaml-tab", place=Place(file="datasets/a/b/dataset.yml", line=3, column=1))
WARNING = Problem(code="sensitivity-review-missing", place=Place(file="datasets/a/b/dataset.yml"))


@pytest.mark.parametrize(
    ("place", "vi", "en"),
    [
        (Place(file="a.yml"), "a.yml", "a.yml"),
        (Place(file="a.yml", line=3), "a.yml:3", "a.yml:3"),
        (Place(file="a.yml", line=3, column=5), "a.yml:3:5", "a.yml:3:5"),
        (Place(file="a.csv", row=2), "a.csv, dòng 2", "a.csv, row 2"),
        (
            Place(file="a.csv", row=2, field="{số}"),
            "a.csv, dòng 2, cột “{số}”",
            "a.csv, row 2, column “{số}”",
        ),
    ],
)
def test_a_place_reads_as_people_and_editors_read_it(place, vi, en):
    assert (place_text(place, "vi"), place_text(place, "en")) == (vi, en)


def test_a_problem_is_told_with_its_place_its_fault_and_its_remedy():
    assert problem_lines(ERROR, "en") == [
        "ERROR  datasets/a/b/dataset.yml:3:1  [yaml-tab]",
        "  This line is indented with a tab.",
        "  → Replace each tab with two spaces.",
    ]
    assert problem_lines(ERROR, "vi")[0].startswith("LỖI  ")


def test_within_a_file_what_stops_publication_comes_first_and_files_stay_together():
    other = Problem(code="yaml-empty", place=Place(file="z.yml"))
    text = report([WARNING, ERROR, other], "en")
    heads = [line for line in text.splitlines() if "[" in line]
    assert [head.split("[")[1] for head in heads] == [
        "yaml-tab]",
        "sensitivity-review-missing]",
        "yaml-empty]",
    ]
    assert text.endswith("2 errors to mend, 1 warnings.")


def test_nothing_to_tell_is_said_in_one_sentence():
    assert report([], "vi") == "Không có vấn đề nào."
    assert summary([], "en") == "No problems."
    assert summary([WARNING], "vi") == "0 lỗi phải sửa, 1 điều nên sửa."


@pytest.mark.parametrize(
    "steering",
    ["\x1b[2J", "\n::error::x", "\r\n##[error]x", "a\u2028b", "\u202eabc", "\u2066x", "\x9b2J"],
)
def test_texts_of_a_publisher_steer_neither_terminal_nor_log(steering):
    problem = Problem(
        code="metadata-needs-text",
        place=Place(file=f"a{steering}.yml"),
        details={"key": steering, "value": steering},
    )
    lines = report([problem], "vi").splitlines()
    assert len(lines) == 6
    assert not any(
        character in "".join(lines) for character in steering if not character.isprintable()
    )
    assert not any(line.startswith(("::", "##")) for line in lines)


def test_names_that_are_no_utf_8_can_be_printed():
    problem = Problem(
        code="file-undeclared", place=Place(file="\udcff"), details={"path": "\udcff"}
    )
    assert report([problem], "en").encode()


def test_braces_in_details_are_shown_as_they_are():
    problem = Problem(
        code="metadata-needs-text", place=Place(file="a"), details={"key": "{x}", "value": "{0}"}
    )
    assert "{x}" in report([problem], "en")
