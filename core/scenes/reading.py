"""From a sentence to wishes: what it asks of a scene, what was understood, and what nothing paints."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from core.scenes.colouring import toned
from core.scenes.grammar import WALLS, Place, Role, Word, words
from core.scenes.granting import choice, ranked
from core.scenes.kinds import KINDS
from core.scenes.vocabulary import Span, language_of, shared, vocabulary
from core.scenes.wishes import NAMED, Wish, Wishes

OPEN_TIE = 0.35
OPEN_SHARE = 0.4
"""Where no place is named, kinds this near the best suit as well, also as a share of its score."""
SAYS_NOTHING = ("subject", "quality", "glue", "roles", "places", "tones")
ALWAYS_PAINTED = ("light", "moods", "camera")
CARRIED = (*ALWAYS_PAINTED, "tones", "places")


@dataclass(frozen=True)
class Reading:
    """A sentence as it was read. ``language`` is ``None`` where too few of its words are known.
    ``understood`` and ``not_painted`` are in the person's own words."""

    sentence: str
    language: str | None
    wishes: Wishes
    understood: tuple[str, ...] = ()
    not_painted: tuple[str, ...] = ()


def read(sentence: str) -> Reading:
    """What ``sentence`` asks for, in whichever of the languages knows it best."""
    sentence = unicodedata.normalize("NFC", sentence)
    language = language_of(sentence)
    if language is None:
        return Reading(sentence, None, Wishes(kinds=ranked(Wishes())))
    table = vocabulary(language)
    spans = table.spans(sentence)
    found = words(spans, table)
    wishes = _wishes(found, spans, table.head)
    kinds = ranked(wishes)
    wishes = replace(wishes, kinds=kinds)
    met = choice(KINDS[kinds[0][0]], wishes).met
    subject = {id(word.span) for word in found if word.subject}
    of_subject = {at for at, span in enumerate(spans) if id(span) in subject}
    not_painted = _not_painted(
        sentence, spans, wishes, met, of_subject | _of_subject(spans, table.head == "last")
    )
    return Reading(sentence, language, wishes, _understood(sentence, wishes, spans, met), not_painted)


def candidates(wishes: Wishes) -> tuple[str, ...]:
    """The kinds that suit the wishes as well as the best does; of a named place only the best."""
    if not wishes.kinds:
        return ()
    best = wishes.kinds[0][1]
    if wishes.named:
        return tuple(kind for kind, score in wishes.kinds if score == best)[:1]
    tie = min(OPEN_TIE, OPEN_SHARE * best)
    return tuple(kind for kind, score in wishes.kinds if best - score <= tie)


def _wishes(found: Sequence[Word], spans: Sequence[Span], head: str) -> Wishes:
    lists: dict[str, list[Wish]] = {}
    moods: list[str] = []
    light: dict[str, float] = {}
    camera: dict[str, float] = {}
    numbers = {id(span): number for number, span in enumerate(spans)}
    before: list[Word] = []
    for word in found:
        if word.subject:
            _add_subject_props(lists, word.span, numbers[id(word.span)])
            continue
        at = numbers[id(word.span)]
        _add_entries(lists, word, at, [tone for other in before for tone in other.span.of("tones")])
        _add_effects(lists, word.span, at, light, camera)
        moods += [] if _is_tone(word, found) else word.span.of("moods")
        before = [*before, word] if word.span.says("tones") and not word.span.says("colours") else []
    _add_toned(lists, found, numbers)
    lists["places"] = _compounded(lists.get("places", []), spans, head)
    for mood in moods:
        light = {**_numbers(shared()["moods"][mood]), **light}
    palettes = [shared()["moods"][mood].get("palette") for mood in moods]
    palettes += ["pastel" for word in found if word.span.says("tones", "pastel")]
    return Wishes(
        places=tuple(lists.get("places", ())),
        materials=tuple(lists.get("materials", ())),
        colours=tuple(lists.get("colours", ())),
        props=tuple(lists.get("props", ())),
        patterns=tuple(lists.get("patterns", ())),
        times=tuple(lists.get("times", ())),
        seasons=tuple(lists.get("seasons", ())),
        named=_named(lists),
        light=light,
        camera=camera,
        moods=tuple(dict.fromkeys(moods)),
        palette=palettes[-1] if palettes else None,
    )


