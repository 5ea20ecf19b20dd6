"""Table tops before another place, which is out of focus."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.modelled import baked
from core.scenes.painters.table_backdrops import Behind, behind, lens
from core.scenes.painting import Ground, Painting, View
from core.scenes.parts import glow
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, grid, ramp, stream
from core.scenes.parts.channels import mixed, moved, scaled, spread
from core.scenes.parts.extras import EXTRAS
from core.scenes.parts.gobos import gobo_for, let_through
from core.scenes.parts.heightfield import soft
from core.scenes.parts.household import PROPS
from core.scenes.parts.periodic import fetch
from core.scenes.parts.renewed import renewed
from core.scenes.parts.stilllife import Still
from core.scenes.parts.surfaces import SURFACES, dyed, surface
from core.scenes.parts.worktop import (
    Top,
    edge_cover,
    focused,
    fresnel,
    laid,
    mirrored,
    pooled,
    wide_lens_blur,
)
from core.scenes.spec import SceneSpec

BESIDE = 0.12
"""How far back food and drink stand beside the subject, 0 level with its foot … 1 at the board's far edge."""
FRONT = 0.87
"""Row of a shelf's front edge."""


def table_top(spec: SceneSpec, view: View) -> Top:
    """Where the board is: its far edge well above the foot, which stands about two thirds down the board."""
    rng = stream(spec, "table")
    vanish = float(np.clip(spec.camera.horizon, -0.2, 0.5))
    edge, front = 0.4 + 0.36 * vanish + rng.uniform(-0.02, 0.05) + 0.04 * (spec.camera.distance - 1), 1.0
    if spec.kind == "shelf":
        edge, front = 0.46 + 0.5 * vanish, FRONT
    edge = float(np.clip(edge, vanish + 0.12, 0.66 if front == 1 else 0.72))
    foot = edge + (0.6 + 0.06 * rng.random()) * (front - edge)
    return Top(vanish, edge, foot, spec.place.width * spec.camera.distance * view.aspect, view.aspect)


@dataclass(frozen=True)
class Seen:
    """How a board is photographed: its focus, the blur in shares of the height per step of disparity, and
    what it mirrors."""

    focus: float
    aperture: float
    mirror: float
    rough: float

    def radius(self, top: Top, row: Array | float) -> Array:
        """Blur at those rows, in shares of the height: none about the foot, less in front than behind."""
        away = np.abs(top.disparity(row) - self.focus)
        away = np.where(row > top.foot, away * 0.4, np.clip(away - 0.04, 0, None))
        return (away * self.aperture).astype(np.float32)


def seen(spec: SceneSpec, top: Top, material: str) -> Seen:
    """The lens over that board, focused on the foot, so that infinity is as blurred as the spec says."""
    focus, far = float(top.disparity(top.foot)), float(top.disparity(top.edge))
    known = SURFACES[material]
    return Seen(focus, lens(spec) / (focus - 0.3 * far), known.mirror, known.rough)


def texels(view: View) -> int:
    """Side of the texture that is as fine as the picture needs."""
    return int(np.clip(2 ** np.ceil(np.log2(view.height)), 512, 2048))


def board(spec: SceneSpec, view: View, top: Top, material: str, around: Array) -> Array:
    """The board's own linear light; ``around`` is the linear colour of the place it stands in."""
    rng = stream(spec, "board")
    material = renewed(spec, material)
    known = SURFACES[material]
    turn = float(
        rng.normal(0, 0.03) if known.relief == 0.5 and not known.recolours else rng.uniform(-0.5, 0.5)
    )
    at = (float(rng.random()), float(rng.random()))
    code = dyed(material, spec.colours.ground, spec.colours.accent)
    picture = surface(material, texels(view), spec.stream("board material"), code)
    made = to_linear(laid(top, picture, known.span * 0.8, turn, at, (view.height, view.width)))
    key, fill = glow.colours(spec.light)
    tone = around / max(float(around.mean()), 1e-3)
    # How bright the place is for its hour: the hour itself is in the light's own colours.
    bright = float(np.clip(0.58 + 1.1 * float(around.mean() / np.mean(key + fill)), 0.62, 1.08))
    y, x = grid(view.height, view.width)
    angle = np.deg2rad(spec.light.direction)
    falls = pooled(x, y, float(np.sin(angle)), float(-np.cos(angle)), view.aspect)
    if spec.kind == "table" and spec.light.pattern != "none":
        falls = falls * (0.06 + 1.3 * cast(spec, view, top))
    made *= moved(spread(falls, key * (0.6 + 0.4 * bright)), fill * (0.75 + 0.25 * tone) * bright)
    return made


