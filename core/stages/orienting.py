"""Turning a photo upright, as the EXIF that a camera wrote into it says."""

import struct

from PIL import ExifTags, Image

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation that EXIF knows; 1 is upright."""
UNREADABLE = (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error)
"""What Pillow raises for an EXIF that is no EXIF."""


def upright(photo: Image.Image) -> Image.Image:
    """The photo turned as its EXIF says, itself where that says nothing or cannot be read.

    Not by ``ImageOps.exif_transpose``: that writes the EXIF anew and stumbles over tags of a wrong type,
    although the pixels are whole.
    """
    try:
        turn = TURNS.get(photo.getexif().get(ExifTags.Base.Orientation.value, 1))
    except UNREADABLE:
        return photo
    return photo if turn is None else photo.transpose(turn)