def _add_toned(lists: dict[str, list[Wish]], found: Sequence[Word], numbers: Mapping[int, int]) -> None:
    """A background that is only called dark or light, with no colour, has a colour all the same."""
    coloured = {id(word.head) for word in found if word.span.says("colours") and word.head is not None}
    for word in found:
        tones: list[str] = [tone for tone in word.span.of("tones") if tone in shared()["background_tones"]]
        plain = tones and word.head is not None and id(word.head) not in coloured
        if plain and word.place in {"background", "wall"} and not word.span.says("colours"):
            name: str = shared()["background_tones"][tones[0]]
            wish = Wish(any_of=(name, shared()["colours"][name]), place=word.place, at=numbers[id(word.span)])
            lists.setdefault("colours", []).append(wish)


def _compounded(places: Sequence[Wish], spans: Sequence[Span], head: str) -> list[Wish]:
    """Of two places side by side the noun counts ("kitchen shelf"), and the other a little less."""
    weights = [place.weight for place in places]
    for at, (first, second) in enumerate(pairwise(places)):
        if second.at == first.at + 1 and not spans[second.at].stop:
            noun, other = (at + 1, at) if head == "last" else (at, at + 1)
            weights[noun] = max(weights[noun], NAMED)
            weights[other] = min(weights[other], NAMED - 1)
    return [replace(place, weight=weight) for place, weight in zip(places, weights, strict=True)]


def _named(lists: Mapping[str, Sequence[Wish]]) -> bool:
    walls = [*lists.get("colours", ()), *lists.get("materials", ())]
    return bool(lists.get("places")) or any(wish.place in {"wall", "background"} for wish in walls)


def _is_tone(word: Word, found: Sequence[Word]) -> bool:
    """Whether "dark" belongs to a colour, a material or a wall, and is no mood."""
    return word.span.says("tones") and word.head is not None and bool(found)


def _add_entries(lists: dict[str, list[Wish]], word: Word, at: int, tones: Sequence[str]) -> None:
    span, role, place = word.span, word.role, word.place
    beside = word.head.of("kinds") if word.head is not None else ()

    def add(section: str, any_of: tuple[str, ...], weight: float = 1.0) -> None:
        wish = Wish(any_of=any_of, place=place, role=role, at=at, weight=weight, beside=beside)
        lists.setdefault(section, []).append(wish)

    a_noun = span.says("kinds") or span.says("props")
    colours = span.of("colours") if word.head is not None or not a_noun else ()
    if span.says("kinds") and not (colours and a_noun):
        add("places", span.of("kinds"), _weight(span))
        _add_kind_props(lists, span, at)
    elif span.says("own kinds"):
        add("places", span.of("own kinds"), 0.5 * NAMED)
    materials = _materials(span, tones)
    if materials:
        add("materials", materials)
    _add_own_materials(lists, span, role, at)
    if colours and not materials:
        code = shared()["colours"][colours[0]]
        add("colours", (colours[0], toned(code, tones) if tones else code))
    for section in ("props", "patterns", "times", "seasons"):
        if span.says(section) and not (colours and section == "props"):
            add(section, span.of(section))


def _add_own_materials(lists: dict[str, list[Wish]], span: Span, role: Role, at: int) -> None:
    """The material that a kind is called after: of its wall if the kind is a wall, else of its ground."""
    families: Mapping[str, list[str]] = shared()["families"]
    toned = [entry for name in span.of("own families") for entry in families[name]]
    own = span.of("own materials") or tuple(toned)
    if own:
        place: Place = "wall" if set(span.of("kinds")) <= WALLS else "ground"
        lists.setdefault("materials", []).append(Wish(any_of=own, place=place, role=role, at=at, named=True))


def _add_subject_props(lists: dict[str, list[Wish]], span: Span, at: int) -> None:
    """What was photographed may also stand about in the place ("palm trees on a beach")."""
    if span.says("props") and not span.says("subject"):
        lists.setdefault("props", []).append(Wish(any_of=span.of("props"), at=at))


def _add_kind_props(lists: dict[str, list[Wish]], span: Span, at: int) -> None:
    props = [shared()["kind_props"].get(kind) for kind in span.of("kinds")]
    named = tuple(prop for prop in props if prop is not None)
    if named and not span.says("props"):
        lists.setdefault("props", []).append(Wish(any_of=named, at=at))


def _weight(span: Span) -> float:
    weight = NAMED + 0.2 * min(2, span.last - span.first)
    if span.says("patterns") or span.says("light"):
        return weight - 1.5
    if span.says("props") or span.says("materials") or span.says("families"):
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
    for name in span.of("camera"):
        camera |= shared()["camera"][name]
    for name in span.of("weather"):
        values: Mapping[str, Any] = shared()["weather"][name]
        light |= _numbers(values)
        for key, section in (("time", "times"), ("season", "seasons")):
            if key in values and not span.says(section):
                lists.setdefault(section, []).append(Wish(any_of=(values[key],), at=at))
        for key, section in (("grounds", "materials"), ("props", "props")):
            if key in values:
                lists.setdefault(section, []).append(Wish(any_of=tuple(values[key]), at=at))


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    fields = ("direction", "height", "hardness", "warmth")
    return {name: float(values[name]) for name in fields if name in values}


