"""Paper sweeps, gradients, and walls with a floor, as studios build them."""

import numpy as np

from core.scenes.painters.sets import Room, Thing, blur_of, disparity_of, lit_from, shade_of, staged, tint_of
from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.canvas import grid, noise, stream
from core.scenes.parts.illumination import Stage, lamp_of, stage_of
from core.scenes.parts.lens import deep_focus, finished
from core.scenes.parts.panels import Panel, disc_outline
from core.scenes.parts.placed import Plant
from core.scenes.parts.renewed import renewed
from core.scenes.parts.swatches import PAPERS, WALLS, linear, pick, shaded
from core.scenes.parts.sweeps import illuminate_sweep, sweep_profile
from core.scenes.parts.woods import WOODS
from core.scenes.spec import SceneSpec

FOOT = 0.85


def paper(spec: SceneSpec, view: View) -> Painting:
    """A sweep of seamless paper; of two papers where floor and wall have colours of their own."""
    rng = stream(spec, "paper")
    own = pick(rng, PAPERS)
    ground, wall = spec.colours.ground, spec.colours.wall
    if ground and wall and ground != wall:
        return two_papers(spec, view, ground, wall)
    stage = stage_of(spec, view.aspect, FOOT, behind=float(rng.uniform(1.1, 1.9)))
    turn = float(rng.uniform(0.7, 1.2)) * stage.across
    colour = linear(ground or wall or own)
    size = (view.height, view.width)
    light = illuminate_sweep(spec, stage, size, turn, colour)
    y, _ = grid(view.height, view.width)
    fibre = noise(stream(spec, "fibre"), view.height, view.width, 60, 3, gain=0.9)
    cloud = noise(stream(spec, "cloud"), view.height, view.width, 1.5, 3)
    image = light * colour * (1 + 0.006 * fibre + 0.008 * cloud)[..., None]
    _, away, _ = sweep_profile(stage, turn, y[:, :1])
    image = deep_focus(
        image.astype(np.float32), np.broadcast_to(blur_of(spec, stage, away, view.height), y.shape)
    )
    bend = stage.vanish + stage.focal * stage.eye / (stage.wall - 0.4 * turn)
    return Painting(
        image=finished(image, spec.stream("grain")),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=FOOT,
            mirror=0.02,
            rough=0.9,
            shade=shade_of(spec, colour),
            wall=bend,
        ),
        tint=tint_of(lamp_of(spec, stage)),
    )


def two_papers(spec: SceneSpec, view: View, ground: str, wall: str) -> Painting:
    """A paper wall over a paper floor of another colour."""
    stage = stage_of(spec, view.aspect, FOOT)
    return staged(spec, view, stage, Room(wall=("paper", wall), floor=("paper", ground)), [])


def gradient(spec: SceneSpec, view: View) -> Painting:
    """A smooth run of light: a pool behind the subject that falls off to the corners, floor and wall one."""
    rng = stream(spec, "gradient")
    wall = spec.colours.wall or spec.colours.ground or pick(rng, PAPERS)
    below = linear(spec.colours.ground or shaded(wall, 0.82))
    above = linear(wall)
    stage = stage_of(spec, view.aspect, FOOT, behind=1.2)
    lamp = lamp_of(spec, stage)
    y, x = grid(view.height, view.width)
    side = float(np.clip(lamp.toward[0], -0.9, 0.9))
    at = (view.aspect / 2 + 0.32 * side * view.aspect, 0.46 - 0.22 * lamp.toward[1])
    reach = float(rng.uniform(0.55, 0.8)) * (1.15 - 0.35 * spec.light.hardness)
    pool = np.exp(-(((x - at[0]) / (reach * 1.1)) ** 2 + ((y - at[1]) / reach) ** 2))
    turn = 1 / (1 + np.exp(-(y - 0.66) / 0.07))
    floor = 0.78 + 0.25 * np.exp(-(((x - view.aspect / 2 - 0.1 * side) / 0.7) ** 2)) * np.clip(
        (y - 0.5) * 2, 0, 1
    )
    bright = np.mean(np.array(lamp.fill) + np.array(lamp.key) * 0.5) * lamp.bright
    level = (0.52 + 0.62 * pool) * (1 - turn) + floor * turn * (0.86 + 0.2 * pool)
    colour = above * (1 - turn[..., None]) + below * turn[..., None]
    key = np.array(lamp.key) * 0.6 + np.array(lamp.fill)
    image = colour * (level * (0.6 + 0.45 * bright))[..., None] * (key / key.mean()).astype(np.float32)
    return Painting(
        image=finished(image.astype(np.float32), spec.stream("grain"), 0.1),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish, far=stage.far, foot=FOOT, mirror=0.03, rough=0.8, shade=shade_of(spec, below)
        ),
        tint=tint_of(lamp),
    )


