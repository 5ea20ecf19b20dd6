"""Steam, smoke and mist: folded sheets of particles seen from the side, and banks of fog over the ground."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.airborne.air import LUMINANCE, VAPOUR_ROWS, Air, Layer
from core.scenes.parts.canvas import Array, Random, blur, noise, ramp
from core.scenes.parts.floats import f32
from core.scenes.parts.grids import tile_blurred

ACROSS, UP = 90, 1500
"""Particles of a sheet, across it and along its way up."""
CELLS = (2.2, 5.0, 11.0)
"""How often the air whirls along one height of the picture, the largest whirls first."""
SHEET = 0.02
"""Density of vapour that is spread evenly over a square of the picture's height."""
STEAMY = 0.3, 0.7
"""Linear light that steam has at least, in the dark and by day: in less it is not seen."""
STEPS = 4
"""Parts of its way in which a particle is carried."""
DRAWN_OUT = 0.6
FIELD = 256
"""Px of the fields in which the air's whirls are held."""
THIN_BANKS = 1.1
"""By how much the banks of thin mist are thicker than what is between them."""


@dataclass(frozen=True, kw_only=True)
class Plume:
    """One sheet of vapour: the column ``x`` and the row ``y`` that it rises from, how ``tall`` it is and how
    wide at its foot and at its top, how strongly it ``whirls``, how far it leans to the side at its top, the
    radius of its blur, the share of its way over which it ``begins``, and how long it stays ``calm`` (the
    power of its way by which it is whirled)."""

    x: float
    y: float
    tall: float
    wide: tuple[float, float]
    whirls: float
    leans: float
    soft: float
    begins: float = 0.05
    calm: float = 1.5


def risen(rng: Random, plume: Plume, air: Air) -> Array:
    """How much of the vapour each pixel looks through, of about 1 where it is thick."""
    t = np.repeat(np.linspace(0, 1, UP, dtype=np.float32)[:, None], ACROSS, axis=1)
    u = np.repeat(np.linspace(-1, 1, ACROSS, dtype=np.float32)[None], UP, axis=0)
    wide = plume.wide[0] + (plume.wide[1] - plume.wide[0]) * t**1.2
    x = plume.x + u * wide + plume.leans * t**1.6
    y = plume.y - plume.tall * t
    x, y = _whirled(rng, plume, x, y, t)
    thin = ramp(t, 0.0, plume.begins) * (1 - ramp(t, 0.5, 1.0)) * (1 - np.abs(u) ** 3)
    _, columns = air.grid(VAPOUR_ROWS)
    return _seen(x + air.aspect / 2, y, thin, columns.shape, plume.soft)


