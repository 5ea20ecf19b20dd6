"""Words that every part of the pages uses: for a run's state, its rating, and what a request's fields say."""

import re
from collections.abc import Mapping

from core.request import GenerationRequest
from store.records import RunStatus

STATUS_WORDS: Mapping[RunStatus, str] = {
    RunStatus.QUEUED: "Queued",
    RunStatus.RUNNING: "Running",
    RunStatus.FINISHED: "Finished",
    RunStatus.FAILED: "Failed",
    RunStatus.CANCELLED: "Cancelled",
    RunStatus.INTERRUPTED: "Interrupted",
}

GUESSED = "As it looks"
"""What is guessed from the photo."""
VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "pose": {"auto": GUESSED, "stands": "Stands", "lies": "Lies", "hangs": "Hangs"},
    "size": {"auto": GUESSED, "hand": "Hand-sized", "life": "Life-sized", "large": "As a car"},
    "scene.held": {
        "clips": "A hanger",
        "wall": "The wall itself",
        "support": "What it is set on",
        "ground": "The ground",
    },
    "background.kind": {
        "colour": "Plain",
        "gradient": "Gradient",
        "transparent": "Transparent",
        "picture": "Picture",
    },
    "canvas": {"photo": "As the photo"},
    "scene.light.time": {
        "morning": "Morning",
        "day": "Day",
        "overcast": "Overcast",
        "foggy": "Fog",
        "golden": "Golden hour",
        "sunset": "Sunset",
        "dusk": "Dusk",
        "night": "Night",
    },
    "scene.light.pattern": {
        "none": "No shadows in it",
        "window": "Window",
        "blinds": "Blinds",
        "spot": "A spotlight",
        "palm": "Palm leaves",
        "leaves": "Leaves",
    },
}
"""By field, what its values are called in the form and in every table."""
_OF_THE_LIGHT = "As the light has it"
NOTHING_WORDS: Mapping[str, str] = {
    "depth_model": "The model's own",
    "matte_threshold": "soft",
    "place": "By itself",
    "shadow_softness": _OF_THE_LIGHT,
    "shadow_direction": _OF_THE_LIGHT,
    "shadow_length": _OF_THE_LIGHT,
}
"""By field, what it is called that nothing is said."""

_TITLES = {name: str(field.title) for name, field in GenerationRequest.model_fields.items()}
_FIRST = {"The prompt": "The scene", "The negative prompt": "What to avoid", **_TITLES}
_NAMED = re.compile(rf"^(?:{'|'.join(map(re.escape, _FIRST))})(?= )|\b[a-z]+(?:_[a-z]+)+\b")


def in_page_words(sentence: str) -> str:
    """A sentence of the engine's about a request, with its fields called as on pages."""
    return _NAMED.sub(lambda hit: _FIRST.get(hit[0], hit[0]), sentence)


def stars_text(stars: int | None) -> str:
    """A rating as five stars; nothing where there is none."""
    return "" if stars is None else "★" * stars + "☆" * (5 - stars)
