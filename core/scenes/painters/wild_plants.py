"""Plants that were modelled and path-traced beforehand, under the light of a day, to set on a ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from core.scenes.modelled.relit import apart
from core.scenes.modelled.sprites import GAMMA, GAP, RISE, SIDES
from core.scenes.modelled.wild import FOLDER, index
from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import f32
from core.scenes.parts.grass import Flower, stick_all
from core.scenes.parts.outdoors import Day
from core.scenes.parts.viewpoint import Viewpoint

Bytes = npt.NDArray[np.uint8]
LIGHTS = (np.arange(256, dtype=np.float32) / 255) ** np.float32(GAMMA)
"""What each level of a tile stands for."""
TURNED = {
    "spring": np.array([[0.25, 0.85, 0.0], [0.0, 1.2, 0.0], [0.05, 0.2, 0.75]], np.float32),
    "autumn": np.array([[0.9, 1.75, 0.0], [0.15, 0.85, 0.05], [0.05, 0.08, 0.35]], np.float32),
    "winter": np.array([[0.4, 0.55, 0.1], [0.25, 0.5, 0.1], [0.15, 0.35, 0.3]], np.float32),
}
"""What the green of leaves turns to by the season (linear)."""
BLOSSOM = "blossom"
"""The season of boughs in blossom."""
TURNED[BLOSSOM] = np.array([[2.2, 6.5, 1.0], [0.9, 4.2, 0.8], [1.3, 4.3, 2.2]], np.float32)
DRIED = "dried"
"""The season of grass that no rain has reached."""
TURNED[DRIED] = np.array([[0.9, 1.35, 0.0], [0.35, 1.05, 0.0], [0.1, 0.35, 0.6]], np.float32)
OTHERWISE = {
    ("autumn", "bush"): np.array([[0.6, 2.1, 0.0], [0.3, 1.35, 0.0], [0.0, 0.08, 0.35]], np.float32),
    ("autumn", "leafy spray"): np.array([[0.6, 2.3, 0.0], [0.3, 1.3, 0.0], [0.0, 0.1, 0.3]], np.float32),
    ("autumn", "wild fern"): np.array([[0.5, 0.95, 0.0], [0.2, 0.62, 0.0], [0.05, 0.08, 0.35]], np.float32),
    ("autumn", "grass tuft"): np.array([[1.0, 0.35, 0.0], [0.15, 0.8, 0.0], [0.0, 0.05, 0.7]], np.float32),
    ("autumn", "sod"): np.array([[1.0, 0.25, 0.0], [0.1, 0.85, 0.0], [0.0, 0.05, 0.8]], np.float32),
    ("autumn", "moss cushion"): np.eye(3, dtype=np.float32),
}
"""The same of plants that turn otherwise."""
BRIGHTER = {"sod": 1.45, "grass tuft": 1.25, "bush": 1.15}
"""What is lit brighter than it was baked: grass that stands open."""
NEEDLED = frozenset({"spruce", "snowy spruce"})
THROWN_BACK = 0.1
"""What the surroundings throw back, in shares of the sun."""


@dataclass(frozen=True, eq=False)
class Grown:
    """One plant as it was baked: ``tiles`` 5×H×W×3 of 0…255, light from all around and from ``SIDES``, with
    their ``gains``; ``cover`` H×W; ``grain`` in px a metre."""

    tiles: Bytes
    gains: tuple[float, ...]
    cover: Array
    grain: float


@dataclass(frozen=True)
class Sunlit:
    """The light of a day as a key: where the sun stands (degrees, as ``Light.direction``) and how high, and
    the linear colours of sun and sky."""

    direction: float
    height: float
    sun: tuple[float, float, float]
    sky: tuple[float, float, float]


def sunlit_of(day: Day) -> Sunlit:
    """The day's light."""
    right, up, away = day.toward
    direction = float(np.degrees(np.arctan2(right, -away)))
    height = float(np.degrees(np.arcsin(np.clip(up, -1, 1))))
    sun, sky = (tuple(round(float(part), 5) for part in light) for light in (day.sun, day.sky))
    return Sunlit(round(direction, 1), round(height, 1), sun, sky)  # type: ignore[arg-type]


