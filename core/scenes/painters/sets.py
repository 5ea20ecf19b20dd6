"""A wall, a floor and what stands there, put together: the way every set of the studio is painted."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.painting import Ground, Painting, Stand, View
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, grid
from core.scenes.parts.graffiti import on_wall
from core.scenes.parts.illumination import Lamp, Stage, exposure, illuminate, lamp_of, pattern_at
from core.scenes.parts.laying import Lay, floor_colours, wall_colours
from core.scenes.parts.lens import deep_focus, finished
from core.scenes.parts.panels import Ball, Panel, draw_ball, draw_panel
from core.scenes.parts.periodic import Values
from core.scenes.parts.placed import Plant, draw_plant, wall_shadow
from core.scenes.parts.prisms import Lighting, Solid, draw
from core.scenes.parts.shadows import Body, face_shadows, thrown_shadows
from core.scenes.parts.surfaces import SURFACES, mean_tone
from core.scenes.spec import SceneSpec

Thing = Solid | Panel | Ball | Plant
Stuff = tuple[str, str | None]
"""A material and its colour (``#rrggbb``), ``None`` for its own."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a set is made of; ``standing`` is what the subject stands on, if that is not the floor."""

    wall: Stuff
    floor: Stuff
    standing: Stuff | None = None
    stand: Stand | None = None
    upright: bool = False
    turned: bool = False
    skirting: bool = False


def tint_of(lamp: Lamp) -> tuple[float, float, float]:
    """The light's colour on a white thing, sRGB, brightest channel 1."""
    mixed = np.array(lamp.key) * 0.6 + np.array(lamp.fill)
    red, green, blue = (mixed / mixed.max()) ** (1 / 2.2)
    return float(red), float(green), float(blue)


def lit_from(spec: SceneSpec) -> int:
    """The side the light comes from: -1 left, 1 right."""
    return 1 if spec.light.direction >= 0 else -1


def disparity_of(stage: Stage, y: Array) -> Array:
    """Disparity of floor and wall at rows ``y``: 0 where the floor vanishes, 1 at the bottom."""
    return ((np.maximum(y, stage.far) - stage.vanish) / (1 - stage.vanish)).astype(np.float32)


def blur_of(spec: SceneSpec, stage: Stage, away: Values, height: int) -> Array:
    """Radius in px of a point's disc at distance ``away`` (m), by the spec's blur: focus on the subject."""
    out = np.abs(1 - stage.subject / away)
    return (spec.camera.blur * 0.055 * height * np.clip(out - 0.03, 0, None)).astype(np.float32)


def shade_of(spec: SceneSpec, colour: Array) -> float:
    """How dark a contact shadow gets on ground of that linear colour."""
    return float(np.clip(0.38 + 0.25 * spec.light.hardness - 0.1 * colour.mean(), 0.25, 0.65))


def mean_colour(stuff: Stuff, seed: tuple[int, int]) -> Array:
    """A material's mean colour in linear light."""
    return to_linear(mean_tone(stuff[0], seed, stuff[1]))


def distance(thing: Thing) -> float:
    """How far away a thing is, in m."""
    if isinstance(thing, Solid):
        return float(thing.outline[:, 1].min())
    return thing.centre[2] if isinstance(thing, Ball) else thing.z


def bodies_of(thing: Thing) -> list[Body]:
    """What throws a thing's shadow."""
    return [thing.body] if isinstance(thing, Solid) else thing.bodies()


def staged(spec: SceneSpec, view: View, stage: Stage, room: Room, things: list[Thing]) -> Painting:
    """The set with its things, in the order in which they are painted: far and low ones first."""
    size = (view.height, view.width)
    lamp = lamp_of(spec, stage)
    wall_mean = mean_colour(room.wall, spec.stream("wall"))
    floor_mean = mean_colour(room.floor, spec.stream("ground"))
    through = None if spec.light.pattern == "none" else lambda points: pattern_at(spec, stage, points)
    lighting = Lighting(lamp, exposure(lamp, stage), floor_mean, wall_mean, through)
    image = _shell(spec, stage, size, room, lighting, things)
    y, _ = grid(*size)
    away = stage.away(1.0) * (1 - stage.vanish) / (np.maximum(y, stage.far) - stage.vanish)
    near = (1 / away).astype(np.float32)
    # What hangs far behind goes out of focus with the wall; the rest is drawn over that, solids together,
    # since one may stand on the other.
    middle = 1.12 * stage.subject
    far: list[Thing] = [
        thing for thing in things if isinstance(thing, Panel | Ball) and distance(thing) > middle
    ]
    _draw_all(image, near, spec, stage, lighting, far, things)
    image = deep_focus(image, blur_of(spec, stage, 1 / near, view.height))
    _draw_all(image, near, spec, stage, lighting, [thing for thing in things if thing not in far], things)
    standing = room.standing or room.floor
    known = SURFACES[standing[0]]
    ground = Ground(
        vanish=stage.vanish,
        far=stage.far,
        foot=stage.foot if room.stand is None else room.stand.y,
        mirror=known.mirror,
        rough=known.rough,
        shade=shade_of(spec, mean_colour(standing, spec.stream("ground"))),
        wall=stage.far,
        stand=room.stand,
    )
    disparity = np.maximum(near * np.float32(stage.away(1.0)), disparity_of(stage, y))
    image = finished(image, spec.stream("grain"))
    return Painting(image=image, disparity=disparity.astype(np.float32), ground=ground, tint=tint_of(lamp))


def _draw_all(
    image: Array,
    near: Array,
    spec: SceneSpec,
    stage: Stage,
    lighting: Lighting,
    drawn: list[Thing],
    things: list[Thing],
) -> None:
    """Draw these things of the set into the picture."""
    for thing in drawn:
        if isinstance(thing, Solid):
            others = [body for other in things if other is not thing for body in bodies_of(other)]
            above = [body for body in others if body.points[:, 1].max() > thing.high + 1e-4]
            draw(image, near, stage, lighting, thing, above)
        elif isinstance(thing, Panel):
            before = [other for other in things if distance(other) < thing.z - 1e-3]
            bodies = [body for other in before for body in bodies_of(other)]
            size = near.shape[0], near.shape[1]
            dark = face_shadows(stage, bodies, lighting.lamp, size, thing.z) if bodies else None
            draw_panel(image, near, stage, lighting, thing, dark)
        elif isinstance(thing, Ball):
            draw_ball(image, near, stage, lighting, thing)
        else:
            radius = blur_of(spec, stage, np.array([thing.z], np.float32), image.shape[0])
            draw_plant(image, near, stage, lighting, thing, float(radius[0]))


def _shell(
    spec: SceneSpec,
    stage: Stage,
    size: tuple[int, int],
    room: Room,
    lighting: Lighting,
    things: list[Thing],
) -> Array:
    """Wall and floor, lit, with the shadows of the things; linear."""
    toward = lighting.lamp.direction
    above = wall_colours(stage, size, *_seeded(spec, "wall", room.wall), toward, upright=room.upright)
    below = floor_colours(stage, size, *_seeded(spec, "ground", room.floor), toward, Lay(turned=room.turned))
    if "graffiti" in spec.props:
        y, x = grid(*size)
        across, up = stage.on_wall(x, y)
        above = on_wall(above, spec.stream("graffiti"), across, up, 2.3 * stage.across)
    if room.skirting:
        above = skirted(above, stage)
    shadows = None
    bodies = [body for thing in things for body in bodies_of(thing)]
    if bodies:
        floor, wall, around, free = thrown_shadows(stage, bodies, lighting.lamp, size)
        for thing in things:
            if isinstance(thing, Plant):
                wall = wall * wall_shadow(stage, thing, lighting, size)
        shadows = floor, wall, around, free
    lit = illuminate(spec, stage, size, lighting.wall, lighting.floor, shadows=shadows)
    upper, lower = above * lit.wall, below * lit.floor
    known = SURFACES[room.floor[0]]
    y, _ = grid(*size)
    if known.mirror > 0.02:
        lower = sheen(stage, upper, lower, y, known.mirror, known.rough)
    share = np.clip((y - stage.far) * size[0] + 0.5, 0, 1)[..., None]
    return (upper + share * (lower - upper)).astype(np.float32)


def _seeded(spec: SceneSpec, part: str, stuff: Stuff) -> tuple[str, tuple[int, int], str | None]:
    return stuff[0], spec.stream(part), stuff[1]


def skirted(above: Array, stage: Stage) -> Array:
    """The wall's colours with a painted skirting board along its foot."""
    height = above.shape[0]
    _, up = stage.on_wall(np.zeros(height, np.float32), (np.arange(height, dtype=np.float32) + 0.5) / height)
    tall = 0.085 * stage.across
    soft = stage.wall / stage.focal / height
    board = np.clip((tall - up) / soft + 0.5, 0, 1)[:, None, None]
    tone = above.mean((0, 1)) * 0.12 + 0.68
    # Its upper edge catches the light, and throws a thin line of shadow on the wall above it.
    rim = np.exp(-(((up - tall + 0.006) / 0.004) ** 2)) * 0.1
    line = np.exp(-(((up - tall - 0.002) / 0.0025) ** 2)) * 0.25
    groove = np.exp(-(((up - tall + 0.022) / 0.003) ** 2)) * 0.12
    made = above + board * (tone - above)
    return (made * (1 + rim - line - groove)[:, None, None]).astype(np.float32)


def sheen(stage: Stage, upper: Array, lower: Array, y: Array, mirror: float, rough: float) -> Array:
    """The floor with what it mirrors of the wall: more where one looks along it, blurred by ``rough``."""
    height = y.shape[0]
    rows = np.clip(((2 * stage.far - y[:, 0]) * height).astype(np.int32), 0, height - 1)
    turned = softened(upper[rows], 0.012 + 0.07 * rough)
    facing = np.clip(1 - (y - stage.vanish) / stage.focal * 1.6, 0, 1)
    share = np.clip(mirror * (0.35 + 1.3 * facing**2), 0, 0.95)[..., None]
    return (lower * (1 - 0.6 * share) + turned * share * 0.85).astype(np.float32)


def softened(light: Values, soft: float) -> Array:
    """Linear light blurred by ``soft`` heights, wide blurs at reduced size."""
    height, width = light.shape[:2]
    cut = int(np.clip(soft * height / 3, 1, 8))
    small = cv2.resize(light, (max(width // cut, 1), max(height // cut, 1)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(soft * small.shape[0], 0.3), borderType=cv2.BORDER_REFLECT)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
