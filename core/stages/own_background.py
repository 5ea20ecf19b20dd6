"""A background of one's own as a place: its picture, the ground that a subject stands on, and its light.

A plain colour is a studio's seamless paper: ground at the subject's foot, a wall behind what hangs, light
above. Of a picture, horizon and light are estimated: the horizon is the row at which its colours change
most from above to below over the whole width, the light comes from its brighter side, and is the harder the
more its brightest part stands out.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.output import on_white
from core.scenes.own import WHITE, OwnBackground, rgb_of
from core.scenes.painting import Ground, Painting
from core.scenes.spec import Light
from core.scenes.strips import strips
from core.stages.arrays import Floats, Pixels
from core.stages.ground_depth import ground_depth
from core.stages.pose import Pose

Flags = npt.NDArray[np.bool_]
STUDIO = Light(direction=-35.0, height=55.0, hardness=0.25)
"""The light of a plain background: a large lamp at the left, above."""
BELOW = 0.45
"""How far above a subject's foot plain ground vanishes, in heights of the canvas."""
FOOT = 0.86
"""The row of a subject's foot in a picture."""
LOOKED_AT = 96
"""Px of the side of the small picture in which horizon and light are looked for."""
HORIZONS, USUAL_HORIZON = (0.2, 0.7), 0.45
STEP = 7.0
"""Levels by which the colours above and below a horizon are apart at least."""
SIDEWAYS = 220.0
"""Degrees by which the light comes from the side for each share of brightness that the sides are apart."""
SKY_EVEN, SKY_MOST = 9.0, 0.5
"""By how many levels neighbours in a sky differ at most in the small picture, and how much of what is below
the horizon it takes at most."""
BLURRED = 0.035
"""Standard deviation of the strongest blur, in heights of the canvas."""
HAZE, AWAY = (8.0, 30.0), 3.0
"""Alphas up to which a matte away from its subject is a doubt, and from which on it is something; and how
many px from the subject that is."""
GAMMA = 2.2


@dataclass(frozen=True)
class OwnPlace:
    """A background in the canvas's size: its ``pixels``, its ``painting`` but for the image, and its
    ``light``."""

    pixels: Pixels
    painting: Painting
    light: Light

    def shown(self) -> Painting:
        """The painting whose image is ``pixels`` exactly: floats, which nobody needs before it is shaded."""
        return replace(self.painting, image=(self.pixels / np.float32(255)).astype(np.float32))

    def without_pixels(self) -> "OwnPlace":
        """Ground and light alone, for what comes after it is laid."""
        nothing = np.zeros((0, 0, 3), np.uint8)
        floats = nothing.astype(np.float32)
        painting = replace(self.painting, disparity=floats[..., 0])
        return OwnPlace(nothing, painting, self.light)


def ground_at(foot: float) -> Ground:
    """Plain ground below a subject whose foot is in row ``foot``, a share of the height."""
    return Ground(vanish=foot - BELOW, far=-1.0, foot=foot, shade=0.42)


def picture_ground(horizon: float) -> Ground:
    """The ground of a picture that vanishes in row ``horizon``, a share of the height."""
    return Ground(vanish=horizon, far=horizon, foot=max(FOOT, min(horizon + 0.15, 0.98)), shade=0.45)


def plain_place(background: OwnBackground, canvas: tuple[int, int], ground: Ground, seed: int) -> OwnPlace:
    """A colour, a gradient, or white for nothing at all, on a canvas of width and height in px."""
    width, height = canvas
    if background.kind == "gradient":
        pixels = _gradient(background, canvas, seed)
    else:
        colour = background.colour if background.kind == "colour" else WHITE
        pixels = np.empty((height, width, 3), np.uint8)
        pixels[:] = rgb_of(colour)
    return OwnPlace(pixels, _painting(pixels, ground), STUDIO)


def picture_place(background: OwnBackground, picture: Image.Image, canvas: tuple[int, int]) -> OwnPlace:
    """A picture, RGB or RGBA, that covers a canvas of width and height in px."""
    pixels = covering(picture, canvas, background.zoom, (background.x, background.y))
    small = _small(pixels)
    horizon = horizon_of(small) if background.horizon is None else background.horizon
    light = light_of(small)
    pixels = _darkened(_blurred(pixels, background.blur), background.darken)
    return OwnPlace(pixels, _painting(pixels, picture_ground(horizon), sky_in(small, horizon)), light)


