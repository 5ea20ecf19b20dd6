"""Soft places to be on: a blanket on the ground, large leaves, a bed, a sofa."""

import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painters.table_backdrops import AMONG, Behind, behind, lens
from core.scenes.painters.tables import Seen, composed, furnished, table_top
from core.scenes.painting import Ground, Painting, View, paint
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, grid, ramp, rgb, stream
from core.scenes.parts.cushions import cushion, mean_light
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import soft
from core.scenes.parts.lens import finished
from core.scenes.parts.perspective import WIDEST
from core.scenes.parts.renewed import renewed
from core.scenes.parts.soft_tops import lit_piece, soft_board, span_of, texels_for
from core.scenes.parts.straight import lying_lamp, tint_of
from core.scenes.parts.swatches import pick
from core.scenes.parts.upright import falloff
from core.scenes.parts.worktop import Top, focused, laid, wide_lens_blur
from core.scenes.spec import Camera, Materials, SceneSpec

INDOORS = frozenset({"living_room", "bedroom", "nursery", "window", "library", "fireplace"})
SHEETS = ("f1efeb", "e9e4da", "dfe3e6", "e6dcd3")
PILLOWS = ("ece8e1", "d9d2c6", "c9c3ba", "b9bdb4", "cbb8a6", "a9aea6")
SOFAS = ("8b8f8c", "b9ad9c", "6f7a78", "cfc6b8", "59646a", "7d7468", "a58f78")


def place_behind(spec: SceneSpec) -> SceneSpec:
    """The place that a blanket is spread in: same seed, light and season, as near as the blanket is seen."""
    place = kind_named(spec.backdrop or spec.place.backdrops[0])
    low, high = place.horizon
    near = spec.place.width * spec.camera.distance / place.width
    wall = spec.colours.wall if "wall" in place.colours else None
    return spec.model_copy(
        update={
            "kind": place.name,
            "backdrop": None,
            "materials": Materials(),
            "colours": spec.colours.model_copy(update={"ground": None, "wall": wall, "accent": None}),
            "light": spec.light.model_copy(update={"pattern": "none"}),
            "camera": Camera(
                horizon=float(np.clip(spec.camera.horizon, min(low, high), max(low, high))),
                distance=float(np.clip(near, 0.5, 2.5)),
                blur=spec.camera.blur,
            ),
            "props": AMONG.get(place.name, place.props[:2]),
        }
    )


def blanket(spec: SceneSpec, view: View) -> Painting:
    """A blanket, towel or rug spread on the ground of another place, large enough to sit on."""
    place = place_behind(spec)
    made = paint(place, view)
    size, ground = (view.height, view.width), made.ground
    name = spec.materials.ground or spec.place.grounds[0]
    wide = place.place.width * place.camera.distance * view.aspect
    top = Top(ground.vanish, ground.vanish + 0.06, ground.foot, wide, view.aspect)
    rng = stream(spec, "spread")
    turn, half = float(rng.normal(0, 0.22)), (float(rng.uniform(0.8, 0.95)), float(rng.uniform(0.62, 0.72)))
    y, x = grid(*size)
    across, away = top.metres(y, x)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    u, v = across * cos + (away - 0.08) * sin, (away - 0.08) * cos - across * sin
    wave = 0.016 * np.sin(4.2 * v + rng.uniform(0, 6)) + 0.008 * np.sin(11 * v + rng.uniform(0, 6))
    swing = 0.014 * np.sin(3.6 * u + rng.uniform(0, 6)) + 0.007 * np.sin(13 * u + rng.uniform(0, 6))
    inside = np.minimum(half[0] - np.abs(u + wave), half[1] - np.abs(v + swing))
    pixel = top.wide / view.width * (top.foot - top.vanish) / np.maximum(y - top.vanish, 0.02)
    cover = np.clip(inside / np.maximum(pixel, 1e-4) + 0.5, 0, 1) * (y > ground.vanish + 0.06)
    cloth = laid(top, lit_piece(spec, name, spec.colours.ground, texels_for(view.height), turn, "covering"),
                 span_of(name), turn, (float(rng.random()), float(rng.random())), size)  # fmt: skip
    # The hem is turned over and thick: its near side catches less light.
    hem = np.exp(-((np.clip(inside, 0, None) / 0.012) ** 2))
    cloth = cloth * (1 - 0.22 * hem)[..., None] * _rumpled(rng, u, v)[..., None]
    shade = 0.5 * np.exp(-np.clip(-inside, 0, None) / 0.025) + 0.2 * np.exp(-np.clip(-inside, 0, None) / 0.09)
    below = to_linear(made.image) * (1 - shade * (1 - cover) * (y > ground.vanish + 0.06))[..., None]
    level = f32(cloth * _matching(spec, made))
    layer = np.dstack([level * cover[..., None], cover]).astype(np.float32)
    rows = y[:, 0]
    out = 1 - (rows - top.vanish) / (top.foot - top.vanish)
    radius = WIDEST * spec.camera.blur * np.where(out < 0, -0.5 * out, out) * view.height
    layer = focused(layer, f32(radius))
    image = below * (1 - layer[..., 3:]) + layer[..., :3]
    return Painting(
        image=finished(f32(image), spec.stream("grain"), 0.04, 0.02),
        disparity=made.disparity,
        ground=Ground(vanish=ground.vanish, far=ground.far, foot=ground.foot, shade=0.55, wall=ground.wall),
        tint=made.tint,
    )


