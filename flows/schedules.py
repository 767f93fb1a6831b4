"""The file of deployments, prefect.yaml: which command of kip runs when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ENTRYPOINT = "flows/deployments.py:kip"


class DeploymentsError(Exception):
    """The file of deployments can't be used; the message says what is wrong with it, in a sentence."""


@dataclass(frozen=True, slots=True)
class When:
    """A schedule: cron with its time zone (IANA name), or an interval in seconds."""

    cron: str | None = None
    timezone: str = "Europe/Zurich"
    interval: float | None = None

    def __str__(self) -> str:
        """Return it for people."""
        return f"{self.cron} {self.timezone}" if self.cron else f"every {self.interval:g} s"


@dataclass(frozen=True, slots=True)
class Deployment:
    """A command of kip, as the words after `kip`, and when it runs."""

    name: str
    command: tuple[str, ...]
    schedules: tuple[When, ...]
    description: str = ""


def load_deployments(file: Path) -> tuple[Deployment, ...]:
    """Return the deployments of a file in Prefect's format. Raises DeploymentsError."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        found = tuple(_deployment(values) for values in content["deployments"])
    except (OSError, yaml.YAMLError) as error:
        raise DeploymentsError(f"{file} can't be read ({error})") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DeploymentsError(f"{file} is no file of deployments ({type(error).__name__}: {error})") from error
    if not found:
        raise DeploymentsError(f"{file} names no deployment")
    return found


def _deployment(values: dict[str, Any]) -> Deployment:
    if values["entrypoint"] != ENTRYPOINT:
        raise ValueError(f"kip serves {ENTRYPOINT} alone")
    command = values["parameters"]["command"]
    if not command or isinstance(command, str):
        raise ValueError("command is a list of words")
    schedules = tuple(_when(schedule) for schedule in values.get("schedules", ()))
    return Deployment(values["name"], tuple(map(str, command)), schedules, values.get("description", ""))


def _when(schedule: dict[str, Any]) -> When:
    when = When(**schedule)
    if (when.cron is None) == (when.interval is None):
        raise ValueError("a schedule has either cron or interval")
    return when
