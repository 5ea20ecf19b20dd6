"""Pictures as sellers hand them in, drawn, each with what somebody who looked at it says it lacks.

The labels were written from the pictures before the check was run on them, and are not to be changed to what
it says.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

FINE = 2
"""How many times finer subjects are drawn."""


def bottle(pen: ImageDraw.ImageDraw, at: Callable[..., Any]) -> None:
    """0.44 wide and 1 tall."""
    pen.rectangle(at(0.4, 0.0, 0.6, 0.4), fill=(120, 60, 40))
    pen.rounded_rectangle(at(0.28, 0.3, 0.72, 1.0), 60, fill=(30, 90, 60))
    pen.rectangle(at(0.28, 0.55, 0.72, 0.8), fill=(230, 220, 190))


def mug(pen: ImageDraw.ImageDraw, at: Callable[..., Any]) -> None:
    """White itself, with grey edges alone and a handle one sees through."""
    pen.ellipse(at(0.62, 0.25, 1.0, 0.75), outline=(226, 226, 226), width=70)
    pen.rounded_rectangle(
        at(0.05, 0.0, 0.72, 1.0), 80, fill=(251, 250, 249), outline=(214, 214, 214), width=12
    )


def ring(pen: ImageDraw.ImageDraw, at: Callable[..., Any]) -> None:
    """Round, with a hole."""
    pen.ellipse(at(0.0, 0.0, 1.0, 1.0), outline=(190, 150, 60), width=120)


def chair(pen: ImageDraw.ImageDraw, at: Callable[..., Any]) -> None:
    """With thin legs."""
    pen.rectangle(at(0.15, 0.0, 0.85, 0.12), fill=(140, 90, 60))
    for left in (0.16, 0.8):
        pen.rectangle(at(left, 0.0, left + 0.03, 1.0), fill=(110, 70, 50))
    pen.rectangle(at(0.1, 0.55, 0.9, 0.62), fill=(140, 90, 60))


def bag(pen: ImageDraw.ImageDraw, at: Callable[..., Any]) -> None:
    """With a strap that goes straight up, thinner than a hundredth of it."""
    pen.rounded_rectangle(at(0.1, 0.45, 0.9, 1.0), 60, fill=(150, 70, 48))
    pen.rectangle(at(0.5, 0.0, 0.506, 0.5), fill=(96, 42, 30))


@lru_cache(maxsize=4)
def cut_out(
    drawn: Callable[..., None], size: tuple[int, int], fill: float, moved: tuple[float, float]
) -> Image.Image:
    """What is ``drawn``, alone on nothing, RGBA; many labels share it."""
    width, height = size
    side = fill * min(width, height)
    left = width / 2 - side / 2 + moved[0] * width
    top = height / 2 - side / 2 + moved[1] * height

    def at(*shares: float) -> list[float]:
        return [FINE * ((left, top)[n % 2] + share * side) for n, share in enumerate(shares)]

    # Twice: the second drawing, before black, tells where the subject is.
    colour, dark = (Image.new("RGB", (FINE * width, FINE * height), (level,) * 3) for level in (255, 0))
    for canvas in (colour, dark):
        drawn(ImageDraw.Draw(canvas), at)
    red, green, blue = ImageChops.difference(colour, dark).split()
    differs = np.asarray(ImageChops.lighter(ImageChops.lighter(red, green), blue))
    made = colour.convert("RGBA")
    made.putalpha(Image.fromarray(np.where(differs == 0, 255, 0).astype(np.uint8)))
    return made.resize(size, Image.Resampling.BOX)


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One picture: what is ``drawn`` in it, how much of its shorter side that takes (``fill``), how far it is
    moved (shares of the canvas), ``behind`` it a level or ``photo``, ``vignette``, ``shadow``, ``nothing``;
    the file's ``form``, and ``lacks``, the label. ``mendable``: a better picture can be made of it."""

    shop: str
    lacks: frozenset[str] = frozenset()
    drawn: Callable[..., None] | None = bottle
    size: tuple[int, int] = (1200, 1200)
    fill: float = 0.9
    moved: tuple[float, float] = (0.0, 0.0)
    behind: int | str = 255
    form: str = "PNG"
    mendable: bool = True
    saved: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def cut_out(self) -> Image.Image:
        """The subject alone on nothing, RGBA."""
        if self.drawn is None:
            return Image.new("RGBA", self.size, (255, 255, 255, 0))
        return cut_out(self.drawn, self.size, self.fill, self.moved).copy()

    def picture(self) -> Image.Image:
        """The picture before its background."""
        subject = self.cut_out()
        if self.behind == "nothing":
            return subject
        behind = self._behind(subject)
        behind.paste(subject, (0, 0), subject)
        return behind

    def _behind(self, subject: Image.Image) -> Image.Image:
        width, height = self.size
        if isinstance(self.behind, int):
            return Image.new("RGB", self.size, (self.behind,) * 3)
        y, x = (np.mgrid[:height, :width].T / (width, height)).T - 0.5
        if self.behind == "photo":
            levels = np.dstack([120 + 90 * x, 140 - 80 * y, 150 + 60 * np.sin(9 * x + 5 * y)])
            return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
        if self.behind == "vignette":
            levels = np.clip(255 - 45 * np.clip(np.hypot(x, y) - 0.35, 0, 1), 0, 255)
            return Image.fromarray(np.repeat(levels[..., None], 3, axis=2).astype(np.uint8))
        shade = subject.getchannel("A").filter(ImageFilter.GaussianBlur(width / 40))
        moved = np.roll(np.asarray(shade, np.float32), (width // 50, width // 30), (0, 1))
        return Image.fromarray(np.repeat((255 - 0.25 * moved)[..., None], 3, axis=2).astype(np.uint8))

    def content(self) -> bytes:
        """Its file."""
        file = io.BytesIO()
        image = self.picture()
        usual: dict[str, Any] = {"quality": 90} if self.form in ("JPEG", "WEBP") else {}
        image.save(file, self.form, **{**usual, **self.saved})
        return file.getvalue()


def lacks(*names: str) -> frozenset[str]:
    """A label."""
    return frozenset(names)


LABELLED: Mapping[str, Labelled] = {
    "large before white": Labelled(shop="amazon"),
    "as JPEG": Labelled(shop="amazon", form="JPEG"),
    "as a coarse JPEG": Labelled(shop="amazon", form="JPEG", saved={"quality": 62}),
    "as TIFF": Labelled(shop="amazon", form="TIFF"),
    "as GIF": Labelled(shop="amazon", form="GIF"),
    "as WebP": Labelled(shop="amazon", form="WEBP", lacks=lacks("formats")),
    "off-white": Labelled(shop="amazon", behind=254, lacks=lacks("white")),
    "off-white as JPEG": Labelled(shop="amazon", behind=254, form="JPEG", lacks=lacks("white")),
    "darker in the corners": Labelled(shop="amazon", behind="vignette", lacks=lacks("white")),
    "with a soft shadow": Labelled(shop="amazon", behind="shadow", fill=0.86, lacks=lacks("white")),
    "transparent": Labelled(shop="amazon", behind="nothing", lacks=lacks("white")),
    "before black": Labelled(shop="amazon", behind=0, lacks=lacks("white")),
    "in a photo": Labelled(shop="amazon", behind="photo", fill=0.6, lacks=lacks("white", "fill")),
    "60 per cent": Labelled(shop="amazon", fill=0.6, lacks=lacks("fill")),
    "84 per cent": Labelled(shop="amazon", fill=0.84, lacks=lacks("fill")),
    "85 per cent": Labelled(shop="amazon", fill=0.85),
    "95 per cent": Labelled(shop="amazon", fill=0.95),
    "cut off below": Labelled(shop="amazon", fill=1.1, moved=(0, 0.15), lacks=lacks("whole"), mendable=False),
    "a thin strap cut off": Labelled(
        shop="amazon", drawn=bag, fill=1.0, moved=(0, -0.12), lacks=lacks("whole"), mendable=False
    ),
    "800 px": Labelled(shop="amazon", size=(800, 800), lacks=lacks("longest")),
    "white before white": Labelled(shop="amazon", drawn=mug),
    "with a hole": Labelled(shop="amazon", drawn=ring),
    "on thin legs": Labelled(shop="amazon", drawn=chair),
    "nothing at all": Labelled(shop="amazon", drawn=None, lacks=lacks("whole", "fill"), mendable=False),
    "80 per cent for Google": Labelled(shop="google", fill=0.8, form="JPEG"),
    "95 per cent for Google": Labelled(shop="google", fill=0.95, lacks=lacks("fill")),
    "a small one for Google": Labelled(
        shop="google", size=(200, 200), fill=0.6, lacks=lacks("fill", "shortest")
    ),
    "in a photo on eBay": Labelled(shop="ebay", behind="photo", fill=0.6),
    "cut off at the left on eBay": Labelled(
        shop="ebay", moved=(-0.36, 0), form="JPEG", lacks=lacks("whole"), mendable=False
    ),
    "for Zalando": Labelled(shop="zalando", size=(1801, 2600), form="JPEG"),
    "for Zalando as PNG": Labelled(shop="zalando", size=(1801, 2600), lacks=lacks("formats")),
    "square for Zalando": Labelled(shop="zalando", form="JPEG", lacks=lacks("ratio")),
    "small for Etsy": Labelled(shop="etsy", size=(1500, 1200), lacks=lacks("shortest")),
    "upright for Instagram": Labelled(shop="instagram", size=(1080, 1350), behind="photo"),
    "long for Instagram": Labelled(
        shop="instagram", size=(1000, 300), behind="photo", lacks=lacks("shortest", "ratio")
    ),
}
