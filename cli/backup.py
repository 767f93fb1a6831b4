"""`kip backup` and `kip restore`: one file with all that can't be made again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from cli.cache import readable
from cli.exits import USAGE, CommandError
from pipeline.ingestion.store import DATABASE
from pipeline.review.corrections import default_folder
from pipeline.runs.settings import default_cache
from pipeline.storage.backup import ROOTS, BackupError, Manifest, Places, write_backup
from pipeline.storage.backup import restore_backup as put_back
from pipeline.storage.ledger import OutputInUseError


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed."""

    file: Path
    out: Path
    store: Path | None
    corrections: Path | None
    cache: Path | None

    @property
    def places(self) -> Places:
        """Return where the parts lie, or shall lie."""
        cache = (self.cache or default_cache()).absolute()
        return Places(self.out, self.store or _store_behind(self.out), cache, self.corrections or default_folder())


def _store_behind(out: Path) -> Path | None:
    """Return the store of kip ingest whose last good outputs `out` leads to, if it is a link to such."""
    if not out.is_symlink():
        return None
    return next((place for place in out.resolve().parents if (place / DATABASE).exists()), None)


def make_backup(request: Request) -> None:
    """Write a backup and say what is in it. Raises CommandError."""
    try:
        manifest = write_backup(request.places, request.file)
    except BackupError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except OutputInUseError as error:
        who = f" (process {error.pid})" if error.pid else ""
        raise CommandError(USAGE, f"A run{who} is writing to {request.out} or the store; wait for its end.") from error
    except OSError as error:
        what = error.filename or request.file
        raise CommandError(USAGE, f"Cannot write {request.file}: {error.strerror or error} ({what}).") from error
    size = readable(request.file.stat().st_size)
    _say(
        f"{request.file}: {size}, {_contents(manifest)}", f"Next: kip restore {request.file} --out FOLDER puts it back."
    )


def restore_backup(request: Request) -> None:
    """Put a backup back and say what was in it. Raises CommandError."""
    try:
        manifest = put_back(request.file, request.places)
    except BackupError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except OSError as error:
        what = error.filename or request.file
        raise CommandError(USAGE, f"Cannot restore {request.file}: {error.strerror or error} ({what}).") from error
    _say(f"Restored {_contents(manifest)}", f"Next: kip status --out {request.out} says how its documents ended.")


def _contents(manifest: Manifest) -> str:
    parts = [f"{count} in {root}" for root in ROOTS if (count := manifest.count(root))]
    return f"{len(manifest.items)} files: {', '.join(parts)}"


def _say(*lines: str) -> None:
    console = Console()
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False, markup=False)
