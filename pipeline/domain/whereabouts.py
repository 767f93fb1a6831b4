"""Whose document it is by where it lies: the address it came from, its name, its folder.

A document is understood by its content alone; this is asked only where the content names no canton.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipeline.domain.cantons import FEDERAL
from pipeline.domain.data import load_toml, vocabulary

# A word before `AG`, as in `Muster_AG.pdf`, makes a firm of it; `KIP_AG.pdf` and `2023-AG.pdf` are the canton's.
FIRM = re.compile(r"[^\W\d_]*[a-zà-ÿ]{2}")

_WORD = re.compile(r"[^\W_]+")


def canton_of_place(path: str | None, url: str | None) -> tuple[str, str] | None:
    """Return the canton (CH for the Confederation) that an address, a file's name or its folder tells, and which did.

    Of names only two capital letters (`KIP3_SO.pdf`) or the canton's name in any of its languages count, and only one
    canton; of folders the one the file lies in, if it bears nothing else. Null if nothing tells.
    """
    if url and (canton := _by_host(url)):
        return canton, "address"
    if not path:
        return None
    place = PurePosixPath(path.replace("\\", "/"))
    named = _by_name(place.stem) or _by_folder(place.parent.name)
    return (named, "name") if named else None


def _by_host(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").casefold()
    return next((canton for known, canton in _hosts() if host == known or host.endswith(f".{known}")), None)


def _by_name(stem: str) -> str | None:
    words = _WORD.findall(stem)
    codes = {word for at, word in enumerate(words) if _is_code(words, at)}
    found = codes or {canton for name, canton in _names() if f" {name} " in f" {_plain(stem)} "}
    return found.pop() if len(found) == 1 else None


def _by_folder(name: str) -> str | None:
    plain = _plain(name)
    by_code = next((code for code in vocabulary("canton") if code.casefold() == plain), None)
    return by_code or next((canton for known, canton in _names() if known == plain), None)


def _is_code(words: Sequence[str], at: int) -> bool:
    if words[at] not in vocabulary("canton"):
        return False
    return words[at] not in load_toml("cantons")["words"]["also_firms"] or at == 0 or not FIRM.match(words[at - 1])


def _plain(text: str) -> str:
    """Return a name as words in plain small letters: `Zürich` and `ZUERICH` are `zuerich`, `St.-Gallen` `st gallen`."""
    german = unicodedata.normalize("NFC", text).casefold().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue"})
    letters = (letter for letter in unicodedata.normalize("NFD", german) if not unicodedata.combining(letter))
    return " ".join(_WORD.findall("".join(letters)))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return (plain name, canton), also after the word for canton; the Confederation has no name as short as that."""
    data = load_toml("cantons")
    names = [(_plain(name), code) for code in vocabulary("canton") if code != FEDERAL for name in data[code]["names"]]
    return (*names, *((f"{word} {name}", code) for word in data["words"]["canton"] for name, code in names))


@cache
def _hosts() -> tuple[tuple[str, str], ...]:
    data = load_toml("cantons")
    return tuple((host, canton) for canton in vocabulary("canton") for host in data[canton]["hosts"])
