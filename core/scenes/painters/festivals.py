"""Festival: a field before a stage with its lights and the crowd, all of it far out of focus."""

import cv2
import numpy as np

from core.scenes.painters.fields import foliage_of, turf_of
from core.scenes.painters.heights import drifts
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, pooled, row_softness, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, Random, grid, stream
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import slabs
from core.scenes.parts.soils import linear, soil
from core.scenes.parts.viewpoint import Viewpoint, defocus, focused, viewpoint_of
from core.scenes.spec import SceneSpec

BEAMS = ("ff4f9a", "4f8cff", "ffb347", "9a5cff", "4fe0c8", "ff6a4f")
CLOTHES = ("c8c4be", "8a3030", "30466a", "d9d4c8", "3a3a40", "c89a5a", "5a7a6a", "d8b0a8", "e8e2d4", "6a4a6a")
SKIN = ("d8a684", "b98462", "8a5c40", "e4b898")
POWER = {"night": 1.0, "dusk": 0.8, "sunset": 0.45, "golden": 0.3, "day": 0.12}
"""How much the stage's lamps count against the daylight."""


def festival(spec: SceneSpec, view: View) -> Painting:
    """Trodden grass or slabs before a stage and its crowd."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    radius = max(seen.aperture, 0.02)
    power, colours = POWER.get(day.time, 0.2), _colours(spec)
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0.0, 0.35)))
    small = seen.sized(back.shape[0])
    wood = trees(
        stream(spec, "trees"),
        back.shape[:2],
        seen.vanish + 0.01,
        (0.06, 0.13),
        70,
        foliage_of(spec, "far leaves", 0.005),
        day,
    )
    back = behind(back, hazed(wood, day, 0.4), 0)
    back = behind(back, _stage(spec, small, day, power, colours), 0)
    back = _beams(spec, small, back, power, colours)
    back = np.clip(defocus(back, radius), 0, None)
    whole = cv2.resize(back, (seen.width, seen.height), interpolation=cv2.INTER_CUBIC).clip(0)
    add_lamps(whole, _lamps(spec, seen, radius, power, colours))
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    trodden = linear("a8a49a" if spec.materials.ground == "slabs" else "6a6e3c")
    field = trodden * (day.sky * 0.9 + day.sun * max(0.25, day.toward[1])) * 0.6
    low = ramp(rows, seen.vanish + 0.004, seen.vanish + 0.02)
    whole = (whole * (1 - low) + field * low).astype(np.float32)
    reach = seen.foot - seen.vanish
    for i, (first, last, count) in enumerate(((0.02, 0.06, 900), (0.06, 0.13, 620), (0.13, 0.2, 110))):
        feet = seen.vanish + 0.01 + first * reach, seen.vanish + 0.01 + last * reach
        people = _crowd(stream(spec, f"crowd {i}"), small, day, feet, count, power)
        whole = behind(whole, hazed(people, day, 0.3 - 0.1 * i), 0.42 * float(seen.softness(feet[1])) + 0.001)
    if "lights" in spec.props:
        add_lamps(whole, _string(spec, seen, radius, day))
    edge = max(0.0, seen.vanish + 0.05)
    canvas = _ground(spec, seen, day, edge)
    wash = power * np.exp(-np.clip(rows - seen.vanish, 0, None) / 0.16) * 0.3
    canvas[..., :3] += wash * colours[0] * canvas[..., 3:]
    canvas *= ramp(rows, edge, edge + 0.07)
    ground = focused(pooled(canvas.astype(np.float32), seen, day), row_softness(seen))
    made = (whole * (1 - ground[..., 3:]) + ground[..., :3]).astype(np.float32)
    empty = np.zeros((seen.height, seen.width, 4), np.float32)
    return taken(spec, seen, day, made, empty, open_ground(seen, shade=0.5, far=edge), 1.05)


def _colours(spec: SceneSpec) -> list[Array]:
    """The linear colours of the stage's light, the accent first."""
    rng = stream(spec, "gels")
    codes = [BEAMS[int(i)] for i in rng.permutation(len(BEAMS))[:3]]
    return [linear(code) for code in ([spec.colours.accent] if spec.colours.accent else []) + codes]


