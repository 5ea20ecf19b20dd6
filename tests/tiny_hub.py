"""The layout that repositories have on the hub, and in its cache."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"


def hub_cache(folder: Path, repositories: Mapping[str, Path]) -> Path:
    """A hub cache in ``folder`` that holds each repository under its hub id, at a made-up commit.

    Set ``HF_HUB_CACHE`` to it. Commits are those of ``commit_of``.
    """
    for name, source in repositories.items():
        root = folder / f"models--{name.replace('/', '--')}"
        (root / "refs").mkdir(parents=True)
        (root / "refs" / "main").write_text(commit_of(name))
        shutil.copytree(source, root / "snapshots" / commit_of(name))
    return folder


def commit_of(name: str) -> str:
    """The commit that ``hub_cache`` gives a repository."""
    return hashlib.sha1(name.encode()).hexdigest()


def index_as_on_the_hub(path: Path) -> None:
    """Name a safety checker, whose files are not there."""
    index = json.loads(path.read_text())
    index["safety_checker"] = ["stable_diffusion", "StableDiffusionSafetyChecker"]
    index["feature_extractor"] = ["transformers", "CLIPImageProcessor"]
    path.write_text(json.dumps(index, indent=2))


def tokenizer_as_on_the_hub(path: Path) -> None:
    """vocab.json and merges.txt, as repositories of that time hold, in place of one tokenizer.json."""
    model = json.loads((path / "tokenizer.json").read_text())["model"]
    (path / "tokenizer.json").unlink()
    (path / "vocab.json").write_text(json.dumps(model["vocab"]))
    merges = "\n".join(" ".join(merge) for merge in model["merges"])
    (path / "merges.txt").write_text(f"#version: 0.2\n{merges}\n")
    special = {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END}
    (path / "special_tokens_map.json").write_text(json.dumps(special))
    config = {**special, "model_max_length": 77, "tokenizer_class": "CLIPTokenizer"}
    (path / "tokenizer_config.json").write_text(json.dumps(config))
