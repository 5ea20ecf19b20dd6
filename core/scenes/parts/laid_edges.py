"""What is seen at the edge of a ground from straight above: a pool beside its deck; and clouds cut of paper
that lie about."""

import numpy as np

from core.scenes.parts.canvas import Array, grid, noise, ramp, rgb, stream
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.lying import Lay
from core.scenes.parts.seats_above import cushions, stool_top
from core.scenes.spec import SceneSpec

WATER = ("1f8fa8", "3fb3c4", "8fdfe0")
"""A pool's water: deep, usual, and where light gathers on its floor."""
COPING = "d8d0c2"
DEEP = 0.02
"""Metres that the water stands below the ground."""


def lay_edges(spec: SceneSpec, lay: Lay) -> None:
    """Put the spec's pool and its clouds on the ground, in place."""
    if "pool edge" in spec.props:
        lay.relief = _pool(spec, lay.relief, lay.high)
    if "lake edge" in spec.props:
        lay.relief = _lake(spec, lay.relief, lay.high)
    if "seat cushions" in spec.props:
        lay.relief = cushions(spec, lay.relief, lay.high)
    if "stool top" in spec.props:
        lay.relief = stool_top(spec, lay.relief, lay.high)
    if "clouds" in spec.props:
        lay.relief = _clouds(spec, lay.relief, lay.high)


def _pool(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """A pool along one side: its rim of stone, its water with the net of light on its floor."""
    rng = stream(spec, "pool")
    rows, columns = ground.height.shape
    y, x = grid(rows, columns)
    aspect, right = columns / rows, bool(rng.random() < 0.5)
    lean = float(rng.uniform(-0.1, 0.1))
    inward = (aspect - x if right else x) + lean * (y - 0.5)
    rim, wide = 0.2 * aspect, 0.055 / high
    water = ramp(f32(rim - inward), -0.0008, 0.0008)
    stone = ramp(f32(rim + wide - inward), -0.0008, 0.0008) * (1 - water)
    swell = noise(stream(spec, "swell"), rows, columns, 9, 3)
    net = _net(spec, (rows, columns), high)
    deep, usual, bright = (rgb(code) for code in WATER)
    share = np.clip(0.55 + 0.25 * swell, 0, 1)[..., None]
    tone = deep + share * (usual - deep)
    tone = tone + np.clip(net, 0, 1)[..., None] * 0.75 * (bright - tone)
    grain = noise(stream(spec, "coping"), rows, columns, 90, 3)
    slab = rgb(COPING) * (1 + 0.035 * grain)[..., None]
    joint = np.abs(((y + 0.17) * high / 0.42) % 1 - 0.5) < 0.0022 / 0.42
    slab = slab * (1 - 0.35 * joint)[..., None]
    albedo = (
        ground.albedo * (1 - water - stone)[..., None] + tone * water[..., None] + slab * stone[..., None]
    )
    base = float(np.median(ground.height))
    level = ground.height * (1 - water - stone) + stone * (base + 0.012 / high)
    height = level + water * (base - DEEP / high + 0.0016 * swell / high * 0.3)
    gloss = ground.gloss * (1 - water) + 0.5 * water
    return Relief(f32(np.clip(albedo, 0, 1)), f32(height), f32(gloss))


def _lake(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """A lake's dark water past the ends of the boards, the sky in its ripples."""
    rng = stream(spec, "lake")
    rows, columns = ground.height.shape
    _, x = grid(rows, columns)
    aspect, right = columns / rows, bool(rng.random() < 0.5)
    inward = (aspect - x if right else x) + 0.0015 * noise(rng, rows, columns, 16, 2)
    water = ramp(f32(0.19 * aspect - inward), -0.0008, 0.0008)
    swell = noise(stream(spec, "swell"), rows, columns, 13, 4, stretch=2.5)
    sky = ramp(f32(swell), 0.25, 1.5)[..., None]
    tone = rgb("27403f") * (1 + 0.1 * swell)[..., None]
    tone = tone + sky * 0.6 * (rgb("9fb7c4") - tone)
    shade = np.exp(-np.clip(0.19 * aspect - inward, 0, None) / (0.03 / high))
    tone = tone * (1 - 0.5 * shade)[..., None]
    albedo = ground.albedo * (1 - water)[..., None] + tone * water[..., None]
    base = float(np.median(ground.height))
    height = ground.height * (1 - water) + water * (base - 0.05 / high)
    return Relief(f32(np.clip(albedo, 0, 1)), f32(height), f32(ground.gloss * (1 - water) + 0.4 * water))


def _net(spec: SceneSpec, size: tuple[int, int], high: float) -> Array:
    """The bright lines that waves gather light to on a pool's floor."""
    made = np.zeros(size, np.float32)
    for number, cells in enumerate((9.0, 15.0)):
        field = noise(stream(spec, f"net {number}"), *size, cells * high / 0.8, 2)
        made += np.exp(-np.abs(field) / 0.09).astype(np.float32) * (0.7, 0.45)[number]
    return made


def _clouds(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """Clouds cut of white card, raised a little, near the picture's edges."""
    rng = stream(spec, "paper clouds")
    rows, columns = ground.height.shape
    aspect = columns / rows
    y, x = grid(rows, columns)
    places = [(0.13, 0.12), (0.87, 0.2), (0.1, 0.62), (0.9, 0.78), (0.35, 0.93), (0.6, 0.05)]
    albedo, height = ground.albedo.copy(), ground.height.copy()
    paper = rgb("f8f7f3") * (1 + 0.006 * noise(rng, rows, columns, 160, 2))[..., None]
    for across, down in places:
        wide = float(rng.uniform(0.1, 0.16)) / high * 0.8
        at = across * aspect + float(rng.normal(0, 0.02)), down + float(rng.normal(0, 0.02))
        inside = np.full((rows, columns), -1.0, np.float32)
        for number, (u, r) in enumerate(((-0.62, 0.36), (-0.2, 0.52), (0.28, 0.46), (0.68, 0.32))):
            centre = (
                at[0] + (u + float(rng.normal(0, 0.05))) * wide,
                at[1] - (0.1 if number in {1, 2} else 0) * wide,
            )
            inside = np.maximum(inside, f32(r * wide - np.hypot(x - centre[0], y - centre[1])))
        inside = np.minimum(inside, f32(at[1] + 0.24 * wide - y))
        cover = ramp(inside, -0.0006, 0.0008)
        albedo = albedo * (1 - cover[..., None]) + paper * cover[..., None]
        height = height + cover * (0.006 / high)
    return Relief(f32(np.clip(albedo, 0, 1)), f32(height), ground.gloss)
