"""Sky: clouds, stars and balloons, over a bank of cloud or a plain floor."""

import cv2
import numpy as np

from core.scenes.painters.outside import behind, earth, far_shape, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, grid, stream
from core.scenes.parts.grids import ramp, resized, tiled
from core.scenes.parts.outdoors import Day, cloud_tile, day_of, stars
from core.scenes.parts.outdoors import sky as heaven
from core.scenes.parts.soils import linear, soil
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec


def sky(spec: SceneSpec, view: View) -> Painting:
    """Nothing but sky, the subject on a floor or on a bank of cloud."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    shape = far_shape(seen, 0.6)
    rng = stream(spec, "cover")
    cover = float(rng.uniform(0.4, 0.65)) if "clouds" in spec.props else float(rng.uniform(0, 0.35))
    back = heaven(spec, day, *shape, max(seen.vanish + 0.05, 0.3), cover)
    if "stars" in spec.props and day.time not in ("night",):
        power = np.float32(1.0 if day.time in ("dusk", "sunset") else 0.25)
        back = (back + stars(stream(spec, "stars"), *shape) * power).astype(np.float32)
    if "balloons" in spec.props:
        back = behind(back, balloons(stream(spec, "balloons"), shape, seen, day), 0)
    back = np.clip(defocus(back, seen.aperture * 0.6), 0, None)
    edge = max(0.0, seen.vanish + 0.02)
    if "floor" in spec.props or spec.colours.ground is not None:
        heights, colour, metres = soil(spec.stream("floor"), 512, "ffffff", 0.0004)
        own = linear(spec.colours.ground) if spec.colours.ground else 0.6 * day.horizon + 0.3
        canvas = earth(seen, edge, (heights, (0.9 + 0.1 * colour).astype(np.float32), metres), day, own)
        return taken(spec, seen, day, back, canvas, open_ground(seen, 0.15, 0.4, 0.45))
    canvas = _bank(spec, seen, day)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.25))


def _bank(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """A sea of soft cloud from the horizon to the front, RGBA."""
    small = seen.sized(256)
    y, x = grid(small.height, small.width)
    tile = cloud_tile(spec.stream("bank"), 1.85)
    away = 1 / np.clip(y - seen.vanish + 0.16, 0.06, None)
    column, row = (x - seen.aspect / 2) * away * 46, away * 70
    here, there = (
        tiled(tile, column, row),
        tiled(tile, column + 5 * day.toward[0], row + 6 * day.toward[2] - 5),
    )
    lit = np.clip(0.5 + 0.42 * np.tanh(1.5 * (here - there)) + 0.12 * np.tanh(here), 0, 1)
    colour = day.lit(lit * 0.8, 0.5 + 0.35 * lit) * 0.92 + 0.1 * day.middle
    far = (np.exp(-np.clip(y - seen.vanish, 0, None) / 0.12))[..., None]
    colour = colour * (1 - 0.7 * far) + day.horizon * 0.7 * far
    alpha = ramp(y + 0.03 * here, seen.vanish - 0.02, seen.vanish + 0.1)
    layer = np.dstack([colour * alpha[..., None], alpha]).astype(np.float32)
    return resized(layer, seen.height, seen.width).clip(0)


def balloons(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day) -> Array:
    """Hot-air balloons of several colours, far and near."""
    layer = np.zeros((*shape, 4), np.float32)
    height = shape[0]
    codes = ("c8553d", "e0a458", "4f7a8a", "d9cbb2", "8a4f6a")
    for i, size in enumerate(np.sort(rng.uniform(0.012, 0.055, 6))):
        x = view.aspect / 2 + (-1) ** i * float(rng.uniform(0.12, 0.48))
        y = float(rng.uniform(0.06, 0.6)) * max(0.3, view.vanish)
        paint = linear(codes[int(rng.integers(len(codes)))])
        for j, part in enumerate(np.linspace(1, -1, 9)[:-1]):
            lightness = np.clip(0.55 + 0.5 * part * day.toward[0] - 0.3 * day.toward[2], 0.1, 1)
            colour = (paint if j % 2 else linear("efe6d4")) * (day.sun * lightness * 0.8 + day.sky * 0.8)
            box = (
                (float(x * height), float(y * height)),
                (float(2 * size * height * max(0.06, abs(part))), float(2.2 * size * height)),
                0.0,
            )
            cv2.ellipse(layer, box, (*colour.tolist(), 1.0), -1)
            if part < 0.2:
                break
        basket = (int(x * height), int((y + 1.5 * size) * height))
        wide = max(1, int(size * 0.16 * height))
        cv2.rectangle(
            layer,
            (basket[0] - wide, basket[1] - wide),
            (basket[0] + wide, basket[1] + wide),
            (*(linear("6a4a30") * day.sky).tolist(), 1.0),
            -1,
        )
    return layer
