"""A backup: one file with all that kip can't make again, or only with hours of reading.

It is a ZIP archive of the output folder with its ledger, the store of ingestion, the artefacts both rest on, and the
corrections. Every file has its checksum in a manifest, whose own is the comment of the archive. Databases are copied
by SQLite itself, so that none is caught between two writes, and no run can begin meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from pipeline import __version__
from pipeline.storage.archives import FIXED_TIME
from pipeline.storage.atomic import replacing
from pipeline.storage.ledger import DATABASE, FOLDER, LOCK, hold, read_entries
from pipeline.storage.pruning import ARTEFACTS, shared

FORMAT = 1
MANIFEST = "manifest.json"
ROOTS = ("out", "store", "corrections", ARTEFACTS)
CHUNK = 1 << 20
# The header of a database (sqlite.org/fileformat.html, 1.2), and what SQLite keeps beside one that is open.
_SQLITE = b"SQLite format 3\0"
_BESIDE_SQLITE = ("-wal", "-shm", "-journal")
# Compressed already: deflating them again would take time and save nothing.
_COMPRESSED = (".z", ".zip", ".xlsx", ".docx", ".parquet", ".pdf", ".jpg", ".png")


class BackupError(Exception):
    """A backup can't be written or put back; the message says why and what to do, in a sentence."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a backup lie: output folder, store of ingestion (null: none), cache, folder of corrections."""

    out: Path
    store: Path | None
    cache: Path
    corrections: Path

    def root(self, name: str) -> Path | None:
        """Return the folder of one of ROOTS."""
        folders = {"out": self.out, "store": self.store, "corrections": self.corrections}
        return self.cache / ARTEFACTS if name == ARTEFACTS else folders[name]


@dataclass(frozen=True, slots=True)
class Item:
    """A file in a backup: which of ROOTS it belongs to, its path in there, its size in bytes, its checksum."""

    root: str
    path: str
    size: int
    sha256: str

    @property
    def entry(self) -> str:
        """Return its name in the archive; bytes that are no valid text are shown escaped."""
        return f"{self.root}/{os.fsencode(self.path).decode('utf-8', 'backslashreplace')}"


