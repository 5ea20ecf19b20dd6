"""Beach bar: bamboo posts and a thatched eave before a turquoise sea with palms."""

import cv2
import numpy as np

from core.scenes.painters.outside import (
    behind,
    earth,
    far_canvas,
    open_ground,
    pooled,
    row_softness,
    shaded,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import Range, hazed
from core.scenes.parts.distance import mountains as mountain_range
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.palms import palm_trees
from core.scenes.parts.paving import planks
from core.scenes.parts.poles import Pole, bamboo, peeled, set_pole
from core.scenes.parts.soils import linear
from core.scenes.parts.soils import sand as sand_tile
from core.scenes.parts.thatch import eave
from core.scenes.parts.viewpoint import Viewpoint, focused, viewpoint_of
from core.scenes.parts.waves import Water, surf
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec

BACK = 1.75
"""How much farther than the subject the bar stands."""
EVENING = {"night": 7.0, "dusk": 3.0, "sunset": 0.5}
"""By how much the bulbs outshine what is left of the day on the bar."""


def beach_bar(spec: SceneSpec, view: View) -> Painting:
    """Sand or boards under palms, the bar at one side, the sea out of focus."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    reach = seen.foot - seen.vanish
    shore = seen.vanish + 0.3 * reach
    back, small = _sea(spec, seen, day, shore)
    palms = palm_trees(
        spec,
        back.shape[:2],
        day,
        shore + 0.02,
        (0.34, 0.6),
        6 if "palms" in spec.props else 3,
    )
    back = behind(back, hazed(palms, day, 0.1), 0)
    edge = max(0.0, shore - 0.005)
    canvas = _ground(spec, seen, day, edge)
    back = np.clip(focused(back, row_softness(small)), 0, None)
    bar, lamps = _bar(spec, seen, day)
    radius = float(seen.softness(seen.vanish + reach / BACK))
    made = _set_before(seen, day, back, canvas, bar, radius)
    light = made[..., :3]
    if lamps:
        add_lamps(light, lamps)
    full = np.dstack([light, np.ones(light.shape[:2], np.float32)])
    return taken(spec, seen, day, light, np.zeros_like(full), open_ground(seen, shade=0.5, far=edge), 1.05)


def _sea(spec: SceneSpec, seen: Viewpoint, day: Day, shore: float) -> tuple[Array, Viewpoint]:
    """Sky, turquoise sea and its surf, sharp, maybe an island."""
    back = far_canvas(spec, day, seen)
    small = seen.sized(back.shape[0])
    if stream(spec, "island?").random() < 0.55:
        made = Range(
            seen.vanish + 0.004,
            0.07,
            0.8,
            0.5,
            linear("4f6a45"),
            linear("6a6a58"),
            1.1,
            (0.5, 0.8),
            linear("344a30"),
        )
        back = behind(back, mountain_range(spec.stream("island"), back.shape[:2], made, day), 0)
    rows = ((np.arange(back.shape[0], dtype=np.float32) + 0.5) / back.shape[0])[:, None, None]
    near = ramp(rows, seen.vanish, shore)
    body = linear("1c8f9c") * (1 - near) + linear("6fd6cc") * near
    sea = water_surface(spec, small, day, back, Water(linear("2aa3a8"), 0.055, 16.0), seen.vanish)
    sea = sea * 0.6 + 0.4 * body * (day.sky * 0.8 + day.sun * 0.6)
    share = ramp(rows, seen.vanish - 0.003, seen.vanish + 0.003)
    back = (back * (1 - share) + sea * share).astype(np.float32)
    surf(spec, small, day, back, shore, 4 if "waves" in spec.props else 2)
    return back, small


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Sand, or boards laid over it."""
    canvas = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, False), day, linear("e2d2b2"))
    if spec.materials.ground == "deck":
        begin = seen.vanish + 0.5 * (seen.foot - seen.vanish)
        boards = earth(
            seen, begin, planks(spec.stream("deck"), 1024, "ab9272", 0.13, spec.seed % 2 == 0), day, slant=0
        )
        canvas = canvas * (1 - boards[..., 3:]) + boards
    return canvas.astype(np.float32)


def _set_before(
    seen: Viewpoint, day: Day, back: Numbers, canvas: Numbers, bar: Numbers, radius: float
) -> Array:
    """The bar out of focus by ``radius`` over what is behind, the ground in focus below: linear H×W×3."""
    whole = cv2.resize(back, (seen.width, seen.height), interpolation=cv2.INTER_CUBIC).clip(0)
    _shade(seen, day, canvas)
    ground = focused(pooled(canvas, seen, day), row_softness(seen))
    made = whole * (1 - ground[..., 3:]) + ground[..., :3]
    return behind(made.astype(np.float32), bar, radius)


