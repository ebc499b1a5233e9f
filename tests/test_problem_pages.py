"""Every kind of problem has a page, and examples that are right where they say so."""

from __future__ import annotations

import pytest

from generator.problems import codes, codes_by_group, example_of, page_path, wording
from generator.render.addresses import Addresses
from generator.render.problems import problem_context, problems_context

AT = Addresses(base_url="https://data.example/", language="vi", path="problems/")


def test_the_list_has_every_code_once():
    listed = [link.code for group in problems_context(AT).groups for link in group.problems]
    assert sorted(listed) == sorted(codes())


def test_groups_of_codes_nobody_has_named_stand_under_other_problems():
    titles = {group.title for group in problems_context(AT).groups}
    assert "problem_group.tables" in titles
    assert all(title.startswith("problem_group.") for title in titles)


def test_a_page_shows_signs_where_findings_have_their_own_values():
    context = problem_context("cell-not-date", AT)
    assert context.message == "Ô “…” ở cột “…” không phải là ngày có thật viết theo dạng …"
    assert context.has_blanks
    assert not problem_context("yaml-tab", AT).has_blanks


def test_a_code_without_an_example_has_a_page_too(monkeypatch):
    monkeypatch.setattr("generator.problems._examples", dict)
    assert problem_context("yaml-tab", AT).example is None


def test_every_code_has_an_example():
    assert [code for code in codes() if example_of(code) is None] == []


def test_no_example_is_of_a_code_that_nobody_uses():
    from generator.problems import _examples

    assert set(_examples()) <= set(codes())


@pytest.mark.parametrize("code", codes())
def test_an_example_shows_a_difference(code):
    example = example_of(code)
    assert example is None or example.wrong.strip() != example.right.strip()


@pytest.mark.parametrize("code", codes())
def test_a_code_is_a_name_for_an_address(code):
    assert page_path(code) == f"problems/{code}/"
    assert code.replace("-", "").isalnum()
    assert code.isascii()


def test_every_code_belongs_to_one_group():
    grouped = [code for group in codes_by_group().values() for code in group]
    assert sorted(grouped) == sorted(codes())


@pytest.mark.parametrize("code", codes())
def test_no_blank_is_left_in_the_words_of_a_page(code):
    assert wording(code, "vi") != wording(code, "en")
