"""What a lying subject is put on, seen from straight above: boards, plates, towels and rugs laid on the
ground in its heights and colours, so that one light falls on all of it. Lengths are in metres."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from core.scenes.parts.canvas import Array, Random, rgb, stream
from core.scenes.parts.coverings import covering
from core.scenes.parts.coverings import known as known_covering
from core.scenes.parts.dyed import CLOTHS, Dyes, coloured, worked
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.lying import Lay, Window
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.renewed import is_renewed, is_seen, renewed
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.parts.woods import GRAINED
from core.scenes.spec import SceneSpec
from core.scenes.supports import SUPPORTS, under

WOODEN = ("oak", "walnut", "oak", "pine", "walnut")
CERAMIC = ("f2efe9", "e9e4da", "dfe1df", "3f4448", "c9cdc6")
CLOTH = ("e9e3d8", "b9b8a4", "8f9a8c", "d8c4b4", "75808a")


def lay_under(spec: SceneSpec, lay: Lay) -> None:
    """Lay the spec's supports in the middle, in place, the lowest first."""
    for name in under(spec.props):
        above = SUPPORTS[name].above
        if above is None:
            continue
        rng = stream(spec, f"under {name}")
        short = min(lay.high, lay.wide)
        half = (above[0] * short / 2, min(above[1] * short, 1.3 * lay.high) / 2)
        if lay.wide > lay.high and name not in CLOTHS and not SUPPORTS[name].round:
            half = (min(half[0] * 1.15, 0.47 * lay.wide), half[1])
        turn = float(rng.normal(0, 0.03 if name not in CLOTHS else 0.07))
        middle = (lay.wide / 2, lay.high / 2)
        if name in CLOTHS and above[1] > 1.2:
            # One end of what is longer than the picture is seen.
            middle = (middle[0], middle[1] + float(rng.choice([-1, 1])) * (half[1] - 0.44 * lay.high))
        window = lay.window(middle, float(np.hypot(*half)) * 1.1, turn)
        if window is not None:
            MAKERS.get(name, _cloth)(spec, name, lay, window, half, rng)


def _asked(spec: SceneSpec) -> tuple[Array, ...]:
    codes = [code for code in (spec.colours.accent, spec.colours.wall) if code is not None]
    return tuple(rgb(code.removeprefix("#")) for code in codes)


def _wave(rng: Random, size: int = 128) -> Array:
    return weave_noise(rng, size, 3, 4, gain=0.55)


