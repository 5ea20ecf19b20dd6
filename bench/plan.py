"""What is measured: which models, how many steps and pictures of which photo, how often."""

import argparse
import os
from dataclasses import dataclass
from typing import Self

from PIL import Image

from core.errors import ProfileError
from core.models.local import LocalModel, locate
from core.models.profile import ModelProfile
from core.models.profiles import resolve_profile
from core.request import GenerationRequest
from core.runtime.device import Device, choose_device
from core.samples import load_sample
from core.settings import Settings

PROMPT = "on a wooden table, a green forest in soft morning light behind it"
"""Short and without weights: a plain diffusers call understands it as well."""
FIRST_SEED = 7


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One measurement: ``steps`` and ``max_side`` in px, ``None`` for the profile's own; ``pictures`` of
    one photo, everything done ``repeat`` times."""

    profile: ModelProfile
    settings: Settings
    steps: int | None = None
    max_side: int | None = None
    pictures: int = 4
    repeat: int = 3

    @classmethod
    def from_arguments(cls, parsed: argparse.Namespace) -> Self:
        """From the options of ``add_options``; raises ``ProfileError`` for a profile that will not do."""
        settings = Settings.from_environment()
        profile = resolve_profile(parsed.profile, settings)
        if profile.control != "depth" or profile.lora or profile.vae:
            raise ProfileError(f"The ancestor cannot run {profile.name}; choose a plain depth profile.")
        return cls(
            profile=profile,
            settings=settings,
            steps=parsed.steps,
            max_side=parsed.max_side,
            pictures=parsed.pictures,
            repeat=parsed.repeat,
        )

    def arguments(self) -> list[str]:
        """The options that decide one picture, for a program that makes it in a process of its own."""
        chosen = {"--steps": self.steps, "--max-side": self.max_side}
        given = [[name, str(value)] for name, value in chosen.items() if value is not None]
        return ["--profile", self.profile.name, *(word for pair in given for word in pair)]

    def request(self, seed: int = FIRST_SEED) -> GenerationRequest:
        """The request of one picture; all of a plan's differ in their seed only."""
        chosen = {"num_inference_steps": self.steps, "max_side": self.max_side}
        changes = {name: value for name, value in chosen.items() if value is not None}
        return GenerationRequest.for_profile(self.profile, prompt=PROMPT, seed=seed, **changes)

    def requests(self) -> list[GenerationRequest]:
        """One for each picture."""
        return [self.request(FIRST_SEED + number) for number in range(self.pictures)]

    def photo(self) -> Image.Image:
        """The photo, as a program has it after reading a file."""
        return load_sample("coffee")

    def models(self) -> dict[str, LocalModel]:
        """The diffusion models by role; raises ``ModelMissingError`` where one is not there."""
        refs = self.profile.models[:2]
        return {ref.role: locate(ref, self.settings) for ref in refs}

    def device(self) -> Device:
        """Where all alternatives run."""
        return choose_device(self.settings.device)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of a plan."""
    parser.add_argument("--profile", default="mini", metavar="NAME", help="default: mini")
    parser.add_argument("--steps", type=int, metavar="N", help="denoising steps; default: the profile's")
    parser.add_argument("--max-side", type=int, metavar="PX", help="default: the profile's")
    parser.add_argument("--pictures", type=int, default=4, metavar="N", help="of one photo; default: 4")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="default: 3, medians are shown")


def let_rembg_find_weights(settings: Settings) -> None:
    """Point rembg's own ``new_session``, which the ancestor calls, at the weights that we use too."""
    os.environ["U2NET_HOME"] = str(settings.weights_dir)
