"""From wishes and a seed to whole specs: what the words leave open is drawn from the kind's lists.

Every field has a random stream of its own, so that one wish more changes nothing else. Several specs are
drawn and the one is taken that grants most and whose colours suit each other best; of several pictures asked
for together, each also differs from those before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from core.scenes.colouring import contrast
from core.scenes.draws import Draws, Range, drawn_colours
from core.scenes.footing import tops
from core.scenes.granting import choice, ranked
from core.scenes.holding import held_by
from core.scenes.kinds import KINDS, Kind, kind_named
from core.scenes.posing import hung_from
from core.scenes.reading import Reading, candidates, read
from core.scenes.spec import MAX_SCENE_SEED, NEWEST_FORM, Camera, Light, Materials, SceneSpec
from core.scenes.unasked import (
    BARE,
    BEHIND_GROUND,
    BREAKFAST,
    BUILT,
    DOORS,
    DULL,
    HOLDS,
    INDOORS_BEHIND,
    LATE,
    LOUD,
    NEVER,
    ON_TABLES,
    PLAINLY_LIT,
    SAID,
    SELDOM,
    STRIPED,
    TABLES,
    THEMED,
    USUAL_BACKDROPS,
    USUAL_MATERIALS,
    USUALLY_BEHIND,
)
from core.scenes.vocabulary import shared
from core.scenes.wishes import COLOURABLE, SEAMLESS, Choice, Wishes

TRIES = 8
"""How many specs are drawn for one."""
LIGHT_BY_TIME: Mapping[str, tuple[Range, Range, Range]] = {
    "morning": ((22, 38), (0.35, 0.6), (0.15, 0.35)),
    "day": ((38, 60), (0.3, 0.7), (-0.05, 0.12)),
    "overcast": ((50, 70), (0.03, 0.12), (-0.2, 0.0)),
    "foggy": ((40, 60), (0.03, 0.12), (-0.12, 0.05)),
    "golden": ((12, 22), (0.5, 0.8), (0.3, 0.5)),
    "sunset": ((6, 12), (0.4, 0.7), (0.42, 0.62)),
    "dusk": ((20, 40), (0.1, 0.25), (-0.3, -0.05)),
    "night": ((35, 60), (0.15, 0.4), (0.1, 0.4)),
}
"""Height in degrees, hardness and warmth of the main light."""
SOFT_ROOM = (0.12, 0.45)
"""How hard a lamp of the studio or a window's light is."""
NEAR_TIMES: Mapping[str, tuple[str, ...]] = {
    "morning": ("golden", "day", "overcast"),
    "day": ("morning", "overcast", "golden"),
    "overcast": ("foggy", "day"),
    "foggy": ("overcast", "morning"),
    "golden": ("sunset", "morning", "day"),
    "sunset": ("golden", "dusk"),
    "dusk": ("night", "sunset", "golden", "overcast"),
    "night": ("dusk", "sunset"),
}
"""What stands for a time that a kind does not have, the nearest first."""
SERVED = frozenset({"fruit", "cups"})
"""What stands unasked only beside food."""
BRIGHT = frozenset({"airy", "fresh", "pure"})
"""Moods of the day."""
LAMPLIT = frozenset({"rooms", "feasts"})
"""Groups where the evening's light is that of lamps."""
DARK = frozenset({"dusk", "night"})
DARK_ALREADY = 0.4
"""The share of a mood's darkness that a place gets which is dark by the hour."""
OUTDOORS = frozenset({"town", "coast", "nature"})
CONTRAST: Mapping[str, float] = {
    "town": 0.6,
    "coast": 0.6,
    "nature": 0.6,
    "rooms": 0.5,
    "tables": 0.5,
    "feasts": 0.4,
}
"""How far a place is developed, by group; plain colours come out as they were asked for."""
BY_TIME: Mapping[str, float] = {"foggy": 0.4, "golden": 0.6, "sunset": 0.7}
"""Share of that in fog, which is pale, and in late light, whose colours are strong already."""
ON_CLOTH: Range = (0.42, 0.66)
"""How hard the light in a room is on cloth, among whose folds a softer shadow is lost."""
CLOTH = frozenset({"velvet", "silk", "blanket", "bed", "sofa"})
"""Kinds whose ground is cloth."""


