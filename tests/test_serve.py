"""The local server behaves as the real hosts of static sites do."""

from __future__ import annotations

import asyncio
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.serve import serve
from tests.conftest import serving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<h1>Không có trang này</h1>", encoding="utf-8")
    (tmp_path / "data" / "index.html").write_text("data", encoding="utf-8")
    (tmp_path / "data" / "table.parquet").write_bytes(bytes(range(200)))
    return tmp_path


def _get(address: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers))


def test_a_part_of_a_file_is_sent_when_it_is_asked_for(folder):
    with serving(folder) as address, _get(address + "data/table.parquet", Range="bytes=10-19") as r:
        assert r.status == 206
        assert r.headers["Content-Range"] == "bytes 10-19/200"
        assert r.headers["Content-Type"] == "application/vnd.apache.parquet"
        assert r.read() == bytes(range(10, 20))


def test_the_end_of_a_file_is_sent_when_it_is_asked_for(folder):
    with serving(folder) as address, _get(address + "data/table.parquet", Range="bytes=-8") as r:
        assert r.read() == bytes(range(192, 200))


@pytest.mark.parametrize("asked", ["bytes=0-199", "bytes=0-9999", "bytes=-200", "bytes=-262144"])
def test_a_range_that_is_the_whole_file_is_answered_as_a_range(folder, asked):
    with serving(folder) as address, _get(address + "data/table.parquet", Range=asked) as r:
        assert r.status == 206
        assert r.headers["Content-Range"] == "bytes 0-199/200"
        assert r.read() == bytes(range(200))


def test_programs_are_told_in_json_that_there_is_nothing(folder):
    (folder / "api" / "v1").mkdir(parents=True)
    (folder / "api" / "v1" / "404.json").write_text('{"status": 404}', encoding="utf-8")
    with serving(folder) as address:
        with pytest.raises(urllib.error.HTTPError) as caught:
            _get(address + "api/v1/datasets/khong-co/index.json")
        with caught.value as answer:
            assert answer.code == 404
            assert answer.headers.get_content_type() == "application/json"
            assert answer.read() == b'{"status": 404}'


def test_a_folder_answers_with_its_index_page(folder):
    with serving(folder) as address, _get(address + "data") as answer:
        assert answer.url == address + "data/"
        assert answer.read() == b"data"


def test_a_missing_page_is_answered_with_the_sites_own_page(folder):
    with serving(folder) as address:
        with pytest.raises(urllib.error.HTTPError) as caught:
            _get(address + "nothing/")
        with caught.value as answer:
            assert answer.code == 404
            assert "Không có trang này" in answer.read().decode()


@pytest.mark.parametrize("path", ["../secret", "%2e%2e/secret", "..%2fsecret", "data/../../secret"])
def test_nothing_outside_the_site_is_served(folder, tmp_path, path):
    (tmp_path.parent / "secret").write_text("secret")
    with serving(folder) as address:
        with pytest.raises(urllib.error.HTTPError) as caught:
            _get(address + path)
        with caught.value as answer:
            assert answer.code in {403, 404}


def test_a_change_in_a_watched_folder_rebuilds_once(tmp_path, folder):
    watched = tmp_path / "datasets"
    watched.mkdir()
    rebuilt = threading.Event()
    count = 0

    async def rebuild() -> None:
        nonlocal count
        count += 1
        rebuilt.set()

    async def run() -> None:
        task = asyncio.create_task(
            serve(folder, host="127.0.0.1", port=0, watched=[watched], rebuild=rebuild)
        )
        await asyncio.sleep(0.2)
        for number in range(5):
            (watched / f"{number}.csv").write_text("a\n")
        await asyncio.to_thread(rebuilt.wait, 10)
        await asyncio.sleep(0.6)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert rebuilt.is_set()
    assert count == 1
