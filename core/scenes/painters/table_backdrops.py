"""The place behind a table top, out of focus: which one, how bright, and the part of it that is seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painting import Painting, View, paint
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, grid
from core.scenes.parts.heightfield import soft
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.worktop import Top, sparkling, wide_lens_blur
from core.scenes.spec import Camera, Materials, SceneSpec, is_anew, since

WALLS = frozenset({"plaster_wall", "coloured_wall", "brick_wall", "tiled_wall", "paper", "window"})
"""Backdrops that stand upright right behind the table: no floor is seen of them."""
DIM = WALLS | {"bokeh", "christmas_tree", "fireplace"}
"""Backdrops that stay as dark as they are: a wall has its colour, lamps and fire their night."""
BRIGHT = {
    "morning": 0.36,
    "day": 0.36,
    "overcast": 0.34,
    "foggy": 0.42,
    "golden": 0.28,
    "sunset": 0.2,
    "dusk": 0.1,
}
"""Mean linear light of a backdrop by the time of day, none by night."""
AMONG: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "forest": ("ferns", "rays"),
        "mountains": ("lake", "snow_peaks"),
        "lake": ("mountains",),
        "street": ("cars", "lamps", "people"),
        "brick_wall": ("plant",),
        "concrete_wall": ("plant",),
        "orchard": (),
        "poolside": (),
        "rooftop": ("plants",),
        "terrace": ("plants",),
        "ruins": ("terraces",),
        "canyon": ("mesas",),
        "cabin": ("firs", "firewood"),
        "festival": ("lights",),
        "fjord": ("snow_peaks",),
        "bakery": (),
        "hair_salon": (),
        "villa": (),
    }
)
"""What else stands in some backdrops: what is known at once out of focus. Of others, the first three."""
BARE = frozenset({"coloured_wall", "plaster_wall", "brick_wall", "concrete_wall"})
"""Walls with nothing on or before them behind a table, in the newest scenes: who asks for a dark wall wants
no skirting and no picture."""


FIELDS = frozenset({"vineyard", "flower_field", "orchard", "market_stall"})
"""Backdrops that are known by what grows on their ground."""
SHOWN, DEEP = 0.5, 0.16
"""How far those are out of focus, as a share of others, and how much more of their ground is seen."""


@dataclass(frozen=True)
class Behind:
    """What is seen behind a board: linear light out of focus, and its disparity, both of the picture's
    size."""

    light: Array
    disparity: Array


def lens(spec: SceneSpec) -> float:
    """Radius of what lies behind the table out of focus, in shares of the height."""
    known = spec.backdrop in FIELDS or not GRAZING.isdisjoint(spec.props)
    known = known or (since(spec, 7) and spec.backdrop in OVERLOOKING)
    shown = SHOWN if is_anew(spec) and known else 1.0
    return 0.003 + 0.043 * spec.camera.blur * shown


def backdrop_spec(spec: SceneSpec, kind: str, top: Top) -> SceneSpec:
    """The place behind the table: same seed, light and season, its horizon near the table's far edge."""
    place = kind_named(kind)
    low, high = place.horizon
    horizon = float(np.clip(top.edge - 0.06, min(low, high), max(low, high)))
    wall = spec.colours.wall if "wall" in place.colours else None
    pattern = spec.light.pattern if spec.light.pattern in place.patterns else "none"
    return spec.model_copy(
        update={
            "kind": kind,
            "backdrop": None,
            "materials": Materials(),
            "colours": spec.colours.model_copy(update={"ground": None, "wall": wall, "accent": None}),
            "light": spec.light.model_copy(update={"pattern": pattern}),
            "camera": Camera(horizon=horizon, distance=1.3, blur=max(place.blur)),
            "props": _among(spec, kind),
        }
    )


GROWN: Mapping[str, str] = MappingProxyType(
    {"fresh oranges": "oranges", "bowl of oranges": "oranges", "mandarins": "oranges", "lemons": "lemons",
     "bowl of lemons": "lemons", "fresh cherries": "cherries", "oranges": "oranges", "cherries": "cherries"}
)  # fmt: skip
"""What hangs in an orchard behind fruit of that sort."""


OVERLOOKING = frozenset({"terrace", "rooftop", "waterfall"})
"""Backdrops that are known by what is seen beyond them."""
GRAZING = frozenset({"cows", "farmhouse"})
"""What stands on a meadow behind, where it is asked for."""


def _among(spec: SceneSpec, kind: str) -> tuple[str, ...]:
    """What else stands in that backdrop: in an orchard the fruit that lies on the table."""
    if kind in BARE and is_seen(spec):
        return ()
    if kind == "orchard" and since(spec, 7):
        return tuple(GROWN[prop] for prop in spec.props if prop in GROWN)[:1]
    far = tuple(prop for prop in spec.props if prop in GRAZING) if kind == "meadow" else ()
    return (*far, *AMONG.get(kind, kind_named(kind).props[:3]))


def cropped(
    painting: Painting, top: Top, kind: str, view: View, size: tuple[int, int], *, deep: bool = False
) -> tuple[Array, Array]:
    """The part of a backdrop that is seen above the board (image and disparity, ``size`` height × width):
    its ground's far edge lies a little above the board's edge, a wall's foot and a jetty's end below it."""
    height, width = size
    ground = painting.ground
    low = (
        ground.far - 0.015 if kind in WALLS or kind == "lake" or ground.wall is not None else ground.far + 0.1
    )
    low += DEEP if deep and kind in FIELDS else 0.0
    low = float(np.clip(low, 0.3, 0.95))
    zoom = min(1.0, low / top.edge)
    y, x = grid(height, width)
    rows = (low + (y - top.edge) * zoom) * height - 0.5
    columns = ((x - view.aspect / 2) * zoom + view.aspect / 2) * height - 0.5
    return tuple(
        cv2.remap(one, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        for one in (painting.image, painting.disparity)
    )  # pyright: ignore[reportReturnType]


@lru_cache(maxsize=4)
def _painted(spec: str, view: View) -> Painting:
    """A backdrop, from its spec as JSON, kept while only the table before it changes. Not to be written
    to."""
    return paint(SceneSpec.from_json(spec), view)


def behind(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The backdrop, painted as large as its blur needs, and blurred as a lens does."""
    kind = spec.backdrop or "plaster_wall"
    radius = lens(spec)
    height = int(min(view.height, max(96, round(8 / radius))))
    width = max(1, round(height * view.aspect))
    made = _painted(backdrop_spec(spec, kind, top).to_json(), View(width, height))
    image, disparity = cropped(made, top, kind, View(width, height), (height, width), deep=is_anew(spec))
    light = to_linear(image)
    if kind not in DIM:
        light *= exposure(float(light[: max(2, int(top.edge * height))].mean()), spec.light.time)
    light = wide_lens_blur(sparkling(light, height), radius * height)
    light = soft(light, 0.12 * radius * height)
    size = (view.width, view.height)
    light = np.clip(cv2.resize(light, size, interpolation=cv2.INTER_CUBIC), 0, None)
    disparity = cv2.resize(disparity, size, interpolation=cv2.INTER_LINEAR)
    return Behind(light.astype(np.float32), disparity.astype(np.float32))


def exposure(mean: float, time: str) -> float:
    """By how much a backdrop of that ``mean`` linear light is lifted, 1…2: who photographs a thing on a table
    exposes for it, and the place behind comes out bright, not as dark as a landscape's foot is."""
    return float(np.clip((BRIGHT.get(time, 0.0) / max(mean, 1e-3)) ** 0.75, 1, 2))