def _shade(seen: Viewpoint, day: Day, canvas: Numbers) -> None:
    """What the roof keeps from the sand around the bar, on the canvas in place."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    row = seen.vanish + (seen.foot - seen.vanish) / BACK
    under = ramp(rows, row - 0.09, row - 0.03) * (1 - ramp(rows, row + 0.015, row + 0.06))
    shaded(canvas, day, np.repeat(0.8 * under, seen.width, axis=1).astype(np.float32))
    canvas[..., :3] *= (1 - 0.3 * np.exp(-(((rows - row) / 0.02) ** 2)))[..., None]


def _bar(spec: SceneSpec, seen: Viewpoint, day: Day) -> tuple[Array, list[Lamp]]:
    """Posts, a counter at one side and the eave over all of it: RGBA; and bulbs that hang from it."""
    small = seen.sized(min(seen.height, 768))
    layer = np.zeros((small.height, small.width, 4), np.float32)
    rng = stream(spec, "bar")
    turn, unit = float(rng.choice([-1, 1])), small.unit(small.foot) / BACK
    row = small.vanish + (small.foot - small.vanish) / BACK
    middle = small.aspect / 2
    wide = 0.42 * small.aspect
    _counter(spec, rng, layer, day, middle, turn, row, unit)
    low = float(rng.uniform(0.085, 0.13))
    for side in (-1.0, 1.0):
        x, lean = middle + side * wide, float(rng.normal(0, 0.004))
        pole = Pole((x + lean, -0.05), (x, row), 0.055 * unit, 0.95)
        set_pole(layer, day, pole, bamboo(spec.stream(f"post {side}")), 0.25)
        brace = Pole((x - side * 0.4 * unit, low - 0.02), (x, low + 0.45 * unit), 0.028 * unit, 0.6)
        set_pole(layer, day, brace, bamboo(spec.stream(f"brace {side}")), 0.2)
    beam = Pole((-0.1, low + 0.012), (small.aspect + 0.1, low + 0.012), 0.05 * unit, 0.4)
    set_pole(layer, day, beam, bamboo(spec.stream("beam")), 0.2)
    roof = eave(stream(spec, "eave"), layer.shape[:2], day, low)
    layer = layer * (1 - roof[..., 3:]) + roof
    bulbs = _bulbs(spec, rng, seen, day, low)
    if bulbs:
        layer[..., :3] *= 1 + EVENING.get(day.time, 0.0) * linear("ffd09a")
    return layer.astype(np.float32), bulbs


def _counter(
    spec: SceneSpec,
    rng: Random,
    layer: Numbers,
    day: Day,
    middle: float,
    turn: float,
    row: float,
    unit: float,
) -> None:
    """A counter of upright bamboo under a board, with bottles and glasses on it, at the side ``turn``."""
    inner, outer = middle + turn * 0.62 * unit, middle + turn * 4.0 * unit
    top = row - 1.05 * unit
    step = 0.085 * unit
    for i, x in enumerate(np.arange(min(inner, outer), max(inner, outer), step).tolist()):
        if -0.1 < x < layer.shape[1] / layer.shape[0] + 0.1:
            set_pole(
                layer,
                day,
                Pole((x, top), (x, row), 0.5 * step, 0.8),
                bamboo(spec.stream(f"front {i}"), ("c2a566", "b3955a", "cdb274")[i % 3]),
                0.15,
            )
    _drinks(rng, layer, day, (min(inner, outer), max(inner, outer)), top - 0.03 * unit, unit)
    board = Pole(
        (min(inner, outer) - 0.1 * unit, top), (max(inner, outer) + 0.1 * unit, top), 0.05 * unit, 0.95
    )
    set_pole(layer, day, board, peeled(spec.stream("board"), "8a6440"), 0.1)


def _drinks(
    rng: Random, layer: Numbers, day: Day, span: tuple[float, float], row: float, unit: float
) -> None:
    """Bottles, glasses and fruit that stand on the counter, known by their colours when out of focus."""
    height = layer.shape[0]
    light = day.sky * 0.7 + day.sun * 0.5
    codes = ("3a6b3c", "c9772c", "e9c24a", "d9483a", "5a3a24", "e8e2d2", "7fb24a", "46a0a4")
    for _ in range(16):
        x = float(rng.uniform(*span))
        tall, half = float(rng.uniform(0.12, 0.34)) * unit, float(rng.uniform(0.03, 0.05)) * unit
        colour = (linear(codes[int(rng.integers(len(codes)))]) * light).tolist()
        body = (
            (int((x - half) * height), int((row - 0.7 * tall) * height)),
            (int((x + half) * height), int(row * height)),
        )
        cv2.rectangle(layer, body[0], body[1], (*colour, 1.0), -1)
        neck = (
            (int((x - 0.35 * half) * height), int((row - tall) * height)),
            (int((x + 0.35 * half) * height), int((row - 0.6 * tall) * height)),
        )
        cv2.rectangle(layer, neck[0], neck[1], (*colour, 1.0), -1)
        shine = int((x - 0.5 * half) * height)
        cv2.line(
            layer,
            (shine, int((row - 0.65 * tall) * height)),
            (shine, int((row - 0.1 * tall) * height)),
            (*(light * 0.8).tolist(), 1.0),
            max(1, int(0.2 * half * height)),
        )


def _bulbs(spec: SceneSpec, rng: Random, seen: Viewpoint, day: Day, low: float) -> list[Lamp]:
    """A string of bulbs under the eave, where asked for and in the evening."""
    power = {"night": 6.0, "dusk": 5.0, "sunset": 4.0, "golden": 3.0}.get(day.time, 2.0)
    if "lights" not in spec.props and day.time not in ("night", "dusk"):
        return []
    radius = max(0.008, 1.4 * float(seen.softness(seen.vanish + (seen.foot - seen.vanish) / BACK)))
    tone = linear("ffc987") * np.float32(power)
    found: list[Lamp] = []
    for share in np.linspace(-1, 1, 15):
        sag = 0.05 * (1 - (2.0 * abs(float(share)) % 1 - 0.5) ** 2 * 4)
        y = low + 0.04 + sag + float(rng.normal(0, 0.003))
        found.append(Lamp(float(share) * 0.55 * seen.aspect, y, y, tone, radius))
    return found
