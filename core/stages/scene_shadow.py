"""What a subject does to the painted place it is put into: the light it takes, and its reflection.

Light is a main light from where the spec says and an even one from all around; each is blocked by the
subject on its own. All lengths are shares of the picture or of the subject, so that a small picture is the
reduced large one; what is soft anyway is computed at ``MAP`` px.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.scenes.painting import Ground, Stand
from core.scenes.spec import Light
from core.stages.arrays import Floats, Pixels
from core.stages.cast_shadow import Plane, cast, softened, solid
from core.stages.footing import Footing, footing
from core.stages.frame import CUT_OFF
from core.stages.hanging_shadow import blocked_beyond
from core.stages.lying_shadow import GAMMA, blocked, touch, touch_around
from core.stages.occlusion import occluded
from core.stages.pose import Pose
from core.stages.shadow_shifts import LONGEST, hanging_shift, lying_shift
from core.stages.silhouette import without_hanger

MAP = 320
"""Longest side in px of the map on which soft shadows are computed."""
FOCAL = 1.2
"""Focal length of the place's camera, in heights of the picture."""
LYING_THICK, HANGING_AWAY, FLAT_AWAY = 0.05, 0.045, 0.014
"""How thick a lying subject is at most, and how far from its wall a hanging one, or one that hangs flat on
it, in shares of its size."""
AT_WALL, FARTHER = 0.45, 1.9
"""How dark the seam of what hangs is, by that of what lies; and how much farther from its wall it hangs than
in scenes of an earlier form."""
DARKER: Mapping[Pose, float] = MappingProxyType({"stands": 1.0, "lies": 1.2, "hangs": 1.4})
"""How dark shadows are by those in scenes of an earlier form."""
FIRM = 0.65
"""How hard the light on what lies is at least: in softer light cloth shows no side in the shade."""
UNDER = 0.16
"""Up to this share of the subject's height above the ground its lower edge darkens the ground below it."""
AROUND = 0.55
"""Penumbra of the even light: how wide it is by how far above the ground something is."""
OFF_PLANE = 0.08
"""How far a place's disparity may be off the ground's or the wall's for their shadow to fall on it."""
EDGE, FRONT = 0.006, 0.12
"""How soft a stand's edge is, and how far down its front shadows reach, in heights of the picture."""
FADES = 0.3
"""How far from the ground line a reflection is down to 1/e, in heights of the picture."""
HALVED_PIXELS = 10_000_000
"""Of the part of a picture with a subject from which on its reflection is worked out at half the size."""
FAINT_CORES = ((0.0035, 0.68), (0.013, 0.42))
CORES = ((0.0042, 0.85), (0.014, 0.5))
"""How far below what touches the ground it is dark, in heights of the picture, and how dark, 0…1: in scenes
of an earlier form, and now."""
SEAM = 0.3
"""How much of all light is gone where the even light is: even the sun reaches little of a seam."""
CUT_WIDE = 0.3
"""Of a subject that the picture's edge cuts off below at least this share of its width is cut."""
TOUCHES, BEYOND = 0.3, 0.03
"""The contact from which on a foot touches the ground, and how far behind feet that are beyond a wall's foot
the wall is taken to be, in heights of the picture."""
DEVELOPED = 1.75
"""How a display shows what was developed with some contrast, as places are."""


