"""Podiums, steps and arches on a floor before a wall, as product photographs have them."""

from dataclasses import dataclass

import numpy as np

from core.scenes.painters.sets import Room, Thing, distance, lit_from, staged
from core.scenes.painting import Painting, Stand, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.illumination import Stage, stage_of
from core.scenes.parts.panels import Ball, Panel, arch_outline, disc_outline, ring_outline
from core.scenes.parts.placed import Plant
from core.scenes.parts.prisms import Solid, circle, rectangle
from core.scenes.parts.swatches import PAPERS, pick, shaded
from core.scenes.spec import SceneSpec

LEAST_EYE = 0.42
"""How high the camera is at least, in picture heights: the tops of what stands there are to be seen."""
PLAIN = ("paint", "plaster", "paper", "concrete")


@dataclass(frozen=True)
class Setting:
    """Materials and colours of a set: each (material, colour)."""

    wall: tuple[str, str | None]
    floor: tuple[str, str | None]
    solid: tuple[str, str | None]


def setting_of(spec: SceneSpec) -> Setting:
    """Wall, floor and what stands there: by the spec, otherwise in one family of colours by the seed."""
    rng = stream(spec, "colours")
    own = pick(rng, PAPERS)
    lighter, floor_by = float(rng.uniform(1.02, 1.16)), float(rng.uniform(0.9, 1.04))
    wall = spec.colours.wall or own
    floor = shaded(wall, floor_by)
    material = spec.materials.ground or spec.place.grounds[0]
    made = spec.colours.ground
    if made is None and material in PLAIN:
        made = shaded(wall, lighter)
    return Setting(
        wall=(spec.materials.wall or "paper", wall),
        floor=("paper" if (spec.materials.wall or "paper") == "paper" else "plaster", floor),
        solid=(material, made),
    )


def podium(spec: SceneSpec, view: View) -> Painting:
    """A round or square podium of one or two tiers, now and then with lower ones beside it."""
    stage = stage_of(spec, view.aspect, 0.87, eye=LEAST_EYE)
    rng = stream(spec, "podium")
    setting = setting_of(spec)
    unit = stage.across
    square = "square" in spec.props
    wide, tall = float(rng.uniform(0.25, 0.33)) * unit, float(rng.uniform(0.07, 0.16)) * unit
    turn = float(rng.choice([0.0, rng.uniform(-0.5, 0.5)]))
    kind = int(rng.choice([0, 1, 2], p=[0.5, 0.25, 0.25]))
    z = stage.subject + 0.04 * unit
    name, colour = setting.solid
    seed = spec.stream("solid")
    solids: list[Solid] = []
    if kind == 2:
        side, high = float(rng.choice([-1, 1])), tall * float(rng.uniform(1.5, 2.4))
        beside = circle(side * wide * 1.25, z + wide, float(rng.uniform(0.16, 0.24)) * unit)
        solids.append(Solid(beside, 0, high, name, seed, colour))
    if kind == 1:
        base = wide * 1.28
        solids.append(Solid(_outline(square, base, z, turn), 0, tall * 0.45, name, seed, colour))
        solids.append(Solid(_outline(square, wide, z, turn), tall * 0.45, tall, name, seed, colour))
    else:
        solids.append(Solid(_outline(square, wide, z, turn), 0, tall, name, seed, colour))
    return painted(spec, view, stage, setting, list[Thing](solids), solids[-1])


def _outline(square: bool, wide: float, z: float, turn: float) -> Array:
    return rectangle(0, z, wide, wide * 0.8, turn, 0.012) if square else circle(0, z, wide)


def steps(spec: SceneSpec, view: View) -> Painting:
    """Steps across the middle, lower ones in front; a subject stands on the lowest or the second."""
    stage = stage_of(spec, view.aspect, 0.87, behind=1.0, eye=LEAST_EYE)
    rng = stream(spec, "steps")
    setting = setting_of(spec)
    unit = stage.across
    count = int(rng.integers(2, 5))
    rise, tread = float(rng.uniform(0.07, 0.12)) * unit, float(rng.uniform(0.24, 0.34)) * unit
    half, lean = float(rng.uniform(0.34, 0.7)) * unit, float(rng.choice([-1, 0, 1])) * 0.1 * unit
    round_ = bool(rng.random() < 0.3)
    front = stage.subject - tread * 0.5
    name, colour = setting.solid
    seed = spec.stream("solid")
    solids: list[Solid] = []
    for index in range(count):
        near, wide = front + index * tread, half * (1 - 0.08 * index)
        far = front + count * tread
        middle, deep = (near + far) / 2, (far - near) / 2
        if round_:
            outline = circle(lean * index, far, wide * (1 - 0.13 * index))
        else:
            outline = rectangle(lean * index, middle, wide, deep, 0.0, 0.006)
        solids.append(Solid(outline, index * rise, (index + 1) * rise, name, seed, colour))
    return painted(spec, view, stage, setting, list[Thing](solids), solids[0])


