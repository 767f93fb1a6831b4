"""What odd PDF pages are drawn with: scans, tiles, outlines, charts, forms, from a few sentences written for them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.scan import noise_for

GERMAN = (
    "Der Kanton führt die Beratung für neu Zugezogene weiter und prüft jährlich, ob die Angebote genügen. Die "
    "Gemeinden übernehmen einen Drittel der Kosten, der Bund beteiligt sich über die Programmvereinbarung. Für die "
    "frühe Förderung stehen zusätzliche Plätze zur Verfügung, die Träger melden ihren Bedarf bis Ende März. Über "
    "Gesuche entscheidet die zuständige Behörde nach Anhörung der Fachstelle. Schlüsselpersonen begleiten Familien "
    "zu Gesprächen mit der Schule und erklären Abläufe in ihrer Sprache. Wer öffentliche Mittel erhält, legt darüber "
    "Rechenschaft ab. Die Kurse dauern höchstens zwölf Wochen und können verlängert werden."
)
FRENCH = (
    "Le canton poursuit le conseil aux nouveaux arrivants et vérifie chaque année si les offres suffisent. Les "
    "communes prennent en charge un tiers des coûts, la Confédération participe selon la convention. Des places "
    "supplémentaires sont prévues pour la petite enfance et les organismes annoncent leurs besoins jusqu'à fin mars."
)
ITALIAN = (
    "Il Cantone prosegue la consulenza alle persone appena arrivate e verifica ogni anno se le offerte bastano. I "
    "Comuni si assumono un terzo dei costi, la Confederazione partecipa secondo la convenzione. Per la prima infanzia "
    "sono previsti posti supplementari e gli enti comunicano il loro fabbisogno entro la fine di marzo."
)
ALBANIAN = (
    "Kantoni vazhdon këshillimin për personat e ardhur rishtas dhe shqyrton çdo vit nëse ofertat janë të mjaftueshme. "
    "Komunat marrin përsipër një të tretën e shpenzimeve, ndërsa konfederata merr pjesë sipas marrëveshjes. Për "
    "fëmijët e vegjël ka vende shtesë dhe organizatat i njoftojnë nevojat e tyre deri në fund të muajit mars."
)
MISREAD = str.maketrans({"ä": "a", "ö": "é", "ü": "ii", "Ü": "U"})
GARBLED = str.maketrans("eaintrsd", "c4l1I75ó")
WIDE, HIGH = A4
LEFT, TOP, WIDTH = 62.0, 770.0, 470.0
DPI = 120


def _canvas(width: float = WIDE, height: float = HIGH, rotation: int = 0) -> tuple[Canvas, io.BytesIO]:
    """Return a canvas of this size before it is turned."""
    target = io.BytesIO()
    # reportlab swaps the sides of a page that it turns.
    canvas = Canvas(target, pagesize=(height, width) if rotation % 180 else (width, height), invariant=1)
    canvas.setPageRotation(rotation)
    return canvas, target


def _write(canvas: Canvas, text: str, *, lines: int = 40, top: float = TOP, hidden: bool = False) -> None:
    """Write a text over and over until it has so many lines; hidden text is neither filled nor stroked."""
    rows = simpleSplit(" ".join([text] * 12), "Helvetica", 10, WIDTH)[:lines]
    block = canvas.beginText(LEFT, top)
    block.setFont("Helvetica", 10)
    block.setTextRenderMode(3 if hidden else 0)
    block.setLeading(14)
    block.textLines(rows)
    canvas.drawText(block)


def _saved(canvas: Canvas, target: io.BytesIO) -> bytes:
    canvas.save()
    return target.getvalue()


def digital(text: str = GERMAN, lines: int = 40) -> bytes:
    canvas, target = _canvas()
    _write(canvas, text, lines=lines)
    return _saved(canvas, target)


@cache
def print_of(text: str = GERMAN, lines: int = 40) -> Image.Image:
    with pypdfium2.PdfDocument(digital(text, lines)) as document:
        image: Image.Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
        return image.convert("L")


def noisy(image: Image.Image, levels: int = 14) -> Image.Image:
    gray = np.asarray(image, dtype=np.int32) - 8
    return Image.fromarray(np.clip(gray + noise_for(gray.shape, levels, 7), 0, 255).astype(np.uint8))


def paper() -> Image.Image:
    return Image.new("L", (round(WIDE / 72 * DPI), round(HIGH / 72 * DPI)), 250)


def photo(wide: int = 600, high: int = 400) -> Image.Image:
    """Return something like a photo: clouds of grey without a paper."""
    coarse = np.asarray(noise_for((high // 20, wide // 20), 400, 3) + 128).clip(0, 255).astype(np.uint8)
    cloud = Image.fromarray(coarse).resize((wide, high), Image.Resampling.BICUBIC)
    return noisy(cloud.filter(ImageFilter.GaussianBlur(4)), 30)


def draw_image(canvas: Canvas, image: Image.Image, x: float, y: float, wide: float, high: float) -> None:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=60)
    canvas.drawImage(ImageReader(packed), x, y, wide, high)


# --- scans ---------------------------------------------------------------------------------------


def scan(image: Image.Image, over: Callable[[Canvas], None] | None = None, rotation: int = 0) -> bytes:
    """Return a page that one image covers, with what is written over it."""
    canvas, target = _canvas(rotation=rotation)
    draw_image(canvas, image, 0, 0, WIDE, HIGH)
    if over:
        over(canvas)
    return _saved(canvas, target)


def tiled_scan(columns: int, rows: int, over: Callable[[Canvas], None] | None = None) -> bytes:
    """Return a scan cut into strips or tiles."""
    image = noisy(print_of())
    canvas, target = _canvas()
    wide, high = image.width / columns, image.height / rows
    for row in range(rows):
        for column in range(columns):
            box = (round(column * wide), round(row * high), round((column + 1) * wide), round((row + 1) * high))
            place = (column * WIDE / columns, HIGH - (row + 1) * HIGH / rows)
            draw_image(canvas, image.crop(box), *place, WIDE / columns, HIGH / rows)
    if over:
        over(canvas)
    return _saved(canvas, target)


def layer(text: str, lines: int = 40) -> Callable[[Canvas], None]:
    return lambda canvas: _write(canvas, text, lines=lines, hidden=True)


def _lines_at(*lines: tuple[float, float, str]) -> Callable[[Canvas], None]:
    def over(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return over


def gray_paper(image: Image.Image) -> Image.Image:
    return image.point(lambda level: 90 + level // 3)


def punched() -> Image.Image:
    """Return an empty sheet with two holes and a shadow at the edge."""
    sheet = paper()
    pen = ImageDraw.Draw(sheet)
    for y in (0.4, 0.6):
        pen.ellipse((42, y * sheet.height, 70, y * sheet.height + 28), fill=40)
    pen.rectangle((0, 0, 10, sheet.height), fill=60)
    return noisy(sheet)


# --- drawings, pictures, forms ---------------------------------------------------------------------


def outlined(lines: int = 12, over: Callable[[Canvas], None] | None = None) -> bytes:
    """Return a page whose letters are drawn as small areas, not written."""
    canvas, target = _canvas()
    ink = np.asarray(print_of(lines=lines)) < 140
    scale = 72 / DPI
    path = canvas.beginPath()
    for row in np.flatnonzero(ink.any(axis=1)):
        steps = np.flatnonzero(np.diff(np.concatenate([[False], ink[row], [False]]).astype(np.int8)))
        for start, end in zip(steps[::2], steps[1::2], strict=True):
            path.rect(start * scale, HIGH - (row + 1) * scale, (end - start) * scale, scale)
    canvas.drawPath(path, stroke=0, fill=1)
    if over:
        over(canvas)
    return _saved(canvas, target)


def with_picture(image: Image.Image, wide: float, high: float, text: str = GERMAN, lines: int = 20) -> bytes:
    """Return a digital page with a picture below its text."""
    canvas, target = _canvas()
    _write(canvas, text, lines=lines)
    draw_image(canvas, image, LEFT, 80, wide, high)
    return _saved(canvas, target)


def table_picture() -> Image.Image:
    """Return a table as a picture: 4 columns, 9 rows."""
    canvas, target = _canvas(470, 200)
    canvas.setFont("Helvetica", 9)
    for row in range(9):
        canvas.line(0, 190 - 20 * row, 470, 190 - 20 * row)
        for column, text in enumerate(("Beratung und Information", f"1'2{row}4'500", f"98{row}'300", f"{row + 3},5 %")):
            canvas.drawString(10 + 130 * column, 176 - 20 * row, text)
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as document:
        image: Image.Image = document[0].render(scale=DPI / 72).to_pil()
        return image.convert("RGB")


def logo() -> Image.Image:
    image = Image.new("RGB", (300, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((20, 20, 280, 280), fill="#1d5f8a")
    pen.polygon(((150, 60), (230, 220), (70, 220)), fill="white")
    return image


def chart(*, labels: bool = True) -> bytes:
    """Return a page with a chart drawn in lines and areas, with its words as text."""
    canvas, target = _canvas()
    _write(canvas, GERMAN, lines=4)
    for index, share in enumerate((70, 130, 90, 180, 150, 60)):
        canvas.rect(80 + 70 * index, 200, 40, share * 1.8, fill=1)
        if labels:
            canvas.drawString(80 + 70 * index, 186, f"Bereich {index + 1}")
    for level in range(8):
        canvas.line(70, 200 + 45 * level, 520, 200 + 45 * level)
    return _saved(canvas, target)


def form() -> bytes:
    """Return a form with fields that are filled in."""
    canvas, target = _canvas()
    _write(canvas, GERMAN, lines=12)
    for row, name in enumerate(("Gemeinde", "Betrag", "Kontakt")):
        canvas.drawString(LEFT, 500 - 40 * row, name)
        canvas.acroForm.textfield(name=name, value="Musterdorf", x=160, y=492 - 40 * row, width=200, height=20)
    return _saved(canvas, target)


def watermarked(text: str = GERMAN) -> bytes:
    """Return a digital page with a large pale word across it."""
    canvas, target = _canvas()
    canvas.saveState()
    canvas.setFillGray(0.8)
    canvas.setFont("Helvetica-Bold", 90)
    canvas.translate(120, 200)
    canvas.rotate(55)
    canvas.drawString(0, 0, "ENTWURF")
    canvas.restoreState()
    _write(canvas, text)
    return _saved(canvas, target)


def turned(text: str, rotation: int, width: float = WIDE, height: float = HIGH) -> bytes:
    """Return a digital page of a size that the viewer turns."""
    canvas, target = _canvas(width, height, rotation)
    _write(canvas, text, lines=25, top=height - 60)
    return _saved(canvas, target)


def bare(over: Callable[[Canvas], None] = lambda _: None) -> bytes:
    """Return an empty page with what is written over it."""
    canvas, target = _canvas()
    over(canvas)
    canvas.showPage()
    return _saved(canvas, target)


def bullets() -> bytes:
    """Return a list whose bullets come from a symbol font."""
    canvas, target = _canvas()
    for row, line in enumerate(simpleSplit(GERMAN, "Helvetica", 10, 200)):
        canvas.setFont("Symbol", 10)
        canvas.drawString(LEFT, TOP - 16 * row, "\u2022")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(LEFT + 16, TOP - 16 * row, line)
    return _saved(canvas, target)


def letterspaced(text: str) -> str:
    return " ".join(text.replace(" ", ""))


def run_together(text: str) -> str:
    """Return a text with the spaces of each line gone."""
    return " ".join(row.replace(" ", "") for row in simpleSplit(text, "Helvetica", 10, WIDTH - 20))


def word_scan(word: str) -> Image.Image:
    with pypdfium2.PdfDocument(bare(_lines_at((250, 500, word)))) as document:
        image: Image.Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
        return noisy(image.convert("L"))


PAGE_NUMBER = _lines_at((290, 30, "7"))
HEADED = _lines_at(
    (62, 805, "Regierungsrat, Sitzung vom 4. Mai"), (480, 805, "Seite 3 von 9"), (62, 30, "RRB 2021/114")
)
STAMPED = _lines_at((330, 560, "Eingegangen am 12. Mai 2021"), (330, 545, "Staatskanzlei, Geschäft 2021-114"))
TITLE = _lines_at((230, 500, "Anhang A"))
HEADLINE = _lines_at((62, 620, "Regierungsratsbeschluss über die Beratung"), (62, 600, "Sitzung vom 4. Mai 2021"))


def write_over(canvas: Canvas) -> None:
    _write(canvas, GERMAN)


def headline(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.setFont("Helvetica-Bold", 28)
    canvas.drawString(80, 500, "Jahresbericht Integration")
    canvas.drawString(80, 460, "Kanton Musterberg 2021")


def logo_and_number(canvas: Canvas) -> None:
    draw_image(canvas, logo(), 60, 700, 80, 80)
    PAGE_NUMBER(canvas)


def spaced_heading(canvas: Canvas) -> None:
    canvas.drawString(LEFT, 800, letterspaced("Regierungsratsbeschluss"))
    _write(canvas, GERMAN, lines=20)


def rows(text: str) -> Sequence[str]:
    return [str(row) for row in simpleSplit(" ".join([text] * 6), "Helvetica", 10, WIDTH)[:30]]


def half_page() -> Image.Image:
    image = noisy(print_of())
    return image.crop((100, 80, image.width - 100, 80 + round((image.width - 200) * 320 / 470)))


def tiled_picture() -> bytes:
    """Return a page whose table is a picture cut into four strips."""
    picture = table_picture()
    canvas, target = _canvas()
    _write(canvas, GERMAN, lines=20)
    step = picture.height // 4
    for row in range(4):
        draw_image(
            canvas, picture.crop((0, row * step, picture.width, (row + 1) * step)), LEFT, 230 - 50 * row, 470, 50
        )
    return _saved(canvas, target)


def inset_scan() -> bytes:
    """Return a scan that leaves white margins around it, as a smaller sheet on the glass does."""
    canvas, target = _canvas()
    image = noisy(print_of())
    draw_image(canvas, image.crop((120, 40, image.width - 120, image.height - 300)), 60, 120, 475, 640)
    return _saved(canvas, target)
