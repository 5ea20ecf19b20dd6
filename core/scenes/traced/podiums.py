"""Podiums, steps and arches, traced."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.painters.podiums import LEAST_EYE, decor, setting_of
from core.scenes.painting import Stand
from core.scenes.parts.canvas import stream
from core.scenes.parts.illumination import stage_of
from core.scenes.spec import SceneSpec
from core.scenes.traced import furnishing, meshes
from core.scenes.traced.materials import Material
from core.scenes.traced.meshes import Mesh
from core.scenes.traced.props import shapes_of
from core.scenes.traced.sets import Camera, Shot, Stage
from core.scenes.traced.studio import ground_of, lamps

FOOT = 0.87


def camera(spec: SceneSpec, aspect: float) -> Camera:
    """The camera of the painted podiums."""
    stage = stage_of(spec, aspect, FOOT, eye=LEAST_EYE)
    return Camera(stage.vanish, stage.focal)


def setting(shot: Shot) -> tuple[Material, Material, Material]:
    """Materials of the wall, the floor and what stands there."""
    made = setting_of(shot.spec)
    return (
        shot.material("wall", *made.wall),
        shot.material("ground", *made.floor),
        shot.material("solid", *made.solid),
    )


def taken_by(solids: list[Mesh]) -> tuple[tuple[float, float, float], ...]:
    """Discs (x, z, radius) on the floor that cover where the solids stand."""
    made: list[tuple[float, float, float]] = []
    for mesh in solids:
        low, high = mesh.points[:, [0, 2]].min(0), mesh.points[:, [0, 2]].max(0)
        deep = float(high[1] - low[1])
        count = max(1, round(float(high[0] - low[0]) / max(deep, 0.05)))
        half = float(high[0] - low[0]) / count / 2
        made += [
            (float(low[0]) + half * (2 * k + 1), float(low[1] + high[1]) / 2, max(half, deep / 2) * 1.05)
            for k in range(count)
        ]
    return tuple(made)


def built(shot: Shot, solids: list[Mesh], level: float, behind: float, stand: Stand | None) -> Stage:
    """The solids on a floor at height ``level`` before a wall at z = ``behind``, curved into it where both
    are paper."""
    wall, floor, solid = setting(shot)
    things: dict[str, Any] = {}
    if wall.name == "paper":
        bend = float(shot.random("bend").uniform(0.3, 0.7))
        paper = meshes.sweep(4.0, -behind - bend, bend, 6.0, 8.0, wall.tile).moved(0, level, 0)
        things["sweep"] = paper.shape("sweep", wall.bsdf())
    else:
        flat = meshes.floor(4.0, -behind, 7.0, floor.tile, level)
        things["floor"] = flat.shape("floor", floor.bsdf())
        things["wall"] = meshes.wall(behind, level, 6.0, 7.0, wall.tile).shape("wall", wall.bsdf())
    bsdf = solid.bsdf()
    for number, mesh in enumerate(solids):
        things[f"solid{number}"] = mesh.shape(f"solid{number}", bsdf)
    stage = stage_of(shot.spec, shot.lens.view.aspect, FOOT, behind=1.0, eye=LEAST_EYE)
    things |= shapes_of(decor(shot.spec, stage, setting_of(shot.spec)), shot, stage, level)
    area = furnishing.Area(level, behind, shot.lens.behind(0.97), taken_by(solids))
    things |= furnishing.shapes_of(shot, area)
    lit, mix = lamps(shot, behind, level)
    far = shot.lens.row(level, behind)
    known = solid.name if stand is not None else floor.name
    ground = ground_of(shot, known, far, far)
    return Stage(
        things=things, lamps=lit, ground=replace(ground, stand=stand), tint=mix.tint, brightness=mix.bright
    )


def seen_stand(shot: Shot, middle: float, half: float, near: float, far: float, *, round_: bool) -> Stand:
    """The upper surface of a solid as it is seen in the picture."""
    lens = shot.lens
    z = (near + far) / 2
    scale = lens.away / (lens.away - z)
    front, back = lens.row(0, near), lens.row(0, far)
    return Stand(
        x=lens.view.aspect / 2 + middle * scale,
        y=(front + back) / 2,
        half=half * scale,
        deep=(front - back) / 2,
        round=round_,
    )


def podium(shot: Shot) -> Stage:
    """A round or square podium of one or two tiers, now and then with a higher one behind it."""
    spec, feet = shot.spec, shot.footprint
    rng = stream(spec, "podium")
    square = "square" in spec.props
    wide, tall = float(rng.uniform(0.25, 0.33)), float(rng.uniform(0.07, 0.16))
    turn = float(rng.choice([0.0, rng.uniform(-0.5, 0.5)]))
    kind = int(rng.choice([0, 1, 2], p=[0.5, 0.25, 0.25]))
    deep = feet.near - feet.far
    wide = max(wide, 1.12 * float(np.hypot(feet.half, deep / 2 * 0.8)) + 0.03)
    z = (feet.near + feet.far) / 2
    _, _, solid = setting(shot)
    solids: list[Mesh] = []

    def block(half: float, low: float, high: float, x: float, at: float) -> Mesh:
        if square:
            made = meshes.box((-half, low - high, -half * 0.85), (half, 0.0, half * 0.85), solid.tile, 0.008)
            return made.turned(turn).moved(x, high, at)
        return meshes.drum(half, high - low, solid.tile).moved(x, high, at)

    level = -tall
    if kind == 1:
        level = -tall * 1.45
        solids.append(block(wide * 1.28, level, -tall * 0.9, feet.middle, z))
        solids.append(block(wide, -tall * 0.9, 0.0, feet.middle, z))
    else:
        solids.append(block(wide, level, 0.0, feet.middle, z))
    if kind == 2:
        side, back = float(rng.choice([-1, 1])), float(rng.uniform(0.16, 0.24))
        high = tall * float(rng.uniform(1.5, 2.4)) + level
        solids.append(block(back, level, high, feet.middle + side * wide * 1.25, z - wide - back))
    behind = min(-1.1, z - wide - 0.35 - 0.6 * (kind == 2)) - float(shot.random("room").uniform(0, 0.5))
    stand = seen_stand(shot, feet.middle, wide, z + wide, z - wide, round_=not square)
    return built(shot, solids, level, behind, stand)


def steps(shot: Shot) -> Stage:
    """Steps across the middle; the subject stands on the lowest."""
    rng, feet = stream(shot.spec, "steps"), shot.footprint
    count = int(rng.integers(2, 5))
    rise, tread = float(rng.uniform(0.07, 0.12)), float(rng.uniform(0.24, 0.34))
    half, lean = float(rng.uniform(0.34, 0.7)), float(rng.choice([-1, 0, 1])) * 0.1
    half = max(half, feet.half + 0.08)
    _, _, solid = setting(shot)
    front, back = feet.near + 0.07, feet.far - 0.05
    back = min(back, front - tread)
    solids = []
    for index in range(count):
        near = front if index == 0 else back - tread * (index - 1)
        wide = half * (1 - 0.08 * index)
        x = feet.middle + lean * index
        far = back - tread * (count - 1)
        solids.append(meshes.box((x - wide, -rise, far), (x + wide, index * rise, near), solid.tile, 0.006))
    behind = back - tread * (count - 1) - float(shot.random("room").uniform(0.15, 0.7))
    stand = seen_stand(shot, feet.middle, half, front, back, round_=False)
    return built(shot, solids, -rise, behind, stand)


def arch(shot: Shot) -> Stage:
    """An arch behind the subject, or two solid ones behind one another; with ``steps``, on a low base. They
    are as large as the painted ones, or larger for a wide subject."""
    spec, rng, feet = shot.spec, stream(shot.spec, "arch"), shot.footprint
    half, spring = float(rng.uniform(0.25, 0.3)), float(rng.uniform(0.34, 0.44))
    grown = max(1.0, (feet.half + 0.03) / half, (feet.top - half * 0.6) / spring)
    _, _, solid = setting(shot)
    level = -0.12 if "steps" in spec.props else 0.0
    back = min(feet.far - 0.08, 0.0)
    x = feet.middle
    solids: list[Mesh] = []
    if rng.random() < 0.6:
        band, deep = float(rng.uniform(0.08, 0.14)), float(rng.uniform(0.14, 0.24))
        ring = meshes.arch(half * grown, band, spring * grown, deep, solid.tile)
        solids.append(ring.moved(x, level, min(-0.34, back - 0.1)))
    else:
        side = float(rng.choice([-1, 1]))
        for shift, wide, high, z in ((0.3, 0.95, 1.25, -0.62), (-0.1, 0.95, 0.85, -0.4)):
            outline = meshes.arch_outline(half * wide * grown, spring * high * grown)
            leaf = meshes.plate(outline, 0.08, solid.tile)
            solids.append(leaf.moved(x + side * shift * grown, level, min(z, back + z + 0.34)))
    front = feet.near + 0.08
    if level:
        wide = max(half * 1.5, feet.half + 0.1)
        low = meshes.box((x - wide, level, back - 0.1), (x + wide, level / 2, front + 0.12), solid.tile)
        top = meshes.box((x - wide * 0.75, level / 2, back - 0.1), (x + wide * 0.75, 0.0, front), solid.tile)
        solids += [low, top]
    behind = min(-0.9, back - 0.62) - float(shot.random("room").uniform(0.15, 0.6))
    stand = seen_stand(shot, x, half * 1.1, front, back - 0.1, round_=False)
    return built(shot, solids, level, behind, stand if level else None)
