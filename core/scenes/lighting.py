"""The hour, season, light and camera of a spec, as far as the words leave them open."""

from collections.abc import Mapping

from core.scenes.draws import Draws, Range
from core.scenes.groups import OUTDOORS
from core.scenes.kinds import KINDS, Kind, kind_named
from core.scenes.spec import Camera, Light
from core.scenes.unasked import DULL, LATE, PLAINLY_LIT, SAID, STRIPED
from core.scenes.vocabulary import shared
from core.scenes.wishes import SEAMLESS, Choice, Wishes

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
BRIGHT = frozenset({"airy", "fresh", "pure"})
"""Moods of the day."""
LAMPLIT = frozenset({"rooms", "feasts"})
"""Groups where the evening's light is that of lamps."""
DARK = frozenset({"dusk", "night"})
DARK_ALREADY = 0.4
"""The share of a mood's darkness that a place gets which is dark by the hour."""
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


def drawn_time(draws: Draws, chosen: Choice, wishes: Wishes) -> str:
    """The hour that is asked for, the nearest to it, or a calm one."""
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


def drawn_season(draws: Draws, kind: Kind, backdrop: str | None, without: frozenset[str]) -> str:
    """A season that both the kind and what is behind it have, none of ``without``."""
    have = tuple(season for season in kind.seasons if season not in without)
    behind = KINDS[backdrop].seasons if backdrop else ()
    both = tuple(season for season in behind if season in have) or (have if not backdrop else ())
    usual = tuple(season for season in both if season not in SAID) or both
    return draws.early("season", usual) if usual else "summer"


def drawn_pattern(draws: Draws, kind: Kind, wishes: Wishes) -> str:
    """The shadow of a mood, or now and then one of the kind's; mostly none."""
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


def drawn_light(  # noqa: PLR0917
    draws: Draws, kind: Kind, time: str, pattern: str, wishes: Wishes, backdrop: str | None = None
) -> Light:
    """The main light of that ``time``: degrees for direction and height, else 0…1 or -1…1; what the words
    say of it goes before what is drawn."""
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


def drawn_camera(draws: Draws, kind: Kind, time: str, wishes: Wishes) -> Camera:
    """Horizon (a share of the height), distance (1 is usual), blur 0…1 and contrast of the view."""
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