def arch(spec: SceneSpec, view: View) -> Painting:
    """An arch to stand in, or two solid ones behind one another; with ``steps``, on a low base."""
    stage = stage_of(spec, view.aspect, 0.87, behind=0.9, eye=LEAST_EYE)
    rng = stream(spec, "arch")
    setting = setting_of(spec)
    unit, (name, colour), seed = stage.across, setting.solid, spec.stream("solid")
    half, spring = float(rng.uniform(0.25, 0.3)) * unit, float(rng.uniform(0.34, 0.44)) * unit
    accent = spec.colours.accent
    things: list[Thing] = []
    if rng.random() < 0.6:
        z, band = stage.subject + 0.34 * unit, float(rng.uniform(0.08, 0.14)) * unit
        outline = ring_outline(0, half, spring, band)
        things.append(Panel(outline, z, float(rng.uniform(0.14, 0.24)) * unit, name, seed, accent or colour))
    else:
        side = float(rng.choice([-1, 1]))
        far = arch_outline(side * 0.3 * unit, half * 0.95, spring * 1.25)
        near = arch_outline(-side * 0.1 * unit, half * 0.95, spring * 0.85)
        tone = accent or shaded(spec.colours.wall or colour or "#d8cfc2", 0.9)
        things.append(Panel(far, stage.subject + 0.62 * unit, 0.08 * unit, "paint", seed, tone))
        things.append(Panel(near, stage.subject + 0.4 * unit, 0.08 * unit, name, seed, colour))
    stand = None
    if "steps" in spec.props:
        wide, deep = half * 1.5, 0.22 * unit
        low = rectangle(0, stage.subject, wide, deep, 0.0, 0.006)
        things.append(Solid(low, 0, 0.06 * unit, name, seed, colour))
        upper = rectangle(0, stage.subject + 0.06 * unit, wide * 0.75, deep * 0.7, 0.0, 0.006)
        stand = Solid(upper, 0.06 * unit, 0.12 * unit, name, seed, colour)
        things.append(stand)
    return painted(spec, view, stage, setting, things, stand)


def painted(
    spec: SceneSpec, view: View, stage: Stage, setting: Setting, things: list[Thing], stand: Solid | None
) -> Painting:
    """The set with its things (from the far and low ones on) and props; the subject stands on ``stand``."""
    props = decor(spec, stage, setting)
    place = None
    if stand is not None:
        above = [thing for thing in things if isinstance(thing, Solid) and thing.low >= stand.high - 1e-3]
        place = stand_of(stage, stand, above[0] if above else None)
    known = (stand.name, stand.colour) if stand is not None else setting.floor
    return staged(
        spec,
        view,
        stage,
        Room(wall=setting.wall, floor=setting.floor, standing=known, stand=place),
        [*props, *things],
    )


def decor(spec: SceneSpec, stage: Stage, setting: Setting) -> list[Thing]:
    """The spec's props beside what stands in the middle."""
    unit, made = stage.across, list[Thing]()
    rng = stream(spec, "decor")
    side = int(rng.choice([-1, 1]))
    accent = spec.colours.accent or shaded(setting.wall[1] or "#d8cfc2", 0.86)
    if "disc" in spec.props:
        radius = float(rng.uniform(0.3, 0.38)) * unit
        outline = disc_outline(side * 0.08 * unit, radius * float(rng.uniform(1.0, 1.35)), radius)
        z = stage.subject + 0.5 * unit
        made.append(Panel(outline, z, 0.03 * unit, "paint", spec.stream("disc"), accent))
    if "plant" in spec.props:
        z = stage.subject + (0.42 if spec.kind != "steps" else 1.1) * unit
        made.append(
            Plant(
                "plant",
                spec.stream("plant"),
                side * 0.5 * unit * z / stage.subject,
                z,
                0.8 * unit,
                lit_from(spec),
            )
        )
    if "branch" in spec.props:
        z = stage.subject + (0.25 if spec.kind != "steps" else 1.15) * unit
        made.append(
            Plant(
                "branch",
                spec.stream("branch"),
                -side * 0.43 * unit * z / stage.subject,
                z,
                0.6 * unit,
                lit_from(spec),
            )
        )
    if "spheres" in spec.props:
        for index in range(int(rng.integers(2, 5))):
            radius = float(rng.uniform(0.022, 0.055)) * unit
            x = float(rng.choice([-1, 1]) * rng.uniform(0.37, 0.46)) * unit
            z = stage.subject + float(rng.uniform(-0.12, 0.3) if spec.kind != "steps" else -0.3) * unit
            tone = accent if index % 2 else setting.solid[1] or accent
            made.append(Ball((x, radius, z), radius, tone))
    made.sort(key=lambda thing: -distance(thing))
    return made


def stand_of(stage: Stage, solid: Solid, next_: Solid | None) -> Stand:
    """Where a subject stands on a solid's top: its middle, or before the one that rises from it."""
    outline = solid.outline
    front, back = float(outline[:, 1].min()), float(outline[:, 1].max())
    if next_ is not None and float(next_.outline[:, 1].min()) > front + 1e-3:
        back = float(next_.outline[:, 1].min())
    middle, half = float(outline[:, 0].mean()), float(np.ptp(outline[:, 0])) / 2
    depths = (front, back, (front + back) / 2)
    seen = stage.project(np.array([[middle, solid.high, z] for z in depths], np.float32))
    wide = half * stage.focal / ((front + back) / 2)
    return Stand(
        x=float(seen[2, 0]),
        y=float(seen[2, 1]),
        half=wide,
        deep=float(seen[0, 1] - seen[1, 1]) / 2,
        round=len(outline) > 100,
    )
