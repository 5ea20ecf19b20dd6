"""The door to the path tracer: a spec and a subject become a picture of the place around that subject."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.errors import CancelledError, DeviceError
from core.scenes.developing import developed, exposed
from core.scenes.effects import EFFECTS
from core.scenes.painters.aired import aired
from core.scenes.painting import DARK_TIMES, Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.surfaces import SURFACES
from core.scenes.spec import SceneSpec, is_anew, is_latest, since
from core.scenes.supports import under
from core.scenes.things import modelled_names
from core.scenes.traced.backend import variant
from core.scenes.traced.body import Pose, Subject, facing, shapes, standing
from core.scenes.traced.builders import BUILDERS
from core.scenes.traced.denoising import denoised
from core.scenes.traced.furnishing import card
from core.scenes.traced.guides import (
    QUICKER,
    cleaned,
    empty_share,
    guides,
    has_models,
    is_seen_through,
    open_share,
)
from core.scenes.traced.lens import Lens, facing_lens, standing_lens
from core.scenes.traced.materials import encoded
from core.scenes.traced.rendering import flush, rendered, scene_of
from core.scenes.traced.sets import Shot, Stage
from core.scenes.traced.supports import BUILT

__all__ = ["Pose", "Subject", "Traced", "can_trace", "trace", "variant"]
THREADS = 2
"""With one alone the fast variant may never finish; the picture does not depend on their number."""
THROUGH = 5
"""How much more often light is followed where it may go through glass."""
BRIGHTEST = 8.0
"""Light above which a sample is cut off where glass stands: the denoiser takes its sparks for things."""
PASS = 2
"""Samples per pixel of one pass: between passes the picture can be cancelled."""
EVEN_PASS = 4
"""The same since ``QUICKER``, spread evenly over pixel and lens: four such leave no more noise than eight at
random."""
DEPTHS: Mapping[Pose, tuple[float, float]] = {"lies": (0.003, 0.022), "hangs": (0.022, 0.03)}
"""How far before its surface a subject lies or hangs, and how thick it is at most."""
NEAR, LIT, FULL = 0.16, 65.0, 1.12
"""Exposure is measured this far about the foot (shares of the height), at this percentile, and brought to
this: white paper is then near white."""
SHOULDER = 0.7
"""Linear light above this is rolled off as film does."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A traced place: its ``painting``, in which the subject's shadow, reflection and bounce are and the
    subject itself is not; the ``variant`` and the ``samples`` per pixel that made it, and the ``seconds`` of
    its steps."""

    painting: Painting
    variant: str
    samples: int
    seconds: Mapping[str, float]


def traced_pose(spec: SceneSpec) -> Pose | None:
    """The pose for which the spec's kind has a traced set, ``None`` where it has none."""
    return None if spec.place.traced is None else BUILDERS[spec.place.traced].pose


BARE = frozenset({"flat_lay", "hanging_wall", "shelf"})
"""Sets that are traced without props: with some the painted place shows what was asked for."""


BOARDS = frozenset({"table", "counter", "bar", "bakery_counter", "workbench", "windowsill", "market_stall"})
"""Sets that are a board before a painted place: what is put under a subject stands on them too."""
NEWER = BOARDS - {"table"}
"""Sets that came with the seventh form of specs: older ones were painted."""


PAINTED = frozenset({("hanging_wall", "velvet"), ("hanging_wall", "silk"), ("flat_lay", "fur")})
"""Sets and materials that are only painted: what hangs in pleats or has hair is more than a surface."""


