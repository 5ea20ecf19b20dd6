"""The light of day outdoors, by ``spec.light``: sun, sky light, air, the sky with its clouds.

Everything here is linear light (``camera.to_linear`` of sRGB), exposed so that flat white ground comes out
just below white by day.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, grid, rgb, stream
from core.scenes.parts.channels import mixed, moved, spread
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.heavens import starry
from core.scenes.parts.periodic import fractal
from core.scenes.parts.same import while_small
from core.scenes.spec import SceneSpec, is_latest, since

# Per time: sunlight, sky light (linear, before exposure); sky at the zenith, half way and at the horizon
# (sRGB); light on flat ground; how low the sun is of what the spec says; air; share of direct light.
TIMES: dict[str, tuple[str, str, str, str, str, float, float, float, float]] = {
    "day": ("fffaf0", "b4cbee", "4d82bd", "8fb8dc", "cfe0ea", 0.92, 1.0, 0.35, 1.0),
    "morning": ("fff0d8", "c4d2e6", "86aed2", "bdd2e0", "f1e6d6", 0.9, 0.7, 0.55, 0.8),
    "golden": ("ffdca6", "c9c6d2", "829dbb", "cfc4b4", "f7d49c", 0.8, 0.45, 0.6, 0.95),
    "sunset": ("ffb888", "b3a6c4", "5f6490", "c98f86", "fcb672", 0.56, 0.25, 0.65, 0.75),
    "dusk": ("c9b4d4", "9aa6d0", "2f3d68", "7a6f96", "d3a4a0", 0.22, 0.3, 0.55, 0.3),
    "night": ("b4c6f0", "8496c8", "070b16", "101a30", "222d48", 0.11, 0.8, 0.4, 0.7),
    "overcast": ("fafbff", "e6ecf2", "b3bcc4", "c9d0d5", "dfe3e5", 0.74, 1.0, 0.6, 0.18),
    "foggy": ("f8fafa", "e9edef", "ccd2d5", "d8dddf", "e2e5e5", 0.76, 0.9, 2.6, 0.1),
}

LATE: dict[str, tuple[str, str, str, str, str, float, float, float, float]] = {
    "sunset": ("ffbe90", "b3adc4", "66799f", "c6a297", "fcbd80", 0.56, 0.25, 0.65, 0.75),
    "dusk": ("c9bcc8", "9cabca", "2c4064", "6c80a0", "d8b49c", 0.22, 0.3, 0.55, 0.3),
}
"""The late hours from form 7 on: a sky that goes from peach to blue, and is nowhere purple."""
BELLIES = 0.62
"""The share of their light that the darkest clouds of an overcast sky take."""


@dataclass(frozen=True)
class Day:
    """The light of one place. ``sun`` and ``sky`` are the linear light of each on a white thing that faces
    it; ``zenith``, ``middle`` and ``horizon`` what the sky looks like; ``air`` how hazy it is (0 clear, 1
    hazy, above 2 fog); ``toward`` the direction to the sun (right, up, away), unit length; ``hard`` 0…1 how
    sharp shadows are."""

    time: str
    sun: Array
    sky: Array
    zenith: Array
    middle: Array
    horizon: Array
    air: float
    toward: tuple[float, float, float]
    hard: float

    @property
    def behind(self) -> float:
        """How much the sun shines towards the camera, 0 (from behind it or from the side) … 1."""
        return float(np.clip(self.toward[2] / np.hypot(self.toward[0], self.toward[2]), 0, 1))

    @property
    def tint(self) -> tuple[float, float, float]:
        """The light on a white thing in sRGB, its brightest channel 1."""
        light = (self.sun * 0.6 + self.sky * 0.8) ** (1 / 2.2)
        red, green, blue = (light / light.max()).tolist()
        return red, green, blue

    def lit(self, facing: Numbers | float, open_: Numbers | float = 1.0) -> Array:
        """Linear light on surfaces that face the sun by ``facing`` (cosine, shadows taken off) and see
        ``open_`` of the sky; a last axis of three is added."""
        sun, sky = np.asarray(facing, np.float32), np.asarray(open_, np.float32)
        if max(sun.ndim, sky.ndim) == 2:
            parts = zip(self.sun, self.sky, strict=True)
            return cv2.merge([(sun * own + sky * other).astype(np.float32) for own, other in parts])
        return (sun[..., None] * self.sun + sky[..., None] * self.sky).astype(np.float32)

    def seen_at(self, vanish: float, aspect: float) -> tuple[float, float] | None:
        """Where the sun stands in the picture (y, x), in heights, maybe outside; ``None`` in front of the
        camera's back."""
        right, up, away = self.toward
        if away < 0.25:
            return None
        return vanish - 1.1 * up / away, aspect / 2 + 1.1 * right / away


