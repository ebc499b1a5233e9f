"""The unit of work where the machine or its user gets in the way: nothing half-made is kept."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.crew import Crew
from generator.examine import examine, examine_all, tasks_for
from generator.load import load
from generator.problems import PortalError
from generator.settings import build_day
from generator.store import Store, checksum_and_size
from tests.conftest import opendata

ROWS = "20000"
LANGUAGE = ("--lang", "en")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal whose tables take a few seconds to convert."""
    folder = tmp_path_factory.mktemp("full") / "portal"
    assert opendata("sample", "--datasets", "6", "--rows", ROWS, "--out", folder).exit_code == 0
    return folder


@pytest.fixture
def portal(full: Path, tmp_path: Path) -> Path:
    root = tmp_path / "portal"
    shutil.copytree(full, root)
    return root


def tasks(portal: Path):
    catalog = load(portal, build_day()).catalog
    return tasks_for(catalog, catalog.datasets, converting=True)


def csv_task(portal: Path):
    return next(task for task in tasks(portal) if task.case.source.suffix == ".csv")


def start(portal: Path, *more: str, **how) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator.cli", *LANGUAGE, "--root", str(portal), "build"]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*command, *more], stdout=pipe, stderr=pipe, text=True, start_new_session=True, **how
    )


def build_whole(portal: Path) -> None:
    build = start(portal)
    _, errors = build.communicate(timeout=120)
    assert build.returncode == 0, errors


def site(portal: Path) -> dict[str, bytes]:
    files = (path for path in (portal / "site").rglob("*") if path.is_file())
    return {path.relative_to(portal).as_posix(): path.read_bytes() for path in files}


def left_in_the_making(portal: Path) -> list[Path]:
    return list((portal / ".cache").glob("making-*"))


def test_a_file_that_changes_before_it_is_read_is_read_as_it_is_then(portal):
    task, store = csv_task(portal), Store(portal / ".cache")
    text = task.case.source.read_bytes()
    task.case.source.write_bytes(text[: text.rindex(b"\n", 0, -1) + 1])
    product = examine(task, store).product
    assert product is not None
    assert product.distributions[0].checksum == checksum_and_size(task.case.source)[0]
    assert product.profile is not None
    assert product.profile.rows == text.count(b"\n") - 2  # without the header and the last
    assert store.recall(task.verdict) is None


def test_a_file_that_never_stays_the_same_stops_the_build_with_its_name(portal):
    task, store = csv_task(portal), Store(portal / ".cache")
    stop = threading.Event()

    def touch() -> None:
        moment = 1_000_000_000
        while not stop.is_set():
            moment += 1
            os.utime(task.case.source, (moment, moment))

    toucher = threading.Thread(target=touch)
    toucher.start()
    try:
        with pytest.raises(PortalError, match=task.case.file):
            examine(task, store)
    finally:
        stop.set()
        toucher.join()
    assert not list((portal / ".cache").glob("results/*/*"))


def test_what_was_damaged_in_the_store_is_made_again_alike(portal):
    task, store = csv_task(portal), Store(portal / ".cache")
    first = examine(task, store).product
    assert first is not None
    for form in first.distributions[1:]:
        form.content.chmod(0o644)
        form.content.write_bytes(b"\0" * form.byte_size)
    assert examine(task, store).product == first
    for form in first.distributions[1:]:
        assert checksum_and_size(form.content) == (form.checksum, form.byte_size)


def test_several_processes_find_what_one_does_and_know_it_the_next_time(portal, tmp_path):
    alone = examine_all(tasks(portal), Store(tmp_path / "alone"), Crew(jobs=1, memory=600))
    shared = Store(tmp_path / "shared")
    seen: list[tuple[int, int]] = []
    together = examine_all(
        tasks(portal), shared, Crew(jobs=2, memory=600), progress=lambda _, *done: seen.append(done)
    )
    assert [len(each.problems) for each in together] == [len(each.problems) for each in alone]
    assert checksums(together) == checksums(alone)
    assert seen == [(number, len(alone)) for number in range(1, len(alone) + 1)]
    seen.clear()
    again = examine_all(
        tasks(portal), shared, Crew(jobs=2, memory=600), progress=lambda _, *done: seen.append(done)
    )
    assert again == together
    assert not seen


def checksums(found):
    return [[form.checksum for form in each.product.distributions] for each in found]


def test_ctrl_c_leaves_the_store_whole_and_the_next_run_goes_on(portal, tmp_path):
    build = start(portal, "--jobs", "2")
    while not list((portal / ".cache").glob("objects/*/*")) and build.poll() is None:
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGINT)
    out, errors = build.communicate(timeout=60)
    assert build.returncode == 130, errors
    assert (out, errors.strip()) == ("", "opendata: stopped; the next run goes on from here.")
    assert not left_in_the_making(portal)
    kept = {path: path.stat().st_ino for path in (portal / ".cache").glob("objects/*/*")}
    assert kept
    build_whole(portal)
    assert {path: path.stat().st_ino for path in kept} == kept

    undisturbed = Path(shutil.copytree(portal, tmp_path / "other", ignore=shutil.ignore_patterns(
        ".cache", "site")))  # fmt: skip
    build_whole(undisturbed)
    assert site(portal) == site(undisturbed)


def test_what_a_killed_build_left_is_gone_after_the_next(portal):
    build = start(portal, "--jobs", "1")
    while not left_in_the_making(portal) and build.poll() is None:
        time.sleep(0.005)
    os.killpg(build.pid, signal.SIGKILL)
    build.communicate(timeout=60)
    assert left_in_the_making(portal)
    examine_all(tasks(portal), Store(portal / ".cache"), Crew(jobs=1, memory=600))
    assert not left_in_the_making(portal)


def test_a_full_disk_is_told_and_nothing_is_left_half_written(portal):
    (portal / "site").mkdir()
    (portal / "site/index.html").write_text("as it was")

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    build = start(portal, "--jobs", "2", preexec_fn=bound)
    _, errors = build.communicate(timeout=120)
    assert build.returncode == 2
    assert "the disk is full" in errors
    assert "Traceback" not in errors
    assert not left_in_the_making(portal)
    assert site(portal) == {"site/index.html": b"as it was"}
    for kept in (portal / ".cache").glob("objects/*/*"):
        assert checksum_and_size(kept)[0] == kept.parent.name + kept.name
    build_whole(portal)
