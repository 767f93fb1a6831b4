"""`kip doctor`: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rich.console import Console
from rich.markup import escape

from cli.cache import readable
from cli.exits import FINE, SOME_FAILED
from pipeline import __version__
from pipeline.domain.data import data_path
from pipeline.domain.lexicon import SUPPORTED
from pipeline.runs.settings import check_german_model, default_cache, default_workers
from pipeline.storage.versions import library_version

DISTRIBUTION = "kip-pipeline"
PYTHON = SpecifierSet(">=3.11,<3.14")
LANGUAGES = ("deu", "fra", "ita")
# What Debian calls the language data; other systems have the same three letters.
INSTALL_LANGUAGES = "apt install " + " ".join(f"tesseract-ocr-{language}" for language in LANGUAGES)
# A reading and an extraction worker with a scanned document in hand (benchmarks/README.md), and some room.
MEMORY_PER_WORKER = 1_500_000_000
MIN_DISK = 1_000_000_000
ANSWER_S = 10
GOOD, CARE, MISSING = "good", "care", "missing"
_MARKS = {GOOD: "[green]good[/green]   ", CARE: "[yellow]care[/yellow]   ", MISSING: "[red]missing[/red]"}


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands (good, care or missing), what was found, and what to do, null if nothing."""

    name: str
    state: str
    found: str
    advice: str | None = None


def examine(cache: Path | None, as_json: bool, thorough: bool) -> int:
    """Print every check and return the exit code: 1 if something is missing."""
    found = list(checks((cache or default_cache()).absolute(), thorough))
    if as_json:
        sys.stdout.write(json.dumps([asdict(check) for check in found], ensure_ascii=False, indent=2) + "\n")
    else:
        console = Console()
        for check in found:
            console.print(f"{_MARKS[check.state]} {check.name}: {escape(check.found)}", soft_wrap=True, highlight=False)
            if check.advice:
                console.print(f"        → {escape(check.advice)}", soft_wrap=True, highlight=False)
    return SOME_FAILED if any(check.state == MISSING for check in found) else FINE


def checks(cache: Path, thorough: bool) -> Iterator[Check]:
    """Yield every check; `thorough` also loads the models, which takes some seconds."""
    yield Check("kip", GOOD, __version__)
    yield _python()
    yield from _tesseract()
    yield from _libraries()
    yield _prefect()
    yield _machine()
    yield _disk(cache)
    yield _model(thorough)
    yield from _german_model()


def requirements() -> list[Requirement]:
    """Return what kip needs, from the installed package, or from the checkout it runs in."""
    try:
        lines = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        place = Path(__file__).resolve().parent.parent / "pyproject.toml"
        lines = tomllib.loads(place.read_text(encoding="utf-8"))["project"]["dependencies"]
    return [Requirement(line) for line in lines]


def check_library(needed: Requirement, found: str) -> Check:
    """Return how a library's version stands against what kip needs; `absent` where there is none."""
    told = f"{found}, needed {needed.specifier or 'any'}"
    if found == "absent":
        return Check(needed.name, MISSING, told, "Run ./setup.sh, or: pip install kip-pipeline")
    if not needed.specifier.contains(found, prereleases=True):
        return Check(needed.name, MISSING, told, f'Run: pip install "{needed.name}{needed.specifier}"')
    return Check(needed.name, GOOD, told)


def check_languages(listed: str) -> Check:
    """Return whether Tesseract has the languages of Swiss documents; `listed` is what --list-langs says."""
    known = set(re.findall(r"^\w+$", listed, re.MULTILINE))
    absent = [language for language in LANGUAGES if language not in known]
    told = ", ".join(sorted(known & set(LANGUAGES))) or "none of those needed"
    if absent:
        return Check("tesseract languages", MISSING, told, f"Install {', '.join(absent)}, such as: {INSTALL_LANGUAGES}")
    return Check("tesseract languages", GOOD, told)