@dataclass(frozen=True)
class Rays:
    """A light as shadows see it: ``key`` is the main light's share of all light 0…1, ``spread`` its
    penumbra's width by how far a shadow falls; ``darkest`` how much of either a subject takes; ``ambient``
    the colour of the even light (RGB, mean 1)."""

    key: float
    spread: float
    darkest: float
    ambient: Floats

    @classmethod
    def of(cls, light: Light, shade: float, strength: float = 1.0, *, firm: bool = False) -> "Rays":
        """The rays of a spec's light on ground of that ``shade``; ``strength`` 0…2 is how dark shadows are
        beside what they are by themselves; ``firm``: even a hazy sun throws one that is seen to fall."""
        cool = 0.05 + 0.12 * light.warmth * light.hardness
        soft = 1 - light.hardness
        return cls(
            key=0.27 + 0.6 * light.hardness if firm else 0.33 + 0.42 * light.hardness,
            spread=0.02 + (0.32 * soft**2 if firm else 0.5 * soft**1.5),
            darkest=min(1.0, strength * (0.35 + 1.1 * shade)),
            ambient=np.array([1 - cool, 1, 1 + cool], np.float32),
        )

    def left(self, key: Floats, ambient: Floats) -> Floats:
        """The light H×W×3 that is left, 0…1, where ``key`` and ``ambient`` H×W of both are blocked."""
        even = (1 - self.key) * self.ambient
        lost = even * (self.darkest * ambient)[..., None]
        left = 1 - lost - (1 - even) * (self.darkest * key)[..., None]
        return left.astype(np.float32)


def shaded(  # noqa: PLR0917
    image: Floats,
    source: Pixels,
    matte: Pixels,
    ground: Ground,
    light: Light,
    pose: Pose,
    disparity: Floats,
    strength: float = 1.0,
    *,
    latest: bool = True,
    thing: bool = False,
    anew: bool = False,
    whole: bool = False,
    spent: bool = False,
) -> Floats:
    """``image`` H×W×3 (sRGB, 0…1) of a place with what the subject of ``source`` H×W×3 and ``matte`` H×W,
    both placed on it, does to it by ``light``: contact shade, shadow and reflection. ``disparity`` H×W is
    the place's, ``strength`` 0…2 how dark its shadow is, 0 for none; ``latest`` as scenes from form 5 on
    have it: what lies has a side that is in the shade, thin parts shade from where they touch the ground; a
    ``thing`` that lies is as thick as fruit and cartons are, else it is cloth; ``anew`` as those from
    form 6 on have it: what hangs is seen to be near its wall, what is round touches the ground at its
    lowest point alone; ``whole`` as those from form 7 on: what lies
    or hangs throws the shadow of a body. An image that is ``spent``
    is nobody's any more, and is shaded itself.
    The same bytes each time; the image itself where there is no subject, or one that stands and is cut off
    below."""
    stood = footing(matte, rolls=anew)
    if pose == "hangs" and ground.open:
        return image
    if stood is None or (pose == "stands" and _is_cut_off(matte)):
        return image
    if latest and pose == "lies":
        light = light.model_copy(update={"hardness": max(light.hardness, FIRM)})
    near_wall = anew and pose == "hangs"
    darker = strength * (DARKER[pose] if anew else 1.0)
    rays = Rays.of(light, ground.shade, darker, firm=(latest and pose == "stands") or near_wall)
    if latest and pose == "lies":
        alpha = _reduced((matte / 255).astype(np.float32), _map_shape(matte.shape))
        maps = blocked(alpha, light, rays.spread, thing=thing, whole=whole)
        made = _lit(image, rays.left(*maps), spent=spent)
        touch(made, matte, light, rays.darkest)
        return np.clip(made, 0, 1, out=made)
    if pose != "stands":
        if latest and pose == "hangs":
            matte = without_hanger(matte)
        away = _away(ground, pose) * (FARTHER if near_wall else 1.0)
        alpha = _reduced((matte / 255).astype(np.float32), _map_shape(matte.shape))
        shift = lying_shift(light) if pose == "lies" else hanging_shift(light)
        maps = blocked_beyond(alpha, shift, away, rays.spread, lies=pose == "lies", whole=whole and near_wall)
        made = _lit(image, rays.left(*maps), spent=spent)
        if pose == "lies":
            touch_around(made, matte, rays.darkest)
        elif near_wall:
            touch(made, matte, light, AT_WALL * rays.darkest)
        return np.clip(made, 0, 1, out=made)
    left = _standing_light(matte, ground, light, rays, disparity, latest, anew)
    made = _lit(image, left, DEVELOPED if latest else GAMMA, spent=spent)
    _contact(made, stood, rays.darkest, CORES if latest else FAINT_CORES)
    if ground.mirror > 0:
        _reflect(made, source, matte, stood, ground, disparity)
    return np.clip(made, 0, 1, out=made)


