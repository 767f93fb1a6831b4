"""Where data lies: TOML of the domain, models and corpus, in a wheel or in a checkout."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return the content of `pipeline/domain/NAME.toml`; treat it as read-only."""
    return tomllib.loads((_PACKAGE / "domain" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """Return the ids of a closed vocabulary, such as `payer`; `failure_code` has those of failures.toml."""
    if name == "failure_code":
        return tuple(load_toml("failures"))
    return tuple(load_toml("vocabularies")["lists"][name])


def data_path(*parts: str) -> Path:
    """Return a path below `models/` or `corpus/`: in the wheel under `pipeline/_data`, else in the checkout.

    Raises FileNotFoundError, naming what is missing.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{'/'.join(parts)} is not part of this installation of kip")