def _cloth(
    spec: SceneSpec, name: str, lay: Lay, window: Window, half: tuple[float, float], rng: Random
) -> None:
    """A towel or a rug: its pattern in its stuff, soft rises, a rolled edge or a fringe."""
    cloth = CLOTHS[name]
    dyes = Dyes.of(_asked(spec), (int(rng.integers(1 << 31)), 7))
    seed = int(rng.integers(1 << 31)), 3
    wave = _wave(rng, 256)
    texels = int(np.clip(2 ** np.ceil(np.log2(max(0.34 / window.pixel, 16))), 64, 1024))
    named = renewed(spec, cloth.stuff)
    stuff = worked(named, texels, seed)
    few = max(16, round(stuff.span / window.pixel))
    if few < 0.75 * stuff.albedo.shape[0]:
        stuff = worked(named, few, seed)
    soft = name == "beach towel"
    bend = (0.006 if soft else 0.004) * fetch(wave, window.y / 1.3, window.x * 0 + 0.2)
    bow = (0.006 if soft else 0.004) * fetch(wave, window.x / 1.3, window.y * 0 + 0.7)
    x, y = f32(window.x + bend), f32(window.y + bow)
    inside = np.minimum(half[0] - np.abs(x), half[1] - np.abs(y))
    if name == "colourful rug" and min(half) == max(half):
        inside = half[0] - np.hypot(x, y)
    if name == "sheepskin":
        inside = _skin_outline(x, y, half, wave)
    rise = fetch(stuff.height, x / stuff.span, y / stuff.span)
    colour = coloured(name, stuff, x, y, half, dyes, window.pixel)
    thick = SUPPORTS[name].tall * 0.9
    ripple = fetch(wave, x / 0.9, y / 0.9) + 0.5 * fetch(wave, y / 0.37 + 0.3, x / 0.37)
    swell = (0.0055 if soft else 0.0015) * ripple * ramp(inside, 0.0, 0.08)
    if soft:
        swell = swell + 0.006 * _drag(fetch(wave, (x + y) / 1.6, (y - 0.4 * x) / 2.6)) * ramp(inside, 0, 0.1)
    rounded = 1 - (1 - np.clip(inside / (0.8 * thick + 0.002), 0, 1)) ** 2
    hem = np.exp(-(((inside - 0.014) / 0.0022) ** 2)) if soft else np.zeros_like(inside)
    hairy = cloth.stuff in ("wool rug", "fur")
    ragged = (0.003 * _uneven(wave, x, y) + 0.25 * (rise - rise.mean())) if hairy else 0.0
    cover = window.edge(f32(inside + ragged))
    tall = thick * rounded + rise + swell - 0.0012 * hem
    lay.put(window, f32(colour * (1 - 0.12 * hem)[..., None]), tall, cover, bridges=True)
    fringe = 0.04 if name == "soft rug" and is_renewed(spec) else cloth.fringe
    if fringe:
        _fringe(lay, window, (x, y), half, fringe, wave, dyes)


def _uneven(wave: Array, x: Array, y: Array) -> Array:
    """What makes an edge ragged: about unit size, from a decimetre down to a few millimetres."""
    turned = fetch(wave, (0.8 * x + 0.6 * y) / 0.71, (0.8 * y - 0.6 * x) / 0.71)
    return f32(0.7 * turned + 0.5 * fetch(wave, x / 0.23, y / 0.23) + 0.3 * fetch(wave, y / 0.083, x / 0.083))


def _drag(field: Array) -> Array:
    """Few long soft creases from a smooth field."""
    return f32(np.exp(-((field / 0.16) ** 2)))


def _skin_outline(x: Array, y: Array, half: tuple[float, float], wave: Array) -> Array:
    """How far inside a sheepskin: a broad body, drawn out at four legs."""
    angle = np.arctan2(y / half[1], x / half[0])
    reach = 0.9 + 0.07 * np.cos(4 * angle + 3.14) + 0.05 * fetch(wave, angle / 6.2832, angle * 0 + 0.4)
    square = (np.abs(x / half[0]) ** 2.6 + np.abs(y / half[1]) ** 2.6) ** (1 / 2.6)
    return f32((reach - square) * min(half))


def _fringe(
    lay: Lay, window: Window, at: tuple[Array, Array], half: tuple[float, float], long: float, wave: Array,
    dyes: Dyes,
) -> None:  # fmt: skip
    """Threads in tassels at both ends."""
    x, y = at
    out = np.abs(y) - half[1]
    number = np.floor(x / 0.011)
    own = fetch(wave, number * 0.137, number * 0.311)
    lean = x / 0.011 - number - 0.5 + 0.22 * own * np.clip(out / long, 0, 1)
    thick = 0.36 - 0.16 * np.clip(out / long, 0, 1)
    inside = np.minimum((thick - np.abs(lean)) * 0.011, (long * (1 + 0.12 * own) - out))
    cover = window.edge(f32(np.minimum(inside, out + 0.002))) * (np.abs(x) < half[0])
    tone = rgb("e4dccb") * (1 + 0.05 * own)[..., None]
    strand = np.sqrt(np.clip(1 - (lean / np.maximum(thick, 0.05)) ** 2, 0, 1))
    lay.put(window, f32(np.clip(tone * (0.8 + 0.25 * strand)[..., None], 0, 1)), 0.0035 * strand, f32(cover))


