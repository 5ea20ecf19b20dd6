"""What one puts a thing on out of doors: a stump, a rock, a bale, a wall; the place behind out of focus."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painters.boughs import BOUGHS, TRUNKS, of_bough
from core.scenes.painters.outside import earth, lamplit, pooled, row_softness, veil
from core.scenes.painters.table_backdrops import GRAZING
from core.scenes.painters.wild_plants import Sort
from core.scenes.painters.wild_woods import covered as covered_by
from core.scenes.painting import Ground, Painting, Stand, View, paint
from core.scenes.parts import channels
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, blur, stream
from core.scenes.parts.channels import covered, dimmed, joined, spread
from core.scenes.parts.extruded import (
    Side,
    Top,
    box_cover,
    lit_flat,
    on_side,
    on_top,
    rim_shade,
    round_cover,
    side_of,
    top_of,
)
from core.scenes.parts.grass import Flower, stick
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.mounds import mound
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import planks
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import Tile, linear, moss, stretched
from core.scenes.parts.timber import bark, end_grain, rubble, straw
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, focused, over
from core.scenes.spec import Camera, Materials, SceneSpec, is_anew, since

BRIGHT: Mapping[str, float] = MappingProxyType(
    {"morning": 0.3, "day": 0.32, "overcast": 0.3, "foggy": 0.4, "golden": 0.26, "sunset": 0.18, "dusk": 0.09}
)
"""Mean linear light of what lies behind, by the time of day; by night it stays as dark as it is."""
RADII: Mapping[str, float] = MappingProxyType({"stump": 0.37, "log slice": 0.36, "fence post": 0.25})
"""Radius of what is round, in picture heights."""
SLIM_POST = 0.62
"""How slim a fence post is by that."""
AMONG: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "forest": ("ferns", "rays"),
        "mountains": ("lake", "snow_peaks"),
        "garden": ("hedge", "roses"),
        "sea": (),
    }
)
"""What else is seen in some places behind; of others, the first two of their props."""
LOG, LOG_TALL = "mossy log", 0.25
"""A trunk lying across the picture, and how high its side is, in picture heights."""
WOODED = frozenset({"forest", "garden", "park", "orchard", "jungle", "autumn_leaves"})
"""Places whose trees throw flecks of sun."""


def natural_stand(spec: SceneSpec, view: View) -> Painting:
    """A stump, a slice of a log, a post, a rock, a crate, a bale, a wall or a bench before another place."""
    day = day_of(spec)
    seen = stand_view(spec, view)
    ground = spec.materials.ground or spec.place.grounds[0]
    kind = spec.backdrop or "forest"
    far = tuple(prop for prop in spec.props if prop in GRAZING) if kind == "meadow" else ()
    back = behind_stand(spec, seen, kind, (*far, *AMONG.get(kind, kind_named(kind).props[:2])))
    if ground in BOUGHS and (ground != LOG or since(spec, 7)):
        return of_bough(spec, seen, back)
    top = top_of(seen)
    if ground in ("mossy rock", "sea rock"):
        canvas, stand = _rock(spec, seen, day, ground)
    else:
        canvas, stand = _body(spec, seen, day, ground, top)
    softness = row_softness(replace(seen, aperture=seen.aperture * 0.7))
    front = int((stand.y + stand.deep) * seen.height)
    softness[min(front, seen.height - 1) :] = softness[min(front, seen.height - 1)]
    canvas = pooled(canvas, seen, day, 1.8)
    image = over(back, focused(canvas, softness)) + 0.6 * veil(seen, day)
    image = over(image, _near(spec, seen, day))
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    return Painting(
        image=develop(image.astype(np.float32), 1.12),
        disparity=np.repeat(seen.near(rows)[:, None], seen.width, axis=1),
        ground=Ground(
            vanish=seen.vanish,
            far=max(0.0, min(stand.y - stand.deep, seen.foot - 0.11)),
            foot=seen.foot,
            shade=0.55,
            mirror=0.08 if ground == "sea rock" else 0.0,
            stand=stand,
        ),
        tint=lamplit(day),
    )


DRY: Mapping[str, str] = {
    "desert": "b3906a",
    "canyon": "a5694c",
    "salt_flat": "b3aca2",
    "savanna": "a08a6a",
    "beach": "9a9184",
    "sea": "8e8a82",
}
"""The colours of bare rocks in dry places and by the sea."""
WIDE = frozenset({"mountains", "vineyard", "flower_field", "fjord", "lake"})
"""Landscapes, known by what is far away."""


PERCHED = 0.74
"""Where the horizon is behind a bough, high above the ground."""


def stand_view(spec: SceneSpec, view: View) -> Viewpoint:
    """A camera that looks a little down on the top."""
    vanish = float(np.clip(spec.camera.horizon, -0.2, 0.4))
    foot = 0.74 + 0.1 * (vanish - 0.2)
    span = spec.place.width * spec.camera.distance
    return Viewpoint(view.width, view.height, vanish, foot, span, 0.05 * spec.camera.blur)


def behind_stand(spec: SceneSpec, seen: Viewpoint, kind: str, props: tuple[str, ...]) -> Array:
    """The place of that ``kind`` behind, linear, far out of focus, at the view's size."""
    place = kind_named(kind)
    wide = is_anew(spec) and (kind in DRY or kind in WIDE or not GRAZING.isdisjoint(props))
    radius = 0.012 + 0.03 * spec.camera.blur * (0.4 if wide else 1.0)
    height = int(max(112, round(6 / radius)))
    low, high = place.horizon
    horizon = float(np.clip(stream(spec, "behind").uniform(0.42, 0.52), min(low, 0.42), max(high, 0.46)))
    if spec.materials.ground in set(BOUGHS) - TRUNKS:
        horizon = PERCHED
    made = paint(
        spec.model_copy(
            update={
                "kind": kind,
                "backdrop": None,
                "materials": Materials(ground=_far_ground(spec, kind)),
                "colours": spec.colours.model_copy(update={"ground": None, "wall": None, "accent": None}),
                "light": spec.light.model_copy(update={"pattern": "none"}),
                "camera": Camera(horizon=horizon, distance=1.6, blur=0.5),
                "props": props,
            }
        ),
        View(max(1, round(height * seen.aspect)), height),
    )
    light = to_linear(made.image)
    mean = float(light.mean())
    light = light * float(np.clip((BRIGHT.get(spec.light.time, 0.0) / max(mean, 1e-3)) ** 0.7, 1, 1.8))
    peak = np.clip((light.max(axis=2) - 0.5) / 0.5, 0, 1)
    around = blur(peak.astype(np.float32), 0.06 * height)
    light = light * (1 + 2.2 * peak**2 * np.clip(1 - 2.5 * around, 0, 1))[..., None]
    return resized(np.clip(defocus(light.astype(np.float32), radius), 0, None), seen.height, seen.width).clip(
        0
    )


