"""Table tops in perspective before something out of focus, and walls over floors."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, mix, ramp
from training.scenes.behind import Behind, behind, wall_texture
from training.scenes.camera import out_of_focus
from training.scenes.captioned import Scene
from training.scenes.lighting import enough, is_pale, light, light_kind
from training.scenes.materials import Material, of_tiles, of_wood, top
from training.scenes.palette import an, pick_colour, say, two
from training.scenes.planes import Plane, lay, look_down, mirrored

BY_COLOUR = ("paint", "cloth", "tiles")
"""Kinds of material that are called by their colour: lit well enough to be recognised by it."""
FORMS = ("table", "table top", "tabletop", "surface", "counter", "countertop", "desk")


def top_words(rng: Random, material: Material) -> str:
    """One wording of the table top."""
    name = str(rng.choice(material.names))
    if material.kind == "cloth":
        return name + str(rng.choice(["", " tablecloth", " cloth", " surface"]))
    if name.endswith("wooden") or material.kind == "wood":
        return f"{name} {rng.choice(FORMS)}"
    return f"{name} {rng.choice(FORMS[:6])}"


def laid(rng: Random, material: Material, plane: Plane, height: int, width: int) -> Array:
    """The material on the plane, sharp in front, softer toward the far edge."""
    scale = rng.uniform(0.45, 0.75) if material.kind == "cloth" else rng.uniform(0.8, 1.2)
    turn = rng.normal(0, 0.05) if material.kind == "wood" else rng.uniform(-0.6, 0.6)
    turn = turn + (np.pi / 2 if material.kind == "wood" and rng.random() < 0.25 else 0)
    picture = lay(rng, material.texture, plane, height, width, scale, turn)
    y, _ = grid(height, width)
    focus, aperture = rng.uniform(0.7, 1.0), rng.uniform(4, 14) * height / 256
    away = np.abs(plane.disparity(y) - focus) * aperture
    soft = blur(picture, max(0.3, float(away[int(min(plane.edge, 0.98) * height)].mean())))
    share = ramp(away / (away[y > plane.edge].max() + 1e-3), 0.1, 0.9)[..., None]
    return picture + (soft - picture) * share


def lit(rng: Random, picture: Array, back: Behind, plane: Plane, material: Material) -> Array:
    """The top under the place's light: its colour and level, what it mirrors, sheen near the far edge."""
    height, width = picture.shape[:2]
    y, x = grid(height, width)
    if back.level is not None:
        level = blur(back.level, height * 0.01)
    else:
        mean = back.image[: max(2, int(plane.edge * height))].mean(axis=(0, 1))
        bright = float(mean.mean())
        # A coloured place tints its table, but less than a camera's white balance would leave it.
        level = (mean / (bright + 0.05)) ** 0.2 * np.clip(0.62 + 0.55 * bright, 0.5, 1.05)
    coloured = material.kind in BY_COLOUR
    if coloured:
        level = enough(level, is_pale(material.texture.mean(axis=(0, 1))))
    depth = ramp(y, plane.edge, plane.edge + 0.5)
    across = 1 + back.side * 0.24 * (x * height / width - 0.5)
    near = (
        1.02 - rng.uniform(0.0, 0.12 if coloured else 0.22) * depth
        if rng.random() < 0.6
        else 0.88 + 0.14 * depth
    )
    picture = picture * level * (near * across)[..., None]
    grazing = (1 - ramp(y, plane.edge, plane.edge + 0.45)) * np.clip(1.35 - plane.at_edge(), 0.3, 1)
    glance = mirrored(back.image, plane.edge, height * (0.006 if material.mirror > 0.3 else 0.025))
    share = (material.mirror + 0.06) * (0.35 + 1.1 * grazing) * (0 if material.kind == "cloth" else 1)
    return picture * (1 - 0.7 * share[..., None]) + glance * share[..., None]


def near_edge(rng: Random, picture: Array, depth: Array, plane: Plane) -> tuple[Array, Array]:
    """The line where table and background meet: soft as the far edge is, with a thin lit or dark rim."""
    height, width = depth.shape
    y, _ = grid(height, width)
    soft = rng.uniform(0.004, 0.016)
    inside = ramp(y, plane.edge - soft, plane.edge + soft)
    rim = np.exp(-(((y - plane.edge - 0.006) / (0.006 + soft * 0.6)) ** 2)) * rng.uniform(-0.1, 0.12)
    return inside.astype(np.float32), (1 + rim).astype(np.float32)


