"""Puts the trained parts together as `models/mini`: a diffusers folder in half precision, depth beside it."""

import hashlib
import json
import shutil
from pathlib import Path

import torch
from diffusers import StableDiffusionControlNetInpaintPipeline

from training import autoencoder, depth, text, upscaler
from training.diffusion import Trainer
from training.options import Options

SHARD_SIZE = "15MB"


def load_pipeline(options: Options) -> StableDiffusionControlNetInpaintPipeline:
    """The pipeline of the averaged weights in the checkpoints."""
    tokenizer = text.load_tokenizer(options)
    trainer = Trainer(options, tokenizer, 1.0, "cpu")
    trainer.resume(options.work / "diffusion.pt")
    trainer.read_words(options.work / "words.pt")
    vae = autoencoder.build(options)
    vae.load_state_dict(torch.load(options.work / "autoencoder.pt", map_location="cpu")["model"])
    vae.register_to_config(scaling_factor=round(trainer.scale, 5))
    networks = trainer.average.eval()
    return StableDiffusionControlNetInpaintPipeline(
        vae=vae.eval(),
        text_encoder=trainer.text_encoder,
        tokenizer=tokenizer,
        unet=networks["unet"],
        controlnet=networks["controlnet"],
        scheduler=trainer.scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def export(options: Options, folder: Path) -> None:
    """Write everything to ``folder``; what lay there before is replaced, its README.md kept."""
    waiting = folder.with_name(folder.name + ".new")
    shutil.rmtree(waiting, ignore_errors=True)
    load_pipeline(options).to(torch.float16).save_pretrained(waiting, max_shard_size=SHARD_SIZE)
    depth.carry(options, folder, waiting)
    upscaler.carry(options, folder, waiting)
    card = folder / "README.md"
    if card.exists():
        shutil.copy(card, waiting / "README.md")
    shutil.rmtree(folder, ignore_errors=True)
    waiting.replace(folder)
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """``SHA256SUMS.json``: every weight file's hash, and the size of all together."""
    files = sorted(folder.rglob("*.safetensors"))
    sums = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    total = sum(path.stat().st_size for path in files)
    (folder / "SHA256SUMS.json").write_text(json.dumps({"bytes": total, "sha256": sums}, indent=2) + "\n")
    largest = max(path.stat().st_size for path in files)
    print(f"{total / 1e6:.1f} MB in {len(files)} files, the largest {largest / 1e6:.1f} MB")
