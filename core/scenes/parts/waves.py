"""Water in perspective: waves that mirror the sky and what stands behind, the sun's glitter, foam."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, grid, noise, stream
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, glow
from core.scenes.parts.relief import laid
from core.scenes.parts.soils import Seed, rough
from core.scenes.parts.viewpoint import FOCAL, Viewpoint
from core.scenes.spec import SceneSpec


@dataclass(frozen=True)
class Water:
    """Water: its own linear colour, the waves' rms slope (0.01 a still pool … 0.12 a choppy sea) and the
    metres over which they repeat; the ``bottom``'s linear colour where it is clear and shallow."""

    body: Array
    slope: float
    metres: float
    bottom: Array | None = None


@lru_cache(maxsize=8)
def wave_tile(seed: Seed) -> Array:
    """Waves that repeat, 512×512×3: slope to the right and away (rms 1), and height (std 1)."""
    rng = np.random.default_rng(seed)
    size = 512
    height = rough(rng, size, 1.9, 5, 90)
    east = np.roll(height, -1, 1) - np.roll(height, 1, 1)
    north = np.roll(height, -1, 0) - np.roll(height, 1, 0)
    return np.dstack([east / east.std(), north / north.std(), height]).astype(np.float32)


@lru_cache(maxsize=4)
def caustic_tile(seed: Seed) -> Array:
    """The net of light on the bottom of clear water, 512×512, mean about 1."""
    rng = np.random.default_rng(seed)
    one, two = rough(rng, 512, 1.6, 6, 40), rough(rng, 512, 1.6, 6, 40)
    lines = np.exp(-np.abs(one) / 0.16) + 0.7 * np.exp(-np.abs(two) / 0.2)
    return (0.62 + 1.25 * lines / (lines.max() * 0.55)).astype(np.float32)


def water(spec: SceneSpec, view: Viewpoint, day: Day, above: Numbers, made: Water, edge: float) -> Array:
    """Water from the row ``edge`` down, linear H×W×3 (0 above it), mirroring the linear picture ``above``
    (at the view's size) over its horizon."""
    height, width = view.height, view.width
    image = np.zeros((height, width, 3), np.float32)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    below = rows > max(edge, view.vanish + 1e-3)
    if below.sum() < 2:
        return image
    tile = wave_tile(spec.stream("waves"))
    field = laid(tile, made.metres, view, rows[below])
    field = 0.75 * field + 0.6 * laid(tile, made.metres * 0.29, view, rows[below], (0.4, 0.7))
    east, north = field[..., 0] * made.slope, field[..., 1] * made.slope
    y, x = grid(height, width)
    y, x = y[below], x[below]
    at_row = 2 * view.vanish - y + 2 * FOCAL * north * np.clip((y - view.vanish) * 2.4, 0.06, 1)
    at_column = x + 1.2 * east
    soft = cv2.blur(above, (1, max(1, int(0.9 * made.slope * height))))
    low = max(0.0, view.vanish - 2 / height)
    column, row = at_column * height - 0.5, np.clip(at_row, 0, low) * height - 0.5
    mirror = cv2.remap(soft, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    high = ramp(-at_row, 0.0, 0.6)[..., None]
    mirror = mirror * (1 - high) + (0.5 * day.middle + 0.5 * day.zenith) * high
    sun = glow(day, np.clip(at_row, -2, view.vanish), at_column, view.vanish)
    mirror = mirror + np.minimum(sun, 6) * (at_row < 0)[..., None]
    # Facets turned to the camera are seen more than those turned away: the mean one looks steeper.
    grazing = np.clip((y - view.vanish) / FOCAL + 1.1 * made.slope + north, 0.02, 1)
    fresnel = (0.03 + 0.97 * (1 - grazing) ** 5)[..., None]
    own = made.body * (day.sky * 0.7 + day.sun * 0.4) * (1 + 0.25 * np.tanh(field[..., 2:]))
    if made.bottom is not None:
        own = _bottom(spec, view, day, made, rows[below], north) * 0.75 + own * 0.25
    image[below] = own * (1 - fresnel) + mirror * fresnel
    return image


def _bottom(spec: SceneSpec, view: Viewpoint, day: Day, made: Water, rows: Numbers, bend: Numbers) -> Array:
    """The bottom of clear water with its net of light, R×W×3."""
    assert made.bottom is not None
    net = laid(caustic_tile(spec.stream("caustics")), made.metres * 0.6, view, rows)
    strength = 0.25 + 0.75 * day.hard
    light = day.sky * 0.75 + day.sun * 0.6 * (1 + strength * (net + 2 * bend - 1))[..., None]
    return (made.bottom * light).astype(np.float32)


def surf(spec: SceneSpec, view: Viewpoint, day: Day, image: Numbers, shore: float, breakers: int = 3) -> None:
    """Breaking waves between the horizon and the shore and foam running out on it, on the linear ``image``
    in place."""
    height, width = image.shape[:2]
    y, _ = grid(height, width)
    rng = stream(spec, "surf")
    white = day.sky * 0.8 + day.sun * 0.6
    deep = shore - view.vanish
    lace = noise(stream(spec, "lace"), height, width, 26, 4, stretch=3)
    for i in range(breakers):
        share = (i + 0.55 + float(rng.uniform(-0.2, 0.2))) / breakers
        wander = noise(np.random.default_rng(spec.stream(f"crest {i}")), height, width, 1.4, 3)
        line = view.vanish + deep * share + 0.05 * deep * wander
        thick = deep * (0.03 + 0.06 * share) * np.clip(0.7 + 0.6 * wander, 0.15, 1.5)
        front = ramp(line - y, -0.6 * thick, 0.0) * ramp(y - line, -2.5 * thick, 0.0)
        image *= 1 - 0.3 * front[..., None]
        crest = np.exp(-(((y - line) / thick) ** 2)) * np.clip(0.62 + 0.8 * lace, 0, 1)
        image[:] = image * (1 - crest[..., None]) + white * crest[..., None]
    back = np.clip(shore - y, 0, None)
    foam = np.exp(-back / (0.12 * deep)) * ramp(np.abs(lace), 0.5, 0.05) * (y < shore)
    lip = np.exp(-(((y - shore) / (0.02 * deep)) ** 2))
    share = np.clip(0.85 * foam + lip, 0, 1)[..., None]
    image[:] = image * (1 - share) + white * share
