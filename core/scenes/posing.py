"""The place that suits how a subject stands in its photo: seen level, from straight above, or on a wall."""

from collections.abc import Mapping, Sequence, Set
from typing import Literal

from core.scenes.effects import in_the_air
from core.scenes.kinds import HUNG_ON, KINDS, Kind
from core.scenes.pose_tables import (
    BOARDS,
    EDGED_BY,
    LAID_AS,
    LIES_ON,
    LIES_ON_LATER,
    LIES_ON_NOW,
    LIKE_CLOTH,
    LIT_BY,
    RAIL_OF,
    RED_EARTH,
    ROSES,
    SKY_BLUE,
    STANDS_BEFORE,
    STANDS_ON,
    STANDS_ON_NOW,
    STOOD_LIKE,
    STOOD_ON_COLOURS,
    STREWN,
)
from core.scenes.spec import Colours, Materials, SceneSpec, is_anew, is_latest, since
from core.scenes.supports import under
from core.scenes.things import BAKED_LATER, LAID_LATER
from core.scenes.vocabulary import shared

Pose = Literal["stands", "lies", "hangs"]
RAIL = "clothes_rail"


def held_up(spec: SceneSpec, guess: Pose, asked: Pose | Literal["auto"] = "auto") -> tuple[SceneSpec, Pose]:
    """The spec, and how a subject that seems to be held up as ``guess`` is staged in it: as ``asked``, or by
    what the spec holds it with. What hung in its photo needs no clips, and lies where that is asked for."""
    if spec.held == "clips" and guess == "hangs":
        spec = spec.model_copy(update={"held": None})
    if spec.held == "ground" and guess != "hangs":
        spec = spec.model_copy(update={"held": None})
    if asked != "auto":
        return spec, asked
    if guess == "hangs" and (spec.held == "ground" or (is_anew(spec) and spec.place.view == "above")):
        return spec, "lies"
    if spec.held == "wall":
        return spec, "hangs"
    held: Mapping[str | None, Pose] = {"clips": "hangs", "support": "stands"}
    return spec, held.get(spec.held, guess) if guess == "lies" else guess


def holder_of(spec: SceneSpec) -> Literal["", "wall", "rail"]:
    """What the hook of something that hangs there lies over, empty in scenes of an earlier form than the
    seventh: a nail, a peg or a knob in the wall, or a rail, a rope or a branch across the picture."""
    if not since(spec, 7):
        return ""
    across = spec.place.name == RAIL and spec.materials.ground != "wooden post"
    return "rail" if across or "rail" in spec.props else "wall"


def posed(spec: SceneSpec, pose: Pose) -> SceneSpec:
    """The same place for a subject that ``stands``, ``lies`` or ``hangs``: ``spec`` itself where it suits
    already, else the kind that does, with its ground or wall, its colour, light, season and seed. It is
    ``held`` only by what it hangs from."""
    if spec.held == "support" or (spec.held and pose != "hangs"):
        spec = spec.model_copy(update={"held": None})
    if spec.held == "wall":
        return _on_wall(spec)
    view = spec.place.view
    if pose == "lies":
        return spec if view == "above" else _from_above(spec)
    if pose == "hangs":
        return spec if view == "wall" else _hung(spec)
    return spec if view == "eye" else _standing(spec)


def _hung(spec: SceneSpec) -> SceneSpec:
    return _rail(spec) if _behind(spec) in KINDS[RAIL].backdrops else _wall(spec)


def _standing(spec: SceneSpec) -> SceneSpec:
    """For what stands, the place that the spec shows from above or as a wall."""
    if spec.place.view == "above":
        known = {**STANDS_ON, **STANDS_ON_NOW} if is_latest(spec) else STANDS_ON
        return _level(spec, known.get(spec.materials.ground or "", "table"), spec.materials.ground)
    if spec.backdrop:
        if since(spec, 7) and spec.kind == HUNG_ON:
            return _in_its_room(spec)
        return changed_to(spec, KINDS[spec.backdrop], Materials(), Colours(), ())
    return _level(spec, STANDS_BEFORE.get(spec.materials.wall or "", "wood_wall"), spec.materials.wall)


def _in_its_room(spec: SceneSpec) -> SceneSpec:
    """The place in which the spec's wall or rail is, with that wall's stuff and colour where it has them."""
    room = KINDS[_behind(spec)]
    wall = spec.materials.wall if spec.materials.wall in room.walls else next(iter(room.walls), None)
    ground = next(iter(room.grounds), None)
    colour = spec.colours.wall if "wall" in room.colours else None
    props = tuple(prop for prop in spec.props if prop in room.things)
    materials = Materials(ground=ground, wall=wall)
    return changed_to(spec, room, materials, Colours(wall=colour), props)