def day_of(spec: SceneSpec) -> Day:
    """The light that ``spec.light`` describes."""
    light = spec.light
    times = {**TIMES, **LATE} if since(spec, 7) else TIMES
    sun, sky, *heaven, level, low, air, direct = times[light.time]
    height = np.radians(max(4.0, light.height * low))
    turn = np.radians(light.direction)
    toward = (np.sin(turn) * np.cos(height), np.sin(height), -np.cos(turn) * np.cos(height))
    warm = np.array([1 + 0.22 * light.warmth, 1 + 0.02 * light.warmth, 1 - 0.28 * light.warmth], np.float32)
    power = direct * (0.35 + 1.15 * light.hardness)
    sunlight = to_linear(rgb(sun)) * warm * power
    # A low sun warms what it falls on, and not the sky above.
    low_sun = since(spec, 7) and light.time in {"sunset", "golden"}
    skylight = (
        to_linear(rgb(sky)) * warm ** (0.1 if low_sun else 0.5) * (0.62 - 0.3 * light.hardness * direct)
    )
    flat = sunlight * max(0.28, float(np.sin(height))) + skylight
    exposure = level / float(flat @ np.array([0.3, 0.55, 0.15], np.float32))
    shares = (0.15, 0.35, 0.7) if low_sun else (0.7, 0.7, 0.7)
    zenith, middle, horizon = (
        to_linear(rgb(code)) * warm**share for code, share in zip(heaven, shares, strict=True)
    )
    return Day(
        time=light.time,
        sun=(sunlight * exposure).astype(np.float32),
        sky=(skylight * exposure).astype(np.float32),
        zenith=zenith.astype(np.float32),
        middle=middle.astype(np.float32),
        horizon=horizon.astype(np.float32),
        air=air,
        toward=(float(toward[0]), float(toward[1]), float(toward[2])),
        hard=float(np.clip(light.hardness * direct, 0, 1)),
    )


@lru_cache(maxsize=16)
def cloud_tile(seed: tuple[int, int], slope: float) -> Array:
    """A 512×512 tile of fractal noise that repeats, for clouds; std 1."""
    return fractal(np.random.default_rng(seed), 512, slope)


def sky(spec: SceneSpec, day: Day, height: int, width: int, vanish: float, cover: float = 0.4) -> Array:
    """The sky as linear light, height×width×3, down to the row ``vanish`` (and its horizon's colour below);
    ``cover`` 0…1 of it clouded. Highlights around the sun exceed 1."""
    y, x = grid(height, width)
    up = np.clip((vanish - y) / max(0.45, vanish), -0.1, 1.2)
    image = mixed(day.horizon, day.middle, ramp(up, 0.0, 0.42))
    image = mixed(image, day.zenith, ramp(up, 0.25, 1.1))
    image = image + glow(day, y, x, vanish)
    if day.time == "night":
        rich = "stars" in spec.props and spec.kind != "sky"
        image = image + (
            starry(spec, height, width, vanish) if rich else stars(stream(spec, "stars"), height, width)
        )
        if rich:
            return image.astype(np.float32)
    if day.time == "foggy" or cover <= 0:
        return image.astype(np.float32)
    made = _clouded(spec, day, image.astype(np.float32), y, x, vanish, cover)
    return _lowering(spec, day, made, y, x, vanish) if is_latest(spec) and day.time == "overcast" else made


def _lowering(spec: SceneSpec, day: Day, image: Numbers, y: Numbers, x: Numbers, vanish: float) -> Array:
    """An overcast sky with the dark bellies of its clouds, which lie in banks towards the horizon."""
    seeds = spec.stream("clouds"), spec.stream("wisps")
    column, row, warp = while_small(_drifting, max(x.shape))(*seeds, x.shape, vanish)
    tile = cloud_tile(spec.stream("cloud tile"), 1.75)
    belly = tiled(tile, 0.62 * column + 0.8 * warp, 0.62 * row + 0.5 * warp)
    torn = tiled(cloud_tile(spec.stream("wisps"), 1.3), 1.4 * column + warp, 1.4 * row)
    up = ramp(vanish - y, 0.0, 0.5)
    dark = ramp(belly + 0.22 * torn, -1.1, 1.5) * (0.5 + 0.5 * up) + 0.12 * up
    lost = np.float32(BELLIES) * dark
    left = [1 - lost * part for part in (1.0, 0.94, 0.86)]
    return cv2.merge([part * own for part, own in zip(cv2.split(np.asarray(image)), left, strict=True)])


