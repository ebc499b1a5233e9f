"""A CKAN for the tests: a real one where there is one, else what a real one once answered.

``CKAN_TEST_URL`` and ``CKAN_TEST_KEY`` name a real CKAN that may be written to, with the key of a
system administrator. ``CKAN_TEST_RECORD=1`` then writes down what is said, in
``tests/exchanges/<scene>.json``; without a CKAN that is what a loopback server answers with.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

EXCHANGES = Path(__file__).parent / "exchanges"
URL, KEY = os.environ.get("CKAN_TEST_URL"), os.environ.get("CKAN_TEST_KEY")
RECORDS = bool(os.environ.get("CKAN_TEST_RECORD"))

Request = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def answering(answer: Callable[[Request], Answer]) -> Iterator[str]:
    """The address of a server on this machine that answers as it is told to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            asked: Request = {
                "method": self.command,
                "path": self.path,
                "headers": dict(self.headers),
            }
            if body:
                asked["body"] = json.loads(body)
            status, headers, content = answer(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Nothing: the tests speak for themselves."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def ckan_says(result: Any, status: int = 200, **error: Any) -> Answer:
    """An answer in the form of CKAN's Action API."""
    said = {"success": False, "error": error} if error else {"success": True, "result": result}
    return status, {"Content-Type": "application/json"}, json.dumps(said).encode()


@contextmanager
def ckan(scene: str) -> Iterator[str]:
    """The address of a CKAN in the state in which the scene begins."""
    file = EXCHANGES / f"{scene}.json"
    if URL is None:
        exchanges = json.loads(file.read_bytes())
        with answering(lambda asked: _replayed(asked, exchanges)) as address:
            yield address
        assert exchanges == [], "never asked"
        return
    heard: list[dict[str, Any]] = []
    with answering(lambda asked: _relayed(asked, heard)) as address:
        yield address
    if RECORDS:
        text = json.dumps(heard, ensure_ascii=False, indent=1, sort_keys=True)
        file.write_text(f"{text}\n", encoding="utf-8")


def _replayed(asked: Request, exchanges: list[dict[str, Any]]) -> Answer:
    said = {key: asked[key] for key in ("method", "path", "body") if key in asked}
    for exchange in exchanges:
        if exchange["request"] == said:
            exchanges.remove(exchange)
            content = json.dumps(exchange["answer"]).encode()
            return exchange["status"], {"Content-Type": "application/json"}, content
    return ckan_says(None, 501, message=f"never recorded: {said}")


def _relayed(asked: Request, heard: list[dict[str, Any]]) -> Answer:
    key = asked["headers"].get("Authorization")
    sent = {"Authorization": (KEY or "") if key == "the-key" else key} if key else {}
    answer = requests.request(
        asked["method"], f"{URL}{asked['path']}", json=asked.get("body"), headers=sent, timeout=60
    )
    said = {key: asked[key] for key in ("method", "path", "body") if key in asked}
    heard.append({"request": said, "status": answer.status_code, "answer": _slim(answer.json())})
    return answer.status_code, {"Content-Type": "application/json"}, answer.content


def _slim(answer: Any) -> Any:
    """The answer without accounts, and without the address of that CKAN."""
    if isinstance(answer, dict):
        kept = {key: _slim(value) for key, value in answer.items()}
        return {key: value for key, value in kept.items() if key not in _PRIVATE}
    return [_slim(each) for each in answer] if isinstance(answer, list) else answer


_PRIVATE = {"users", "help", "creator_user_id", "site_url"}