@lru_cache(maxsize=64)
def scene_for(sentence: str, seed: int, *, kind: str | None = None) -> SceneSpec:
    """The scene of a sentence, of that ``kind`` where one is given: the same sentence and seed give the same
    spec, which is remembered. Raises ``KeyError`` for a kind that there is not."""
    wishes = read(sentence).wishes
    if kind is not None:
        wishes = replace(wishes, kinds=((kind_named(kind).name, 0.0),), named=True)
    return drawn(wishes, seed)


def scenes_for(sentence: str, seeds: Sequence[int]) -> list[SceneSpec]:
    """A scene for every seed, each as different as the sentence allows from those before it."""
    reading = read(sentence)
    found: list[SceneSpec] = []
    for seed in seeds:
        found.append(drawn(reading, seed, unlike=found))
    return found


def drawn(asked: Reading | Wishes, seed: int, unlike: Sequence[SceneSpec] = ()) -> SceneSpec:
    """The best of several specs drawn for the wishes; ``unlike`` are scenes that it should differ from.
    ``seed`` is 0…``MAX_SCENE_SEED``."""
    wishes = asked.wishes if isinstance(asked, Reading) else asked
    if not wishes.kinds:
        wishes = replace(wishes, kinds=ranked(wishes))
    tries = [_draw(wishes, Draws(_stream_seed(seed, number)), seed) for number in range(TRIES)]
    return max(tries, key=lambda spec: _worth(spec, wishes, unlike))


def relit_at_random(spec: SceneSpec, seed: int) -> SceneSpec:
    """The same place in other light, such as the kind has: another side, height and hardness, where there are
    several also another time of day or pattern."""
    draws, kind = Draws(seed), spec.place
    times = tuple(time for time in kind.times if time != spec.light.time) or kind.times
    others = tuple(pattern for pattern in kind.patterns if pattern != spec.light.pattern) or kind.patterns
    time = draws.early("time", times) if draws.stream("time often").random() < 0.6 else spec.light.time
    pattern = (
        draws.one("pattern", others) if draws.stream("pattern often").random() < 0.4 else spec.light.pattern
    )
    light = _light(draws, kind, time, pattern, Wishes())
    if light.direction * spec.light.direction > 0:
        light = light.model_copy(update={"direction": -light.direction})
    return spec.model_copy(update={"light": light})


def _stream_seed(seed: int, number: int) -> int:
    return (seed + number * 0x9E3779B1) % (MAX_SCENE_SEED + 1)


def _draw(wishes: Wishes, draws: Draws, seed: int) -> SceneSpec:
    kind = kind_named(draws.one("kind", candidates(wishes)))
    chosen = choice(kind, wishes)
    backdrop = chosen.backdrop or _backdrop(draws, chosen, wishes)
    ground = _ground(draws, chosen, backdrop, wishes)
    seen = len(kind.grounds) + len(kind.walls) if kind.view == "eye" else USUAL_MATERIALS
    wall = chosen.wall and draws.early("wall", chosen.walls or (chosen.wall,))
    plain = [entry for entry in kind.walls if entry in COLOURABLE] if "wall" in chosen.colours else []
    plain = plain[1:2] if kind.view == "wall" else plain  # what is painted in a colour has no plaster's pits
    usual = [entry for entry in kind.walls[:seen] if entry not in BUILT]
    wall = wall or _material(draws, "wall", plain[:2] or usual, wishes)
    time = _time(draws, chosen, wishes)
    season = chosen.season or _season(draws, kind, backdrop, wishes.without)
    pattern = chosen.pattern or _pattern(draws, kind, wishes)
    return SceneSpec(
        spec_version=NEWEST_FORM,
        kind=kind.name,
        seed=seed,
        backdrop=backdrop,
        materials=Materials(ground=ground, wall=wall),
        colours=drawn_colours(draws, chosen, ground, wall, wishes),
        light=_light(draws, kind, time, pattern, wishes, backdrop),
        camera=_camera(draws, kind, time, wishes),
        season=season,  # pyright: ignore[reportArgumentType]
        props=_props(draws, chosen, pattern, wishes),
        held=held_by(wishes, kind, backdrop),
    )


