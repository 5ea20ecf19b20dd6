"""How near a sentence is in meaning to each kind, by the embedded model's own text encoder."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.scenes.kinds import KINDS
from core.scenes.vocabulary import table

PHRASES = 8
"""How many of a kind's English phrases stand for it, the first ones."""
SHARPNESS = 4
"""How much the nearest kind stands out from those that are nearly as near."""
FOLDER = Path(__file__).parents[2] / "models" / "mini"


def nearest_kinds(sentence: str, folder: Path = FOLDER) -> Mapping[str, float]:
    """Each kind's similarity to the sentence, the nearest 1 and the farthest 0; needs torch and transformers
    and, once loaded, takes milliseconds. ``folder`` holds ``text_encoder`` and ``tokenizer``."""
    wanted = _vectors(folder, (sentence,))[0]
    near = {name: max(_dot(wanted, vector) for vector in own) for name, own in _kinds(folder).items()}
    low, high = min(near.values()), max(near.values())
    return {name: ((value - low) / max(high - low, 1e-6)) ** SHARPNESS for name, value in near.items()}


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(first, second, strict=True))


@lru_cache(maxsize=2)
def _kinds(folder: Path) -> Mapping[str, list[list[float]]]:
    listed: Mapping[str, str] = table("en")["kinds"]
    phrases = {name: [each.strip() for each in listed[name].split(",")][:PHRASES] for name in KINDS}
    flat = tuple(phrase for own in phrases.values() for phrase in own)
    vectors = dict(zip(flat, _vectors(folder, flat), strict=True))
    return {name: [vectors[phrase] for phrase in own] for name, own in phrases.items()}


@lru_cache(maxsize=2)
def _encoder(folder: Path) -> tuple[Any, Any]:
    from transformers import AutoTokenizer, CLIPTextModel

    encoder = CLIPTextModel.from_pretrained(folder / "text_encoder").float().eval()
    return AutoTokenizer.from_pretrained(folder / "tokenizer"), encoder


def _vectors(folder: Path, phrases: tuple[str, ...]) -> list[list[float]]:
    """Unit vectors: the mean of the last hidden states over each phrase's words."""
    import torch

    tokenizer, encoder = _encoder(folder)
    words = tokenizer(list(phrases), padding=True, truncation=True, max_length=77, return_tensors="pt")
    with torch.no_grad():
        states = encoder(**words).last_hidden_state
    kept = words["attention_mask"].unsqueeze(-1)
    mean = (states * kept).sum(1) / kept.sum(1)
    return torch.nn.functional.normalize(mean, dim=1).tolist()
