"""Canyon: from its rim and from its floor, and what lies in the depth of the picture there."""

import numpy as np

from core.scenes.painters.heights import aired, drifts, stones_about, tufts
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import land_tile
from core.scenes.parts.dust import dust_tone, dusty
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import linear, pebbles
from core.scenes.parts.soils import sand as sand_tile
from core.scenes.parts.strata import bedded, broken_off, ledge_tile, stepped
from core.scenes.parts.terrain import Terrain, in_air, terrain
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec


def canyon(spec: SceneSpec, view: View) -> Painting:
    """Layered red rock: on ``rock`` one stands on the rim, on sand or gravel between the walls."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0.05, 0.4)))
    rim = spec.materials.ground in (None, "rock")
    land = _rim_land(spec, seen, day, back.shape[:2]) if rim else _floor_land(spec, seen, day, back.shape[:2])
    back = behind(back, land, 0)
    if "dust" in spec.props:
        back = dusty(spec, seen.vanish, day, back)
    back = np.clip(defocus(back, seen.aperture * (0.8 if rim else 0.9)), 0, None)
    edge = max(0.0, seen.vanish + (0.45 * (seen.foot - seen.vanish) if rim else 0.03))
    canvas = _ledge(spec, seen, day, edge) if rim else _bed(spec, seen, day, edge)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5, far=edge))


def _rim_land(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """What one looks out over from the rim: benches, buttes, the far rim: RGBA."""
    rng = stream(spec, "land")
    tile, start = land_tile(spec.stream("relief"), 1.95), rng.uniform(0, 512, 2).tolist()
    depth, steps = float(rng.uniform(1.25, 1.6)), tuple(np.sort(rng.uniform(0.2, 0.95, 6)).tolist())
    buttes = 0.75 if "mesas" in spec.props else 0.4
    rim = float(rng.uniform(9, 13))

    def height_at(across: Numbers, away: Numbers) -> Array:
        """Benches that fall to a river, and rims about as high as the eye."""
        broad = tiled(tile, across * 13 + start[0], away * 13 + start[1])
        middle = tiled(tile, across * 37 + start[1], away * 37 + start[0])
        fine = tiled(tile, across * 120 + start[1], away * 120 + start[0])
        gully = np.abs(broad + 0.45 * middle + 0.1 * fine)
        share = 0.62 * gully + 0.04 * fine + 0.75 * ramp(away + 1.6 * broad + 0.6 * middle, rim, rim + 5)
        share = np.clip(share * ramp(away, 2.2, 6.0), 0, 1.3)
        tower = buttes * stepped(ramp(gully, 1.15, 2.1), (0.25, 0.6), 0.05) * ramp(away, 4.5, 7)
        far = 0.16 * ramp(away, rim, rim + 9) * (1 + 0.3 * broad)
        return (depth * (stepped(share, steps) - 1.0) + tower + far).astype(np.float32)

    found = terrain(shape, seen.vanish, (2.2, 26.0), height_at, day)
    return _rocky(spec, day, found, 1.6, 0.045, 0.4)


def _floor_land(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """Walls at both sides of the floor one stands on, drawing together in the distance: RGBA, in metres."""
    rng = stream(spec, "walls")
    tile, start = land_tile(spec.stream("relief"), 1.8), rng.uniform(0, 512, 2).tolist()
    half, tall = float(rng.uniform(7, 13)), float(rng.uniform(38, 60))
    bend, phase = float(rng.uniform(3, 9)), float(rng.uniform(0, 6.3))
    steps, eye = tuple(np.sort(rng.uniform(0.1, 0.9, 4)).tolist()), seen.eye
    butte = float(rng.uniform(-0.5, 0.5)), float(rng.uniform(25, 60))

    def height_at(across: Numbers, away: Numbers) -> Array:
        """A winding floor between stepped walls, a butte at its end."""
        broad = tiled(tile, across * 1.7 + start[0], away * 1.7 + start[1])
        fine = tiled(tile, across * 7 + start[1], away * 7 + start[0])
        gone = np.abs(across - bend * np.sin(away / 55 + phase) + bend * np.sin(phase)) - half
        share = np.clip((gone + 5.5 * broad + 1.4 * fine) / 26, 0, 1)
        lying = tall * stepped(share, steps, 0.03) * (1 + 0.12 * broad)
        far = np.hypot(across - butte[0] * 150, (away - 420) * 0.8)
        tower = butte[1] * ramp(70 + 14 * broad + 5 * fine - far, 0, 12)
        return (np.maximum(lying, tower) - eye + 0.12 * fine - 0.15).astype(np.float32)

    found = terrain(shape, seen.vanish, (7.0, 600.0), height_at, day)
    return _rocky(spec, day, found, 40.0, 0.0022, 0.55)


def _rocky(spec: SceneSpec, day: Day, found: Terrain, unit: float, density: float, bounce: float) -> Array:
    """The land in its colours under the light of day: RGBA. ``bounce`` is what sunlit rock throws on rock in
    shade."""
    seed = spec.stream("beds")
    wall = bedded(seed, found.up, found.across + 0.6 * found.away, unit)
    tile = land_tile((seed[0] & 7, 23), 0.9)
    speck = tiled(tile, found.across * (340 / unit), found.away * (340 / unit))
    talus = linear("b8835e") * np.clip(1 + 0.14 * speck, 0.4, 1.7)[..., None]
    scrub = (0.75 * ramp(speck, 0.7, 1.2))[..., None]
    talus = talus * (1 - scrub) + linear("6a6a44") * scrub
    rocky = ramp(found.steep, 0.12, 0.42)[..., None]
    colour = talus * (1 - rocky) + wall * rocky
    light = day.lit(found.facing(day), found.open)
    light = (
        light + bounce * 0.3 * day.sun * max(0.25, day.toward[1]) * linear("d89a70") * found.open[..., None]
    )
    lit = in_air(colour * light, found.away, day, density)
    return np.dstack([lit * found.alpha[..., None], found.alpha]).astype(np.float32)


def _ledge(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The bare rock of the rim, broken off at its far edge."""
    canvas = earth(seen, edge - 0.03, ledge_tile(spec.stream("rock")), day)
    drifts(canvas, spec, seen, day, edge, 16.0, 0.3)
    y, x = grid(seen.height, seen.width)
    lip = edge + broken_off(spec.stream("lip"), x, (0.012, 150), (0.004, 700))
    kept = ramp(y - lip, -0.0015, 0.0015)
    worn = np.exp(-np.clip(y - lip, 0, None) / 0.012)
    canvas[..., :3] *= (1 - 0.35 * worn)[..., None]
    canvas *= kept[..., None]
    canvas = canvas.astype(np.float32)
    _lying(spec, seen, day, canvas, edge + 0.02)
    return canvas


def _bed(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Sand or gravel between the walls."""
    if spec.materials.ground == "gravel":
        codes = ("a8765a", "8f6048", "c0926e", "7d5644", "b08468")
        canvas = earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.005, 0.03), 2.0), day)
    else:
        canvas = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, False), day, linear("cc9468"))
    drifts(canvas, spec, seen, day, edge, 18.0, 0.4)
    _lying(spec, seen, day, canvas, edge)
    aired(canvas, seen, day, 0.03)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    if "dust" in spec.props:
        share = 0.7 * np.exp(-np.clip(rows - seen.vanish, 0, None) / 0.13)
        canvas[..., :3] = canvas[..., :3] * (1 - share) + dust_tone(day) * share * canvas[..., 3:]
    return (canvas * ramp(rows, edge, edge + 0.05)).astype(np.float32)


def _lying(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Boulders and dry bushes at both sides."""
    stones_about(spec, seen, day, canvas, edge, 12 if "stones" in spec.props else 5, "a06a4c")
    if "bushes" in spec.props:
        tufts(spec, seen, day, canvas, edge)