def _ground(draws: Draws, chosen: Choice, backdrop: str | None, wishes: Wishes) -> str | None:
    kind = chosen.kind
    ground = chosen.ground and draws.early("ground", _usual_marble(chosen, wishes))
    if suited := tops(chosen, wishes):
        return draws.early("ground", suited)
    if kind.name == "clothes_rail":
        return ground or hung_from(backdrop)
    if "graffiti" in chosen.props and "concrete" in kind.grounds:
        return ground or "concrete"
    if kind.view == "above" and "beach towel" in chosen.props:
        return ground or "sand"
    seen = len(kind.grounds) + len(kind.walls) if kind.view == "eye" else USUAL_MATERIALS
    seldom = SELDOM if kind.group == "tables" else NEVER.get(kind.name, frozenset())
    usual = [entry for entry in kind.grounds[:seen] if entry not in seldom]
    if kind.name == "table" and any("table" in place.any_of for place in wishes.places):
        usual = [entry for entry in usual if entry in TABLES]
    return ground or _material(draws, "ground", usual, wishes)


def _usual_marble(chosen: Choice, wishes: Wishes) -> tuple[str, ...]:
    """The grounds that would do; of marble that is only called so the white one, but in the dark."""
    grounds = chosen.grounds or (chosen.ground or "",)
    dark = wishes.palette == "dark" or "white marble" not in grounds
    return grounds if dark else tuple(ground for ground in grounds if ground != "black marble")


def _material(draws: Draws, name: str, have: Sequence[str], wishes: Wishes) -> str | None:
    if not have:
        return None
    suits = [entry for mood in wishes.moods for entry in shared()["moods"][mood].get("grounds", ())]
    wanted = [entry for entry in suits if entry in have]
    return draws.one(name, wanted) if wanted else draws.early(name, have)


def _backdrop(draws: Draws, chosen: Choice, wishes: Wishes) -> str | None:
    """What is behind a table: what suits the time and season that are asked for."""
    kind = chosen.kind
    times = [time for wish in wishes.times for time in wish.any_of]
    seasons = [season for wish in wishes.seasons for season in wish.any_of]
    refused = {name for name in kind.backdrops if KINDS[name].group == "feasts"} | wishes.without
    plain = [name for name in kind.backdrops if name not in refused]
    fits = [
        name
        for name in plain
        if (not times or set(times) & set(KINDS[name].times) or KINDS[name].group == "studio")
        and (not KINDS[name].seasons or not seasons or set(seasons) & set(KINDS[name].seasons))
        and (name != "snow" or "winter" in seasons)
        and (name != "bokeh" or "night" in times or "dusk" in times)
    ]
    suited = {name for mood in wishes.moods for name in shared()["moods"][mood].get("behind", ())}
    usual = [name for name in fits if name in suited]
    usual = usual or [name for name in _usually_behind(chosen, wishes) if name in fits]
    return draws.early("backdrop", usual or (fits or plain)[:USUAL_BACKDROPS]) if plain else None


def _usually_behind(chosen: Choice, wishes: Wishes) -> tuple[str, ...]:
    kind = chosen.kind
    if chosen.ground is not None and chosen.ground in BEHIND_GROUND and kind.name != "table":
        return BEHIND_GROUND[chosen.ground]
    if kind.name == "table" and not wishes.seasons:
        breakfast = any(BREAKFAST & set(wish.any_of) for wish in wishes.props)
        return INDOORS_BEHIND["food" if breakfast else wishes.table_for or ""]
    return USUALLY_BEHIND.get(kind.name, ())


