"""Goes on from the model that is shipped, where no checkpoint of its training is at hand."""

import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderTiny, ControlNetModel, UNet2DConditionModel
from transformers import CLIPTextModel

from training import autoencoder, text
from training.diffusion import Trainer
from training.options import Options


def start(options: Options, folder: Path) -> None:
    """Write the work folder's tokenizer and checkpoints from the model in ``folder`` (the hub's layout).

    Its half precision is all there is: the optimisers start anew, and the diffusion training counts its
    steps from 0. Raises ``FileExistsError`` where a checkpoint of the diffusion training lies already.
    """
    if (options.work / "diffusion.pt").exists():
        raise FileExistsError(f"{options.work / 'diffusion.pt'} is there already: go on from it.")
    options.work.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder / "tokenizer", options.work / "tokenizer", dirs_exist_ok=True)
    scale = keep_autoencoder(options, AutoencoderTiny.from_pretrained(folder / "vae"))
    trainer = Trainer(options, text.load_tokenizer(options), scale, "cpu")
    words = CLIPTextModel.from_pretrained(folder / "text_encoder").float().state_dict()
    torch.save({"encoder": words}, options.work / "words.pt")
    shipped = {
        "unet": UNet2DConditionModel.from_pretrained(folder / "unet"),
        "controlnet": ControlNetModel.from_pretrained(folder / "controlnet"),
    }
    for name, network in shipped.items():
        for networks in (trainer.networks, trainer.average):
            networks[name].load_state_dict(network.float().state_dict())
    trainer.save(options.work / "diffusion.pt")


def keep_autoencoder(options: Options, shipped: AutoencoderTiny) -> float:
    """Write the autoencoder's checkpoint, as one whose training is over; returns its latents' scale."""
    model = autoencoder.build(options)
    model.load_state_dict(shipped.float().state_dict())
    optimiser = torch.optim.AdamW(model.parameters())
    state = {
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": options.autoencoder_steps,
    }
    torch.save(state, options.work / "autoencoder.pt")
    return float(shipped.config.scaling_factor)
