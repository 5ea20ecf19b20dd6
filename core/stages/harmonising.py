"""A subject's exposure and colour cast drawn to those of its new place, where that is asked for.

The light of a picture is told from its bright pixels: its colour by their Minkowski mean ("Shades of gray and
colour constancy", Finlayson and Trezzi 2004), its level by the quantile ``BRIGHT`` of luminance. All is done
in linear light. The cast is a gain for each channel, as the eye adapts (von Kries), the largest of them 1, so
that nothing is cut off. The exposure is one tone curve on the largest channel, by which the others go along:
ratios of channels, hence hue and saturation, stay. It is a plain gain where the place is darker, and
``a x / (1 + (a - 1) x)`` where it is brighter, which leaves black black and white white.
"""

from dataclasses import dataclass

import numpy as np

from core.scenes.strips import strips
from core.stages.arrays import Floats, Pixels

NORM = 6
"""Of the Minkowski mean."""
BRIGHT = 0.9
STOPS = 0.8
"""How many stops the exposure is drawn at most."""
CAST = 0.25
"""How much a channel is drawn at most."""
SIDE = 256
"""Px of the longer side at which light is told."""
GAMMA = 2.2
LINEAR = ((np.arange(256) / 255) ** GAMMA).astype(np.float32)


@dataclass(frozen=True)
class Lit:
    """A picture's light: its ``colour`` (RGB, linear, mean 1) and its ``level`` 0…1."""

    colour: Floats
    level: float


def light_in(pixels: Pixels, matte: Pixels | None = None) -> Lit | None:
    """The light in H×W×3 pixels, of those alone that ``matte`` H×W has more than half of; ``None`` where
    there are none, or nothing but black."""
    step = max(1, max(pixels.shape[:2]) // SIDE)
    seen = LINEAR[pixels[::step, ::step]].reshape(-1, 3)
    if matte is not None:
        seen = seen[(matte[::step, ::step] > 127).ravel()]
    if not len(seen) or not seen.any():
        return None
    colour = np.maximum(np.power(np.power(seen.astype(np.float64), NORM).mean(axis=0), 1 / NORM), 1e-4)
    level = float(np.quantile(seen @ np.array([0.2126, 0.7152, 0.0722], np.float32), BRIGHT))
    return Lit((colour / colour.mean()).astype(np.float32), max(level, 1e-3))


def thinned(pixels: Pixels) -> Pixels:
    """All that ``light_in`` looks at of a picture H×W×3 or a matte H×W: the light in it is the same."""
    step = max(1, max(pixels.shape[:2]) // SIDE)
    return pixels[::step, ::step].copy()


@dataclass(frozen=True)
class Toning:
    """The ``gains`` of the channels, the largest 1, and the ``exposure`` by which a subject is toned."""

    gains: Floats
    exposure: float

    @classmethod
    def between(cls, photo: Lit, place: Lit, strength: float) -> "Toning":
        """From a photo's light toward that of a place; ``strength`` 0…1."""
        ratio = np.clip(place.colour / photo.colour, 1 - CAST, 1 / (1 - CAST)) ** strength
        stops = float(np.clip(np.log2(place.level / photo.level), -STOPS, STOPS)) * strength
        return cls((ratio / ratio.max()).astype(np.float32), 2.0**stops)

    def of(self, pixels: Pixels) -> Pixels:
        """Toned H×W×3 pixels."""
        made = np.empty_like(pixels)
        for rows in strips(pixels.shape):
            toned = LINEAR[pixels[rows]] * self.gains
            if self.exposure <= 1:
                toned = toned * np.float32(self.exposure)
            else:
                most = toned.max(axis=2, keepdims=True)
                toned = toned * (self.exposure / (1 + (self.exposure - 1) * most))
            made[rows] = np.rint(255 * np.clip(toned, 0, 1) ** np.float32(1 / GAMMA))
        return made


def harmonised(foreground: Pixels, photo: Lit | None, background: Pixels, strength: float) -> Pixels:
    """The subject's colours ``foreground`` H×W×3, photographed in the light ``photo``, as they are in the
    light of ``background`` H×W×3; the very array at ``strength`` 0, and where no light can be told."""
    place = light_in(background)
    if strength == 0 or photo is None or place is None:
        return foreground
    return Toning.between(photo, place, strength).of(foreground)
