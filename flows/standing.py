"""The Prefect server of `kip serve`, which stays. It listens on loopback alone and has all of Prefect's services.

Its database is set by the environment.
"""

from __future__ import annotations

import uvicorn
from prefect.server.api.server import create_app

from flows.server import LOOPBACK

FAREWELL_S = 5


def main(port: str) -> None:
    """Be the server until told to end."""
    uvicorn.run(create_app(), host=LOOPBACK, port=int(port), log_level="warning", timeout_graceful_shutdown=FAREWELL_S)
