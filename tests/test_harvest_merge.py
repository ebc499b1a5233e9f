"""What was changed here stays, and what nobody touched follows the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.harvest.merge import merge

A, B, C = {"title": "a"}, {"title": "b"}, {"title": "c"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (A, A, B, B),
        (A, B, A, B),
        (A, B, C, B),
        (A, B, B, B),
        (A, {}, A, {}),
        (A, {}, B, {}),
        (A, A, {}, {}),
        (A, B, {}, B),
        ({}, A, B, A),
        ({}, {}, A, A),
        ({"t": {"vi": "a", "en": "x"}}, {"t": {"vi": "b", "en": "x"}},
         {"t": {"vi": "a", "en": "y"}}, {"t": {"vi": "b", "en": "y"}}),
        ({"themes": ["a"]}, {"themes": ["a", "b"]}, {"themes": ["c"]}, {"themes": ["a", "b"]}),
    ],
)  # fmt: skip
def test_each_key_has_one_outcome(base, ours, theirs, merged):
    assert merge(base, ours, theirs) == merged


def fields(*names, **labels):
    return [{"name": name, "label": labels.get(name, name)} for name in names]


def test_things_with_names_are_merged_one_by_one_in_the_order_of_the_source():
    base, ours = fields("a", "b"), fields("a", "b", a="nhãn")
    theirs = fields("b", "c", "a", b="mới")
    assert merge(base, ours, theirs) == fields("b", "c", "a", a="nhãn", b="mới")


def test_an_order_that_was_changed_here_stays_while_the_source_keeps_its_own():
    base, ours = fields("a", "b"), fields("b", "a")
    theirs = fields("a", "b", a="mới")
    assert merge(base, ours, theirs) == fields("b", "a", a="mới")


def test_what_was_added_here_stays():
    base, theirs = fields("a"), fields("a", a="mới")
    assert merge(base, fields("a", "x"), theirs) == fields("a", "x", a="mới")


VALUES = st.recursive(
    st.text(max_size=2) | st.integers(0, 3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner) | st.lists(inner, max_size=3),
)


@given(VALUES, VALUES)
def test_where_one_side_is_as_it_was_the_other_is_the_outcome(base, other):
    assert merge(base, other, base) == other
    assert merge(base, base, other) == other
    assert merge(base, other, other) == other