def _far_ground(spec: SceneSpec, kind: str) -> str | None:
    """What the place behind has for ground: sand before the sea, for want of a deck's straight lines."""
    return {"sea": "sand", "forest": "moss", "lake": "grass", "garden": "grass", "flower_field": None}.get(
        kind
    )


def _body(spec: SceneSpec, seen: Viewpoint, day: Day, ground: str, top: Top) -> tuple[Array, Stand]:
    """What has a level top and upright sides, premultiplied RGBA, with its stand."""
    cover, half, deep, round_ = _outline(spec, seen, ground, top)
    flat, side_tile = _skins(spec, ground)
    tall = 0.09 * seen.span if ground == "log slice" else 3 * seen.span
    rough = tiled(
        land_tile(spec.stream("wobble"), 1.5),
        np.arange(seen.height) / seen.height * 220,
        np.zeros(seen.height),
    )
    waver = 0.0 if ground in ("crate", "bench") else (0.002 if ground == "stone wall" else 0.0035)
    side = side_of(seen, cover, tall, (waver * rough.reshape(-1)).astype(np.float32))
    canvas = np.zeros((seen.height, seen.width, 4), np.float32)
    if ground == "log slice":
        canvas = _under(spec, seen, day, cover)
    faces = on_side(seen, side, side_tile, day)
    contact = ramp(side.below, 0.0, 0.02 * seen.span)
    if ground == LOG:
        faces = _mossed(spec, seen, day, side, faces)
    else:
        dimmed(faces, [0.7 + 0.3 * contact] * 3)
    canvas = covered(canvas, faces)
    lit = lit_flat(flat, day)
    above = on_top(seen, top, lit, flat[2])
    above = _weathered(spec, seen, day, ground, top, above, cover)
    above = channels.scaled(above, _flecks(spec, seen, day, top))
    canvas = covered(canvas, joined(channels.scaled(above, cover), cover))
    _lying(spec, seen, day, canvas, half * 0.9, deep * 0.8)
    stand = Stand(x=seen.aspect / 2, y=seen.foot, half=half, deep=deep, round=round_)
    return canvas.astype(np.float32), stand