@dataclass(frozen=True, slots=True)
class Link:
    """A link within the store: the output folder itself (`path` empty), or one in a root; `target` is in `root`."""

    root: str
    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, and the version of kip that wrote it."""

    kip: str
    items: tuple[Item, ...]
    links: tuple[Link, ...]

    def count(self, root: str) -> int:
        """Return how many files belong to one of ROOTS."""
        return sum(item.root == root for item in self.items)


def write_backup(places: Places, target: Path) -> Manifest:
    """Write a backup, whole or not at all, and return what it holds.

    Raises OutputInUseError while a run writes to the output folder or the store, BackupError where there is nothing to
    back up, and OSError.
    """
    with ExitStack() as stack:
        stack.enter_context(shared(places.cache))
        for lock in _locks(places):
            stack.enter_context(hold(lock))
        files = [(root, path) for root, path in _files(places) if path.resolve() != target.resolve()]
        links = tuple(_links(places))
        if not files:
            raise BackupError(f"There is nothing to back up in {places.out}; begin with kip run, or name another --out")
        scratch = Path(stack.enter_context(TemporaryDirectory()))
        with replacing(target) as draft, zipfile.ZipFile(draft, "w") as archive:
            items = tuple(_add(archive, root, path, _folder(places, root), scratch) for root, path in files)
            manifest = Manifest(__version__, items, links)
            content = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode("ascii")
            archive.writestr(_info(MANIFEST), content)
            archive.comment = hashlib.sha256(content).hexdigest().encode("ascii")
    return manifest


def _ledgers(places: Places) -> list[Path]:
    """Return the folders with a ledger of their own: the output folder, and those in the store."""
    roots = [folder for folder in (places.out, places.store) if folder is not None]
    found = {path.parent.parent.resolve() for root in roots for path in root.glob(f"**/{FOLDER}/{DATABASE}")}
    return sorted(found)


def _locks(places: Places) -> list[Path]:
    """Return what a run, or an ingestion, holds while it writes."""
    locks = [folder / FOLDER / LOCK for folder in _ledgers(places)]
    return locks if places.store is None or not places.store.is_dir() else [places.store / LOCK, *locks]


def _files(places: Places) -> Iterator[tuple[str, Path]]:
    if not _link_into_store(places):
        yield from (("out", path) for path in _below(places.out, places))
    if places.store is not None:
        yield from (("store", path) for path in _below(places.store, places))
    yield from (("corrections", path) for path in _below(places.corrections, places))
    known = {entry.outcome.document_id for folder in _ledgers(places) for entry in read_entries(folder)}
    for path in sorted((places.cache / ARTEFACTS).glob("*/*/*/*")):
        if path.name.partition(".")[0] in known and path.suffix != ".part":
            yield ARTEFACTS, path


def _below(root: Path, places: Places) -> Iterator[Path]:
    """Yield the files below a folder in a fixed order; other roots in it are left to themselves, and so are links."""
    folders = (places.root(name) for name in ROOTS)
    # An output folder that is a link into the store is part of the store.
    others = {str(folder.resolve()) for folder in folders if folder and folder != root and not folder.is_symlink()}
    for place, names, files in os.walk(root):
        names[:] = sorted(name for name in names if str(Path(place, name).resolve()) not in others)
        yield from (path for path in (Path(place, name) for name in sorted(files)) if _belongs(path, root))


def _belongs(path: Path, root: Path) -> bool:
    if path.name == LOCK or path.name.endswith(".part") or not path.is_file():
        return False
    if path.is_symlink() and path.resolve().is_relative_to(root.resolve()):
        return False
    beside = path.name
    for end in _BESIDE_SQLITE:
        beside = beside.removesuffix(end)
    return beside == path.name or not _is_sqlite(path.with_name(beside))


def _link_into_store(places: Places) -> str | None:
    """Return where in the store the output folder leads to, if it is a link there."""
    if places.store is None or not places.out.is_symlink():
        return None
    real, store = places.out.resolve(), places.store.resolve()
    return real.relative_to(store).as_posix() if real.is_relative_to(store) else None


def _links(places: Places) -> Iterator[Link]:
    if leads := _link_into_store(places):
        yield Link("out", "", leads)
    for name, root in (("out", places.out), ("store", places.store)):
        if root is None or (name == "out" and root.is_symlink()):
            continue
        for path in sorted(path for path in root.rglob("*") if path.is_symlink()):
            if path.resolve().is_relative_to(root.resolve()):
                target = path.resolve().relative_to(root.resolve()).as_posix()
                yield Link(name, path.relative_to(root).as_posix(), target)


def _add(archive: zipfile.ZipFile, root: str, path: Path, folder: Path, scratch: Path) -> Item:
    """Copy a file of a root's folder into the archive and return it with its checksum."""
    name = path.relative_to(folder).as_posix()
    info = _info(Item(root, name, 0, "").entry)
    with (
        _at_rest(path, scratch) as source,
        source.open("rb") as stream,
        archive.open(info, "w", force_zip64=True) as target,
    ):
        checksum, size = _weighed(stream, target.write)
    return Item(root, name, size, checksum)