def _stage(spec: SceneSpec, small: Viewpoint, day: Day, power: float, colours: list[Array]) -> Array:
    """A roof on towers with loudspeakers and screens: RGBA."""
    layer, rng = np.zeros((small.height, small.width, 4), np.float32), stream(spec, "stage")
    height, at = small.height, small.aspect / 2 + float(rng.choice([-1, 1]) * rng.uniform(0.1, 0.26))
    half, top, low = (
        float(rng.uniform(0.28, 0.36)),
        small.vanish - float(rng.uniform(0.26, 0.33)),
        small.vanish + 0.012,
    )

    def shape(points: list[tuple[float, float]], colour: Array) -> None:
        """A filled polygon."""
        cv2.fillPoly(
            layer, [(np.array(points) * height * 8).astype(np.int32)], (*colour.tolist(), 1.0), cv2.LINE_8, 3
        )

    def box(x: float, y: float, wide: float, tall: float, colour: Array) -> None:
        """An upright rectangle."""
        shape([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)], colour)

    steel = linear("2c2e34") * (day.sky * 0.6 + day.sun * 0.25)
    inside = linear("15161c") * day.sky * 0.5 + 0.16 * power * (colours[0] + colours[-1])
    box(at - half, top + 0.06, 2 * half, low - top - 0.06, inside)
    for i in range(3):
        colour = colours[i % len(colours)] * (0.35 + 1.1 * power) + 0.1
        box(at - half * (0.82 - 0.6 * i), top + 0.1, 0.42 * half, 0.12, colour)
    box(at - 0.2 * half, top + 0.085, 0.4 * half, 0.15, (colours[0] * 0.7 + 0.35) * (0.3 + power))
    shape(
        [
            (at - 1.16 * half, top + 0.07),
            (at - 0.9 * half, top - 0.01),
            (at, top - 0.035),
            (at + 0.9 * half, top - 0.01),
            (at + 1.16 * half, top + 0.07),
        ],
        steel,
    )
    for side in (-1.0, 1.0):
        box(at + side * 1.05 * half - 0.02, top - 0.03, 0.04, low - top + 0.03, steel)
        box(at + side * 1.3 * half - 0.035, top + 0.05, 0.07, 0.16, steel * 0.7)
    box(at - 1.2 * half, low - 0.035, 2.4 * half, 0.04, steel * 0.8)
    return layer


def _beams(spec: SceneSpec, small: Viewpoint, back: Numbers, power: float, colours: list[Array]) -> Array:
    """Shafts of coloured light in the haze over the crowd, on the linear picture."""
    y, x = grid(small.height, small.width)
    rng, made = stream(spec, "beams"), back.copy()
    for i in range(9):
        from_x, from_y = (
            small.aspect / 2 + float(rng.uniform(-0.42, 0.42)),
            small.vanish - float(rng.uniform(0.2, 0.3)),
        )
        turn = float(rng.uniform(-0.9, 0.9))
        along = (y - from_y) * np.cos(turn) + (x - from_x) * np.sin(turn)
        off = (x - from_x) * np.cos(turn) - (y - from_y) * np.sin(turn)
        wide = 0.006 + 0.09 * np.abs(along)
        sense = 1 if i % 3 else -1
        shaft = (
            np.exp(-((off / wide) ** 2))
            * (sense * along > 0)
            * np.exp(-np.abs(along) / 0.35)
            * 0.012
            / (0.02 + wide)
        )
        made = made + (0.85 * power * shaft)[..., None] * colours[i % len(colours)]
    return made.astype(np.float32)


def _lamps(spec: SceneSpec, seen: Viewpoint, radius: float, power: float, colours: list[Array]) -> list[Lamp]:
    """Lamps of the stage and phones in the crowd, for the lens to make discs of."""
    rng, found = stream(spec, "lamps"), list[Lamp]()
    for i in range(46):
        tone = colours[i % len(colours)] * 0.75 + 0.25 * linear("ffe2b8")
        flux = float(rng.uniform(0.3, 1.0)) ** 2 * (5.0 + 22.0 * power) * (radius / 0.025) ** 2
        y = (
            seen.vanish - float(abs(rng.normal(0.12, 0.11)))
            if i % 4
            else seen.vanish - float(rng.uniform(-0.03, 0.03))
        )
        found.append(
            Lamp(
                float(rng.uniform(-0.55, 0.55)) * seen.aspect,
                y,
                y,
                tone * np.float32(flux),
                radius * float(rng.uniform(0.75, 1.1)),
            )
        )
    return found


