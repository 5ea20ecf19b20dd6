"""Salt flat: a white crust of plates, or a film of water on it that mirrors the sky, out to the horizon."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.painters.heights import aired
from core.scenes.painters.outside import behind, earth, far_canvas, ground_noise, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Range, land_tile
from core.scenes.parts.distance import mountains as mountain_range
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import Seed, Tile, linear, rough
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec


def salt_flat(spec: SceneSpec, view: View) -> Painting:
    """Salt to the horizon under a pale sky, dry or under a film of water."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    cover = 0.5 if "clouds" in spec.props else float(stream(spec, "cover").uniform(0.0, 0.25))
    back = far_canvas(spec, day, seen, cover)
    back = _pale(spec, seen, day, back)
    if "mountains" in spec.props:
        made = Range(seen.vanish + 0.004, 0.05, 0.9, 0.7, linear("6d6a74"), linear("5f5c66"), 1.1, (0.7, 1.0))
        back = behind(back, mountain_range(spec.stream("range"), back.shape[:2], made, day), 0)
    sharp = back
    back = np.clip(defocus(back, seen.aperture), 0, None)
    edge = max(0.0, seen.vanish + 0.003)
    wet = spec.materials.ground == "wet salt"
    canvas = earth(seen, edge, crust(spec.stream("salt")), day, 0.75 if wet else 1.0, 0.6, 0.0)
    _patches(spec, seen, day, canvas, edge)
    mirror = _film(spec, seen, day, canvas, sharp) if wet else None
    aired(canvas, seen, day, 0.012)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    canvas *= ramp(rows, edge, edge + 0.012)
    place = open_ground(seen, 0.5 if mirror is not None else 0.0, 0.12, 0.45, edge)
    return taken(spec, seen, day, back, canvas.astype(np.float32), place)


def _pale(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """The sky drawn out towards its horizon's colour; at either end of the day with the pink band that lies
    over the earth's shadow."""
    rows = ((np.arange(back.shape[0], dtype=np.float32) + 0.5) / back.shape[0])[:, None, None]
    up = np.clip(seen.vanish - rows, 0, None)
    pink = {"morning": 0.5, "golden": 0.35, "sunset": 0.4, "dusk": 0.45}.get(day.time, 0.0)
    band = pink * np.exp(-(((up - 0.17) / 0.15) ** 2))
    tone = linear("f0bcc0") * float(day.middle.mean() * 0.5 + day.horizon.mean() * 0.5) * 1.35
    made = back * (1 - band) + tone * band
    low = 0.45 * np.exp(-up / 0.12)
    return (made * (1 - low) + (day.horizon * 0.92) * low).astype(np.float32)


@lru_cache(maxsize=2)
def crust(seed: Seed, size: int = 1024) -> Tile:
    """Dry salt in many-cornered plates a step wide, with raised rims of crystals: 4.5 m."""
    rng = np.random.default_rng(seed)
    count, few, metres = 42, size // 4, 4.5
    side = int(np.ceil(np.sqrt(count)))
    spots = (
        (
            np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2)
            + rng.uniform(0.12, 0.88, (side * side, 2))
        )
        / side
        * few
    )
    warp = rough(rng, few, 1.5, 4, 60) * few * 0.005
    y, x = np.mgrid[0:few, 0:few].astype(np.float32)
    nearest, second = np.full((few, few), 1e9, np.float32), np.full((few, few), 1e9, np.float32)
    for row, column in spots:
        v, u = np.abs(y + warp - row) % few, np.abs(x - warp - column) % few
        gone = np.hypot(np.minimum(v, few - v), np.minimum(u, few - u))
        second = np.minimum(second, np.maximum(nearest, gone))
        nearest = np.minimum(nearest, gone)
    edge = cv2.resize((second - nearest) / few * metres, (size, size), interpolation=cv2.INTER_CUBIC).clip(0)
    crumbs, fine = rough(rng, size, 0.8, 30), rough(rng, size, 0.3, 100)
    edge = edge + 0.012 * rough(rng, size, 1.2, 12)
    uneven = np.clip(0.75 + 0.35 * rough(rng, size, 1.4, 2, 12), 0.15, 1.4)
    rim = np.exp(-((edge / 0.05) ** 2)) * uneven
    heights = (
        0.024 * rim * np.clip(1 + 0.35 * crumbs, 0.2, 2)
        + 0.0022 * crumbs
        + 0.0012 * fine
        + 0.006 * rough(rng, size, 1.8, 2, 20)
    )
    tone = np.clip(0.8 + 0.03 * fine + 0.03 * rough(rng, size, 1.3, 2) + 0.07 * rim, 0.3, 1.0)
    damp = ramp(rough(rng, size, 1.6, 2, 30), 0.6, 1.8)[..., None]
    colour = tone[..., None] * (
        np.array([1.0, 0.985, 0.965], np.float32) * (1 - 0.25 * damp) + 0.25 * damp * linear("a89a88")
    )
    return (heights - heights.min()).astype(np.float32), colour.astype(np.float32), metres


def _patches(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Broad paler and greyer sheets of salt, on the canvas in place."""
    broad = ground_noise(seen, land_tile(spec.stream("sheets"), 2.0), 60.0, edge)
    canvas[..., :3] *= np.clip(0.97 + 0.05 * broad, 0.85, 1.06)[..., None]


def _film(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, sky: Numbers) -> Array:
    """A finger of still water over the crust: the sky upside down on the canvas (in place), the bottom seen
    through it close by. Gives how much is mirrored."""
    height, width = seen.height, seen.width
    whole = resized(sky, height, width)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    ripple = ground_noise(seen, land_tile(spec.stream("ripple"), 1.3), 1.6, seen.vanish + 0.003)
    fade = np.clip((rows - seen.vanish) * 3, 0, 1)[:, None]
    at = (2 * seen.vanish - rows)[:, None] * height - 0.5 + 0.006 * height * ripple * fade
    column = np.arange(width, dtype=np.float32)[None] + 0.003 * height * np.roll(ripple, 7, 0) * fade
    last = max(0.0, seen.vanish * height - 1)
    flipped = cv2.remap(
        whole,
        column.astype(np.float32),
        np.clip(at, 0, last).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    high = ramp(-at / height, 0.0, 0.5)[..., None]
    flipped = flipped * (1 - high) + day.zenith * high
    grazing = np.clip((rows - seen.vanish) / FOCAL, 0.0, 1)
    share = (0.32 + 0.68 * (1 - grazing) ** 6)[:, None]
    dry = ground_noise(seen, land_tile(spec.stream("dry"), 1.7), 14.0, seen.vanish + 0.003)
    share = (share * (1 - 0.7 * ramp(dry, 1.5, 2.1)))[..., None]
    canvas[..., :3] = canvas[..., :3] * (1 - 0.9 * share) + flipped * share * canvas[..., 3:]
    return share
