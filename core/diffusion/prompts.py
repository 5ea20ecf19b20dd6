"""Prompts of any length, with weights, as embeddings for Stable Diffusion.

Syntax and weighting are AUTOMATIC1111's (github.com/AUTOMATIC1111/stable-diffusion-webui, wiki page
"Features", section "Attention/emphasis", and its sd_emphasis.py): ``(word)`` counts 1.1 times,
``[word]`` 1/1.1 times, ``(word:1.3)`` 1.3 times, nested brackets multiply, ``\\(`` is a bracket in
the text. Other than there a bracket without its partner is text too, and weights end at ±10. As there,
``BREAK`` begins a new chunk, and a chunk that is full goes back to a comma within its last 20 tokens.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

MAX_WEIGHT = 10.0
BACK_TO_COMMA = 20
"""Tokens behind a full chunk's last comma that may go over into the next one, so that no phrase is cut."""

_TOKEN = re.compile(
    r"\\(?P<escaped>[()\[\]\\])"
    r"|(?P<opening>[(\[])"
    r"|:\s*(?P<weight>[+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*\)"
    r"|(?P<closing>[)\]])"
    r"|[^\\()\[\]:]+|[\\:]"
)
_BREAK = re.compile(r"\s*\bBREAK\b\s*")
_FACTOR = {"(": 1.1, "[": 1 / 1.1}

Chunk = tuple[list[int], list[float]]
"""Token numbers, start and end not counted, and a weight for each."""


def parse_weights(text: str) -> list[tuple[str, float]]:
    """The text in pieces with their weights (1.0 = as it is); text without brackets is one piece."""
    tokens = list(_TOKEN.finditer(text))
    factors = matched_brackets(tokens)
    pieces: list[tuple[str, float]] = []
    weights = [1.0]
    for number, token in enumerate(tokens):
        factor = factors.get(number)
        if factor is None:
            pieces.append((token["escaped"] or token[0], max(-MAX_WEIGHT, min(MAX_WEIGHT, weights[-1]))))
        elif token["opening"]:
            weights.append(weights[-1] * factor)
        else:
            weights.pop()
    groups = groupby(pieces, key=lambda piece: piece[1])
    return [("".join(word for word, _ in group), weight) for weight, group in groups]


def encode(
    tokenizer: Any, text_encoder: Any, prompt: str, negative_prompt: str, *, device: Any, dtype: Any
) -> "tuple[Tensor, Tensor]":
    """Embeddings of both prompts, each 1 × (n · tokenizer.model_max_length) × hidden size.

    ``n`` is 1 for prompts that fit (75 tokens of CLIP's 77); longer ones are encoded in as many
    chunks as they need, and the shorter of the two is filled up with empty ones. A prompt that fits
    and has no weights gets to the bit what diffusers' own ``encode_prompt`` makes of it.
    """
    both = [chunks_of(tokenizer, text) for text in (prompt, negative_prompt)]
    count = max(len(chunks) for chunks in both)
    prompt_embeds, negative_prompt_embeds = (
        embedded(tokenizer, text_encoder, [*chunks, *[([], [])] * (count - len(chunks))], device, dtype)
        for chunks in both
    )
    return prompt_embeds, negative_prompt_embeds


def matched_brackets(tokens: Sequence[re.Match[str]]) -> dict[int, float]:
    """The factor of every bracket that has its partner, by number of token, for both of the pair."""
    factors: dict[int, float] = {}
    unclosed: list[int] = []
    waiting = {"(": 0, "[": 0}
    for number, token in enumerate(tokens):
        if opening := token["opening"]:
            unclosed.append(number)
            waiting[opening] += 1
        elif token["closing"] or token["weight"]:
            partner = "[" if token[0] == "]" else "("
            while waiting[partner]:
                start = unclosed.pop()
                waiting[tokens[start][0]] -= 1
                if tokens[start][0] == partner:
                    factors[start] = factors[number] = float(token["weight"] or _FACTOR[partner])
                    break
    return factors


def chunks_of(tokenizer: Any, text: str) -> list[Chunk]:
    """The text's tokens in as many chunks as the text encoder needs to see them all; one that is empty for
    an empty text. No phrase between commas is cut where it is short; ``BREAK`` begins a chunk."""

    def numbers_of(words: str) -> list[int]:
        found: list[int] = tokenizer(words, add_special_tokens=False, verbose=False).input_ids
        return found

    parts: list[Chunk] = [([], [])]
    for piece, weight in parse_weights(text):
        for number, words in enumerate(_BREAK.split(piece)):
            if number:
                parts.append(([], []))
            found = numbers_of(words) if words else []
            parts[-1][0].extend(found)
            parts[-1][1].extend([weight] * len(found))
    size, comma = tokenizer.model_max_length - 2, numbers_of(",")
    chunks = [chunk for part in parts for chunk in divided(part, size, comma[-1] if comma else -1)]
    return chunks or [([], [])]


def divided(part: Chunk, size: int, comma: int) -> list[Chunk]:
    """Tokens in chunks of at most ``size``, each ending behind a ``comma`` where one is near its end."""
    numbers, weights = part
    chunks: list[Chunk] = []
    start = 0
    while start < len(numbers):
        end = start + size
        if end < len(numbers) and numbers[end] != comma:
            near = range(end - 1, max(start, end - BACK_TO_COMMA - 1) - 1, -1)
            end = next((at + 1 for at in near if numbers[at] == comma), end)
        chunks.append((numbers[start:end], weights[start:end]))
        start = end
    return chunks


def embedded(tokenizer: Any, text_encoder: Any, chunks: Sequence[Chunk], device: Any, dtype: Any) -> "Tensor":
    """The chunks' embeddings one behind the other, 1 × (n · tokenizer.model_max_length) × hidden size."""
    import torch

    with torch.no_grad():
        parts = [embedded_chunk(tokenizer, text_encoder, chunk, device) for chunk in chunks]
        return torch.cat(parts, dim=1).to(dtype=dtype, device=device)


def embedded_chunk(tokenizer: Any, text_encoder: Any, chunk: Chunk, device: Any) -> "Tensor":
    """One chunk, 1 × tokenizer.model_max_length × hidden size; start, end and filling weigh 1."""
    import torch

    numbers, weights = chunk
    filling = tokenizer.model_max_length - len(numbers) - 2
    numbers = [tokenizer.bos_token_id, *numbers, tokenizer.eos_token_id, *[tokenizer.pad_token_id] * filling]
    states = text_encoder(torch.tensor([numbers], device=device))[0]
    if all(weight == 1.0 for weight in weights):
        return states
    factors = torch.tensor([1.0, *weights, 1.0, *[1.0] * filling], device=states.device)
    weighted = states.float() * factors[None, :, None]
    # A1111 finds this "likely not correct, but it seems to work well to prevent artifacts".
    # A last layer norm without a bias leaves a mean of nought but for rounding: nothing to keep then.
    before, after = states.float().mean(), weighted.mean()
    kept = before / after if min(abs(float(before)), abs(float(after))) > 1e-6 else 1.0
    return (weighted * kept).to(states.dtype)
