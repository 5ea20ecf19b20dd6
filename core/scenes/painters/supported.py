"""What a standing subject is put on, in front of any place that is seen level."""

from dataclasses import replace

import numpy as np

from core.scenes.painting import Painting
from core.scenes.parts.canvas import Array, rgb, stream
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.support_forms import Order
from core.scenes.parts.support_stands import bodies
from core.scenes.parts.underlay import eye_of, lit_by, opened, put, shown, stand_on
from core.scenes.spec import SceneSpec, is_latest
from core.scenes.supports import SUPPORTS, under

AMONG_THEMSELVES = frozenset({"tray"})
"""Supports whose parts stand beside one another, not on each other."""
WITHIN = 0.78
"""Share of a board or a plate within which a subject is put: what reaches its edges seems to hover beyond."""


def supported(spec: SceneSpec, painting: Painting) -> Painting:
    """The painting with the spec's supports under where the subject stands, and their top as its ground."""
    names, ground = under(spec.props), painting.ground
    if not names or ground.stand is not None:
        return painting
    height, width = painting.image.shape[:2]
    linear, disparity = opened(painting.image), painting.disparity.copy()
    lit = lit_by(painting, spec.light, linear)
    eye = eye_of(ground, width / height, max(SUPPORTS[name].deep for name in names))
    mirror, top = ground.mirror, eye
    stand = ground.stand
    for name in names:
        known = SUPPORTS[name]
        grazing = float(top.above / np.hypot(top.above, top.away))
        order = Order(
            name,
            stream(spec, f"under {name}"),
            _asked(spec),
            spec.light,
            grazing,
            1 / height,
            newer=is_seen(spec),
            latest=is_latest(spec),
        )
        tall = 0.0
        for body in bodies(order):
            base = top if name in AMONG_THEMSELVES else top.raised(tall)
            put(linear, disparity, body, base, lit, mirror if tall == 0 else 0.0)
            tall = (
                body.tall
                if name in AMONG_THEMSELVES and tall == 0
                else tall + body.tall * (name not in AMONG_THEMSELVES)
            )
        stand = stand_on(top, known.half * 0.94, known.deep * 0.94, tall, known.round)
        stand = replace(stand, free=WITHIN if is_latest(spec) else 1.0)
        top, mirror = top.raised(tall), 0.3 if name == "marble board" else 0.04
    return replace(
        painting,
        image=shown(linear),
        disparity=disparity,
        ground=replace(ground, stand=stand, mirror=mirror, rough=0.4),
    )


def _asked(spec: SceneSpec) -> tuple[Array, ...]:
    second = None if "wall" in spec.place.colours else spec.colours.wall
    codes = [code for code in (spec.colours.accent, second) if code is not None]
    return tuple(rgb(code.removeprefix("#")) for code in codes)
