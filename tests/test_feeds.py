"""Feeds and calendars, judged by the strict readers of their formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import atoma  # type: ignore[import-untyped]
import icalendar
import pytest

from generator.describe import atom, due_dates
from generator.describe.sections import sections
from generator.model import Text
from generator.vocabulary import AgencyChange, Agent, DatedName, Frequency
from tests.editions import (
    HOSTILE_LEFT,
    contents,
    dataset,
    edition,
    files_of,
    hostile,
    with_frequency,
)

BASE = "https://du-lieu.tinh.example/"
MONTHLY = Frequency(
    id="thang", label=Text(vi="Tháng", en="Monthly"), eu_code="MONTHLY", overdue_after_days=45
)
NEVER = Frequency(id="khong", label=Text(vi="Không"), eu_code="NEVER")


def feed_of(files, path="feed.atom"):
    return atoma.parse_atom_bytes(contents(files)[path])


def event_of(content, title="Hạn cập nhật"):
    (event,) = (
        each
        for each in icalendar.Calendar.from_ical(content).walk("VEVENT")
        if title in str(each["SUMMARY"])
    )
    return event


def monthly(*datasets):
    return with_frequency(edition(*datasets), MONTHLY)


# --- Atom ----------------------------------------------------------------------------------------
def test_there_is_a_feed_of_everything_of_each_field_and_of_each_agency_in_both_languages():
    of = edition(dataset())
    words = of.catalog.vocabularies
    places = ["", *(f"themes/{theme}/" for theme in words.themes)]
    places += [f"agencies/{agency}/" for agency in words.agencies]
    paths = [f"{root}{place}feed.atom" for root in ("", "en/") for place in places]
    files = contents(files_of(atom, of))
    assert sorted(files) == sorted(paths)
    for path, content in files.items():
        feed = atoma.parse_atom_bytes(content)
        assert feed.id_ == BASE + path
        assert {link.rel: link.href for link in feed.links} == {
            "self": BASE + path,
            "alternate": BASE + path.removesuffix("feed.atom"),
        }


def test_an_entry_tells_what_a_reader_needs():
    of = edition(dataset(issued=date(2024, 1, 2), modified=date(2024, 5, 31)))
    (entry,) = feed_of(files_of(atom, of)).entries
    metadata = of.catalog.datasets[0].metadata
    assert entry.id_ == f"{BASE}datasets/bo-1/#dataset"
    assert entry.updated == datetime(2024, 5, 30, 17, tzinfo=UTC)
    assert entry.updated.utcoffset() == timedelta(hours=7)
    assert entry.published == datetime(2024, 1, 1, 17, tzinfo=UTC)
    assert entry.title.value == f"[Dữ liệu mẫu] {metadata.title.vi}"
    assert "không phải số liệu chính thức" in entry.summary.value
    assert entry.summary.value.endswith(metadata.description.vi)
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", f"{BASE}datasets/bo-1/"),
        ("license", f"{BASE}terms/#mo"),
    ]
    themes = set(metadata.themes)
    assert {category.term for category in entry.categories} == {*themes, "updated", "sample"}


def test_official_data_are_not_called_samples():
    (entry,) = feed_of(files_of(atom, edition(dataset(sample=False)))).entries
    assert "mẫu" not in entry.title.value
    assert "sample" not in {category.term for category in entry.categories}


def test_english_feeds_are_in_english_and_mark_what_is_not():
    of = edition(dataset(title=Text(vi="Chỉ tiếng Việt")))
    files = contents(files_of(atom, of))
    (entry,) = atoma.parse_atom_bytes(files["en/feed.atom"]).entries
    assert entry.title.value == "[Sample data] Chỉ tiếng Việt"
    assert entry.id_ == f"{BASE}en/datasets/bo-1/#dataset"
    assert b'<title xml:lang="vi">[Sample' in files["en/feed.atom"]
    assert b'<title xml:lang="vi">' not in files["feed.atom"]


def test_the_latest_fifty_come_first_and_the_feed_is_as_new_as_the_newest():
    many = [dataset(f"bo-{n}", modified=date(2023, 1, 1) + timedelta(days=n)) for n in range(60)]
    feed = feed_of(files_of(atom, edition(*many)))
    days = [entry.updated.date() for entry in feed.entries]
    assert len(days) == 50
    assert days == sorted(days, reverse=True)
    assert feed.updated == feed.entries[0].updated
    assert len({entry.id_ for entry in feed.entries}) == 50


def test_planned_data_are_no_news_and_withdrawn_data_say_so():
    of = edition(dataset("sap-co", status="planned"), dataset("da-thu", status="withdrawn"))
    (entry,) = feed_of(files_of(atom, of)).entries
    assert entry.title.value.startswith("[Đã thu hồi] ")
    assert "withdrawn" in {category.term for category in entry.categories}


def test_feeds_of_nothing_can_be_read():
    feed = feed_of(files_of(atom, edition()))
    assert feed.entries == []
    assert feed.updated.date() == date(2024, 6, 30)


def test_texts_cannot_break_out_of_a_feed():
    for path in ("feed.atom", "en/feed.atom"):
        (entry,) = feed_of(files_of(atom, edition(hostile())), path).entries
        assert HOSTILE_LEFT in entry.title.value
        assert HOSTILE_LEFT in entry.summary.value


def test_feeds_of_a_portal_of_one_language_are_in_that_language():
    files = contents(files_of(atom, edition(dataset(), languages=("vi",))))
    assert not [path for path in files if path.startswith("en/")]


def test_an_agency_tells_of_what_it_took_over():
    of = edition(dataset(publisher="cu"))
    words = of.catalog.vocabularies
    day = date(2024, 3, 1)
    agencies = words.agencies | {
        "cu": Agent(id="cu", names=(DatedName(name=Text(vi="Cũ")),), valid_to=date(2024, 2, 29)),
        "moi": Agent(id="moi", names=(DatedName(name=Text(vi="Mới")),), valid_from=day),
    }
    change = AgencyChange(type="merge", date=day, original=("cu",), resulting=("moi",))
    words = replace(words, agencies=agencies, changes=(change,))
    of = replace(of, catalog=replace(of.catalog, vocabularies=words))
    told = {part.path: [each.dataset.slug for each in part.entries] for part in sections(of)}
    assert told["agencies/cu/"] == told["agencies/moi/"] == ["bo-1"]
    assert told["agencies/so-y-te/"] == []


# --- iCalendar -----------------------------------------------------------------------------------
def test_an_update_is_due_as_many_days_after_the_last_as_its_frequency_allows():
    of = monthly(dataset(accrual_periodicity="thang", modified=date(2024, 5, 31)))
    event = event_of(contents(files_of(due_dates, of))["due.ics"])
    assert event.decoded("DTSTART") == date(2024, 7, 15)
    assert event.decoded("DTSTAMP") == datetime(2024, 5, 30, 17, tzinfo=UTC)
    assert event["SUMMARY"].startswith("[Dữ liệu mẫu] Hạn cập nhật: ")
    assert "không phải số liệu chính thức" in event["DESCRIPTION"]
    assert event["URL"] == f"{BASE}datasets/bo-1/"


def test_the_same_update_has_the_same_name_in_every_calendar_and_after_a_change():
    files = contents(files_of(due_dates, monthly(dataset(accrual_periodicity="thang"))))
    own = files["agencies/so-noi-vu/due.ics"]
    later = monthly(dataset(accrual_periodicity="thang", modified=date(2024, 6, 1)))
    names = {
        str(event_of(content)["UID"])
        for content in (files["due.ics"], own, contents(files_of(due_dates, later))["due.ics"])
    }
    assert len(names) == 1


@pytest.mark.parametrize(
    "changes",
    [{"accrual_periodicity": "khong"}, {"status": "planned"}, {"status": "withdrawn"}],
)
def test_nothing_is_due_of_data_that_do_not_change_are_not_there_yet_or_no_more(changes):
    metadata = {"accrual_periodicity": "thang", **changes}
    of = with_frequency(monthly(dataset(**metadata)), NEVER)
    calendar = icalendar.Calendar.from_ical(contents(files_of(due_dates, of))["due.ics"])
    assert calendar.walk("VEVENT") == []
    assert calendar.walk("VTIMEZONE")  # a calendar must hold something


def test_texts_cannot_break_out_of_a_calendar():
    of = edition(hostile())
    event = event_of(contents(files_of(due_dates, of))["due.ics"])
    assert str(event["SUMMARY"]).endswith(HOSTILE_LEFT)


def test_lines_of_a_calendar_are_short_and_cut_no_letter():
    long = Text(vi="Đường bộ 😀 " * 40)
    content = contents(files_of(due_dates, edition(dataset(title=long))))["due.ics"]
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in b"".join(lines)
    assert str(event_of(content)["SUMMARY"]).endswith(long.vi)


def test_calendars_say_nothing_of_the_day_they_were_made_on():
    of = edition(dataset())
    tomorrow = replace(of, catalog=replace(of.catalog, today=date(2024, 7, 1)))
    assert contents(files_of(due_dates, of)) == contents(files_of(due_dates, tomorrow))
