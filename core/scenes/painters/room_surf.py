"""A surf shop: boards upright along a wall of wood or brick, a rail of shirts, folded ones, plants."""

import cv2
import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import ceiling_lamps, clothes_on_rail, folded_on_shelves
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.spec import SceneSpec

DYES = "c9a26a 5f8f94 d9d2c0 a8644f 3f5f70 d0b062 8fa9a4 2f3a44 e6e0d2 c98a6a 6f8a6a"


def surf_shop(spec: SceneSpec, view: View) -> Painting:
    """The shop's back wall with its boards."""
    site = begin(spec, view, walls="e6e0d4 d9d4c8 cfd6d2 e9e6de c9c0b0",
                 accents="5f8f94 c9a26a 3f5f70 b5614a",
                 deep=2.6, half=(2.3, 2.9), tall=3.1)  # fmt: skip
    room, rng = site.room, site.rng("surf shop")
    shell(site)
    lit_by_day(site)
    side, metal = site.lean, pick(rng, "1f1f21 8d8f92 b08d4f")
    count = 7 if site.has("surfboards") else 5
    rack(site, site.rng("boards"), side * 0.35, count)
    clothes_on_rail(site, site.rng("rail"), -side * 1.75, room.back - 0.7, 1.2, metal)
    if site.chance("shelves", 0.5):
        folded_on_shelves(site, site.rng("folded"), side * 2.0, metal)
    if site.chance("plant", 0.55):
        d.plant(room, site.rng("plant"), -side * 1.0, room.back - 0.3, 1.5)
    if site.chance("pendants", 0.45):
        common.pendants(site, room.back - 1.2, 2.35, 3)
    ceiling_lamps(site, 4, 2.0 + 1.8 * site.hour.lamps)
    common.evening(site, 0.2)
    return end(site, 1.4 * site.hour.key, 1.1)


def rack(site: Site, rng: Random, middle: float, count: int) -> None:
    """Boards side by side that lean on the wall behind a wooden bar."""
    room, wood = site.room, pick(rng, "80684f b09a7c a38c6e")
    each = 0.54
    wide = count * each
    for index in range(count):
        x = middle + (index - (count - 1) / 2) * each
        board(site, rng, x, float(rng.uniform(1.75, 2.5)))
    room.block((middle, 0.06, room.back - 0.3), (wide + 0.1, 0.12, 0.36), wood, shades=True)
    room.block((middle, 1.05, room.back - 0.27), (wide + 0.1, 0.05, 0.04), wood, fine=0.6)


def board(site: Site, rng: Random, x: float, tall: float) -> None:
    """One surfboard: an outline with nose and tail, a stringer, a dyed deck with bands."""
    room, rows = site.room, 260
    wide = 0.5 * float(rng.uniform(0.9, 1.05))
    columns = 64
    y, u = np.mgrid[0:rows, 0:columns].astype(np.float32)
    t, u = (y + 0.5) / rows, ((u + 0.5) / columns - 0.5) * 2
    nose = float(rng.uniform(0.42, 0.62))
    fore, aft = np.clip(1 - 2 * t, 0, 1) ** (1 / nose), 0.62 * np.clip(2 * t - 1, 0, 1) ** 2.2
    half = 1 - fore - aft
    half *= np.clip((1 - t) / 0.03, 0, 1) ** 0.5
    mask = np.clip((half - np.abs(u)) * columns / 2 + 0.5, 0, 1).astype(np.float32)
    picture = deck(rng, t, u)
    bulge = 0.72 + 0.28 * np.sqrt(np.clip(1 - (u / np.maximum(half, 0.05)) ** 2, 0, 1))
    picture = (picture * bulge[..., None]).astype(np.float32)
    lean = float(rng.uniform(-0.015, 0.015)) * tall
    foot, top = room.back - 0.34, room.back - 0.1
    at = (x - wide / 2 + lean, 0.12 + tall, top)
    down = (-lean, -tall, foot - top)
    shadow = (x - wide / 2 + 0.07, 0.1 + tall, room.back - 0.03)
    dark = (0.5 * blur(mask, 5.0)).astype(np.float32)
    room.add(sheet(shadow, (wide, 0, 0), (0, -tall, 0), site.wall * 0.3, alpha=dark, facing=(0, 0, -1)))
    room.add(sheet(at, (wide, 0, 0), down, picture, alpha=mask, cells=(6, 3), facing=(0, 0.1, -1)))


def deck(rng: Random, t: Array, u: Array) -> Array:
    """The colours of a board by length ``t`` 0…1 from its nose and across ``u`` -1…1, linear."""
    base, band = pick(rng, "e6e1d4 d9d4c8 " + DYES), pick(rng, DYES)
    made = np.ones((*t.shape, 3), np.float32) * base
    form = int(rng.integers(4))
    if form == 0:
        share = np.clip((0.06 - np.abs(t - 0.3)) * 60, 0, 1) + np.clip((0.02 - np.abs(t - 0.42)) * 60, 0, 1)
    elif form == 1:
        share = np.clip((t - float(rng.uniform(0.5, 0.68)) - 0.12 * u) * 60, 0, 1)
    elif form == 2:
        share = np.clip((np.abs(u) - 0.6) * 20, 0, 1)
    else:
        share = np.clip((0.3 - t + 0.1 * u) * 60, 0, 1)
    made += np.clip(share, 0, 1)[..., None] * (band - made)
    wood = np.clip((0.035 - np.abs(u)) * 40, 0, 1)[..., None]
    made += 0.7 * wood * (lin("6a4c38") - made)
    cv2.circle(made, (t.shape[1] // 2, round(0.2 * t.shape[0])), 5, pick(rng, DYES).tolist(), -1, cv2.LINE_AA)
    return made
