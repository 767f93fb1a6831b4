"""Addresses on the web: written one way, on hosts a source allows, and never inside somebody's network."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# What may stand unescaped in a path or a query (RFC 3986), `%` for what is escaped already.
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
# Translated IPv4 addresses (NAT64, RFC 6052): whatever they lead to is asked for by its own address.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressError(ValueError):
    """A text is no address that kip asks for; the message says why."""


def normalised(address: str, base: str = "") -> str:
    """Return an address as it is sent: absolute, escaped, host in ASCII, without fragment and default port.

    Two spellings of one address (`Förderung`, `F%C3%B6rderung`) come out the same; the query is kept as it is, as
    many sites build their links by one. Raises AddressError for what is neither http nor https.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
    except ValueError as error:
        raise AddressError(f"{address} is no address ({error})") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise AddressError(f"{address} is no http or https address")
    if parts.username is not None:
        raise AddressError(f"{address} holds a user name")
    host = _ascii_host(parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in {None, DEFAULT_PORTS[parts.scheme]} else f"{shown}:{port}"
    return urlunsplit((parts.scheme, netloc, _escaped(parts.path, _PATH) or "/", _escaped(parts.query, _QUERY), ""))


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.rstrip(".")
    try:
        return host.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError as error:
        raise AddressError(f"{host} is no name of a host") from error


def _escaped(text: str, safe: str) -> str:
    escaped = quote(_LONE_PERCENT.sub("%25", text), safe=safe)
    return _ESCAPE.sub(lambda match: match[0].upper(), escaped)


def host_of(address: str) -> str:
    """Return host and port of an address, the port only where it is not the scheme's own."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{shown}:{parts.port}"


def is_allowed(address: str, hosts: Iterable[str]) -> bool:
    """Return whether an address lies on one of the hosts; a port other than the scheme's own must be named."""
    return host_of(address).casefold() in {host.casefold() for host in hosts}


def is_public(text: str, *, allow_loopback: bool = False) -> bool:
    """Return whether an IP address lies in the public internet; with `allow_loopback` this machine counts too."""
    address = _plain(ipaddress.ip_address(text.partition("%")[0]))
    if allow_loopback and address.is_loopback:
        return True
    return address.is_global and not address.is_multicast and address not in _TRANSLATED


def _plain(address: IPAddress) -> IPAddress:
    """Return the IPv4 address inside one of IPv6 that merely wraps it."""
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address
