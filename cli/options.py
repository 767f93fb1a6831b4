"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for tables, exports and reports.")]
Cache = Annotated[
    Path | None,
    typer.Option("--cache", help="Folder for what was read before (default: $KIP_CACHE or the user's cache)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")]
OUT = Path("outputs") / "run"
MODEL = Path("models") / "de_kip"
AREAS = Path("models") / "classifier"
HELP = {"help_option_names": ["-h", "--help"]}