def _understood(sentence: str, wishes: Wishes, spans: Sequence[Span], met: set[int]) -> tuple[str, ...]:
    behind = {wish.at for wish in (*wishes.places, *wishes.colours) if wish.role == "behind"}
    said: list[str] = []
    group: list[int] = []
    for number, span in enumerate(spans):
        carries = number in met or any(span.says(section) for section in CARRIED)
        if group and (span.stop or not (carries or _joins(spans, number, met))):
            said += _phrase(sentence, spans, group, behind)
            group = []
        if carries or group:
            group.append(number)
    said += _phrase(sentence, spans, group, behind)
    if not wishes.named:
        titles = [KINDS[kind].title for kind in candidates(wishes)]
        several = f"{len(titles)} kinds of places" if len(titles) > 3 else " or ".join(titles).lower()
        said.append(f"no place named: {several}")
    return tuple(dict.fromkeys(said))


def _joins(spans: Sequence[Span], number: int, met: set[int]) -> bool:
    """Whether a small word joins what it stands between: "table made of oak", "table en chêne"."""
    span = spans[number]
    after = next((at for at in range(number + 1, len(spans)) if not spans[at].says("glue")), None)
    if after is None or after not in met or spans[after].stop:
        return False
    joins = span.says("roles", "in") and not span.content and not spans[after].says("kinds")
    return span.says("glue") or joins


def _phrase(sentence: str, spans: Sequence[Span], group: Sequence[int], behind: set[int]) -> list[str]:
    """The group's words, unless none of them asks for anything; with what it is in front of said so."""
    last = max((at for at in group if not spans[at].says("glue")), default=-1)
    found = [spans[at] for at in group if at <= last]
    if not any(span.content for span in found):
        return []
    fronted = not behind.isdisjoint(group) and not any(span.says("places", "background") for span in found)
    return [("in front of: " if fronted else "") + sentence[found[0].start : found[-1].end]]


def _not_painted(
    sentence: str, spans: Sequence[Span], wishes: Wishes, met: set[int], of_subject: set[int]
) -> tuple[str, ...]:
    asked = (*wishes.materials, *wishes.colours)
    dropped = {wish.at for wish in asked if wish.place == "nothing" and wish.at not in met}
    dropped |= of_subject
    missing = {at for at, span in enumerate(spans) if _missing(span, at, dropped, met)}
    found: list[str] = []
    phrase: list[Span] = []
    for at, span in enumerate(spans):
        goes_on = at in missing or (at in dropped and bool(span.content))
        if phrase and (span.stop or not goes_on):
            found.append(_thing(sentence, phrase, spans, missing))
            phrase = []
        if goes_on:
            phrase.append(span)
    found.append(_thing(sentence, phrase, spans, missing))
    return tuple(dict.fromkeys(thing for thing in found if thing))


def _thing(sentence: str, phrase: Sequence[Span], spans: Sequence[Span], missing: set[int]) -> str:
    """A thing with what describes it, unless nothing but a description is left."""
    numbers = {id(span): at for at, span in enumerate(spans)}
    if not any(numbers[id(span)] in missing for span in phrase):
        return ""
    return sentence[phrase[0].start : phrase[-1].end]


def _of_subject(spans: Sequence[Span], head_last: bool) -> set[int]:
    """Unknown words right beside the subject describe it: "leather bag"."""
    found: set[int] = set()
    order = range(len(spans) - 1, -1, -1) if head_last else range(len(spans))
    beside = False
    for at in order:
        span = spans[at]
        describes = not span.meanings or span.says("things")
        if describes and beside:
            found.add(at)
        small = span.says("glue") or (span.says("roles", "in") and not span.content)
        goes_on = describes or (small and not head_last)
        beside = span.says("subject") or (beside and goes_on and not span.stop)
    return found


def _missing(span: Span, number: int, dropped: set[int], met: set[int]) -> bool:
    if number in met or number in dropped or any(span.says(section) for section in ALWAYS_PAINTED):
        return False
    if not span.meanings or span.says("things"):
        return True
    return span.content and not span.says("weather") and not _silent(span)


def _silent(span: Span) -> bool:
    return any(span.says(section) for section in SAYS_NOTHING)
