"""The day a build is for."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from generator.problems import PortalError
from generator.settings import LEAST_MEMORY, build_day, memory, processors


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("1795392000", date(2026, 11, 23)),
        ("0", date(1970, 1, 1)),
        ("1735662600", date(2024, 12, 31)),  # 23:30 in Việt Nam
        ("1735664400", date(2025, 1, 1)),  # midnight in Việt Nam, 17:00 in Greenwich
    ],
)
def test_the_day_is_that_of_source_date_epoch_in_viet_nam(monkeypatch, epoch, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day() == day


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_an_epoch_the_day_is_today(monkeypatch, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert abs(build_day() - datetime.now(UTC).date()) <= timedelta(days=1)


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30, "-" + "9" * 18])
def test_an_epoch_that_is_no_moment_stops_the_build_with_its_value(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(PortalError, match="SOURCE_DATE_EPOCH"):
        build_day()


def test_there_is_at_least_one_processor():
    assert processors() >= 1


def test_by_default_at_most_half_of_the_memory_is_used_but_what_any_table_needs():
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    assert LEAST_MEMORY <= memory() <= max(LEAST_MEMORY, machine // 2)
