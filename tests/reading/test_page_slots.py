from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.reading import slots
from pipeline.reading.figure_strips import read_strip
from pipeline.reading.page_queue import Job, read_scans
from pipeline.reading.read import read_document
from pipeline.reading.recognition import Scan
from pipeline.reading.slots import bound_slots, slot, slot_count, slot_with, take_own_slots

ROOT = Path(__file__).resolve().parents[2]
PAGE = Image.new("L", (40, 40), 255)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the slots of these tests apart from those of other runs on the machine."""
    monkeypatch.setattr(slots, "MEMORY_FOLDER", tmp_path)
    return tmp_path / f"kip-{os.getuid()}"


def test_no_more_hold_a_slot_than_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "slot_count", lambda: 2)
    holding: list[int] = []
    most: list[int] = []

    def hold() -> None:
        with slot():
            holding.append(1)
            most.append(len(holding))
            time.sleep(0.05)
            holding.pop()

    threads = [threading.Thread(target=hold) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2
    assert len(most) == 8


def test_the_image_is_in_the_slot_and_gone_afterwards(own_folder: Path) -> None:
    with slot_with(PAGE) as path:
        assert path.parent == own_folder
        with Image.open(path) as image:
            assert (image.format, image.size) == ("BMP", PAGE.size)
    assert list(own_folder.iterdir()) == []
    assert own_folder.stat().st_mode & 0o777 == 0o700


def test_a_killed_process_frees_its_slot(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "slot_count", lambda: 1)
    code = (
        "import pathlib, time; from pipeline.reading import slots\n"
        f"slots.MEMORY_FOLDER = pathlib.Path({str(own_folder.parent)!r}); slots.slot_count = lambda: 1\n"
        "with slots.slot():\n    print('held', flush=True); time.sleep(300)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    assert slots._locked(own_folder / "0.bmp") is None
    holder.kill()
    holder.wait()
    with slot() as path:
        assert path == own_folder / "0.bmp"
    holder.stdout.close()


def test_what_killed_workers_left_is_removed_and_what_others_use_stays(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import pathlib, time; from pipeline.reading import slots\n"
        f"slots.MEMORY_FOLDER = pathlib.Path({str(own_folder.parent)!r}); slots.take_own_slots()\n"
        "with slots.slot() as path:\n    path.write_bytes(b'image'); print(path, flush=True); time.sleep(300)"
    )
    command = [sys.executable, "-c", code]
    killed, running = (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ) for _ in range(2)
    )
    assert killed.stdout
    assert running.stdout
    left, used = Path(killed.stdout.readline().strip()), Path(running.stdout.readline().strip())
    named = own_folder.parent / f"{own_folder.name}-mine"
    named.mkdir()
    killed.kill()
    killed.wait()
    assert left.read_bytes() == b"image"
    monkeypatch.setenv("KIP_OCR_SLOTS", "")
    take_own_slots()
    assert not left.parent.exists()
    assert used.read_bytes() == b"image"
    assert named.is_dir()
    with slot() as path:
        assert path.parent.name == f"{own_folder.name}-{os.getpid()}"
    running.kill()
    running.wait()
    killed.stdout.close()
    running.stdout.close()


def test_an_image_that_finds_no_room_in_memory_goes_elsewhere(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Image.Image.save

    def full(image: Image.Image, path: Any, **options: Any) -> None:
        if Path(path).parent == own_folder:
            raise OSError(28, "No space left on device")
        save(image, path, **options)

    monkeypatch.setattr(Image.Image, "save", full)
    with slot_with(PAGE) as path:
        assert path.parent != own_folder
        assert Image.open(path).size == PAGE.size
    assert not path.exists()


def test_the_setting_bounds_the_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    cores = slot_count()
    for value, expected in (("1", 1), ("0", cores), ("many", cores), (str(cores + 5), cores)):
        monkeypatch.setenv("KIP_OCR_PROCESSES", value)
        assert slot_count() == expected


def test_a_run_on_one_worker_recognises_one_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for named, expected in (("", 1), ("1", 1)):
        monkeypatch.setenv("KIP_OCR_PROCESSES", named)
        bound_slots(1)
        assert slot_count() == expected
    monkeypatch.setenv("KIP_OCR_PROCESSES", "1")
    bound_slots(8)
    assert slot_count() == 1


def test_a_folder_of_another_user_is_not_used(own_folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    own_folder.symlink_to(elsewhere)
    with pytest.raises(PermissionError), slot():
        pass


def pictures(kit: Any) -> list[Image.Image]:
    """Return strips of a French page, of a German one and of one without words, of different lengths."""
    french = (
        "Le canton encourage l'intégration des étrangères et des étrangers dès",
        "leur arrivée. Les communes reçoivent à cet effet une contribution de la",
        "Confédération, qui est fixée chaque année par le Conseil d'État.",
    )
    strips = [kit.picture_of(kit.pdf_of(kit.page_of(lines)), dpi=120) for lines in (french, kit.lines, french[:2])]
    return [strip.crop((0, 80, strip.width, 80 + 200 - 40 * number)) for number, strip in enumerate(strips)]


def test_the_number_of_slots_changes_nothing(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scans = [Scan(picture, 120, 60) for picture in pictures(kit)]
    found = []
    for count in (1, 3):
        monkeypatch.setattr("pipeline.reading.page_queue.slot_count", partial(int, count))
        jobs = [Job(number, 0, partial(next, iter([scan, scan]))) for number, scan in enumerate(scans)]
        found.append({done.page: done.read for done in read_scans(jobs, None)})
    assert found[0] == found[1]
    assert {page: read.language for page, read in found[0].items() if read} == {0: "fr", 1: "de", 2: "fr"}


def test_no_more_pages_are_drawn_than_are_about_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.page_queue.slot_count", lambda: 2)
    drawn: list[int] = []
    finished: list[int] = []

    def draw(number: int) -> Scan:
        drawn.append(number)
        assert len(drawn) - len(finished) <= 4
        return Scan(PAGE, 100, 60)

    jobs = (Job(number, 0, partial(draw, number)) for number in range(5))
    for done in read_scans(jobs, "de"):
        finished.append(done.page)
    assert finished == list(range(5))


def test_numbers_of_many_pages_are_checked_together(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without numbers does not wait for the others."""
    lines = [[f"Beitrag an die Gemeinde {1200 + 7 * page} Franken"] for page in range(4)]
    drawn = [kit.picture_of(kit.pdf_of(kit.page_of(page)), dpi=200).crop((0, 100, 1600, 300)) for page in lines]
    calls: list[int] = []

    def counted(rows: Sequence[Any], language: str | None, seconds: float) -> list[str]:
        calls.append(len(rows))
        return read_strip(rows, language, seconds)

    monkeypatch.setattr("pipeline.reading.figures.read_strip", counted)
    jobs = [Job(page, 0, partial(Scan, image, 200, 60)) for page, image in enumerate([*drawn, PAGE])]
    found = list(read_scans(jobs, "de"))
    assert calls == [4]
    assert found[0].page == 4
    for done in found[1:]:
        assert done.read
        assert done.read.numbers is None
        states = {token.text: token.state for token in done.read.tokens if token.state}
        assert states == {str(1200 + 7 * done.page): "verified"}


def test_pages_come_in_their_order_though_the_fullest_are_read_first(kit: Any) -> None:
    short, long = (kit.picture_of(kit.pdf_of(kit.page_of(lines)), dpi=100) for lines in (kit.lines[:1], kit.lines))
    document = read_document(kit.pdf_of(kit.scan_page(short), kit.scan_page(long)))
    assert [page.number for page in document.pages] == [1, 2]
    assert "Fachstelle" not in document.page_text(document.pages[0])
    assert "Fachstelle" in document.page_text(document.pages[1])
