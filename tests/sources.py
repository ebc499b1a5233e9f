"""Other systems to harvest from, as servers on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class System:
    """A server: ``pages`` are bytes, or functions that answer as badly as they like."""

    address: str = ""
    pages: dict[str, bytes | Behaviour] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def has_json(self, path: str, value: Any) -> None:
        self.pages[path] = json.dumps(value).encode()

    def statuses(self, path: str) -> list[int]:
        return [status for asked, status in self.asked if asked == path]

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc


@contextmanager
def running() -> Iterator[System]:
    system = System()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.partition("?")[0]
            page = system.pages.get(path)
            if callable(page):
                system.asked.append((path, 0))
                page(self)
                return
            etag = f'"{hash(page)}"'
            status = 404 if page is None else 200
            if page is not None and self.headers.get("If-None-Match") == etag:
                status = 304
            system.asked.append((path, status))
            body = (page or b"") if status == 200 else b""
            self.send_response(status)
            self.send_header("ETag", etag)
            if path in system.types:
                self.send_header("Content-Type", system.types[path])
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):
            """Clients that give up are what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    system.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """A fixed answer, with whatever headers it is given (``_`` for ``-``)."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave
