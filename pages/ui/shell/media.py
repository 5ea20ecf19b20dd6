"""Pictures on their way to the browser: by address where app.py serves them, else inside the page."""

from base64 import b64encode
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from pages.ui.shell.resources import studio
from pages.ui.shell.route import base_url_path, blob_path, is_served
from store.records import Artifact

SHOWN_TYPES = frozenset({"image/png", "image/webp", "image/jpeg"})
"""What a browser shows as a picture and never as a page; anything else is not handed out."""


def blob_url(artifact: Artifact) -> str:
    """An address at which the browser finds the picture: ``/blob/<sha256>``, or a ``data:`` address.

    Raises ``NotFoundError`` or ``StoreError`` where the bytes have to be read here and cannot be.
    """
    if is_served():
        return f"{blob_path(base_url_path())}/{artifact.sha256}"
    if artifact.media_type not in SHOWN_TYPES:
        return "data:,"
    return data_url(studio().blobs.get(artifact.sha256), artifact.media_type)


def data_url(content: bytes, media_type: str = "image/png") -> str:
    """The bytes of a picture as an address that holds them."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def jpeg_bytes(pixels: npt.NDArray[np.uint8]) -> bytes:
    """height×width×3, 0…255, as JPEG: small and at once, for what is looked at in passing."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=90, subsampling=0)
    return buffer.getvalue()


def png_bytes(pixels: npt.NDArray[np.uint8]) -> bytes:
    """height×width, or ×3 or ×4, 0…255, as PNG: exact, and quick rather than small."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