def _box(window: Window, half: tuple[float, float], corner: float) -> Array:
    """How far inside a rectangle with round corners."""
    across, down = np.abs(window.x) - half[0] + corner, np.abs(window.y) - half[1] + corner
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    return f32(corner - outside - np.minimum(np.maximum(across, down), 0))


def _stuff(
    name: str, window: Window, seed: tuple[int, int], colour: str | None, turn: bool
) -> tuple[Array, Array]:
    """A material's colour and height (m) at the window's points."""
    if name in SURFACES:
        span = SURFACES[name].span
        albedo, height = skin(
            name, int(np.clip(2 ** np.ceil(np.log2(span / window.pixel)), 64, 1024)), seed, colour
        )
    else:
        span = known_covering(name).span
        albedo, height = covering(name, max(16, round(span / window.pixel)), seed, colour)
    u, v = (window.y, window.x) if turn else (window.x, window.y)
    return fetch(albedo, u / span, v / span), fetch(height, u / span, v / span) * np.float32(span)


def _board(
    spec: SceneSpec, name: str, lay: Lay, window: Window, half: tuple[float, float], rng: Random
) -> None:
    """A board of wood, slate or marble, a slab of stone or a tray: bevelled edges, a hole or a rim."""
    seed = int(rng.integers(1 << 31)), 5
    ragged = name in ("slate board", "stone slab")
    stone = ("travertine", "granite", "slate")[int(rng.integers(3))]
    wood = WOODEN[int(rng.integers(len(WOODEN)))]
    material = {"slate board": "black slate", "marble board": "white marble", "stone slab": stone}.get(
        name, wood
    )
    material = GRAINED.get(material, material) if is_seen(spec) else material
    thick = {"slate board": 0.007, "marble board": 0.014, "stone slab": 0.024, "tray": 0.006}.get(name, 0.018)
    inside = _box(window, half, 0.006 if ragged else float(rng.uniform(0.012, 0.03)))
    if ragged:
        wave = _wave(rng, 256)
        chips = _uneven(wave, window.x, window.y)
        inside = f32(inside + (0.0016 if name == "slate board" else 0.004) * chips)
    albedo, grain = _stuff(
        material, window, seed, spec.colours.accent, name != "slate board" and bool(half[0] < half[1])
    )
    bevel = 0.002 if name != "slate board" else 0.004
    tall = thick - bevel * (1 - np.clip(inside / bevel, 0, 1)) ** 2 + grain
    edge = np.exp(-np.clip(inside, 0, None) / 0.0016)
    gloss = {"marble board": 0.16, "tray": 0.05}.get(name, 0.02)
    tone = 1 - (0.14 if not ragged else -0.22) * edge
    if name == "tray":
        rim = np.exp(-(((inside - 0.008) / 0.0065) ** 6))
        tall = tall + 0.024 * rim
        tone = tone * (1 - 0.06 * rim)
    lay.put(
        window,
        f32(np.clip(albedo * np.asarray(tone)[..., None], 0, 1)),
        f32(tall),
        window.edge(inside),
        gloss,
    )


def _plate(
    spec: SceneSpec, name: str, lay: Lay, window: Window, half: tuple[float, float], rng: Random
) -> None:
    """A ceramic plate: a raised rim, a shallow well, glaze that shines."""
    own = rgb(str(rng.choice(CERAMIC)))
    tone = _asked(spec)[0] if _asked(spec) else own
    reach, wave = half[0], _wave(rng)
    away = np.hypot(window.x, window.y)
    share = away / reach
    well = ramp(f32(share), 0.6, 0.7)
    tall = (
        0.008
        + 0.012 * well
        + 0.008 * np.clip((share - 0.7) / 0.3, 0, 1)
        - 0.003 * ramp(f32(share), 0.975, 1.0)
    )
    speck = np.clip(fetch(wave, window.x / 0.02, window.y / 0.02) - 1.9, 0, 1) * (tone.mean() < 0.9)
    line = np.exp(-(((share - 0.985) / 0.008) ** 2)) * 0.12
    colour = tone * (1 - 0.25 * speck - line + 0.01 * fetch(wave, window.x / 0.4, window.y / 0.4))[..., None]
    lay.put(window, f32(np.clip(colour, 0, 1)), f32(tall), window.edge(f32(reach - away)), 0.22)