def _is_cut_off(matte: Pixels) -> bool:
    """Whether the picture's lower edge cuts the subject off, and not just a foot of it."""
    cut, whole = matte[-1] > 127, (matte > 127).any(axis=0)
    return bool(cut.mean() > CUT_OFF and cut.sum() > CUT_WIDE * whole.sum())


def _map_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    share = min(1.0, MAP / max(shape))
    return max(1, round(shape[0] * share)), max(1, round(shape[1] * share))


def _reduced(picture: Floats, shape: tuple[int, int]) -> Floats:
    import cv2

    return np.asarray(cv2.resize(picture, shape[::-1], interpolation=cv2.INTER_AREA), np.float32)


def _lit(image: Floats, light: Floats, gamma: float = GAMMA, *, spent: bool = False) -> Floats:
    """``image`` H×W×3 in what linear ``light`` h×w×3 is left, as the factor of its sRGB values, which were
    developed with that ``gamma``; channel by channel, which takes less memory, and in ``image`` itself where
    that is ``spent``."""
    import cv2

    factor = np.clip(light, 0.02, 1) ** np.float32(1 / gamma)
    made, size = image if spent else image.copy(), (image.shape[1], image.shape[0])
    for channel in range(3):
        small = np.ascontiguousarray(factor[..., channel])
        made[..., channel] *= cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    return made


def _standing_light(  # noqa: PLR0917
    matte: Pixels, ground: Ground, light: Light, rays: Rays, disparity: Floats, latest: bool, anew: bool
) -> Floats:
    """The light that is left on the ground and a wall, as a map."""
    shape = _map_shape(matte.shape)
    small = np.rint(_reduced(matte.astype(np.float32), shape)).astype(np.uint8)
    stood = footing(small, rolls=anew)
    if stood is None:
        return np.ones((*shape, 3), np.float32)
    height, width = shape
    vanish = min(ground.vanish * height, float(stood.ground.min()) - 0.05 * height)
    focal = FOCAL * height
    if ground.stand is not None and not ground.stand.low:
        focal = (stood.foot - vanish) * ground.stand.half / max(ground.stand.deep, 1e-3)
    wall = None if ground.wall is None else _behind(ground.wall * height, stood, height)
    plane = Plane(vanish, float(np.clip(focal, 0.5 * height, 4 * height)), width / 2, wall)
    body = solid(small, stood, plane, latest)
    turn, rise = np.radians(light.direction), np.radians(light.height)
    length = min(LONGEST, 1 / float(np.tan(rise)))
    toward = (-float(np.sin(turn)) * length, float(np.cos(turn)) * length)
    key = cast(body, plane, shape, toward, rays.spread)
    ambient = cast(body, plane, shape, (0.0, 0.0), AROUND)
    falls_on = _catches(ground, _reduced(disparity, shape), vanish)
    if not latest:
        return rays.left(key * falls_on, ambient * falls_on)
    hidden = occluded(small, stood, plane)
    ambient = 1 - (1 - ambient) * (1 - hidden)
    left = rays.left(key * falls_on, ambient * falls_on)
    seam = 1 - np.float32(SEAM * rays.darkest) * hidden * falls_on
    return (left * seam[..., None]).astype(np.float32)


def _behind(wall: float, stood: Footing, height: int) -> float:
    """The row of the wall's foot, moved back behind feet that would be beyond it, as a long car's are."""
    touching = stood.ground[stood.contact > TOUCHES]
    if not len(touching) or touching.min() >= wall:
        return wall
    return float(touching.min()) - BEYOND * height


