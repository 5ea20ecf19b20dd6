"""Boards that stand in a place of their own: a bar, a workbench, a spa's ledge, a window sill."""

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painters.table_backdrops import Behind, lens
from core.scenes.painters.tables import board, composed, furnished, ground_of, seen, table_top
from core.scenes.painting import Painting, View, paint
from core.scenes.parts import glow
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, Random, grid, noise, ramp, rgb, stream
from core.scenes.parts.channels import covered, joined, scaled, spread
from core.scenes.parts.floats import f32
from core.scenes.parts.hangings import linen_curtain
from core.scenes.parts.heightfield import resized, soft
from core.scenes.parts.surfaces import surface
from core.scenes.parts.viewpoint import over
from core.scenes.parts.worktop import Top, sparkling, wide_lens_blur
from core.scenes.spec import Camera, Materials, SceneSpec

GLASS = ("6b4a1e", "3f5a34", "8a5a24", "c9b48a", "7d2f24", "d8d4c4", "2f4a44", "a8763f", "54301c", "b8c4c0")


def on_board(
    spec: SceneSpec, view: View, top: Top, back: Behind, material: str, props: float = 0.75
) -> Painting:
    """A board of that material before what is ``back``, with the spec's props."""
    how = seen(spec, top, material)
    around = back.light[: max(2, int(top.edge * view.height))].mean(axis=(0, 1))
    own = board(spec, view, top, material, around)
    light, disparity = composed(top, how, back, own)
    light = furnished(spec, view, top, how, light, props)
    return Painting(
        image=develop(light), disparity=disparity, ground=ground_of(top, how), tint=glow.tint(spec.light)
    )


def out_of_focus(light: Array, view: View, radius: float, far: float = 0.0) -> Behind:
    """A picture of what is behind, blurred by ``radius`` heights and brought to the view's size."""
    height = light.shape[0]
    made = wide_lens_blur(sparkling(light, height), radius * height)
    made = cv2.resize(made, (view.width, view.height), interpolation=cv2.INTER_CUBIC)
    return Behind(f32(np.clip(made, 0, None)), np.full(made.shape[:2], far, np.float32))


def small(spec: SceneSpec, view: View, fine: float = 10.0) -> tuple[int, int]:
    """Height and width in px that a picture needs which will be out of focus."""
    height = int(min(view.height, max(160, round(fine / lens(spec)))))
    return height, max(1, round(height * view.aspect))


def _glimmer(rng: Random, light: Array, at: tuple[float, float], radius: float, colour: Array) -> None:
    """Add a small lamp at (column, row) in heights."""
    height, width = light.shape[:2]
    y, x = grid(height, width)
    away = np.hypot(x - at[0], y - at[1])
    light += (np.clip((radius - away) * height + 0.5, 0, 1) * rng.uniform(0.6, 1.2))[..., None] * colour


def bar(spec: SceneSpec, view: View) -> Painting:
    """A bar's counter before lit shelves of bottles."""
    top = table_top(spec, view)
    return on_board(spec, view, top, behind_bar(spec, view, top), ground_name(spec))


def ground_name(spec: SceneSpec) -> str:
    """What the board is made of."""
    return spec.materials.ground or spec.place.grounds[0]


