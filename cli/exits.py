"""Exit codes, and how a command ends with one sentence instead of a stack trace."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

FINE = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_TO_DO = 3
INTERRUPTED = 130

EXPLAINED = (
    "Exit codes: 0 all fine · 1 some documents failed, or kip itself did · 2 usage: a bad option, no path that exists, "
    "an output folder that cannot be written or is in use · 3 nothing to do · 130 interrupted"
)


class CommandError(Exception):
    """A command can't go on; the message is a sentence for people."""

    def __init__(self, code: int, sentence: str) -> None:
        """Keep the exit code with the sentence."""
        super().__init__(sentence)
        self.code = code


def leave(code: int) -> NoReturn:
    """End the process at once.

    All that has to be closed is closed by now, but Prefect's client keeps threads that would wait for a server that
    is gone.
    """
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
