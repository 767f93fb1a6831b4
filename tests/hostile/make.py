"""All hostile files: made by code, each with the end it must come to.

`python -m tests.hostile.make FOLDER` writes them, to be looked at or read by other programs.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.hostile import images, packages, pdfs, texts
from tests.hostile.cases import ADDRESS, Case

CASES: tuple[Case, ...] = (*pdfs.CASES, *packages.CASES, *texts.CASES, *images.CASES)
# Bigger than any limit, and nothing on the disk.
SPARSE_BYTES = 10_000_000_000
# Names that are no text, turn a line around, end it, or are as long as a name may be.
NAMES: Mapping[bytes, str] = {
    b"two\nlines.txt": "done",
    b"bell\x07and\x1b[31mred.txt": "done",
    "turned \u202etxt.fdp".encode(): "done",
    "\U0001f4c4.txt".encode(): "done",
    b"caf\xe9\xff.txt": "done",
    b"n" * 251 + b".txt": "done",
    b"-rf.txt": "done",
    b"'; DROP TABLE documents; --.txt": "done",
}


def write_cases(folder: Path, address: str) -> dict[str, str]:
    """Write each case into a folder and return the end each path must come to.

    Whatever a file would fetch it would fetch from `address`.
    """
    asked = address.encode()
    for case in (case for case in CASES if not case.slow):
        data = case.make()
        data = packages.addressed(data, asked) if case.packed else data.replace(ADDRESS, asked)
        (folder / case.name).write_bytes(data)
    return {case.name: case.end for case in CASES if not case.slow}


def write_odd_paths(folder: Path) -> dict[str, str]:
    """Make what is no common file, and files of odd names, and return the end each path must come to."""
    ends = {}
    for number, (name, end) in enumerate(NAMES.items()):
        with open(os.fsencode(folder) + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name of bytes
            file.write(f"Der Kredit von Fr. {number + 1}'000 wird bewilligt.\n")
        ends[name.decode("utf-8", "backslashreplace")] = end
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        # A socket's path may be a hundred bytes long, that of a test's folder is longer.
        before = Path.cwd()
        os.chdir(folder)
        listener.bind("socket.txt")
        os.chdir(before)
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "up").symlink_to(folder)
    with (folder / "sparse.pdf").open("wb") as sparse:
        sparse.truncate(SPARSE_BYTES)
    return ends | {
        "pipe.txt": "not_a_file", "socket.txt": "not_a_file", "device.txt": "not_a_file", "nowhere.txt": "not_found",
        "circle.txt": "unreadable", "sparse.pdf": "too_large",
    }  # fmt: skip


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write_cases(target, "http://127.0.0.1:9")
