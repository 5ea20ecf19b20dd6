"""The outer wall of a cabin, seen straight on: round logs or upright planks, a window, a stack of firewood,
the roof's eave. RGBA layers; ``unit`` is picture heights in a metre at the wall."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.poles import Pole, peeled, set_pole
from core.scenes.parts.soils import Seed, linear

LOGS = ("8d6a48", "9a7650", "7f5f42", "a27f58")
PLANKS = ("7a6450", "8a745c", "6d5a48", "94806a")
THICK = 0.25
"""A log's thickness in metres."""


def logs(seed: Seed, layer: Numbers, day: Day, span: tuple[float, float], foot: float, unit: float) -> None:
    """Logs from the row ``foot`` up, between the columns ``span``, crossed at the ends that are in the
    picture; on the layer in place."""
    rng = np.random.default_rng(seed)
    height, width = layer.shape[:2]
    tone = LOGS[int(rng.integers(len(LOGS)))]
    step, left, right = THICK * unit, *span
    dark = linear("2a2018") * (day.sky * 0.5)
    rows = slice(0, min(height, int(foot * height)))
    columns = slice(max(0, int(left * height)), min(width, int(right * height)))
    layer[rows, columns] = np.array([*dark.tolist(), 1.0], np.float32)
    for i, row in enumerate(np.arange(foot - step / 2, -step, -step).tolist()):
        skin = peeled((seed[0] + i, seed[1]), tone)
        over = 0.28 * unit if i % 2 == 0 else 0.06 * unit
        ends = left - (over if left > 0 else 0.1), right + (over if right < width / height else 0.1)
        sag = float(rng.normal(0, 0.004)) * unit
        set_pole(layer, day, Pole((ends[0], row), (ends[1], row + sag), 0.49 * step, 0.62), skin)
        for x, inside in ((left, left > 0), (right, right < width / height)):
            if inside and i % 2 == 1:
                _log_end(rng, layer, day, (x + (0.1 if x == left else -0.1) * unit, row), 0.47 * step, tone)
    y = (np.arange(height, dtype=np.float32) + 0.5) / height
    damp = 0.35 * np.exp(-np.clip(foot - y, 0, None) / (0.25 * unit))
    layer[..., :3] *= (1 - damp)[:, None, None]


def _log_end(rng: Random, layer: Numbers, day: Day, at: tuple[float, float], half: float, code: str) -> None:
    """The sawn end of a log: rings and cracks."""
    height, width = layer.shape[:2]
    rows = slice(max(0, int((at[1] - half) * height)), min(height, int((at[1] + half) * height) + 2))
    columns = slice(max(0, int((at[0] - half) * height)), min(width, int((at[0] + half) * height) + 2))
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    v, u = np.mgrid[rows, columns].astype(np.float32) + 0.5
    u, v = (u / height - at[0]) / half, (v / height - at[1]) / half
    turn, away = (
        np.arctan2(v, u),
        np.hypot(u, v) * (1 + 0.06 * np.sin(3 * np.arctan2(v, u) + float(rng.uniform(0, 6)))),
    )
    cover = np.clip((1 - away) * half * height + 0.5, 0, 1)
    rings = np.sin(away * float(rng.uniform(26, 40)) + float(rng.uniform(0, 6)))
    crack = np.exp(-np.abs(np.sin((turn - float(rng.uniform(0, 6))) * 1.5)) / 0.03) * (away > 0.25)
    bark = ramp(away, 0.86, 0.95)
    tone = (
        np.clip(1.15 + 0.1 * rings, 0.4, 1.6)
        * (1 - 0.5 * crack)
        * (1 - 0.5 * bark)
        * float(rng.uniform(0.8, 1.15))
    )
    facing = max(0.0, -day.toward[2])
    colour = linear(code) * tone[..., None] * day.lit(np.full_like(u, facing), np.full_like(u, 0.5))
    part = layer[rows, columns]
    part *= 1 - cover[..., None]
    part += np.dstack([colour * cover[..., None], cover]).astype(np.float32)


def boarding(
    seed: Seed, layer: Numbers, day: Day, span: tuple[float, float], foot: float, unit: float
) -> None:
    """Upright weathered planks with battens, on the layer in place."""
    rng = np.random.default_rng(seed)
    height, width = layer.shape[:2]
    left, right = max(0, int(span[0] * height)), min(width, int(span[1] * height))
    end = min(height, int(foot * height))
    if right <= left:
        return
    y, x = np.mgrid[0:end, left:right].astype(np.float32) + 0.5
    u, v = (x / height - span[0]) / unit, (foot - y / height) / unit
    wide = 0.16
    which = np.floor(u / wide).astype(int)
    inside = u / wide - which
    tile = land_tile((seed[0] & 7, 33), 1.1)
    shift = (which * 97) % 512
    fibre = tiled(tile, u * 1300, v * 16 + shift)
    broad = tiled(tile, u * 160 + shift, v * 12 + shift)
    knot = ramp(tiled(tile, u * 170 + shift, v * 70 + 33), 2.0, 2.7)
    gap = np.exp(-((np.minimum(inside, 1 - inside) * wide / 0.006) ** 2))
    paints = np.stack([linear(code) for code in PLANKS])
    tones = paints[rng.integers(0, len(paints), 200)][which % 200]
    tone = np.clip(1 + 0.14 * fibre + 0.14 * broad, 0.3, 1.7) * (1 - 0.5 * knot) * (1 - 0.85 * gap)
    damp = 1 - 0.4 * np.exp(-v / 0.3)
    facing = max(0.0, -day.toward[2]) * 0.95 + 0.05 * (1 - gap)
    colour = tones * (tone * damp)[..., None] * day.lit(facing, 0.5 + 0 * u)
    layer[0:end, left:right] = np.dstack([colour, np.ones_like(u)]).astype(np.float32)


