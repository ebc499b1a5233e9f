"""Which hosts may be asked, and at which network addresses.

A catalogue is a stranger's text: its links, and where they redirect to, must not lead into the
network of whoever harvests (server-side request forgery).
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from generator.harvest.record import Refused
from generator.harvest.source import HarvestSource

_PORTS = {"http": 80, "https": 443}
_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: IPv4 behind a translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """The hosts that may be asked: ``name`` at the usual ports, or ``name:port``."""

    allowed: frozenset[str]
    private: frozenset[str]

    @classmethod
    def of(cls, source: HarvestSource) -> Hosts:
        """The hosts of a source: that of its address, and those it lists."""
        own = [_named(usable(source.url))] if source.url else []
        listed = [each.url for each in source.datasets if each.url]
        own += [_named(usable(url)) for url in listed]
        private = frozenset(name.lower() for name in source.private_hosts)
        named = (name.lower() for name in (*own, *source.hosts))
        return cls(allowed=private.union(named), private=private)

    def addresses(self, url: Url) -> tuple[str, ...]:
        """The addresses to connect to for ``url``: looked up once, checked, and then used.

        Raises:
            Refused: The host is not listed, is unknown, or has an address that is not public.
        """
        name = _named(url)
        if name not in self.allowed:
            raise Refused("host-unlisted", host=name)
        host = str(url.host).strip("[]")
        found = _look_up(host, port_of(url))
        if name not in self.private:
            for address in found:
                if not is_public(address):
                    raise Refused("address-private", host=host, address=address)
        return found


def usable(text: str) -> Url:
    """The address ``text`` in parts; a ``Refused`` where it is none of http or https."""
    try:
        url = parse_url(text)
    except LocationParseError as error:
        raise Refused("url-unusable", url=text) from error
    if url.scheme not in _PORTS or not url.host or url.auth:
        raise Refused("url-unusable", url=text)
    return url


def port_of(url: Url) -> int:
    """The port that is meant."""
    return url.port or _PORTS[str(url.scheme)]


def is_public(address: str) -> bool:
    """Whether an address belongs to the Internet, also where IPv4 is wrapped in IPv6."""
    return all(each.is_global and not each.is_multicast for each in _meant(ip_address(address)))


def _meant(address: IPv4Address | IPv6Address) -> Iterable[IPv4Address | IPv6Address]:
    """The address that is reached, and those inside it."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _TRANSLATED:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    teredo = address.teredo or ()
    return [address, *(each for each in (address.sixtofour, *teredo) if each)]


def _named(url: Url) -> str:
    host = str(url.host).lower()
    return host if port_of(url) == _PORTS[str(url.scheme)] else f"{host}:{url.port}"


def _look_up(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("address-unknown", host=host) from error
    return tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
