"""Asking sites politely: one request at a time per host, robots.txt, conditional requests, retries, limits."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx

from pipeline.ingestion.addresses import AddressError, host_of, is_allowed, normalised
from pipeline.ingestion.clock import Clock
from pipeline.ingestion.refusals import Refusal
from pipeline.ingestion.robots import Robots
from pipeline.ingestion.settings import IngestSettings
from pipeline.ingestion.transport import CheckedNetwork, CheckedTransport, PrivateAddressError, Resolve, TooSlowError
from pipeline.ingestion.transport import resolve as resolve_host

# What may be better a moment later; 408 and 425 are so by their definition (RFC 9110, RFC 8470).
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
LOCKED = frozenset({401, 403})
ROBOTS_BYTES = 512_000
_CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave with a body, so that it can be asked whether the body is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    def as_headers(self) -> dict[str, str]:
        """Return them as a conditional request has them."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: the body, or null where it has not changed (304); `address` after all redirects."""

    address: str
    body: bytes | None
    media_type: str = ""
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class _Raw:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Hosts:
    """One request at a time for each host, with a pause between two."""

    def __init__(self, clock: Clock) -> None:
        """Know no host yet."""
        self._clock = clock
        self._mutex = threading.Lock()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, delay_s: float) -> Iterator[None]:
        """Wait until nobody asks this host and the pause is over; the pause begins anew at the end."""
        with self._mutex:
            turn = self._turns[host]
        with turn:
            wait = self._free_at.get(host, 0.0) - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock.monotonic() + delay_s


