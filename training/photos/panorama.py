"""Looking into an equirectangular environment map with a level camera."""

from dataclasses import dataclass

import cv2
import numpy as np

from training.photos.prepare import Array, from_log


@dataclass(frozen=True, kw_only=True)
class Camera:
    """``yaw`` in degrees from the map's left edge, ``pitch`` in degrees (positive looks up), ``fov`` in
    degrees across the longer side of the picture."""

    yaw: float
    pitch: float
    fov: float

    def focal(self, height: int, width: int) -> float:
        """The focal length in px."""
        return max(height, width) / 2 / float(np.tan(np.radians(self.fov / 2)))

    def horizon(self, height: int, width: int) -> float:
        """The horizon's y, 0 = top and 1 = bottom of the picture, beyond that when it is out of sight."""
        return 0.5 + self.focal(height, width) * float(np.tan(np.radians(self.pitch))) / height


def look(panorama: np.ndarray, camera: Camera, height: int, width: int) -> Array:
    """The height×width×3 linear light that ``camera`` sees in a map of logarithms (``prepare.to_log``)."""
    focal = camera.focal(height, width)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    right, up = (x + 0.5 - width / 2) / focal, -(y + 0.5 - height / 2) / focal
    sine, cosine = np.sin(np.radians(camera.pitch)), np.cos(np.radians(camera.pitch))
    forward, rise = cosine - up * sine, sine + up * cosine
    longitude = np.radians(camera.yaw) + np.arctan2(right, forward)
    latitude = np.arctan2(rise, np.hypot(right, forward))
    rows, columns = panorama.shape[:2]
    across = (longitude / (2 * np.pi) * columns - 0.5).astype(np.float32)
    down = ((0.5 - latitude / np.pi) * rows - 0.5).astype(np.float32)
    start = int(np.floor(across.min())) - 2
    strip = np.take(panorama, np.arange(start, int(across.max()) + 4), axis=1, mode="wrap")
    seen = cv2.remap(
        strip.astype(np.float32), across - start, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return from_log(seen)


def finest_radius(panorama: np.ndarray, camera: Camera, height: int, width: int) -> float:
    """The blur radius in px below which the map's own pixels would show."""
    return 0.8 * camera.focal(height, width) * 2 * np.pi / panorama.shape[1]


def light_direction(panorama: np.ndarray) -> tuple[float, float]:
    """Where the light comes from: yaw in degrees and how one-sided it is (0 all around … 1 one lamp).
    The mean of all directions, weighted by light and solid angle."""
    light = from_log(panorama).mean(axis=2)
    rows, columns = light.shape
    weight = light * np.cos((0.5 - (np.arange(rows) + 0.5) / rows) * np.pi)[:, None]
    longitude = (np.arange(columns) + 0.5) / columns * 2 * np.pi
    column = weight.sum(axis=0)
    mean = (column * np.exp(1j * longitude)).sum() / column.sum()
    return float(np.degrees(np.angle(mean))) % 360, float(abs(mean))


def light_from(direction: tuple[float, float], camera: Camera) -> float:
    """The light's side for ``Scene``, -1 left … 1 right; ``direction`` comes from ``light_direction``."""
    yaw, one_sided = direction
    side = np.sin(np.radians(yaw - camera.yaw)) * min(1.0, 1.5 * one_sided)
    return float(np.clip(side, -1, 1))
