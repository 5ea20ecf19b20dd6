"""Snow, desert, mountains and sand: bare ground with a relief under a wide sky."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters import wild_sorts, wild_woods
from core.scenes.painters.fields import turf_of
from core.scenes.painters.outside import behind, earth, far_canvas, ground_noise, open_ground, shaded, taken
from core.scenes.painters.pastures import fence_of
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.boulders import boulder
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import firs, hazed, trunks
from core.scenes.parts.dust import dusty, whirled
from core.scenes.parts.furnished import cabin, cactus
from core.scenes.parts.grass import lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.ground_patterns import cast_pattern
from core.scenes.parts.outdoors import Day, day_of, glow
from core.scenes.parts.ranges import Range, land_tile
from core.scenes.parts.ranges import mountains as mountain_range
from core.scenes.parts.soils import cracked, ice, linear, pebbles, rock, soil
from core.scenes.parts.soils import sand as sand_tile
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.volcanoes import volcano
from core.scenes.spec import SceneSpec, since


def aired(canvas: Numbers, seen: Viewpoint, day: Day, amount: float = 0.02) -> None:
    """Air between the camera and far ground, on the canvas in place."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    air = 1 - np.exp(-day.air * amount * np.minimum(seen.away(rows) / 6, 14))
    for i, tone in enumerate(day.horizon * 0.72 + day.sky * 0.22):
        canvas[..., i] = canvas[..., i] * (1 - air) + tone * air * canvas[..., 3]


def drifts(
    canvas: Numbers, spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, metres: float, strength: float
) -> None:
    """Broad swells of the ground, lighter and darker, on the canvas in place."""
    swell = ground_noise(seen, land_tile(spec.stream("swell"), 2.1), metres, edge)
    shaded(canvas, day, (ramp(swell, 0.0, 1.6) * strength).astype(np.float32))


def snow(spec: SceneSpec, view: View) -> Painting:
    """Deep snow or ice before firs, a cabin or mountains."""
    wooded, beyond = {"firs", "birches"} & {*spec.props}, {"cabin", "mountains"} & {*spec.props}
    if since(spec, 7) and wooded and not beyond and spec.materials.ground != "ice":
        made = wild_woods.painted(spec, view, wild_sorts.forest(spec))
        return (
            snowfall(spec, viewpoint_of(spec, view), day_of(spec), made) if "falling" in spec.props else made
        )
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    shape = back.shape[0], back.shape[1]
    white = np.array([0.78, 0.82, 0.88], np.float32)
    if "mountains" in spec.props or stream(spec, "range").random() < 0.4:
        made = Range(seen.vanish + 0.02, 0.2, 0.9, 0.9, white, linear("5b5c62"), 0.25, (0.25, 0.7), None)
        back = behind(back, mountain_range(spec.stream("range"), shape, made, day), 0)
    low = Range(seen.vanish + 0.02, 0.09, 0.7, 0.1, white, white * 0.9, 1.1, (0.15, 0.6), linear("39453f"))
    back = behind(back, mountain_range(spec.stream("low"), shape, low, day), 0)
    thick = "firs" in spec.props
    far = firs(
        stream(spec, "far firs"), shape, seen.vanish + 0.025, (0.06, 0.16), 260 if thick else 60, day, 0.6
    )
    back = behind(back, hazed(far, day, 0.35), 0)
    if "cabin" in spec.props:
        back = behind(back, cabin(stream(spec, "cabin"), shape, seen, day), 0)
    if thick or stream(spec, "near").random() < 0.5:
        near = firs(
            stream(spec, "firs"), shape, seen.vanish + 0.05, (0.25, 0.55), 48 if thick else 9, day, 0.7
        )
        back = behind(back, hazed(near, day, 0.12), 0)
    if "birches" in spec.props:
        back = _birches(spec, seen, day, back)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    edge = max(0.0, seen.vanish + 0.015)
    icy = spec.materials.ground == "ice"
    canvas = (
        _ice(spec, seen, day, edge)
        if icy
        else earth(seen, edge, snow_tile(spec.stream("snow"), 1024), day, 1.0, 0.4)
    )
    if not icy:
        drifts(canvas, spec, seen, day, edge, 14.0, 0.5)
    aired(canvas, seen, day)
    place = open_ground(seen, 0.35, 0.35, 0.4) if icy else open_ground(seen, shade=0.4)
    made_ = taken(spec, seen, day, back, canvas, place, before=fence_of(spec, seen, day))
    return snowfall(spec, seen, day, made_) if "falling" in spec.props else made_