def behind_bar(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The shelves behind a bar, out of focus."""
    return out_of_focus(_bottles(spec, small(spec, view), top), view, 0.6 * lens(spec))


def _bottles(spec: SceneSpec, size: tuple[int, int], top: Top) -> Array:
    """Shelves of bottles before a warm glow, linear, sharp."""
    rng = stream(spec, "bottles")
    day = spec.light.time not in ("night", "dusk", "sunset")
    y, x = grid(*size)
    wall = to_linear(rgb((spec.colours.wall or "#4a3322").removeprefix("#")))
    lamp = np.array([1.0, 0.66, 0.32], np.float32) * (1 + 0.2 * spec.light.warmth)
    light = f32(np.ones((*size, 3)) * wall * (0.5 if day else 0.22))
    shelves = [top.edge - 0.12 - 0.235 * index for index in range(4)]
    for low in shelves:
        strip = np.exp(-np.abs(y - low) / 0.09) * (y < low) + 0.5 * np.exp(-np.abs(y - low + 0.2) / 0.05) * (
            y < low
        )
        light += strip[..., None] * lamp * 0.34
    for low in shelves:
        at = -0.02 + 0.03 * float(rng.random())
        while at < top.aspect + 0.05:
            half, tall = float(rng.uniform(0.017, 0.028)), float(rng.uniform(0.13, 0.19))
            tone = to_linear(rgb(str(rng.choice(GLASS))))
            gap = float(rng.uniform(0.002, 0.02)) + (0.05 if rng.random() < 0.06 else 0.0)
            _bottle(rng, light, (x, y), (at + half, low), (half, tall), tone, lamp)
            at += 2 * half + gap
        board_ = np.clip((0.007 - np.abs(y - low - 0.007)) * size[0] + 0.5, 0, 1)[..., None]
        light = light * (1 - board_) + board_ * wall * 0.5
    for _ in range(9 if "lamps" in spec.props or not day else 4):
        where = float(rng.uniform(0, top.aspect)), float(rng.uniform(0.0, 0.22))
        _glimmer(rng, light, where, float(rng.uniform(0.006, 0.012)), lamp * 6)
    return f32(light)


def _bottle(
    rng: Random, light: Array, place: tuple[Array, Array], at: tuple[float, float], size: tuple[float, float],
    tone: Array, lamp: Array,
) -> None:  # fmt: skip
    """One bottle on its shelf at (column, row): glass that glows, a label, a bright rim."""
    height = light.shape[0]
    half, tall = size
    left, right = (int(np.clip((at[0] + way * half * 1.3) * height, 0, light.shape[1])) for way in (-1, 1))
    first, last = (int(np.clip(row * height, 0, height)) for row in (at[1] - tall * 1.05, at[1] + 0.002))
    if right <= left or last <= first:
        return
    area = slice(first, last), slice(left, right)
    x, y = place[0][area], place[1][area]
    t = (at[1] - y) / tall
    radius = half * np.where(t < 0.62, 1.0, np.clip(1 - (t - 0.62) / 0.13, 0.32, 1.0))
    u = (x - at[0]) / radius
    inside = np.minimum((1 - np.abs(u)) * radius, (1 - t) * tall)
    cover = np.clip(inside * height + 0.5, 0, 1)
    through = 0.35 + 0.65 * np.clip(1 - u**2, 0, 1)
    glass = tone * (0.35 + 0.9 * through)[..., None] * (0.55 + 0.8 * lamp)
    label = (np.abs(t - 0.3) < 0.13) & (rng.random() < 0.7)
    paper = (
        to_linear(rgb(str(rng.choice(["e6ddc8", "d9d2c6", "2a2420", "b89a6a"]))))
        * (0.5 + 0.3 * (1 - u**2))[..., None]
    )
    glass = np.where(label[..., None], paper, glass)
    gleam = np.exp(-(((u + 0.55) / 0.12) ** 2)) * 0.9 + 0.3 * np.exp(-(((u - 0.7) / 0.1) ** 2))
    glass = glass + gleam[..., None] * lamp * 0.55
    light[area] += (glass - light[area]) * cover[..., None]


def workbench(spec: SceneSpec, view: View) -> Painting:
    """A workbench before a wall of tools."""
    top = table_top(spec, view)
    return on_board(spec, view, top, behind_workbench(spec, view, top), ground_name(spec))


def behind_workbench(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The wall of tools behind a workbench, out of focus."""
    return out_of_focus(_tool_wall(spec, small(spec, view, 12), top), view, 0.4 * lens(spec), 0.6)


def _tool_wall(spec: SceneSpec, size: tuple[int, int], top: Top) -> Array:
    """Hammers, saws, pliers and spanners on a board on the wall, linear, sharp."""
    rng = stream(spec, "tools")
    y, x = grid(*size)
    key, fill = glow.colours(spec.light)
    base = rgb((spec.colours.wall or "#b09878").removeprefix("#"))
    grain = noise(rng, *size, 60, 3, stretch=0.12)
    side = float(np.sin(np.deg2rad(spec.light.direction)))
    falls = 1 + 0.3 * side * (x / top.aspect - 0.5) - 0.2 * (y - 0.3)
    wall = to_linear(np.clip(base * (0.92 + 0.05 * grain)[..., None], 0, 1))
    drawn = np.ascontiguousarray(np.dstack([wall, np.zeros(size, np.float32)]), np.float32)
    at = 0.03 + 0.03 * float(rng.random())
    row = top.edge - 0.22
    for level in (row, row - 0.27):
        at = 0.03 + 0.04 * float(rng.random())
        while at < top.aspect:
            at += _tool(rng, drawn, at, level) + float(rng.uniform(0.02, 0.05))
    tools = soft(drawn[..., 3], 0.012 * size[0])
    moved = np.roll(tools, (round(0.008 * size[0]), -round(0.01 * side * size[0])), (0, 1))
    shade = 1 - 0.5 * moved * (1 - drawn[..., 3])
    return f32(drawn[..., :3] * (shade * falls * 0.9)[..., None] * (key + fill))


def _tool(rng: Random, drawn: Array, at: float, row: float) -> float:
    """Draw one tool that hangs at (column, row) and give its width, in heights."""
    height = drawn.shape[0]
    steel = to_linear(rgb(str(rng.choice(["8d8f92", "5c5f63", "b3b4b6", "3a3c40"]))))
    grip = to_linear(rgb(str(rng.choice(["8a5a34", "b0392a", "2f3236", "c99a2e", "3f5f7a", "a8763f"]))))
    kind = int(rng.integers(4))
    long = float(rng.uniform(0.14, 0.2))

    def shape(points: list[tuple[float, float]], tone: Array) -> None:
        corners = np.array([[(at + px) * height * 16, (row + py) * height * 16] for px, py in points])
        colour = (*(float(value) for value in tone), 1.0)
        cv2.fillPoly(drawn, [np.round(corners).astype(np.int32)], colour, cv2.LINE_AA, 4)

    if kind == 0:
        shape([(0.03, 0.02), (0.042, 0.02), (0.044, long), (0.028, long)], grip)
        shape([(0.0, 0.0), (0.055, -0.004), (0.075, 0.012), (0.055, 0.026), (0.0, 0.026)], steel)
        return 0.075
    if kind == 1:
        shape([(0.0, 0.03), (0.05, 0.0), (0.062, 0.02), (0.02, long), (0.0, long)], steel)
        shape([(0.0, -0.035), (0.06, -0.045), (0.066, 0.004), (0.0, 0.034)], grip)
        return 0.07
    if kind == 2:
        shape([(0.008, 0.0), (0.022, 0.0), (0.02, 0.6 * long), (0.01, 0.6 * long)], steel)
        shape([(0.003, -0.05), (0.027, -0.05), (0.027, 0.012), (0.003, 0.012)], grip)
        return 0.03
    shape([(0.0, 0.0), (0.02, 0.012), (0.03, 0.012), (0.045, 0.0), (0.045, 0.03), (0.03, 0.04), (0.03, long),
           (0.014, long), (0.014, 0.04), (0.0, 0.03)], steel)  # fmt: skip
    return 0.045


def spa(spec: SceneSpec, view: View) -> Painting:
    """A spa's ledge with towels, stones and candles before a calm wall with small lights."""
    top, material = table_top(spec, view), spec.materials.ground or spec.place.grounds[0]
    size = small(spec, view)
    rng = stream(spec, "spa")
    y, x = grid(*size)
    name = spec.materials.wall or spec.place.walls[0]
    tile = resized(to_linear(surface(name, 256, spec.stream("spa wall"), spec.colours.wall)), 256)
    columns, rows = f32((x * 300) % 255), f32((y * 300) % 255)
    wall = cv2.remap(tile, columns, rows, cv2.INTER_LINEAR)
    key, fill = glow.colours(spec.light)
    side = float(np.sin(np.deg2rad(spec.light.direction)))
    falls = 0.8 + 0.4 * side * (x / top.aspect - 0.5) + 0.25 * (0.5 - y)
    light = f32(wall * falls[..., None] * (0.8 * key + 0.8 * fill))
    if rng.random() < 0.6:
        light = _bamboo(rng, light, top)
    flame = np.array([1.0, 0.6, 0.24], np.float32)
    for _ in range(int(rng.integers(5, 9))):
        where = float(rng.uniform(0, top.aspect)), top.edge - float(rng.uniform(0.02, 0.14))
        halo = np.exp(-np.hypot(x - where[0], y - where[1]) / 0.09)
        light += halo[..., None] * flame * 0.16
        _glimmer(rng, light, where, float(rng.uniform(0.008, 0.013)), flame * 5)
    names = tuple(prop for prop in spec.props) or ("candle", "towels")
    dressed = spec.model_copy(update={"props": tuple(sorted(names))})
    return on_board(dressed, view, top, out_of_focus(light, view, 0.8 * lens(spec)), material, 0.3)


def _bamboo(rng: Random, light: Array, top: Top) -> Array:
    """Stems of bamboo with their knots on one side of the picture."""
    height, width = light.shape[:2]
    y, x = grid(height, width)
    side = rng.random() < 0.5
    for _ in range(7):
        at = float(rng.uniform(0, 0.36)) + (0.0 if side else top.aspect - 0.36)
        half, lean = float(rng.uniform(0.008, 0.015)), float(rng.normal(0, 0.03))
        u = (x - at - lean * y) / half
        cover = np.clip((1 - np.abs(u)) * half * height + 0.5, 0, 1)
        knot = np.abs(((y + rng.random()) * 5.5) % 1 - 0.5) < 0.03
        tone = to_linear(rgb(str(rng.choice(["7d8f4a", "93a35a", "6a7f42", "a8a868"]))))
        round_ = (0.45 + 0.55 * np.sqrt(np.clip(1 - u**2, 0, 1))) * np.where(knot, 0.7, 1.0)
        light += (tone * round_[..., None] * float(light.mean()) * 2.2 - light) * cover[..., None]
    return light


def windowsill(spec: SceneSpec, view: View) -> Painting:
    """A sill before a window: its frame near, the view outside far out of focus, a curtain at one side."""
    top = table_top(spec, view)
    return on_board(spec, view, top, behind_sill(spec, view, top), ground_name(spec))


def behind_sill(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The window at a sill with its frame and curtain, and what is seen through it, out of focus."""
    outside = _outside(spec, view, top)
    size = small(spec, view, 20)
    layer = _frame(spec, size, top)
    radius = 0.22 * lens(spec)
    layer = wide_lens_blur(layer, radius * size[0])
    layer = cv2.resize(layer, (view.width, view.height), interpolation=cv2.INTER_LINEAR)
    light = f32(over(outside.light, layer))
    disparity = np.where(layer[..., 3] > 0.5, 0.9, 0.0).astype(np.float32)
    return Behind(light, disparity)


def _outside(spec: SceneSpec, view: View, top: Top) -> Behind:
    """What is seen through the panes, bright and far out of focus."""
    place = kind_named(spec.backdrop or spec.place.backdrops[0])
    low, high = place.horizon
    horizon = float(np.clip(top.edge - 0.05, min(low, high), max(low, high)))
    inner = spec.model_copy(
        update={
            "kind": place.name,
            "backdrop": None,
            "materials": Materials(),
            "colours": spec.colours.model_copy(update={"ground": None, "wall": None, "accent": None}),
            "light": spec.light.model_copy(update={"pattern": "none"}),
            "camera": Camera(horizon=horizon, distance=1.6, blur=max(place.blur)),
            "props": place.props[:2],
        }
    )
    height, width = small(spec, view)
    made = paint(inner, View(width, height))
    light = to_linear(made.image)
    mean = float(light[: max(2, int(top.edge * height))].mean())
    goal = {"night": 0.05, "dusk": 0.16, "sunset": 0.36}.get(spec.light.time, 0.75)
    return out_of_focus(light * float(np.clip(goal / max(mean, 1e-3), 0.6, 3.2)), view, 1.1 * lens(spec))


def _frame(spec: SceneSpec, size: tuple[int, int], top: Top) -> Array:
    """The window's frame, bars and a curtain, linear with cover H×W×4, lit from outside along their edges."""
    rng = stream(spec, "window frame")
    y, x = grid(*size)
    key, fill = glow.colours(spec.light)
    tone = to_linear(rgb(str(rng.choice(["ebe8e2", "ebe8e2", "d9d2c6", "3a3a3c", "8a6a46"]))))
    layer = np.zeros((*size, 4), np.float32)

    def lay(cover: Array, light: Array) -> None:
        layer[:] = covered(layer, joined(scaled(light, cover), cover))

    count = int(rng.choice([1, 2]))
    for index in range(count):
        middle = top.aspect * ((index + 1) / (count + 1)) + float(rng.normal(0, 0.03))
        half = 0.02
        u = (x - middle) / half
        lay(np.clip((1 - np.abs(u)) * half * size[0] + 0.5, 0, 1),
            f32(spread(0.34 + 0.5 * np.abs(u) ** 3, tone) * (0.5 * key + fill)))  # fmt: skip
    for row in (top.edge - 0.012, float(rng.uniform(0.1, 0.2))):
        v = (y - row) / 0.022
        lay(np.clip((1 - np.abs(v)) * 0.022 * size[0] + 0.5, 0, 1),
            f32(spread(0.36 + 0.4 * np.clip(-v, 0, 1) ** 2, tone) * (0.5 * key + fill)))  # fmt: skip
    if "curtain" in spec.props or rng.random() < 0.6:
        side = 1.0 if rng.random() < 0.5 else -1.0
        albedo, height = linen_curtain(stream(spec, "sheer"), 256, rgb("f1eee8"))
        wide = 0.3 * top.aspect
        u = (x if side < 0 else top.aspect - x) / wide
        columns, rows = f32(np.clip(u, 0, 1) * 180), f32((y * 255) % 255)
        cloth = cv2.remap(to_linear(albedo), columns, rows, cv2.INTER_LINEAR)
        fold = cv2.remap(resized(height / float(height.max()), 256), columns, rows, cv2.INTER_LINEAR)
        cover = ramp(1 - u, 0.0, 0.05) * (0.72 + 0.24 * (1 - fold))
        lay(f32(cover), f32(scaled(cloth, 0.55 + 0.45 * fold) * (0.75 * key + 0.6 * fill)))
    return layer
