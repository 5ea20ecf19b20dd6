"""From wishes and a seed to whole specs: what the words leave open is drawn from the kind's lists.

Every field has a random stream of its own, so that one wish more changes nothing else. Several specs are
drawn and the one is taken that grants most and whose colours suit each other best; of several pictures asked
for together, each also differs from those before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from core.scenes.colouring import contrast
from core.scenes.draws import Draws, drawn_colours
from core.scenes.footing import tops
from core.scenes.granting import choice, ranked
from core.scenes.groups import OUTDOORS
from core.scenes.holding import held_by
from core.scenes.kinds import KINDS, kind_named
from core.scenes.lighting import drawn_camera, drawn_light, drawn_pattern, drawn_season, drawn_time
from core.scenes.posing import hung_from
from core.scenes.reading import Reading, candidates, read
from core.scenes.spec import MAX_SCENE_SEED, NEWEST_FORM, Materials, SceneSpec
from core.scenes.unasked import (
    BARE,
    BEHIND_GROUND,
    BREAKFAST,
    BUILT,
    DOORS,
    HOLDS,
    INDOORS_BEHIND,
    LOUD,
    NEVER,
    ON_TABLES,
    SELDOM,
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
SERVED = frozenset({"fruit", "cups"})
"""What stands unasked only beside food."""


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
    light = drawn_light(draws, kind, time, pattern, Wishes())
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
    time = drawn_time(draws, chosen, wishes)
    season = chosen.season or drawn_season(draws, kind, backdrop, wishes.without)
    pattern = chosen.pattern or drawn_pattern(draws, kind, wishes)
    return SceneSpec(
        spec_version=NEWEST_FORM,
        kind=kind.name,
        seed=seed,
        backdrop=backdrop,
        materials=Materials(ground=ground, wall=wall),
        colours=drawn_colours(draws, chosen, ground, wall, wishes),
        light=drawn_light(draws, kind, time, pattern, wishes, backdrop),
        camera=drawn_camera(draws, kind, time, wishes),
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
