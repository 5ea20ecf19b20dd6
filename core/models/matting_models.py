"""The cut-out models to choose from, their licences, and what each expects as input."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.models.matting_weights import MATTING_WEIGHTS

Triple = tuple[float, float, float]

IMAGENET_MEAN: Triple = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION: Triple = (0.229, 0.224, 0.225)


@dataclass(frozen=True, kw_only=True)
class MattingModel:
    """A salient object model of rembg's, run on this machine only.

    ``licence`` is an SPDX name, found at ``source``; ``licence_note`` says what it leaves open. The
    picture goes in at ``side`` × ``side`` px, as (colour ÷ brightest − ``mean``) ÷ ``deviation`` with
    RGB in 0…1; where ``logits`` is set a sigmoid follows. A test holds these against rembg's own.
    """

    name: str
    title: str
    licence: str
    source: str
    licence_note: str
    side: int
    mean: Triple = IMAGENET_MEAN
    deviation: Triple = IMAGENET_DEVIATION
    logits: bool = False

    @property
    def size_mb(self) -> float:
        """Size of the weights in MB (10⁶ bytes); hash and source are in ``matting_weights``."""
        return MATTING_WEIGHTS[self.name].size / 1e6


_U2NET = "https://github.com/xuebinqin/U-2-Net"
_U2NET_NOTE = f"The author puts all released models under the repository's licence ({_U2NET}/issues/208)."
_BIREFNET = "https://github.com/ZhengPeng7/BiRefNet"
_BIREFNET_NOTE = (
    f"The author puts code and weights under MIT ({_BIREFNET}/issues/316); part of the training data, "
    f"DIS5K, has stricter terms of its own ({_BIREFNET}/issues/306)."
)

MATTING_MODELS: Mapping[str, MattingModel] = {
    "u2net": MattingModel(
        name="u2net",
        title="U²-Net, for all kinds of subjects",
        licence="Apache-2.0",
        source=_U2NET,
        licence_note=_U2NET_NOTE,
        side=320,
    ),
    "u2netp": MattingModel(
        name="u2netp",
        title="U²-Net small: tiny and fast, coarser edges",
        licence="Apache-2.0",
        source=_U2NET,
        licence_note=_U2NET_NOTE,
        side=320,
    ),
    "u2net_human_seg": MattingModel(
        name="u2net_human_seg",
        title="U²-Net for people",
        licence="Apache-2.0",
        source=_U2NET,
        licence_note=_U2NET_NOTE,
        side=320,
    ),
    "silueta": MattingModel(
        name="silueta",
        title="Silueta: U²-Net at a quarter of the size",
        licence="Apache-2.0",
        source=f"{_U2NET}/issues/295",
        licence_note="U²-Net's weights made smaller by a third person, who named no licence of their own.",
        side=320,
    ),
    "isnet-general-use": MattingModel(
        name="isnet-general-use",
        title="IS-Net: finer edges, slower",
        licence="Apache-2.0",
        source="https://github.com/xuebinqin/DIS",
        licence_note=(
            "The repository's licence names its code and metric; whether it covers the weights is an open "
            "question (https://github.com/xuebinqin/DIS/issues/150): ask the author before commercial use."
        ),
        side=1024,
        mean=(0.5, 0.5, 0.5),
        deviation=(1.0, 1.0, 1.0),
    ),
    "birefnet-general": MattingModel(
        name="birefnet-general",
        title="BiRefNet: the finest edges, large and slow",
        licence="MIT",
        source=_BIREFNET,
        licence_note=_BIREFNET_NOTE,
        side=1024,
        logits=True,
    ),
    "birefnet-general-lite": MattingModel(
        name="birefnet-general-lite",
        title="BiRefNet lite: fine edges, smaller",
        licence="MIT",
        source=_BIREFNET,
        licence_note=_BIREFNET_NOTE,
        side=1024,
        logits=True,
    ),
}
