"""Scenes to begin with, and what makes a good sentence."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "Studio": "on a white studio floor, soft light",
    "Table": "on an oak table, soft light from a window",
    "Beach": "on a sandy beach, blue sea, sunny day",
    "City at night": "on a street in a city at night, lights out of focus",
    "Forest": "in a green forest, sunbeams between the trees",
    "Mountains": "on a rock, snowy mountains, clear blue sky",
    "Meadow": "in a green meadow, late afternoon sun",
    "Sunset": "by the sea at sunset",
}
"""A short name for each sentence; words that the built-in model knows as well."""

ADVICE = (
    "Do not describe the subject: it stays as it is. Say what it stands on (placed on a wooden table), "
    "the scene around it, and the light. English works best."
)
AVOID_ADVICE = "What should not appear in the background; each model brings its own list."


def with_example(prompt: str, name: str) -> str:
    """The prompt once the example ``name`` was picked: in place of nothing or of another example, else
    after what the user wrote."""
    sentence, own = EXAMPLES[name], prompt.strip()
    if not own or own in EXAMPLES.values():
        return sentence
    return prompt if sentence in own else f"{own.rstrip(',. ')}, {sentence}"