def _rumpled(rng: np.random.Generator, u: Array, v: Array) -> Array:
    """Light on broad folds of a cloth at (u, v) m, about 1."""
    made = np.ones_like(u)
    for _ in range(4):
        course, waves = float(rng.uniform(0, np.pi)), float(rng.uniform(5, 11))
        along = u * np.cos(course) + v * np.sin(course)
        beside = v * np.cos(course) - u * np.sin(course)
        swell = np.sin(waves * 0.3 * beside + rng.uniform(0, 6)) ** 2
        made += 0.03 * swell * np.sin(waves * along + 0.6 * np.sin(4 * beside) + rng.uniform(0, 6))
    return f32(made)


def _matching(spec: SceneSpec, place: Painting) -> Array:
    """By how much the cloth's light is changed so that it lies in its place: indoors and late it is dimmer
    than under the open sky, and takes the place's own tint."""
    tint = to_linear(np.array(place.tint, np.float32))
    own = to_linear(np.array(tint_of(lying_lamp(spec.light)), np.float32))
    dim = 0.86 if place.ground.wall is not None or spec.backdrop in INDOORS else 0.96
    return f32(dim * tint / np.maximum(own, 0.05))


def soft_top(
    spec: SceneSpec,
    view: View,
    name: str,
    colour: str | None,
    back: Behind,
    top: Top,
    crisp: float = 0.0,
) -> tuple[Array, Array, Seen]:
    """A covering before another place: linear light, disparity and how it is photographed."""
    focus, far = float(top.disparity(top.foot)), float(top.disparity(top.edge))
    how = Seen(focus, lens(spec) / (focus - 0.3 * far), 0.0, 1.0)
    size = view.height, view.width
    lamp = lying_lamp(spec.light)
    own = soft_board(spec, top, name, colour, size) * falloff(lamp, size, 0.2)[..., None]
    around = back.light[: max(2, int(top.edge * view.height))].mean(axis=(0, 1))
    dim = float(np.clip(0.75 + 0.5 * float(around.mean()), 0.75, 1.0))
    light, disparity = composed(top, how, back, f32(own * dim), np.ones(size, np.float32))
    return light, disparity, how


def leaf(spec: SceneSpec, view: View) -> Painting:
    """Large leaves one over the other, before a place that is out of focus."""
    top = table_top(spec, view)
    name = renewed(spec, spec.materials.ground or spec.place.grounds[0])
    back = behind(spec, view, top)
    light, disparity, how = soft_top(spec, view, name, spec.colours.ground, back, top)
    light = furnished(spec, view, top, how, light, 0.75)
    return _painting(spec, top, light, disparity, 0.04)


def _painting(spec: SceneSpec, top: Top, light: Array, disparity: Array, mirror: float = 0.0) -> Painting:
    return Painting(
        image=develop(light),
        disparity=disparity,
        ground=Ground(vanish=top.vanish, far=top.edge, foot=top.foot, mirror=mirror, rough=0.9, shade=0.55),
        tint=tint_of(lying_lamp(spec.light)),
    )


def bed(spec: SceneSpec, view: View) -> Painting:
    """A made bed: sheets in soft folds, pillows against the bedroom behind."""
    top = table_top(spec, view)
    rng = stream(spec, "bed")
    name = spec.materials.ground or spec.place.grounds[0]
    name = "bed linen" if name == "linen" else name
    sheets = spec.colours.ground or (pick(rng, SHEETS) if name == "bed linen" else None)
    back = behind(spec, view, top)
    light, disparity, how = soft_top(spec, view, name, sheets, back, top)
    if "pillows" in spec.props or rng.random() < 0.75:
        light = _pillows(spec, light, top, how, rng)
    light = furnished(spec, view, top, how, light, 0.8)
    return _painting(spec, top, light, disparity)