def _from_above(spec: SceneSpec) -> SceneSpec:
    if since(spec, 7) and spec.kind == HUNG_ON and spec.backdrop:
        spec = _in_its_room(spec)
    kind, place = KINDS["flat_lay"], spec.place
    own = spec.materials.ground
    known = {**LIES_ON, **LIES_ON_NOW} if is_anew(spec) else LIES_ON
    known = {**known, **LIES_ON_LATER} if since(spec, 7) else known
    like = known.get(own or "") or _near(spec, own, kind.grounds) if is_latest(spec) else None
    before = own in LIES_ON and not is_anew(spec)
    ground = own if own in kind.grounds and not before else like or place.lies
    if is_latest(spec) and "crate" in spec.props:
        ground = BOARDS
    if since(spec, 7) and spec.materials.ground == "red earth":
        spec = spec.model_copy(update={"colours": spec.colours.model_copy(update={"ground": RED_EARTH})})
        own = ground
    if since(spec, 7) and place.name == "sofa" and ground in {"knitted wool", "fur"}:
        own = ground = "linen"
    if since(spec, 7) and ground in shared()["families"]["wood"] and _is_paint(spec.colours.ground):
        own = ground = "painted boards"
    own_colour = spec.colours.ground if _coloured(spec, own, ground) else None
    colours = Colours(ground=own_colour)
    if under(spec.props):
        second = None if "wall" in place.colours else spec.colours.wall
        colours = colours.model_copy(update={"accent": spec.colours.accent, "wall": second})
    if is_latest(spec) and "flowers" in spec.props and "accent" in place.colours:
        colours = colours.model_copy(update={"accent": spec.colours.accent})
    if is_latest(spec) and "roses" in spec.props:
        colours = colours.model_copy(update={"accent": ROSES})
    seen = [LAID_AS.get(prop, prop) for prop in spec.props] if since(spec, 7) else spec.props
    strewn = {prop for prop in seen if _may_be(spec, prop, kind)}
    if not (is_latest(spec) and strewn - {*kind.supports}):
        strewn |= set(STREWN.get(place.name, ()))
    if is_anew(spec):
        strewn |= set(LIT_BY.get(place.name, ()))
    if since(spec, 7):
        strewn |= set(EDGED_BY.get(place.name, ()))
        if place.name == "sky":
            colours = colours.model_copy(update={"ground": colours.ground or SKY_BLUE})
    return changed_to(spec, kind, Materials(ground=ground), colours, tuple(sorted(strewn)))


def _is_paint(code: str | None) -> bool:
    """Whether a colour is none that wood has, stained or grown old: it is bluer or greener than red."""
    if code is None:
        return False
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return max(green, blue) > red + 12 or (red > green + 60 and blue > green)


def _may_be(spec: SceneSpec, prop: str, kind: Kind) -> bool:
    """Whether a prop of the spec may be in a place of that kind too."""
    known = since(spec, 7) or prop not in BAKED_LATER | LAID_LATER
    return prop in kind.things or (is_anew(spec) and known and prop in kind.shown)


def _coloured(spec: SceneSpec, own: str | None, ground: str) -> bool:
    """Whether the old ground's colour is the new one's too: the same material, or the kind's own cloth."""
    if since(spec, 7) and ground in LIKE_CLOTH.get(own or "", ()):
        return True
    return own == ground or (own is None and spec.place.lies == ground) or ground == "paper"


def _wall(spec: SceneSpec) -> SceneSpec:
    kind, place = KINDS["hanging_wall"], spec.place
    own = spec.materials.wall
    wall = own if own in kind.walls else place.hangs
    colour = spec.colours.wall or (spec.colours.ground if spec.materials.ground == wall else None)
    props = ("rail", *in_the_air(spec.props))
    if since(spec, 7):
        # On a wall itself a nail will do: a rail is only there where one is asked for.
        props = tuple(prop for prop in spec.props if prop in kind.things)
        wall = "graffiti wall" if "graffiti" in spec.props else wall
    return changed_to(spec, kind, Materials(wall=wall), Colours(wall=colour), props)


