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
    "do not describe the subject: it stays as it is. Say what it stands on (placed on a wooden table), "
    "the scene around it, and the light. English works best."
)
AVOID_ADVICE = "what should not appear in the background; each model brings its own list."


def own_words(prompt: str) -> tuple[str, str | None]:
    """What the user wrote, and the name of the example that the prompt is or ends with."""
    own = prompt.strip()
    for name, sentence in EXAMPLES.items():
        if own == sentence:
            return "", name
        if own.endswith(f", {sentence}"):
            return own.removesuffix(f", {sentence}"), name
    return own, None


def with_example(prompt: str, name: str | None) -> str:
    """The prompt with the example ``name``, ``None`` for none: in place of another example that was picked
    before, after what the user wrote."""
    own, before = own_words(prompt)
    if name is None:
        return own if before else prompt
    sentence = EXAMPLES[name]
    return f"{own.rstrip(',. ')}, {sentence}" if own else sentence
