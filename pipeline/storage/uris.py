"""Documents that have an address in place of a path: objects of an S3-compatible store, read through fsspec.

Who may read, and at which endpoint, is told by the environment, as for every tool that speaks S3: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from pipeline.domain.failures import DocumentFailure

SCHEMES = ("s3",)
# A store that does not answer is a failure of the document, not a run that hangs.
_OPTIONS = {"s3": {"config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 3}}}}


def is_uri(text: str) -> bool:
    """Return whether a text is the address of a document in a store kip reads from."""
    return text.partition("://")[0] in SCHEMES and "://" in text


def as_path(text: str) -> str:
    """Return a file:// address as the path it names, anything else as it is."""
    return unquote(urlsplit(text).path) if text.startswith("file://") else text


def listed(uri: str) -> list[str]:
    """Return the addresses of the documents an address stands for: all below a folder, or what a pattern matches.

    One that leads nowhere, or into a store that can't be asked, is returned itself, to be reported. Names that begin
    with a dot are hidden, as in a folder.
    """
    scheme = uri.partition("://")[0]
    try:
        system = _system(uri)
        found = system.glob(uri) if glob.has_magic(uri) else system.find(uri)
    except Exception:  # noqa: BLE001 - whoever opens it meets the same error and records it
        return [uri]
    names = sorted(name for name in map(str, found) if not _is_hidden(name) and not name.endswith("/"))
    return [f"{scheme}://{name}" for name in names] or [uri]


@contextmanager
def opened(uri: str) -> Iterator[tuple[BinaryIO, int]]:
    """Yield an open document and its size in bytes. Raises DocumentFailure: not_found, not_a_file or unreadable."""
    try:
        with _system(uri).open(uri, "rb") as stream:
            yield stream, int(stream.size)
    except DocumentFailure:
        raise
    except FileNotFoundError as error:
        raise DocumentFailure("not_found") from error
    except IsADirectoryError as error:
        raise DocumentFailure("not_a_file") from error
    except ImportError as error:
        raise DocumentFailure("unreadable", "reading from a store needs s3fs, see docs/scaling.md") from error
    except Exception as error:
        # Libraries of stores have exceptions of their own, such as for missing credentials.
        raise DocumentFailure("unreadable", f"{type(error).__name__}: {' '.join(str(error).split())[:120]}") from error


def _system(uri: str) -> Any:
    import fsspec  # noqa: PLC0415 - only runs with addresses need it

    scheme = uri.partition("://")[0]
    return fsspec.filesystem(scheme, **_OPTIONS[scheme])


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
