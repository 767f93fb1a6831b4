"""Cantonal sites on loopback: what they serve is set by a test, what they were asked for can be looked at."""

from __future__ import annotations

import hashlib
import io
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PDF = "application/pdf"
HTML = "text/html; charset=utf-8"

_SOURCE = """
canton = "{canton}"
office = "Amt"
languages = ["de"]
hosts = ["{host}"]
confirmed = "unconfirmed"
how = "Test."

[bounds]
at_least = 1

[[pages]]
address = "{page}"
follow = ["(?i)integrationsprogramm"]
confirmed = "unconfirmed"
how = "Test."
"""


@dataclass(frozen=True)
class Reply:
    """What a site answers.

    `drip_s` is the pause between two bytes; without `tagged` it can't be asked for changes, without `sized` it does
    not say how long it is, and `raw` has the head of the answer in its body.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    drip_s: float = 0.0
    tagged: bool = True
    sized: bool = True
    raw: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass
class Site:
    """One site: replies by path (a list gives one after the other, the last for good), and what was asked."""

    address: str
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0

    def __getitem__(self, path: str) -> str:
        return self.address + path

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    def serve(self, path: str, reply: Reply | list[Reply]) -> None:
        self.replies[path] = reply

    def page(self, path: str, *links: tuple[str, str]) -> None:
        items = "".join(f'<li><a href="{address}">{text}</a></li>' for address, text in links)
        body = f"<html><head><title>Integration</title></head><body><main><ul>{items}</ul></main></body></html>"
        self.serve(path, Reply(body.encode()))

    def served(self, status: int = 200) -> list[str]:
        return [path for path, found in self.asked if found == status]

    def forget(self) -> None:
        self.asked.clear()

    def reply(self, path: str) -> Reply:
        known = self.replies.get(path, Reply(b"<title>404</title>Seite nicht gefunden", 404))
        if isinstance(known, list):
            return known.pop(0) if len(known) > 1 else known[0]
        return known


def source(canton: str, site: Site) -> str:
    """Return the file of the registry for a canton whose one page is /kip."""
    return _SOURCE.format(canton=canton, host=site.host, page=site["/kip"])


@contextmanager
def sites(count: int) -> Iterator[list[Site]]:
    """Serve so many sites on ports of their own."""
    servers = [_server() for _ in range(count)]
    try:
        yield [server.site for server in servers]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site


def _server() -> _Server:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    is_counted = False

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        self.is_counted = True
        try:
            self._answer(site)
        except (BrokenPipeError, ConnectionResetError):
            return
        finally:
            self._done(site)

    def _done(self, site: Site) -> None:
        """Count the request as answered: before its last byte, as whoever asked may be quicker with the next one."""
        if self.is_counted:
            site.at_once -= 1
            self.is_counted = False

    def _answer(self, site: Site) -> None:
        reply = site.reply(self.path)
        unchanged = reply.tagged and reply.status == 200 and self.headers.get("If-None-Match") == reply.etag
        status = 304 if unchanged else reply.status
        site.asked.append((self.path, status))
        site.agents.add(self.headers.get("User-Agent", ""))
        if reply.raw:
            self._send(reply, site)
            return
        self.send_response(status)
        for name, value in self._headers(reply, unchanged).items():
            self.send_header(name, value)
        self.end_headers()
        if not unchanged:
            self._send(reply, site)

    def _headers(self, reply: Reply, unchanged: bool) -> dict[str, str]:
        tag = {"ETag": reply.etag} if reply.tagged and reply.status == 200 else {}
        body = {} if unchanged else {"Content-Type": reply.media_type}
        size = {"Content-Length": str(len(reply.body))} if body and reply.sized else {}
        return {**tag, **body, **size, **reply.headers}

    def _send(self, reply: Reply, site: Site) -> None:
        for byte in reply.body[:-1] if reply.drip_s else b"":
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(reply.drip_s)
        self._done(site)
        self.wfile.write(reply.body[-1:] if reply.drip_s else reply.body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def pdf(*lines: str, stamp: str = "1") -> bytes:
    """Return a PDF of one page; another stamp gives other bytes with the same text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.setProducer(f"stamp {stamp}")
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * number, line)
    canvas.save()
    return stream.getvalue()


def concept(canton: str, amount: str, *, stamp: str = "1", more: str = "") -> Reply:
    """Return a short programme of a canton with one figure, as PDF."""
    lines = (
        f"Kanton {canton}: Kantonales Integrationsprogramm KIP 3 (2024-2027)",
        "Der Regierungsrat hat das Integrationsprogramm am 4. Juli 2023 genehmigt.",
        f"Für die Integrationsförderung setzt der Kanton {amount} Franken pro Jahr ein.",
        "Im Förderbereich Sprache werden Deutschkurse für Erwachsene angeboten.",
        more,
    )
    return Reply(pdf(*lines, stamp=stamp), media_type=PDF)
