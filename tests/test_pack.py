"""The ZIP of a dataset."""

from __future__ import annotations

import os
import zipfile
from datetime import date

import pytest

from generator.distribution import Distribution
from generator.pack import pack
from generator.store import Store, checksum_and_size

DAY = date(2024, 5, 31)
DOCUMENTS = {"datapackage.json": b"{}", "README.md": "# Trạm".encode()}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


@pytest.fixture
def table(tmp_path):
    return distribution(tmp_path / "tram.csv", "ma,ten\n0001,Trạm\n".encode())


def distribution(path, content):
    path.write_bytes(content)
    checksum, size = checksum_and_size(path)
    return Distribution(
        format="CSV",
        role="derived",
        file_name=path.name,
        media_type="text/csv",
        byte_size=size,
        checksum=checksum,
        content=path,
    )


def packed(store, files, documents=None, modified=DAY):
    return pack(
        "tram", documents=documents or DOCUMENTS, files=files, modified=modified, store=store
    )


def test_a_package_holds_its_documents_and_files_byte_for_byte(store, table):
    package = packed(store, [table])
    assert (package.file_name, package.format, package.role) == ("tram.zip", "ZIP", "package")
    assert checksum_and_size(package.content) == (package.checksum, package.byte_size)
    with zipfile.ZipFile(package.content) as archive:
        assert archive.testzip() is None
        members = {name: archive.read(name) for name in archive.namelist()}
    assert members == DOCUMENTS | {"tram.csv": table.content.read_bytes()}
    assert list(members) == [*DOCUMENTS, "tram.csv"]


def test_members_bear_the_day_of_the_data_and_can_be_read_by_everyone(store, table):
    with zipfile.ZipFile(packed(store, [table]).content) as archive:
        for member in archive.infolist():
            assert member.date_time == (2024, 5, 31, 0, 0, 0)
            assert member.external_attr >> 16 == 0o644
            assert member.compress_type == zipfile.ZIP_DEFLATED


def test_the_same_content_gives_the_same_bytes_in_another_store_at_another_time(
    store, table, tmp_path
):
    first = packed(store, [table])
    os.utime(table.content, (0, 0))
    second = packed(Store(tmp_path / "other"), [table])
    assert first.content != second.content
    assert first.content.read_bytes() == second.content.read_bytes()


def test_a_package_is_made_once(store, table):
    first = packed(store, [table])
    inode = first.content.stat().st_ino
    assert packed(store, [table]) == first
    assert first.content.stat().st_ino == inode


def test_a_package_is_made_again_when_it_is_gone_from_the_store(store, table):
    first = packed(store, [table])
    first.content.unlink()
    assert packed(store, [table]) == first
    assert zipfile.is_zipfile(first.content)


def test_a_package_is_another_when_anything_in_it_changes(store, table, tmp_path):
    other = distribution(tmp_path / "khac.csv", table.content.read_bytes())
    packages = [
        packed(store, [table]),
        packed(store, []),
        packed(store, [other]),
        packed(store, [table, other]),
        packed(store, [table], DOCUMENTS | {"README.md": b"#"}),
        packed(store, [table], modified=date(2024, 6, 1)),
    ]
    assert len({package.checksum for package in packages}) == len(packages)


@pytest.mark.parametrize(
    ("modified", "written"),
    [
        (date(1954, 1, 1), (1980, 1, 1)),
        (date(2200, 1, 1), (2107, 12, 31)),
    ],
)
def test_days_that_a_zip_cannot_write_become_the_nearest_it_can(store, table, modified, written):
    with zipfile.ZipFile(packed(store, [table], modified=modified).content) as archive:
        assert archive.infolist()[0].date_time[:3] == written