def _whirled(rng: Random, plume: Plume, x: Array, y: Array, t: Array) -> tuple[Array, Array]:
    """The sheet as whirls of several sizes carry it, farther the longer it has risen."""
    for cells in CELLS:
        stream, size = rng.standard_normal((FIELD, FIELD), np.float32), FIELD / cells
        stream = tile_blurred(stream, size / 5)
        stream = stream / (stream.std() + 1e-6)
        down, across = np.gradient(stream)
        # What flows along the lines of a stream function neither thickens nor thins out.
        flow = np.dstack([down, -across]).astype(np.float32)
        flow /= np.abs(flow).mean() + 1e-6
        far = np.float32(plume.whirls * 0.24 / cells) / STEPS * t**plume.calm
        for _ in range(STEPS):
            # Whirls are drawn out upward by the air that rises.
            at = ((x + 0.5) * FIELD) % FIELD, (y * DRAWN_OUT * FIELD) % FIELD
            moved = cv2.remap(flow, f32(at[0]), f32(at[1]), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
            x, y = x + moved[..., 0] * far, y + moved[..., 1] * far
    return x, y


def _seen(x: Array, y: Array, weight: Array, shape: tuple[int, ...], soft: float) -> Array:
    """The particles' density by pixel: where the sheet is folded they crowd, as smoke's edges do."""
    height, width = shape
    column, row = x.ravel() * height - 0.5, y.ravel() * height - 0.5
    left, top = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
    right, below = column - left, row - top
    total = np.zeros(height * width, np.float64)
    for down, across, share in (
        (0, 0, (1 - right) * (1 - below)),
        (0, 1, right * (1 - below)),
        (1, 0, (1 - right) * below),
        (1, 1, right * below),
    ):
        r, c = top + down, left + across
        inside = (r >= 0) & (r < height) & (c >= 0) & (c < width)
        total += np.bincount(
            (r * width + c)[inside], (share * weight.ravel())[inside], minlength=height * width
        )
    # Density by the share of the picture that would be covered evenly.
    made = (total.reshape(height, width) * (height * height / (UP * ACROSS) * SHEET)).astype(np.float32)
    fine = blur(made, soft * height)
    # What has risen farther has spread more.
    coarse = blur(made, 4 * soft * height)
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height
    high = ramp(1 - rows, 0.35, 0.85)
    return fine * (1 - high) + coarse * high


def _lit(air: Air, thick: Array, most: float, white: float) -> Layer:
    """Vapour as a layer: it scatters the place's light, more with the light behind it."""
    cover = most * (1 - np.exp(-thick))
    tone = air.light * np.float32(white * (1 + 0.5 * air.behind))
    return Layer((cover[..., None] * tone).astype(np.float32), cover.astype(np.float32))


def _together(layers: list[Array]) -> Array:
    return np.sum(layers, axis=0)


def steam(air: Air) -> Layer:
    """Steam rising from about the subject, soft and white, gone a little above it."""
    rng = air.random("steam")
    count, least = int(rng.integers(3, 5)), STEAMY[0 if air.dark else 1]
    found: list[Array] = []
    for number in range(count):
        x = (number - (count - 1) / 2) * 0.085 + float(rng.uniform(-0.03, 0.03))
        tall = float(rng.uniform(0.72, 0.95))
        plume = Plume(
            x=x,
            y=air.foot - float(rng.uniform(0.12, 0.2)),
            tall=tall,
            wide=(0.035, float(rng.uniform(0.06, 0.1))),
            whirls=float(rng.uniform(0.85, 1.25)),
            leans=float(rng.uniform(-0.08, 0.08)) + 0.05 * air.side,
            soft=0.008,
            begins=0.4,
            calm=0.8,
        )
        found.append(risen(rng, plume, air))
    return _lit(air, _together(found) * 3.4, 0.6, max(1.1, least / float(air.light @ LUMINANCE)))


def smoke(air: Air) -> Layer:
    """A few thin wisps of smoke that rise beside and behind the subject, curl and part."""
    rng = air.random("smoke")
    found: list[Array] = []
    for side in (-1, 1, float(rng.choice([-1, 1]))):
        plume = Plume(
            x=side * float(rng.uniform(0.14, 0.34)) * min(1.0, air.aspect),
            y=air.foot - float(rng.uniform(0.0, 0.06)),
            tall=float(rng.uniform(0.75, 1.05)),
            wide=(0.006, float(rng.uniform(0.06, 0.16))),
            whirls=float(rng.uniform(0.9, 1.4)),
            leans=-side * float(rng.uniform(0.02, 0.2)),
            soft=0.0022,
        )
        found.append(risen(rng, plume, air))
    return _lit(air, _together(found) * 0.7, 0.6, 0.9)


def mist(air: Air) -> Layer:
    """Mist that lies over the ground, thick far off and in thin banks nearer."""
    return _lit(air, _banks(air) * 1.25, 0.86, 0.95)


def thin_mist(air: Air) -> Layer:
    """The same where it is thin: a veil in which all of the place is still seen."""
    return _lit(air, _banks(air, most=THIN_BANKS) * 0.85, 0.55, 1.05)


def _banks(air: Air, most: float = 0.75) -> Array:
    """How thick mist over the ground is; ``most``: by how much its banks are thicker than what is between."""
    rng = air.random("mist")
    y, _ = air.grid(VAPOUR_ROWS)
    height, width = y.shape
    lies = min(max(air.far, air.vanish), air.foot - 0.06)
    banks = noise(rng, height, width, 3.0, 5, stretch=3.2, gain=0.55)
    wisps = noise(rng, height, width, 7.0, 4, stretch=2.4)
    up = np.exp(-np.clip(lies - y, 0, None) / 0.16)
    down = 1 - ramp(y, lies, min(1.02, air.foot + 0.12))
    near = cv2.resize(air.nearness, (width, height), interpolation=cv2.INTER_AREA)
    # What stands as near as the subject does is before the mist.
    at_foot = float(np.median(near[min(height - 1, round(air.foot * height))]))
    far = 1 - 0.9 * ramp(near / max(at_foot, 1e-3), 0.75, 1.0)
    thick = up * down * far * np.clip(1.0 + most * banks + 0.3 * wisps, 0.1, None)
    return blur(thick.astype(np.float32), 0.012 * height)