def painted_place(pixels: Pixels, depth: Pixels | None = None) -> OwnPlace:
    """What a model has painted, H×W×3, with the ground and the light that it seems to have: where its colours
    show no horizon, or something stands on the ground, its disparity ``depth`` H×W tells, where it is
    known."""
    small = _small(pixels)
    seen, told = horizon_seen(small), None if depth is None else ground_depth(depth)
    horizon = seen if seen is not None else USUAL_HORIZON if told is None else told.vanish
    painting = _painting(pixels, picture_ground(horizon), sky_in(small, horizon))
    if told is not None:
        painting.disparity[_enlarged(told.standing, pixels.shape)] = 1
    return OwnPlace(pixels, painting, light_of(small))


def covering(picture: Image.Image, canvas: tuple[int, int], zoom: float, at: tuple[float, float]) -> Pixels:
    """The part of ``picture`` at ``at`` (shares of what may be cut off, 0 left or top … 1) that, ``zoom``
    times as large as it must be, covers the canvas: H×W×3. What it lets through is white."""
    picture = on_white(picture)
    share = min(picture.width / canvas[0], picture.height / canvas[1]) / zoom
    # A product of floats may be a hair longer than the side that it was divided from.
    width, height = min(share * canvas[0], picture.width), min(share * canvas[1], picture.height)
    left, top = at[0] * (picture.width - width), at[1] * (picture.height - height)
    box = left, top, min(left + width, picture.width), min(top + height, picture.height)
    return np.asarray(picture.resize(canvas, Image.Resampling.LANCZOS, box))


def horizon_of(small: Floats) -> float:
    """The row, as a share of the height, at which the ground of ``small`` H×W×3 (0…255) seems to vanish; the
    usual one where nothing shows it."""
    seen = horizon_seen(small)
    return USUAL_HORIZON if seen is None else seen


