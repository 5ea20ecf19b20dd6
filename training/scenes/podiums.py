"""Podiums, pedestals and steps before coloured walls with arches and discs, as product photos have them."""

import numpy as np

from core.scenes.painting import Stand
from core.scenes.parts.camera import lens_blur
from core.scenes.parts.canvas import Array, Random, blur, grid, jitter, ramp, rgb
from training.scenes.captioned import Scene
from training.scenes.lighting import enough, is_pale, light, light_kind
from training.scenes.palette import an, pick_colour, say, two
from training.scenes.solids import Camera, cover, disc_outline, shadow, solid, square_outline
from training.scenes.textures import boards, marble, speckle

SHAPES = {
    "round": (
        "round podium",
        "cylinder podium",
        "circular podium",
        "round pedestal",
        "round display stand",
        "podium",
    ),
    "square": (
        "square podium",
        "block podium",
        "pedestal",
        "square pedestal",
        "cube podium",
        "plinth",
        "podium",
    ),
    "steps": (
        "stepped podium",
        "two-tier podium",
        "tiered podium",
        "round steps",
        "podium with steps",
        "podium",
    ),
    "group": (
        "podiums",
        "group of podiums",
        "podiums of different heights",
        "display stands",
        "set of pedestals",
    ),
}
STUFF = {
    "white marble": ("ebe9e6", "a2a3a8"),
    "black marble": ("1b1b1e", "8e8b86"),
    "concrete": ("a5a39f", "8a8885"),
    "stone": ("b5ab9b", "8d8374"),
    "oak": ("bd9263", "8a6238"),
    "walnut": ("6a4931", "3a2517"),
    "wooden": ("c49a68", "93693c"),
}
LOWEST_TOP = 0.94
"""Row, as a share of the height, below which no podium's top has its middle, most none of it."""


def stuff(rng: Random, like: tuple[str, Array], size: int) -> tuple[str, Array, Array | None]:
    """What a podium is made of: name, colour, texture (relative to the colour) or None."""
    draw = rng.random()
    if draw < 0.35:
        return like[0], np.clip(like[1] * rng.uniform(0.97, 1.06), 0, 1), None
    if draw < 0.75:
        name, colour = pick_colour(rng, unlike=like[1])
        return say(rng, name), colour, None
    name = str(rng.choice(list(STUFF)))
    base, other = (jitter(rng, rgb(code), 0.03) for code in STUFF[name])
    if "marble" in name:
        texture = marble(rng, size, base, other)
    elif name in ("concrete", "stone"):
        texture = speckle(rng, size, base, other, name)
    else:
        texture = boards(rng, size, base, other, 1)
    return name, base, texture / (base + 0.02)


def arches(
    rng: Random, image: Array, camera: Camera, wall: Array, foot: float
) -> tuple[str | None, str, Array]:
    """An arch or a disc on the wall, a soft shadow beside it: its kind, its colour's name, its colour."""
    kind = str(rng.choice(["arch", "disc", "none"], p=[0.12, 0.06, 0.82]))
    if kind == "none":
        return None, "", wall
    name, colour = (
        pick_colour(rng, unlike=wall)
        if rng.random() < 0.6
        else ("", np.clip(wall * rng.choice([0.85, 1.12]), 0, 1))
    )
    x, wide = camera.middle + rng.normal(0, 0.02), rng.uniform(0.26, 0.34)
    turn = np.linspace(np.pi, 2 * np.pi if kind == "arch" else 3 * np.pi, 60)
    rise = foot - rng.uniform(0.22, 0.4) if kind == "arch" else foot - wide * rng.uniform(0.5, 1.1)
    points = np.stack([x + wide * np.cos(turn), rise + wide * np.sin(turn)], 1)
    if kind == "arch":
        points = np.concatenate([points, [[x + wide, foot], [x - wide, foot]]])
    share = cover(points.astype(np.float32), camera)
    moved = blur(
        cover(np.float32(points + np.array([rng.choice([-1, 1]) * 0.015, 0.02])), camera),
        camera.height * 0.018,
    )
    image *= (1 - 0.22 * moved * (1 - share))[..., None]
    image += share[..., None] * (colour - image)
    return kind, say(rng, name) if name else "", colour


def standing(rng: Random, camera: Camera, shape: str, foot: float) -> list[tuple[Array, float, float]]:
    """The solids of a podium whose middle stands at row ``foot``: (outline, from, up to), far ones first."""
    tall, share = rng.uniform(0.12, 0.2), rng.uniform(0.3, 0.46)
    # Its top lies within the frame, most of the time all of it: a podium is there to be seen.
    whole = rng.random() < 0.85
    lowest = (LOWEST_TOP - camera.vanish) * (1 - share / camera.focal if whole else 1)
    away = max(camera.away(foot), camera.focal * (1 - tall) / lowest)
    wide = share * away / camera.focal
    turn = 0.0 if rng.random() < 0.8 else rng.uniform(-0.5, 0.5)
    if shape == "square":
        return [(square_outline(0, away, wide, wide * rng.uniform(0.7, 1), turn), 0, tall)]
    if shape == "steps":
        low = tall * rng.uniform(0.45, 0.55)
        return [(disc_outline(0, away, wide * 1.25), 0, low), (disc_outline(0, away, wide * 0.85), low, tall)]
    main = [(disc_outline(0, away, wide), 0.0, tall)]
    if shape == "group":
        for side in (-1, 1)[: int(rng.integers(1, 3))]:
            back, at, up = (
                away + wide * rng.uniform(0.9, 1.6),
                side * wide * rng.uniform(1.3, 1.9),
                rng.uniform(0.1, 0.45),
            )
            half = wide * rng.uniform(0.4, 0.7)
            made = (
                disc_outline(at, back, half)
                if rng.random() < 0.6
                else square_outline(at, back, half, half, turn)
            )
            main.insert(0, (made, 0.0, up))
    return main


