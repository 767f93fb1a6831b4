"""Changes to a file of the registry that leave everything else in it as somebody wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

from pipeline.ingestion.addresses import host_of
from pipeline.ingestion.registry import parse_source

HOW_TRIED = "Its page answered kip and had links to follow."
_HOSTS = re.compile(r"^hosts\s*=\s*\[(.*?)\]", re.MULTILINE | re.DOTALL)
_PAGE = re.compile(r"^\[\[pages\]\]\s*$", re.MULTILINE)


def with_page(
    text: str | None, canton: str, office: str, language: str, address: str, follow: Sequence[str], how: str
) -> str:
    """Return the text of a source with one more page to watch; null for a canton that has none yet.

    Raises RegistryError if the text is no source.
    """
    host = host_of(address) if urlsplit(address).hostname else ""
    if text is None:
        text = _entry(
            canton=canton, office=office, languages=[language], hosts=[host], confirmed="unconfirmed", how=how
        )
    elif host not in parse_source(text, f"{canton.casefold()}.toml").hosts:
        text = _HOSTS.sub(lambda match: f"hosts = [{_with(match[1], host)}]", text, count=1)
    page = _entry(address=address, follow=list(follow), confirmed="unconfirmed", how=how)
    return f"{text.rstrip()}\n\n[[pages]]\n{page}"


def with_confirmation(text: str, addresses: Collection[str]) -> str:
    """Return the text of a source with today's date at the pages of these addresses."""
    today = datetime.now(UTC).date().isoformat()
    parts = _split(text)
    return "".join(_confirmed(part, today) if _is_about(part, addresses) else part for part in parts)


def _split(text: str) -> list[str]:
    """Return the text in parts, each page one."""
    starts = [0, *(match.start() for match in _PAGE.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _is_about(part: str, addresses: Collection[str]) -> bool:
    return part.startswith("[[pages]]") and any(json.dumps(address) in part for address in addresses)


def _confirmed(part: str, today: str) -> str:
    part = re.sub(r"^confirmed\s*=.*$", f"confirmed = {today}", part, count=1, flags=re.MULTILINE)
    return re.sub(r"^how\s*=.*$", f"how = {json.dumps(HOW_TRIED)}", part, count=1, flags=re.MULTILINE)


def _with(listed: str, host: str) -> str:
    listed = listed.strip().rstrip(",")
    return f"{listed}, {json.dumps(host)}" if listed else json.dumps(host)


def _entry(**values: object) -> str:
    """Return lines of TOML; strings and lists of strings are written alike in JSON and TOML."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
