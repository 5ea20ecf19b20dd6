"""Sizes and schedules of the embedded model, in one place: `FULL` is what ships, `TINY` rehearses it."""

from dataclasses import dataclass
from pathlib import Path

BUCKETS = ((256, 256), (224, 288), (288, 224), (208, 320), (320, 208))
"""(height, width) of the training pictures: about 256² pixels in the aspects photos come in."""

LATENT_FACTOR = 16
"""One latent cell per 16×16 pixels: backgrounds are soft, so a quarter of the usual cost loses little."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What one training run is made of. Widths in channels, steps in optimiser updates."""

    work: Path = Path("training/work")
    scenes: int = 20_000
    subjects_per_scene: int = 2
    shard: int = 250
    encoder_width: int = 32
    decoder_width: int = 64
    autoencoder_steps: int = 1_600
    autoencoder_batch: int = 8
    autoencoder_crop: int = 128
    text_width: int = 192
    text_layers: int = 2
    vocabulary: int = 3_000
    unet_channels: tuple[int, ...] = (96, 160, 256)
    diffusion_steps: int = 30_000
    diffusion_batch: int = 16
    learning_rate: float = 4e-4
    ema: float = 0.999
    caption_dropout: float = 0.12
    control_dropout: float = 0.12
    depth_width: int = 96
    depth_layers: int = 4
    depth_steps: int = 2_600
    depth_batch: int = 12
    seed: int = 20261122
    threads: int = 2


FULL = Options()
TINY = Options(
    work=Path("training/work-tiny"),
    scenes=40,
    shard=10,
    autoencoder_steps=4,
    autoencoder_batch=2,
    text_width=32,
    text_layers=1,
    vocabulary=400,
    unet_channels=(32, 32, 64),
    diffusion_steps=4,
    diffusion_batch=2,
    depth_width=24,
    depth_layers=4,
    depth_steps=3,
    depth_batch=2,
)
