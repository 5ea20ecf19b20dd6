"""Scenes from environment maps and photographs, after ``python -m training.photos.fetch``.

``photo_scene`` makes one; ``photo_behind`` makes a picture strongly out of focus to stand behind rendered
tables. Both draw only from what is ready and return None when nothing is.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from core.scenes.parts.camera import develop, lens_blur
from core.scenes.parts.canvas import Array, Random, grid
from training.photos.captions import SHOTS, VIEWS, Shot, View
from training.photos.manifest import FILES, WORK, ready_path
from training.photos.panorama import Camera, finest_radius, light_direction, light_from, look
from training.scenes.camera import grade, out_of_focus
from training.scenes.captioned import Scene
from training.scenes.planes import floor_depth

PHOTO_SHARE = 0.35
DOWNWARD = (-18, 7)  # degrees: product photographers mostly look a little down
LEVEL = (-4, 10)  # behind a rendered table, whose edge hides the ground
BLURRED = ["softly blurred background", "out of focus", "shallow depth of field", "soft bokeh"]


@dataclass(frozen=True)
class Library:
    """What is ready: maps as H×W×3 float16 logarithms with their light's direction, photographs as H×W×3
    uint8 sRGB."""

    maps: dict[str, tuple[np.ndarray, tuple[float, float]]]
    photos: dict[str, np.ndarray]


@cache
def library(work: Path = WORK) -> Library:
    """Loads everything ready under ``work``, once: about 30 MB of maps and 45 MB of photographs."""
    maps, photos = {}, {}
    for file in FILES:
        path = ready_path(file, work)
        if path.exists() and file.kind == "hdri":
            panorama = np.load(path)
            maps[file.name] = panorama, light_direction(panorama)
        elif path.exists():
            photos[file.name] = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    return Library(maps, photos)


def pick_view(rng: Random, views: tuple[View, ...]) -> View:
    """A view, the wider the likelier."""
    widths = np.array([min(view.yaws[1] - view.yaws[0], 120) for view in views])
    return views[rng.choice(len(views), p=widths / widths.sum())]


def pick_camera(rng: Random, view: View, pitch: tuple[float, float]) -> Camera:
    """A camera without roll that looks into the view, its pitch in degrees within ``pitch`` and so that a
    strip of what is above the horizon stays in the picture, for the caption tells of it."""
    fov = rng.uniform(35, 75)
    tilt = max(rng.uniform(*pitch), -0.32 * fov)
    return Camera(yaw=rng.uniform(*view.yaws), pitch=tilt, fov=fov)


def expose(rng: Random, light: Array, key: float) -> float:
    """The exposure that brings the picture's geometric mean to about ``key``, ± half a stop."""
    middle = np.exp(np.log(light.mean(axis=2) + 1e-4).mean())
    return float(key / middle * 2 ** rng.uniform(-0.5, 0.5))


def pick_radius(rng: Random, height: int, low: float, high: float) -> float:
    """A blur radius in px of the picture; ``low`` and ``high`` are px at a height of 256."""
    return rng.uniform(low, high) * height / 256


def words(place: View | Shot, radius: float, height: int) -> list[str | list[str]]:
    """The place's details, and the lens's when the blur is visible."""
    blurred = [BLURRED] if radius > 4 * height / 256 else []
    return [*place.details, *blurred]


def ground(height: int, width: int, horizon: float, far: float) -> Array:
    """Disparity: a plane from the horizon to the viewer, in front of something upright at ``far``."""
    level = min(max(horizon, 0.0), 0.95)
    return np.maximum(floor_depth(grid(height, width)[0], level), far).astype(np.float32)


def standing(horizon: float, far: float) -> float:
    """The y from which things can stand: where the ground comes nearer than what is behind it."""
    level = min(max(horizon, 0.0), 0.95)
    return level + far * (1 - level)


def map_picture(
    rng: Random, panorama: np.ndarray, view: View, camera: Camera, radius: float, size: tuple[int, int]
) -> Array:
    """sRGB 0…1 of a map through a lens out of focus by ``radius`` px."""
    light = look(panorama, camera, *size)
    light = np.minimum(light * expose(rng, light, view.key), 60)
    return grade(rng, develop(lens_blur(light, radius)))


