"""Samples as TIFF and PNG files hold them, brought to 8 bits by the full scale that the file states.

Pillow decodes most of them, but inverts, scales and matches with transparent colours only some.
"""

import re
import sys
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, BinaryIO, Literal, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import OPEN_INFO, ImageFileDirectory_v2, TiffImageFile

from core.errors import ImageError
from core.stages.arrays import Pixels

Kind = Literal["unsigned", "signed", "float"]
KINDS: dict[int, Kind] = {1: "unsigned", 2: "signed", 3: "float", 4: "unsigned"}
"""What TIFF's SampleFormat means; 4 is 'undefined', which programs write for bits as they are."""
WIDTH, BITS, PHOTOMETRIC, FILL_ORDER, SAMPLES, MAX_VALUE, PLANAR = 256, 258, 262, 266, 277, 281, 284
SAMPLE_FORMAT, FLOAT_MAX_VALUE = 339, 341
RAW_MODES: dict[tuple[int, int], tuple[str, str, str]] = {
    (1, 12): ("I;16", "I;12", "I;12"),
    (1, 16): ("I;16", "I;16", "I;16B"),
    (1, 32): ("I", "I;32", "I;32B"),
    (2, 8): ("L", "L", "L"),
    (2, 16): ("I", "I;16S", "I;16BS"),
    (2, 32): ("I", "I;32S", "I;32BS"),
    (3, 32): ("F", "F;32F", "F;32BF"),
    (3, 64): ("F", "F;64F", "F;64BF"),
}
"""Pillow's mode for grey of a SampleFormat and so many bits, and how it calls such bytes, little-endian and
big-endian. Pillow itself leaves out some of them for one byte order or one meaning of 0."""


BAND_PIXELS = 4_000_000
"""How many are scaled at a time."""


@dataclass(frozen=True)
class Samples:
    """What a file says of its samples.

    ``bits`` a sample; ``white`` is the value of full scale, ``None`` where the file leaves that open;
    ``inverted`` where 0 is white and Pillow does not turn that round; ``transparent`` is the value, or the
    three, that a PNG declares transparent, in its own bits.
    """

    kind: Kind = "unsigned"
    bits: int = 8
    white: float | None = None
    inverted: bool = False
    transparent: int | tuple[int, ...] | None = None


def prepare_tiff() -> None:
    """Have Pillow open grey TIFFs of every kind in ``RAW_MODES``, byte order and meaning of 0."""
    for (form, bits), (mode, little, big) in RAW_MODES.items():
        for zero, (prefix, raw), as_form in product(
            (0, 1),
            ((TiffImagePlugin.II, little), (TiffImagePlugin.MM, big)),
            (form, 4) if form == 1 else (form,),
        ):
            OPEN_INFO.setdefault((prefix, zero, (as_form,), 1, (bits,), ()), (mode, raw))


def stated_samples(photo: Image.Image) -> Samples:
    """What an opened file, not loaded yet, says of its samples. How Pillow is about to decode a TIFF is put
    right where it would take the bytes for others than they are."""
    if isinstance(photo, TiffImageFile):
        _mend_tiles(photo)
        return _tiff_samples(photo)
    if isinstance(photo, PngImageFile) and photo.tile:
        depth = re.search(r"\d+", str(photo.tile[0].args))
        bits = 1 if photo.mode == "1" else int(depth.group()) if depth else 8
        transparent = photo.info.get("transparency") if photo.mode != "P" else None
        return Samples(bits=bits, white=2.0**bits - 1, transparent=transparent)
    return Samples()


def _tiff_samples(photo: TiffImageFile) -> Samples:
    kind, bits = KINDS.get(_first(photo, SAMPLE_FORMAT, 1), "unsigned"), int(_first(photo, BITS, 1))
    inverted = _first(photo, PHOTOMETRIC, 0) == 0 and (bits > 8 or kind == "signed")
    top = _first(photo, FLOAT_MAX_VALUE, None if kind == "float" else _first(photo, MAX_VALUE, None))
    # Others, such as 1811, tell of the brightest pixel, as some programs have it, and not of a scale.
    stated = isinstance(top, (int, float)) and top >= 1 and float(np.log2(top + 1)).is_integer()
    if stated and kind != "float":
        stated = top < 2**bits - 1
    white = float(top) if stated else None
    # 16 bits in 32 are common, and say so nowhere.
    if white is None and kind != "float" and bits < 32:
        white = 2.0 ** (bits - (kind == "signed")) - 1
    return Samples(kind, bits, white, inverted)


