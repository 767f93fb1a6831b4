"""A connection that goes to the address that was checked, and ends in time.

A name is resolved once, all its addresses are checked, and the connection is made to one of them: a name that leads
elsewhere a moment later (DNS rebinding) leads nowhere. Proxies of the environment are not used, as they would resolve
names themselves.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from pipeline.ingestion.addresses import is_public

Resolve = Callable[[str, int], list[str]]


class PrivateAddressError(Exception):
    """A host leads into a private network or to this machine."""


class TooSlowError(Exception):
    """An answer takes longer than one may."""


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the system's order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses alone; whatever it opened ends at a time of `time.monotonic`."""

    def __init__(self, end: float, allow_loopback: bool, resolver: Resolve) -> None:
        """Keep what connections are bound by."""
        self._end, self._allow_loopback, self._resolve = end, allow_loopback, resolver
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises PrivateAddressError, TooSlowError, httpcore's errors."""
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                left = _left(self._end, timeout)
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _BoundStream(stream, self._end)
        raise problem

    def sleep(self, seconds: float) -> None:
        """Wait; asked for by retries of httpcore, of which there are none."""
        self._backend.sleep(seconds)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} can't be resolved ({error})") from error
        private = [address for address in addresses if not is_public(address, allow_loopback=self._allow_loopback)]
        if private:
            raise PrivateAddressError(f"{host} leads to {private[0]}, which is no public address")
        return addresses


class _BoundStream(httpcore.NetworkStream):
    """A stream that ends in time, even where it gives a byte now and then."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream, self._end = stream, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._end, timeout)
        return _BoundStream(self._stream.start_tls(ssl_context, server_hostname, left), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(end: float, timeout: float | None) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TooSlowError
    return left if timeout is None else min(left, timeout)


@cache
def _certificates() -> ssl.SSLContext:
    """Return what certificates are checked by; reading it takes longer than most requests."""
    return httpx.create_ssl_context()


class CheckedTransport(httpx.BaseTransport):
    """httpx over a network that checks where it goes."""

    def __init__(self, network: CheckedNetwork) -> None:
        """Verify certificates as httpx does; keep no connection, as kip waits between requests anyway."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), max_keepalive_connections=0, network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, its body still to be read. Raises httpcore's errors."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        # The request has no body: kip only asks.
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
