"""Locks on files: one process at a time, let go by the system when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

NOTE_BYTES = 32


class LockHeldError(Exception):
    """Another process holds a lock; `note` is what it wrote into the file."""

    def __init__(self, note: bytes) -> None:
        """Keep the note."""
        super().__init__(note)
        self.note = note


def lock_file(path: Path) -> int:
    """Return the handle that holds the lock of a file, made where there is none; closing the handle lets go.

    Raises LockHeldError while another process holds it, and OSError.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        note = os.read(handle, NOTE_BYTES)
        os.close(handle)
        raise LockHeldError(note) from error
    return handle
