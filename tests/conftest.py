"""Portals and built sites that several test modules look at."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tornado.httpserver import HTTPServer

from generator.cli import main
from generator.serve import application

REPOSITORY = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "portals" / "small"
SOURCE_DATE_EPOCH = "1795392000"  # 2026-11-23


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


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address at which ``site`` is served, as ``opendata serve`` does it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> HTTPServer:
        return application(site).listen(0, "127.0.0.1")

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