class Fetcher:
    """Fetches addresses for all sources of an ingestion; safe to use from threads."""

    def __init__(self, settings: IngestSettings, clock: Clock, resolver: Resolve = resolve_host) -> None:
        """Ask nobody yet."""
        self._settings, self._clock, self._resolver = settings, clock, resolver
        self._hosts = Hosts(clock)
        self._robots: dict[str, Robots | Refusal] = {}
        self._robots_turn: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._mutex = threading.Lock()

    def fetch(self, address: str, hosts: Iterable[str], known: Validators | None = None) -> Answer:
        """Return what stands at an address, following redirects to allowed hosts.

        Raises Refusal with its code: not_allowed, private, robots, redirects, too_large, too_slow, unreachable,
        not_found, locked, status, later.
        """
        headers, allowed, here = (known or Validators()).as_headers(), tuple(hosts), self._checked(address, hosts)
        for _ in range(self._settings.manners.max_redirects + 1):
            raw = self._ask_patiently(here, headers, allowed)
            if raw.status not in REDIRECTS:
                return self._answer(here, raw)
            here = self._checked(raw.headers.get("location", ""), allowed, here)
        raise Refusal("redirects", str(self._settings.manners.max_redirects))

    def _checked(self, address: str, hosts: Iterable[str], base: str = "") -> str:
        try:
            address = normalised(address, base)
        except AddressError as error:
            raise Refusal("not_allowed", str(error)) from error
        if not is_allowed(address, hosts):
            raise Refusal("not_allowed", f"{host_of(address)} is none of the source's hosts")
        return address

    def _answer(self, address: str, raw: _Raw) -> Answer:
        if raw.status == HTTPStatus.NOT_MODIFIED:
            return Answer(address, None)
        if raw.status in GONE:
            raise Refusal("not_found", str(raw.status))
        if raw.status in LOCKED:
            raise Refusal("locked", str(raw.status))
        if raw.status != HTTPStatus.OK:
            raise Refusal("status", str(raw.status))
        validators = Validators(raw.headers.get("etag"), raw.headers.get("last-modified"))
        return Answer(address, raw.body, raw.headers.get("content-type", ""), validators)

    def _ask_patiently(self, address: str, headers: Mapping[str, str], hosts: Sequence[str]) -> _Raw:
        """Ask until there is an answer that is not passing; what the last try says stands."""
        robots = self._robots_of(address, hosts)
        if not robots.allow(address):
            raise Refusal("robots", host_of(address))
        delay = max(self._settings.manners.delay_s, robots.delay_s)
        return self._try_again(address, headers, delay, self._settings.manners.max_bytes)

    def _try_again(self, address: str, headers: Mapping[str, str], delay_s: float, max_bytes: int) -> _Raw:
        manners = self._settings.manners
        for number in range(1, manners.tries + 1):
            is_last = number == manners.tries
            pause = manners.backoff_s * 2 ** (number - 1)
            try:
                with self._hosts.turn(host_of(address), delay_s):
                    raw = self._ask(address, headers, max_bytes)
            except Refusal as refusal:
                if refusal.code != "unreachable" or is_last:
                    raise
            else:
                if raw.status not in PASSING:
                    return raw
                pause = max(pause, self._asked_to_wait(raw))
                if is_last:
                    raise Refusal("status", str(raw.status))
            self._clock.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _asked_to_wait(self, raw: _Raw) -> float:
        """Return the seconds of Retry-After, 0 without one. Raises Refusal where that is too long."""
        text = raw.headers.get("retry-after", "").strip()
        if not text:
            return 0.0
        try:
            seconds = float(text) if text.isdigit() else self._until(text)
        except (ValueError, TypeError, OverflowError):
            return 0.0
        if seconds > self._settings.manners.longest_wait_s:
            raise Refusal("later", text)
        return max(0.0, seconds)

    def _until(self, date: str) -> float:
        return (parsedate_to_datetime(date) - self._clock.now()).total_seconds()

    def _robots_of(self, address: str, hosts: Sequence[str]) -> Robots:
        origin = address[: address.index("/", address.index("//") + 2)]
        with self._mutex:
            turn = self._robots_turn[origin]
        with turn:
            if origin not in self._robots:
                try:
                    self._robots[origin] = self._ask_robots(f"{origin}/robots.txt", hosts)
                except Refusal as refusal:
                    # Kept too: a host that is down is not asked again for each of its documents.
                    self._robots[origin] = refusal
            found = self._robots[origin]
        if isinstance(found, Refusal):
            raise Refusal(found.code, found.detail)
        return found

    def _ask_robots(self, address: str, hosts: Sequence[str]) -> Robots:
        """Return the rules of a host: without the file everything is allowed, without an answer nothing (RFC 9309).

        Rules to which a redirect leads hold for this host (many lead from a bare name to `www`); they are asked for on
        the source's hosts only.
        """
        here = address
        for _ in range(self._settings.manners.max_redirects):
            raw = self._try_again(here, {}, self._settings.manners.delay_s, ROBOTS_BYTES)
            if raw.status not in REDIRECTS:
                return Robots(raw.body.decode("utf-8", "replace") if raw.status == HTTPStatus.OK else "")
            here = self._checked(raw.headers.get("location", ""), hosts, here)
        raise Refusal("redirects", str(self._settings.manners.max_redirects))

    def _ask(self, address: str, headers: Mapping[str, str], max_bytes: int) -> _Raw:
        """Send one request and read its answer, in bounded time and space."""
        manners = self._settings.manners
        network = CheckedNetwork(time.monotonic() + manners.answer_s, self._settings.allow_loopback, self._resolver)
        sent = {"User-Agent": self._settings.user_agent, "Accept": "*/*", **headers}
        limits = httpx.Timeout(manners.quiet_s, connect=min(_CONNECT_S, manners.quiet_s))
        try:
            with (
                closing(CheckedTransport(network)) as transport,
                httpx.Client(transport=transport, headers=sent, timeout=limits, trust_env=False) as client,
                client.stream("GET", address) as answer,
            ):
                return _Raw(answer.status_code, dict(answer.headers), _body(answer, max_bytes))
        except PrivateAddressError as error:
            raise Refusal("private", str(error)) from error
        except (TooSlowError, httpcore.ReadTimeout, httpcore.WriteTimeout, httpx.ReadTimeout) as error:
            raise Refusal("too_slow", f"{manners.answer_s:.0f}") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Refusal("unreachable", f"{type(error).__name__}: {error}") from error
        except httpcore.TimeoutException as error:
            raise Refusal("unreachable", type(error).__name__) from error


def _body(answer: httpx.Response, max_bytes: int) -> bytes:
    """Read a body. Raises Refusal as soon as it is known to be too large."""
    stated = answer.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > max_bytes:
        raise Refusal("too_large", stated)
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > max_bytes:
            raise Refusal("too_large", f"more than {max_bytes}")
        parts.append(part)
    return b"".join(parts)
