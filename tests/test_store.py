"""The store: kept once, found again, never half."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.store import Store, checksum_and_size, key, link_or_copy


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def kept(store, content):
    with store.workspace() as folder:
        made = folder / "made"
        made.write_bytes(content)
        return store.keep(made)


def files_in(store):
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("value", [{"a": [1, 2.5, None, True]}, "Vĩnh Phúc", [], 0])
def test_what_is_remembered_is_recalled(store, value):
    name = key("convert", "x")
    store.remember(name, value)
    assert store.recall(name) == value
    assert Store(store.folder).recall(name) == value


def test_what_was_never_remembered_is_nothing(store):
    assert store.recall(key("convert", "x")) is None
    assert not store.folder.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"\x00"])
def test_what_cannot_be_read_is_nothing_and_is_replaced(store, content):
    name = key("convert", "x")
    store.remember(name, 1)
    (file,) = files_in(store)
    file.write_bytes(content)
    assert store.recall(name) is None
    store.remember(name, 2)
    assert store.recall(name) == 2


def test_a_value_that_is_no_json_is_not_kept_and_leaves_the_old_one(store):
    name = key("convert", "x")
    store.remember(name, 1)
    with pytest.raises(TypeError):
        store.remember(name, object())
    assert store.recall(name) == 1
    assert len(files_in(store)) == 1


def test_a_file_is_kept_under_its_checksum(store):
    stored = kept(store, "số liệu".encode())
    assert stored.checksum == hashlib.sha256("số liệu".encode()).hexdigest()
    assert stored.byte_size == len("số liệu".encode())
    assert stored.path == store.path(stored.checksum)
    assert stored.path.read_text("utf-8") == "số liệu"


def test_the_same_content_is_kept_once(store):
    assert kept(store, b"a") == kept(store, b"a")
    assert kept(store, b"b") != kept(store, b"a")
    assert len(files_in(store)) == 2


def damage(path, content):
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


@pytest.mark.parametrize("content", [b"", b"so", b"SO LIEU", b"so lieu va hon nua"])
def test_a_kept_file_that_is_damaged_is_not_held_and_is_kept_anew(store, content):
    stored = kept(store, b"so lieu")
    assert store.holds(stored.checksum, stored.byte_size)
    damage(stored.path, content)
    assert not store.holds(stored.checksum, stored.byte_size)
    assert not store.holds(stored.checksum)
    assert kept(store, b"so lieu") == stored
    assert stored.path.read_bytes() == b"so lieu"


def test_a_kept_file_that_was_only_touched_is_read_once_and_held(store):
    stored = kept(store, b"so lieu")
    marked = stored.path.stat().st_mtime_ns
    os.utime(stored.path, (1_000_000_000, 1_000_000_000))
    assert store.holds(stored.checksum, stored.byte_size)
    assert stored.path.stat().st_mtime_ns % 10**9 == marked % 10**9
    assert not store.holds("0" * 64)


@pytest.mark.parametrize("change", [b"2", b'{"a": 1}', b'"1"'])
def test_a_result_that_was_altered_is_nothing(store, change):
    name = key("convert", "x")
    store.remember(name, 1)
    (file,) = files_in(store)
    checksum, _, text = file.read_bytes().partition(b"\n")
    assert text == b"1"
    file.write_bytes(checksum + b"\n" + change)
    assert store.recall(name) is None
    file.write_bytes(change)  # as other versions kept it
    assert store.recall(name) is None


def test_what_killed_processes_left_is_swept_and_what_is_in_the_making_stays(store):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with store.workspace() as folder:
        left = folder.with_name(folder.name.replace(f"-{os.getpid()}-", f"-{ended.pid}-"))
        left.mkdir()
        (left / "half").write_bytes(b"x")
        elsewhere = store.folder / f"making-00000000-{ended.pid}-x"
        elsewhere.mkdir()
        store.sweep()
        assert folder.is_dir()
        assert elsewhere.is_dir()
    assert not left.exists()


def test_a_workspace_is_gone_afterwards_and_after_a_failure_too(store):
    with store.workspace() as folder:
        (folder / "half").write_bytes(b"x")
    with pytest.raises(IsADirectoryError), store.workspace() as failed:
        failed.write_bytes(b"x")
    assert not folder.exists()
    assert not failed.exists()
    assert list(store.folder.iterdir()) == []


def test_keys_tell_apart_stages_and_parts_and_how_they_are_grouped():
    parts = [("a",), ("b",), ("a", "b"), (["a", "b"],), ({"a": "b"},), ("ab",), (1,), ("1",), ()]
    keys = {key(stage, *part) for stage in ("convert", "pack") for part in parts}
    assert len(keys) == 2 * len(parts)


def test_a_key_does_not_depend_on_the_order_of_a_mapping():
    assert key("convert", {"a": 1, "b": 2}) == key("convert", {"b": 2, "a": 1})


def test_checksum_and_size_are_those_of_the_bytes(tmp_path):
    (tmp_path / "x").write_bytes(b"a" * 100_000)
    checksum = hashlib.sha256(b"a" * 100_000).hexdigest()
    assert checksum_and_size(tmp_path / "x") == (checksum, 100_000)


def test_files_of_the_store_share_their_bytes_where_the_disk_can(store, tmp_path):
    stored = kept(store, b"a")
    link_or_copy(stored.path, tmp_path / "y")
    assert (tmp_path / "y").read_bytes() == b"a"
    assert stored.path.samefile(tmp_path / "y")


def test_files_that_their_owner_may_still_write_to_are_copied(tmp_path):
    (tmp_path / "x").write_bytes(b"a")
    link_or_copy(tmp_path / "x", tmp_path / "y")
    (tmp_path / "x").write_bytes(b"b")
    assert (tmp_path / "y").read_bytes() == b"a"


def test_bytes_are_copied_to_another_disk(store, tmp_path):
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk at /dev/shm")
    stored = kept(store, b"a")
    target = other / f"opendata-test-{os.getpid()}"
    try:
        link_or_copy(stored.path, target)
        assert target.read_bytes() == b"a"
    finally:
        target.unlink(missing_ok=True)
