"""From the words of a sentence to wishes: what each of them asks for beside the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.scenes.colouring import toned
from core.scenes.compounds import weighed
from core.scenes.evenings import in_the_dark
from core.scenes.grammar import WALLS, Place, Word
from core.scenes.holding import SMALL, TABLE_FOR, is_a, is_laid, places_to_hang, sort_said
from core.scenes.kinds import KINDS
from core.scenes.segments import TOPS, Role
from core.scenes.stand_ins import blurs_of, kinds_for, wishes_for
from core.scenes.supports import SUPPORTS
from core.scenes.things import modelled_names
from core.scenes.unasked import ABOUT, GOODS
from core.scenes.vocabulary import Span, shared
from core.scenes.wishes import BY_GROUND, CALLED, COLOURABLE, HINTED, LAID_OUT, NAMED, Wish, Wishes

DYED = frozenset({"velvet", "silk"})
"""Kinds that are a stuff of whatever colour."""
WOODED = frozenset({"forest", "fireplace"})
"""Kinds that are called after their trees, or after what is in them."""
UNSURE = 0.4
"""What the material of an unknown thing is worth, and a time that only the weather says."""
ALONE_BEHIND: Mapping[str, str] = {
    "roses": "garden",
    "lights": "bokeh",
    "graffiti": "alley",
    "leaves": "jungle",
}
"""The kinds whose things are all that is asked for behind the subject."""
UNDER: Mapping[str, str] = {"dinner plate": "plate", "cutting board": "wooden board"}
"""What things are called as props that something is put on."""
UNPAINTED = -1
"""The number of no span: of what a thing implies that may itself not be painted."""


def wishes_of(found: Sequence[Word], spans: Sequence[Span], head: str) -> Wishes:
    """All that the words ``found`` in a sentence's ``spans`` ask for, the kinds not yet ranked; ``head`` as
    the vocabulary has it."""
    lists: dict[str, list[Wish]] = {}
    moods: list[str] = []
    light: dict[str, float] = {}
    camera: dict[str, float] = {}
    numbers = {id(span): number for number, span in enumerate(spans)}
    before: list[Word] = []
    coloured: set[int] = set()
    without = frozenset(entry for word in found if word.negated for entry in _entries(word.span))
    for word in found:
        if word.negated:
            continue
        if word.role == "none" and _goes_on(spans, numbers[id(word.span)]):
            word = replace(word, role="with", subject=False)  # noqa: PLW2901 - what a comma parts from its "with"
        if word.purpose:
            _add_purpose(lists, word.span, numbers[id(word.span)])
        elif word.subject and word.sure:
            _add_subject_props(lists, word.span, numbers[id(word.span)])
        if word.subject:
            continue
        at = numbers[id(word.span)]
        tones = [tone for other in before or _beside(word, found) for tone in other.span.of("tones")]
        _add_entries(lists, word, at, tones, coloured)
        _add_effects(lists, word.span, at, light, camera)
        moods += [] if _is_tone(word, found) or _of_a_thing(word) else _own(word.span, "moods")
        before = [*before, word] if word.span.says("tones") and not word.span.says("colours") else []
    for span in spans:
        # "Blurred in the back" says where something is, and how it is seen.
        camera |= _seen(span) if span.says("roles") else {}
    _add_toned(lists, found, numbers)
    in_the_dark(lists, found, numbers, camera)
    lists["places"] = weighed(lists.get("places", []), spans, head)
    sort, by = sort_said(found)
    lists["places"] = places_to_hang(lists["places"], sort)
    if sort == "pictures" and by is not None:
        lists["props"] = [wish for wish in lists.get("props", []) if wish.at != numbers[id(by)]]
    for mood in moods:
        light = {**_numbers(shared()["moods"][mood]), **light}
    return Wishes(
        places=tuple(lists.get("places", ())),
        materials=_surest(lists.get("materials", ())),
        colours=tuple(lists.get("colours", ())),
        props=tuple(lists.get("props", ())),
        patterns=tuple(lists.get("patterns", ())),
        times=_surest(lists.get("times", ())),
        seasons=tuple(sorted(lists.get("seasons", ()), key=lambda wish: wish.weight)),
        named=_named(lists),
        sort=sort,
        light=light,
        camera=camera,
        moods=tuple(dict.fromkeys(moods)),
        palette=_palette(moods, found),
        without=without,
        blurs=blurs_of(spans, lists["places"]),
        table_for=next((one for one in TABLE_FOR for span in spans if span.says(one)), None),
        small=is_a(SMALL, found),
        large=is_a(("large",), found),
        laid=is_laid(spans),
    )


def _palette(moods: Sequence[str], found: Sequence[Word]) -> str | None:
    """The palette that is asked for last: by a mood, by "pastel", by a dark room."""
    palettes = [shared()["moods"][mood].get("palette") for mood in moods]
    palettes += ["pastel" for word in found if word.span.says("tones", "pastel")]
    palettes += ["dark" for word in found if _is_dark_room(word)]
    return palettes[-1] if palettes else None


def _beside(word: Word, found: Sequence[Word]) -> list[Word]:
    """The words for a tone that describe the same noun from the other side: "a polished dark floor"."""
    return [other for other in found if word.head is not None and other.head is word.head]


def _surest(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """In their order, but what is only inferred last."""
    return tuple(sorted(wishes, key=lambda wish: wish.weight < 1.0))


def _entries(span: Span) -> list[str]:
    """What shall not be there, of all that a word may mean."""
    sections = {"kinds", "props", "times", "seasons", "patterns", "weather"}
    weather = [prop for name in span.of("weather") for prop in shared()["weather"][name].get("props", ())]
    dark = ["dusk"] if span.says("times", "night") else []
    alike = [other for prop in span.of("props") for other in shared()["alike"].get(prop, ())]
    return [*weather, *dark, *alike, *(entry for section, entry in span.meanings if section in sections)]


def _add_toned(lists: dict[str, list[Wish]], found: Sequence[Word], numbers: Mapping[int, int]) -> None:
    """A background that is only called dark or light, with no colour, has a colour all the same, and so has
    velvet, which comes in all colours."""
    coloured = {id(word.head) for word in found if word.span.says("colours") and word.head is not None}
    for word in found:
        tones: list[str] = [tone for tone in word.span.of("tones") if tone in shared()["background_tones"]]
        plain = tones and word.head is not None and id(word.head) not in coloured
        dyed = word.head is not None and not DYED.isdisjoint(word.head.of("kinds"))
        if plain and (dyed or word.place in {"background", "wall"}) and not word.span.says("colours"):
            name: str = shared()["background_tones"][tones[0]]
            wish = Wish(any_of=(name, shared()["colours"][name]), place=word.place, at=numbers[id(word.span)])
            lists.setdefault("colours", []).append(wish)


def _named(lists: Mapping[str, Sequence[Wish]]) -> bool:
    walls = [*lists.get("colours", ()), *lists.get("materials", ())]
    return bool(lists.get("places")) or any(wish.place in {"wall", "background"} for wish in walls)


def _is_tone(word: Word, found: Sequence[Word]) -> bool:
    """Whether "dark" belongs to a colour, a material or a wall, and is no mood."""
    return word.span.says("tones") and word.head is not None and bool(found)


def _is_dark_room(word: Word) -> bool:
    """Whether a word says that a room is dark: its colours are."""
    kinds = word.head.of("kinds") if word.head is not None else ()
    rooms = bool(kinds) and all(KINDS[kind].group == "rooms" for kind in kinds)
    return rooms and not word.negated and word.span.says("tones", "dark")


def _of_a_thing(word: Word) -> bool:
    """Whether a mood is only that of a small thing: "fresh blueberries"."""
    noun = word.head
    if noun is None or noun.says("kinds") or noun.says("places"):
        return False
    return noun.says("things") or (noun.says("props") and not noun.says("subject")) or not noun.known


def _vivid(tones: Sequence[str]) -> Sequence[str]:
    """Of a colour "bright" says more than that it is light."""
    return [tone for tone in tones if tone != "light"] if "bright" in tones else tones


def _add_entries(
    lists: dict[str, list[Wish]], word: Word, at: int, tones: Sequence[str], coloured: set[int]
) -> None:
    span, role, place = word.span, word.role, word.place
    beside = word.head.of("kinds") if word.head is not None else ()

    def add(
        section: str, any_of: tuple[str, ...], weight: float = 1.0, role: Role = role, second: bool = False
    ) -> None:
        wish = Wish(any_of=any_of, place=place, role=role, at=at, weight=weight, beside=beside, second=second)
        lists.setdefault(section, []).append(wish)

    a_noun = span.says("kinds") or (span.says("props") and role != "on")
    sown = span.says("kinds", "flower_field") and "meadow" in beside
    colours = span.of("colours") if (word.head is not None and not sown) or not a_noun else ()
    if span.says("kinds") and not (colours and a_noun):
        laid = role == "none" and set(span.of("kinds")) <= LAID_OUT and not span.says("props", "bench")
        add("places", _akin(kinds_for(span, role)), _weight(span, role), "on" if laid else role)
        for section, wish in wishes_for(span, role, at):
            lists.setdefault(section, []).append(wish)
        _add_kind_props(lists, span, at)
    elif span.says("own kinds"):
        add("places", span.of("own kinds"), 0.5 * NAMED)
    for kind in span.of("hints"):
        add("places", (kind,), HINTED / 2 if span.says("props") else HINTED)
    for prop in span.of("props") if role == "behind" and not span.says("kinds") else ():
        if prop in ALONE_BEHIND:
            add("places", (ALONE_BEHIND[prop],), HINTED)
    for kind in set(span.of("names")) - set(span.of("kinds")):
        add("places", (kind,), CALLED)
    materials = _materials(span, tones)
    if materials:
        add("materials", materials, 1.0 if word.sure else UNSURE)
    near = [other for entry in materials for other in (entry, *shared()["near"].get(entry, ()))]
    if COLOURABLE & set(near) and span.says("own colours"):
        name = span.of("own colours")[0]
        add("colours", (name, shared()["colours"][name]))
    _add_own_materials(lists, span, role, at)
    if colours and not materials:
        code = shared()["colours"][colours[0]]
        second = word.head is not None and id(word.head) in coloured
        coloured.add(id(word.head))
        add("colours", (colours[0], toned(code, _vivid(tones)) if tones else code), second=second)
    for section in ("props", "patterns", "times", "seasons"):
        entries = _own(span, section) if section != "props" else _props(span, role)
        if entries and not (colours and section == "props"):
            # What trees in leaf or bare say of the season, the season itself says better.
            add(section, entries, UNSURE if section == "seasons" and span.says("props") else 1.0)


def _goes_on(spans: Sequence[Span], at: int) -> bool:
    """Whether a thing that is photographed itself goes on a list: "with a hat, a camera"."""
    span = spans[at]
    if not (span.says("props") and span.says("subject")):
        return False
    led = next((other for other in reversed(spans[:at]) if other.says("roles")), None)
    return led is not None and led.says("roles", "with")


def _props(span: Span, role: Role) -> tuple[str, ...]:
    """The things of a phrase: what is photographed itself does not stand beside itself too."""
    entries = _own(span, "props")
    if role == "on":
        under = tuple(UNDER.get(prop, prop) for prop in entries)
        return tuple(prop for prop in under if prop in SUPPORTS) or entries
    if role == "none" and span.says("subject"):
        return tuple(prop for prop in entries if prop not in modelled_names())
    return entries


def _own(span: Span, section: str) -> tuple[str, ...]:
    """The entries of a section that a phrase means, or that its words do: of a "misty forest" the mist."""
    return span.of(section) or span.of(f"own {section}")


def _akin(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds with those that the same word may mean, where they grant more."""
    return tuple(
        dict.fromkeys([*kinds, *(other for kind in kinds for other in shared()["akin"].get(kind, ()))])
    )


