"""Each model's licence, as its authors publish it, and what that leaves open. One place, to be read before
commercial use; pages and command line show it where a model is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

MIT = "MIT"
APACHE = "Apache-2.0"
OPENRAIL_M = "CreativeML OpenRAIL-M"
OPENRAIL_PP = "CreativeML OpenRAIL++-M"

_U2NET = "https://github.com/xuebinqin/U-2-Net"
_BIREFNET = "https://github.com/ZhengPeng7/BiRefNet"
_U2NET_NOTE = f"The author puts all released models under the repository's licence ({_U2NET}/issues/208)."
_BIREFNET_NOTE = (
    f"The author puts code and weights under MIT ({_BIREFNET}/issues/316); part of the training data, "
    f"DIS5K, has stricter terms of its own ({_BIREFNET}/issues/306)."
)


@dataclass(frozen=True)
class Licence:
    """``name`` is SPDX's, or the licence's own; ``source`` where it is published, and ``note`` what it leaves
    open, both empty where the model's page on the hub says it all."""

    name: str
    source: str = ""
    note: str = ""


LICENCES: Mapping[str, Licence] = {
    # Ours, trained by this project.
    "mini": Licence(MIT),
    # Diffusion models, ControlNets, LoRAs and depth models, by their repositories on huggingface.co.
    "Uminosachi/realisticVisionV51_v51VAE-inpainting": Licence(OPENRAIL_M),
    "lllyasviel/sd-controlnet-depth": Licence(OPENRAIL_M),
    "latent-consistency/lcm-lora-sdv1-5": Licence(OPENRAIL_PP),
    "yahoo-inc/photo-background-generation": Licence(APACHE),
    "Intel/dpt-large": Licence(APACHE),
    "depth-anything/Depth-Anything-V2-Small-hf": Licence(APACHE),
    # Cut-out models, by rembg's names.
    "u2net": Licence(APACHE, _U2NET, _U2NET_NOTE),
    "u2netp": Licence(APACHE, _U2NET, _U2NET_NOTE),
    "u2net_human_seg": Licence(APACHE, _U2NET, _U2NET_NOTE),
    "silueta": Licence(
        APACHE,
        f"{_U2NET}/issues/295",
        "U²-Net's weights made smaller by a third person, who named no licence of their own.",
    ),
    "isnet-general-use": Licence(
        APACHE,
        "https://github.com/xuebinqin/DIS",
        "The repository's licence names its code and metric; whether it covers the weights is an open "
        "question (https://github.com/xuebinqin/DIS/issues/150): ask the author before commercial use.",
    ),
    "birefnet-general": Licence(MIT, _BIREFNET, _BIREFNET_NOTE),
    "birefnet-general-lite": Licence(MIT, _BIREFNET, _BIREFNET_NOTE),
}
"""By the name that a profile or a cut-out model has; a user's own profile says its models' licences
itself."""
