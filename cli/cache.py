"""`kip cache`: what was read before and is kept, how much room it takes, and what of it can go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from cli.exits import USAGE, CommandError
from pipeline.runs.settings import default_cache
from pipeline.storage.pruning import DAY_S, Limits, Stored, alone, choose, folder_sizes, remove, stored

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed."""

    prune: bool
    older_than: float | None
    max_size: str | None
    cache: Path | None


def tend_cache(request: Request) -> None:
    """Show the cache, and prune it if asked. Raises CommandError."""
    cache = (request.cache or default_cache()).absolute()
    limits = Limits(request.older_than, parse_size(request.max_size))
    console = Console()
    if not cache.is_dir():
        console.print(f"There is no cache at {cache} yet; the first run makes it.", soft_wrap=True, highlight=False)
        return
    try:
        with alone(cache) as is_alone:
            items = stored(cache)
            console.print(cache_table(cache, items))
            for line in _outcome(items, choose(items, limits, going_on=not is_alone), request, is_alone):
                console.print(line, soft_wrap=True, highlight=False)
    except OSError as error:
        raise CommandError(USAGE, f"Cannot prune the cache: {error}.") from error


def parse_size(text: str | None) -> int | None:
    """Return the bytes of a size such as 500M or 2 GB, null for null. Raises CommandError."""
    if text is None:
        return None
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise CommandError(USAGE, f"{text} is no size; write it as 500M or 2GB.")
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2].upper()])


def readable(size: int) -> str:
    """Return bytes with the unit that fits."""
    number, units = float(size), ["B", "kB", "MB", "GB"]
    while number >= 1000 and len(units) > 1:
        number /= 1000
        units.pop(0)
    return f"{number:.0f} {units[0]}" if units[0] == "B" else f"{number:.1f} {units[0]}"


def cache_table(cache: Path, items: Sequence[Stored]) -> Table:
    """Return a line for each stage and version, and one for each other folder."""
    table = Table(title=f"Cache {cache}", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("What", "Version", "Made by"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Documents", "Size", "Oldest"):
        table.add_column(heading, justify="right", no_wrap=True)
    for stage, version in sorted({(item.stage, item.version) for item in items}):
        group = [item for item in items if (item.stage, item.version) == (stage, version)]
        maker = "this version" if group[0].is_current else "another version"
        size = readable(sum(item.size for item in group))
        oldest = f"{max(item.age_s for item in group) / DAY_S:.0f} days"
        table.add_row(stage, version, maker, str(len(group)), size, oldest)
    for name, room in folder_sizes(cache).items():
        table.add_row(name, "", "", "", readable(room), "")
    return table


def _outcome(items: Sequence[Stored], chosen: Sequence[Stored], request: Request, is_alone: bool) -> list[str]:
    lines = []
    if not is_alone:
        lines.append("A run is going on: what this version made, and all of the last hour, stays.")
    if request.prune:
        freed = remove(chosen)
        return [*lines, f"Removed {len(chosen)} of {len(items)} artefacts; {readable(freed)} are free."]
    size = readable(sum(item.size for item in chosen))
    return [*lines, f"kip cache --prune with the same options would remove {len(chosen)} artefacts, {size}."]