def _time(draws: Draws, chosen: Choice, wishes: Wishes) -> str:
    kind = chosen.kind
    if chosen.time:
        return chosen.time
    own = tuple(time for time in kind.times if time not in wishes.without) or kind.times
    if chosen.backdrop and chosen.backdrop in KINDS:
        own = tuple(time for time in KINDS[chosen.backdrop].times if time in own) or own
    for wish in wishes.times:
        for time in (*wish.any_of, *NEAR_TIMES[wish.any_of[0]]):
            if time in own:
                return time
    rare = LATE if kind.view == "eye" else LATE | {"golden"}
    if kind.group in OUTDOORS or (chosen.backdrop and kind_named(chosen.backdrop).group in OUTDOORS):
        rare |= DULL | {"golden"}
    if kind.group == "tables":
        # Food in late light is brown, in dull light it is grey, and what colour was asked for is not seen.
        rare |= DULL | {"golden"}
    calm = tuple(time for time in own if time not in rare)
    bright = bool(calm) and not BRIGHT.isdisjoint(wishes.moods)
    behind = kind_named(chosen.backdrop).group if chosen.backdrop else ""
    level = OUTDOORS | {"tables"}
    outside = bool(calm) and (kind.group in level or (kind.view == "wall" and behind in OUTDOORS))
    worn = bool(calm) and (wishes.sort is not None or wishes.laid)
    return draws.early("time", calm if len(calm) > 1 or bright or outside or worn else own)


def _season(draws: Draws, kind: Kind, backdrop: str | None, without: frozenset[str]) -> str:
    have = tuple(season for season in kind.seasons if season not in without)
    behind = KINDS[backdrop].seasons if backdrop else ()
    both = tuple(season for season in behind if season in have) or (have if not backdrop else ())
    usual = tuple(season for season in both if season not in SAID) or both
    return draws.early("season", usual) if usual else "summer"


def _pattern(draws: Draws, kind: Kind, wishes: Wishes) -> str:
    for mood in wishes.moods:
        asked = shared()["moods"][mood].get("pattern")
        if asked in kind.patterns:
            return str(asked)
    if "none" not in kind.patterns:
        return draws.one("pattern", kind.patterns)
    others = [pattern for pattern in kind.patterns if pattern not in STRIPED]
    soft = wishes.light.get("hardness", 1.0) < 0.3
    never = (
        soft
        or wishes.laid
        or wishes.sort == "garments"
        or not others
        or kind.view != "eye"
        or kind.name in SEAMLESS | PLAINLY_LIT
    )
    often = 0.0 if never else 0.22
    return draws.one("pattern", others) if draws.stream("pattern often").random() < often else "none"


def _light(  # noqa: PLR0917
    draws: Draws, kind: Kind, time: str, pattern: str, wishes: Wishes, backdrop: str | None = None
) -> Light:
    heights, hardnesses, warmths = LIGHT_BY_TIME[time]
    asked_time = wishes.times[0].any_of[0] if wishes.times else time
    if asked_time != time and kind.times == ("day",):
        heights, hardnesses, warmths = LIGHT_BY_TIME[asked_time]
    elif kind.group not in OUTDOORS and time == "day":
        hardnesses = ON_CLOTH if kind.name in CLOTH else SOFT_ROOM
    behind = KINDS[backdrop].group if backdrop is not None else ""
    if LAMPLIT & {kind.group, behind} and time in DARK:
        warmths = LIGHT_BY_TIME["night"][2]
    if pattern != "none":
        hardnesses, heights = (0.6, 0.85), (25, 45)
    values: dict[str, float] = {
        "direction": _direction(draws, kind, time, pattern),
        "height": draws.within("height", heights, 0),
        "hardness": draws.within("hardness", hardnesses),
        "warmth": draws.within("warmth", warmths),
    }
    values |= wishes.light
    if time in DARK and values.get("exposure", 0) < 0:
        values["exposure"] = round(DARK_ALREADY * values["exposure"], 2)
    return Light(**values, time=time, pattern=pattern)  # pyright: ignore[reportArgumentType]


def _direction(draws: Draws, kind: Kind, time: str, pattern: str) -> float:
    """From the side and the front, or from the side and behind, as products are lit."""
    stream = draws.stream("direction")
    side = stream.choice((-1, 1))
    low = time in {"golden", "sunset", "morning"} and kind.group in OUTDOORS
    behind = stream.random() < (0.6 if low else 0.3)
    if pattern != "none" or kind.view == "wall":
        return float(side * round(stream.uniform(35, 70)))
    return float(side * round(stream.uniform(115, 150) if behind else stream.uniform(30, 70)))


