"""Every kind of problem has whole texts in both languages, and is one that the code can find."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import generator
from generator.model import LANGUAGES
from generator.problems import Place, Problem, Severity, codes, has_errors

PACKAGE = Path(generator.__file__).parent
FILES = sorted((PACKAGE / "problem_texts").glob("*.yml"))
TEXTS = {
    code: texts for file in FILES for code, texts in yaml.safe_load(file.read_text("utf-8")).items()
}

NAMED_BY_CALL = {"Problem", "Fault", "HeaderFault", "UnreadableTable", "_fault", "_report"}
"""Calls that take a code, first or as ``code``."""


def test_every_code_that_the_program_uses_has_texts() -> None:
    assert sorted(set(codes_used()) - set(codes())) == []


def test_every_code_with_texts_occurs_in_the_program() -> None:
    written = {text for tree in trees() for text in texts_in(tree)}

    assert sorted(set(codes()) - written) == []


def test_the_files_of_texts_name_every_code_once() -> None:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    named = [line.rstrip(":") for line in lines if line and line[0] not in " #"]

    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("code", codes())
def test_a_code_has_a_severity_and_both_parts_in_both_languages(code: str) -> None:
    entry = TEXTS[code]

    assert set(entry) == {"severity", *LANGUAGES}
    assert entry["severity"] in set(Severity)
    for language in LANGUAGES:
        assert set(entry[language]) == {"message", "remedy"}
        for text in entry[language].values():
            assert text.strip() == text
            assert text.endswith((".", "?", "”"))


@pytest.mark.parametrize("code", codes())
def test_both_languages_are_filled_from_the_same_details(code: str) -> None:
    assert blanks(code, "vi", "message") == blanks(code, "en", "message")
    assert blanks(code, "vi", "remedy") == blanks(code, "en", "remedy")


def test_a_problem_speaks_vietnamese_unless_asked_for_english() -> None:
    place = Place(file="datasets/a/b/c.csv", row=2, field="so_giuong", cell="1.200")
    problem = Problem(code="cell-not-integer", place=place, details={"column": "so_giuong"})

    assert problem.message() == "Ô “1.200” ở cột “so_giuong” không phải là số nguyên."
    assert problem.message("en") == "“1.200” in the column “so_giuong” is not a whole number."


def test_a_detail_with_braces_stays_as_it_is() -> None:
    place = Place(file="c.csv", cell="{cell} {0}")
    problem = Problem(code="cell-not-integer", place=place, details={"column": "{x}"})

    assert problem.message("en") == "“{cell} {0}” in the column “{x}” is not a whole number."


def test_warnings_alone_are_no_errors() -> None:
    warning = Problem(code="legal-document-missing", place=Place(file="dataset.yml"))
    error = Problem(code="table-empty", place=Place(file="a.csv"))

    assert not has_errors([warning])
    assert has_errors([warning, error])


def blanks(code: str, language: str, part: str) -> set[str]:
    parsed = string.Formatter().parse(TEXTS[code][language][part])
    return {name for _, name, _, _ in parsed if name is not None}


def trees() -> Iterator[ast.Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ast.parse(path.read_text("utf-8"))


def texts_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def codes_used() -> Iterator[str]:
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from codes_of_call(node)
            elif isinstance(node, ast.Assign) and is_table_of_codes(node):
                yield from values_of(node.value)


def codes_of_call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in NAMED_BY_CALL:
        named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        for value in [*node.args[:1], *named]:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def is_table_of_codes(node: ast.Assign) -> bool:
    return any(getattr(target, "id", "").endswith("_CODES") for target in node.targets)


def values_of(table: ast.expr) -> Iterator[str]:
    assert isinstance(table, ast.Dict)
    for value in table.values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
