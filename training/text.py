"""The prompt side: a CLIP tokenizer with its own small vocabulary and a small CLIPTextModel."""

import json
from collections.abc import Iterable
from pathlib import Path

import torch
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from training.options import Options

START, END = "<|startoftext|>", "<|endoftext|>"


def byte_alphabet() -> list[str]:
    """The 256 printable stand-ins for bytes that byte-level BPE writes."""
    from tokenizers.pre_tokenizers import ByteLevel

    return sorted(ByteLevel.alphabet())


def train_tokenizer(captions: Iterable[str], vocabulary: int) -> CLIPTokenizer:
    """Byte-pair merges learned from the captions; every byte is known, so any word can be spelled."""
    letters = byte_alphabet()
    known = [*letters, *(letter + "</w>" for letter in letters)]
    base = CLIPTokenizer(vocab={token: n for n, token in enumerate([*known, START, END])}, merges=[])
    learned = base.train_new_from_iterator(list(captions), vocab_size=vocabulary)
    pairs = [tuple(pair) for pair in json.loads(learned.backend_tokenizer.to_str())["model"]["merges"]]
    # The trainer drops letters that no caption holds; with all of them kept, no word is unknown.
    every = list(dict.fromkeys([*known, *(first + second for first, second in pairs), START, END]))
    return CLIPTokenizer(vocab={token: n for n, token in enumerate(every)}, merges=pairs, model_max_length=77)


def build(options: Options, tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """The untrained text encoder for this tokenizer."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=len(tokenizer),
            hidden_size=options.text_width,
            intermediate_size=4 * options.text_width,
            num_hidden_layers=options.text_layers,
            num_attention_heads=max(1, options.text_width // 32),
            max_position_embeddings=77,
            projection_dim=options.text_width,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )


def tokens(tokenizer: CLIPTokenizer, captions: list[str]) -> torch.Tensor:
    """B×77 token numbers, padded and cut as the pipeline does."""
    return tokenizer(
        captions, padding="max_length", max_length=77, truncation=True, return_tensors="pt"
    ).input_ids


def save(tokenizer: CLIPTokenizer, folder: Path) -> None:
    """Write the tokenizer in the hub's layout."""
    tokenizer.save_pretrained(folder)