def _camera(draws: Draws, kind: Kind, time: str, wishes: Wishes) -> Camera:
    values = {
        "horizon": draws.within("horizon", kind.horizon, 3),
        "distance": draws.within("distance", (0.92, 1.12)),
        "blur": wishes.blurs.get(kind.name, draws.within("blur", kind.blurs)),
    }
    asked = dict(wishes.camera)
    if kind.view != "eye":
        asked.pop("horizon", None)
        asked.pop("blur", None)
    group = "tables" if kind.backdrops else kind.group
    values["contrast"] = round(CONTRAST.get(group, 0.0) * BY_TIME.get(time, 1), 2)
    if "horizon" in asked:
        asked["horizon"] = kind.horizon[1 if asked["horizon"] > 0.3 else 0]
    return Camera(**{**values, **asked})


def _props(draws: Draws, chosen: Choice, pattern: str, wishes: Wishes) -> tuple[str, ...]:
    if chosen.props or any(shared()["moods"][mood].get("props") == 0 for mood in wishes.moods):
        return tuple(chosen.props)
    kind = chosen.kind
    if (wishes.props and wishes.named) or kind.name in BARE or wishes.laid:
        return ()
    if wishes.materials and not wishes.places:
        return ()
    few = kind.view != "eye" or pattern != "none" or wishes.named
    counts = (0, 0, 0, 1) if few else (0, 0, 1, 1)
    loud = LOUD | THEMED if kind.view == "above" else LOUD
    open_air = chosen.backdrop is not None and KINDS[chosen.backdrop].group in OUTDOORS
    loud = loud | {"plant"} if open_air else loud
    calm = [prop for prop in kind.props if prop not in loud and prop not in wishes.without]
    leafy = any("autumn" in wish.any_of for wish in wishes.seasons)
    calm = [prop for prop in calm if not (leafy and prop == "firs")]
    held = () if chosen.wall in DOORS else HOLDS
    calm = [prop for prop in calm if prop in held] if kind.view == "wall" else calm
    calm = [prop for prop in calm if prop in ON_TABLES.get(kind.name, calm)]
    if wishes.table_for != "food":
        calm = [prop for prop in calm if prop not in SERVED]
    count = min(draws.one("props count", counts), len(calm))
    return tuple(draws.stream("props").sample(calm, count))


def _worth(spec: SceneSpec, wishes: Wishes, unlike: Sequence[SceneSpec]) -> float:
    met = choice(spec.place, wishes).score
    apart = min((difference(spec, other) for other in unlike), default=0.0)
    return met + 0.5 * _taste(spec) + 2.0 * apart


def _taste(spec: SceneSpec) -> float:
    """Ground and wall neither the same nor at odds, and light that models."""
    ground, wall = spec.colours.ground, spec.colours.wall
    apart = contrast(ground, wall) if ground and wall and spec.kind not in SEAMLESS else 0.12
    side = abs(abs(spec.light.direction) - 90)
    return -abs(apart - 0.12) - 0.002 * abs(side - 40)


def difference(first: SceneSpec, second: SceneSpec) -> float:
    """How clearly two scenes differ, 0…1: places and materials most, then colours, light and props."""
    if first.kind != second.kind:
        return 1.0
    parts = [
        (0.25, first.materials.ground != second.materials.ground),
        (0.15, first.materials.wall != second.materials.wall),
        (0.2, first.backdrop != second.backdrop),
        (0.15, first.light.time != second.light.time),
        (0.1, first.light.pattern != second.light.pattern),
        (0.1, first.light.direction * second.light.direction < 0),
        (0.1, first.season != second.season),
        (0.1, first.props != second.props),
    ]
    colours = [
        contrast(one, other) if one and other else 0.0 if one == other else 0.3
        for one, other in zip(_codes(first), _codes(second), strict=True)
    ]
    return min(1.0, sum(weight for weight, differs in parts if differs) + 0.8 * max(colours))


def _codes(spec: SceneSpec) -> tuple[str | None, str | None, str | None]:
    return spec.colours.ground, spec.colours.wall, spec.colours.accent
