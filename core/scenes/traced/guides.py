"""What guides the denoiser, and what of a backdrop is seen past a set: pictures of the set without light."""

from itertools import product
from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.spec import SceneSpec, is_latest, since
from core.scenes.traced.denoising import Box, clean_guide, clean_within
from core.scenes.traced.furnishing import PREFIX
from core.scenes.traced.lens import Lens
from core.scenes.traced.rendering import flush, rendered, scene_of
from core.scenes.traced.sets import Stage

GUIDES = 16
"""Samples per pixel, spread evenly, of the albedo and the normals that guide the denoiser: out of focus,
fewer would leave noise that it takes for detail. A square for its sampler; like ``PASS`` a power of two, so
that no pixel is shared by two threads, whose order of adding would show in the last bits."""
FEW_GUIDES = 4
"""The same for the slow variant, for which each costs a second."""
SPREAD = 0.03
"""How far about a modelled thing, in heights of the picture, it may be seen out of focus."""
QUICKER = 7
"""The ``spec_version`` from which on samples are spread evenly, light is followed through glass
only where there is some, and only what has fine detail or is mixed is cleaned by itself."""


def guides(lens: Lens, stage: Stage, seed: int) -> tuple[Array, Array, Array]:
    """Albedo and normals of the set as the lens sees it, and its exact disparity through pixel centres."""
    import mitsuba as mi

    scene = scene_of(lens, stage.things)
    seen = mi.load_dict({"type": "aov", "aovs": "a:albedo,n:sh_normal,d:depth"})
    count = FEW_GUIDES if str(mi.variant()).startswith("scalar") else GUIDES
    spread = mi.load_dict(lens.sensor(even=count))
    made = np.nan_to_num(rendered(scene, seen, count, seed, spread))
    albedo, normal = made[..., -7:-4], made[..., -4:-1]
    sharp = mi.load_dict({"type": "aov", "aovs": "p:position,d:depth"})
    sensor = mi.load_dict(lens.sensor(pinhole=True))
    exact = rendered(scene, sharp, 1, 0, sensor)
    flush()
    depth, hit = lens.away - exact[..., -2], exact[..., -1] > 0
    disparity = np.where(hit, lens.nearest() / np.maximum(depth, 1e-3), stage.beyond)
    contiguous = np.ascontiguousarray
    return contiguous(np.clip(albedo, 0, 1)), contiguous(normal), np.clip(disparity, 0, 1).astype(np.float32)


def cleaned(
    spec: SceneSpec, lens: Lens, stage: Stage, albedo: Array, normal: Array
) -> tuple[Array, Array, bool]:
    """Albedo and normals with less noise of their own, and whether the denoiser may take them for clean. In
    focus they have none. Where only a plain surface is out of focus, it does as well with their noise as
    without it, and cleaning costs as much as denoising: since form 7 only what is modelled is cleaned."""
    if not is_latest(spec) or lens.aperture <= 0:
        return albedo, normal, True
    if not since(spec, QUICKER):
        return clean_guide(albedo, "albedo"), clean_guide(normal, "normal"), True
    box = _box_of_models(lens, stage)
    if box is None:
        return albedo, normal, False
    return clean_within(albedo, "albedo", box), clean_within(normal, "normal", box), False


def has_models(stage: Stage) -> bool:
    """Whether something modelled stands in the set."""
    return any(name.startswith(PREFIX) for name in stage.things)


def is_seen_through(stage: Stage) -> bool:
    """Whether there is glass that light falls straight through."""
    import mitsuba as mi

    return any(
        mi.has_flag(thing.bsdf().flags(), mi.BSDFFlags.Null)
        for name, thing in stage.things.items()
        if name.startswith(PREFIX)
    )


def _box_of_models(lens: Lens, stage: Stage) -> Box | None:
    """What the modelled things cover of the picture, ``None`` where there is none."""
    boxes: list[Any] = [thing.bbox() for name, thing in stage.things.items() if name.startswith(PREFIX)]
    if not boxes:
        return None
    corners = np.array(
        [corner for box in boxes for corner in product(*zip(list(box.min), list(box.max), strict=True))]
    )
    scale = lens.away / np.maximum(lens.away - corners[:, 2], 0.1)
    across = (lens.view.aspect / 2 + corners[:, 0] * scale) * lens.view.height
    down = (lens.vanish + (lens.rise - corners[:, 1]) * scale) * lens.view.height
    return _about(down, across, round(SPREAD * lens.view.height) + 4, lens.view.height, lens.view.width)


def _about(rows: Array, columns: Array, margin: int, height: int, width: int) -> Box:
    """The box about those places with a ``margin``, in pixels, within the picture."""

    def reach(values: Array, most: int) -> slice:
        first = int(np.clip(values.min() - margin, 0, most - 1))
        return slice(first, int(np.clip(values.max() + margin + 1, first + 1, most)))

    return reach(rows, height), reach(columns, width)


def open_share(spec: SceneSpec, lens: Lens, stage: Stage, seed: int) -> Array:
    """The share, H×W×3, of each pixel that shows the backdrop past what stands before it or through it."""
    import mitsuba as mi

    scene = scene_of(lens, {**stage.things, "open": {"type": "constant", "radiance": 1.0}})
    through = not since(spec, QUICKER) or is_seen_through(stage)
    seen = mi.load_dict({"type": "volpath" if through else "path", "max_depth": 1})
    made = rendered(scene, seen, GUIDES, seed, mi.load_dict(lens.sensor(even=GUIDES)))[..., :3]
    flush()
    share = np.ascontiguousarray(np.clip(np.nan_to_num(made), 0, 1))
    if not since(spec, QUICKER):
        return clean_guide(share, "albedo")
    rows, columns = np.nonzero(((share > 0) & (share < 1)).any(-1))
    if not len(rows):
        return share
    return clean_within(share, "albedo", _about(rows, columns, 16, *share.shape[:2]))


def empty_share(normal: Array) -> Array:
    """The share of each row, H×1×1, in which nothing stands before the backdrop: its edge is level."""
    seen = np.linalg.norm(normal, axis=-1).mean(1)
    return np.clip(1 - seen, 0, 1)[:, None, None].astype(np.float32)