def _catches(ground: Ground, disparity: Floats, vanish: float) -> Floats:
    """Where shadows fall H×W, 0…1: on the ground and its wall, not on what stands before them or lies beyond
    the ground's edge; with a stand, on its top and fading down its front."""
    height, width = disparity.shape
    if ground.stand is not None and not ground.stand.low:
        top, front = _stand(ground.stand, (height, width))
        return np.maximum(top, front)
    rows = np.arange(height, dtype=np.float32)[:, None] + 0.5
    wall = ground.far if ground.wall is None else ground.wall
    expected = (np.maximum(rows, wall * height) - vanish) / (height - vanish)
    flat = np.clip(2 - np.abs(disparity - expected) / OFF_PLANE, 0, 1)
    if ground.wall is None:
        flat = flat * np.clip((rows - ground.far * height) / (0.02 * height), 0, 1)
    return softened(np.broadcast_to(flat, (height, width)).astype(np.float32), 1.0, 1.0)


def _stand(stand: Stand, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Where a stand's top is H×W, 0…1, and its front, fading downward."""
    height, width = shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    down, across = (rows + 0.5) / height - stand.y, (columns + 0.5) / height - stand.x
    beside = np.abs(across) / stand.half
    power = 2.0 if stand.round else 8.0
    deep = stand.deep * np.clip(1 - beside**power, 0, 1) ** (1 / power)
    within = np.clip((1 - beside) / 0.02, 0, 1)
    over, before = (np.clip(edge / EDGE + 0.5, 0, 1) for edge in (down + deep, down - deep))
    front = before * np.clip(1 - (down - deep) / FRONT, 0, 1)
    return (over * (1 - before) * within).astype(np.float32), (front * within).astype(np.float32)


def _contact(made: Floats, stood: Footing, darkest: float, cores: tuple[tuple[float, float], ...]) -> None:
    """Darken ``made`` right below where the subject touches the ground and below what is just above it, in
    place: by each of the ``cores``, and there."""
    height = len(made)
    low = stood.gap < UNDER * stood.tall
    if not low.any():
        return
    reach = int(0.06 * height)
    top = max(0, int(stood.edge[low].min()) - reach)
    bottom = min(height, int(stood.foot) + reach)
    begin = max(0, stood.columns.start - reach)
    end = min(made.shape[1], stood.columns.stop + reach)
    if bottom <= top or end <= begin:  # it touches the ground outside the picture
        return
    around = (stood.columns.start - begin, end - stood.columns.stop)
    rows = np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5
    edge = np.where(low, stood.edge, -height).astype(np.float32)
    under = np.clip(1 - stood.gap / (UNDER * stood.tall), 0, 1) * (1 - stood.contact)
    light = np.ones((bottom - top, end - begin), np.float32)
    touching = [(size, strength, edge, stood.contact) for size, strength in cores]
    for size, strength, line, amount in (*touching, (0.006, 0.5, stood.ground, under)):
        away = np.maximum(rows - line, 0) / (size * height)
        dark = amount * np.exp(-away) * (rows > edge - 0.01 * height)
        padded = np.pad(dark.astype(np.float32), ((0, 0), around))
        soft = softened(padded, size * height, max(0.3, 0.2 * size * height))
        light *= 1 - np.minimum(strength * darkest * soft, 1)
    made[top:bottom, begin:end] *= (light ** np.float32(1 / GAMMA))[..., None]


def _reflect(  # noqa: PLR0917
    made: Floats, source: Pixels, matte: Pixels, stood: Footing, ground: Ground, disparity: Floats
) -> None:
    """Mix the subject's reflection into ``made``, in place: mirrored at the ground line column by column,
    fading and blurring away from it; on a stand, in its top alone, else where the ground itself is seen."""
    height = len(made)
    pad = int(0.08 * height)
    begin, end = max(0, stood.columns.start - pad), min(made.shape[1], stood.columns.stop + pad)
    around = (stood.columns.start - begin, end - stood.columns.stop)
    top = int(stood.ground.min())
    if top >= height:
        return  # it stands on the picture's lower edge: nothing of the ground before it is seen
    rows = np.arange(top, height, dtype=np.float32)[:, None]
    line = np.pad(stood.ground, around, mode="edge")
    away = np.maximum(rows + 0.5 - line, 0) / height
    seen = _reflection(source[:, begin:end], matte[:, begin:end], line, top, ground.rough)
    strength = ground.mirror * np.exp(-away / FADES)
    if ground.stand is not None:
        shape = made.shape[0], made.shape[1]
        strength = strength * _stand(ground.stand, shape)[0][top:, begin:end]
    else:
        strength = strength * _mirrors(ground, disparity, stood)[top:, begin:end]
    part = made[top:, begin:end]
    for channel in range(3):
        part[..., channel] *= 1 - seen[..., 3] * strength
        part[..., channel] += seen[..., channel] * strength


def _reflection(source: Pixels, matte: Pixels, line: Floats, top: int, rough: float) -> Floats:
    """What a ground so ``rough`` mirrors below row ``top`` of the picture: RGB times alpha, and alpha, 0…1.
    Of a large picture it is worked out at half the size: it is blurred."""
    import cv2

    height, width = matte.shape
    if matte.size > HALVED_PIXELS:
        size = -(-width // 2), -(-height // 2)
        half, cover = (
            np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA), np.uint8) for of in (source, matte)
        )
        begin = top // 2
        seen = _reflection(half, cover, (line[::2] / 2).astype(np.float32), begin, rough)
        whole = cv2.resize(seen, (width, 2 * len(seen)), interpolation=cv2.INTER_LINEAR)
        return np.asarray(whole, np.float32)[top - 2 * begin :][: height - top]
    rows = np.arange(top, height, dtype=np.float32)[:, None]
    seen = _mirrored(source, matte, line, rows)
    near, far = (softened(seen, blur, 1.5 * blur) for blur in _blurs(rough, height))
    share = np.clip(np.maximum(rows + 0.5 - line, 0) / height / 0.15, 0, 1)[..., None]
    return near * (1 - share) + far * share