def _on_wall(spec: SceneSpec) -> SceneSpec:
    """The place's own wall, faced and in focus, for what hangs on it without a hanger."""
    if _behind(spec) in HUNG_IN:
        camera = spec.camera.model_copy(update={"horizon": EYE_LEVEL, "blur": 0.0})
        return spec.model_copy(
            update={"camera": camera, "props": tuple(p for p in spec.props if p != "pictures")}
        )
    faced = spec if spec.place.view == "wall" and spec.place.walls else _wall(spec)
    return faced.model_copy(update={"props": _without(faced, HOLDING)})


def _without(spec: SceneSpec, props: Set[str]) -> tuple[str, ...]:
    return tuple(prop for prop in spec.props if prop not in props)


def _behind(spec: SceneSpec) -> str:
    """The place that the spec shows: a table's is the one behind it."""
    return spec.backdrop or spec.kind


HUNG_IN = frozenset({"living_room", "bedroom", "gallery", "hallway"})
"""Kinds whose painters keep a part of their wall free for a picture."""
EYE_LEVEL = 0.46
"""Row of the horizon where that is looked at."""
HOLDING = frozenset({"rail", "peg", "hook"})
"""What nothing hangs from that hangs on the wall itself."""


def hung_from(place: str | None) -> str:
    """What clothes hang from before that kind of place."""
    return RAIL_OF.get(place or "", "black metal rail")


def _rail(spec: SceneSpec) -> SceneSpec:
    """Something to hang on before the same place: it keeps what the place is known by."""
    kind, place = KINDS[RAIL], _behind(spec)
    seen, colours = (), Colours()
    if is_latest(spec) and spec.kind == place:
        own = spec.materials.ground
        other = (own,) if own is not None and own != spec.place.grounds[0] else ()
        seen, colours = (*(prop for prop in spec.props if prop in spec.place.props), *other), spec.colours
    seen = (*seen, *in_the_air(spec.props))
    return changed_to(spec, kind, Materials(ground=hung_from(place)), colours, seen, backdrop=place)


def _level(spec: SceneSpec, name: str, material: str | None) -> SceneSpec:
    """A kind seen level with the ground or wall that the old spec had, everything else usual for it."""
    kind = KINDS[name]
    like = STOOD_LIKE.get(material or "") if is_latest(spec) else None
    like = like if like in kind.grounds else _near(spec, material, kind.grounds)
    ground = material if material in kind.grounds else like or next(iter(kind.grounds), None)
    wall = material if material in kind.walls else next(iter(kind.walls), None)
    left = STOOD_ON_COLOURS.get(material or "") if is_latest(spec) and ground != material else None
    known = {
        "ground": spec.colours.ground or spec.colours.wall or left,
        "wall": spec.colours.wall or spec.colours.ground,
    }
    places = [place for place in ("ground", "wall") if place in kind.colours]
    own = "ground" if spec.place.view == "above" else "wall"
    keeps = places if name == "paper" else [place for place in places if place == own or len(places) == 1]
    colours = Colours(**{place: known[place] for place in keeps})
    props = tuple(prop for prop in spec.props if _may_be(spec, prop, kind))
    if under(props):
        colours = colours.model_copy(update={"accent": spec.colours.accent})
    return changed_to(spec, kind, Materials(ground=ground, wall=wall), colours, props)


def _near(spec: SceneSpec, material: str | None, have: Sequence[str]) -> str | None:
    """What will do for a material that another kind has not; nothing for older specs, which had none."""
    near = shared()["near"].get(material or "", ()) if is_latest(spec) else ()
    return next((other for other in near if other in have), None)


def changed_to(  # noqa: PLR0917
    spec: SceneSpec,
    kind: Kind,
    materials: Materials,
    colours: Colours,
    props: tuple[str, ...],
    backdrop: str | None = None,
) -> SceneSpec:
    """The spec as one of another ``kind``, with its light, camera and season as far as that has them."""
    time = spec.light.time if spec.light.time in kind.times else kind.times[0]
    pattern = spec.light.pattern if spec.light.pattern in kind.patterns else kind.patterns[0]
    low, high = kind.horizon
    blur = min(kind.blur[1], max(kind.blur[0], spec.camera.blur))
    horizon = min(high, max(low, spec.camera.horizon))
    return SceneSpec.parse(
        {
            **spec.model_dump(),
            "kind": kind.name,
            "backdrop": backdrop or next(iter(kind.backdrops), None),
            "materials": materials,
            "colours": colours,
            "light": {**spec.light.model_dump(), "time": time, "pattern": pattern},
            "camera": spec.camera.model_copy(update={"horizon": horizon, "blur": blur}),
            "props": props,
        }
    )
