"""Slots for text recognition: as many Tesseract processes as there are cores, over all processes of one user.

A slot is a locked file that holds the image being recognised. The system frees the lock of a process that was
killed, and the next holder of the slot writes over what it left, so that nothing grows however a run ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.guardian import is_running

if TYPE_CHECKING:
    from PIL import Image

# Bounds the processes below the number of cores, such as `1` for a machine that others use too.
SETTING = "KIP_OCR_PROCESSES"
# Names slots apart from those of the user's other processes: for one of several workers that divide a machine.
OWN_SLOTS_SETTING = "KIP_OCR_SLOTS"
# Memory that looks like a folder: an image written there meets no disk.
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - the folder inside it belongs to the user alone
# How often a waiting thread looks for a free slot; recognition of a page takes seconds.
POLL_S = 0.01
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def slot_count() -> int:
    """Return how many pages may be recognised at once: the cores of this process, or fewer by KIP_OCR_PROCESSES."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    wanted = os.environ.get(SETTING, "")
    return min(cores, int(wanted)) if wanted.isdecimal() and int(wanted) else cores


def bound_slots(count: int) -> None:
    """Let this process, and those it will start, recognise no more than `count` pages at once."""
    os.environ[SETTING] = str(min(slot_count(), count))


def take_own_slots() -> None:
    """Give this worker and those it will start slots of their own; what killed workers left in theirs is removed."""
    os.environ[OWN_SLOTS_SETTING] = str(os.getpid())
    for folder in sorted(_memory().glob(f"kip-{os.getuid()}-*")):
        worker = folder.name.rpartition("-")[2]
        if worker.isdecimal() and not is_running(int(worker)):
            _clear(folder)


def drop_own_slots() -> None:
    """Remove the folder of slots that are this worker's own; images in use keep it."""
    if os.environ.get(OWN_SLOTS_SETTING):
        with suppress(OSError):
            _folder().rmdir()


def _clear(folder: Path) -> None:
    """Remove a folder of slots; an image that a process left behind by its worker still reads keeps it."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            handle = _locked(path)
            if handle is not None:
                path.unlink()
                os.close(handle)
        folder.rmdir()


@contextmanager
def slot_with(image: Image.Image) -> Iterator[Path]:
    """Wait for a slot, hold it, and yield the path of the image in it.

    It is written as BMP, which Tesseract reads at once; it reads PPM pixel by pixel, 4 % of its time for a page.
    """
    with slot() as path:
        try:
            image.save(path, format="BMP")
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            # Containers often have 64 MB there.
            os.truncate(path, 0)
        else:
            yield path
            return
        with tempfile.NamedTemporaryFile(suffix=".bmp") as elsewhere:
            image.save(elsewhere.name, format="BMP")
            yield Path(elsewhere.name)


@contextmanager
def slot() -> Iterator[Path]:
    """Wait for a slot, hold it, and yield the path of its file, which nobody else writes to meanwhile."""
    folder = _folder()
    while True:
        for number in range(slot_count()):
            path = folder / f"{number}.bmp"
            handle = _locked(path)
            if handle is None:
                continue
            try:
                yield path
            finally:
                path.unlink(missing_ok=True)
                os.close(handle)
            return
        time.sleep(POLL_S)


def _locked(path: Path) -> int | None:
    """Return an open handle that holds the lock of a slot's file, or null where another has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    if os.fstat(handle).st_nlink == 0:
        # Its holder removed the file between our opening and locking it.
        os.close(handle)
        return None
    return handle


def _folder() -> Path:
    """Return a folder for slots that belongs to the user alone. Raises PermissionError where another has taken it."""
    own = os.environ.get(OWN_SLOTS_SETTING, "")
    name = f"kip-{os.getuid()}" + (f"-{own}" if own.isalnum() else "")
    folder = _memory() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(errno.EPERM, "the folder for page images belongs to another user", str(folder))
    return folder


def _memory() -> Path:
    """Return the folder in memory, or that of temporary files where there is none."""
    is_there = MEMORY_FOLDER.is_dir() and os.access(MEMORY_FOLDER, os.W_OK)
    return MEMORY_FOLDER if is_there else Path(tempfile.gettempdir())
