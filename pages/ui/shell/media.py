"""Pictures on their way to the browser: by address where app.py serves them, else inside the page."""

from base64 import b64encode
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.comparing.difference import coloured, difference
from core.comparing.remembered import decoded
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


def difference_url(one: Artifact, other: Artifact, gain: int) -> str | None:
    """An address of the map of where two pictures differ, ``gain`` times as bright; ``None`` where their
    shapes differ and there is nothing to read it from. Raises as ``difference_png`` does."""
    if is_served():
        return f"{blob_path(base_url_path())}/{one.sha256}/{other.sha256}/{gain}"
    content = difference_png(one.sha256, other.sha256, gain)
    return None if content is None else data_url(content)


def difference_png(one: str, other: str, gain: int) -> bytes | None:
    """The map of where two blobs differ as PNG; ``None`` where their shapes differ.

    Raises ``NotFoundError`` or ``StoreError`` where one cannot be read, ``OSError`` or ``ValueError`` where
    it is no picture.
    """
    pictures = [decoded(studio().blobs.get(sha256), "RGB") for sha256 in (one, other)]
    apart = difference(pictures[0], pictures[1])
    return None if apart is None else png_bytes(coloured(apart, gain))


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