def horizon_seen(small: Floats) -> float | None:
    """The row, as a share of the height, at which the colours of ``small`` H×W×3 (0…255) change over the
    whole width; ``None`` where they hardly do."""
    height = len(small)
    rows = small.mean(axis=1)
    reach = max(2, height // 8)
    begin, end = (round(share * height) for share in HORIZONS)
    best, where = 0.0, USUAL_HORIZON
    for row in range(begin, end):
        above, below = rows[max(0, row - reach) : row], rows[row : row + reach]
        apart = float(np.abs(below.mean(axis=0) - above.mean(axis=0)).mean())
        # Of a soft change the middle is meant: there its two sides are most alike in themselves.
        spread = float(above.std(axis=0).mean() + below.std(axis=0).mean())
        if apart - 0.5 * spread > best:
            best, where = apart - 0.5 * spread, row / height
    return where if best >= STEP else None


def sky_in(small: Floats, horizon: float) -> Flags | None:
    """Where in ``small`` H×W×3 (0…255) what is above the ``horizon`` goes on evenly below it, as the sky does
    beside a slope; ``None`` where it does not, or goes on to the picture's foot, as a plain backdrop does."""
    import cv2

    near = np.ones((2, 2), np.uint8)
    steps = cv2.dilate(small, near) - cv2.erode(small, near)
    even = np.asarray(steps, np.float32).max(axis=2) <= SKY_EVEN
    parts = np.asarray(cv2.connectedComponents(even.astype(np.uint8), connectivity=4)[1], np.int32)
    sky = np.isin(parts, np.unique(parts[0][even[0]]))
    below = sky[round(horizon * len(small)) :]
    if not below.any() or below[-1].any() or below.mean() > SKY_MOST:
        return None
    return sky


def light_of(small: Floats) -> Light:
    """The light in a picture ``small`` H×W×3 (0…255): from its brighter side, high where it is bright above,
    hard where its brightest part stands out, as warm as that is."""
    linear = (small / 255) ** GAMMA
    bright = linear.mean(axis=2)
    width, mean = bright.shape[1], float(bright.mean()) + 1e-3
    third = max(1, width // 3)
    sides = float(bright[:, -third:].mean() - bright[:, :third].mean()) / mean
    direction = float(np.clip(SIDEWAYS * sides / 2, -70, 70))
    top = np.quantile(bright, 0.97)
    hardness = float(np.clip((top / mean - 2.0) / 8, 0.1, 0.7))
    lit = linear[bright >= top].mean(axis=0)
    warmth = float(np.clip(2 * (lit[0] - lit[2]) / max(float(lit.mean()), 1e-3), -1, 1))
    return Light(
        direction=round(direction, 1), height=45.0, hardness=round(hardness, 2), warmth=round(warmth, 2)
    )


def with_shadow_as_asked(
    light: Light, softness: float | None, direction: float | None, length: float | None
) -> Light:
    """``light`` as it throws a shadow of that softness 0…1, that falls to ``direction`` (degrees, 90 right of
    the subject, 0 behind it) and is ``length`` heights of the subject long; as it is where nothing is
    said."""
    changed: dict[str, float] = {}
    if softness is not None:
        changed["hardness"] = 1 - softness
    if direction is not None:
        changed["direction"] = -direction
    if length is not None:
        changed["height"] = float(np.clip(np.degrees(np.arctan2(1, length)), 5, 90))
    return light.model_copy(update=changed) if changed else light


def only_shaded(image: Floats, place: Painting, pixels: Pixels, made: Pixels) -> Pixels:
    """``made``, the pixels of ``image``, where that is darker or otherwise than the place's own, and the
    place's ``pixels`` where it is not: a plain colour stays that very colour."""
    mixed = made.copy()
    for rows in strips(made.shape):
        same = np.abs(image[rows] - place.image[rows]).max(axis=2) < 1 / 512
        mixed[rows][same] = pixels[rows][same]
    return mixed


def shade_alpha(shaded_white: Pixels) -> Pixels:
    """How opaque black H×W is that darkens white to ``shaded_white`` H×W×3."""
    return (255 - shaded_white.min(axis=2)).astype(np.uint8)


def without_haze(matte: Pixels) -> Pixels:
    """``matte`` H×W without what is hardly there away from the subject, which a scene hides and a plain
    colour shows; all that is near it or more than ``HAZE[1]`` stays as it is."""
    import cv2

    faint = (matte > 0) & (matte < HAZE[1])
    if not faint.any():
        return matte
    away = np.asarray(cv2.distanceTransform((matte < 128).astype(np.uint8), cv2.DIST_L2, 3), np.float32)
    share = np.clip((matte - HAZE[0]) / np.float32(HAZE[1] - HAZE[0]), 0, 1)
    thinned = np.rint(matte * share).astype(np.uint8)
    return np.where(faint & (away > AWAY), thinned, matte)


def floating_foot(pose: Pose, matte: Pixels) -> float:
    """The row, as a share of the height, below which the subject of ``matte`` H×W has plain ground."""
    rows = np.flatnonzero((matte > 127).any(axis=1))
    return float(rows[-1] + 1) / len(matte) if len(rows) and pose == "stands" else FOOT


def _painting(pixels: Pixels, ground: Ground, sky: Flags | None = None) -> Painting:
    """Flat ground, without what is ``sky`` h×w: far away, so that no shadow falls on it."""
    height, width = pixels.shape[:2]
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height
    down = np.clip((rows - ground.vanish) / (1 - ground.vanish), 0, 1)
    disparity = np.ascontiguousarray(np.broadcast_to(down, (height, width))).astype(np.float32)
    if sky is not None:
        disparity[_enlarged(sky, pixels.shape)] = 0
    return Painting(image=np.zeros((0, 0, 3), np.float32), disparity=disparity, ground=ground)


def _enlarged(where: Flags, shape: tuple[int, ...]) -> Flags:
    """``where`` h×w at the height and width of ``shape``."""
    cover = Image.fromarray(where).convert("L").resize((shape[1], shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(cover) > 127


def _gradient(background: OwnBackground, canvas: tuple[int, int], seed: int) -> Pixels:
    """Mixed in linear light, with half a level of noise so that it shows no bands."""
    width, height = canvas
    turn = np.radians(background.turn)
    across, down = float(np.sin(turn)), float(np.cos(turn))
    x = (np.arange(width, dtype=np.float32)[None] + 0.5) / width - 0.5
    y = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height - 0.5
    share = (x * across + y * down) / max(abs(across) + abs(down), 1e-6) + 0.5
    ends = [
        (np.array(rgb_of(colour), np.float32) / 255) ** GAMMA
        for colour in (background.colour, background.second or background.colour)
    ]
    linear = ends[0] + (ends[1] - ends[0]) * np.clip(share, 0, 1)[..., None]
    noise = np.random.default_rng(seed).random((height, width, 1), np.float32)
    return np.clip(255 * linear ** (1 / GAMMA) + noise, 0, 255).astype(np.uint8)


def _small(pixels: Pixels) -> Floats:
    size = LOOKED_AT, LOOKED_AT
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX), np.float32)


def _blurred(pixels: Pixels, blur: float) -> Pixels:
    """Out of focus, in linear light."""
    if blur == 0:
        return pixels
    from core.stages.cast_shadow import softened

    sigma = BLURRED * blur * len(pixels)
    linear = softened(((pixels / 255) ** GAMMA).astype(np.float32), sigma, sigma)
    return np.rint(255 * np.clip(linear, 0, 1) ** (1 / GAMMA)).astype(np.uint8)


def _darkened(pixels: Pixels, darken: float) -> Pixels:
    """With that share of the light gone."""
    if darken == 0:
        return pixels
    return np.rint(pixels * (1 - darken) ** (1 / GAMMA)).astype(np.uint8)
