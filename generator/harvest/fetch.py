"""One document or file over HTTP, within limits of time and size, streamed to disk."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry, Url

from generator.harvest.addresses import Hosts, port_of, usable
from generator.harvest.record import Refused
from generator.harvest.source import Limits

_CHUNK = 1 << 16
_MAX_REDIRECTS = 5
_CONNECT_SECONDS = 15
_MAX_WAIT_SECONDS = 30
_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""Answers after which it is worth asking again."""

_HEADERS = {
    "User-Agent": "opendata-harvest",
    # What is packed may unpack to a thousand times its size.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask later whether a document has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent: ``is_new`` is false where it said that nothing has changed (304)."""

    url: str
    is_new: bool
    content_type: str
    validators: Validators


class _PassingError(Exception):
    def __init__(self, status: int, response: BaseHTTPResponse) -> None:
        super().__init__(f"HTTP {status}")
        self.response = response


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks the hosts of one source, and no others."""

    hosts: Hosts
    limits: Limits
    backoff_seconds: float = 1

    def fetch(
        self, url: str, target: Path, *, limit: int, known: Validators | None = None
    ) -> Answer:
        """Write what is at ``url`` to ``target``, at most ``limit`` bytes.

        With ``known``, nothing is written where it has not changed. Failures that may pass are
        tried again, later each time.

        Raises:
            Refused: It was not given, or not as it should be.
        """
        retry = Retry(
            total=self.limits.retries,
            backoff_factor=self.backoff_seconds,
            backoff_max=_MAX_WAIT_SECONDS,
            retry_after_max=_MAX_WAIT_SECONDS,
        )
        while True:
            response: BaseHTTPResponse | None = None
            try:
                return self._follow(url, target, limit, known or Validators())
            except _PassingError as passing:
                error, response = str(passing), passing.response
            except (HTTPError, HTTPException, OSError) as broken:
                error = type(broken).__name__
            try:
                retry = retry.increment("GET", url)
            except MaxRetryError as last:
                raise Refused("network", url=url, error=error) from last
            retry.sleep(response)

    def _follow(self, url: str, target: Path, limit: int, known: Validators) -> Answer:
        """Follow redirects one by one: each is checked as the first address was."""
        asked = url
        for _ in range(_MAX_REDIRECTS + 1):
            parts = usable(asked)
            with self._asked(parts, asked, known) as response:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTS or not location:
                    return self._taken(asked, response, target, limit)
            to = urljoin(asked, location)
            if parts.scheme == "https" and usable(to).scheme != "https":
                raise Refused("redirect-insecure", url=asked)
            asked = to
        raise Refused("redirects", url=url)

    @contextmanager
    def _asked(self, url: Url, shown: str, known: Validators) -> Iterator[BaseHTTPResponse]:
        """The answer to one request; the connection ends when its time is over."""
        connection = _connection(url, self.hosts.addresses(url), self.limits.seconds)
        is_over = threading.Event()

        def end() -> None:
            is_over.set()
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.limits.seconds, end)
        timer.daemon = True
        timer.start()
        try:
            connection.request(
                "GET", url.request_uri, headers=_headers(url, known), preload_content=False
            )
            with closing(connection.getresponse()) as response:
                yield response
        except (HTTPError, HTTPException, OSError):
            if is_over.is_set():
                raise Refused("timeout", url=shown, seconds=self.limits.seconds) from None
            raise
        finally:
            timer.cancel()
            connection.close()
        if is_over.is_set():  # a body without a stated length just ends
            raise Refused("timeout", url=shown, seconds=self.limits.seconds)

    def _taken(self, url: str, response: BaseHTTPResponse, target: Path, limit: int) -> Answer:
        headers = response.headers
        if response.status in _PASSING:
            raise _PassingError(response.status, response)
        if response.status not in {200, 304}:
            raise Refused("status", url=url, status=response.status)
        if response.status == 200:
            _write(url, response, target, limit)
        return Answer(
            url=url,
            is_new=response.status != 304,
            content_type=headers.get("Content-Type", ""),
            validators=Validators(
                etag=headers.get("ETag"), last_modified=headers.get("Last-Modified")
            ),
        )


def _connection(
    url: Url, addresses: tuple[str, ...], seconds: int
) -> HTTPConnection | HTTPSConnection:
    """A connection to the first of ``addresses`` that answers: the name is not looked up again.

    So no answer of its name server after the check (DNS rebinding) leads elsewhere.
    """
    host, port = str(url.host).strip("[]"), port_of(url)
    failure: Exception = OSError(host)
    for address in addresses:
        wait = min(seconds, _CONNECT_SECONDS)
        connection = (
            HTTPSConnection(address, port, timeout=wait, server_hostname=host, assert_hostname=host)
            if url.scheme == "https"
            else HTTPConnection(address, port, timeout=wait)
        )
        try:
            connection.connect()
            connection.sock.settimeout(seconds)
        except ValueError as error:  # of a certificate for another name
            failure = ssl.SSLError(str(error))
        except (HTTPError, OSError) as error:
            failure = error
        else:
            return connection
        connection.close()
    raise failure


def _headers(url: Url, known: Validators) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    host = {"Host": url.netloc or ""}
    return _HEADERS | host | {name: value for name, value in asked.items() if value}


def _write(url: str, response: BaseHTTPResponse, target: Path, limit: int) -> None:
    declared = response.headers.get("Content-Length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise Refused("too-large", url=url, limit=limit)
    size = 0
    with target.open("wb") as file:
        for chunk in response.stream(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > limit:
                raise Refused("too-large", url=url, limit=limit)
            file.write(chunk)