def _mat(
    spec: SceneSpec, name: str, lay: Lay, window: Window, half: tuple[float, float], rng: Random
) -> None:
    """A linen cloth or placemat: hemmed, pressed, a soft wave in its edge."""
    code = spec.colours.accent or "#" + str(rng.choice(CLOTH))
    seed = int(rng.integers(1 << 31)), 7
    wave = _wave(rng, 256)
    x = window.x + 0.004 * fetch(wave, window.y / 0.5, window.x * 0 + 0.3)
    y = window.y + 0.004 * fetch(wave, window.x / 0.5, window.y * 0 + 0.8)
    inside = np.minimum(half[0] - np.abs(x), half[1] - np.abs(y))
    albedo, grain = _stuff("linen", window, seed, code, False)
    hem = np.exp(-(((inside - 0.012) / 0.0012) ** 2))
    soft = 0.0022 * fetch(wave, x / 0.5, y / 0.5) + 0.003 * _drag(fetch(wave, x / 1.1 + 0.4, y / 0.9))
    tall = 0.0022 + grain + soft * ramp(f32(inside), 0, 0.05) - 0.0005 * hem + 0.0008 * (inside < 0.012)
    lay.put(
        window, f32(albedo * (1 - 0.07 * hem)[..., None]), f32(tall), window.edge(f32(inside)), bridges=True
    )


def _slice(
    spec: SceneSpec, name: str, lay: Lay, window: Window, half: tuple[float, float], rng: Random
) -> None:
    """A slice of a trunk: its rings, cracks, and a rim of bark."""
    from core.scenes.parts.timber import bark, end_grain

    size = int(np.clip(2 ** np.ceil(np.log2(1.0 / window.pixel * 0.5)), 256, 1024))
    seed = int(rng.integers(1 << 31)), 9
    rise, colour, _ = end_grain(seed, size)
    rind, dark, _ = bark(seed, 256)
    wave = _wave(rng, 256)
    angle = np.arctan2(window.y, window.x)
    reach = half[0] * (1 + 0.035 * fetch(wave, angle / 6.2832, angle * 0 + 0.5))
    away = np.hypot(window.x, window.y)
    inside = f32(reach - away)
    scale = 0.42 / reach
    u, v = f32(window.x * scale + 0.5), f32(window.y * scale + 0.5)
    paint = fetch(colour, u, v) ** np.float32(1 / 2.2)
    edge = 0.014 + 0.004 * fetch(wave, angle * 3, angle * 0)
    skin_share = 1 - ramp(inside, edge, edge + 0.002)
    rough = fetch(rind, angle * 1.5, away / 0.1) * 0.3
    brown = fetch(dark, angle * 1.5, away / 0.1) ** np.float32(1 / 2.2)
    paint = paint + skin_share[..., None] * (brown - paint)
    tall = 0.026 + fetch(rise, u, v) * 0.3 - skin_share * (0.004 + 0.5 * edge) + skin_share * rough
    lay.put(window, f32(np.clip(paint, 0, 1)), f32(tall), window.edge(inside))


Maker = Callable[[SceneSpec, str, Lay, Window, tuple[float, float], Random], None]
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "wooden board": _board,
        "slate board": _board,
        "marble board": _board,
        "stone slab": _board,
        "tray": _board,
        "plate": _plate,
        "placemat": _mat,
        "log slice": _slice,
    }
)
"""How each support is laid; the others are cloths."""
