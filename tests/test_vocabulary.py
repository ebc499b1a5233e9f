"""Who answers for data when agencies change."""

from __future__ import annotations

from datetime import date

import pytest

from generator.load.vocabularies import load_vocabularies
from generator.model import Text
from generator.vocabulary import AgencyChange, Agent, DatedName, Vocabularies
from tests.conftest import REPOSITORY

DAY = date(2025, 2, 19)
BEFORE, LATER = date(2025, 2, 18), date(2026, 1, 1)


def agency(name, *, until=None, since=None):
    names = (DatedName(name=Text(vi=name)),)
    return Agent(id=name, names=names, valid_from=since, valid_to=until)


def change(kind, original, resulting, on=DAY):
    return AgencyChange(
        type=kind, date=on, original=tuple(original.split()), resulting=tuple(resulting.split())
    )


def register(agencies, changes):
    return Vocabularies(
        themes={},
        agencies={agency.id: agency for agency in agencies},
        changes=tuple(changes),
        agencies_note=None,
        licenses={},
        frequencies={},
        area_code_lists={},
    )


@pytest.mark.parametrize(
    ("kind", "original", "resulting", "stewards"),
    [
        ("rename", "old", "new", ("new",)),
        ("merge", "old other", "new", ("new",)),
        ("merge", "old new", "new", ("new",)),
        ("split", "old", "third new", ("third", "new")),
        ("establish", "old", "new", ("new",)),
        ("dissolve", "old", "", ()),
        ("dissolve", "old", "new", ("new",)),
        ("transfer", "old", "new", ()),
    ],
)
def test_a_body_that_ended_is_followed_to_its_successors(kind, original, resulting, stewards):
    agencies = [agency("old", until=BEFORE), agency("new"), agency("third"), agency("other")]
    vocabularies = register(agencies, [change(kind, original, resulting)])
    assert vocabularies.stewards("old", LATER) == stewards
    assert vocabularies.stewards("old", BEFORE) == ("old",)


def test_a_body_answers_for_its_own_data_while_it_exists():
    agencies = [agency("old"), agency("new")]
    changes = [change("transfer", "old", "new"), change("split", "old", "old new")]
    assert register(agencies, changes).stewards("old", LATER) == ("old",)


def test_a_split_that_the_body_outlived_makes_nobody_its_heir():
    agencies = [agency("old", until=date(2025, 12, 31)), agency("part"), agency("heir")]
    changes = [
        change("split", "old", "old part"),
        change("rename", "old", "heir", on=LATER),
    ]
    assert register(agencies, changes).stewards("old", LATER) == ("heir",)


def test_successors_that_ended_too_are_followed_as_far_as_the_day_asked_for():
    middle = agency("middle", since=DAY, until=date(2025, 6, 30))
    agencies = [agency("old", until=BEFORE), middle, agency("new")]
    changes = [
        change("rename", "old", "middle"),
        change("rename", "middle", "new", on=date(2025, 7, 1)),
    ]
    vocabularies = register(agencies, changes)
    assert vocabularies.stewards("old", date(2025, 3, 1)) == ("middle",)
    assert vocabularies.stewards("old", date(2025, 7, 1)) == ("new",)


def test_changes_to_come_count_only_from_their_day_on():
    agencies = [agency("old", until=LATER), agency("new", since=date(2026, 1, 2))]
    vocabularies = register(agencies, [change("rename", "old", "new", on=date(2026, 1, 2))])
    assert vocabularies.stewards("old", LATER) == ("old",)
    assert vocabularies.stewards("old", date(2026, 1, 2)) == ("new",)


def test_two_ways_to_one_successor_name_it_once_and_rings_end():
    agencies = [agency(name, until=BEFORE) for name in ("a", "b", "c")] + [agency("new")]
    changes = [
        change("split", "a", "b c"),
        change("merge", "b c", "new"),
        change("rename", "c", "a"),
    ]
    assert register(agencies, changes).stewards("a", LATER) == ("new",)


def test_nobody_answers_for_a_body_that_no_register_knows():
    assert register([agency("new")], []).stewards("unknown", LATER) == ()


# --- The register of this repository -------------------------------------------------------------
@pytest.fixture(scope="module")
def real():
    vocabularies, problems = load_vocabularies(REPOSITORY)
    assert not problems
    return vocabularies


@pytest.mark.parametrize(
    ("ended", "stewards"),
    [
        ("so-ke-hoach-dau-tu", ("so-tai-chinh",)),
        ("so-giao-thong-van-tai", ("so-xay-dung",)),
        ("so-nong-nghiep-ptnt", ("so-nong-nghiep-moi-truong",)),
        ("so-tai-nguyen-moi-truong", ("so-nong-nghiep-moi-truong",)),
        ("so-thong-tin-truyen-thong", ("so-khoa-hoc-cong-nghe",)),
        ("so-lao-dong-tbxh", ("so-noi-vu",)),
        ("ban-dan-toc", ("so-dan-toc-ton-giao",)),
        ("so-ngoai-vu", ()),
    ],
)
def test_the_reorganisation_of_2025_is_followed(real, ended, stewards):
    assert real.stewards(ended, BEFORE) == (ended,)
    assert real.stewards(ended, DAY) == stewards


def test_functions_passed_on_are_told_though_stewardship_is_not(real):
    changes = real.changes_from("so-lao-dong-tbxh")
    transfers = [c.resulting for c in changes if c.type == "transfer"]
    assert transfers == [("so-giao-duc-dao-tao",), ("so-y-te",)]
    assert "so-lao-dong-tbxh" in [c.original[0] for c in real.changes_into("so-y-te")]


def test_the_register_counts_nineteen_bodies_before_and_thirteen_after(real):
    existing = [
        [body.id for body in real.agencies.values() if body.is_active(day)] for day in (BEFORE, DAY)
    ]
    assert [len(bodies) for bodies in existing] == [19, 13]


def test_every_body_and_parent_named_by_the_register_is_in_it(real):
    named = {body for c in real.changes for body in (*c.original, *c.resulting)}
    named |= {body.parent for body in real.agencies.values() if body.parent}
    assert named <= real.agencies.keys()