def _first(photo: TiffImageFile, tag: int, default: Any) -> Any:
    value = photo.tag_v2.get(tag, default)
    return value[0] if isinstance(value, tuple) and value else value


def _mend_tiles(photo: TiffImageFile) -> None:
    """Have Pillow decode planes of 16 bits as such, and what libtiff unpacked in its own byte order."""
    tags, bits = photo.tag_v2, _first(photo, BITS, 1)
    key = (_first(photo, SAMPLE_FORMAT, 1),), tags.get(FILL_ORDER, 1), (bits,), ()
    planes = photo.tile[0].codec_name != "libtiff" and tags.get(PLANAR, 1) == 2 if photo.tile else False
    for number, tile in enumerate(photo.tile):
        raw, *rest = tile.args if isinstance(tile.args, tuple) else (tile.args,)
        if tile.codec_name == "libtiff":
            raw = re.sub(r"^([IF];(?:16|32|64))B?([SF]?)$", r"\1N\2", str(raw))
        elif planes and tags.get(SAMPLES, 1) == 1:
            raw = OPEN_INFO[(tags.prefix, tags.get(PHOTOMETRIC, 0), *key)][1]
        elif planes and bits == 16:
            raw = f"{raw};16{'L' if tags.prefix == TiffImagePlugin.II else 'B'}"
        photo.tile[number] = tile._replace(args=(raw, *rest))


def needs_low_bytes(photo: Image.Image, samples: Samples) -> bool:
    """Whether the 8 bits a channel that Pillow keeps of 16 are not enough to scale or to find a colour."""
    narrow = samples.white is not None and samples.white < 2**16 - 1
    return (
        samples.bits == 16 and photo.mode in ("RGB", "RGBA") and (narrow or samples.transparent is not None)
    )


def low_bytes(file: BinaryIO, formats: tuple[str, ...]) -> Image.Image:
    """The lower halves of colours of 16 bits a channel, of which Pillow keeps the upper ones: decoded with
    the other byte order."""
    file.seek(0)
    photo = Image.open(file, formats=formats)
    stated_samples(photo)
    swapped = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}
    for number, tile in enumerate(photo.tile):
        raw, *rest = tile.args if isinstance(tile.args, tuple) else (tile.args,)
        raw = f"{str(raw)[:-1]}{swapped[str(raw)[-1]]}"
        photo.tile[number] = tile._replace(args=(raw, *rest) if isinstance(tile.args, tuple) else raw)
    photo.load()
    return photo


def eight_bit(image: Image.Image, samples: Samples, low: Image.Image | None = None) -> Image.Image:
    """The loaded image with 8 bits a channel, in mode L, LA, RGB, RGBA or CMYK.

    ``low`` are the lower halves of its colours, where those are needed. Raises ``ImageError`` for CIELab.
    """
    if image.mode == "LAB":
        raise ImageError("CIELab colours are not read; save the photo as RGB.")
    made = image
    if (
        image.mode in ("I", "F")
        or image.mode.startswith("I;16")
        or (image.mode == "L" and samples.kind == "signed")
    ):
        made = _grey(image, samples)
    elif low is not None:
        made = _deep_colours(image, low, samples)
    elif image.mode == "La":
        made = image.convert("LA")
    elif image.has_transparency_data:
        if image.mode == "L" and isinstance(samples.transparent, int):
            image.info["transparency"] = samples.transparent * 255 // (2**samples.bits - 1)
        made = image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "CMYK"):
        made = image.convert("RGB")
    made.info = image.info
    return made


