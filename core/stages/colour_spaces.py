"""Colours that a file states by numbers, without an ICC profile, brought to sRGB.

Code points are those of ITU-T H.273, as HEIF and AVIF (``colr`` box of type ``nclx``) and PNG (``cICP``) have
them; PNG's ``cHRM`` and ``gAMA`` and EXIF say chromaticities and an exponent.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Floats

Doubles = npt.NDArray[np.float64]
Chromaticities = tuple[float, float, float, float, float, float, float, float]
"""x and y of white, red, green and blue."""

D65, DCI_WHITE = (0.3127, 0.3290), (0.314, 0.351)
SRGB: Chromaticities = (*D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
PRIMARIES: Mapping[int, Chromaticities] = {
    9: (*D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),  # BT.2020
    11: (*DCI_WHITE, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),  # DCI-P3
    12: (*D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),  # Display P3
}
"""By code point; others are sRGB's, near to them, or not stated."""
ADOBE_RGB: Chromaticities = (*D65, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
ADOBE_GAMMA = 563 / 256

LINEAR, PQ, HLG = 8, 16, 18
GAMMAS: Mapping[int, float] = {4: 2.2, 5: 2.8, 17: 2.6}
"""Transfer characteristics that are mere exponents, by code point. Those of BT.709 and BT.601 are for
cameras: what they made is shown by sRGB's curve, as browsers do."""
REFERENCE_WHITE, HLG_PEAK = 203.0, 1000.0
"""Luminance in cd/m² of what is white without shining (BT.2408), and of HLG's brightest."""
KNEE = 0.6
"""Linear light, as a share of white, up to which HDR keeps its brightness; above, it nears white."""
BAND_PIXELS = 2_000_000
"""How many are converted at a time: as floats all of a large photo would take gigabytes."""
NEAR = 0.003
"""How far apart chromaticities may be and still be the same, as programs round them."""
MAX_STEPS = 1_000
"""Of chunks or boxes that are looked at."""


@dataclass(frozen=True)
class ColourSpace:
    """``linear`` takes encoded values 0…1 to linear light, 1 = white; ``matrix`` 3×3 that to sRGB's; ``hdr``
    goes on above white."""

    linear: Callable[[Doubles], Doubles]
    matrix: Doubles
    hdr: bool = False

    def to_srgb(self, photo: Image.Image) -> Image.Image:
        """The RGB photo in sRGB, colours that it does not have clipped."""
        table = self.linear(np.arange(256) / 255).astype(np.float32)
        matrix = self.matrix.T.astype(np.float32)
        made = Image.new("RGB", photo.size)
        rows = max(1, BAND_PIXELS // photo.width)
        for top in range(0, photo.height, rows):
            band = (0, top, photo.width, min(photo.height, top + rows))
            light: Floats = table[np.asarray(photo.crop(band))] @ matrix
            if self.hdr:
                light = tone_mapped(light)
            made.paste(Image.fromarray(_ENCODED[np.rint(light.clip(0, 1) * _STEPS).astype(np.uint16)]), band)
        return made


def stated_colours(photo: Image.Image) -> ColourSpace | None:
    """The colours that an opened file, not loaded yet, states by numbers; ``None`` where they are sRGB's, or
    where it states none. An ICC profile is asked first, but for PNG's ``cICP``, which is above it."""
    points = _code_points(photo)
    if points is not None:
        return by_code_points(*points)
    if photo.info.get("icc_profile") or "srgb" in photo.info:
        return None
    if photo.format == "PNG":
        chromaticities, gamma = photo.info.get("chromaticity"), photo.info.get("gamma")
        return by_numbers(chromaticities, 1 / gamma if gamma else None)
    return _of_exif(photo)


def by_code_points(primaries: int, transfer: int) -> ColourSpace | None:
    """The colours of two code points; ``None`` for sRGB and what is as good as that."""
    chromaticities = PRIMARIES.get(primaries, SRGB)
    curves: dict[int, Callable[[Doubles], Doubles]] = {LINEAR: np.array, PQ: _from_pq, HLG: _from_hlg}
    curves |= {code: _power(gamma) for code, gamma in GAMMAS.items()}
    if chromaticities is SRGB and transfer not in curves:
        return None
    matrix = to_srgb_matrix(chromaticities)
    return ColourSpace(curves.get(transfer, srgb_to_linear), matrix, hdr=transfer in (PQ, HLG))


def by_numbers(chromaticities: Any, gamma: float | None) -> ColourSpace | None:
    """The colours of eight chromaticities and an exponent, either of which may be missing; ``None`` for sRGB,
    for what no light has, and where neither is there."""
    known = SRGB if chromaticities is None else _chromaticities(chromaticities)
    if known is None or (gamma is not None and not 0.9 <= gamma <= 3.5):
        return None
    like_srgb = float(np.abs(np.subtract(known, SRGB)).max()) < NEAR
    usual = gamma is None or abs(gamma - 2.2) < 0.05
    if like_srgb and usual:
        return None
    curve = srgb_to_linear if gamma is None or (usual and known != ADOBE_RGB) else _power(gamma)
    try:
        return ColourSpace(curve, to_srgb_matrix(known))
    except np.linalg.LinAlgError:
        return None


def srgb_to_linear(values: Doubles) -> Doubles:
    """Linear light of encoded values, both 0…1 (IEC 61966-2-1)."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def to_srgb_matrix(chromaticities: Chromaticities) -> Doubles:
    """From linear light of those primaries to that of sRGB's, adapted to its white (Bradford). Raises
    ``numpy.linalg.LinAlgError`` for primaries in one line."""
    own, srgb = _to_xyz(chromaticities), _to_xyz(SRGB)
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    there, here = bradford @ own.sum(1), bradford @ srgb.sum(1)
    adapted = np.linalg.inv(bradford) @ np.diag(here / there) @ bradford
    return np.linalg.inv(srgb) @ adapted @ own


def tone_mapped(light: Floats) -> Floats:
    """Linear light N×M×3 below 1: as it is up to ``KNEE``, nearing 1 above, all three alike, so that colours
    keep their hue."""
    brightest = light.max(axis=2, keepdims=True)
    above = np.maximum(brightest - KNEE, 0) / (1 - KNEE)
    mapped = np.where(above > 0, KNEE + (1 - KNEE) * (1 - np.exp(-above)), brightest)
    return (light * mapped / np.maximum(brightest, 1e-6)).astype(np.float32)


def _power(gamma: float) -> Callable[[Doubles], Doubles]:
    return lambda values: values**gamma


def _from_pq(values: Doubles) -> Doubles:
    """SMPTE ST 2084, as a share of reference white."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    power = values ** (1 / m2)
    return 10_000 / REFERENCE_WHITE * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)


def _from_hlg(values: Doubles) -> Doubles:
    """BT.2100's inverse curve and its system gamma, here of each channel, as a share of reference white."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12)
    return HLG_PEAK / REFERENCE_WHITE * scene**1.2


def _to_xyz(chromaticities: Chromaticities) -> Doubles:
    white, *primaries = np.reshape(chromaticities, (4, 2))
    columns = np.array([(x / y, 1, (1 - x - y) / y) for x, y in primaries]).T
    x, y = white
    return columns * np.linalg.solve(columns, np.array([x / y, 1, (1 - x - y) / y]))


def _chromaticities(stated: Any) -> Chromaticities | None:
    try:
        numbers = np.array([float(value) for value in stated])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if numbers.shape != (8,) or not np.isfinite(numbers).all():
        return None
    sums = numbers[::2] + numbers[1::2]
    if numbers.min() < -0.1 or numbers[1::2].min() <= 1e-3 or numbers.max() > 1.1 or sums.max() > 1.1:
        return None
    return cast(Chromaticities, tuple(numbers.tolist()))


def _code_points(photo: Image.Image) -> tuple[int, int] | None:
    """Code points of primaries and transfer, where the file has them."""
    nclx: Any = photo.info.get("nclx_profile")
    if isinstance(nclx, dict):
        return nclx["color_primaries"], nclx["transfer_characteristics"]
    file: BinaryIO | None = getattr(photo, "fp", None)
    reader = {"PNG": _png_cicp, "AVIF": _avif_nclx}.get(photo.format or "")
    if file is None or reader is None:
        return None
    at = file.tell()
    try:
        return reader(file)
    except (struct.error, OSError, ValueError):
        return None
    finally:
        file.seek(at)


def _png_cicp(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(8)
    for _ in range(MAX_STEPS):
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"cICP" and length == 4:
            primaries, transfer = file.read(2)
            return primaries, transfer
        if kind == b"IDAT":
            return None
        file.seek(length + 4, 1)
    return None


def _avif_nclx(file: BinaryIO) -> tuple[int, int] | None:
    """Of the first item that has them, which is the picture itself; its gain map comes later."""
    file.seek(0, 2)
    span = (0, file.tell())
    for name, skipped in ((b"meta", 4), (b"iprp", 0), (b"ipco", 0)):
        found = next((box for kind, *box in _boxes(file, *span) if kind == name), None)
        if found is None:
            return None
        span = found[0] + skipped, found[1]
    for kind, start, _ in _boxes(file, *span):
        file.seek(start)
        if kind == b"colr" and file.read(4) == b"nclx":
            primaries, transfer = struct.unpack(">HH", file.read(4))
            return primaries, transfer
    return None


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each box's content between two places of the file."""
    for _ in range(MAX_STEPS):
        if start + 8 > end:
            return
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        begin = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            begin += 8
        stop = end if size == 0 else start + size
        if stop < begin or stop > end:
            return
        yield kind, begin, stop
        start = stop


def _of_exif(photo: Image.Image) -> ColourSpace | None:
    """Adobe RGB as cameras name it (DCF's ``R03``), and chromaticities with an exponent."""
    try:
        exif = photo.getexif()
        details: Mapping[int, Any] = exif.get_ifd(0x8769)
        if details.get(0xA001) == 1:
            return None
        named = str(exif.get_ifd(0xA005).get(1, "")).startswith("R03") or details.get(0xA001) == 2
        white, primaries, gamma = exif.get(0x13E), exif.get(0x13F), details.get(0xA500)
        if white and primaries:
            return by_numbers((*white, *primaries), float(gamma) if gamma else None)
    # What Pillow raises for an EXIF that is none.
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, ZeroDivisionError, struct.error):
        return None
    return ColourSpace(_power(ADOBE_GAMMA), to_srgb_matrix(ADOBE_RGB)) if named else None


_STEPS = 16_383
_LIGHT = np.arange(_STEPS + 1) / _STEPS
_ENCODED = np.rint(
    255 * np.where(_LIGHT <= 0.0031308, 12.92 * _LIGHT, 1.055 * _LIGHT ** (1 / 2.4) - 0.055)
).astype(np.uint8)
"""sRGB's levels of linear light in so many steps."""
