"""The prompt side: CLIP's tokenizer with its own vocabulary, and a small CLIPTextModel.

The vocabulary (the byte-pair merges of OpenAI's CLIP, MIT) is taken out of the wheel of
``open_clip_torch``, which is fetched from the package index, checked by hash and not installed.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers.pre_tokenizers import ByteLevel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from core.models.download_sources import from_wheel
from training.options import Options
from training.scenes.sentences import LEADS, LENS, QUALITY, SAME, SUBJECTS
from training.shards import shard_paths
from training.wordings import FILLERS, RULES

CLIPS_MERGES = 49_152 - 256 - 2
"""How many merges of the list CLIP itself uses."""
START, END = "<|startoftext|>", "<|endoftext|>"
MERGES_SHA256 = "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"
MERGES_WAY = from_wheel("open-clip-torch", "3.3.0", "open_clip/bpe_simple_vocab_16e6.txt.gz")
MERGES = 30_000
"""How many of the list's 48,894 merges are used, since all embeddings are one tensor and no file of the model
may take 16 MB: those that the captions' words need, and the most frequent ones. Other words are spelled in
more pieces."""


def fetch_merges(options: Options) -> Path:
    """CLIP's list of byte-pair merges, fetched once; raises ``ValueError`` for a file of another hash."""
    path = options.work / "bpe_simple_vocab_16e6.txt.gz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        MERGES_WAY(part, lambda done: None)
        found = hashlib.sha256(part.read_bytes()).hexdigest()
        if found != MERGES_SHA256:
            raise ValueError(f"CLIP's vocabulary came with another hash ({found}); nothing was kept.")
        part.replace(path)
    return path


def clip_tokenizer(merges: Path, words: Iterable[str] = (), limit: int = MERGES) -> CLIPTokenizer:
    """CLIP's tokenizer, with ``limit`` of the merges listed in ``merges`` line by line after a heading:
    every one that a word of ``words`` takes, so that it is cut as CLIP cuts it, and the first of the rest."""
    lines = gzip.decompress(merges.read_bytes()).decode().split("\n")[1 : CLIPS_MERGES + 1]
    pairs = [(line.split()[0], line.split()[1]) for line in lines if line]
    ranks = {pair: rank for rank, pair in enumerate(pairs)}
    needed = {rank for word in words for rank in merges_of(word, ranks)}
    rest = [rank for rank in range(len(pairs)) if rank not in needed]
    kept = [pairs[rank] for rank in sorted(needed | set(rest[: max(0, limit - len(needed))]))]
    letters = in_clips_order(ByteLevel.alphabet())
    known = [*letters, *(letter + "</w>" for letter in letters), *(a + b for a, b in kept), START, END]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(known))}
    return CLIPTokenizer(vocab=vocabulary, merges=kept, model_max_length=77)


def merges_of(word: str, ranks: Mapping[tuple[str, str], int]) -> list[int]:
    """The ranks of the merges that byte-pair encoding applies to ``word`` (ASCII letters only)."""
    pieces, used = [*word[:-1], word[-1] + "</w>"], []
    while len(pieces) > 1:
        rank, at = min((ranks.get(pair, len(ranks)), at) for at, pair in enumerate(pairwise(pieces)))
        if rank == len(ranks):
            break
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
        used.append(rank)
    return used


def words_of(options: Options) -> set[str]:
    """Every word of the rendered scenes' captions, and of other people's."""
    found: set[str] = set()
    for path in shard_paths(options):
        with np.load(path) as shard:
            for words in set(shard["words"].tolist()):
                found.update(re.findall("[a-z]+", str(words).lower()))
    listed = [*LENS, *QUALITY, *LEADS, *SUBJECTS, *SAME, *(word for same in SAME.values() for word in same)]
    listed += [*FILLERS, *(wording.lower() for rule in RULES for wording in rule.wordings)]
    found.update(word for phrase in listed for word in re.findall("[a-z]+", phrase))
    return found


def in_clips_order(letters: list[str]) -> list[str]:
    """The 256 stand-ins for bytes as CLIP numbers them: those that print as themselves first."""
    return sorted(letters, key=lambda letter: (ord(letter) > 255, ord(letter)))


def build(options: Options, tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """The untrained text encoder for this tokenizer; words it never meets stay near zero."""
    model = CLIPTextModel(
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
    torch.nn.init.normal_(model.get_input_embeddings().weight, std=0.01)
    return model


def tokens(tokenizer: CLIPTokenizer, captions: list[str]) -> torch.Tensor:
    """B×77 token numbers, padded and cut as the pipeline does."""
    return tokenizer(
        captions, padding="max_length", max_length=77, truncation=True, return_tensors="pt"
    ).input_ids


def load_tokenizer(options: Options) -> CLIPTokenizer:
    """The tokenizer in the work folder, made at first."""
    folder = options.work / "tokenizer"
    if not folder.exists():
        clip_tokenizer(fetch_merges(options), words_of(options)).save_pretrained(folder)
    return CLIPTokenizer.from_pretrained(folder)
