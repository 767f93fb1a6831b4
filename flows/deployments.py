"""The flow that schedules start: a command of kip in a process of its own.

The command is what a person would type. Its documents, workers and memory are its own, and its flows appear on the same
server; this flow keeps its lines as the log of the flow run, and its exit code as the state.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.states import Completed, Failed

from pipeline.guardian import GUARDED_SETTING, join

# What kip leaves with when all went well, or when there was nothing to do.
FINE = (0, 3)


@flow(name="kip", flow_run_name="kip {command}", persist_result=False)
def kip(command: list[str]) -> Any:
    """Run a command of kip, given as the words after `kip`, and return the state of the flow run."""
    if folder := os.environ.get(GUARDED_SETTING):
        # So that the command ends with kip serve, however that ends.
        join(Path(folder))
    logger = get_run_logger()
    last = ""
    with subprocess.Popen(  # noqa: S603 - kip itself, without a shell
        [sys.executable, "-m", "cli.main", *command],
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT__")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if line.strip():
                last = line.strip()
                logger.info(last)
    if process.returncode in FINE:
        return Completed(message=last)
    return Failed(message=f"kip left with exit code {process.returncode}: {last}")
