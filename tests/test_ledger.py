"""What was written is known at the next build, or nothing is."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from pathlib import Path

import pytest

from generator.distribution import SiteFile
from generator.ledger import LedgerError, Section, Written, open_ledger, written_of
from generator.store import Store, kept_checksum

FILES = (
    Written(path="b/index.html", checksum="ab" * 32, byte_size=1),
    Written(path="a.csv", checksum="cd" * 32, byte_size=2),
)
SECTION = Section(owner="bo-1", key="k", files=FILES, parts={"catalog": b"<1>"})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("index.html", "datasets.json", "SHA256SUMS"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sites" / "one.sqlite"


def keep(file: Path, site: Path, *sections: Section) -> None:
    with open_ledger(file) as ledger:
        for section in sections:
            ledger.record(section)
        ledger.close_with(site)


def test_what_was_recorded_is_known_at_the_next_build(file: Path, site: Path):
    keep(file, site, SECTION)
    with open_ledger(file) as ledger:
        assert ledger.describes(site)
        assert ledger.owners == {"bo-1"}
        assert ledger.has("bo-1", "k")
        assert not ledger.has("bo-1", "another")
        assert set(ledger.files("bo-1").values()) == set(FILES)
        assert [each.path for _, each in ledger.all_files()] == ["a.csv", "b/index.html"]
        assert list(ledger.parts("catalog", ["bo-1"])) == [b"<1>"]


def test_what_is_not_closed_with_a_site_is_forgotten(file: Path, site: Path):
    keep(file, site, SECTION)
    with open_ledger(file) as ledger:
        ledger.remove("bo-1")
    with open_ledger(file) as ledger:
        assert ledger.has("bo-1", "k")


def test_a_section_takes_the_place_of_what_it_was(file: Path, site: Path):
    other = Section(owner="bo-1", key="k2", files=FILES[:1])
    keep(file, site, SECTION, other)
    with open_ledger(file) as ledger:
        assert ledger.has("bo-1", "k2")
        assert list(ledger.files("bo-1")) == ["b/index.html"]
        with pytest.raises(LedgerError):
            list(ledger.parts("catalog", ["bo-1"]))


def test_a_path_that_another_section_had_is_the_new_ones(file: Path, site: Path):
    keep(file, site, SECTION, Section(owner="bo-2", key="k", files=FILES[1:]))
    with open_ledger(file) as ledger:
        assert list(ledger.files("bo-1")) == ["b/index.html"]
        assert list(ledger.files("bo-2")) == ["a.csv"]


@pytest.mark.parametrize("name", ["index.html", "datasets.json", "SHA256SUMS"])
def test_a_site_that_was_built_again_by_others_is_not_the_one_described(
    file: Path, site: Path, name: str
):
    keep(file, site, SECTION)
    (site / name).unlink()
    with open_ledger(file) as ledger:
        assert not ledger.describes(site)
    (site / name).write_text("another")
    with open_ledger(file) as ledger:
        assert not ledger.describes(site)


def test_a_site_whose_change_was_interrupted_is_not_the_one_described(file: Path, site: Path):
    keep(file, site, SECTION)
    with open_ledger(file) as ledger:
        ledger.disown(site)  # and then the machine stopped
    with open_ledger(file) as ledger:
        assert not ledger.describes(site)


def test_no_site_is_described_by_an_empty_ledger(file: Path, site: Path):
    with open_ledger(file) as ledger:
        assert not ledger.describes(site)
        assert not ledger.describes(site / "absent")


def test_a_part_that_is_not_what_was_recorded_is_found(file: Path, site: Path):
    keep(file, site, SECTION)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE part SET content = ?", (b"<2>",))
    connection.close()
    with open_ledger(file) as ledger, pytest.raises(LedgerError):
        list(ledger.parts("catalog", ["bo-1"]))


def damaged(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"x" * (len(whole) - 4096))


def of_another_form(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


@pytest.mark.parametrize(
    "spoil", [lambda file: file.write_bytes(b"no ledger" * 100), of_another_form]
)
def test_what_is_no_ledger_of_ours_is_begun_anew(file: Path, site: Path, spoil):
    keep(file, site, SECTION)
    spoil(file)
    with open_ledger(file) as ledger:
        assert ledger.owners == frozenset()


def test_a_damaged_ledger_says_so(file: Path, site: Path):
    keep(file, site, *(Section(owner=f"bo-{n}", key="k" * 500, files=()) for n in range(99)))
    damaged(file)
    with pytest.raises(LedgerError), open_ledger(file):
        pytest.fail("it can be read")


def test_a_ledger_that_finds_no_room_says_that_the_disk_is_full(file: Path, site: Path):
    large = Section(owner="bo-2", key="k", files=(), parts={"catalog": bytes(10**6)})
    keep(file, site, SECTION)

    def fill() -> None:
        with open_ledger(file) as ledger:
            ledger._connection.execute("PRAGMA max_page_count = 20")
            ledger.record(large)

    with pytest.raises(OSError, match="full") as failure:
        fill()
    assert failure.value.errno == errno.ENOSPC
    with open_ledger(file) as ledger:
        assert ledger.owners == {"bo-1"}


def test_everything_can_be_forgotten(file: Path):
    with open_ledger(file) as ledger:
        ledger.record(SECTION)
        ledger.clear()
        assert ledger.owners == frozenset()
        assert list(ledger.all_files()) == []


def test_without_a_file_nothing_is_kept():
    with open_ledger(None) as ledger:
        ledger.record(SECTION)
    with open_ledger(None) as ledger:
        assert ledger.owners == frozenset()


# Files


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_bytes_have_their_own_checksum():
    written = written_of(SiteFile(path="a", content=b"xy"))
    assert written == Written(path="a", checksum=checksum(b"xy"), byte_size=2)


def test_a_file_in_the_store_has_its_checksum_for_a_name(tmp_path: Path):
    made = tmp_path / "made"
    made.write_bytes(b"x")
    stored = Store(tmp_path / "store").keep(made)
    assert kept_checksum(stored.path) == checksum(b"x")
    assert written_of(SiteFile(path="a", content=stored.path)).checksum == checksum(b"x")


def test_an_agencys_file_that_lies_like_one_of_the_store_has_the_checksum_it_was_told_with(
    tmp_path: Path,
):
    file = tmp_path / "objects" / "00" / ("0" * 62)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    told = SiteFile(path="a", content=file, checksum=checksum(b"x"))
    assert written_of(told).checksum == checksum(b"x")


def test_other_files_are_read(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"x")
    assert written_of(SiteFile(path="a", content=file)).checksum == checksum(b"x")
