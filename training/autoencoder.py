"""Trains the autoencoder: AutoencoderTiny with four levels, so one latent cell per 8×8 pixels.

It starts as an average-and-interpolate identity (three latent channels are the blurred RGB), which
saves most of the training: 25 dB before the first step instead of noise.
"""

import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

from training.networks import arithmetic
from training.options import Options
from training.shards import shard_paths

LATENT_GAIN = 3.0
NOISE = 0.12
"""Standard deviation of what ``blurred_a_little`` adds at most, about a tenth of the latents' own."""
BINOMIAL = torch.tensor([1.0, 2.0, 1.0])[:, None] * torch.tensor([1.0, 2.0, 1.0])[None] / 16


def build(options: Options) -> AutoencoderTiny:
    """The untrained autoencoder, initialised as the identity on blurred RGB."""
    model = AutoencoderTiny(
        encoder_block_out_channels=(options.encoder_width,) * 4,
        decoder_block_out_channels=(options.decoder_width,) * 4,
        num_encoder_blocks=(0, 1, 1, 2),
        # Many blocks where the picture is small: full size costs a decoder most of its time.
        num_decoder_blocks=(4, 3, 1, 0),
        latent_channels=4,
        upsample_fn="bilinear",
    )
    start_as_identity(model)
    return model


def pass_through(layer: nn.Conv2d, kernel: Tensor, gain: float = 1.0, bias: float = 0.0) -> None:
    """Make the first three output channels copies of the first three inputs under ``kernel``."""
    with torch.no_grad():
        for channel in range(3):
            layer.weight[channel].zero_()
            layer.weight[channel, channel] = kernel * gain
            if layer.bias is not None:
                layer.bias[channel] = bias


def start_as_identity(model: AutoencoderTiny) -> None:
    """Blur-downsample in the encoder, smooth interpolation in the decoder, all else near zero."""
    dot = torch.zeros(3, 3)
    dot[1, 1] = 1.0
    for half in (model.encoder.layers, model.decoder.layers):
        for layer in half:
            if hasattr(layer, "fuse"):
                nn.init.zeros_(layer.conv[-1].weight)
                nn.init.zeros_(layer.conv[-1].bias)
    encoder = [layer for layer in model.encoder.layers if isinstance(layer, nn.Conv2d)]
    decoder = [layer for layer in model.decoder.layers if isinstance(layer, nn.Conv2d)]
    pass_through(encoder[0], dot)
    for layer in encoder[1:-1]:
        pass_through(layer, BINOMIAL if layer.stride == (2, 2) else dot)
    pass_through(encoder[-1], dot, LATENT_GAIN, -0.5 * LATENT_GAIN)
    with torch.no_grad():
        # As loud as the others: at its first loudness the fourth channel is lost in the noise for long.
        encoder[-1].weight[3] *= 10
    pass_through(decoder[0], dot, 1 / LATENT_GAIN, 0.5)
    for layer in decoder[1:-1]:
        pass_through(layer, dot)
    pass_through(decoder[-1], dot)


class Crops:
    """Random square crops, 0…1, from rendered shards and, one time in four, from a folder of photos."""

    def __init__(self, options: Options, photos: Path | None, start: int = 0) -> None:
        self.options, self.rng = options, np.random.default_rng([options.seed, start])
        self.photos = (
            [np.asarray(Image.open(p).convert("RGB")) for p in sorted(photos.glob("*.jpg"))] if photos else []
        )
        self.images = np.zeros((0,), np.uint8)

    def refresh(self) -> None:
        """Take another shard into memory."""
        paths = shard_paths(self.options)
        with np.load(paths[self.rng.integers(len(paths))]) as shard:
            self.images = shard["image" if self.rng.random() < 0.3 else "backdrop"]

    def batch(self) -> Tensor:
        """B×3×crop×crop."""
        return torch.stack([self.crop() for _ in range(self.options.autoencoder_batch)])

    def crop(self) -> Tensor:
        """One 3×crop×crop picture."""
        size = self.options.autoencoder_crop
        if self.photos and self.rng.random() < 0.2:
            photo = self.photos[self.rng.integers(len(self.photos))]
            scale = int(self.rng.integers(1, 4))
            image = photo[::scale, ::scale]
            image = photo if min(image.shape[:2]) < size else image
        else:
            image = self.images[self.rng.integers(len(self.images))]
        top, left = (int(self.rng.integers(0, side - size + 1)) for side in image.shape[:2])
        patch = torch.from_numpy(image[top : top + size, left : left + size].copy())
        return patch.permute(2, 0, 1).float() / 255


def slopes(image: Tensor) -> tuple[Tensor, Tensor]:
    """Horizontal and vertical differences."""
    return image[..., 1:] - image[..., :-1], image[..., 1:, :] - image[..., :-1, :]


def reconstruction_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 of the picture, of its slopes and of its 4× and 16× averages (keeps colours exact)."""
    loss = (made - true).abs().mean()
    loss = loss + sum((a - b).abs().mean() for a, b in zip(slopes(made), slopes(true), strict=True))
    for factor in (4, 16):
        loss = loss + (functional.avg_pool2d(made, factor) - functional.avg_pool2d(true, factor)).abs().mean()
    return loss


def blurred_a_little(latents: Tensor) -> Tensor:
    """Latents with some noise on half of them, as diffusion will give them: the decoder then paints over
    small errors where it would show them as speckle."""
    share = torch.rand(len(latents), 1, 1, 1, device=latents.device)
    return latents + torch.randn_like(latents) * NOISE * (2 * share - 1).clamp(min=0)


def train(options: Options, device: str = "cpu", photos: Path | None = None) -> AutoencoderTiny:
    """Train (or resume) and return the autoencoder; its checkpoint is ``work/autoencoder.pt``."""
    model = build(options).to(device)
    model.to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
    path, start = options.work / "autoencoder.pt", 0
    if path.exists():
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
    crops, began = Crops(options, photos, start), time.time()
    for step in range(start, options.autoencoder_steps):
        if step == start or step % 20 == 0:
            crops.refresh()
        warm = min(1.0, (step + 1) / 100)
        rate = 1e-3 * warm * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * step / options.autoencoder_steps)))
        for group in optimiser.param_groups:
            group["lr"] = float(rate)
        true = crops.batch().to(device)
        with arithmetic(device):
            latents = model.encoder(true * 2 - 1)
            made = model.decoder(blurred_a_little(latents)).float() / 2 + 0.5
        loss = reconstruction_loss(made, true) + 1e-3 * latents.float().square().mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 25 == 0 or step + 1 == options.autoencoder_steps:
            noise = (made - true).square().mean().item()
            print(
                f"autoencoder {step + 1}: loss {loss.item():.4f}, {-10 * np.log10(noise):.2f} dB, "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
        if (step + 1) % 250 == 0 or step + 1 == options.autoencoder_steps:
            torch.save(
                {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, path
            )
    return model.eval()