def decorate(
    rng: Random, image: Array, depth: Array, camera: Camera, foot: float, colour: Array, side: float
) -> None:
    """A few balls on the floor beside the podium."""
    y, x = grid(camera.height, camera.width)
    for _ in range(int(rng.integers(1, 4))):
        size = rng.uniform(0.02, 0.06)
        at, ground = (
            camera.middle + rng.choice([-1, 1]) * rng.uniform(0.36, 0.5),
            foot + rng.uniform(-0.05, 0.1),
        )
        u, v = (x - at) / size, (y - ground + size * 0.85) / size
        inside = ramp(1 - u * u - v * v, 0, 0.1)
        dark = np.exp(-(((x - at) / size / 1.3) ** 2) - ((y - ground) / size / 0.5) ** 2) * 0.4
        image *= (1 - dark * (1 - inside))[..., None]
        shade = 0.72 + 0.3 * np.clip(-0.7 * v + 0.5 * side * u + 0.3, -0.6, 1)
        image += inside[..., None] * (np.clip(colour, 0, 1) * shade[..., None] - image)
        depth[inside > 0.5] = (ground - camera.vanish) / camera.focal


def words(shape: str, kind: str | None, wall: str, made: str, arch: str) -> list[str]:
    """Wordings of a podium of something before a wall of some colour."""
    phrases = []
    for name in SHAPES[shape]:
        thing = f"{made} {name}"
        phrases += [thing, f"{thing} on a {wall} background", f"{wall} background with {an(thing)}"]
        phrases += [*two(f"{wall} wall", thing)[:4], f"{thing}, {wall} studio", f"{thing}, {wall} backdrop"]
    if wall == made:
        phrases += [
            f"monochrome {wall} podium scene",
            f"{wall} podium and {wall} background",
            f"all {wall} podium",
        ]
    if kind:
        back = f"{arch} {kind}".strip()
        phrases += [f"{made} podium with {an(back)} behind", f"{an(back)} behind {an(made)} podium on {wall}"]
    return phrases


def podium(rng: Random, height: int, width: int) -> Scene:
    """A podium on a coloured floor before a coloured wall."""
    y, _ = grid(height, width)
    name, colour = pick_colour(rng)
    made, body, texture = stuff(rng, (say(rng, name), colour), max(height, width, 160))
    pale = "white" in name or is_pale(body)
    falls = light(rng, height, width, light_kind(rng, pale, two_colours=True), pale)
    middle = width / height / 2 + rng.normal(0, 0.03)
    camera = Camera(rng.uniform(1.5, 1.8), rng.uniform(0.0, 0.16), middle, height, width)
    edge = rng.uniform(0.56, 0.66)
    image = np.ones((height, width, 3), np.float32) * colour
    kind, arch, _ = arches(rng, image, camera, colour, edge)
    soft = rng.uniform(0.003, 0.05)
    floor = np.clip(colour * rng.uniform(0.92, 1.08), 0, 1)
    share = ramp(y, edge - soft, edge + soft)[..., None]
    image = lens_blur(image + share * (floor - image), height * rng.uniform(0.004, 0.012))
    image *= (1 - 0.1 * np.exp(-(((y - edge) / 0.08) ** 2)))[..., None] * falls.level
    depth = (np.maximum(y, edge) - camera.vanish) / camera.focal
    shape, foot = str(rng.choice(list(SHAPES), p=[0.5, 0.25, 0.17, 0.08])), rng.uniform(0.84, 1.0)
    solids = standing(rng, camera, shape, foot)
    for outline, _, up in solids:
        image *= (1 - 0.75 * shadow(rng, camera, outline, up, falls.side, falls.hardness))[..., None]
    if rng.random() < 0.06:
        decorate(rng, image, depth, camera, edge + 0.12, body, falls.side)
    lit = enough(blur(falls.level, height * 0.05), is_pale(body))
    stand = place(image, depth, camera, solids, body, texture, falls.side, lit)
    near = (depth / depth.max()).astype(np.float32)
    wall = say(rng, name)
    wall = (
        made
        if np.allclose(body / (colour + 1e-3), (body / (colour + 1e-3)).mean(), atol=0.02) and texture is None
        else wall
    )
    phrases = falls.spoken(rng, words(shape, kind, wall, made, arch))
    dark = 0.25 if is_pale(body) else 0.4
    scene = Scene(np.clip(image, 0, 1), near, "podium", phrases, stand.y, dark, falls.details())
    scene.stand, scene.light_from, scene.hardness = stand, falls.side, falls.hardness
    return scene


def place(
    image: Array,
    depth: Array,
    camera: Camera,
    solids: list,
    body: Array,
    texture: Array | None,
    side: float,
    lit: Array,
) -> Stand:
    """Draw the solids, far ones first, ``lit`` by the frame's light; the front one's top."""
    for outline, low, high in solids:
        before = image.copy()
        solid(image, depth, camera, outline, (low, high), body, side)
        changed = np.abs(image - before).max(axis=2, keepdims=True) > 1e-4
        skin = texture_for(texture, camera)
        image[:] = np.where(changed, image * skin * lit, image)
    outline, _, high = solids[-1]
    rim = camera.project(outline, high)
    first, last = rim.min(axis=0), rim.max(axis=0)
    (x, y), (half, deep) = (first + last) / 2, (last - first) / 2
    return Stand(float(x), float(y), float(half), float(deep))


def texture_for(texture: Array | None, camera: Camera) -> Array:
    """The texture cut to the frame, or ones."""
    if texture is None:
        return np.ones((1, 1, 3), np.float32)
    return texture[: camera.height, : camera.width]