@lru_cache(maxsize=24)
def baked(name: str, variant: int, half: bool) -> Grown:
    """A plant as it is kept, its foot in the middle of the lower edge; at ``half`` size for small views."""
    entries = index()[name]["variants"]
    entry: dict[str, Any] = entries[variant % len(entries)]["views"][0]
    with Image.open(FOLDER / f"{name.replace(' ', '_')}.webp") as picture:
        sheet = np.asarray(picture.convert("RGB"))
    (width, height), top, aside = entry["size"], entry["top"], entry["foot"][0]
    strip = sheet[top : top + height]
    end = width * (1 + len(SIDES))
    tiles = strip[:, :end].reshape(height, -1, width, 3).transpose(1, 0, 2, 3)
    cover = strip[:, end + GAP : end + GAP + width, 0].astype(np.float32) / 255
    cover = np.clip((cover - 0.03) / 0.94, 0, 1)
    shift = round(width - 2 * aside)
    padding = (max(0, shift), max(0, -shift))
    tiles = np.pad(tiles, ((0, 0), (0, 0), padding, (0, 0)), mode="edge")
    cover = np.pad(cover, ((0, 0), padding))
    grain = float(entry["grain"])
    if half:
        size = max(2, cover.shape[1] // 2), max(2, cover.shape[0] // 2)
        tiles = np.stack([cv2.resize(tile, size, interpolation=cv2.INTER_AREA) for tile in tiles])
        cover, grain = cv2.resize(cover, size, interpolation=cv2.INTER_AREA), grain * size[1] / height
    return Grown(np.ascontiguousarray(tiles), tuple(entry["gains"]), f32(cover), grain)


@lru_cache(maxsize=64)
def _lit(name: str, variant: int, half: bool, mirrored: bool, light: Sunlit, season: str) -> Array:
    plant = baked(name, variant, half)
    steep = float(np.clip((light.height - RISE) / 50, 0, 0.8))
    sun, sky = np.array(light.sun, np.float32), np.array(light.sky, np.float32)
    made = LIGHTS[plant.tiles[0]] * (plant.gains[0] * (sky + sun * (THROWN_BACK + 0.6 * steep)))
    direction = -light.direction if mirrored else light.direction
    for number, side in enumerate(SIDES):
        share = float(np.cos(np.radians(np.clip(abs(apart(direction, side)), 0, 90))) ** 2)
        if share > 0.02:
            made += LIGHTS[plant.tiles[1 + number]] * (plant.gains[1 + number] * share * (1 - steep) * sun)
    made *= BRIGHTER.get(name, 1.0)
    if season in TURNED and name not in NEEDLED:
        made = _turned(made, OTHERWISE.get((season, name), TURNED[season]))
    whole = np.dstack([made * plant.cover[..., None], plant.cover])
    return np.ascontiguousarray(whole[:, ::-1] if mirrored else whole, np.float32)


def _turned(light: Array, matrix: Array) -> Array:
    """What is green in the season's colour, wood as it is."""
    red, green, blue = cv2.split(light)
    share = np.clip((green - np.maximum(0.85 * red, blue)) / np.maximum(green, 1e-4) * 4, 0, 1)
    return f32(light + (cv2.transform(light, matrix) - light) * share[..., None])


@dataclass(frozen=True)
class Sort:
    """One sort of plant among others: its baked ``name``, its share of all, and its least and greatest height
    in shares of its own."""

    name: str
    share: float = 1.0
    small: float = 0.8
    large: float = 1.15
    variant: int = 0


def known(sorts: Sequence[Sort]) -> list[Sort]:
    """Those of the sorts that are baked."""
    return [sort for sort in sorts if sort.name in index()]


def sprite(sort: Sort, seen: Viewpoint, day: Day, season: str, *, mirrored: bool = False) -> Array:
    """The plant in the day's light: premultiplied linear RGBA, its foot in the middle of the lower edge."""
    return _lit(sort.name, sort.variant, seen.height <= 420, mirrored, sunlit_of(day), season)


def tall_of(sort: Sort) -> float:
    """The height in metres that the sort's picture shows."""
    view = index()[sort.name]["variants"][0]["views"][0]
    return float(view["size"][1] / view["grain"])


def plants_on(
    canvas: Array,
    seen: Viewpoint,
    day: Day,
    season: str,
    sorts: Sequence[Sort],
    places: Sequence[tuple[float, float, float, float]],
    scale: float = 1.0,
) -> None:
    """Set plants on the premultiplied ``canvas`` in place, the farthest first. ``places``: row and column of
    a foot in heights, a number 0…1 that chooses the sort, one for size and side. ``scale`` of all."""
    sorts = known(sorts)
    if not sorts:
        return
    ends = np.cumsum([sort.share for sort in sorts]) / sum(sort.share for sort in sorts)
    sprites: list[Array] = []
    for sort in sorts:
        sprites += [sprite(sort, seen, day, season), sprite(sort, seen, day, season, mirrored=True)]
    flowers = list[Flower]()
    for row, x, which, size in sorted(places):
        number = min(int(np.searchsorted(ends, which)), len(sorts) - 1)
        sort, side = sorts[number], int(size * 97) % 2
        tall = tall_of(sort) * (sort.small + (sort.large - sort.small) * size) * scale
        flowers.append(Flower(row, x, tall, 2 * number + side, False))
    stick_all(canvas, sprites, seen, flowers)
