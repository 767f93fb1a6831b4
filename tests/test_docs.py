"""The documentation names what there is: commands, options, files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("corpus/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_commands_and_options_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = re.findall(r"^\.venv/bin/kip (\w+)([^#\n]*)", readme, re.MULTILINE)
    assert used
    for command, rest in used:
        answer = subprocess.run(
            [sys.executable, "-m", "cli.main", command, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": "", "COLUMNS": "200", "TERM": "dumb"},
        )
        assert all(option in answer.stdout for option in re.findall(r"--[\w-]+", rest))


def test_the_readme_and_make_agree_on_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", readme, re.MULTILINE)) <= targets
    assert ".ci/run" in {path.relative_to(ROOT).as_posix() for path in (ROOT / ".ci").iterdir()}
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_locks_carry_no_index_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert re.findall(r"https?://|--index|--find-links|file:", text) == []
        assert text.count("--hash=sha256:") > text.count("==")
