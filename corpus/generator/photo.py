"""A sample as a photo of a page on a table: seen at a slant, in uneven light, as JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from corpus.generator.model import Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.scan import POINTS_PER_INCH, noise_for

# Colour of the table the page lies on, and of the lamp's light on the paper in thousandths of white.
TABLE_TOP = (92, 74, 58)
LAMP = (1000, 975, 915)
_IMAGE_DESCRIPTION, _SOFTWARE = 0x010E, 0x0131


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stood and how the light fell.

    `slant` holds the eight coefficients that map a point of the photo to the page. Light is in thousandths, at the
    upper left and the lower right corner.
    """

    slant: tuple[float, float, float, float, float, float, float, float]
    dpi: int = 190
    light: tuple[int, int] = (1000, 560)
    noise: int = 18
    quality: int = 55
    seed: int = 41


def render_photo(sample: Sample, look: Look, camera: Camera) -> Rendered:
    """Print the sample's one page and take a photo of it. Raises ValueError where the print has more pages."""
    printed = render_pdf(sample, look)
    if printed.page_count != 1:
        raise ValueError(f"{sample.name}: a photo shows one page, not {printed.page_count}")
    with pypdfium2.PdfDocument(printed.data) as document:
        page = document[0].render(scale=camera.dpi / POINTS_PER_INCH).to_pil().convert("RGB")
    taken = page.transform(
        page.size, Image.Transform.PERSPECTIVE, camera.slant, resample=Image.Resampling.BICUBIC, fillcolor=TABLE_TOP
    )
    target = io.BytesIO()
    Image.fromarray(_lit(np.asarray(taken, dtype=np.int32), camera)).save(
        target, "JPEG", quality=camera.quality, dpi=(camera.dpi, camera.dpi), comment=sample.sample_mark.encode(),
        exif=_exif(sample),
    )  # fmt: skip
    return replace(printed, data=target.getvalue(), text_layer="none")


def _lit(colour: npt.NDArray[np.int32], camera: Camera) -> npt.NDArray[np.uint8]:
    """Return the picture darker towards the lower right, yellowish and grainy."""
    height, width = colour.shape[:2]
    near, far = camera.light
    down, right = np.arange(height, dtype=np.int64)[:, None], np.arange(width, dtype=np.int64)[None, :]
    light = near - (near - far) * (down * width + right * height) // (2 * height * width)
    noise = noise_for((height, width), camera.noise, camera.seed)
    lit = colour * light[:, :, None] // 1000 * np.array(LAMP, dtype=np.int32) // 1000 + noise[:, :, None]
    shown: npt.NDArray[np.uint8] = np.clip(lit, 0, 255).astype(np.uint8)
    return shown


def _exif(sample: Sample) -> Image.Exif:
    exif = Image.Exif()
    exif[_IMAGE_DESCRIPTION] = sample.sample_mark
    exif[_SOFTWARE] = "corpus.generator"
    return exif