def map_scene(
    rng: Random, name: str, panorama: np.ndarray, direction: tuple[float, float], size: tuple[int, int]
) -> Scene:
    """A scene looking into an environment map."""
    view = pick_view(rng, VIEWS[name])
    camera = pick_camera(rng, view, DOWNWARD)
    radius = pick_radius(rng, size[0], 0, 10 * rng.random())
    radius = max(radius, finest_radius(panorama, camera, *size))
    horizon = camera.horizon(*size)
    return Scene(
        np.clip(map_picture(rng, panorama, view, camera, radius, size), 0, 1),
        ground(*size, horizon, view.far),
        view.family,
        list(view.phrases),
        standing(horizon, view.far),
        view.shade,
        words(view, radius, size[0]),
        light_from(direction, camera),
        view.hardness,
        view.mirror,
    )


def window(
    rng: Random, shot: Shot, shape: tuple[int, ...], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """A random part (left, top, width, height in px) of the shot's crop, of the picture's proportions and
    at least 0.6 of the largest that fits."""
    rows, columns = shape[:2]
    left, top, right, bottom = np.array(shot.crop) * (columns, rows, columns, rows)
    largest = min((right - left) / size[1], (bottom - top) / size[0]) * rng.uniform(0.6, 1)
    width, height = largest * size[1], largest * size[0]
    return rng.uniform(left, right - width), rng.uniform(top, bottom - height), width, height


def cut(photo: np.ndarray, part: tuple[float, float, float, float], size: tuple[int, int]) -> Array:
    """That part of the photograph at ``size``, sRGB 0…1."""
    left, top, width, height = (round(value) for value in part)
    piece = photo[top : top + height, left : left + width]
    way = cv2.INTER_AREA if height > size[0] else cv2.INTER_CUBIC
    return cv2.resize(piece, (size[1], size[0]), interpolation=way).astype(np.float32) / 255


def shot_scene(rng: Random, name: str, photo: np.ndarray, size: tuple[int, int]) -> Scene:
    """A scene from a part of a photograph, mirrored half of the time."""
    shot = SHOTS[name]
    part = window(rng, shot, photo.shape, size)
    side = int(rng.choice([-1, 1]))
    radius = pick_radius(rng, size[0], 0, 10 * rng.random())
    picture = grade(rng, out_of_focus(cut(photo, part, size)[:, ::side], radius, boost=3))
    horizon = (shot.horizon * photo.shape[0] - part[1]) / part[3]
    return Scene(
        np.clip(picture, 0, 1),
        ground(*size, horizon, shot.far),
        shot.family,
        list(shot.phrases),
        standing(horizon, shot.far),
        shot.shade,
        words(shot, radius, size[0]),
        shot.light_from * side,
        shot.hardness,
        shot.mirror,
    )


@cache
def family_shares(work: Path = WORK) -> dict[str, float]:
    """How often ``photo_scene`` yields each family, 0…1."""
    ready, shares = library(work), Counter[str]()
    of_photos = 0.0 if not ready.photos else PHOTO_SHARE if ready.maps else 1.0
    for name in ready.photos:
        shares[SHOTS[name].family] += of_photos / len(ready.photos)
    for name in ready.maps:
        for view in VIEWS[name]:
            shares[view.family] += (1 - of_photos) / len(ready.maps) / len(VIEWS[name])
    return dict(shares)


def photo_scene(rng: Random, height: int, width: int, work: Path = WORK) -> Scene | None:
    """A scene from a photograph or an environment map, or None when none is ready."""
    ready = library(work)
    if not ready.maps and not ready.photos:
        return None
    if ready.photos and (not ready.maps or rng.random() < PHOTO_SHARE):
        name = str(rng.choice(list(ready.photos)))
        return shot_scene(rng, name, ready.photos[name], (height, width))
    name = str(rng.choice(list(ready.maps)))
    return map_scene(rng, name, *ready.maps[name], (height, width))


def photo_behind(rng: Random, height: int, width: int, work: Path = WORK) -> tuple[Array, list[str]] | None:
    """A picture strongly out of focus (sRGB 0…1) and its phrases, or None when nothing is ready."""
    ready = library(work)
    names = [*ready.maps, *ready.photos]
    if not names:
        return None
    name = str(rng.choice(names))
    radius = pick_radius(rng, height, 4, 12)
    if name in ready.photos:
        shot, photo = SHOTS[name], ready.photos[name]
        piece = cut(photo, window(rng, shot, photo.shape, (height, width)), (height, width))
        picture, place = grade(rng, out_of_focus(piece, radius, boost=4)), shot
    else:
        place = pick_view(rng, VIEWS[name])
        camera = pick_camera(rng, place, LEVEL)
        picture = map_picture(rng, ready.maps[name][0], place, camera, radius, (height, width))
    return np.clip(picture, 0, 1), list(place.phrases)
