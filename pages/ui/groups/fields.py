"""What can be varied, in the words of the form, and how its values are given: chosen, or typed."""

from collections.abc import Callable, Mapping

from core.groups.scene_fields import FIELDS, is_colour, scene_choices, scene_limits
from core.groups.variants import word_lists
from core.models.matting_models import MATTING_MODELS
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS
from core.request import GenerationRequest, bounds, choices, kinds
from core.scenes.kinds import KINDS
from core.studio import Studio
from pages.ui.runs.describe import ONLY_SCENES, UNUSED_BY_SCENES
from pages.ui.runs.names import field_title, value_words

WORDS, PHOTO, PRESET, PROMPT, SCENE, FURTHER = "words", "photo", "preset", "prompt", "scene", "also"
FIRST = ("seed", PROMPT, WORDS, SCENE, "profile", PHOTO, PRESET)
"""What comes first in the list; a scene's own fields follow, then the others of a request in its order."""
OWN_TITLES = {
    PROMPT: "Scene (the sentence)",
    WORDS: "Words of the sentence",
    SCENE: "Kind of scene",
    PHOTO: "Photo",
    PRESET: "Preset",
}
TYPED = {
    "background": ("white, #f4f1ec, transparent", "Colours, two with .. between them, or transparent"),
    "canvas": ("1:1, 4:5, 1600x1200", "Ratios, sizes in px, or shops, with commas between them"),
    "place": ("0.5 0.6 0.7, 0.4 0.6 0.5", "Middle across, middle down and size, as shares of the canvas"),
    "room": (
        "5 | 20 | 10,10,30,5",
        "Per cent for all sides, or left, right, above, below; | between them; 0 to 1: room around the photo",
    ),
}
"""What is typed for fields that are no numbers, and what is said of it."""
NOT_VARIED = {"schema_version"}
WHOLE_FROM = 10
"""A range wider than that is one of degrees."""


def varied(profile: ModelProfile | None) -> dict[str, str]:
    """What a grid can vary, with its title: fields that change nothing with the profile are left out."""
    without = NOT_VARIED if profile is None else UNUSED_BY_SCENES if profile.paints_scenes else ONLY_SCENES
    names = [name for name in GenerationRequest.model_fields if name not in {*without, *NOT_VARIED, *FIRST}]
    of_scenes = FIELDS if profile is not None and profile.paints_scenes else ()
    return {name: OWN_TITLES.get(name) or field_title(name) for name in (*FIRST, *of_scenes, *names)}


def options(studio: Studio, name: str, kind: str | None = None) -> Mapping[str, str] | None:
    """The values that a field can only take, each with its title; ``None`` where they are typed. ``kind`` is
    the kind of scene where all pictures have the same."""
    if name in {WORDS, PHOTO, FURTHER}:
        return None
    if name in FIELDS:
        found = scene_choices(name, kind)
        typed = scene_limits(name) is not None or is_colour(name)
        return None if typed else {word: value_words(name, word) or word.capitalize() for word in found}
    own: Mapping[str, Callable[[], Mapping[str, str]]] = {
        PRESET: lambda: {preset.name: preset.name for preset in studio.presets.all()},
        SCENE: lambda: {kind: KINDS[kind].title for kind in KINDS},
        "profile": lambda: {key: profile.title for key, profile in studio.profiles().items()},
        "matting_model": lambda: {key: model.title for key, model in MATTING_MODELS.items()},
        "depth_model": lambda: {"none": "The model's own", **{key: key for key in DEPTH_MODELS}},
    }
    if name in own:
        return own[name]()
    if kinds(name) == (bool,):
        return {"on": "On", "off": "Off"}
    return {word: value_words(name, word) or word for word in choices(name)} or None


def hint(studio: Studio, name: str) -> tuple[str, str]:
    """For a field that is typed: what stands in its place before, and what is said of it."""
    if name == PROMPT:
        lists = ", ".join(f"__{one}__" for one in word_lists(studio.settings.data_dir / "wordlists")[:5])
        told = "Sentences with | between them; {a|b} makes one of each"
        return "on an {oak|walnut} table | by the sea", f"{told}; lists of words: {lists}" if lists else told
    if name == "negative_prompt":
        return "people | text", "Sentences with | between them"
    if name in FIELDS:
        return _scene_hint(name)
    if name in TYPED:
        return TYPED[name]
    limits = bounds(name)
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    within = f" from {_number(low)} to {_number(high)}" if low is not None and high is not None else ""
    if int in kinds(name):
        return "1, 2, .., 6", f"Numbers{within}: 1, 2, 5 or 1..6 or 10..50 step 10"
    return "1, 1.5, .., 4", f"Numbers{within}: 0.4, 0.7 or 0.5..2 step 0.5"


def _number(value: float) -> str:
    """A limit as it is typed: whole ones with all their digits."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def _scene_hint(name: str) -> tuple[str, str]:
    limits = scene_limits(name)
    if limits is None:
        return "#c8a27c, teal, none", "Colours: #c8a27c or a name; none is the place's own"
    told = f"Numbers from {_number(limits[0])} to {_number(limits[1])}"
    if limits[1] - limits[0] > WHOLE_FROM:
        return "20, 40, 60", f"{told}, degrees: 20, 40 or 10..70 step 15"
    return "0, 0.5, 1", f"{told}: 0, 0.5 or 0..1 step 0.25"