def _pillows(spec: SceneSpec, light: Array, top: Top, how: Seen, rng: np.random.Generator) -> Array:
    """Two or three pillows at the head of the bed, out of focus as that is."""
    lamp = lying_lamp(spec.light)
    tall = (
        0.34 * (top.edge - top.vanish) / max(top.foot - top.vanish, 0.1) * 0.7 / top.wide * top.aspect * 1.1
    )
    tall = float(np.clip(tall, 0.1, 0.2))
    before = light.copy()
    accent = rgb(spec.colours.accent.removeprefix("#")) if spec.colours.accent else None
    tones = [rgb(str(rng.choice(PILLOWS))) for _ in range(3)]
    for index, (across, low) in enumerate(((-0.27, 0.0), (0.29, 0.0), (float(rng.normal(0.02, 0.12)), 0.03))):
        tone = accent if accent is not None and index == 2 else tones[index]
        size = (0.24, tall) if index < 2 else (0.15, 0.75 * tall)
        box = across * max(top.aspect, 0.9), top.edge - 0.72 * size[1] + low, *size
        cushion(rng, light, box, tone, lamp, float(rng.normal(0, 0.05)))
    changed = np.abs(light - before).max(2) > 1e-6
    return _softened(light, before, changed, float(how.radius(top, top.edge)))


def _softened(light: Array, before: Array, changed: Array, radius: float) -> Array:
    """What was painted over, out of focus by ``radius`` heights with what is around it."""
    height = light.shape[0]
    blurred = wide_lens_blur(light, radius * height)
    share = soft(f32(changed), max(radius * height, 0.5))
    share = ramp(share, 0.0, 0.5)[..., None]
    return f32(before * (1 - share) + blurred * share)


def sofa(spec: SceneSpec, view: View) -> Painting:
    """The seat of a sofa, its back cushions and a throw pillow behind."""
    top = table_top(spec, view)
    rng = stream(spec, "sofa")
    name = spec.materials.ground or spec.place.grounds[0]
    code = spec.colours.ground or f"#{SOFAS[int(rng.integers(len(SOFAS)))]}"
    back = behind(spec, view, top)
    cover = {"linen": "upholstery", "velvet": "plush"}.get(name, name)
    light, disparity, how = soft_top(spec, view, cover, code, back, top)
    before, lamp = light.copy(), lying_lamp(spec.light)
    tone = rgb(code.removeprefix("#"))
    shift, wide = float(rng.uniform(-0.2, 0.2)), 0.42
    tall = 0.3 + 0.04 * float(rng.random())
    y, _ = grid(view.height, view.width)
    # The back's own frame, seen between the cushions and above them.
    low = top.edge - 1.62 * tall
    frame = ramp(y, low - 0.003, low + 0.003) * (y < top.edge)
    light += (
        mean_light(lamp, tone) * (0.62 + 0.2 * ramp(low + 0.05 - y, 0.0, 0.05))[..., None] - light
    ) * frame[..., None]
    for number in (-2, -1, 0, 1, 2):
        middle = shift + (number + 0.5) * 2 * wide
        cushion(rng, light, (middle, top.edge - 0.78 * tall, wide * 1.015, tall), tone, lamp, square=9.0)
    side = -1.0 if rng.random() < 0.5 else 1.0
    accent = (
        rgb(spec.colours.accent.removeprefix("#")) if spec.colours.accent else rgb(str(rng.choice(PILLOWS)))
    )
    aspect = max(top.aspect, 0.9)
    cushion(rng, light, (side * 0.36 * aspect, top.edge - 0.13, 0.17, 0.165), accent, lamp, side * 0.16)
    if "pillows" in spec.props:
        other = rgb(str(rng.choice(PILLOWS)))
        cushion(rng, light, (-side * 0.4 * aspect, top.edge - 0.12, 0.16, 0.155), other, lamp, -side * 0.1)
    light = _softened(
        light, before, np.abs(light - before).max(2) > 1e-6, 0.75 * float(how.radius(top, top.edge))
    )
    # The dark line where the seat meets the back.
    light *= (1 - 0.3 * np.exp(-np.abs(y - top.edge) / 0.018))[..., None]
    disparity = np.where(y < top.edge, top.disparity(top.edge), disparity).astype(np.float32)
    return _painting(spec, top, f32(light), disparity)