def check_memory(memory: int, cores: int) -> Check:
    """Return whether there is memory for a worker per core."""
    told = f"{cores} cores, {readable(memory)} of memory"
    fitting = max(1, memory // MEMORY_PER_WORKER)
    if fitting < cores:
        return Check("machine", CARE, told, f"Run with --workers {fitting}, so that the workers' memory fits.")
    return Check("machine", GOOD, told)


def _python() -> Check:
    version = platform.python_version()
    if not PYTHON.contains(version, prereleases=True):
        return Check("python", MISSING, version, f"Install a Python {PYTHON} and run ./setup.sh again.")
    return Check("python", GOOD, version)


def _tesseract() -> Iterator[Check]:
    executable = shutil.which("tesseract")
    if executable is None:
        yield Check(
            "tesseract", MISSING, "absent", f"Install it, such as: apt install tesseract-ocr; {INSTALL_LANGUAGES}"
        )
        return
    yield Check("tesseract", GOOD, _ask(executable, "--version").partition("\n")[0])
    yield check_languages(_ask(executable, "--list-langs"))


def _ask(executable: str, option: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603
            [executable, option], capture_output=True, text=True, check=False, timeout=ANSWER_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"does not answer ({error})"
    # Older versions of Tesseract answer on stderr.
    return answer.stdout or answer.stderr


def _libraries() -> Iterator[Check]:
    for needed in requirements():
        if needed.marker is None or needed.marker.evaluate():
            yield check_library(needed, library_version(needed.name))


def _prefect() -> Check:
    # Found is enough: importing it takes two seconds, and the bounds that make it fail are checked above.
    if importlib.util.find_spec("prefect") is None:
        return Check("prefect server", MISSING, "cannot be imported", "Run ./setup.sh again.")
    url = os.environ.get("PREFECT_API_URL")
    return Check(
        "prefect server", GOOD, f"that of PREFECT_API_URL, {url}" if url else "kip starts its own for each run"
    )


def _machine() -> Check:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return check_memory(min(memory, _granted()), default_workers())


def _granted() -> int:
    """Return the memory a container may use; as good as endless where there is no such bound."""
    try:
        text = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return sys.maxsize
    return int(text) if text.isdigit() else sys.maxsize


def _disk(cache: Path) -> Check:
    place = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    told = f"{cache}, {readable(free)} free"
    if not os.access(place, os.W_OK):
        return Check(
            "cache", MISSING, told, f"Name a folder kip may write to with --cache or KIP_CACHE; {place} is none."
        )
    if free < MIN_DISK:
        return Check("cache", CARE, told, "Make room, or run kip cache --prune.")
    return Check("cache", GOOD, told)


def _german_model() -> Iterator[Check]:
    """Yield how the spaCy package a setting names stands; nothing where none is named."""
    if not (package := os.environ.get("KIP_GERMAN_MODEL")):
        return
    try:
        check_german_model(package)
    except ValueError as error:
        yield Check("german model", MISSING, "absent", f"{error}")
    else:
        yield Check("german model", GOOD, package)


def _model(thorough: bool) -> Check:
    try:
        folder = data_path("models") / "classifier"
        name = f"classifier {json.loads((folder / 'card.json').read_text(encoding='utf-8')).get('version', '')}".strip()
        size = (folder / "model.skops").stat().st_size
        if thorough:
            # Imported here: scikit-learn and spaCy take seconds.
            from pipeline.classification.classifier import load_classifier  # noqa: PLC0415
            from pipeline.extraction.nlp import trained_pipeline  # noqa: PLC0415

            load_classifier()
            for language in SUPPORTED:
                trained_pipeline(language)
    except Exception as error:  # noqa: BLE001 - whatever a model breaks over is told
        return Check(
            "model", MISSING, f"{type(error).__name__}: {error}", "Run ./setup.sh again, or fetch models/ anew."
        )
    return Check("model", GOOD, f"{name}, {readable(size)}, {'loads' if thorough else 'there; --full loads it'}")
