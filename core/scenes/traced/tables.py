"""A table before another place, which is painted, out of focus, and lights and mirrors itself in the top."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.scenes.painters import tables as painted
from core.scenes.painters.table_backdrops import Behind, behind
from core.scenes.painting import Ground
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.surfaces import SURFACES, dyed
from core.scenes.parts.worktop import FOCAL, Top
from core.scenes.spec import SceneSpec
from core.scenes.traced import furnishing, lights, meshes, supports
from core.scenes.traced.lens import Lens
from core.scenes.traced.meshes import Mesh
from core.scenes.traced.sets import Camera, Shot, Stage
from core.scenes.traced.studio import ACROSS, OUT, UP

BEYOND = 3.0
"""How far behind the subject the backdrop stands, in heights of the picture."""
WIDER = 1.5
"""How many pictures the backdrop goes on to each side, mirrored."""


@dataclass(frozen=True)
class Goods:
    """What stands on a board besides what the spec names: ``shapes`` of mitsuba, and the discs (x, z, radius)
    that they take."""

    shapes: dict[str, Any] = field(default_factory=dict[str, Any])
    taken: tuple[tuple[float, float, float], ...] = ()


def camera(spec: SceneSpec, aspect: float) -> Camera:
    """The camera of the painted table."""
    from core.scenes.painting import View

    top = painted.table_top(spec, View(round(1000 * aspect), 1000))
    return Camera(top.vanish, FOCAL)


def screen(lens: Lens, beyond: float = BEYOND) -> Mesh:
    """The backdrop as a wall ``beyond`` the subject on which its picture is seen in its place, mirrored at
    its sides."""
    depth = np.float32(lens.away + beyond)
    aspect = lens.view.aspect
    u = np.array([-WIDER, 1 + WIDER], np.float32)
    v = np.array([-1.2, 1.0], np.float32)
    corners = np.array([(a, b) for b in v[::-1] for a in u], np.float32)
    points = lens.place(corners[:, 0] * aspect, corners[:, 1], np.full(4, depth))
    uv = corners.copy()
    return Mesh(points, np.array([(0, 1, 3), (0, 3, 2)], np.uint32), uv)


def glow_of(light: Array) -> dict[str, Any]:
    """The backdrop's picture as what the screen gives off."""
    import mitsuba as mi

    picture = mi.Bitmap(np.ascontiguousarray(light[::4, ::4], np.float32))
    texture = {"type": "bitmap", "bitmap": picture, "raw": True, "wrap_mode": "mirror"}
    return {"type": "area", "radiance": texture, "sampling_weight": 0.5}


def table(shot: Shot) -> Stage:
    """The painted table's place, its top traced."""
    top = painted.table_top(shot.spec, shot.lens.view)
    return before(shot, top, behind(shot.spec, shot.lens.view, top))


def _key(shot: Shot, mix: lights.Mix) -> dict[str, Any]:
    """The light that falls on the board, through a pattern where the spec has one."""
    spec = shot.spec
    toward = lights.towards(spec.light.direction, max(spec.light.height, 12.0))
    target = np.array([shot.footprint.middle, 0.12, 0.0], np.float32)
    if spec.light.pattern == "none":
        return {"key": lights.key_light(spec.light, mix, target, toward, UP, -BEYOND)}
    aim = lights.Aim(target * np.array([1, 0, 1], np.float32), ACROSS, -OUT, UP, 1.0)
    return lights.through(spec, mix, aim, toward, UP)


def before(
    shot: Shot,
    top: Top,
    back: Behind,
    *,
    wall: bool = False,
    standing: float = 0.75,
    goods: Callable[[float, float], Goods] | None = None,
) -> Stage:
    """A board with what the spec has on it, before what is ``back``: far away, or a ``wall`` at which the
    board ends. ``standing`` is how far back painted props stand; ``goods`` gives, for the board's height and
    the z of its far edge, what else stands on it."""
    spec, lens = shot.spec, shot.lens
    raised = supports.raised(shot)
    material = spec.materials.ground or spec.place.grounds[0]
    seen = back.light[: max(2, int(top.edge * lens.view.height))].mean(axis=(0, 1))
    around = float(seen.mean())
    edge = min(lens.behind(max(top.edge, lens.vanish + 0.03), raised.tall), shot.footprint.far - 0.05)
    code = dyed(material, spec.colours.ground, spec.colours.accent)
    board = shot.material("board material", material, code)
    mix = lights.mix_of(spec.light)
    black = {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}}
    turn = float(stream(spec, "board").normal(0, 0.03))
    slab = meshes.box((-6.0, -0.09, edge), (6.0, 0.0, lens.away - 0.3), board.tile * 0.8, 0.01)
    tone = (0.5 + 0.5 * seen / max(around, 1e-3)).astype(np.float32)
    dim = lights.Mix(mix.key, mix.fill * tone, mix.share, mix.bright, mix.tint)
    how = painted.seen(spec, top, material)
    surface = SURFACES[material]
    drawn = painted.without(spec, [name for name, _ in furnishing.groups_of(shot)])
    near = lens.behind(0.97, raised.tall)
    other = Goods() if goods is None else goods(-raised.tall, edge)
    area = furnishing.Area(-raised.tall, edge + 0.02, near, (*raised.taken, *other.taken))
    beyond = -edge if wall else BEYOND
    return Stage(
        things={
            "board": slab.turned_uv(turn).moved(0, -raised.tall, 0).shape("board", board.bsdf()),
            **raised.shapes,
            **other.shapes,
            **furnishing.shapes_of(shot, area),
        },
        lamps={
            **_key(shot, mix),
            "surround": lights.surround(dim),
            "backdrop": screen(lens, beyond).shape("backdrop", black, glow_of(back.light)),
        },
        ground=Ground(
            vanish=lens.vanish,
            far=lens.row(-raised.tall, edge),
            foot=lens.vanish + lens.rise,
            mirror=surface.mirror,
            rough=surface.rough,
            shade=0.55,
            wall=lens.row(-raised.tall, edge) if wall else None,
        ),
        backdrop=back.light,
        beyond=float(top.disparity(top.edge)) * (0.25 + 0.45 * back.disparity),
        tint=mix.tint,
        brightness=mix.bright * float(np.clip(0.5 + 1.1 * around, 0.42, 1.08)),
        finish=lambda light: painted.furnished(drawn, lens.view, top, how, light, standing),
    )
