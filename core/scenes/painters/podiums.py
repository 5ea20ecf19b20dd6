"""Podiums, steps and arches on a floor before a wall, as product photographs have them."""

from dataclasses import dataclass

import numpy as np

from core.scenes.painters.studio import blur_of, disparity_of, mean_colour, shade_of, tint_of
from core.scenes.painting import Ground, Painting, Stand, View
from core.scenes.parts.canvas import Array, Random, grid, stream
from core.scenes.parts.illumination import Stage, exposure, illuminate, lamp_of, stage_of
from core.scenes.parts.laying import floor_colours, wall_colours
from core.scenes.parts.lens import deep_focus, finished
from core.scenes.parts.prisms import Lighting, Solid, circle, draw, rectangle
from core.scenes.parts.shadows import Body, thrown_shadows
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.swatches import PAPERS, pick, shaded
from core.scenes.spec import SceneSpec

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
    stage = stage_of(spec, view.aspect, 0.87)
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
        side = float(rng.choice([-1, 1]))
        back = float(rng.uniform(0.16, 0.24)) * unit
        solids.append(
            Solid(
                circle(side * wide * 1.25, z + wide * 1.0, back),
                0,
                tall * float(rng.uniform(1.5, 2.4)),
                name,
                seed,
                colour,
            )
        )
    if kind == 1:
        base = wide * 1.28
        solids.append(Solid(_outline(square, base, z, turn), 0, tall * 0.45, name, seed, colour))
        solids.append(Solid(_outline(square, wide, z, turn), tall * 0.45, tall, name, seed, colour))
    else:
        solids.append(Solid(_outline(square, wide, z, turn), 0, tall, name, seed, colour))
    return built(spec, view, stage, setting, solids, len(solids) - 1)


def _outline(square: bool, wide: float, z: float, turn: float) -> Array:
    return rectangle(0, z, wide, wide * 0.8, turn, 0.012) if square else circle(0, z, wide)


def steps(spec: SceneSpec, view: View) -> Painting:
    """Steps across the middle, lower ones in front; a subject stands on the lowest or the second."""
    stage = stage_of(spec, view.aspect, 0.87, behind=1.0)
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
    return built(spec, view, stage, setting, solids, 0)


def built(
    spec: SceneSpec, view: View, stage: Stage, setting: Setting, solids: list[Solid], stand: int
) -> Painting:
    """The set with its solids (from the far and low ones on); the subject stands on solid ``stand``."""
    size = (view.height, view.width)
    lamp = lamp_of(spec, stage)
    wall_seed, floor_seed = spec.stream("wall"), spec.stream("ground")
    above = wall_colours(stage, size, setting.wall[0], wall_seed, setting.wall[1], lamp.direction)
    below = floor_colours(stage, size, setting.floor[0], floor_seed, setting.floor[1], lamp.direction)
    wall_mean = mean_colour(setting.wall[0], wall_seed, setting.wall[1])
    floor_mean = mean_colour(setting.floor[0], floor_seed, setting.floor[1])
    bodies = [solid.body for solid in solids]
    lit = illuminate(
        spec, stage, size, wall_mean, floor_mean, shadows=thrown_shadows(stage, bodies, lamp, size)
    )
    y, _ = grid(view.height, view.width)
    share = np.clip((y - stage.far) * view.height + 0.5, 0, 1)[..., None]
    image = above * lit.wall + share * (below * lit.floor - above * lit.wall)
    away = stage.away(1.0) * (1 - stage.vanish) / (np.maximum(y[:, :1], stage.far) - stage.vanish)
    radius = np.broadcast_to(blur_of(spec, stage, away, view.height), y.shape)
    image = deep_focus(image.astype(np.float32), radius)
    near = np.broadcast_to(1 / away, y.shape).astype(np.float32).copy()
    lighting = Lighting(lamp, exposure(lamp, stage), floor_mean, wall_mean)
    for index, solid in enumerate(solids):
        draw(image, near, stage, lighting, solid, standing_on(solid, bodies[index + 1 :]))
    nearest = stage.away(1.0)
    known = SURFACES[solids[stand].name]
    place = stand_of(stage, solids[stand], solids[stand + 1] if stand + 1 < len(solids) else None)
    return Painting(
        image=finished(image, spec.stream("grain")),
        disparity=np.maximum(near * nearest, disparity_of(stage, y)).astype(np.float32),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=place.y,
            mirror=known.mirror,
            rough=known.rough,
            shade=shade_of(spec, mean_colour(solids[stand].name, solids[stand].seed, solids[stand].colour)),
            wall=stage.far,
            stand=place,
        ),
        tint=tint_of(lamp),
    )


def standing_on(solid: Solid, others: list[Body]) -> list[Body]:
    """Those bodies that rise above the solid's top."""
    return [body for body in others if body.points[:, 1].max() > solid.high + 1e-4]


def stand_of(stage: Stage, solid: Solid, next_: Solid | None) -> Stand:
    """Where a subject stands on a solid's top: its middle, or before the one that rises from it."""
    outline = solid.outline
    front, back = float(outline[:, 1].min()), float(outline[:, 1].max())
    if (
        next_ is not None
        and float(next_.outline[:, 1].min()) > front + 1e-3
        and next_.low >= solid.high - 1e-3
    ):
        back = float(next_.outline[:, 1].min())
    middle, half = float(outline[:, 0].mean()), float(np.ptp(outline[:, 0])) / 2
    points = np.array(
        [[middle, solid.high, front], [middle, solid.high, back], [middle, solid.high, (front + back) / 2]],
        np.float32,
    )
    seen = stage.project(points)
    wide = half * stage.focal / ((front + back) / 2)
    return Stand(
        x=float(seen[2, 0]),
        y=float(seen[2, 1]),
        half=wide,
        deep=float(seen[0, 1] - seen[1, 1]) / 2,
        round=len(outline) > 100,
    )


def scattered(rng: Random) -> float:
    """A share of the width off the middle third, either side."""
    return float(rng.choice([-1, 1]) * rng.uniform(0.3, 0.46))
