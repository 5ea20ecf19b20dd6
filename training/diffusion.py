"""Trains text encoder, inpainting UNet and depth ControlNet together, from nothing, on latents.

v-prediction with zero-terminal SNR and trailing steps (Lin et al. 2023, "Common Diffusion Noise
Schedules and Sample Steps are Flawed"), so that white studios come out white and nights dark.
Captions and control images are left out now and then, for classifier-free guidance and so that the
UNet does not lean on the ControlNet.
"""

import copy
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from training import text
from training.banks import Bank, load_banks
from training.networks import build_controlnet, build_scheduler, build_unet
from training.options import Options
from training.shards import shard_paths

COOLDOWN = 0.3


def attention_kernel(device: str) -> AbstractContextManager[None]:
    """Plain attention on a CPU: at these sizes its fused kernel takes a sixth of every step."""
    return sdpa_kernel(SDPBackend.MATH) if device == "cpu" else nullcontext()


class Trainer:
    """The networks, their average, and one optimiser; ``work/diffusion.pt`` is the checkpoint."""

    def __init__(self, options: Options, tokenizer: object, scale: float, device: str) -> None:
        torch.manual_seed(options.seed)
        self.options, self.device, self.scale, self.step = options, device, scale, 0
        self.networks = nn.ModuleDict(
            {
                "text_encoder": text.build(options, tokenizer),
                "unet": build_unet(options),
                "controlnet": build_controlnet(options),
            }
        ).to(device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.networks).requires_grad_(False)
        self.optimiser = torch.optim.AdamW(
            self.networks.parameters(),
            lr=options.learning_rate,
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.scheduler = build_scheduler()
        self.null = text.tokens(tokenizer, [""])
        self.random = torch.Generator().manual_seed(options.seed)

    def rate(self) -> float:
        """Warm up over 300 steps, hold, fall to a fiftieth over the last ``COOLDOWN`` of the run."""
        total = self.options.diffusion_steps
        left = (total - self.step) / (COOLDOWN * total)
        return self.options.learning_rate * min(1.0, (self.step + 1) / 300) * max(0.02, min(1.0, left))

    def draw(self, banks: list[Bank]) -> dict[str, Tensor]:
        """A batch of one size, moved to the device, captions dropped now and then, mirrored half the time."""
        sizes = torch.tensor([float(len(bank.ids)) for bank in banks])
        bank = banks[int(torch.multinomial(sizes, 1, generator=self.random))]
        rows = torch.randint(len(bank.ids), (self.options.diffusion_batch,), generator=self.random)
        ids = bank.ids[rows].long()
        dropped = torch.rand(len(rows), generator=self.random) < self.options.caption_dropout
        ids[dropped] = self.null
        batch = {
            "target": bank.target[rows].float() * self.scale,
            "masked": bank.masked[rows].float() * self.scale,
            "mask": bank.mask[rows].float(),
            "control": (bank.control[rows].float() / 255)[:, None],
        }
        if torch.rand((), generator=self.random) < 0.5:
            batch = {name: value.flip(-1) for name, value in batch.items()}
        batch["control"] = nn.functional.interpolate(
            batch["control"], scale_factor=2.0, mode="bilinear"
        ).expand(-1, 3, -1, -1)
        return {name: value.to(self.device) for name, value in (batch | {"ids": ids}).items()}

    def times(self, count: int) -> Tensor:
        """Noise levels: a fifth pure noise and a quarter of the rest nearly so. There the words alone decide
        palette and layout; drawn evenly, those steps are too rare for a short training, and the colour of
        the starting noise wins over the sentence."""
        times = torch.randint(0, 1000, (count,), generator=self.random)
        draw = torch.rand(count, generator=self.random)
        times = torch.where(draw < 0.4, 800 + times // 5, times)
        return torch.where(draw < 0.2, 999, times)

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """Mean squared v-prediction error."""
        count = len(batch["ids"])
        noise = torch.randn(batch["target"].shape, generator=self.random).to(self.device)
        times = self.times(count).to(self.device)
        weight = 0.5 + 0.7 * torch.rand(count, 1, 1, 1, generator=self.random)
        weight = weight * (torch.rand(count, 1, 1, 1, generator=self.random) >= self.options.control_dropout)
        weight = weight.to(self.device)
        noisy = self.scheduler.add_noise(batch["target"], noise, times)
        with torch.autocast(self.device, torch.bfloat16), attention_kernel(self.device):
            words = self.networks["text_encoder"](batch["ids"]).last_hidden_state
            down, middle = self.networks["controlnet"](
                noisy, times, words, batch["control"], return_dict=False
            )
            made = self.networks["unet"](
                torch.cat([noisy, batch["mask"], batch["masked"]], 1),
                times,
                words,
                down_block_additional_residuals=[part * weight for part in down],
                mid_block_additional_residual=middle * weight,
                return_dict=False,
            )[0]
        return (made.float() - self.scheduler.get_velocity(batch["target"], noise, times)).square().mean()

    def update(self, batch: dict[str, Tensor]) -> float:
        """One optimiser step; returns the loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        loss = self.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.networks.parameters(), 1.0)
        self.optimiser.step()
        decay = min(self.options.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.networks.parameters()), 1 - decay)
        self.step += 1
        return loss.item()

    def save(self, path: Path) -> None:
        """Write the checkpoint whole or not at all."""
        waiting = path.with_suffix(".tmp")
        state = {
            "networks": self.networks.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "scale": self.scale,
            "random": self.random.get_state(),
        }
        torch.save(state, waiting)
        waiting.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one."""
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device)
        for name in ("networks", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.scale = state["step"], state["scale"]
        self.random.set_state(state["random"])


def train(options: Options, device: str = "cpu") -> Trainer:
    """Train (or resume) to ``options.diffusion_steps``; the tokenizer is made from the captions first."""
    folder = options.work / "tokenizer"
    if not folder.exists():
        captions = [str(caption) for path in shard_paths(options) for caption in np.load(path)["caption"]]
        text.save(text.train_tokenizer(captions, options.vocabulary), folder)
    tokenizer = text.CLIPTokenizer.from_pretrained(folder)
    banks, deviation = load_banks(options, tokenizer)
    trainer = Trainer(options, tokenizer, 1 / deviation, device)
    trainer.resume(options.work / "diffusion.pt")
    print(
        f"{sum(len(bank.ids) for bank in banks)} samples, "
        f"latent scale {trainer.scale:.3f}, from step {trainer.step}",
        flush=True,
    )
    began, losses = time.time(), []
    while trainer.step < options.diffusion_steps:
        losses.append(trainer.update(trainer.draw(banks)))
        if trainer.step % 50 == 0:
            print(
                f"diffusion {trainer.step}: loss {sum(losses) / len(losses):.4f}, "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
            losses = []
        if trainer.step % 250 == 0 or trainer.step == options.diffusion_steps:
            trainer.save(options.work / "diffusion.pt")
    return trainer
