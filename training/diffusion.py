"""Trains inpainting UNet and depth ControlNet together, from nothing, on latents.

The text encoder stays as ``words`` taught it, as Stable Diffusion leaves CLIP: so a word that no scene
is called by keeps the place that its neighbours in meaning gave it.

v-prediction with zero-terminal SNR and trailing steps (Lin et al. 2023, "Common Diffusion Noise
Schedules and Sample Steps are Flawed"), so that white studios come out white and nights dark.
Captions are left out now and then, for classifier-free guidance; the ControlNet takes part in a third
of the steps only, which saves time and keeps the UNet from leaning on it.
"""

import copy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training import text
from training.banks import Banks
from training.networks import (
    arithmetic,
    attention_kernel,
    build_controlnet,
    build_scheduler,
    build_unet,
)
from training.options import Options
from training.paraphrases import sentence

COOLDOWN = 0.35
AVERAGE_EVERY = 4
"""Steps from one update of the average to the next: it takes a twentieth of a step's time."""


class Trainer:
    """The networks, their average, and one optimiser; ``work/diffusion.pt`` is the checkpoint."""

    def __init__(self, options: Options, tokenizer: object, scale: float, device: str, rank: int = 0) -> None:
        torch.manual_seed(options.seed)
        self.options, self.device, self.scale, self.step = options, device, scale, 0
        self.tokenizer = tokenizer
        self.text_encoder = text.build(options, tokenizer).to(device).eval()
        self.networks = self.build().to(device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.networks).requires_grad_(False)
        self.learned = [weight for weight in self.networks.parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(
            self.groups(), lr=options.learning_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.scheduler = build_scheduler()
        self.null = text.tokens(tokenizer, [""]).to(device)
        self.sides = [text.tokens(tokenizer, [word])[0, 1].item() for word in ("left", "right")]
        self.random = torch.Generator(device).manual_seed(options.seed + 7919 * rank)
        self.picks = torch.Generator().manual_seed(options.seed + 7919 * rank)
        self.wording = np.random.default_rng([options.seed, rank])

    def build(self) -> nn.ModuleDict:
        """The untrained networks."""
        return nn.ModuleDict({"unet": build_unet(self.options), "controlnet": build_controlnet(self.options)})

    def groups(self) -> list[dict[str, object]]:
        """The optimiser's weights, each group with the ``share`` of the learning rate that it takes."""
        return [{"params": self.learned, "share": 1.0}]

    def uniform(self, *shape: int) -> Tensor:
        """Random numbers in 0…1 on the device."""
        return torch.rand(shape, generator=self.random, device=self.device)

    def progress(self) -> float:
        """How much of the training is done, 0…1."""
        return self.step / self.options.diffusion_steps

    def rate(self) -> float:
        """Warm up over 300 steps, hold, fall to a fiftieth over the last ``COOLDOWN`` of the run."""
        left = (1 - self.progress()) / COOLDOWN
        return self.options.learning_rate * min(1.0, (self.step + 1) / 300) * max(0.02, min(1.0, left))

    @property
    def at_whole_size(self) -> bool:
        """Whether places and palettes are learned, and edges and textures are being."""
        return self.progress() >= self.options.large_from

    def draw(self, banks: Banks) -> dict[str, Tensor]:
        """A batch of one size, moved to the device, captions dropped now and then, mirrored half the time."""
        count = self.options.large_batch if self.at_whole_size else self.options.diffusion_batch
        batch, words = banks.draw(self.picks, count, self.at_whole_size)
        ids = text.tokens(self.tokenizer, [sentence(self.wording, family, row) for family, row in words])
        batch = {name: value.to(self.device) for name, value in batch.items()}
        return self.prepared(batch, ids.to(self.device))

    def prepared(self, batch: dict[str, Tensor], ids: Tensor) -> dict[str, Tensor]:
        """What the networks are given of a bank's samples and their captions' token numbers."""
        left_out = self.uniform(len(ids), 1) < self.options.caption_dropout
        ids = torch.where(left_out, self.null, ids)
        for name in ("target", "masked"):
            batch[name] *= self.scale
        batch["control"] = (batch["control"] / 255)[:, None]
        if self.wording.random() < 0.5:
            batch = {name: value.flip(-1) for name, value in batch.items()}
            ids = self.mirrored(ids)
        batch["control"] = nn.functional.interpolate(
            batch["control"], scale_factor=4.0, mode="bilinear"
        ).expand(-1, 3, -1, -1)
        return batch | {"ids": ids}

    def mirrored(self, ids: Tensor) -> Tensor:
        """Captions' token numbers with *left* and *right* exchanged, as in the picture seen in a mirror: else
        light from the left would come from either side."""
        left, right = self.sides
        return torch.where(ids == left, right, torch.where(ids == right, left, ids))

    def times(self, count: int) -> Tensor:
        """Noise levels: an eighth pure noise and a fifth nearly so. There the words alone decide palette
        and layout; drawn evenly, those steps are too rare for a short training, and the colour of the
        starting noise wins over the sentence."""
        times = torch.randint(0, 1000, (count,), generator=self.random, device=self.device)
        draw = self.uniform(count)
        times = torch.where(draw < 0.32, 800 + times // 5, times)
        return torch.where(draw < 0.12, 999, times)

    def read(self, batch: dict[str, Tensor]) -> Tensor:
        """The captions' hidden states, B×77×width."""
        with torch.no_grad():
            return self.text_encoder(batch["ids"]).last_hidden_state

    def predicted(self, batch: dict[str, Tensor], noisy: Tensor, times: Tensor) -> Tensor:
        """The velocity that the networks see in ``noisy`` at ``times``."""
        words = self.read(batch)
        extra: dict[str, object] = {}
        if self.wording.random() < self.options.control_share:
            down, middle = self.networks["controlnet"](
                noisy, times, words, batch["control"], return_dict=False
            )
            weight = 0.5 + 0.7 * self.uniform(len(times), 1, 1, 1)
            extra = {
                "down_block_additional_residuals": [part * weight for part in down],
                "mid_block_additional_residual": middle * weight,
            }
        inputs = torch.cat([noisy, batch["mask"], batch["masked"]], 1)
        return self.networks["unet"](inputs, times, words, return_dict=False, **extra)[0]

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """Mean squared v-prediction error."""
        noise = torch.randn(batch["target"].shape, generator=self.random, device=self.device)
        times = self.times(len(batch["ids"]))
        noisy = self.scheduler.add_noise(batch["target"], noise, times)
        with arithmetic(self.device), attention_kernel(self.device):
            made = self.predicted(batch, noisy, times)
        return (made.float() - self.scheduler.get_velocity(batch["target"], noise, times)).square().mean()

    def update(self, batch: dict[str, Tensor]) -> Tensor:
        """One optimiser step; returns the loss, which stays on the device: asking for its value waits."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate() * group["share"]
        loss = self.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimiser.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            self.update_average()
        return loss.detach()

    def update_average(self) -> None:
        """Move the average, which is what ships, towards the weights of now."""
        decay = min(self.options.ema, (1 + self.step) / (10 + self.step)) ** AVERAGE_EVERY
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.networks.parameters()), 1 - decay)

    def save(self, path: Path) -> None:
        """Write the checkpoint whole or not at all."""
        waiting = path.with_suffix(".tmp")
        state = {
            "networks": self.networks.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "scale": self.scale,
        }
        torch.save(state, waiting)
        waiting.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one, with other random numbers than before it."""
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device)
        for name in ("networks", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.scale = state["step"], state["scale"]
        for random in (self.random, self.picks):
            random.manual_seed(random.initial_seed() + self.step)
        self.wording = np.random.default_rng([self.random.initial_seed(), self.step])

    def read_words(self, path: Path) -> None:
        """Take the text encoder that was taught its words; raises ``FileNotFoundError`` where none was."""
        kept = torch.load(path, map_location=self.device)
        self.text_encoder.load_state_dict(kept["encoder"])