def can_trace(spec: SceneSpec) -> bool:
    """Whether the place has a traced set that shows all of it: its material is one of ours, and its props
    stand in the set too."""
    name = spec.place.traced
    # On a traced wall there is a nail, which nothing hangs from that hangs flat.
    modelled = modelled_names() if is_anew(spec) else frozenset[str]()
    props = set(spec.props) - EFFECTS.keys() - (modelled if name == "shelf" else set())
    if name is None or (name in BARE and props) or spec.held == "wall":
        return False
    if (name in NEWER and not since(spec, 7)) or not _stands_on(spec, name):
        return False
    edged = name == "hanging_wall" and spec.backdrop is not None
    if edged or "graffiti" in spec.props or (name == "flat_lay" and is_latest(spec)):
        # A ground seen from above is painted with folds and a window's falloff, which the set has not.
        return False
    if name in BOARDS and spec.light.pattern != "none" and modelled.isdisjoint(spec.props):
        return False
    materials = (spec.materials.ground, spec.materials.wall)
    if any((name, material) in PAINTED for material in materials):
        return False
    return all(material is None or material in SURFACES for material in materials)


def _stands_on(spec: SceneSpec, name: str) -> bool:
    """Whether the set shows everything that the subject is put on."""
    below = set(under(spec.props))
    return not below or (name in BOARDS and since(spec, 7) and below <= BUILT)


def trace(
    spec: SceneSpec,
    view: View,
    subject: Subject,
    *,
    samples: int = 8,
    cancelled: Callable[[], bool] | None = None,
    on_part: Callable[[int, int], None] | None = None,
) -> Traced:
    """Trace the place of ``spec`` with ``subject`` in it. The same spec, subject, size and variant give the
    same bytes. ``on_part`` is told how many of how many parts are done. Raises ``DeviceError`` where mitsuba
    cannot be used, ``CancelledError`` between parts, ``KeyError`` for a kind without a traced set."""
    with_variant = variant()
    if with_variant is None:
        raise DeviceError("Sets cannot be traced on this machine: mitsuba is missing; they are painted.")
    _settle(with_variant, even=since(spec, QUICKER))
    each = min(samples, EVEN_PASS) if since(spec, QUICKER) else PASS
    passes = max(1, round(samples / each))
    clock = _Clock(passes + 3, cancelled, on_part)
    lens, stage, body = _staged(spec, view, subject)
    clock.done("build")
    lamps = {**stage.lamps, **card(lens, stage.things)}
    aligned = scene_of(lens, {**stage.things, **lamps, **shapes(body, subject, stage.brightness)})
    light = _light(aligned, lens, stage, spec, (passes, each), clock)
    albedo, normal, disparity = guides(lens, stage, spec.seed)
    clock.done("guides")
    *guide, clean = cleaned(spec, lens, stage, albedo, normal)
    light = _exposed(denoised(light, *guide, clean=clean), albedo, stage, subject)
    if stage.backdrop is not None:
        open_ = open_share(spec, lens, stage, spec.seed) if has_models(stage) else empty_share(normal)
        light = (light + open_ * stage.backdrop).astype(np.float32)
    if stage.finish is not None:
        light = stage.finish(light)
    bare = Painting(image=_encoded(light, spec), disparity=disparity, ground=stage.ground, tint=stage.tint)
    image = developed(
        aired(spec, bare).image,
        spec.camera.contrast,
        lift=spec.light.time not in DARK_TIMES,
        seen=(subject.matte < 8).astype(np.float32),
    )
    painting = replace(bare, image=exposed(image, spec.light.exposure, stage.ground.foot))
    clock.done("denoise")
    return Traced(painting=painting, variant=with_variant, samples=passes * each, seconds=clock.seconds)


class _Clock:
    """Times the parts, tells of them, and stops where the picture is not wanted any more."""

    def __init__(
        self, parts: int, cancelled: Callable[[], bool] | None, on_part: Callable[[int, int], None] | None
    ) -> None:
        self.seconds: dict[str, float] = {}
        self._parts, self._cancelled, self._on_part = parts, cancelled, on_part
        self._count, self._since = 0, time.perf_counter()

    def done(self, name: str) -> None:
        """Note the time of the part ``name``, tell how far it is; raises ``CancelledError``."""
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since, self._count = now, self._count + 1
        if self._on_part is not None:
            self._on_part(self._count, self._parts)
        if self._cancelled is not None and self._cancelled():
            raise CancelledError("Cancelled; nothing was kept.")