def cast(spec: SceneSpec, view: View, top: Top) -> Array:
    """The share of the key light that the spec's pattern lets fall on each point of the board, 0…1: it comes
    from the side and lies across the subject's place."""
    rows, columns = max(view.height // 2, 2), max(view.width // 2, 2)
    y, x = grid(rows, columns)
    across, away = top.metres(y, x)
    turn = np.deg2rad(spec.light.direction)
    lean, side = 0.75, float(np.sign(np.sin(turn)) or 1.0)
    across, away = across / np.float32(top.wide), away / np.float32(top.wide)
    # Panes lie aslant, as they do where light falls in from one side.
    place = np.stack([across - 0.1 * side, 0.8 * away + 0.35 * side * across + 0.16, 0 * across], -1)
    toward = np.array([0.5 * side * lean, 0.25, -np.sqrt(1 - 0.25 * lean**2 - 0.0625)], np.float32)
    soft_by = 0.006 + 0.05 * (1 - spec.light.hardness) ** 2
    let = let_through(gobo_for(spec.light.pattern, spec.stream("pattern")), place, toward, soft_by)
    return np.clip(cv2.resize(let, (view.width, view.height), interpolation=cv2.INTER_CUBIC), 0, 1)


def composed(top: Top, how: Seen, back: Behind, own: Array, matt: Array | None = None) -> tuple[Array, Array]:
    """Board and backdrop in one picture: linear light and disparity. ``matt`` H×W is where something lies on
    the board that mirrors nothing."""
    height, width = own.shape[:2]
    y, _ = grid(height, width)
    rows = y[:, 0]
    share = fresnel(top.grazing(rows), 0.02 + how.mirror * 0.5) * (1 - 0.75 * how.rough)
    rim = np.exp(-(((rows - top.edge) / 0.006) ** 2)) * 0.3 * (1 - how.rough)
    share = np.clip(share + rim, 0, 0.92)[:, None, None]
    if matt is not None:
        share = share * (1 - matt[..., None])
    light = own * (1 - 0.8 * share) + mirrored(back.light, top, how.rough) * share
    light = focused(light.astype(np.float32), how.radius(top, rows) * height)
    far = float(top.disparity(top.edge))
    light = mixed(back.light, light, edge_cover(y, top.edge, (how.focus - far) * how.aperture))
    disparity = np.where(y < top.edge, far * (0.25 + 0.45 * back.disparity), top.disparity(y))
    return light.astype(np.float32), disparity.astype(np.float32)


def furnished(spec: SceneSpec, view: View, top: Top, how: Seen, light: Array, back: float) -> Array:
    """The picture with the spec's props at the sides of the board, ``back`` (0…1) how far back they stand."""
    names = [name for name in spec.props if name in PROPS and name != "mirror"]
    modelled = [name for name in names if baked.shows(spec, name)]
    if modelled:
        light = furnished(without(spec, modelled), view, top, how, light, back)
        return baked.put_on(spec, ground_of(top, how), light, modelled)
    beside = [name for name in names if name in EXTRAS]
    if beside:
        light = furnished(without(spec, beside), view, top, how, light, back)
        return _put(spec, view, top, how, light, BESIDE, beside, len(names) - len(beside))
    return _put(spec, view, top, how, light, back, names) if names else light


def without(spec: SceneSpec, names: list[str]) -> SceneSpec:
    """The same place without those props."""
    return spec.model_copy(update={"props": tuple(prop for prop in spec.props if prop not in names)})


def _put(
    spec: SceneSpec,
    view: View,
    top: Top,
    how: Seen,
    light: Array,
    back: float,
    names: list[str],
    first: int = 0,
) -> Array:
    """The picture with those things, out of focus by how far ``back`` they stand; ``first`` things are there
    already."""
    row = top.edge + (1 - back) * (top.foot - top.edge) * 0.6
    radius = float(how.radius(top, row))
    height = int(min(view.height, max(96, round(9 / max(radius, 1e-3)))))
    width = max(1, round(height * view.aspect))
    still = placed(spec, top, row, (height, width), names, first)
    return merged(light, still, radius, row, (how.mirror + 0.03) * (1 - 0.6 * how.rough))


def placed(
    spec: SceneSpec, top: Top, row: float, size: tuple[int, int], names: list[str], first: int = 0
) -> Still:
    """The props drawn sharply on a layer of that size, left and right by turns; ``first`` stand there
    already."""
    key, fill = glow.colours(spec.light)
    angle = float(np.arcsin(np.clip(np.sin(np.deg2rad(spec.light.direction)), -1, 1)))
    tilt = float(top.grazing(np.float32(row)))
    still = Still(*size, tilt, angle, key, fill)
    near = (row - top.vanish) / (top.foot - top.vanish) / spec.camera.distance
    rng = stream(spec, "places")
    side = float(rng.choice([-1, 1]))
    for index, name in enumerate(names, first):
        away = (0.36 + 0.06 * rng.random()) if index < 2 else 0.24 + 0.05 * rng.random()
        x = top.aspect * (0.5 + side * away * (-1) ** index)
        draw, tall = PROPS[name]
        foot = row + (0.012 if index >= 2 else 0.0) + rng.uniform(0, 0.012)
        draw(still, stream(spec, f"prop {name}"), (x, foot), tall * near * 1.35)
    return still


def merged(light: Array, still: Still, radius: float, row: float, mirror: float) -> Array:
    """The layer of props over the picture, out of focus by ``radius`` (shares of the height), its shade and
    its reflection on the board below it."""
    height, width = light.shape[:2]
    scale = radius * still.height
    layer = np.dstack([still.light, still.cover])
    turned = np.zeros_like(layer)
    foot = round(row * still.height)
    count = min(foot, still.height - foot)
    turned[foot : foot + count] = layer[foot - count : foot][::-1]
    turned = soft(turned, scale * 0.5 + 0.008 * still.height) * np.float32(mirror * 1.6)
    parts = [
        wide_lens_blur(np.ascontiguousarray(one), scale) for one in (layer[..., :3], layer[..., 3], turned)
    ]
    shade = cv2.GaussianBlur(still.shade, (0, 0), scale * 0.5 + 0.6)
    grown = [cv2.resize(one, (width, height), interpolation=cv2.INTER_LINEAR) for one in (*parts, shade)]
    y, _ = grid(height, width)
    below = ramp(y, row - 0.05, row - 0.01)
    made = scaled(light, 1 - grown[3] * below)
    made = scaled(made, 1 - grown[2][..., 3] * below) + scaled(grown[2][..., :3], below)
    return (scaled(made, 1 - grown[1]) + grown[0]).astype(np.float32)


def ground_of(top: Top, how: Seen, wall: float | None = None) -> Ground:
    """What a staged subject needs to know of the board."""
    mirror = min(0.6, 0.02 + 1.2 * how.mirror * (1 - 0.5 * how.rough))
    return Ground(
        vanish=top.vanish, far=top.edge, foot=top.foot, mirror=mirror, rough=how.rough, shade=0.55, wall=wall
    )


def table(spec: SceneSpec, view: View) -> Painting:
    """A table before another place, which is out of focus and mirrored in its top."""
    top, material = table_top(spec, view), spec.materials.ground or spec.place.grounds[0]
    back, how = behind(spec, view, top), seen(spec, top, material)
    around = back.light[: max(2, int(top.edge * view.height))].mean(axis=(0, 1))
    own = board(spec, view, top, material, around)
    cloth = None
    if "napkin" in spec.props:
        own, cloth = with_napkin(spec, view, top, own)
    light, disparity = composed(top, how, back, own, cloth)
    light = furnished(spec, view, top, how, light, 0.75)
    return Painting(
        image=develop(light), disparity=disparity, ground=ground_of(top, how), tint=glow.tint(spec.light)
    )


def with_napkin(spec: SceneSpec, view: View, top: Top, own: Array) -> tuple[Array, Array]:
    """The board with a linen napkin lying to one side, its hem and soft shadow; and the napkin's cover."""
    rng = stream(spec, "napkin")
    side, turn = float(rng.choice([-1, 1])), float(rng.uniform(-0.5, 0.5))
    half = 0.2
    at = (side * top.wide / view.aspect * rng.uniform(0.44, 0.52), rng.uniform(-0.02, 0.1))
    code = spec.colours.wall or str(rng.choice(["#e9e2d5", "#c9b9a3", "#8f9c90", "#b98f7c", "#d9d5cc"]))
    cloth = surface("linen", 512, spec.stream("napkin cloth"), code)
    y, x = grid(view.height, view.width)
    across, away = top.metres(y, x)
    u = (across - at[0]) * np.cos(turn) + (away - at[1]) * np.sin(turn)
    v = (away - at[1]) * np.cos(turn) - (across - at[0]) * np.sin(turn)
    wave = 0.0035 * np.sin(v * 21 + rng.uniform(0, 6)) + 0.0025 * np.sin(u * 17 + rng.uniform(0, 6))
    inside = np.minimum(half - np.abs(u + wave), 0.8 * half - np.abs(v + wave))
    pixel = top.wide / view.width * (top.foot - top.vanish) / np.maximum(y - top.vanish, 0.05)
    cover = np.clip(inside / pixel + 0.5, 0, 1) * (y > top.edge)
    hem = np.exp(-(((inside - 0.012) / 0.0016) ** 2))
    fold = np.exp(-((u / 0.004) ** 2)) + np.exp(-((v / 0.004) ** 2))
    picture = fetch(cloth, u / np.float32(0.3), v / np.float32(0.3))
    shade = np.exp(-np.clip(-inside, 0, None) / 0.008) * 0.45
    angle = np.deg2rad(spec.light.direction)
    level = pooled(x, y, float(np.sin(angle)), float(-np.cos(angle)), view.aspect)
    key, fill = glow.colours(spec.light)
    rumple = 0.07 * np.sin(v * 47 + 5 * np.sin(u * 19) + rng.uniform(0, 6)) + 0.06 * np.sin(
        u * 38 + 4 * np.sin(v * 23)
    )
    rolled = 1 - 0.25 * np.exp(-np.maximum(inside, 0) / 0.003)
    slope = (1 + rumple) * rolled * (1 - 0.25 * hem - 0.16 * fold) * level
    light = scaled(to_linear(picture) * (key + fill), slope)
    own = scaled(own, 1 - shade * (1 - cover))
    return mixed(own, light, cover).astype(np.float32), cover
