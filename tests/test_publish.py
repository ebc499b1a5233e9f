"""A site is published whole or not at all."""

from __future__ import annotations

import resource
import signal
from threading import Event, Thread

import pytest

from generator.distribution import SiteFile
from generator.problems import PortalError
from generator.publish import Renewal, alone, replace, staging_for, write


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


def test_a_file_that_takes_anothers_place_leaves_the_bytes_of_its_other_names(tmp_path):
    source = tmp_path / "data.csv"
    source.write_text("the publisher's own")
    folder = tmp_path / "out"
    write([SiteFile(path="d.csv", content=source)], folder)
    with Renewal(folder, is_whole=False) as renewal:
        renewal.put(page("d.csv"))
        renewal.publish()
    assert content(folder) == {"d.csv": "new"}
    assert source.read_text() == "the publisher's own"


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/x", "a/..", "", ".", "//x", "a//b", "a/./b", "./a", "a/"]
)
def test_paths_that_leave_the_folder_or_are_oddly_written_are_refused(tmp_path, path):
    with pytest.raises(PortalError):
        write([page(path)], tmp_path / "out")
    assert content(tmp_path) == {}


def test_two_files_of_one_path_are_refused(published):
    with pytest.raises(PortalError, match="a/b"):
        write([page("a/b"), page("a/b")], published)
    assert content(published) == {"index.html": "old"}


def test_a_file_that_stays_and_one_that_is_put_cannot_have_one_path(published):
    with Renewal(published, is_whole=False) as renewal:
        renewal.claim("index.html")
        with pytest.raises(PortalError, match=r"index\.html"):
            renewal.put(page("index.html"))


def test_a_new_site_takes_the_place_of_the_old_one_whole(published, tmp_path):
    with Renewal(published, is_whole=True) as renewal:
        renewal.put(page("about/index.html"))
        assert content(published) == {"index.html": "old"}
        renewal.publish()
    assert content(published) == {"about/index.html": "new"}
    assert list(tmp_path.iterdir()) == [published]


def test_a_first_site_needs_no_old_one(target, tmp_path):
    write([page("index.html")], target)
    assert content(target) == {"index.html": "new"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_renewal_changes_what_is_put_and_gone_and_nothing_else(published, tmp_path):
    write(
        [page(path, "old") for path in ("index.html", "a/b/c.csv", "a/d.csv", "e.csv")], published
    )
    kept = (published / "e.csv").stat().st_mtime_ns
    with Renewal(published, is_whole=False) as renewal:
        renewal.put(page("f/index.html"))
        renewal.put(page("a/d.csv"))
        assert len(content(published)) == 4
        renewal.publish(gone=["a/b/c.csv", "a/d.csv", "never/there"])
    assert content(published) == {
        "index.html": "old", "a/d.csv": "new", "e.csv": "old", "f/index.html": "new",
    }  # fmt: skip
    assert (published / "e.csv").stat().st_mtime_ns == kept
    assert not (published / "a/b").exists()
    assert list(tmp_path.iterdir()) == [published]


@pytest.mark.parametrize(("old", "new"), [("a", "a/b.csv"), ("a/b.csv", "a")])
def test_a_file_and_a_folder_can_take_each_others_place(published, old, new):
    write([page("index.html", "old"), page(old, "old")], published)
    with Renewal(published, is_whole=False) as renewal:
        renewal.put(page(new))
        renewal.publish(gone=[old])
    assert content(published) == {"index.html": "old", new: "new"}


def test_a_failure_while_writing_leaves_the_old_site_as_it_was(published, tmp_path):
    def files():
        yield page("index.html")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(files(), published)
    assert content(published) == {"index.html": "old"}
    assert list(tmp_path.iterdir()) == [published]


def test_a_full_disk_leaves_the_old_site_as_it_was(published, tmp_path):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limit[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write([page("index.html", "more than ten letters")], published)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert content(published) == {"index.html": "old"}
    assert list(tmp_path.iterdir()) == [published]


def test_what_an_interrupted_build_left_is_no_part_of_the_next(published):
    (staging_for(published) / "half.html").write_text("half")
    write([page("index.html")], published)
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
    write([page("index.html")], published)
    assert content(published) == {"index.html": "new"}
    assert list(tmp_path.iterdir()) == [published]


def test_the_second_of_two_builds_says_so_and_waits(tmp_path):
    told: list[str] = []
    first_is_in, first_may_end, done = Event(), Event(), []

    def first():
        with alone(tmp_path / "locks/site", waits=lambda: told.append("first")):
            first_is_in.set()
            first_may_end.wait(10)
            done.append("first")

    thread = Thread(target=first)
    thread.start()
    assert first_is_in.wait(10)

    def waits():
        told.append("second")
        first_may_end.set()

    with alone(tmp_path / "locks/site", waits=waits):
        done.append("second")
    thread.join()
    assert (told, done) == (["second"], ["first", "second"])