def _settle(name: str, *, even: bool) -> None:
    """Make ``name`` the variant of this process, with a number of threads that finishes."""
    import mitsuba as mi

    if mi.variant() != name:
        mi.set_variant(name)
    if name.startswith("llvm"):
        import drjit

        drjit.set_thread_count(THREADS)
        # Loads are packed now so, now so, and each time the same set is compiled anew, which takes a second.
        # Without packing other last bits come out, so that older sets keep it.
        drjit.set_flag(drjit.JitFlag.PacketOps, not even)


def _staged(spec: SceneSpec, view: View, subject: Subject) -> tuple[Lens, Stage, Any]:
    """The lens, the set built for the subject's footprint, and the subject's body."""
    if spec.place.traced is None:
        raise KeyError(spec.kind)
    known = BUILDERS[spec.place.traced]
    if known.camera is not None:
        seen = known.camera(spec, view.aspect)
        lens = standing_lens(view, seen.vanish, subject.foot_row, seen.away, spec.camera.blur)
        body = standing(subject, lens)
    else:
        lens = facing_lens(view)
        body = facing(subject, lens, *DEPTHS[known.pose])
    return lens, known.build(Shot(spec, lens, body.footprint, subject.metres)), body


def _light(
    scene: Any, lens: Lens, stage: Stage, spec: SceneSpec, samples: tuple[int, int], clock: _Clock
) -> Array:
    """Linear light H×W×3, the mean of the passes, black where nothing is; ``samples`` how many passes and the
    samples per pixel of each."""
    import mitsuba as mi

    even, models, (passes, each) = since(spec, QUICKER), has_models(stage), samples
    # Light is seen and falls through glass only by the one for volumes, which takes half as long again.
    through = models and (not even or is_seen_through(stage))
    depth = stage.depth + THROUGH if models else stage.depth
    kind = "volpath" if through else "path"
    integrator = mi.load_dict({"type": kind, "max_depth": depth, "hide_emitters": True})
    sensor = mi.load_dict(lens.sensor(even=each)) if even else None
    total = np.zeros((lens.view.height, lens.view.width, 3), np.float32)
    for number in range(passes):
        made = rendered(scene, integrator, each, (spec.seed * 64 + number) % 2**32, sensor)
        total += np.minimum(np.nan_to_num(made[..., :3], nan=0.0), BRIGHTEST) if models else made[..., :3]
        clock.done("light")
    flush()
    return total / np.float32(passes)


def _exposed(light: Array, albedo: Array, stage: Stage, subject: Subject) -> Array:
    """The picture as bright as its time of day asks: the light that falls about the subject's foot, in all
    but its shadow, is brought to full exposure."""
    height = light.shape[0]
    rows = (np.arange(height) + 0.5) / height
    near = np.abs(rows - stage.ground.foot) < NEAR
    seen = (subject.matte[near] < 8) & (albedo[near].mean(-1) > 0.02)
    falls = light[near].mean(-1)[seen] / albedo[near].mean(-1)[seen]
    level = float(np.percentile(falls, LIT)) if falls.size > 16 else 1.0
    gain = float(np.clip(stage.brightness * FULL / max(level, 1e-3), 0.4, 2.5))
    return (light * gain).astype(np.float32)


def _encoded(light: Array, spec: SceneSpec) -> Array:
    """Linear light as sRGB 0…1 with highlights rolled off, and half a step of dither against bands."""
    over = np.maximum(light - SHOULDER, 0) / (1 - SHOULDER)
    toned = np.where(light > SHOULDER, SHOULDER + (1 - SHOULDER) * (1 - np.exp(-over)), light)
    dither = stream(spec, "dither").uniform(-0.5, 0.5, light.shape).astype(np.float32) / 255
    return np.clip(encoded(toned) + dither, 0, 1).astype(np.float32)