def window(
    layer: Numbers, day: Day, at: tuple[float, float], size: tuple[float, float], evening: float
) -> None:
    """A small window with a frame and muntins, warm inside in the evening; ``at`` (x, y) its middle."""
    height = layer.shape[0]
    (x, y), (half, tall) = at, size

    def box(left: float, top: float, right: float, low: float, colour: Array) -> None:
        """An upright rectangle."""
        corners = np.array([(left, top), (right, top), (right, low), (left, low)]) * height * 8
        cv2.fillConvexPoly(layer, corners.astype(np.int32), (*colour.tolist(), 1.0), cv2.LINE_8, 3)

    front = day.sky * 0.55 + day.sun * 0.5 * max(0.1, -day.toward[2])
    frame, pane = linear("6b4a30") * front, linear("39434c") * day.sky * 0.9 + 0.12 * day.horizon
    warm = linear("ffb766") * evening
    box(x - 1.16 * half, y - 1.14 * tall, x + 1.16 * half, y + 1.14 * tall, frame)
    box(x - half, y - tall, x + half, y + tall, pane * 0.6 + warm)
    box(x - half, y - tall, x + half, y - 0.2 * tall, pane + warm * 1.1)
    for off in (-0.9, 0.62):
        box(
            x + off * half,
            y - tall,
            x + (off + 0.28) * half,
            y + tall,
            linear("e6dccb") * (front * 0.35 + 0.4 * evening),
        )
    box(x - 0.05 * half, y - tall, x + 0.05 * half, y + tall, frame)
    box(x - half, y - 0.04 * tall, x + half, y + 0.04 * tall, frame)
    box(x - 1.3 * half, y + 1.12 * tall, x + 1.3 * half, y + 1.26 * tall, frame * 1.25)


def firewood(
    rng: Random, layer: Numbers, day: Day, span: tuple[float, float], foot: float, unit: float
) -> None:
    """Split logs stacked against the wall between the columns ``span``, on the layer in place."""
    height = layer.shape[0]
    half, row, number = 0.065 * unit, foot - 0.065 * unit, 0
    top = foot - float(rng.uniform(0.75, 1.0)) * unit
    dark = linear("1c1510") * day.sky * 0.5
    cv2.rectangle(
        layer,
        (int(span[0] * height), int(top * height)),
        (int(span[1] * height), int(foot * height)),
        (*dark.tolist(), 1.0),
        -1,
    )
    while row > top:
        for x in np.arange(span[0] + half * (1 + number % 2), span[1], 1.95 * half).tolist():
            at = x + float(rng.normal(0, 0.06)) * half, row + float(rng.normal(0, 0.06)) * half
            _log_end(
                rng,
                layer,
                day,
                at,
                half * float(rng.uniform(0.8, 1.12)),
                str(rng.choice(["b08a5c", "a07a50", "c09c6c", "8f6c48"])),
            )
        row, number = row - 1.72 * half, number + 1


def eaves(layer: Numbers, day: Day, low: float, unit: float, snowy: bool) -> None:
    """The roof that reaches over the wall: boards from below, its edge, snow on it; and its shade on what is
    under it. On the layer in place."""
    height, width = layer.shape[:2]
    y = (np.arange(height, dtype=np.float32) + 0.5) / height
    shade = 0.45 * np.exp(-np.clip(y - low, 0, None) / (0.5 * unit)) * (y > low)
    layer[..., :3] *= (1 - shade)[:, None, None]
    x = (np.arange(width, dtype=np.float32) + 0.5) / height
    tile = land_tile((5, 34), 1.2)
    grain = tiled(
        tile,
        np.broadcast_to(x[None] * 60, (height, width)),
        np.broadcast_to(y[:, None] * 1400, (height, width)),
    )
    tone = (
        linear("5c4632") * np.clip(1 + 0.18 * grain, 0.4, 1.6)[..., None] * (day.sky * 0.4 + day.sun * 0.12)
    )
    edge = np.exp(-(((y - low) / (0.03 * unit)) ** 2))[:, None, None]
    tone = tone * (1 + 1.1 * edge)
    share = (1 - ramp(y, low - 0.002, low + 0.002))[:, None] * (layer[..., 3] > 0.5)
    layer[..., :3] = layer[..., :3] * (1 - share[..., None]) + tone * share[..., None]
    if snowy:
        bumps = 0.02 * unit * tiled(tile, x * 70, np.zeros_like(x))
        white = (
            ramp(y[:, None] + bumps[None], low - 0.1 * unit, low - 0.08 * unit)
            * (1 - ramp(y[:, None], low - 0.015 * unit, low))
        )[..., None] * (layer[..., 3:] > 0.5)
        layer[..., :3] = (
            layer[..., :3] * (1 - white)
            + np.array([0.82, 0.86, 0.92], np.float32) * (day.sky * 0.8 + day.sun * 0.3) * white
        )