def _birches(spec: SceneSpec, seen: Viewpoint, day: Day, back: Array) -> Array:
    """Bare birches in two depths before ``back``."""
    shape, bark = (back.shape[0], back.shape[1]), linear("d8d2c8")
    for i, (row, wide, count, air) in enumerate(
        ((0.03, (0.006, 0.012), 110, 0.35), (0.06, (0.014, 0.026), 22, 0.12))
    ):
        foot = (seen.vanish + row, seen.vanish + row + 0.03)
        layer = trunks(stream(spec, f"birches {i}"), shape, foot, wide, count, bark, day, True, 0.0)
        back = behind(back, hazed(layer, day, air), 0)
    return back


def _ice(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Clear ice with cracks and drifts of snow."""
    canvas = earth(seen, edge, ice(spec.stream("ice"), 1024), day)
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    grazing = (1 - np.clip((rows - seen.vanish) / 2.2, 0.02, 1)) ** 5
    share = (0.65 * grazing)[:, None, None]
    canvas[..., :3] = canvas[..., :3] * (1 - share) + day.horizon * share * canvas[..., 3:]
    return canvas


def snowfall(spec: SceneSpec, seen: Viewpoint, day: Day, made: Painting) -> Painting:
    """Flakes in the air, near ones large and soft."""
    rng = stream(spec, "flakes")
    height = 512
    width = round(height * seen.aspect)
    layer = np.zeros((height, width), np.float32)
    for near, count in ((0.0022, 420), (0.004, 160), (0.008, 46), (0.014, 12)):
        spots = rng.random((count, 2)) * (1, 4)
        for row, column in spots.tolist():
            x = column - 2 + seen.aspect / 2
            at = (int(x * height * 8), int(row * height * 8))
            alpha = 0.85 * (0.0022 / near) ** 0.55
            cv2.circle(layer, at, int(near * height * 8 * rng.uniform(0.6, 1.2)), alpha, -1, cv2.LINE_8, 3)
    layer = cv2.GaussianBlur(layer, (0, 0), 0.9)
    kind = cv2.INTER_AREA if seen.height < height else cv2.INTER_CUBIC
    share = np.clip(cv2.resize(layer, (seen.width, seen.height), interpolation=kind), 0, 1)[..., None]
    white = np.clip((day.sky * 0.9 + day.sun * 0.5), 0, 1) ** (1 / 2.2)
    return replace(made, image=(made.image * (1 - share) + white * share).astype(np.float32))


def desert(spec: SceneSpec, view: View) -> Painting:
    """Sand or dried mud with dunes, mesas or cacti behind."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0, 0.35)))
    shape = back.shape[0], back.shape[1]
    mud = spec.materials.ground == "cracked earth"
    code = "b58a60" if mud else ("d9a870", "d4b080", "cf9a62")[spec.seed % 3]
    sandy = linear(code)
    if "mesas" in spec.props:
        made = Range(
            seen.vanish + 0.015, 0.16, 1.4, 0.75, linear("a8714a"), linear("8c4f33"), 1.1, (0.25, 0.7)
        )
        back = behind(back, mountain_range(spec.stream("mesas"), shape, made, day), 0)
    if "dunes" in spec.props or "mesas" not in spec.props:
        for i, (high, air) in enumerate(((0.2, (0.3, 0.6)), (0.15, (0.06, 0.25)))):
            made = Range(
                seen.vanish + 0.02 + 0.012 * i, high, 0.55 + 0.3 * i, 0.22, sandy, sandy * 0.92, 1.1, air
            )
            back = behind(back, mountain_range(spec.stream(f"dunes {i}"), shape, made, day), 0)
    if "cacti" in spec.props:
        back = behind(back, cactus(stream(spec, "cacti"), shape, seen, day), 0)
    if "dust" in spec.props:
        back = dusty(spec, seen.vanish, day, back)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    edge = max(0.0, seen.vanish + 0.02)
    if mud:
        canvas = earth(seen, edge, cracked(spec.stream("mud"), 1024, code), day)
    else:
        canvas = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, True), day, sandy)
    drifts(canvas, spec, seen, day, edge, 18.0, 0.45)
    stones_about(spec, seen, day, canvas, edge, 9 if "stones" in spec.props else 2, "9a7656")
    aired(canvas, seen, day)
    if "dust" in spec.props:
        whirled(spec, seen, day, canvas)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5))


