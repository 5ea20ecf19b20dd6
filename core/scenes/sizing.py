"""The camera for a subject's size: what fits a hand is seen from near, a car from far.

A place seen wide is as one photographs people in it. A fruit would be a giant there, and a car a toy, so that
the camera goes near the ground or farther away, unless the sentence or a person has set its distance. Nobody
sets a cup down in the leaves of a wood's floor: there it is put on a stump.
"""

from typing import Literal, get_args

from core.scenes.footing import SET_IN
from core.scenes.groups import OUTDOORS
from core.scenes.kinds import KINDS
from core.scenes.posing import changed_to
from core.scenes.spec import Colours, Materials, SceneSpec, is_anew, is_latest, since
from core.scenes.supports import under

Size = Literal["hand", "life", "large"]
SIZES: tuple[Size, ...] = get_args(Size)

WIDE, WIDEST = 1.5, 5.0
"""Metres across a place from which on what fits a hand is too small for it, and a car is not too large."""
DRAWN = (0.92, 1.12)
"""The camera's distances that nobody asked for: those that are drawn where nothing is said."""
NEAR, DOWN, SHALLOW = 0.5, 0.12, 0.75
"""Near the ground: the camera's distance, how much higher in the picture the horizon is, and how much of what
is sharp goes out of focus."""
FARTHEST = 2.0
STAGED_NEAR = 1.15
"""The distance for which what fits a hand is staged before the near camera."""
LITTERED, STUMP = {"forest": "leaves"}, "stump"
"""The ground of a place on whose floor nothing small stands by itself, and what it is put on there."""
TOP = "oak"
"""What the table is of that something small is set on in a room."""
PORTRAIT, CLOSER = 0.3, 0.5
"""How much of what is sharp goes out of focus behind somebody whom the photo cuts off at the waist or above,
and by how much of the way the focus is before the ground at the picture's foot, which is behind them."""
LOOKED_DOWN = -0.1
"""Row of the horizon where one looks down on what fits a hand."""


def sized(spec: SceneSpec, size: Size) -> tuple[SceneSpec, float]:
    """``spec`` as the camera shows it for a subject of that ``size`` that stands there, and the distance for
    which the subject itself is staged; ``spec`` itself where it suits or its distance was asked for."""
    camera, wide = spec.camera, spec.place.width
    if spec.place.view == "above":
        near = size == "hand" and is_latest(spec) and DRAWN[0] <= camera.distance <= DRAWN[1]
        seen = camera.model_copy(update={"distance": NEAR}) if near else camera
        return spec.model_copy(update={"camera": seen}), camera.distance
    if size == "hand" and is_latest(spec) and _is_littered(spec):
        up = put_up(spec)
        return up, up.camera.distance
    if size == "hand" and is_anew(spec) and (spec.kind in SET_IN or _is_walled(spec)):
        up = set_on_a_table(spec)
        return up, up.camera.distance
    drawn = DRAWN[0] <= camera.distance <= DRAWN[1] and spec.place.view == "eye"
    if size == "hand" and drawn and wide >= WIDE:
        near = {
            "horizon": round(max(camera.horizon - DOWN, min(camera.horizon, 0.1)), 3),
            "distance": NEAR,
            "blur": round(camera.blur + SHALLOW * (1 - camera.blur), 3),
        }
        return spec.model_copy(update={"camera": camera.model_copy(update=near)}), STAGED_NEAR
    if size == "large" and drawn and wide < WIDEST:
        far = round(min(WIDEST / wide, FARTHEST), 2)
        return spec.model_copy(
            update={"camera": camera.model_copy(update={"distance": far})}
        ), camera.distance
    return spec, camera.distance


def off_its_top(spec: SceneSpec, *, cut_off_below: bool) -> SceneSpec:
    """``spec`` without the table that is before its place, for what its photo cuts off below: a portrait is
    taken in a café, and not on its table. ``spec`` itself where that suits."""
    if not cut_off_below or spec.kind != "table" or spec.backdrop is None or not is_anew(spec):
        return spec
    kind = KINDS[spec.backdrop]
    if kind.view != "eye" or kind.group == "studio":
        return spec
    made = changed_to(spec, kind, Materials(), Colours(), ())
    return made.model_copy(update={"camera": made.camera.model_copy(update={"blur": spec.camera.blur})})


def portrayed(spec: SceneSpec, size: Size, *, bust: bool) -> SceneSpec:
    """``spec`` as a portrait lens shows it behind a ``bust``, what its photo cuts off where it is broad; the
    ground at the picture's foot is behind that. ``spec`` itself for others, and where something is to stand
    on."""
    open_air = spec.place.view == "eye" and spec.place.group in OUTDOORS and not under(spec.props)
    if not bust or size == "hand" or not since(spec, 7) or not open_air:
        return spec
    blur = round(spec.camera.blur + PORTRAIT * (1 - spec.camera.blur), 3)
    camera = spec.camera.model_copy(update={"blur": blur, "nearer": CLOSER})
    return spec.model_copy(update={"camera": camera})


def _is_littered(spec: SceneSpec) -> bool:
    return LITTERED.get(spec.kind) == (spec.materials.ground or "-") and not under(spec.props)


def _is_walled(spec: SceneSpec) -> bool:
    """Whether from near its ground nothing would be seen of what the place looks over, behind its parapet."""
    return spec.kind == "terrace" and since(spec, 7) and not under(spec.props)


def set_on_a_table(spec: SceneSpec) -> SceneSpec:
    """The same room behind a table, for what would be a giant on its floor."""
    kind = KINDS["table"]
    props = tuple(prop for prop in spec.props if prop in kind.things or prop in kind.shown)
    made = changed_to(spec, kind, Materials(ground=TOP), Colours(), props, backdrop=spec.kind)
    return made.model_copy(update={"camera": made.camera.model_copy(update={"distance": 1.0})})


def put_up(spec: SceneSpec) -> SceneSpec:
    """The same place behind a stump, looked down on."""
    kind = KINDS["natural_stand"]
    made = changed_to(spec, kind, Materials(ground=STUMP), Colours(), (), backdrop=spec.kind)
    camera = made.camera.model_copy(update={"horizon": LOOKED_DOWN, "distance": 1.0})
    return made.model_copy(update={"camera": camera})
