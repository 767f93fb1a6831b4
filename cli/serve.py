"""`kip serve`: schedules that run by themselves on this machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from cli.exits import FINE, USAGE, CommandError, leave
from cli.stopping import stopped_by_signals
from flows.schedules import DeploymentsError, load_deployments
from flows.serve import HomeInUseError, ServeSettings, serve
from flows.server import LOOPBACK, given_server
from pipeline.domain.data import data_path


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed."""

    deployments: Path | None
    home: Path | None
    port: int
    database: str | None


def serve_deployments(request: Request) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises CommandError."""
    file = request.deployments or data_path("prefect.yaml")
    settings = ServeSettings(request.home or default_home(), file, request.port, request.database)
    console = Console(stderr=True)

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    try:
        for deployment in load_deployments(file):
            when = ", ".join(map(str, deployment.schedules)) or "when asked for"
            say(f"{deployment.name}: kip {' '.join(deployment.command)} ({when})")
        given = given_server()
        place = given.url.removesuffix("/api") if given else f"http://{LOOPBACK}:{request.port}"
        say(f"Prefect at {place}; state and logs in {settings.home}. Ctrl-C ends it; the schedules stay.")
        serve(settings, stopped_by_signals(), say)
    except DeploymentsError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except HomeInUseError as error:
        raise CommandError(USAGE, f"Another kip serve uses {settings.home}; end it or name another --home.") from error
    except OSError as error:
        raise CommandError(USAGE, f"Cannot serve: {error}.") from error
    leave(FINE)


def default_home() -> Path:
    """Return the folder `kip/serve` in the place the system has for data of a user."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kip" / "serve"