def _add_own_materials(lists: dict[str, list[Wish]], span: Span, role: Role, at: int) -> None:
    """The material that a kind is called after: of its wall if the kind is a wall, else of its ground. What a
    board is made of, the table below it is not, nor what a hanger is made of the wall."""
    if any(prop in SUPPORTS for prop in span.of("props")) or span.says("kinds", "hanging_wall"):
        return
    families: Mapping[str, list[str]] = shared()["families"]
    toned = [entry for name in span.of("own families") for entry in families[name]]
    have = {entry for kind in span.of("kinds") for entry in (*KINDS[kind].grounds, *KINDS[kind].walls)}
    own = tuple(entry for entry in span.of("own materials") or toned if entry in have)
    if own:
        place: Place = "wall" if set(span.of("kinds")) <= WALLS else "ground"
        lists.setdefault("materials", []).append(Wish(any_of=own, place=place, role=role, at=at, named=True))


def _add_purpose(lists: dict[str, list[Wish]], span: Span, at: int) -> None:
    """What a picture is for hardly asks for a place: "for our bakery"."""
    kinds = tuple(kind for kind in span.of("kinds") if KINDS[kind].group != "studio")
    if kinds:
        lists.setdefault("places", []).append(Wish(any_of=kinds, at=at, weight=HINTED / 4))