def _outline(spec: SceneSpec, seen: Viewpoint, ground: str, top: Top) -> tuple[Array, float, float, bool]:
    """Cover of the top, half its width and depth as seen (picture heights), and whether it is round."""
    rng = stream(spec, "outline")
    squeezed = (seen.foot - seen.vanish) / FOCAL
    if ground in RADII:
        slim = SLIM_POST if since(spec, 7) and ground == "fence post" else 1.0
        size = slim * RADII[ground] * float(rng.uniform(0.92, 1.1))
        t = np.linspace(-np.pi, np.pi, 181)
        wave = sum(
            float(rng.normal(0, 0.05 / k)) * np.sin(k * t + float(rng.uniform(0, 6))) for k in range(2, 12)
        )
        lobes = 0.35 if ground == "fence post" else 1.0
        rim = np.asarray(lobes * wave * size * seen.span, np.float32)
        return round_cover(seen, top, size * seen.span, rim), size * 0.96, size * squeezed, True
    wide, deep, turn = {
        "crate": (0.43, 0.3, float(rng.uniform(-0.16, 0.16))),
        "hay bale": (0.62, 0.36, float(rng.uniform(-0.1, 0.1))),
        "stone wall": (9.0, 0.3, 0.0),
        "bench": (9.0, 0.32, 0.0),
        LOG: (9.0, 0.21, 0.0),
    }[ground]
    grain = tiled(
        land_tile(spec.stream("edge"), 1.2), top.across / seen.span * 300, top.deep / seen.span * 300
    )
    ragged = {"hay bale": 0.012, "stone wall": 0.012, LOG: 0.018}.get(ground, 0.0015) * seen.span * grain
    cover = box_cover(seen, top, (wide * seen.span, deep * seen.span), turn, ragged)
    return cover, min(wide, 0.45 * seen.aspect) * 0.95, deep * squeezed, False


def _skins(spec: SceneSpec, ground: str) -> tuple[Tile, Tile]:
    """Tiles of the top and of the sides. A body's own measures follow the picture's scale."""
    scale = spec.place.width * spec.camera.distance
    code = ("8f7f6c", "9c8468", "7f766b", "a58a66")[spec.seed % 4]

    def scaled(tile: Tile, share: float) -> Tile:
        """The tile ``share`` picture heights wide."""
        return stretched(tile, share * scale / tile[2], share * scale)

    if ground in RADII:
        wide = {"fence post": 0.6}.get(ground, 1.0)
        return scaled(end_grain(spec.stream("rings"), 1024), wide), scaled(
            bark(spec.stream("bark"), 768), 0.75
        )
    if ground == "hay bale":
        return scaled(straw(spec.stream("straw"), 768), 0.55), scaled(straw(spec.stream("straw"), 768), 0.55)
    if ground == "stone wall":
        return scaled(rubble(spec.stream("caps"), 768, True), 1.7), scaled(
            rubble(spec.stream("wall"), 768), 1.1
        )
    if ground == LOG:
        heights, colour, metres = bark(spec.stream("bark"), 512)
        along = np.ascontiguousarray(heights.T), np.ascontiguousarray(colour.transpose(1, 0, 2)), metres
        return scaled(moss(spec.stream("cushion"), 512), 0.8), scaled(along, 0.7)
    wide = 0.11 if ground == "crate" else 0.16
    boards = scaled(planks(spec.stream("boards"), 1024, code, 0.1), 12 * wide)
    return boards, scaled(planks(spec.stream("slats"), 1024, code, 0.1), 12 * (wide * 0.9))


