"""CODEOWNERS: each agency reviews its own folder."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.describe.codeowners import codeowners
from generator.distribution import Catalog
from generator.load import load
from generator.model import Text
from generator.vocabulary import AgencyChange, Agent, DatedName

REPOSITORY = Path(__file__).parents[1]
REFERENCE = load(REPOSITORY, date(2026, 11, 1)).catalog


def agent(name: str, *reviewers: str, valid_to: date | None = None) -> Agent:
    names = (DatedName(name=Text(vi=name)),)
    return Agent(id=name, names=names, reviewers=reviewers, valid_to=valid_to)


def catalog(
    *agencies: Agent, changes: tuple[AgencyChange, ...] = (), repository: str | None = None
) -> Catalog:
    vocabularies = replace(
        REFERENCE.vocabularies, agencies={one.id: one for one in agencies}, changes=changes
    )
    portal = replace(REFERENCE.portal, publisher=agencies[0].id, repository=repository)
    return replace(REFERENCE, portal=portal, vocabularies=vocabularies)


def rules(made: Catalog) -> list[str]:
    return [line for line in codeowners(made).splitlines() if not line.startswith("#")]


def test_the_committed_file_is_up_to_date():
    committed = (REPOSITORY / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert committed == codeowners(REFERENCE), "run: opendata codeowners"


def test_each_agency_reviews_its_folder_and_the_publisher_everything_else():
    made = catalog(agent("office", "@org/office"), agent("health", "@org/health", "a@b.example"))
    assert rules(made) == [
        "* @org/office",
        "/datasets/office/ @org/office",
        "/datasets/health/ @org/health a@b.example",
    ]


def test_without_reviewers_a_team_of_the_organisation_is_meant():
    made = catalog(agent("office"), repository="https://github.com/vinh-phuc/opendata")
    assert rules(made) == ["* @vinh-phuc/office", "/datasets/office/ @vinh-phuc/office"]


def test_without_reviewers_and_organisation_nothing_is_made_up():
    assert rules(catalog(agent("office"))) == []


def test_the_folder_of_a_merged_agency_goes_to_its_successor():
    change = AgencyChange(
        type="merge", date=date(2025, 3, 1), original=("old", "new"), resulting=("new",)
    )
    old = agent("old", "@org/old", valid_to=date(2025, 2, 28))
    made = catalog(agent("new", "@org/new"), old, changes=(change,))
    assert "/datasets/old/ @org/new" in rules(made)


def test_the_folder_of_a_dissolved_agency_goes_to_the_publisher():
    old = agent("old", "@org/old", valid_to=date(2025, 2, 28))
    made = catalog(agent("office", "@org/office"), old)
    assert "/datasets/old/ @org/office" in rules(made)