def _add_subject_props(lists: dict[str, list[Wish]], span: Span, at: int) -> None:
    """What was photographed may also stand about in the place ("palm trees on a beach")."""
    own = tuple(prop for prop in span.of("props") if prop not in modelled_names() - ABOUT)
    if own and not span.says("subject") and not any(prop in SUPPORTS or prop in GOODS for prop in own):
        lists.setdefault("props", []).append(Wish(any_of=own, at=at, weight=UNSURE))


def _add_kind_props(lists: dict[str, list[Wish]], span: Span, at: int) -> None:
    props = [shared()["kind_props"].get(kind) for kind in span.of("kinds")]
    named = tuple(prop for prop in props if prop is not None)
    if named and not span.says("props"):
        lists.setdefault("props", []).append(Wish(any_of=named, at=at))


def _weight(span: Span, role: Role = "none") -> float:
    weight = NAMED + 0.2 * min(2, span.last - span.first)
    if span.says("weather") and not span.says("light"):
        return weight - 2.2
    if span.says("patterns") or span.says("light"):
        return weight - 1.5
    small = span.says("props") or span.says("materials") or span.says("families")
    sure = BY_GROUND | WOODED | (TOPS if role == "on" else frozenset())
    if small and not set(span.of("kinds")) <= sure:
        return weight - 1.0
    return weight


