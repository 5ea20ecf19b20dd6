"""Depth: the disparity of each pixel, and the three-channel control image made of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from core.errors import ModelMissingError
from core.runtime.device import Device, is_out_of_memory, settle_threads
from core.runtime.lean_imports import lean_imports
from core.runtime.loading_lock import loading_lock
from core.stages.arrays import Pixels

if TYPE_CHECKING:
    import torch


SUBJECT_REACH = 0.04
"""How far depth reaches beyond the subject in scope ``subject``, as a share of the longest side."""


def depth_dtype(device: Device) -> "torch.dtype":
    """The device's dtype, but float32 in place of bfloat16, whose 8 bits would show as terraces in a map
    of 256 levels."""
    import torch

    return torch.float32 if device.dtype == "bfloat16" else device.torch_dtype


class DepthEstimator:
    """A transformers depth model, loaded once: photo in, disparity out. Threads may share it.

    ``folder`` holds the model in the hub's layout (DPT, Depth Anything and their like, which all
    predict disparity). Weights are read by ``load``, or at the first call.
    """

    def __init__(self, folder: Path, device: Device) -> None:
        self.folder, self.device = folder, device
        self._model: Any = None
        self._processor: Any = None

    def load(self) -> None:
        """Read the weights; raises ``ModelMissingError`` where the folder holds no depth model."""
        with loading_lock():
            if self._model is not None:
                return
            try:
                processor, model = self._read()
            # As in loading.readable_models: no common root.
            except Exception as error:
                if is_out_of_memory(error):
                    raise
                raise ModelMissingError(
                    f"The depth model in {self.folder} cannot be loaded ({error.__class__.__name__}); "
                    "fetch it again with python -m core fetch."
                ) from error
            model = model.eval().to(self.device.place, depth_dtype(self.device))
            self._processor, self._model = processor, model

    def _read(self) -> tuple[Any, Any]:
        """Processor and model. The dtype it is loaded in is torch's default for all threads meanwhile, also
        for the one that may be denoising."""
        ours_alone: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        with lean_imports():
            from transformers import AutoImageProcessor, AutoModelForDepthEstimation

            processor = AutoImageProcessor.from_pretrained(self.folder, **ours_alone)
            model = AutoModelForDepthEstimation.from_pretrained(self.folder, **ours_alone, dtype="float32")
        return processor, model

    def disparity(self, image: Image.Image) -> Pixels:
        """H×W uint8 of an RGB image, 255 = nearest, stretched to the full range; all 0 where flat."""
        import torch

        # Not while another model is being loaded, which would change the number format in here.
        with loading_lock():
            self.load()
            settle_threads()
            inputs = self._processor(images=image, return_tensors="pt")
            with torch.inference_mode():
                pixels = inputs["pixel_values"].to(self.device.place, depth_dtype(self.device))
                outputs = self._model(pixel_values=pixels)
        size = (image.height, image.width)
        made = self._processor.post_process_depth_estimation(outputs, target_sizes=[size])[0]
        return stretch(made["predicted_depth"].float().cpu().numpy())


def stretch(depth: npt.NDArray[np.floating[Any]]) -> Pixels:
    """Disparity of any range as uint8 0…255, lowest to highest; all 0 where it is flat."""
    low, high = float(depth.min()), float(depth.max())
    if not high > low:
        return np.zeros(depth.shape, np.uint8)
    return np.round((depth - low) / (high - low) * 255).astype(np.uint8)


def limit_to_subject(disparity: Pixels, alpha: Pixels) -> Pixels:
    """Disparity faded out away from the subject, so that the old scene does not shape the new one.

    Both H×W uint8. The mask is grown by ``SUBJECT_REACH`` of the longest side and blurred by as
    much, after Shopify's background-replacement example.
    """
    radius = max(1, round(SUBJECT_REACH * max(alpha.shape)))
    # A box filter of the mask is above zero wherever the subject is within its radius: a dilation
    # whose cost does not grow with the radius, unlike MaxFilter's.
    near = Image.fromarray(alpha).filter(ImageFilter.BoxBlur(radius))
    grown = Image.fromarray(np.where(np.asarray(near) > 0, 255, 0).astype(np.uint8))
    share = np.asarray(grown.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
    return np.round(disparity * share).astype(np.uint8)


def control_image(disparity: Pixels) -> Pixels:
    """The control image H×W×3 of a depth ControlNet, made of disparity H×W: the same in each channel."""
    return np.repeat(disparity[..., None], 3, axis=2)
