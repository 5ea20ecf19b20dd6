"""From a package's file to what the training loads: environment maps as logarithmic float16 arrays,
photographs at most 1280 px wide."""

import base64
import tempfile
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from training.photos.clients import Unavailable

Array = npt.NDArray[np.float32]
WIDEST_MAP = 2048
WIDEST_PHOTO = 1280
FAINTEST = 1e-4


def to_log(light: Array) -> np.ndarray:
    """Linear light as float16 base-2 logarithms: keeps the sun's brightness, and interpolating between
    logarithms cannot swing below zero beside a lamp."""
    return np.log2(np.maximum(light, FAINTEST)).astype(np.float16)


def from_log(values: Array) -> Array:
    """The linear light again, float32."""
    return np.exp2(values.astype(np.float32))


def without_rings(light: Array) -> Array:
    """Fills the black outlines that enlarging and lossy compression left around lamps and between twigs:
    values at or below zero, or under a hundredth of what is beside them, take a bright neighbour's."""
    around = np.ones((5, 5), np.uint8)
    filled = cv2.morphologyEx(light, cv2.MORPH_CLOSE, around)
    darkest = light.min(axis=2, keepdims=True)
    beside = cv2.dilate(light.max(axis=2), around)[..., None]
    return np.where((darkest <= 0) | (darkest < 0.01 * beside), filled, light)


def read_exr(path: Path) -> Array:
    """An OpenEXR picture's RGB as H×W×3 float32 linear light (files here are DWAB-compressed, which needs
    the reference library)."""
    try:
        import OpenEXR
    except ImportError:
        raise Unavailable("Reading environment maps needs OpenEXR: make -C training setup.") from None
    with OpenEXR.File(str(path)) as picture:
        return picture.channels()["RGB"].pixels.astype(np.float32)


def unwrapped(path: Path) -> Path:
    """The picture that a JavaScript module carries as a base64 data address, written to a temporary file."""
    code = path.read_text().split("base64,", 1)[1]
    content = base64.b64decode(code[: code.index("'")])
    with tempfile.NamedTemporaryFile(suffix=".exr", delete=False) as file:
        file.write(content)
    return Path(file.name)


def prepare_hdri(path: Path, target: Path) -> None:
    """Writes the map ``path`` (.exr, or .exr.js) to ``target`` (.npy) as H×W×3 float16 log2 of light."""
    picture = unwrapped(path) if path.suffix == ".js" else path
    light = without_rings(read_exr(picture))
    if picture is not path:
        picture.unlink()
    if light.shape[1] > WIDEST_MAP:
        light = cv2.resize(light, (WIDEST_MAP, WIDEST_MAP // 2), interpolation=cv2.INTER_AREA)
    np.save(target, to_log(light))


def prepare_photo(path: Path, target: Path) -> None:
    """Writes the photograph to ``target`` (.jpg), at most 1280 px on its longer side."""
    image = cv2.imread(str(path))
    if image is None:
        raise Unavailable(f"{path.name} is not a picture that can be read.")
    scale = WIDEST_PHOTO / max(image.shape[:2])
    if scale < 1:
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(target), image, [cv2.IMWRITE_JPEG_QUALITY, 95])