def _mossed(spec: SceneSpec, seen: Viewpoint, day: Day, side: Side, faces: Numbers) -> Array:
    """A trunk's side, which turns away from the light below, with the moss that hangs down over it."""
    tile = moss(spec.stream("cushion"), 512)
    share = 0.8 * spec.place.width * spec.camera.distance
    green = on_side(seen, side, stretched(tile, share / tile[2], share), day)
    down = side.below / (LOG_TALL * seen.span)
    along = side.along / seen.span
    reach = 0.42 + 0.2 * tiled(land_tile(spec.stream("hanging"), 1.3), along * 170, down * 40)
    hangs = ramp(reach - down, -0.06, 0.1)
    made = channels.scaled(faces, 0.8 * (1 - hangs)) + channels.scaled(green, hangs)
    turned = np.clip(1.1 - down, 0.02, 1) ** 0.8
    dimmed(made, [turned] * 3)
    alpha = np.maximum(faces[..., 3], green[..., 3])
    return joined(made[..., :3], alpha)


def _weathered(
    spec: SceneSpec, seen: Viewpoint, day: Day, ground: str, top: Top, above: Numbers, cover: Numbers
) -> Array:
    """The top with its bark rim, moss at its edges, snow in winter."""
    near_rim = rim_shade(cover, 0.018 * seen.height)
    made = channels.scaled(above, 1 - 0.3 * near_rim)
    u, v = top.across / seen.span, top.deep / seen.span
    if ground in RADII:
        bark_ring = ramp(near_rim, 0.35, 0.75)
        light = day.lit(np.full_like(u, max(0.25, day.toward[1])), 0.7)
        bark_tone = spread(0.55 * bark_ring, linear("4a3b2d")) * light
        made = channels.scaled(made, 1 - 0.55 * bark_ring) + bark_tone
    noise = tiled(land_tile(spec.stream("moss"), 1.5), u * 300, v * 300)
    fine = tiled(land_tile(spec.stream("moss fine"), 0.7), u * 900, v * 900)
    away = np.hypot(u, v)
    light = day.lit(
        np.clip(max(0.25, day.toward[1]) * (1 + 0.35 * fine), 0.05, None),
        np.clip(0.85 + 0.2 * fine, 0.3, 1.3),
    )
    if ground in RADII or ground in ("stone wall", "bench"):
        green = 0.85 * ramp(noise + 0.35 * fine + 3 * (away - 0.36), 0.75, 1.3)
        moss_tone = spread(1 - 0.4 * ramp(fine, -1, 1), linear("5f6630"))
        moss_tone = moss_tone + spread(ramp(fine, -1, 1.5), 0.4 * linear("8c8c46"))
        made = channels.scaled(made, 1 - green) + channels.scaled(moss_tone, green) * light
    if spec.season == "winter":
        white = ramp(noise + 4.5 * (away - 0.2) + 0.2 * fine, 0.1, 0.5)
        snow = spread(white, np.array([0.84, 0.88, 0.93], np.float32)) * light
        made = channels.scaled(made, 1 - white) + snow
    return made.astype(np.float32)


def _flecks(spec: SceneSpec, seen: Viewpoint, day: Day, top: Top) -> Array:
    """What the trees let through of the sun, H×W; broad, and never dark in the middle."""
    strength = (0.6 if (spec.backdrop or "forest") in WOODED else 0.2) * min(1.0, 0.25 + day.hard)
    tile = land_tile(spec.stream("flecks"), 1.6)
    found = tiled(tile, top.across / seen.span * 110, top.deep / seen.span * 110)
    middle = np.exp(-((top.across / seen.span / 0.22) ** 2) - (top.deep / seen.span / 0.3) ** 2)
    sun = float((day.sun * max(0.25, day.toward[1])).mean())
    share = sun / (sun + float(day.sky.mean()))
    return (1 - strength * share * ramp(found, -0.1, 0.8) * (1 - 0.6 * middle)).astype(np.float32)


