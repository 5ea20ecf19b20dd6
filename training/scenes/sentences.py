"""Sentences that say what a scene shows, in the many ways people write them.

Kept apart from the scenes, so that a scene's facts can be worded anew each time it is learned from.
"""

import re
from collections.abc import Sequence

import numpy as np

from training.wordings import FILLERS

Random = np.random.Generator
Details = Sequence[str | Sequence[str]]

LENS = (
    "out of focus", "blurred background", "bokeh", "shallow depth of field", "soft focus",
    "blurry background", "f/1.8", "soft blurred", "85mm lens", "50mm", "f/1.4", "macro",
    "wide aperture", "creamy bokeh", "defocused", "blurred behind", "close-up",
)  # fmt: skip
QUALITY = (
    "photo", "product photo", "professional photography", "realistic", "high quality", "photograph",
    "4k", "studio quality", "commercial photography", "advertising photo", "sharp", "detailed",
    "beautiful", "elegant", "stock photo", "editorial", "lifestyle photo", "e-commerce",
    "catalogue photo", "award winning", "hd", "raw photo", "cinematic", "instagram", "aesthetic",
    "nice", "premium", "photorealistic", "8k", "best quality",
)  # fmt: skip
LEADS = (
    "placed on ", "standing in ", "in front of ", "with ", "set in ", "a photo of ", "background of ",
    "on ", "in ", "a product on ", "subject in ", "put it on ", "put it in ", "sitting on ",
    "standing on ", "resting on ", "at ", "a picture of ", "against ", "in the middle of ",
    "surrounded by ", "product shot on ", "photographed in ", "a view of ", "scene with ",
    "somewhere in ", "lying on ", "displayed on ", "presented on ", "by ", "near ",
)  # fmt: skip
SUBJECTS = (
    "bottle", "perfume bottle", "shoe", "sneaker", "handbag", "watch", "vase", "cup", "mug", "plant",
    "chair", "lamp", "book", "camera", "phone", "laptop", "headphones", "cosmetic jar", "cream",
    "lipstick", "candle", "wine bottle", "juice", "can", "box", "package", "toy", "cat", "dog", "horse",
    "bird", "person", "woman", "man", "girl", "boy", "child", "car", "bicycle", "motorbike", "shirt",
    "dress", "hat", "jacket", "jeans", "skirt", "yoghurt", "milk", "lemon", "banana", "apple", "fruit",
    "cake", "bread", "coffee", "tea", "plate", "bowl", "teapot", "guitar", "sculpture", "statue",
    "ring", "necklace", "sunglasses", "backpack", "suitcase", "speaker", "soap", "shampoo", "product",
    "object", "subject", "item", "model", "animal", "portrait",
)  # fmt: skip
ARTICLES = ("a ", "the ", "my ", "our ", "this ", "")
SAME = {
    "table": ("table", "tabletop", "table top"), "background": ("background", "backdrop"),
    "sea": ("sea", "ocean"), "at night": ("at night", "by night", "nighttime"),
    "backdrop": ("backdrop", "background"), "sunny": ("sunny", "sunlit", "bright sunny"),
    "forest": ("forest", "woods", "woodland"), "cozy": ("cozy", "cosy", "homely"),
    "coffee shop": ("coffee shop", "café", "coffee house"), "grey": ("grey", "gray"),
    "street": ("street", "road", "avenue"), "morning": ("morning", "early morning", "dawn"),
    "mountains": ("mountains", "peaks", "alps", "mountain range"),
    "blurred": ("blurred", "blurry", "defocused"),
    "soft light": ("soft light", "gentle light", "diffused light"),
    "wooden": ("wooden", "wood", "timber"), "snowy": ("snowy", "snow-covered", "wintry"),
    "meadow": ("meadow", "grassland", "field"), "floor": ("floor", "ground"),
    "beach": ("beach", "seaside", "shore"), "evening": ("evening", "late evening"),
    "warm light": ("warm light", "warm glow", "warm lighting"), "dark": ("dark", "dim"),
    "lights": ("lights", "lamps"), "modern": ("modern", "contemporary", "minimalist"),
    "rustic": ("rustic", "weathered", "farmhouse"),
}  # fmt: skip
"""Words that mean the same here; one in four sentences has some of them exchanged."""
JOINTS = (", ", ", ", ", ", ", ", " ", " and ", " with ", "; ", " - ", ". ")


def caption(rng: Random, phrases: Sequence[str], details: Details, wordings: Sequence[str] = ()) -> str:
    """One sentence: a main phrase or, half the time, one of ``wordings``, which need no words before them;
    some of its details in any order, sometimes a subject, words of lens and quality, words that say
    nothing, synonyms and capitals."""
    if wordings and rng.random() < 0.5:
        parts = [freely(rng, wordings[rng.integers(len(wordings))])]
    else:
        parts = [opening(rng, str(rng.choice(phrases)))]
    keep = rng.choice([0.0, 0.5, 0.9])
    rest = [one_of(rng, detail) for detail in details if rng.random() < keep]
    added = ((LENS, 0.2), (QUALITY, 0.2), (FILLERS, 0.15))
    rest += [str(rng.choice(words)) for words, share in added if rng.random() < share]
    rng.shuffle(rest)
    parts += rest
    if rng.random() < 0.15 and len(parts) > 1:
        parts = [*parts[1:], parts[0]]
    return finished(rng, str(rng.choice(JOINTS)).join(parts))


def opening(rng: Random, phrase: str) -> str:
    """The main phrase as it is, or after words such as "a bottle on"."""
    draw = rng.random()
    if draw < 0.4:
        return phrase
    lead = str(rng.choice(LEADS))
    if lead.startswith(phrase.split(maxsplit=1)[0] + " "):
        return phrase
    subject = str(rng.choice(ARTICLES)) + str(rng.choice(SUBJECTS)) + " " if draw > 0.75 else ""
    article = "a " if rng.random() < 0.2 and not phrase.endswith("s") else ""
    return subject + lead + article + phrase


def freely(rng: Random, wording: str) -> str:
    """A wording as it is, or after a subject or words such as "in front of"."""
    draw = rng.random()
    if draw < 0.7:
        return wording
    if draw < 0.85:
        return str(rng.choice(LEADS)) + wording
    return str(rng.choice(ARTICLES)) + str(rng.choice(SUBJECTS)) + str(rng.choice((" ", ", "))) + wording


def one_of(rng: Random, detail: str | Sequence[str]) -> str:
    """A detail's one wording, or one of its alternatives."""
    return detail if isinstance(detail, str) else str(rng.choice(detail))


def finished(rng: Random, sentence: str) -> str:
    """Some words exchanged for others of the same meaning; a capital and a full stop now and then."""
    if rng.random() < 0.25:
        for word, others in SAME.items():
            if word in sentence and rng.random() < 0.6:
                sentence = re.sub(rf"\b{word}\b", str(rng.choice(others)), sentence, count=1)
    if rng.random() < 0.1:
        sentence = sentence[:1].upper() + sentence[1:]
    return sentence + "." if rng.random() < 0.08 else sentence