def stones_about(
    spec: SceneSpec,
    seen: Viewpoint,
    day: Day,
    canvas: Numbers,
    edge: float,
    count: int,
    code: str,
    white: float = 0.0,
    mossy: float = 0.0,
) -> None:
    """Boulders lying about at both sides, none where the subject stands."""
    rng = stream(spec, "stones")
    draws = rng.random((count * 2, 4))
    for i, draw in enumerate(sorted(draws.tolist())[:count] if count < 4 else sorted(draws.tolist())):
        row = edge + 0.03 + (1.02 - edge) * draw[0]
        side = np.copysign(0.3 + 0.6 * draw[1], draw[2] - 0.5)
        if row < seen.foot - 0.22:
            side *= 1.6
        boulder(
            canvas,
            seen,
            day,
            row,
            seen.aspect / 2 + side,
            0.02 + 0.07 * draw[3] ** 2,
            spec.stream(f"stone {i}"),
            code,
            mossy,
            white,
        )


def mountains(spec: SceneSpec, view: View) -> Painting:
    """A mountain view from rock, grass or gravel."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    cover = 0.55 if "clouds" in spec.props else float(stream(spec, "cover").uniform(0.05, 0.45))
    back = far_canvas(spec, day, seen, cover)
    shape = back.shape[0], back.shape[1]
    line = 0.3 if spec.season == "winter" else (0.52 if "snow_peaks" in spec.props else 0.85)
    grassy = linear({"autumn": "857545", "winter": "b9bec4"}.get(spec.season, "6d7648"))
    far = Range(
        seen.vanish + 0.01,
        min(0.34, 0.1 + 0.55 * seen.vanish),
        0.75,
        1.0,
        linear("77736c"),
        linear("6a6660"),
        line,
        (0.55, 0.95),
    )
    cone = "volcano" in spec.props
    if cone:
        tall = min(0.36, 0.1 + 0.6 * seen.vanish)
        snow_from = 0.35 if spec.season == "winter" else 0.55
        back = behind(
            back, volcano(stream(spec, "volcano"), shape, day, seen.vanish + 0.03, tall, snow_from), 0
        )
    else:
        back = behind(back, mountain_range(spec.stream("far range"), shape, far, day), 0)
    near = Range(
        seen.vanish + 0.025,
        0.07 if cone else 0.2,
        0.95,
        0.75,
        grassy,
        linear("69645c"),
        line + 0.25,
        (0.2, 0.6),
        linear("313d29"),
    )
    back = behind(back, mountain_range(spec.stream("near range"), shape, near, day), 0)
    if "lake" in spec.props:
        back = _lake(spec, seen, day, back)
    if "firs" in spec.props:
        wood = firs(
            stream(spec, "firs"),
            shape,
            seen.vanish + 0.035,
            (0.06, 0.2),
            90,
            day,
            0.6 * (spec.season == "winter"),
        )
        back = behind(back, hazed(wood, day, 0.18), 0)
    back = np.clip(defocus(back, seen.aperture * 0.85), 0, None)
    edge = max(0.0, seen.vanish + 0.03)
    canvas = _alp(spec, seen, day, edge)
    drifts(canvas, spec, seen, day, edge, 16.0, 0.4)
    snowy = 0.8 if spec.season == "winter" else 0.0
    stones_about(spec, seen, day, canvas, edge, 6, "7b766e", snowy, 0.25)
    aired(canvas, seen, day, 0.03)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5))


def _alp(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The ground one stands on in the mountains."""
    ground = spec.materials.ground or "rock"
    if spec.season == "winter":
        return earth(seen, edge, snow_tile(spec.stream("snow"), 1024), day, 1.0, 0.4)
    if ground == "grass":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4f4a2c"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.09), day, edge)
        tufted(canvas, spec, seen, day, edge, "meadow")
        return canvas
    if ground == "gravel":
        codes = ("8a857c", "77726a", "9d978d", "6a655e")
        return earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.006, 0.035), 2.0), day)
    heights, colour, metres = rock(spec.stream("rock"), 1024, "a39b8f")
    return earth(seen, edge, (heights * 0.55, colour, metres), day)


