"""How commands that go on until they are stopped learn that they shall."""

from __future__ import annotations

import signal
import threading
from types import FrameType


def stopped_by_signals() -> threading.Event:
    """Return an event that Ctrl-C and SIGTERM set, from now to the end of the process."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping
