"""What is said of a reading: what of a sentence was understood, and what nothing paints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.scenes.kinds import KINDS
from core.scenes.spec import SceneSpec
from core.scenes.vocabulary import Span
from core.scenes.wishes import Wish, Wishes

SAYS_NOTHING = (
    "shine",
    "subject",
    "quality",
    "glue",
    "roles",
    "places",
    "tones",
    "negation",
    "negation_before",
    "swap",
    "swap_for",
    "so",
    "own",
    "describing",
    "loose",
)
ALWAYS_PAINTED = ("light", "moods", "camera")
SEEN_WEATHER = frozenset({"lamplit", "starry", "foggy", "rainy", "stormy", "snowy"})
"""Weather that is seen, and not just light."""
LONGEST_ROLE = 3
"""Letters of the small words that a phrase of a place may begin with: "in", "am", "sur"."""
CARRIED = (*ALWAYS_PAINTED, "tones", "places")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence's ``spans``, and the numbers of those that were ``met`` (or shall not be there) and that
    only say what was photographed; ``taken`` are the kinds that stand for places, by the span that asks, and
    ``added`` the numbers of what is usually photographed, and shall stand beside the subject."""

    sentence: str
    spans: Sequence[Span]
    met: set[int]
    of_subject: set[int]
    taken: Mapping[int, str]
    added: set[int]

    def understood(self, wishes: Wishes, titles: Sequence[str]) -> tuple[str, ...]:
        """The phrases that are painted, in the person's own words, and what they were taken for; ``titles``
        are the kinds of places that suit."""
        behind = {wish.at for wish in (*wishes.places, *wishes.colours) if wish.role == "behind"}
        said: list[str] = []
        group: list[int] = []
        for number, span in enumerate(self.spans):
            carries = self._carries(number)
            if group and (span.stop or not (carries or self._joins(number))):
                said += self._phrase(group, behind)
                group = []
            if carries or group:
                group.append(number)
        said += self._phrase(group, behind)
        said += self._taken()
        if not wishes.named:
            several = f"{len(titles)} kinds of places" if len(titles) > 3 else " or ".join(titles).lower()
            said.append(f"no place named: {several}")
        return tuple(dict.fromkeys(said))

    def _carries(self, number: int) -> bool:
        span = self.spans[number]
        after = number + 1
        refuses = span.says("negation") and after < len(self.spans) and after in self.met
        return refuses or number in self.met or any(span.says(section) for section in CARRIED)

    def _joins(self, number: int) -> bool:
        """Whether a small word joins what it stands between: "table made of oak", "table en chêne"."""
        spans, span = self.spans, self.spans[number]
        after = next((at for at in range(number + 1, len(spans)) if not spans[at].says("glue")), None)
        if after is None or after not in self.met or spans[after].stop:
            return False
        joins = span.says("roles", "in") and not span.content and not spans[after].says("kinds")
        return span.says("glue") or joins

    def _phrase(self, group: Sequence[int], behind: set[int]) -> list[str]:
        """The group's words, unless none of them asks for anything; with what it is in front of said so."""
        last = max((at for at in group if not self.spans[at].says("glue")), default=-1)
        found = [self.spans[at] for at in group if at <= last]
        if not any(span.content for span in found):
            return []
        fronted = not behind.isdisjoint(group) and not any(
            span.says("places", "background") for span in found
        )
        return [("in front of: " if fronted else "") + self.sentence[found[0].start : found[-1].end]]

    def _taken(self) -> list[str]:
        """What misspelt words were read as, and which kind comes nearest to a place that is not painted."""
        nearest = [
            f"{span.text} as {KINDS[(*span.of('hints'), *span.of('names'))[0]].title.lower()}"
            for number, span in enumerate(self.spans)
            if (span.says("hints") or span.says("names")) and number in self.met and not span.says("props")
        ]
        taken = self.taken.items()
        nearest += [f"{self.spans[at].text} as {KINDS[kind].title.lower()}" for at, kind in taken]
        meant = [span.meant for span in self.spans if span.meant is not None]
        return [*(f"“{written}” read as “{word}”" for written, word in meant), *nearest]

    def not_painted(self, wishes: Wishes) -> tuple[str, ...]:
        """The phrases that ask for what is not painted, in the person's own words."""
        asked = (*wishes.materials, *wishes.colours)
        dropped = {wish.at for wish in asked if wish.place == "nothing" and wish.at not in self.met}
        dropped |= self.of_subject | self._said_twice()
        missing = {at for at in range(len(self.spans)) if at not in dropped and self._missing(at)}
        found: list[str] = []
        phrase: list[int] = []
        for at, span in enumerate(self.spans):
            goes_on = at in missing or (at in dropped and span.content) or self._describes(at, missing)
            if phrase and (span.stop or not goes_on):
                found.append(self._thing(phrase, missing))
                phrase = []
            if goes_on:
                phrase.append(at)
        found.append(self._thing(phrase, missing))
        return tuple(dict.fromkeys(thing for thing in found if thing))

    def _said_twice(self) -> set[int]:
        """What describes the same thing as a painted word beside it: a stuff ("cotton bedsheet"), or the sort
        of a place ("hotel bathroom")."""
        stuff = [number for number, span in enumerate(self.spans) if _is_stuff(span)]
        places = [number for number, span in enumerate(self.spans) if span.says("kinds") and not span.stop]
        joined = {at for at in places if at in self.met and not self._begins_with_role(at)}
        sorts = {at - 1 for at in joined if self.spans[at - 1].says("kinds")}
        return sorts | {at for at in stuff if {at - 1, at + 1} & self.met & set(stuff)}

    def _begins_with_role(self, number: int) -> bool:
        """Whether a phrase says how its place stands to what is before it: "in a rainforest"."""
        first, *more = self.spans[number].text.split()
        return bool(more) and len(first) <= LONGEST_ROLE

    def _describes(self, number: int, missing: set[int]) -> bool:
        """Whether a word only says how the missing thing beside it is."""
        beside = {number - 1, number + 1} & missing
        return bool(beside) and self.spans[number].says("describing")

    def _thing(self, phrase: Sequence[int], missing: set[int]) -> str:
        """A thing with what describes it, unless nothing but a description is left."""
        if missing.isdisjoint(phrase):
            return ""
        return self.sentence[self.spans[phrase[0]].start : self.spans[phrase[-1]].end]

    def _missing(self, number: int) -> bool:
        span = self.spans[number]
        if number in self.met or any(span.says(section) for section in ALWAYS_PAINTED):
            return False
        if not span.meanings or span.says("things") or number in self.added:
            return True
        silent = any(span.says(section) for section in SAYS_NOTHING)
        weather = span.says("weather") and SEEN_WEATHER.isdisjoint(span.of("weather"))
        return span.content and not weather and not silent


def _is_stuff(span: Span) -> bool:
    return (span.says("materials") or span.says("families")) and not span.says("kinds")


def described_subject(spans: Sequence[Span], head_last: bool) -> set[int]:
    """The numbers of unknown words right beside the subject, which describe it: "leather bag"."""
    found: set[int] = set()
    order = range(len(spans) - 1, -1, -1) if head_last else range(len(spans))
    beside = False
    for at in order:
        span = spans[at]
        describes = not span.known or span.says("things")
        if describes and beside:
            found.add(at)
        small = span.says("glue") or (span.says("roles", "in") and not span.content)
        goes_on = describes or (small and not head_last)
        beside = span.says("subject") or (beside and goes_on and not span.stop)
    return found


ABOVE = "Seen from above, the picture has the ground alone: nothing of what is behind or around it."


def left_out(wishes: Wishes, scene: SceneSpec) -> str | None:
    """That the ``scene`` as it was posed for its subject has not all that was named for its place, a
    sentence; else ``None``."""
    if scene.place.view == "above":
        return ABOVE if _reaches_beyond(wishes, scene) else None
    asked = wishes.kinds[0][0] if wishes.named else None
    if scene.place.view != "wall":
        return None
    if asked and asked not in {scene.kind, scene.backdrop} and not asked.endswith("_wall"):
        return f"What hangs is shown before a wall or a rail: there is no {KINDS[asked].title.lower()}."
    lost = list(dict.fromkeys(wish.any_of[0] for wish in _lost(wishes, scene)))
    return f"What hangs is shown before a wall or a rail, without {' and '.join(lost)}." if lost else None


def _reaches_beyond(wishes: Wishes, scene: SceneSpec) -> bool:
    """Whether something was named that is not on the ground of a ``scene`` that is seen from above."""
    asked = wishes.kinds[0][0] if wishes.named else None
    elsewhere = asked is not None and asked not in {scene.kind, scene.backdrop}
    roles = {wish.role for wish in (*wishes.places, *wishes.props)}
    if elsewhere and roles & {"behind", "in"}:
        return True
    beside = [wish for wish in wishes.places if {asked, scene.kind}.isdisjoint(wish.any_of)]
    shown = {scene.materials.ground, *scene.props}
    unseen = (wish for wish in beside if wish.role != "on" and shown.isdisjoint(wish.any_of))
    return bool(_lost(wishes, scene)) or any(unseen)


def _lost(wishes: Wishes, scene: SceneSpec) -> list[Wish]:
    """What was to be there besides, could be in the place that was named, and is not there."""
    if not wishes.kinds:
        return []
    named = KINDS[wishes.kinds[0][0]]
    could = {*named.things, *named.lain, *named.modelled} - {*scene.props, scene.kind}
    return [
        wish
        for wish in wishes.props
        if {*scene.props, scene.kind}.isdisjoint(wish.any_of) and not could.isdisjoint(wish.any_of)
    ]