def _under(spec: SceneSpec, seen: Viewpoint, day: Day, cover: Numbers) -> Array:
    """Moss around a slice of a log, with the slice's shade on it; it melts into what lies behind."""
    edge = seen.vanish + 0.5 * (seen.foot - seen.vanish)
    heights, colour, metres = moss(spec.stream("moss"), 1024)
    tile = (heights * seen.span, colour, metres * seen.span)
    canvas = earth(seen, edge, tile, day, 1.6, 0.7)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    if since(spec, 7):
        covered_by(
            canvas, spec, seen, day, (Sort("moss cushion", 0.8), Sort("litter", 0.2)), edge, seen.span / 2
        )
    canvas *= ramp(rows, edge, edge + 0.12)
    shift = int(0.09 * seen.height)
    low = np.zeros_like(cover)
    low[shift:] = cover[: seen.height - shift]
    shade = np.maximum(blur(low, 0.02 * seen.height), 0.5 * blur(low, 0.05 * seen.height))
    canvas[..., :3] *= 1 - 0.75 * shade[..., None]
    return canvas


def _lying(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, half: float, deep: float) -> None:
    """Leaves or petals on the top, none in its middle."""
    if "leaves" not in spec.props:
        return
    codes = (
        ("a8692c", "bf8833", "94411f", "c8a04e")
        if spec.season == "autumn"
        else ("7d8a3a", "5f7a35", "94923f")
    )
    sprites = [lit_sprite((spec.seed, 40 + i), "leaf", code, day) for i, code in enumerate(codes)]
    rng = stream(spec, "lying")
    for _ in range(9):
        turn = float(rng.uniform(0, 2 * np.pi))
        x, y = 0.8 * half * np.cos(turn), 0.75 * deep * np.sin(turn)
        sort, flip = int(rng.integers(len(sprites))), bool(rng.random() < 0.5)
        if abs(x) > 0.4 * half:
            spot = Flower(seen.foot + y, seen.aspect / 2 + x, 0.1 * seen.span, sort, flip)
            stick(canvas, sprites[sort], seen, spot)


def _near(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Ferns, grass or flowers close to the lens in the lower corners, far out of focus: RGBA."""
    small = seen.sized(256)
    layer = np.zeros((small.height, small.width, 4), np.float32)
    sorts = [
        (prop, kind, code)
        for prop, kind, code in (
            ("ferns", "fern", "6f8f3e"),
            ("grass", "reed", "8f9a4c"),
            ("flowers", "daisy", "f0ece0"),
            ("flowers", "bell", "b894c4"),
        )
        if prop in spec.props
    ]
    rng = stream(spec, "near")
    for prop, kind, code in sorts:
        sprite = lit_sprite((spec.seed, len(kind)), kind, code, day)
        for i in range(8 if prop == "flowers" else 5):
            side = (-1) ** i
            x = seen.aspect / 2 + side * float(rng.uniform(0.38, 0.6)) * seen.aspect
            tall = float(rng.uniform(0.22, 0.5))
            unit = small.unit(1.05)
            stick(layer, sprite, small, Flower(1.05, x, tall / unit, 0, side < 0))
    if not sorts:
        return np.zeros((1, 1, 4), np.float32)
    soft = defocus(layer, 0.018 + 0.02 * spec.camera.blur)
    return cv2.resize(soft, (seen.width, seen.height), interpolation=cv2.INTER_LINEAR)


def _rock(spec: SceneSpec, seen: Viewpoint, day: Day, ground: str) -> tuple[Array, Stand]:
    """A rock with a level place on top."""
    bare = DRY.get(spec.backdrop or "") if is_anew(spec) and ground == "mossy rock" else None
    snowy = spec.season == "winter" and bare is None
    canvas, half, deep = mound(spec.stream("rock"), seen, day, ground == "sea rock", snowy, bare=bare)
    _lying(spec, seen, day, canvas, half * 0.9, deep * 0.8)
    return canvas, Stand(x=seen.aspect / 2, y=seen.foot, half=half, deep=deep)
