"""Talk to a CKAN through ckanapi: with limits of time, with patience, and without telling the key.

Whatever goes wrong there becomes a :class:`CkanError` or :class:`CkanSilent`, whose texts never
hold the key: the libraries' own errors may quote headers, addresses and answers.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from ckanapi import RemoteCKAN, errors
from requests import RequestException, Session
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from generator.problems import PortalError

KEY_VARIABLE = "CKAN_API_KEY"
"""The only place a key is taken from."""

_CONNECT_SECONDS, _ANSWER_SECONDS = 10, 120
_TRIES = 4
_BUSY = (429, 502, 503, 504)
_MESSAGE_LENGTH = 500


Kind = Literal["missing", "forbidden", "invalid", "other"]


class CkanError(Exception):
    """A CKAN refused a request. ``kind`` tells what a caller may do about it."""

    def __init__(self, kind: Kind, told: str) -> None:
        super().__init__(told)
        self.kind = kind


class CkanSilent(Exception):  # noqa: N818 - it is told as an outcome, not raised to anybody
    """A CKAN could not be reached, or did not answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Which CKAN, as whom. The key is not shown, whatever prints this."""

    url: str
    key: str | None
    pause: float

    def __repr__(self) -> str:
        return f"Access(url={self.url!r})"


def access(url: str, key: str | None, *, insecure: bool = False, pause: float = 1.0) -> Access:
    """The checked address and key of a CKAN; ``pause`` is the first wait in seconds.

    Raises:
        PortalError: no address of a CKAN, one that would send the key in the clear, or a key
            that no CKAN has made.
    """
    parts = _parts(url)
    if parts.username is not None or parts.query or parts.fragment:
        raise PortalError("--ckan: không kèm tên, mật khẩu, ? hay # · no user, password, ? or #")
    host = parts.hostname or ""
    if parts.scheme != "https" and not (insecure or _is_loopback(host)):
        raise PortalError(
            f"{url}: chỉ nhận https, để không lộ khoá · https only, to keep the key secret"
        )
    # Not quoted: whatever stands there may be a key with a stray line break.
    if key and not re.fullmatch(r"[\x21-\x7e]+", key):
        raise PortalError(f"{KEY_VARIABLE}: khoá có ký tự lạ · the key holds characters no key has")
    return Access(url=url.rstrip("/"), key=key or None, pause=pause)


def _parts(url: str) -> Any:
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise PortalError("--ckan: không phải địa chỉ web · not a web address")
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Ckan:
    """One CKAN, asked (``get``) or told (``post``) something: an action and its parameters."""

    def __init__(self, access_: Access) -> None:
        self._key = access_.key
        agent = "opendata"
        # What was asked can be asked again. What was told may have been done although no answer
        # came: a new run compares and goes on.
        asking, telling = _session(access_.pause, None), _session(access_.pause, 0)
        self._asker = RemoteCKAN(access_.url, access_.key, agent, get_only=True, session=asking)
        self._teller = RemoteCKAN(access_.url, access_.key, agent, session=telling)

    def get(self, action: str, **parameters: object) -> Any:
        """What the CKAN answers."""
        # A redirect could take the key to another host.
        return self._call(self._asker, action, parameters, allow_redirects=False)

    def post(self, action: str, form: Mapping[str, Any]) -> Any:
        """What the CKAN answers after it did so."""
        return self._call(self._teller, action, dict(form))

    def _call(self, client: Any, action: str, form: dict[str, Any], **limits: Any) -> Any:
        limits["timeout"] = (_CONNECT_SECONDS, _ANSWER_SECONDS)
        try:
            return client.call_action(action, form, requests_kwargs=limits)
        except errors.NotFound as error:
            raise CkanError("missing", self._told(error)) from None
        except errors.NotAuthorized as error:
            raise CkanError("forbidden", self._told(error)) from None
        except errors.ValidationError as error:
            raise CkanError("invalid", self._told(error)) from None
        except (errors.CKANAPIError, errors.ServerIncompatibleError) as error:
            raise CkanError("other", self._told(error)) from None
        except RequestException as error:
            raise CkanSilent(self._told(error)) from None

    def _told(self, error: Exception) -> str:
        text = f"{type(error).__name__}: {error}"
        if self._key:
            text = text.replace(self._key, "***")
        return text[:_MESSAGE_LENGTH]


def _session(pause: float, reads: int | None) -> Session:
    retry = Retry(
        total=_TRIES,
        read=reads,
        status_forcelist=_BUSY,
        allowed_methods=None,
        backoff_factor=pause,
        # A server may ask for a day.
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    session = Session()
    # Else a .netrc of this machine would replace the key.
    session.auth = lambda request: request
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session
