"""The subject's alpha matte: predicted by a cut-out model, judged, and refined as the user asks.

An alpha matte is an H×W uint8 array, 255 = subject, 0 = background, soft edges in between.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.errors import DeviceError, ModelMissingError, RequestError, SubjectError
from core.models.matting_models import MATTING_MODELS, MattingModel
from core.models.matting_weights import is_present, matting_path
from core.runtime.memory import give_back
from core.runtime.parts import part_of
from core.runtime.put_off import put_off
from core.stages.edge_cleanup import drop_islands
from core.stages.image import MAX_SUBJECT, MIN_SUBJECT, is_cutout, leaves_background

Alpha = npt.NDArray[np.uint8]
Prediction = npt.NDArray[np.float32]
Predictor = Callable[[Image.Image], Prediction]
"""An RGB image becomes a side×side array of the model's own belief in 'subject', 0…1, not stretched."""

# The models' belief itself tells whether there is a subject; rembg's stretching would hide it. Measured
# with u2net (u2netp): on 32 photos of subjects (objects_u2net, products, rembg_examples, matte_true) at
# least 1.3 % (1.2 %) of the pixels are believed above 0.9, and at most 6 % (11 %) lie between 0.1 and 0.9;
# a cat's face that fills the frame: 19 %. Flat colours, gradients and noise: nothing above 0.07, brick,
# grass and gravel at most 0.1 % above 0.9. Waves, coins and a spiral: 32 % to 68 % between (u2netp is
# sure of some of them). A tight crop of a subject mostly looks as empty as a flat colour.
SURE = 0.9
MIN_SURE_SHARE = 0.002
MAX_UNDECIDED_SHARE = 0.25

# Belief below 0.05 and above 0.95 counts as certain. As it comes, and rounded down as rembg does, only 7 %
# of a subject is exactly 255 and would stay as it is in the composite; so 86 % is, on objects_u2net, with
# the same IoU of 0.980.
LEVELS = (0.05, 0.95)

ERRORS_ALONE = 3
"""onnxruntime's severity from which on it says something, as rembg sets it."""
FILLS_FRAME = (
    "The subject fills the whole frame, so there is no background to replace; "
    "try another photo or another cut-out model."
)


class Matting:
    """Predicts mattes with one model, which is loaded once, on first use; threads may share it.

    Raises ``RequestError`` for a ``name`` not in ``MATTING_MODELS``. ``predictor`` replaces the model.
    """

    def __init__(self, name: str, weights_dir: Path, *, predictor: Predictor | None = None) -> None:
        if name not in MATTING_MODELS:
            raise RequestError(
                f"There is no cut-out model {name!r}; choose one of {', '.join(MATTING_MODELS)}."
            )
        self.model = MATTING_MODELS[name]
        self.path = matting_path(name, weights_dir)
        self._weights_dir = weights_dir
        self._predictor = predictor
        self._lock = Lock()

    def load(self) -> None:
        """Read the weights now; raises as ``alpha`` does."""
        self._loaded()

    def alpha(self, image: Image.Image, *, islands: bool = False) -> Alpha:
        """The matte of an RGB ``image``, of the image's height and width, with or without ``islands``.

        Raises ``ModelMissingError`` where the weights are not on this machine, ``SubjectError`` where
        the model sees no subject, or nothing else, and ``DeviceError`` where it cannot be run.
        """
        give_back()  # of the photo, before the model takes as much
        prediction = self._loaded()(image)
        check_decided(prediction)
        alpha = to_alpha(prediction, image.size)
        alpha = alpha if islands else drop_islands(alpha)
        check_subject(alpha)
        return alpha

    def _loaded(self) -> Predictor:
        with self._lock:
            if self._predictor is None:
                if not is_present(self.model.name, self._weights_dir):
                    raise ModelMissingError(self._advice("is not on this machine"))
                self._predictor = self._load()
                give_back()  # of the file that was read, before a photo takes as much
            return self._predictor

    def _load(self) -> Predictor:
        session_class = local_session_class(self.model.name, self.path)
        try:
            session = session_class(self.model.name, lean_options())
        # onnxruntime has a dozen exceptions without a common root for a file it cannot use.
        except Exception as error:
            raise ModelMissingError(self._advice("is damaged")) from error
        return lambda image: predict(session, self.model, image)

    def _advice(self, trouble: str) -> str:
        name, size = self.model.name, self.model.size_mb
        return f"The cut-out model {name} ({size:.0f} MB) {trouble}; get it with: python -m core fetch {name}"


def local_session_class(name: str, path: Path) -> Callable[..., Any]:
    """rembg's session class for ``name``, bound to the weights at ``path``.

    Finding the file ourselves leaves U2NET_HOME alone, which all threads share, and rules out a
    download. Raises ``DeviceError`` where rembg cannot be imported or would send the image away.
    """
    try:
        upstream = _session_class(name)
    except ImportError as error:
        raise DeviceError("The cut-out library rembg is not installed completely; run: make setup") from error
    if not upstream.is_local():
        raise DeviceError(f"The cut-out model {name} would send the photo away; choose another one.")
    return type(f"Local{upstream.__name__}", (upstream,), {"download_models": lambda *_: str(path)})


def _session_class(name: str) -> Any:
    """rembg's class of that name, from its own module where that can be had alone: without rembg's head,
    which imports numba, without the modules of all other models, one of which imports scipy, and without
    what would download weights."""
    module = "dis_general_use" if name == "isnet-general-use" else name.replace("-", "_")
    try:
        with put_off({"pooch": {}}):
            alone = part_of(f"rembg.sessions.{module}")
    except ImportError:  # one that takes another's class from the head of them all
        return part_of("rembg.sessions").sessions[name]
    classes = (found for found in vars(alone).values() if isinstance(found, type))
    own: Iterator[Any] = (found for found in classes if found.__module__ == alone.__name__)
    return next(found for found in own if found.name() == name)


