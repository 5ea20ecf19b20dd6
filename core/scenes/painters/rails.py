"""A rail, a rope or a branch before another place, for what hangs: the place is out of focus."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painters.flat import shown
from core.scenes.painters.table_backdrops import AMONG as BEHIND_TABLES
from core.scenes.painters.table_backdrops import DIM, exposure
from core.scenes.painting import Ground, Painting, View, paint
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, grid
from core.scenes.parts.fixed import laid_over
from core.scenes.parts.heightfield import Lamp, soft
from core.scenes.parts.lens import finished
from core.scenes.parts.rods import rod
from core.scenes.parts.straight import hanging_lamp, tint_of
from core.scenes.parts.worktop import sparkling, wide_lens_blur
from core.scenes.spec import Camera, Colours, Materials, SceneSpec, is_latest, since

ZOOM = 0.92
"""Share of the place's own picture that is seen: what is near the camera there is below this one."""
AMONG = {**BEHIND_TABLES, "beach": ("palms", "waves")}
"""What stands in a place, so that it is known at once out of focus. Of others, the first three props."""
LEVEL = 0.52
"""Row of the horizon: the camera is as high as what hangs."""
FAR, NEAR = 0.35, 0.85
"""Disparity of the nearest that is seen of the place at most, and of the rail."""


def clothes_rail(spec: SceneSpec, view: View) -> Painting:
    """What it hangs on, sharp, before the place."""
    size = view.height, view.width
    light, disparity = behind(spec, view)
    lamp = _surrounded(hanging_lamp(spec.light), light)
    things = rod(spec, lamp, size, shown(spec))
    for thing in things:
        disparity = disparity * (1 - thing.cover) + NEAR * thing.cover
    return Painting(
        image=finished(laid_over(light, things), spec.stream("grain")),
        disparity=disparity.astype(np.float32),
        ground=Ground(vanish=-1.0, far=0.0, foot=0.85, shade=0.4, open=True),
        tint=tint_of(lamp),
    )


def lens(spec: SceneSpec) -> float:
    """Radius of what is behind the rail out of focus, in shares of the height."""
    return 0.003 + 0.036 * spec.camera.blur


def place_spec(spec: SceneSpec) -> SceneSpec:
    """The place behind: same seed, light and season, its horizon as near to ``LEVEL`` as the kind has it.
    What the rail's spec knows the place by is there: its props and its ground."""
    place = kind_named(spec.backdrop or spec.place.backdrops[0])
    ground = next((name for name in spec.props if name in place.grounds), None)
    own = tuple(prop for prop in spec.props if prop in place.props)
    low, high = place.horizon
    about = (
        ()
        if since(spec, 7) and place.name == "sky"
        else AMONG.get(place.name, () if own else place.props[:3])
    )
    time = spec.light.time if spec.light.time in place.times else place.times[0]
    return spec.model_copy(
        update={
            "kind": place.name,
            "backdrop": None,
            "materials": Materials(ground=ground),
            "colours": spec.colours if is_latest(spec) else Colours(),
            "light": spec.light.model_copy(update={"time": time, "pattern": place.patterns[0]}),
            "camera": Camera(
                horizon=float(np.clip(LEVEL, low, high)),
                distance=float(np.clip(1.2 * spec.camera.distance, 0.5, 2.5)),
                blur=min(place.blur),
            ),
            "props": tuple(dict.fromkeys((*about, *own))),
        }
    )


@lru_cache(maxsize=4)
def _painted(spec: str, view: View) -> Painting:
    """The place, from its spec as JSON, kept while only the rail before it changes. Not to be written to."""
    return paint(SceneSpec.from_json(spec), view)


def behind(spec: SceneSpec, view: View) -> tuple[Array, Array]:
    """The place as linear light out of focus and its disparity, painted as large as its blur needs."""
    radius = lens(spec)
    height = int(min(view.height, max(96, round(9 / radius))))
    width = max(1, round(height * view.aspect))
    place = place_spec(spec)
    made = _painted(place.to_json(), View(width, height))
    y, x = grid(height, width)
    level = float(np.clip(place.camera.horizon, 0.2, 0.7))
    rows = (level + (y - LEVEL) * ZOOM) * height - 0.5
    columns = ((x - view.aspect / 2) * ZOOM + view.aspect / 2) * height - 0.5
    image, disparity = (
        cv2.remap(one, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        for one in (made.image, made.disparity)
    )
    light = to_linear(image)
    if place.kind not in DIM:
        light *= exposure(float(light.mean()), place.light.time)
    light = soft(wide_lens_blur(sparkling(light, height), radius * height), 0.12 * radius * height)
    size = view.width, view.height
    light = np.clip(cv2.resize(light, size, interpolation=cv2.INTER_CUBIC), 0, None)
    disparity = cv2.resize(disparity, size, interpolation=cv2.INTER_LINEAR)
    return light.astype(np.float32), (FAR * disparity).astype(np.float32)


def _surrounded(lamp: Lamp, light: Array) -> Lamp:
    """The lamp, the light from all around having the place's colour."""
    tone = light.mean(axis=(0, 1)) / max(float(light.mean()), 1e-3)
    fill = np.array(lamp.fill) * (0.5 + 0.5 * tone)
    return Lamp(
        lamp.toward, lamp.height, lamp.hardness, lamp.key, (float(fill[0]), float(fill[1]), float(fill[2]))
    )
