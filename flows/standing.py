"""The Prefect server of `kip serve`, which stays: `python -m flows.standing FOLDER PARENT PORT`.

It listens on loopback alone and has all of Prefect's services; its database is set by the environment. FOLDER is that
of kip's guardian, PARENT the process that watches over it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from prefect.server.api.server import create_app

from flows.server import LOOPBACK
from pipeline.guardian import enlist

FAREWELL_S = 5


def main(folder: Path, parent: int, port: int) -> None:
    """Be the server until told to end."""
    enlist(folder, parent)
    uvicorn.run(create_app(), host=LOOPBACK, port=port, log_level="warning", timeout_graceful_shutdown=FAREWELL_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
