"""The cut-out models to choose from, and what each expects as input."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.models.licences import LICENCES
from core.models.matting_weights import MATTING_WEIGHTS

Triple = tuple[float, float, float]

IMAGENET_MEAN: Triple = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION: Triple = (0.229, 0.224, 0.225)


@dataclass(frozen=True, kw_only=True)
class MattingModel:
    """A salient object model of rembg's, run on this machine only.

    The picture goes in at ``side`` × ``side`` px, as (colour ÷ brightest − ``mean``) ÷ ``deviation`` with
    RGB in 0…1; where ``logits`` is set a sigmoid follows. A test holds these against rembg's own.
    """

    name: str
    title: str
    side: int
    mean: Triple = IMAGENET_MEAN
    deviation: Triple = IMAGENET_DEVIATION
    logits: bool = False

    @property
    def licence(self) -> str:
        """Its licence's name; ``licences`` has where that is said."""
        return LICENCES[self.name].name

    @property
    def licence_note(self) -> str:
        """What the licence leaves open."""
        return LICENCES[self.name].note

    @property
    def size_mb(self) -> float:
        """Size of the weights in MB (10⁶ bytes); hash and source are in ``matting_weights``."""
        return MATTING_WEIGHTS[self.name].size / 1e6


MATTING_MODELS: Mapping[str, MattingModel] = {
    "u2net": MattingModel(
        name="u2net",
        title="U²-Net, for all kinds of subjects",
        side=320,
    ),
    "u2netp": MattingModel(
        name="u2netp",
        title="U²-Net small: tiny and fast, coarser edges",
        side=320,
    ),
    "u2net_human_seg": MattingModel(
        name="u2net_human_seg",
        title="U²-Net for people",
        side=320,
    ),
    "silueta": MattingModel(
        name="silueta",
        title="Silueta: U²-Net at a quarter of the size",
        side=320,
    ),
    "isnet-general-use": MattingModel(
        name="isnet-general-use",
        title="IS-Net: finer edges, slower",
        side=1024,
        mean=(0.5, 0.5, 0.5),
        deviation=(1.0, 1.0, 1.0),
    ),
    "birefnet-general": MattingModel(
        name="birefnet-general",
        title="BiRefNet: the finest edges, large and slow",
        side=1024,
        logits=True,
    ),
    "birefnet-general-lite": MattingModel(
        name="birefnet-general-lite",
        title="BiRefNet lite: fine edges, smaller",
        side=1024,
        logits=True,
    ),
}