def _string(spec: SceneSpec, seen: Viewpoint, radius: float, day: Day) -> list[Lamp]:
    """Strings of bulbs across the field."""
    power, rng, found = {"day": 1.2, "golden": 3.5}.get(day.time, 7.0), stream(spec, "string"), list[Lamp]()
    for high, slant in ((0.06, 0.05), (0.14, -0.07), (0.03, -0.02)):
        for share in np.linspace(-1, 1, 15):
            y = high + 0.07 * (1 - float(share) ** 2) + slant * float(share) + float(rng.normal(0, 0.003))
            found.append(
                Lamp(
                    float(share) * 0.6 * seen.aspect,
                    y,
                    y,
                    linear("ffc27a") * np.float32(power),
                    0.5 * radius + 0.004,
                )
            )
    return found


def _crowd(
    rng: Random, small: Viewpoint, day: Day, rows: tuple[float, float], count: int, power: float
) -> Array:
    """People from behind, some with their arms up or on shoulders, standing between the ``rows``: RGBA."""
    layer, height = np.zeros((small.height, small.width, 4), np.float32), small.height
    light = day.sky * 0.5 + day.sun * (0.12 + 0.4 * max(0.0, -day.toward[2]))
    if rows[1] - small.vanish < 0.08:  # no gaps of bright grass in the depth of the crowd
        top, end = int((rows[0] - 0.75 * small.unit(rows[0]) * 1.6) * height), int(rows[1] * height)
        mass = (linear("5a4c44") * light * 0.55).tolist()
        layer[max(0, top) : end] = np.array([*mass, 1.0], np.float32)
    rim = (day.sun * 0.9 * day.behind + 0.3 * power) * linear("ffdcb0")
    for near, x, tall, coat, skin, arms in sorted(rng.random((count, 6)).tolist()):
        at, low = small.aspect / 2 + (x - 0.5) * 3.2, rows[0] + (rows[1] - rows[0]) * near
        if not -0.1 < at < small.aspect + 0.1:
            continue
        size = small.unit(low) * (1.5 + 0.3 * tall + (0.45 if tall > 0.96 else 0.0))
        head = low - 0.93 * size
        body = (linear(CLOTHES[int(coat * len(CLOTHES))]) * light * (0.2 + 0.6 * skin)).tolist()
        hair = (
            linear(("1c1612", "3a2a1c", "6a4a2c", "a8845a", "2a2a2e")[int(skin * 5)]) * light + 0.3 * rim
        ).tolist()
        face = (linear(SKIN[int(coat * 4)]) * light + 0.22 * rim).tolist()
        points = [
            (at - 0.09 * size, low),
            (at - 0.085 * size, head + 0.45 * size),
            (at - 0.125 * size, head + 0.2 * size),
            (at - 0.05 * size, head + 0.11 * size),
            (at + 0.05 * size, head + 0.11 * size),
            (at + 0.125 * size, head + 0.2 * size),
            (at + 0.085 * size, head + 0.45 * size),
            (at + 0.09 * size, low),
        ]
        cv2.fillPoly(layer, [(np.array(points) * height * 8).astype(np.int32)], (*body, 1.0), cv2.LINE_8, 3)
        legs = (linear("2c3038") * light * (0.5 + 0.5 * tall)).tolist()
        trousers = [
            (at - 0.088 * size, head + 0.5 * size),
            (at + 0.088 * size, head + 0.5 * size),
            (at + 0.092 * size, low),
            (at - 0.092 * size, low),
        ]
        cv2.fillPoly(layer, [(np.array(trousers) * height * 8).astype(np.int32)], (*legs, 1.0), cv2.LINE_8, 3)
        if arms < 0.4:
            for side in (-1, 1) if arms < 0.25 else (1,):
                hand = at + side * (0.1 + 0.25 * arms) * size, head - (0.1 + 0.5 * arms) * size
                ends = [
                    (int(a * height), int(b * height))
                    for a, b in ((at + side * 0.12 * size, head + 0.19 * size), hand)
                ]
                cv2.line(layer, ends[0], ends[1], (*face, 1.0), max(1, int(0.045 * size * height)))
        cv2.circle(
            layer,
            (int(at * height * 8), int(head * height * 8)),
            max(8, int(0.072 * size * height * 8)),
            (*hair, 1.0),
            -1,
            cv2.LINE_8,
            3,
        )
    return layer


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Trodden grass, or slabs."""
    if spec.materials.ground == "slabs":
        return earth(
            seen, edge, slabs(spec.stream("slabs"), 1024, "a8a49a", (0.5, 0.5), 0.006, "7d786e"), day, slant=0
        )
    canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, "6d5c40", 0.01), day, 0.8)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.055, wild=True), day, edge)
    drifts(canvas, spec, seen, day, edge, 6.0, 0.35)
    return canvas