def lean_options() -> Any:
    """onnxruntime's options by which it holds no memory between two photos: with its arena and the pattern
    of the first one it keeps 300 MB after u2net's first photo and 600 MB after the second; and by which its
    threads sleep while they wait, where spinning they take a quarter of the processor's seconds more, from
    the picture that is denoised beside the next one's cut-out. The pixels are the same."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(ERRORS_ALONE)
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def predict(session: Any, model: MattingModel, image: Image.Image) -> Prediction:
    """What ``model`` believes about ``image`` (RGB), side×side in 0…1, by the ONNX session inside rembg's."""
    feed = session.normalize(image, model.mean, model.deviation, (model.side, model.side))
    try:
        raw: Prediction = session.inner_session.run(None, feed)[0][0, 0]
    # As above; out of memory is the usual one here.
    except Exception as error:
        raise DeviceError(
            f"The cut-out model {model.name} could not be run on this machine; choose u2netp, the smallest."
        ) from error
    # 60 is certain beyond float32, and keeps exp from overflowing.
    return (1 / (1 + np.exp(-raw.clip(-60, 60)))).astype(np.float32) if model.logits else raw


def check_decided(prediction: Prediction) -> None:
    """Raise ``SubjectError`` where a model's raw ``prediction`` (0…1) tells of no subject."""
    sure = float(np.mean(prediction > SURE))
    undecided = float(np.mean((prediction > 1 - SURE) & (prediction < SURE)))
    if sure < MIN_SURE_SHARE:
        raise SubjectError(
            "No subject was found, or it fills the whole frame; try another photo or another cut-out model."
        )
    if undecided > MAX_UNDECIDED_SHARE:
        raise SubjectError("No clear subject was found; try another photo or another cut-out model.")


def to_alpha(prediction: Prediction, size: tuple[int, int]) -> Alpha:
    """The matte of ``size`` (width, height) that a prediction with a sure subject stands for.

    Stretched to its own maximum as the models' authors do, and enlarged before rounding.
    """
    stretched = Image.fromarray(prediction / prediction.max())
    enlarged = np.asarray(stretched.resize(size, Image.Resampling.LANCZOS))
    black, white = LEVELS
    return np.rint(((enlarged - black) / (white - black)).clip(0, 1) * 255).astype(np.uint8)


def check_subject(alpha: Alpha) -> None:
    """Raise ``SubjectError`` where a predicted matte holds no subject, or nothing else. What is more
    background than subject everywhere is a doubt of the model's."""
    share = float(np.mean(alpha > 127))
    if share < MIN_SUBJECT:
        raise SubjectError("No subject was found; try another photo or another cut-out model.")
    if share > MAX_SUBJECT:
        raise SubjectError(FILLS_FRAME)


def check_own_alpha(alpha: Alpha) -> None:
    """Raise ``SubjectError`` where a photo's own alpha shows nothing, or hides nothing. However faint it is,
    it is meant: glass, smoke, a veil."""
    if not alpha.any():
        raise SubjectError("No subject was found: the photo is transparent everywhere; try another one.")
    if not leaves_background(alpha):
        raise SubjectError(FILLS_FRAME)


@dataclass(frozen=True, kw_only=True)
class MatteOptions:
    """How a matte is refined, in this order; raises ``RequestError`` for a value out of range.

    ``threshold`` 0…255: values from it on become 255, all others 0. ``grow`` −64…64 px: the subject
    grows, or shrinks when negative. ``feather`` 0…64 px: standard deviation of a Gaussian blur.
    """

    threshold: int | None = None
    grow: int = 0
    feather: float = 0.0

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("threshold", self.threshold or 0, 0, 255),
            ("grow", self.grow, -64, 64),
            ("feather", self.feather, 0, 64),
        ):
            if not low <= value <= high:
                raise RequestError(f"The matte's {name} must be from {low} to {high} (it is {value}).")


def refine(alpha: Alpha, options: MatteOptions) -> Alpha:
    """The matte with ``options`` applied; raises ``SubjectError`` where no subject or no background is left.

    Growing is grey dilation by a disc, shrinking grey erosion; beyond the frame counts as more of the same.
    """
    if options == MatteOptions():
        return alpha
    if options.threshold is not None:
        alpha = np.where(alpha >= options.threshold, 255, 0).astype(np.uint8)
    if options.grow > 0:
        alpha = grey_dilated(alpha, options.grow)
    elif options.grow < 0:
        alpha = 255 - grey_dilated(255 - alpha, -options.grow)
    if options.feather > 0:
        from scipy.ndimage import gaussian_filter

        blurred = gaussian_filter(alpha.astype(np.float32), options.feather, mode="nearest")
        alpha = np.rint(blurred).clip(0, 255).astype(np.uint8)
    if not is_cutout(alpha):
        raise SubjectError(
            "The matte's threshold, grow and feather leave no subject or no background; use milder values."
        )
    return alpha


def grey_dilated(alpha: Alpha, radius: int) -> Alpha:
    """Each pixel's largest neighbour within ``radius`` px: grey dilation by a disc, row by row of the disc,
    whose rows are runs, which filter in linear time."""
    from scipy.ndimage import maximum_filter1d

    height = alpha.shape[0]
    padded = np.pad(alpha, ((radius, radius), (0, 0)), mode="edge")
    result = alpha
    for row in range(-radius, radius + 1):
        run = 2 * isqrt(radius * radius - row * row) + 1
        shifted = padded[radius + row : radius + row + height]
        result = np.maximum(result, maximum_filter1d(shifted, run, axis=1, mode="nearest"))
    return result
