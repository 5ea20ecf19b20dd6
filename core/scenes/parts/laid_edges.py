"""What is seen at the edge of a ground from straight above: a pool beside its deck; and clouds cut of paper
that lie about."""

import numpy as np

from core.scenes.parts.canvas import Array, blur, grid, noise, ramp, rgb, stream
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.lying import Lay
from core.scenes.parts.natural import caustics
from core.scenes.parts.seats_above import cushions, stool_top
from core.scenes.spec import SceneSpec

WATER = ("1f8fa8", "3fb3c4", "8fdfe0")
"""A pool's water: deep, usual, and where light gathers on its floor."""
COPING = "d8d0c2"
COPING_WIDE = 0.06
"""Metres that its rim of stone is wide."""
POOL = 0.11
"""The share of the picture's width that is water."""
WAVE, GATHERED = 0.17, 0.05
"""Metres between its waves, and how far these gather the light on its floor."""
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


def free_of_water(spec: SceneSpec, aspect: float, high: float) -> tuple[float, float]:
    """The part of a picture ``aspect`` times as wide as high beside the pool that is all deck: its middle
    and half its width, in heights of the picture of ``high`` metres."""
    side, lean = pool_side(spec)
    kept = aspect - POOL * aspect - COPING_WIDE / high - abs(lean) / 2
    return aspect / 2 - side * (aspect - kept) / 2, kept / 2


def pool_side(spec: SceneSpec) -> tuple[int, float]:
    """On which side of the picture the pool is, -1 left, 1 right, and how far it leans in."""
    rng = stream(spec, "pool")
    right = bool(rng.random() < 0.5)
    return 1 if right else -1, float(rng.uniform(-0.04, 0.04))


def _pool(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """A narrow strip of a pool along one side: its rim of stone, its water, softly bright where waves gather
    light on its floor."""
    rows, columns = ground.height.shape
    y, x = grid(rows, columns)
    aspect, (side, lean) = columns / rows, pool_side(spec)
    inward = (aspect - x if side > 0 else x) + lean * (y - 0.5)
    rim, wide = POOL * aspect, COPING_WIDE / high
    chips = 0.0006 * noise(stream(spec, "chips"), rows, columns, 26, 4, gain=0.6)
    edge = f32(inward + chips)
    water = ramp(f32(rim - edge), -0.0012, 0.0016)
    stone = ramp(f32(rim + wide - edge), -0.0008, 0.0008) * (1 - water)
    swell = noise(stream(spec, "swell"), rows, columns, 5, 4, gain=0.5)
    away = np.clip(rim - inward, 0, None)
    deep, usual, bright = (rgb(code) for code in WATER)
    share = np.clip(0.5 + 0.22 * swell, 0, 1)[..., None]
    tone = deep + share * (usual - deep)
    net = _net(spec, (rows, columns), high)
    tone = tone * (0.86 + 0.14 * np.clip(net, 0, 2))[..., None]
    tone = tone + 0.7 * ramp(net, 0.9, 3.0)[..., None] * (bright - tone)
    # The rim throws its shadow on the water beside it, and darkens where it is wet.
    tone = tone * (1 - 0.35 * np.exp(-away / (0.014 / high)))[..., None]
    grain = noise(stream(spec, "coping"), rows, columns, 90, 3)
    clouds = noise(stream(spec, "stone clouds"), rows, columns, 7, 5, gain=0.6)
    slab = rgb(COPING) * (1 + 0.03 * grain + 0.05 * clouds)[..., None]
    joint = ramp(f32(0.0028 - np.abs(((y + 0.17) * high / 0.42) % 1 - 0.5) * 0.42), 0.0, 0.0014)
    slab = slab * (1 - 0.3 * joint)[..., None]
    wet = np.exp(-np.clip(inward - rim, 0, None) / (0.018 / high)) * (0.6 + 0.3 * clouds.clip(-1, 1))
    slab = slab * (1 - 0.28 * wet)[..., None]
    gap = np.exp(-(((edge - rim - wide) / (0.0025 / high)) ** 2))
    boards = ground.albedo * (1 - 0.6 * gap)[..., None]
    albedo = boards * (1 - water - stone)[..., None] + tone * water[..., None] + slab * stone[..., None]
    base = float(np.median(ground.height))
    level = ground.height * (1 - water - stone) + stone * (base + 0.006 / high)
    height = level + water * (base - DEEP / high + 0.0008 * swell / high * 0.3)
    gloss = ground.gloss * (1 - water) + 0.4 * water
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
    """The light that waves gather on a pool's floor, mean about 1: rays bent by their slopes."""
    side = max(size)
    wide = high * side / size[0]
    wave = noise(stream(spec, "net"), side, side, wide / WAVE, 3, gain=0.42)
    small = noise(stream(spec, "small net"), side, side, 2.8 * wide / WAVE, 2, gain=0.5)
    swell = blur(wave + 0.22 * small, side * 0.006)
    net = caustics(swell, GATHERED * (WAVE / wide) ** 2)
    # The rays are counted on a grid, which is not to be seen in calm water.
    return blur(net, 0.006 * size[0])[: size[0], : size[1]]


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