def glow(day: Day, y: Numbers, x: Numbers, vanish: float) -> Array:
    """Light around the sun, linear H×W×3; the disc itself where it stands in the picture."""
    at = day.seen_at(vanish, x.shape[1] / x.shape[0])
    if at is None or day.time in ("overcast", "foggy"):
        return np.zeros((*y.shape, 3), np.float32)
    away = np.hypot(x - at[1], y - at[0])
    wide = 0.5 * np.exp(-away / 0.28) + 0.9 * np.exp(-away / 0.075)
    disc = 8.0 * (1 - ramp(away, 0.02, 0.03)) * (1.0 if day.time != "dusk" else 0.0)
    power = {"night": 0.12, "dusk": 0.3, "day": 0.7}.get(day.time, 0.9) * day.behind
    tint = day.sun / day.sun.max()
    return spread(power * (wide + disc), tint).astype(np.float32)


def stars(rng: Random, height: int, width: int) -> Array:
    """Stars as linear light, H×W×3: the same sky at every size, each star of the same total light."""
    count = 700
    rows, columns = rng.random(count), rng.random(count) * 4
    bright = np.minimum(0.02 + 0.02 * rng.pareto(1.8, count), 0.9) * (height / 512) ** 2
    made = np.zeros((height, width), np.float32)
    seen = columns < width / height
    at = (rows[seen] * height).astype(int), np.minimum(columns[seen] * height, width - 1).astype(int)
    np.add.at(made, at, bright[seen].astype(np.float32))
    soft = cv2.GaussianBlur(made, (0, 0), max(0.3, height * 0.0009))
    return soft[..., None] * np.array([0.9, 0.95, 1.1], np.float32)


@lru_cache(maxsize=4)
def _drifting(
    clouds: tuple[int, int], wisps: tuple[int, int], shape: tuple[int, int], vanish: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Where on its tile each point of the clouded sky lies, and how far it is warped."""
    rng = np.random.default_rng(clouds)
    y, x = grid(*shape)
    size, start = float(rng.uniform(80, 120)), rng.uniform(0, 512, 2).tolist()
    away = 1 / np.clip(vanish - y + 0.3, 0.16, None)
    across = (x - x.shape[1] / x.shape[0] / 2) * away
    column, row = across * size + start[0], away * size * 1.5 + start[1]
    return column, row, 5 * tiled(cloud_tile(wisps, 1.3), column * 0.5, row * 0.5)


def _clouded(
    spec: SceneSpec, day: Day, image: Numbers, y: Numbers, x: Numbers, vanish: float, cover: float
) -> Array:
    """The sky with clouds that the sun shines through, thinner towards the horizon."""
    tile = cloud_tile(spec.stream("cloud tile"), 1.55)
    seeds = spec.stream("clouds"), spec.stream("wisps")
    column, row, warp = while_small(_drifting, max(x.shape))(*seeds, x.shape, vanish)

    def thick(shift: float) -> Array:
        """How much cloud lies ``shift`` steps towards the sun."""
        right, down = shift * 4 * day.toward[0], shift * 4 * (0.4 + day.toward[1])
        found = tiled(tile, column + warp + right, row + warp * 0.6 + down)
        edge = 1.15 - 2.3 * cover
        return (0.62 * np.logaddexp(0, 2.6 * (found - edge)) / 2.6).clip(0, 1.6).astype(np.float32)

    own = thick(0)
    through = np.exp(-0.75 * (thick(1) + thick(2.2) + 0.7 * thick(4)))
    alpha = 1 - np.exp(-2.4 * np.clip(own - 0.035, 0, None))
    at = day.seen_at(vanish, x.shape[1] / x.shape[0])
    silver = 0.0 if at is None else 0.9 * np.exp(-np.hypot(x - at[1], y - at[0]) / 0.3) * np.exp(-1.6 * own)
    body = day.lit(0.78 * through + silver, 0.35 + 0.25 * through)
    body = moved(body * (0.55 if day.time == "night" else 1.0), 0.25 * day.middle)
    fade = alpha * (0.3 + 0.7 * ramp(vanish - y, 0.0, 0.25))
    return mixed(image, body, fade).astype(np.float32)