def _weighed(stream: IO[bytes], take: Callable[[bytes], object] | None = None) -> tuple[str, int]:
    """Return the checksum and size of what a stream has, each piece handed to `take` on the way."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if take:
            take(chunk)
    return digest.hexdigest(), size


def _info(entry: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry, FIXED_TIME.timetuple()[:6])
    info.compress_type = zipfile.ZIP_STORED if entry.endswith(_COMPRESSED) else zipfile.ZIP_DEFLATED
    return info


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


@contextmanager
def _at_rest(path: Path, scratch: Path) -> Iterator[Path]:
    """Yield a file as it stands; of a database a copy that SQLite makes, with what is still in its log."""
    if not _is_sqlite(path):
        yield path
        return
    copy = scratch / "copy.sqlite"
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            # Without a log of its own the copy is one file.
            target.execute("PRAGMA journal_mode=DELETE")
        yield copy
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database {path} can't be copied ({error})") from error
    finally:
        copy.unlink(missing_ok=True)


def check_backup(file: Path) -> Manifest:
    """Return what a backup holds, after reading all of it. Raises BackupError where anything is damaged, OSError."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            for item in manifest.items:
                _check(archive, item)
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError, NotImplementedError) as error:
        raise BackupError(f"{file} is damaged or no backup of kip ({error}); nothing was restored") from error
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    content = archive.read(MANIFEST)
    if hashlib.sha256(content).hexdigest().encode("ascii") != archive.comment:
        raise ValueError("the checksum of its manifest does not fit")
    values = json.loads(content)
    if values["format"] > FORMAT:
        raise BackupError(f"A newer kip ({values['kip']}) wrote this backup; update kip first")
    items = tuple(Item(**item) for item in values["items"])
    links = tuple(Link(**link) for link in values["links"])
    if sorted(archive.namelist()) != sorted([*(item.entry for item in items), MANIFEST]):
        raise ValueError("files are missing or too many")
    for item in items:
        _check_place(item.root, item.path)
    for link in links:
        _check_place(link.root, link.path, link.target)
    return Manifest(values["kip"], items, links)


def _check_place(root: str, *paths: str) -> None:
    """Let nothing lead out of the folder it belongs to."""
    if root not in ROOTS or any(Path(path).is_absolute() or ".." in Path(path).parts for path in paths):
        raise ValueError(f"{paths[0]} leads elsewhere")


def _check(archive: zipfile.ZipFile, item: Item) -> None:
    with archive.open(item.entry) as stream:
        weighed = _weighed(stream)
    if weighed != (item.sha256, item.size):
        raise ValueError(f"the checksum of {item.entry} does not fit")


def restore_backup(file: Path, places: Places) -> Manifest:
    """Put back what a backup holds and return it; all of it is checked before the first file is written.

    Artefacts join those of the cache. Raises BackupError where the archive is damaged or a folder holds something
    already, and OSError.
    """
    manifest = check_backup(file)
    folders = [root for root in ROOTS if root != ARTEFACTS and manifest.count(root)]
    _check_free(manifest, folders, places)
    with zipfile.ZipFile(file) as archive, shared(places.cache), ExitStack() as stack:
        drafts = {root: stack.enter_context(_draft_beside(_folder(places, root))) for root in folders}
        for item in manifest.items:
            if item.root in drafts:
                _extract(archive, item, drafts[item.root] / item.path)
            elif not (path := places.cache / ARTEFACTS / item.path).exists():
                _extract(archive, item, path)
        for root, draft in drafts.items():
            _make_links(manifest, root, draft)
            draft.replace(_folder(places, root))
    for link in manifest.links:
        if link.root == "out" and not link.path:
            places.out.parent.mkdir(parents=True, exist_ok=True)
            places.out.symlink_to(os.path.relpath(_folder(places, "store") / link.target, places.out.parent.resolve()))
    return manifest


def _folder(places: Places, root: str) -> Path:
    folder = places.root(root)
    if folder is None:
        raise BackupError("This backup holds fetched documents; name a folder for them with --store")
    return folder


def _check_free(manifest: Manifest, folders: list[str], places: Places) -> None:
    linked = ["out"] if any(link.root == "out" and not link.path for link in manifest.links) else []
    for root in [*folders, *linked]:
        folder = _folder(places, root)
        if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise BackupError(
                f"{folder} holds something already; nothing was restored. Name another folder or empty it"
            )


@contextmanager
def _draft_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside `folder` on the same disk; what is left of it afterwards goes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent, ignore_cleanup_errors=True) as place:
        draft = Path(place) / folder.name
        draft.mkdir()
        yield draft


def _extract(archive: zipfile.ZipFile, item: Item, path: Path) -> None:
    with replacing(path) as draft, archive.open(item.entry) as source, draft.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _make_links(manifest: Manifest, root: str, draft: Path) -> None:
    for link in manifest.links:
        if link.root == root and link.path:
            path = draft / link.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(os.path.relpath(draft / link.target, path.parent))