def wall_and_floor(spec: SceneSpec, view: View) -> Painting:
    """A wall of some material over a floor of another."""
    stage = stage_of(spec, view.aspect, FOOT)
    rng = stream(spec, "materials")
    ground, wall = spec.materials.ground or spec.place.grounds[0], spec.materials.wall or spec.place.walls[0]
    own_wall = pick(rng, WALLS if spec.light.pattern == "none" else WALLS[:9])
    own_ground = shaded(spec.colours.wall or own_wall, float(rng.uniform(0.82, 1.02)))
    plain = ("paint", "plaster", "paper", "carpet", "linen")
    wall_colour = spec.colours.wall or (own_wall if wall in ("paint", "plaster") else None)
    ground_colour = spec.colours.ground or (own_ground if ground in plain else None)
    upright, turned = bool(rng.random() < 0.5), bool(rng.random() < 0.35)
    room = Room(
        wall=(renewed(spec, wall), wall_colour),
        floor=(renewed(spec, ground), ground_colour),
        upright=upright and wall in WOODS,
        turned=turned,
        skirting="skirting" in spec.props,
    )
    return staged(spec, view, stage, room, furnished(spec, stage))


def furnished(spec: SceneSpec, stage: Stage) -> list[Thing]:
    """The spec's props: a picture on the wall, plants at the sides."""
    unit, made = stage.across, list[Thing]()
    rng = stream(spec, "props")
    side = int(rng.choice([-1, 1]))
    if "frame" in spec.props:
        made += picture(spec, stage, -side * float(rng.uniform(0.38, 0.5)) * unit)
    if "plant" in spec.props:
        z = stage.subject + 0.55 * (stage.wall - stage.subject)
        x = side * 0.56 * unit * z / stage.subject * min(stage.aspect, 1.4)
        made.append(Plant("plant", spec.stream("plant"), x, z, 0.95 * unit, lit_from(spec)))
    if "branch" in spec.props:
        z = stage.subject + 0.3 * (stage.wall - stage.subject)
        x = -side * 0.45 * unit * z / stage.subject * min(stage.aspect, 1.4)
        made.append(Plant("branch", spec.stream("branch"), x, z, 0.7 * unit, lit_from(spec)))
    return made


def picture(spec: SceneSpec, stage: Stage, x: float) -> list[Thing]:
    """A framed print on the wall: frame, mount, and two quiet shapes."""
    rng = stream(spec, "frame")
    unit = stage.across
    half, tall = float(rng.uniform(0.17, 0.24)) * unit, float(rng.uniform(0.23, 0.32)) * unit
    z = stage.wall - 0.02
    # Whole in view, wherever the camera's horizon is.
    middle = min(0.9 * unit, stage.eye + stage.vanish * z / stage.focal - tall - 0.1 * unit)
    wood = str(rng.choice(["oak", "walnut", "black wood"]))
    tone = spec.colours.accent or pick(rng, PAPERS)
    made: list[Thing] = []
    for inset, name, colour, deep in (
        (0.0, wood, None, 0.02),
        (0.016 * unit, "paper", "#efece6", 0.004),
        (0.062 * unit, "paper", shaded(tone, 0.9), 0.001),
    ):
        w, h = half - inset, tall - inset
        corners = np.array(
            [[x + w, middle - h], [x + w, middle + h], [x - w, middle + h], [x - w, middle - h]]
        )
        made.append(Panel(corners.astype(np.float32), z, deep, name, spec.stream("frame"), colour))
        z -= 0.001
    shape = disc_outline(x, middle - 0.2 * tall, 0.5 * half)
    made.append(Panel(shape, z, 0.0, "paper", spec.stream("frame"), shaded(tone, 0.62)))
    return made
