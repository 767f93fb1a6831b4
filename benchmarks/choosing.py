"""The command line that the sets of benchmarks share: names to choose from, and a quick mode."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

SizeT = TypeVar("SizeT")


def print_figures(
    program: str,
    summary: str,
    benchmarks: Mapping[str, Callable[[SizeT, Path], Iterator[str]]],
    full: SizeT,
    quick: SizeT,
    of_pages: Callable[[int], SizeT] | None = None,
) -> None:
    """Print the figures of the benchmarks named on the command line, of all if none is, each in a folder of its own.

    With `of_pages` there is an option --pages, from which it makes the size.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=summary)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(benchmarks)}; all if none is named")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that everything runs")
    if of_pages:
        parser.add_argument("--pages", type=int, metavar="N", help="so many pages at most")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(benchmarks)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    size = quick if arguments.quick else full
    if of_pages and arguments.pages:
        size = of_pages(arguments.pages)
    for name in arguments.names or benchmarks:
        print(f"{name}:", flush=True)
        with tempfile.TemporaryDirectory(prefix="kip-benchmark-") as folder:
            for line in benchmarks[name](size, Path(folder)):
                print(f"  {line}", flush=True)
