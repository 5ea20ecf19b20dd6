"""Room around a photo: a larger frame, in which its background goes on and its subject stays as it is.

Many photos of products show nothing but the product. With room around it a background has somewhere to be.
"""

from dataclasses import dataclass, fields

import numpy as np
from PIL import Image, ImageFilter

from core.stages.arrays import Pixels

CUT_OFF, SURELY = 0.01, 225
"""Share of a side's pixels that are surely subject, by their alpha, from which on the frame cuts it off.
Measured on 36 photos: tight crops, whose alpha falls off at the frame, reach 0, a hanger that touches it
0.008, a cut shoulder 0.027, people cut at the waist 0.23."""
CALM = 0.25
"""Standard deviation of the blur in the new part, as a share of the room."""


@dataclass(frozen=True)
class Room:
    """How many px are added at each side of a photo H×W."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0

    @classmethod
    def around(cls, alpha: Pixels, margin: float) -> "Room":
        """``margin`` (0…1) of the longer side, rounded down, on all sides but those at which the frame cuts
        the subject ``alpha`` (H×W, 255 = subject) off: there it would hover, with a straight edge. A subject
        that reaches all four is taken for one that was trimmed, and gets room everywhere."""
        more = int(margin * max(alpha.shape))
        sides = (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1])
        cut = [bool(np.mean(side >= SURELY) > CUT_OFF) for side in sides]
        return cls(*(0 if is_cut and not all(cut) else more for is_cut in cut))

    def emptily(self, picture: Pixels) -> Pixels:
        """H×W or H×W×3 in the larger frame, the new part 0."""
        return np.pad(picture, self._widths(picture)) if self._any else picture

    def repeated(self, picture: Pixels) -> Pixels:
        """H×W or H×W×3 in the larger frame, its outermost pixels repeated outward."""
        return np.pad(picture, self._widths(picture), mode="edge") if self._any else picture

    def continued(self, picture: Pixels) -> Pixels:
        """H×W×3 in the larger frame, its borders going on softly; the picture itself is bit-identical."""
        if not self._any:
            return picture
        wide = self.repeated(picture)
        soft = Image.fromarray(wide).filter(ImageFilter.GaussianBlur(CALM * max(self._sides)))
        made = np.array(soft)
        self.inside(made)[:] = picture
        return made

    def inside(self, picture: Pixels) -> Pixels:
        """The photo's part, a view, of something in the larger frame."""
        height, width = picture.shape[:2]
        return picture[self.top : height - self.bottom, self.left : width - self.right]

    @property
    def closed(self) -> tuple[str, ...]:
        """The sides at which there is none: ``top``, ``bottom``, ``left``, ``right``."""
        return tuple(field.name for field in fields(self) if not getattr(self, field.name))

    @property
    def _sides(self) -> tuple[int, int, int, int]:
        return self.top, self.bottom, self.left, self.right

    @property
    def _any(self) -> bool:
        return any(self._sides)

    def _widths(self, picture: Pixels) -> list[tuple[int, int]]:
        return [(self.top, self.bottom), (self.left, self.right), (0, 0)][: picture.ndim]


def photo_side(max_side: int, margin: float) -> int:
    """The longest side, in px, of a photo that with ``margin`` (0…1) of it on each side is at most
    ``max_side`` px long."""
    return max(1, int(max_side / (1 + 2 * margin)))
