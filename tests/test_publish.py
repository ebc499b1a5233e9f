"""A site is published whole or not at all."""

from __future__ import annotations

import pytest

from generator.distribution import SiteFile
from generator.problems import PortalError
from generator.publish import discard, replace, staging_for, write


@pytest.fixture
def target(tmp_path):
    return tmp_path / "site"


@pytest.fixture
def published(target):
    target.mkdir()
    (target / "index.html").write_text("old")
    return target


def page(path, text="new"):
    return SiteFile(path=path, content=text.encode())


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_written_with_their_folders_from_bytes_and_from_files(tmp_path):
    source = tmp_path / "data.csv"
    source.write_text("a")
    write([page("a/b/index.html"), SiteFile(path="data/d.csv", content=source)], tmp_path / "out")
    assert content(tmp_path / "out") == {"a/b/index.html": "new", "data/d.csv": "a"}


def test_a_file_that_is_there_is_replaced_and_its_other_names_are_not_written_to(tmp_path):
    source = tmp_path / "data.csv"
    source.write_text("the publisher's own")
    folder = tmp_path / "out"
    write([SiteFile(path="d.csv", content=source)], folder)
    write([page("d.csv")], folder)
    assert content(folder) == {"d.csv": "new"}
    assert source.read_text() == "the publisher's own"


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a/..", "", ".", "//x"])
def test_paths_that_leave_the_folder_are_refused(tmp_path, path):
    with pytest.raises(PortalError):
        write([page(path)], tmp_path / "out")
    assert content(tmp_path) == {}


@pytest.mark.parametrize("again", ["a/b", "a//b", "a/./b", "./a/b"])
def test_two_files_of_one_path_are_refused(tmp_path, again):
    with pytest.raises(PortalError, match="a/"):
        write([page("a/b"), page(again)], tmp_path / "out")


def test_a_new_site_takes_the_place_of_the_old_one_whole(published, tmp_path):
    staging = staging_for(published)
    write([page("about/index.html")], staging)
    assert content(published) == {"index.html": "old"}
    replace(published, staging)
    assert content(published) == {"about/index.html": "new"}
    assert list(tmp_path.iterdir()) == [published]


def test_a_first_site_needs_no_old_one(target, tmp_path):
    staging = staging_for(target)
    write([page("index.html")], staging)
    replace(target, staging)
    assert content(target) == {"index.html": "new"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_while_writing_leaves_the_old_site_as_it_was(published, tmp_path):
    def files():
        yield page("index.html")
        raise ZeroDivisionError

    staging = staging_for(published)
    with pytest.raises(ZeroDivisionError):
        write(files(), staging)
    assert content(published) == {"index.html": "old"}
    discard(staging)
    assert list(tmp_path.iterdir()) == [published]


def test_what_an_interrupted_build_left_is_no_part_of_the_next(published):
    (staging_for(published) / "half.html").write_text("half")
    staging = staging_for(published)
    assert list(staging.iterdir()) == []
    write([page("index.html")], staging)
    replace(published, staging)
    assert content(published) == {"index.html": "new"}


def test_the_old_site_comes_back_where_the_new_one_cannot_take_its_place(published, tmp_path):
    with pytest.raises(OSError, match="gone"):
        replace(published, tmp_path / "gone")
    assert content(published) == {"index.html": "old"}
    assert list(tmp_path.iterdir()) == [published]


def test_a_site_set_aside_by_an_interrupted_replacement_outlives_a_second_failure(
    published, tmp_path
):
    retired = tmp_path / ".site.old"
    published.rename(retired)  # and then the machine stopped
    with pytest.raises(OSError, match="gone"):
        replace(published, tmp_path / "gone")
    assert content(published) == {"index.html": "old"}


def test_a_site_set_aside_earlier_does_not_hinder_the_next_replacement(published, tmp_path):
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old/older.html").write_text("older")
    staging = staging_for(published)
    write([page("index.html")], staging)
    replace(published, staging)
    assert content(published) == {"index.html": "new"}
    assert list(tmp_path.iterdir()) == [published]