def _materials(span: Span, tones: Sequence[str]) -> tuple[str, ...]:
    families: Mapping[str, list[str]] = shared()["families"]
    own = span.of("materials") or tuple(entry for name in span.of("families") for entry in families[name])
    toned_first = [
        entry for tone in tones for entry in shared()["tinted_tones"].get(tone, ()) if entry in own
    ]
    return tuple(dict.fromkeys([*toned_first, *own])) if not toned_first else tuple(toned_first)


def _add_effects(
    lists: dict[str, list[Wish]], span: Span, at: int, light: dict[str, float], camera: dict[str, float]
) -> None:
    for name in span.of("light"):
        light |= shared()["light"][name]
    camera |= _seen(span)
    for name in _own(span, "weather"):
        values: Mapping[str, Any] = shared()["weather"][name]
        light |= _numbers(values)
        for key, section in (("time", "times"), ("season", "seasons")):
            if key in values and not span.says(section):
                where = UNPAINTED if name == "lamplit" else at
                lists.setdefault(section, []).append(Wish(any_of=(values[key],), at=where, weight=UNSURE))
        for key, section in (("grounds", "materials"), ("props", "props")):
            if key in values:
                weight = UNSURE if key == "grounds" else 1.0
                lists.setdefault(section, []).append(Wish(any_of=tuple(values[key]), at=at, weight=weight))


def _seen(span: Span) -> dict[str, float]:
    """What a span says of the camera."""
    return {key: value for name in span.of("camera") for key, value in shared()["camera"][name].items()}


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    fields = ("direction", "height", "hardness", "warmth", "exposure")
    return {name: float(values[name]) for name in fields if name in values}
