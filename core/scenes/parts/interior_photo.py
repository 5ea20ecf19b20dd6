"""The photograph of a room: exposure, white balance, depth of field, film."""

import cv2
import numpy as np

from core.scenes.parts.camera import defocus
from core.scenes.parts.canvas import Array, Random, blur, noise
from core.scenes.parts.channels import scaled
from core.scenes.parts.interior import flat
from core.scenes.parts.interior_floor import fresnel, lay_floor, reflection
from core.scenes.parts.interior_room import Room, blank, light_up, picture


def photograph(
    room: Room,
    foot: float,
    blurred: float,
    key: float,
    balance: float,
    grain: Random,
    *,
    by_wall: bool = False,
) -> tuple[Array, Array, Array]:
    """The picture (sRGB), its disparity and the light on a white thing at the foot (linear).

    ``key`` is how bright a white thing gets (linear), ``balance`` how far the light's own colour is taken
    out (0…1), ``blurred`` the aperture 0…1 with the focus at row ``foot``. ``by_wall``: only the wall is
    exposed for.
    """
    eye = room.eye
    floor, walls, things, _ = light_up(room)
    canvas = blank(eye)
    canvas.light += walls[-1].mean(0) * flat(room.shell[-1])
    top, bare = lay_floor(room, canvas, floor)
    if room.floor.gloss > 0.02:
        row = ((np.arange(top, eye.height, dtype=np.float32) + 0.5) / eye.height)[:, None]
        share = fresnel(eye, row) * room.floor.gloss * bare
        seen = reflection(room, walls, things, top) - canvas.light[top:] * 0.6
        canvas.light[top:] += scaled(seen, share)
    picture(room, canvas, eye, walls, things)
    subject = light_at_foot(room, floor, foot)
    gain = exposure(floor, walls, subject, key, balance, by_wall=by_wall)
    near = canvas.near * (eye.focal * eye.up)
    light = focused(canvas.light * gain, near, foot - eye.vanish, blurred)
    return finished(light, grain), np.clip(near / (1 - eye.vanish), 0, 1), subject * gain


def light_at_foot(room: Room, floor: Array, foot: float) -> Array:
    """Mean light on the floor around the subject's foot."""
    x, z, wide, deep = room.region()
    away = room.eye.focal * room.eye.up / (foot - room.eye.vanish)
    count = floor.shape[0]
    row, column = int((away - z) / deep * count), int(-x / wide * count)
    reach = int(0.4 / wide * count)
    return floor[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1].mean(
        (0, 1)
    )


def exposure(
    floor: Array, walls: list[Array], subject: Array, key: float, balance: float, *, by_wall: bool = False
) -> Array:
    """Gain by channel that makes a white wall as bright as ``key``: by the light of subject, floor and wall,
    or of the wall alone."""
    weights = np.array([0.25, 0.6, 0.15])
    behind = np.median(walls[2], 0)
    seen = (behind if by_wall else np.array([subject, floor.mean((0, 1)), behind])) @ weights
    # The balance is set on the wall's shade: set on a patch of sun it would turn the shade blue.
    return (key / np.exp(np.log(seen + 1e-4).mean()) * ((behind @ weights) / behind) ** balance).astype(
        np.float32
    )


def focused(light: Array, near: Array, focus: float, blurred: float) -> Array:
    """Depth of field: discs that grow with the difference in disparity to ``focus``."""
    height = light.shape[0]
    if blurred < 0.01:
        return light
    away = np.where(near < focus, focus - near, (near - focus) * 0.35) / focus
    radius = (
        blur((blurred**1.15 * 0.075 * np.clip(away - 0.05, 0, None)).astype(np.float32), 0.004 * height)
        * height
    )
    steps = [
        0.0,
        *(float(np.quantile(radius[:: max(1, height // 64)], q)) for q in (0.3, 0.55, 0.8)),
        float(radius.max()),
    ]
    steps = [step for i, step in enumerate(steps) if i == 0 or step > steps[i - 1] + 0.0008 * height]
    made = np.zeros_like(light)
    for i, step in enumerate(steps):
        share = np.ones_like(radius)
        if i:
            share = np.clip((radius - steps[i - 1]) / (step - steps[i - 1]), 0, 1)
        if i + 1 < len(steps):
            share = np.minimum(share, np.clip((steps[i + 1] - radius) / (steps[i + 1] - step), 0, 1))
        rows = np.flatnonzero(share.max(1) > 0)
        if len(rows):
            margin = int(step * 2 + 8)
            first, last = max(0, rows[0] - margin), min(height, rows[-1] + 1 + margin)
            made[first:last] += scaled(defocus(light[first:last], step), share[first:last])
    return made


def finished(light: Array, grain: Random) -> Array:
    """Film: light scattered in the lens, highlights rolled off, a gentle curve, fine grain."""
    height, width = light.shape[:2]
    small = cv2.resize(
        np.clip(light, 0, 6), (max(2, width // 8), max(2, height // 8)), interpolation=cv2.INTER_AREA
    )
    veil = cv2.resize(blur(small, 0.035 * height / 8), (width, height), interpolation=cv2.INTER_LINEAR)
    value = np.clip(0.93 * light + 0.07 * veil, 0, None) ** np.float32(1 / 2.2)
    # A shoulder as film has it: sun on a white floor keeps its joints.
    value = np.where(value > 0.7, 0.7 + 0.3 * (1 - np.exp((0.7 - value) / 0.36)), value)
    curved = value + 0.1 * (value - 0.45) * value * (1 - value) * 4
    speck = noise(grain, height, width, 460, 1) * 0.005
    return np.clip(curved + scaled(1 - value, speck), 0, 1).astype(np.float32)
