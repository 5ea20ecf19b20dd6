"""The frame: one transform between a photo and the canvas that a picture is made on.

Many photos of products show nothing but the product: with room around it a background has somewhere to be.
Models want sides of certain multiples. Both are a larger canvas in which the photo keeps its pixels.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

from core.stages.arrays import Pixels

Mode = Literal["zero", "edge", "reflect"]
"""What the border shows: nothing, the outermost pixels repeated outward, or the picture mirrored."""
SIDES = ("top", "bottom", "left", "right")
CUT_OFF, SURELY = 0.01, 225
"""Share of a side's pixels that are surely subject, by their alpha, from which on the frame cuts it off.
Measured on 36 photos: tight crops, whose alpha falls off at the frame, reach 0, a hanger that touches it
0.008, a cut shoulder 0.027, people cut at the waist 0.23."""
BLUR = 0.25
"""Standard deviation of the blur in a blurred border, as a share of the widest border."""


@dataclass(frozen=True)
class Frame:
    """A canvas and where a photo lies in it.

    ``photo_size`` is the fitted photo's width and height in px of the frame; ``top``, ``bottom``, ``left``
    and ``right`` are the borders around it in px; ``scale`` is px of the frame for one px of the photo as it
    was given, 1 where that is not known. All arrays are H×W or H×W×C, uint8. ``crop(pad(x)) == x`` for each
    mode.
    """

    photo_size: tuple[int, int]
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    scale: float = 1.0

    @classmethod
    def around(cls, alpha: Pixels, margin: float, scale: float = 1.0) -> "Frame":
        """The frame of a fitted photo with room around it: ``margin`` (0…1) of the longer side, rounded down,
        on all sides but those at which the photo cuts its subject ``alpha`` (H×W, 255 = subject) off: there
        it would hover, with a straight edge. A subject that reaches all four is taken for one that was
        trimmed, and gets room everywhere."""
        room = int(margin * max(alpha.shape))
        edges = (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1])
        cut = [bool(np.mean(edge >= SURELY) > CUT_OFF) for edge in edges]
        borders = (0 if is_cut and not all(cut) else room for is_cut in cut)
        return cls((alpha.shape[1], alpha.shape[0]), *borders, scale=scale)

    @classmethod
    def with_multiples(cls, size: tuple[int, int], multiple: int = 8) -> "Frame":
        """The smallest frame that holds a picture of ``size`` (width, height) at its top left, with both
        sides multiples of ``multiple``. Raises ``ValueError`` where one of them is below 1."""
        if min(*size, multiple) < 1:
            raise ValueError(f"sizes and multiple must be at least 1, not {size} and {multiple}")
        width, height = size
        return cls(size, bottom=-height % multiple, right=-width % multiple)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frame in px."""
        width, height = self.photo_size
        return width + self.left + self.right, height + self.top + self.bottom

    @property
    def borders(self) -> tuple[int, int, int, int]:
        """Px at top, bottom, left and right, in the order of ``SIDES``."""
        return self.top, self.bottom, self.left, self.right

    @property
    def closed(self) -> tuple[str, ...]:
        """The sides, of ``SIDES``, at which there is no border."""
        return tuple(side for side, border in zip(SIDES, self.borders, strict=True) if not border)

    def to_frame(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the photo as it was given lies in the frame, both in px from the top left."""
        return x * self.scale + self.left, y * self.scale + self.top

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the frame lies in the photo as it was given; outside of it in the borders."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def pad(self, picture: Pixels, mode: Mode) -> Pixels:
        """Something of the photo's size in the frame; itself where there is no border. Raises ``ValueError``
        for another size."""
        _expect(picture, self.photo_size)
        if not any(self.borders):
            return picture
        widths = [(self.top, self.bottom), (self.left, self.right), (0, 0)][: picture.ndim]
        return np.pad(picture, widths, mode="constant" if mode == "zero" else mode)

    def pad_blurred(self, picture: Pixels) -> Pixels:
        """H×W×3 in the frame, its borders going on softly; the picture itself is bit-identical."""
        padded = self.pad(picture, "edge")
        if padded is picture:
            return picture
        blur = ImageFilter.GaussianBlur(BLUR * max(self.borders))
        blurred = np.array(Image.fromarray(padded).filter(blur))
        self.crop(blurred)[:] = picture
        return blurred

    def crop(self, picture: Pixels) -> Pixels:
        """The photo's part, a view, of something of the frame's size; ``ValueError`` for another size."""
        _expect(picture, self.size)
        width, height = self.photo_size
        return picture[self.top : self.top + height, self.left : self.left + width]


def fitting_side(max_side: int, margin: float) -> int:
    """The longest side, in px, of a photo that with ``margin`` (0…1) of it on each side is at most
    ``max_side`` px long."""
    return max(1, int(max_side / (1 + 2 * margin)))


def _expect(picture: Pixels, size: tuple[int, int]) -> None:
    height, width = picture.shape[:2]
    if (width, height) != size:
        raise ValueError(f"expected {size[0]} × {size[1]} px, not {width} × {height}")
