"""The algorithm of the program this studio descends from, written anew from its description.

For every picture it cuts the subject out twice, each time with a model loaded for that, and loads
the depth model anew. Only the diffusion pipeline stays loaded. Where it stretched the picture to
multiples of 8 it here shares our inpaint stage, so that size and steps are equal; its other
mistakes (BGR for RGB, prompts joined without a separator) cost no time and are not repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image

from bench.plan import Plan
from core.diffusion.inpainting import Inpainter, resized
from core.models.local import locate
from core.pipeline.progress import Clock
from core.request import GenerationRequest
from core.stages.arrays import Pixels
from core.stages.depth import DepthEstimator, control_image
from core.stages.image import fit


@dataclass(frozen=True)
class AncestorsPicture:
    """The finished picture H×W×3 uint8, and the seconds that each stage took."""

    composite: Pixels
    seconds: Mapping[str, float]


class Ancestor:
    """Makes pictures the old way; needs ``let_rembg_find_weights`` beforehand."""

    def __init__(self, plan: Plan, inpainter: Inpainter) -> None:
        assert plan.profile.depth is not None  # Plan.from_arguments takes profiles with depth only
        self.inpainter = inpainter
        self.depth_folder = locate(plan.profile.depth, plan.settings).path

    def generate(self, request: GenerationRequest, photo: Image.Image) -> AncestorsPicture:
        """One picture of ``photo`` (RGB)."""
        clock = Clock()
        self.inpainter.forget()  # the ancestor kept nothing from picture to picture
        with clock.stage("fit"):
            image = fit(photo, request.max_side)
            source = np.asarray(image)
        with clock.stage("matte"):
            cutout = _removed(image, request.matting_model, only_mask=False)
            matte = np.asarray(_removed(image, request.matting_model, only_mask=True))
        with clock.stage("depth"):
            control = control_image(DepthEstimator(self.depth_folder, self.inpainter.device).disparity(image))
        with clock.stage("inpaint"):
            small = self.inpainter.background(source, 255 - matte, control, request)
            background = resized(small, image.size)
        with clock.stage("composite"):
            made = Image.fromarray(background)
            made.paste(cutout, mask=cutout.getchannel("A"))
        return AncestorsPicture(np.asarray(made), clock.seconds)


def _removed(image: Image.Image, model: str, *, only_mask: bool) -> Image.Image:
    from rembg import new_session, remove

    made = remove(image, session=new_session(model), only_mask=only_mask)
    assert isinstance(made, Image.Image)  # what it gives for an image
    return made
