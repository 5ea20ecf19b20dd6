"""Sizes and schedules of the embedded model, in one place: `FULL` is what ships, `TINY` rehearses it."""

from dataclasses import dataclass
from pathlib import Path

BUCKETS = ((256, 256), (224, 288), (288, 224), (208, 320), (320, 208))
"""(height, width) of the training pictures: about 256² pixels in the aspects photos come in."""

LATENT_FACTOR = 8
"""One latent cell per 8×8 pixels. With 16×16 a table's edge and the discs of lights were lost."""

REDUCTIONS = (2, 1)
"""The diffusion training sees each picture at half its size first, where a step costs a quarter and
places and palettes are learned, and ends on the whole size, where edges and textures are."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What one training run is made of. Widths in channels, steps in optimiser updates; ``kind_share`` of
    the rendered scenes are of the product's kinds, the others by the families' own painters; one in
    ``two_colours_every`` shards holds scenes of two colours only; ``families`` are the only ones that the
    others hold, where any are named."""

    work: Path = Path("training/work")
    scenes: int = 20_000
    subjects_per_scene: int = 2
    shard: int = 100
    photo_share: float = 0.16
    kind_share: float = 0.5
    two_colours_every: int = 5
    families: tuple[str, ...] = ()
    encoder_width: int = 32
    decoder_width: int = 48
    autoencoder_steps: int = 2_400
    autoencoder_batch: int = 8
    autoencoder_crop: int = 128
    text_width: int = 256
    text_layers: int = 3
    words_scenes: int = 36_000
    words_steps: int = 2_000
    words_batch: int = 128
    unet_channels: tuple[int, ...] = (96, 192, 320)
    diffusion_steps: int = 7_000
    diffusion_batch: int = 16
    learning_rate: float = 5e-4
    large_from: float = 0.36
    large_batch: int = 8
    sync_every: int = 25
    ema: float = 0.999
    caption_dropout: float = 0.12
    control_share: float = 0.35
    sprint_shard: int = 20
    sprint_batch: int = 1024
    sprint_large_batch: int = 384
    depth_width: int = 96
    depth_layers: int = 4
    depth_steps: int = 6_000
    depth_batch: int = 12
    seed: int = 20261125
    threads: int = 1
    workers: int = 2


FULL = Options()
TINY = Options(
    work=Path("training/work-tiny"),
    scenes=40,
    shard=4,
    autoencoder_steps=4,
    autoencoder_batch=2,
    text_width=32,
    text_layers=1,
    words_scenes=6,
    words_steps=3,
    words_batch=4,
    unet_channels=(32, 32, 64),
    diffusion_steps=4,
    diffusion_batch=2,
    large_batch=2,
    sync_every=2,
    sprint_shard=2,
    sprint_batch=4,
    sprint_large_batch=2,
    depth_width=24,
    depth_layers=4,
    depth_steps=3,
    depth_batch=2,
    workers=1,
)