def _lake(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """A lake at the foot of the mountains, mirroring them."""
    height = back.shape[0]
    made = back.copy()
    top = int((seen.vanish + 0.02) * height)
    end = min(height, int((seen.vanish + 0.12) * height))
    rows = np.clip(2 * top - np.arange(top, end) - 1, 0, height - 1)
    mirrored = back[rows] * 0.72 + linear("3a5660") * day.sky * 0.25
    made[top:end] = mirrored
    return made


def sand(spec: SceneSpec, view: View) -> Painting:
    """Sand seen close, with ripples, stones, shells or the shadow of palms, before a plain wall of light."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    tone = linear(spec.colours.ground or ("dcc29a", "e2cfae", "d3b48a")[spec.seed % 3])
    height = 256
    y, x = grid(height, round(height * seen.aspect))
    wall = linear(spec.colours.wall) if spec.colours.wall else tone * np.array([1.02, 0.98, 0.92], np.float32)
    light = day.sun * 0.5 + day.sky * 0.62
    side = 1 + 0.16 * np.sign(day.toward[0]) * (x / seen.aspect - 0.5)
    back = (wall * light * (side * (1.08 - 0.25 * np.abs(y - 0.1)))[..., None]).astype(np.float32)
    back = back + 0.3 * glow(day, y, x, seen.vanish)
    edge = max(0.0, seen.vanish + 0.02)
    ripples = "ripples" in spec.props or stream(spec, "ripples").random() < 0.4
    canvas = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, ripples), day, tone)
    drifts(canvas, spec, seen, day, edge, 3.0, 0.3)
    stones_about(spec, seen, day, canvas, edge, 6 if "stones" in spec.props else 0, "a39a8c")
    if "shells" in spec.props:
        shells(spec, seen, day, canvas, edge)
    if "grass" in spec.props:
        tufts(spec, seen, day, canvas, edge)
    cast_pattern(spec, seen, day, canvas, edge)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5))


def shells(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Shells lying on the sand at both sides."""
    codes = ("efe2d0", "e4c8b0", "f3ece0", "d8b49a")
    sprites = [lit_sprite((spec.seed, 100 + i), "shell", code, day) for i, code in enumerate(codes)]
    found = strew(stream(spec, "shells"), seen, 120, max(edge, seen.vanish + 0.1), (0.05, 0.09), 4)
    aside = [shell for shell in found if abs(shell.x - seen.aspect / 2) > 0.32]
    stick_all(canvas, sprites, seen, sorted(aside, key=lambda shell: shell.row))


def tufts(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Tufts of dry grass at both sides."""
    sprites = [lit_sprite((spec.seed, 120 + i), "reed", "a8a068", day) for i in range(3)]
    found = strew(stream(spec, "tufts"), seen, 60, max(edge, seen.vanish + 0.06), (0.25, 0.5), 3)
    aside = [tuft for tuft in found if abs(tuft.x - seen.aspect / 2) > 0.34]
    stick_all(canvas, sprites, seen, sorted(aside, key=lambda tuft: tuft.row))