def _mirrors(ground: Ground, disparity: Floats, stood: Footing) -> Floats:
    """Where the ground that reflects is seen H×W, 0…1: not on a shelf's front, nor on what stands before."""
    import cv2

    height, width = disparity.shape
    shape = _map_shape(disparity.shape)
    vanish = min(ground.vanish, float(stood.ground.min()) / height - 0.05) * shape[0]
    seen = _catches(ground, _reduced(disparity, shape), vanish)
    return np.asarray(cv2.resize(seen, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _mirrored(source: Pixels, matte: Pixels, line: Floats, rows: Floats) -> Floats:
    """The subject mirrored at the rows ``line`` of its columns, seen in ``rows``: RGB times alpha, and alpha,
    0…1."""
    import cv2

    alpha = matte.astype(np.float32)[..., None] / 255
    cut_out = np.concatenate([source.astype(np.float32) / 255 * alpha, alpha], axis=2)
    mirrored = (2 * line - 1 - rows).astype(np.float32)
    across = np.broadcast_to(np.arange(len(line), dtype=np.float32), mirrored.shape)
    seen = cv2.remap(
        cut_out, np.ascontiguousarray(across), mirrored, cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0)
    )
    return np.asarray(seen, np.float32) * (rows + 0.5 > line)[..., None]


def _blurs(rough: float, height: int) -> tuple[float, float]:
    """Standard deviations in px of a reflection's blur, near the ground line and away from it."""
    return max(0.3, 0.012 * rough * height), max(0.3, 0.05 * rough * height)


def _away(ground: Ground, pose: Pose) -> float:
    """How thick what lies is, or how far from its wall what hangs, in shares of its size."""
    if pose == "lies":
        return LYING_THICK
    return HANGING_AWAY if ground.spot is None else FLAT_AWAY