def table(rng: Random, height: int, width: int) -> Scene:
    """A table top before a wall, a garden, a room, a window or lights."""
    y, _ = grid(height, width)
    plane = look_down(rng, rng.uniform(0.44, 0.64))
    back, material = behind(rng, height, width), top(rng)
    picture = lit(rng, laid(rng, material, plane, height, width), back, plane, material)
    inside, rim = near_edge(rng, picture, y, plane)
    shade = 1 - 0.12 * np.exp(-(((y - plane.edge) / 0.05) ** 2)) * (y < plane.edge)
    image = back.image * shade[..., None] * (1 - inside[..., None]) + picture * (rim * inside)[..., None]
    far = plane.at_edge() * rng.uniform(0.15, 0.6)
    depth = np.where(y < plane.edge, far, plane.disparity(y)).astype(np.float32)
    shade = 0.25 if is_pale(material.texture.mean(axis=(0, 1))) else 0.42
    scene = Scene(np.clip(image, 0, 1), depth, "table", [], plane.edge + 0.03, shade)
    scene.phrases, scene.details = table_words(rng, back, material)
    scene.light_from, scene.hardness, scene.mirror = back.side, back.hardness, material.mirror * 0.6
    return scene


def table_words(rng: Random, back: Behind, material: Material) -> tuple[list[str], list[str | list[str]]]:
    """Phrases: the top alone, and top and background in every order."""
    tops = [top_words(rng, material) for _ in range(4)]
    sights = [str(rng.choice(back.names)) for _ in range(3)]
    alone = [*tops, f"on {an(tops[0])}", f"{tops[1]} with blurred background", f"empty {tops[2]}"]
    both = []
    for i in range(3):
        both += two(sights[i], tops[i])
        both.append(f"{tops[i]} with {sights[i]} in the background")
        both.append(f"on {an(tops[i])} with {sights[i]} behind")
    return alone + [str(p) for p in rng.permutation(both)[:14]], [[*dict.fromkeys(back.names)], *back.light]


def floor_material(rng: Random) -> tuple[Array, str]:
    """A floor's texture and one name: wood, plain colour, tiles."""
    draw = rng.random()
    if draw < 0.45:
        wood = of_wood(rng, 320)
        return wood.texture, str(rng.choice(wood.names[:2]))
    if draw < 0.55:
        made = of_tiles(rng, 320)
        return made.texture, str(rng.choice(made.names))
    name, colour = pick_colour(rng)
    return np.ones((64, 64, 3), np.float32) * colour, say(rng, name)


def skirting(rng: Random, back: Array, y: Array, edge: float) -> Array:
    """The wall with a skirting board in its own lighter tone, a line of shadow above and below it."""
    tall = rng.uniform(0.03, 0.06)
    tone = np.clip(back.mean(axis=(0, 1)) * 0.7 + 0.27, 0, 1)
    board = mix(back, tone, ramp(y, edge - tall - 0.004, edge - tall))
    lines = np.exp(-(((y - edge + tall) / 0.004) ** 2)) + np.exp(-(((y - edge) / 0.006) ** 2))
    return (board * (1 - 0.25 * lines)[..., None]).astype(np.float32)


def wall(rng: Random, height: int, width: int) -> Scene:
    """A wall over a floor, both in their light, the wall a little out of focus."""
    y, _ = grid(height, width)
    plane = look_down(rng, rng.uniform(0.54, 0.68))
    texture, names, name = wall_texture(rng, max(height, width, 160))
    back = texture[:height, :width]
    below, floor_name = floor_material(rng)
    floor = lay(rng, below, plane, height, width, 1.0, rng.choice([0, 0, np.pi / 2]) + rng.normal(0, 0.03))
    tone = below.mean(axis=(0, 1))
    pale = "white" in name or is_pale(tone)
    falls = light(rng, height, width, light_kind(rng, pale, two_colours=True), pale)
    soft = rng.uniform(0.003, 0.01)
    if rng.random() < 0.25:
        back = skirting(rng, back, y, plane.edge)
    inside = ramp(y, plane.edge - soft, plane.edge + soft)[..., None]
    corner = 1 - rng.uniform(0.05, 0.2) * np.exp(-(((y - plane.edge) / 0.05) ** 2))
    walked_on = floor * enough(falls.level, is_pale(tone))
    image = (back * falls.level * (1 - inside) + walked_on * inside) * corner[..., None]
    image = out_of_focus(np.clip(image, 0, 1), height * rng.uniform(0.0, 0.01))
    far = plane.at_edge()
    depth = np.where(y < plane.edge, far, plane.disparity(y)).astype(np.float32)
    shade = 0.22 if is_pale(tone) else 0.35
    scene = Scene(np.clip(image, 0, 1), depth, "wall", [], plane.edge + 0.03, shade, falls.details())
    word = str(rng.choice(names))
    scene.phrases = [
        *dict.fromkeys(names),
        f"in front of a {word}",
        f"against a {word}",
        f"{word} background",
    ]
    scene.phrases += [*two(word, f"{floor_name} floor"), f"{word} above {floor_name} floor"]
    scene.phrases = falls.spoken(rng, scene.phrases)
    scene.light_from, scene.hardness = falls.side, falls.hardness
    return scene
