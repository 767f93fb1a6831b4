"""The registry of sources: one TOML file for each canton and one for the Confederation, checked by a schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.domain.data import vocabulary
from pipeline.ingestion.addresses import host_of, is_allowed

UNCONFIRMED = "unconfirmed"

_DAY = 'must be a day such as 2026-01-31 (`confirmed` may be "unconfirmed" too)'
_MESSAGES = {
    "missing": "is missing",
    "extra_forbidden": "is no field of the schema",
    "date_type": _DAY,
    "date_from_datetime_parsing": _DAY,
}


class RegistryError(Exception):
    """Files of the registry break its schema; `faults` are sentences, each beginning with its file."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the sentences."""
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from error
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with http:// or https://")
    return text


def _one_of(name: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in vocabulary(name):
            raise ValueError(f"must be one of {', '.join(vocabulary(name))}")
        return value

    return AfterValidator(check)


Pattern = Annotated[str, AfterValidator(_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Confirmed = date | Literal["unconfirmed"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Entry):
    """A page to watch.

    Links whose text or address matches one of `follow` lead to documents, those that match `through` to further pages
    of the same kind, and those that match both to both, unless they end like a file; what matches `leave` is left
    alone. `itself` keeps the page's own text as a document. On a `mixed` page a document is kept only where a cheap
    look finds it to be about integration promotion. `confirmed` is the day on which somebody last saw that the page is
    there and is the right one, `how` says how.
    """

    address: Address
    follow: tuple[Pattern, ...] = ()
    through: tuple[Pattern, ...] = ()
    leave: tuple[Pattern, ...] = ()
    itself: bool = False
    mixed: bool = False
    confirmed: Confirmed
    how: str = Field(min_length=1)


class Expected(_Entry):
    """A document that a source should have: published, or known to have none (`none_published`).

    After `until` somebody has to say again what is expected.
    """

    program: Annotated[str, _one_of("program")]
    doc_type: Annotated[str, _one_of("doc_type")]
    state: Literal["published", "none_published"]
    until: date | None = None
    note: str = ""


class Bounds(_Entry):
    """What a source may do without an alarm, and a run without being held back.

    `at_least` publications, at most `silent_days` without a new one; of the documents of the last good state at most
    the share `lost` gone, of each column's fill rate at most `fill_drop` (a difference of shares), and of each total of
    the comparison at most the share `total_change` up or down.
    """

    at_least: int = Field(default=0, ge=0)
    silent_days: int = Field(default=400, ge=1)
    lost: float = Field(default=0.1, ge=0, le=1)
    fill_drop: float = Field(default=0.15, ge=0, le=1)
    total_change: float = Field(default=0.5, ge=0)


class Source(_Entry):
    """A canton or the Confederation: who is responsible, where it publishes, and what is expected of it."""

    canton: Annotated[str, _one_of("canton")]
    office: str = Field(min_length=1)
    languages: tuple[Annotated[str, _one_of("language")], ...] = Field(min_length=1)
    hosts: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    expected: tuple[Expected, ...] = ()
    bounds: Bounds = Bounds()
    confirmed: Confirmed
    how: str = Field(min_length=1)
    note: str = ""

    @model_validator(mode="after")
    def _pages_are_single_and_lie_on_allowed_hosts(self) -> Source:
        watched: set[str] = set()
        for page in self.pages:
            if page.address in watched:
                raise ValueError(f"the page {page.address} is watched twice")
            watched.add(page.address)
            if not is_allowed(page.address, self.hosts):
                raise ValueError(f"the page {page.address} lies on {host_of(page.address)}, which `hosts` doesn't name")
        return self


def load_sources(folder: Path, only: Iterable[str] = ()) -> tuple[Source, ...]:
    """Return the sources of a registry, ordered by canton; `only` those cantons, if any are named.

    Raises RegistryError with a sentence for each fault of each file, also where a named canton has none.
    """
    chosen = {name.upper() for name in only}
    found: dict[str, Source] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            source = parse_source(path.read_text(encoding="utf-8"), path.name)
        except RegistryError as error:
            faults += error.faults
            continue
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: can't be read ({error})")
            continue
        if path.stem.upper() != source.canton:
            faults.append(f"{path.name}: is about {source.canton}; a file bears the name of its canton")
        found[source.canton] = source
    faults += [f"{folder}: has no file for {name}" for name in sorted(chosen - found.keys()) if not faults]
    if not faults and not found:
        faults.append(f"{folder}: has no source; a source is a file such as ag.toml")
    if faults:
        raise RegistryError(faults)
    return tuple(source for canton, source in sorted(found.items()) if not chosen or canton in chosen)


def parse_source(text: str, name: str) -> Source:
    """Return the source that a TOML text describes. Raises RegistryError, with `name` before each fault."""
    try:
        return Source.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RegistryError([f"{name}: is no TOML ({error})"]) from error
    except ValidationError as error:
        sentences = (_sentence(name, fault) for fault in error.errors() if not _is_second(fault))
        raise RegistryError(dict.fromkeys(sentences)) from error


def _is_second(fault: Any) -> bool:
    """Return whether a fault says that `confirmed`, which is no day, is not the word either."""
    return fault["type"] == "literal_error" and "confirmed" in fault["loc"]


def _sentence(name: str, fault: Any) -> str:
    """Return one fault as `ag.toml: pages 2, address: must be …`."""
    place = ""
    for part in fault["loc"]:
        if isinstance(part, int):
            place += f" {part + 1}"
        elif part not in {"date", "literal['unconfirmed']"}:
            place += f", {part}" if place else str(part)
    message = _MESSAGES.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
    return f"{name}: {place}: {message}" if place else f"{name}: {message}"
