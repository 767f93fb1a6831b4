"""The wheel: built from the checkout, installed into an empty environment, used from any directory."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PHRASE = '{"text": "Deutschkurse für fremdsprachige Eltern"}\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone; its dependencies are those of this environment, its code is not."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    # A plain path line: the dependencies are found, the path file of the checkout is not read.
    (Path(target) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def kip(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from cli.main import main; sys.exit(main())"
    return subprocess.run(
        [python, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [installed, "-c", "import pipeline; print(pipeline.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(answer.stdout.strip()).is_relative_to(ROOT)


def test_the_command_says_its_version_anywhere(installed: Path, tmp_path: Path) -> None:
    answer = kip(installed, tmp_path, "version")
    assert (answer.returncode, answer.stdout.split()[0]) == (0, "kip")


def test_the_model_travels_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(PHRASE, encoding="utf-8")
    answer = kip(installed, tmp_path, "classify", "in.jsonl", "--out", "out.jsonl")
    assert answer.returncode == 0, answer.stderr
    assert '"sprache"' in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_the_samples_travel_with_the_wheel_and_are_read(installed: Path, tmp_path: Path) -> None:
    code = (
        "from pipeline import process; from pipeline.domain.data import data_path;"
        "records = process(data_path('corpus', 'samples', 'so-kip3-rrb-muster.pdf'));"
        "print(records.facts.canton, len(records.funding) > 0)"
    )
    answer = subprocess.run([installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["SO", "True"]