def _grey(image: Image.Image, samples: Samples) -> Image.Image:
    """Grey of any depth as 8 bits, band by band: as floats all of a large photo would take gigabytes."""
    if samples.white is None:
        samples = replace(samples, white=open_scale(image, samples.kind))
    levels, opaque = Image.new("L", image.size), Image.new("L", image.size)
    rows = max(1, BAND_PIXELS // image.width)
    for top in range(0, image.height, rows):
        values = _values(image.crop((0, top, image.width, min(top + rows, image.height))), samples.kind)
        levels.paste(Image.fromarray(scaled(values, samples)), (0, top))
        if samples.transparent is not None:
            shown = np.where(values == samples.transparent, 0, 255).astype(np.uint8)
            opaque.paste(Image.fromarray(shown), (0, top))
    if samples.transparent is not None:
        levels.putalpha(opaque)
    return levels


def _values(image: Image.Image, kind: Kind) -> npt.NDArray[Any]:
    """The samples as what they are: Pillow knows neither 32 bits without sign nor 8 with one."""
    values = np.asarray(image)
    if kind == "unsigned" and values.dtype == np.int32:
        return values.view(np.uint32)
    return values.view(np.int8) if image.mode == "L" else values


def _deep_colours(high: Image.Image, low: Image.Image, samples: Samples) -> Image.Image:
    """Colours of 16 bits as 8 bits, written over ``high``, band by band as above."""
    made = high if samples.transparent is None else Image.new("RGBA", high.size)
    rows = max(1, BAND_PIXELS // high.width)
    for top in range(0, high.height, rows):
        box = (0, top, high.width, min(top + rows, high.height))
        values = np.asarray(high.crop(box)).astype(np.uint16) << 8 | np.asarray(low.crop(box))
        band = scaled(values, samples)
        if samples.transparent is not None:
            hidden = (values[..., :3] == np.array(samples.transparent, np.uint16)).all(axis=2)
            band = np.dstack((band[..., :3], np.where(hidden, 0, 255).astype(np.uint8)))
        made.paste(Image.fromarray(band), box)
    return made


def scaled(values: npt.NDArray[Any], samples: Samples) -> Pixels:
    """Values of any depth in 0…255, of their own shape: 0 and below is black, full scale and above white, the
    other way round where ``samples``, whose ``white`` is known, says so."""
    white = samples.white or 1.0
    if values.dtype == np.uint16 and white == 2**16 - 1:
        eight = (values >> 8).astype(np.uint8)
    else:
        with np.errstate(over="ignore"):  # of floats beyond all measure, which are white
            floats = np.nan_to_num(values.astype(np.float32))
            floats *= np.float32(255 / white)
        eight = np.rint(floats.clip(0, 255, out=floats), out=floats).astype(np.uint8)
    return 255 - eight if samples.inverted else eight


def open_scale(image: Image.Image, kind: Kind) -> float:
    """The full scale of grey whose file leaves it open. Of 32 bits it is that of 16 where none is above
    that: all would be black. Floats go to 1, 255 or 65535, be a few above it, as light sources are."""
    if kind != "float":
        darkest, brightest = cast(tuple[float, float], image.getextrema())
        top = 2.0**32 - 1 if kind == "unsigned" else 2.0**31 - 1
        high = kind == "unsigned" and darkest < 0  # from 2³¹ on, which Pillow takes for negative
        return top if high or brightest > 2**16 - 1 else 2.0**16 - 1
    step = max(1, max(image.size) // 1000)
    small = image.resize(
        (max(1, image.width // step), max(1, image.height // step)), Image.Resampling.NEAREST
    )
    values = np.asarray(small, np.float64)
    finite = values[np.isfinite(values)]
    bright = float(np.quantile(finite, 0.99)) if finite.size else 0.0
    return next((scale for scale in (1.0, 255.0) if bright <= 2 * scale), 2.0**16 - 1)


def unread_tiff(file: BinaryIO) -> str | None:
    """A sentence that says what a TIFF holds that is not read; ``None`` for a file that is no TIFF."""
    file.seek(0)
    try:
        head = file.read(8)
        if not head.startswith(tuple(TiffImagePlugin.PREFIXES)):
            return None
        if 43 in head[2:4]:
            head += file.read(8)
        tags = ImageFileDirectory_v2(head)
        file.seek(tags.next)
        tags.load(file)
        bits, forms = tags.get(BITS, (1,)), tags.get(SAMPLE_FORMAT, (1,))
        if WIDTH not in tags:
            return "The photo is damaged or incomplete; save or copy it again."
    except Exception:  # as damaged as it can be
        return None
    words = {2: "Signed colours", 3: "Floating point colours"}.get(max(forms))
    if words is None and max(bits) not in (8, 16):
        words = f"Colours of {max(bits)} bits a channel"
    if words:
        return f"{words} are not read; save it with 8 or 16 bits a channel."
    return "The kind of colours in this TIFF is not read; save it as RGB with 8 or 16 bits a channel."
