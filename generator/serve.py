"""A local server for a built site: HTTP Range, the site's own 404 page, a rebuild on change.

Range matters: explorers of Parquet files read parts of them, and servers that ignore it (such as
``mkdocs serve``) hide how the portal behaves on its real host.
"""

from __future__ import annotations

import asyncio
import mimetypes
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, StaticFileHandler
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_MEDIA_TYPES = {
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yml": "application/yaml",
}
_CHANGES = {"created", "deleted", "modified", "moved"}
_QUIET_SECONDS = 0.3  # an editor's save is several events

Rebuild = Callable[[], Awaitable[None]]


async def serve(
    site: Path,
    *,
    host: str,
    port: int,
    watched: Sequence[Path],
    rebuild: Rebuild,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the folder ``site`` until cancelled; call ``rebuild`` after changes in ``watched``.

    ``ready`` is called once pages can be asked for.

    Raises:
        OSError: the port is taken.
    """
    listening = socket.create_server((host, port))
    listening.setblocking(False)
    server = HTTPServer(application(site))
    server.add_socket(listening)
    ready()
    changed = asyncio.Event()
    observer = _watch(watched, changed)
    try:
        await _rebuild_on(changed, rebuild)
    finally:
        observer.stop()
        server.stop()


def application(site: Path) -> Application:
    """The web application that serves the folder ``site``."""
    for ending, media_type in _MEDIA_TYPES.items():
        mimetypes.add_type(media_type, ending)
    options = {"path": str(site), "default_filename": "index.html"}
    return Application([(r"/(.*)", _SiteHandler, options)], log_function=lambda _: None)


class _SiteHandler(StaticFileHandler):
    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        self.set_header("Cache-Control", "no-cache")
        size = self.get_content_size()
        if size and _is_all(self.request.headers.get("Range", ""), size):
            # Tornado answers 200 here; readers of Parquet take that for a host without ranges.
            self.set_status(HTTPStatus.PARTIAL_CONTENT)
            self.set_header("Content-Range", f"bytes 0-{size - 1}/{size}")

    def write_error(self, status_code: int, **_: Any) -> None:
        page, media_type = self._not_found_page()
        if status_code == HTTPStatus.NOT_FOUND and page.exists():
            self.set_header("Content-Type", media_type)
            self.finish(page.read_bytes())
        else:
            self.finish(f"{status_code}\n")

    def _not_found_page(self) -> tuple[Path, str]:
        """Programs that ask the row API are answered in JSON, everybody else in HTML."""
        root = Path(self.root)
        if self.request.path.startswith("/api/v1/"):
            return root / "api" / "v1" / "404.json", "application/json"
        return root / "404.html", "text/html; charset=utf-8"


def _is_all(asked: str, size: int) -> bool:
    """Whether a ``Range`` asks for every byte of a file: its first or its last so many."""
    bounds = re.fullmatch(r"bytes=(?:0-(\d+)|-(\d+))", asked)
    return bounds is not None and (
        int(bounds[1]) >= size - 1 if bounds[1] else int(bounds[2]) >= size
    )


async def _rebuild_on(changed: asyncio.Event, rebuild: Rebuild) -> None:
    while True:
        await changed.wait()
        while changed.is_set():
            changed.clear()
            await asyncio.sleep(_QUIET_SECONDS)
        await rebuild()


def _watch(paths: Sequence[Path], changed: asyncio.Event) -> Any:
    loop = asyncio.get_running_loop()
    handler = _Changes(lambda: loop.call_soon_threadsafe(changed.set))
    observer = Observer()
    for path in paths:
        observer.schedule(handler, str(path), recursive=path.is_dir())
    observer.start()
    return observer


class _Changes(FileSystemEventHandler):
    def __init__(self, tell: Callable[[], object]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory:
            self._tell()
