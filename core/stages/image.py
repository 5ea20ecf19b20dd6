"""A photo as it was handed in becomes an upright sRGB image of a size the models can take."""

import struct
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, Image, ImageCms, ImageFilter, PngImagePlugin, UnidentifiedImageError

from core.errors import ImageError
from core.stages.arrays import Floats, Pixels
from core.stages.colour_spaces import ColourSpace, stated_colours
from core.stages.mixed_edges import unmixed
from core.stages.other_kinds import not_read, other_kind
from core.stages.reading_limits import check_cost
from core.stages.sample_formats import (
    eight_bit,
    low_bytes,
    needs_low_bytes,
    prepare_tiff,
    stated_samples,
    unread_tiff,
)

# Named one by one, so that no other decoder of Pillow (EPS starts Ghostscript) sees an uploaded file.
FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF")
MOST_BYTES = 8
"""Of a pixel: four channels of 16 bits."""
MAX_TEXT = 64_000_000
"""Bytes of a PNG's texts and profile, unpacked."""
MAX_DEEP_PIXELS = 30_000_000
"""Of colours that are decoded twice, since Pillow keeps half of their 16 bits."""
MAX_WEBP_PIXELS = 48_000_000
"""Its decoder takes 16 bytes for each, where others take 4 to 8."""
MIN_SIDE = 16
MAX_ASPECT = 16
"""Together with a ``max_side`` of 256 or more these keep the fitted photo's short side at 16 px or more."""
MIN_SUBJECT = 0.0005
MAX_SUBJECT = 0.995
"""Least and most of the frame, as a share of it, that a subject may take up."""
STRIP_PIXELS = 16_000_000
"""Of a cut-out that is resized at once, in floats: more would take gigabytes."""
LANCZOS = Image.Resampling.LANCZOS
HIDDEN_BLUR = 0.02
"""Standard deviation of the blur of what stands in for hidden colours, as a share of the longer side."""

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


def read_image(source: Path | bytes, *, max_pixels: int = 64_000_000) -> Image.Image:
    """The photo upright in 8-bit sRGB: mode RGBA where its alpha is its subject's matte, else RGB.

    ``source`` is a file or its content: PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF (first frame). EXIF
    orientation is applied once, colours are converted by the profile or the numbers that the file states,
    deeper samples become 8 bits by the full scale that it states. Metadata stays behind. Raises
    ``ImageError`` where the file cannot be opened or decoded, has more than ``max_pixels`` pixels (told by
    its header, before decoding), a side below 16 px, or sides more than 1:16 apart.
    """
    prepare_pillow(max_pixels)
    with _opened(source, max_pixels * MOST_BYTES) as file:
        check_kind(file)
        check_cost(file)
        try:
            with Image.open(file, formats=FORMATS) as photo:
                check_size(photo.size, max_pixels)
                check_decoder(photo)
                return upright_srgb(photo)
        except ImageError:
            raise
        except UnidentifiedImageError as error:
            raise ImageError(
                unread_tiff(file)
                or "This file is not a photo that can be read; use PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF."
            ) from error
        except (Image.DecompressionBombError, MemoryError) as error:
            raise ImageError(
                f"The photo is too large; make it smaller than {max_pixels / 1e6:g} megapixels first."
            ) from error
        # Decoders raise whatever a damaged file makes them stumble over, even KeyError and SyntaxError.
        except Exception as error:
            if "MAX_TEXT" in str(error):  # Pillow's own limits of a PNG's texts
                raise ImageError(
                    f"The photo's file holds more than {MAX_TEXT / 1e6:g} MB of text; "
                    "save it anew with another program."
                ) from error
            raise ImageError("The photo is damaged or incomplete; save or copy it again.") from error


def deep_remark(content: bytes, *, max_pixels: int = 64_000_000) -> str | None:
    """A sentence where a readable photo's samples have more bits than a picture keeps of them, told by its
    header; ``None`` for all others."""
    prepare_pillow(max_pixels)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as photo:
            bits = max(stated_samples(photo).bits, int(photo.info.get("bit_depth") or 8))
    except Exception:  # whatever a damaged file makes decoders stumble over, which ``read_image`` tells
        return None
    return f"This photo has {bits} bits a channel; pictures are made and saved with 8." if bits > 8 else None


def photo_bytes(path: Path, *, max_bytes: int) -> bytes:
    """A photo's file as it is, read once, be it a pipe. Raises ``ImageError`` where it cannot be opened,
    is empty, or is larger than ``max_bytes``."""
    with _opened(path, max_bytes) as file:
        content = file.read(max_bytes + 1)
    check_file_size(content, max_bytes)
    return content


def check_file_size(content: bytes, max_bytes: int) -> None:
    """Raise ``ImageError`` where a photo's file is larger than ``max_bytes``."""
    if len(content) > max_bytes:
        raise ImageError(f"The photo's file is larger than {max_bytes / 1e6:g} MB; make it smaller first.")


@cache
def prepare_pillow(max_pixels: int) -> None:
    """Have Pillow read HEIC, and neither refuse pictures of up to ``max_pixels`` nor warn of what is odd."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    prepare_tiff()
    # read_image has a limit of its own, and says so in words; Pillow's must not lie below it.
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS or 0, max_pixels)
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = MAX_TEXT
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    # Damaged metadata, which Pillow grumbles about, leaves the picture as good as it was.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


def _opened(source: Path | bytes, max_bytes: int) -> BinaryIO:
    """The file or content to read from, known not to be empty; of a pipe hardly more than ``max_bytes``."""
    if isinstance(source, bytes):
        file: BinaryIO = BytesIO(source)
    else:
        try:
            file = source.open("rb")
        except FileNotFoundError as error:
            raise ImageError(f"There is no photo at {source}; check its name.") from error
        except IsADirectoryError as error:
            raise ImageError(f"{source} is a folder; name a photo inside it.") from error
        except OSError as error:
            raise ImageError(f"The photo {source} cannot be opened: {error.strerror}.") from error
    if not file.seekable():  # a pipe
        with file:
            file = BytesIO(file.read(max_bytes + 1))
    if not file.read(1):
        file.close()
        raise ImageError("The photo is an empty file; choose another one, or copy it again.")
    file.seek(0)
    return file


def check_kind(file: BinaryIO) -> None:
    """Raise ``ImageError`` for a file that is known and no photo that is read, a camera's raw one say."""
    if kind := other_kind(file):
        raise ImageError(not_read(kind))


def check_size(size: tuple[int, int], max_pixels: int) -> None:
    """Raise ``ImageError`` for a photo of ``size`` (width, height) in px that is too large or too small."""
    width, height = size
    size_words = f"The photo is {width} × {height} px"
    if width * height > max_pixels:
        raise ImageError(f"{size_words}; make it smaller than {max_pixels / 1e6:g} megapixels first.")
    if min(size) < MIN_SIDE:
        raise ImageError(f"{size_words}; choose one with at least {MIN_SIDE} px on each side.")
    if max(size) > MAX_ASPECT * min(size):
        raise ImageError(
            f"{size_words}; crop it, since the longer side may be at most {MAX_ASPECT} times the shorter one."
        )


def check_decoder(photo: Image.Image) -> None:
    """Raise ``ImageError`` for an opened photo whose decoder would take more memory than others' do."""
    if photo.format == "WEBP" and photo.width * photo.height > MAX_WEBP_PIXELS:
        raise ImageError(
            f"The photo is {photo.width} × {photo.height} px, too large for WebP; make it smaller than "
            f"{MAX_WEBP_PIXELS / 1e6:g} megapixels, or save it as JPEG or PNG."
        )


def upright_srgb(photo: Image.Image) -> Image.Image:
    """The opened photo as ``read_image`` gives it: upright, 8-bit sRGB, RGBA where its alpha is a matte."""
    samples, file, stated = stated_samples(photo), getattr(photo, "fp", None), stated_colours(photo)
    if needs_low_bytes(photo, samples) and photo.width * photo.height > MAX_DEEP_PIXELS:
        raise ImageError(
            f"The photo is {photo.width} × {photo.height} px of 16 bits a channel; make it smaller than "
            f"{MAX_DEEP_PIXELS / 1e6:g} megapixels, or save it with 8 bits a channel."
        )
    # Some decoders (TIFF, HEIF) turn the picture while loading and drop the tag: load first, then look.
    photo.load()
    low = upright(low_bytes(file, FORMATS)) if file and needs_low_bytes(photo, samples) else None
    image = eight_bit(upright(photo), samples, low)
    profile = image.info.get("icc_profile")
    # Large ones are as they are, and not copied.
    ready = image.mode == "RGBA" and not profile and stated is None
    colours = image if ready else to_srgb(image, profile, stated)
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        # All 0 comes from programs that never filled it in, and what it hides is the photo.
        if alpha.getextrema() not in ((0, 0), (255, 255)):
            if not ready:
                colours.putalpha(alpha)
            colours = colours if leaves_background(np.asarray(alpha)) else without_alpha(colours)
        elif ready:
            colours = image.convert("RGB")
    # A profile left in info would be written into every file saved from this image.
    colours.info = {}
    return colours


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


def to_srgb(image: Image.Image, profile: bytes | None, stated: ColourSpace | None = None) -> Image.Image:
    """The colours in sRGB, without alpha: by what the file has ``stated`` by numbers, else by its profile;
    one that does not fit the image is passed over."""
    flat = image.convert(image.mode.removesuffix("A")) if image.mode in ("LA", "RGBA") else image
    if stated is not None and flat.mode != "CMYK":
        return stated.to_srgb(flat.convert("RGB"))
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted:
            return converted
    return flat.convert("RGB")


def opacity(alpha: Pixels) -> float:
    """How opaque an alpha matte H×W (255 = opaque) is on average, 0…1."""
    return float(np.mean(alpha)) / 255


def leaves_background(alpha: Pixels) -> bool:
    """Whether something is left to be replaced behind ``alpha``, H×W with 255 = subject: rounded corners and
    a few soft pixels cut nothing out."""
    return opacity(alpha) <= MAX_SUBJECT


def is_cutout(alpha: Pixels) -> bool:
    """Whether ``alpha``, H×W with 255 = subject, sets a subject apart from a background. Each pixel counts
    by its opacity: glass and smoke are subjects too, though more background than subject everywhere."""
    return opacity(alpha) >= MIN_SUBJECT and leaves_background(alpha)


def fit(image: Image.Image, max_side: int = 1024, behind: Floats | None = None) -> Image.Image:
    """The image with its longest side at most ``max_side`` px, never enlarged, aspect kept.

    Lanczos resampling, for RGBA on premultiplied colours, so that what lies under transparent pixels
    does not bleed; ``behind`` is the colour that its soft edges are mixed with (see ``mixed_edges``), which
    goes. The very image comes back where it fits already and nothing is mixed in.
    """
    longest = max(image.size)
    if longest <= max_side:
        return image if behind is None else Image.fromarray(unmixed(np.asarray(image), behind))
    width, height = (max(1, round(side * max_side / longest)) for side in image.size)
    if image.mode == "RGBA":
        return resized_cutout(image, (width, height), behind)
    return image.resize((width, height), LANCZOS)


def resized_cutout(image: Image.Image, size: tuple[int, int], behind: Floats | None = None) -> Image.Image:
    """The RGBA image at ``size`` (width, height), its colours weighted by alpha and without what is
    ``behind``. In floats: Pillow's own way clips alpha at 255 but not the colours, which leaves a bright line
    along every edge. Large photos go through in strips, which have no seams: each reaches into the next."""
    strips = max(1, round(image.width * image.height / STRIP_PIXELS))
    rows = -(-size[1] // strips)
    made = Image.new("RGBA", size)
    for top in range(0, size[1], rows):
        made.paste(_strip(image, size, (top, min(top + rows, size[1])), behind), (0, top))
    return made


def _strip(
    image: Image.Image, size: tuple[int, int], rows: tuple[int, int], behind: Floats | None
) -> Image.Image:
    """The resized image's rows from the first up to the last of ``rows``."""
    scale = image.height / size[1]
    top, bottom = rows[0] * scale, image.height if rows[1] == size[1] else rows[1] * scale
    reach = 3 * scale + 2  # Lanczos looks at three pixels of the result
    first, last = max(0, int(top - reach)), min(image.height, int(bottom + reach) + 1)
    box = top - first, bottom - first
    part, height = image.crop((0, first, image.width, last)), last - first
    shown_rows = part.getchannel("A").getbbox()
    if shown_rows is None:
        return Image.new("RGBA", (size[0], rows[1] - rows[0]))
    # Of what is taller Pillow resizes the columns first, and its pixels are to stay.
    upper, lower = (shown_rows[1], shown_rows[3]) if height <= image.width else (0, height)
    part = part.crop((0, upper, image.width, lower))

    def resized(channel: Floats) -> Floats:
        to = size[0], rows[1] - rows[0]
        if lower - upper == height:
            return np.asarray(Image.fromarray(channel).resize(to, LANCZOS, (0, box[0], image.width, box[1])))
        # In Pillow's own two passes, the first of which is passed over where all is 0.
        narrow = np.zeros((height, size[0]), np.float32)
        few = Image.fromarray(channel).resize((size[0], lower - upper), LANCZOS)
        narrow[upper:lower] = np.asarray(few)
        return np.asarray(Image.fromarray(narrow).resize(to, LANCZOS, (0, box[0], size[0], box[1])))

    *colours, opacity = part.split()
    opacity, bands = np.asarray(opacity, np.float32), list[Floats]()
    alpha = resized(opacity)
    for number, one in enumerate(colours):
        colour = np.asarray(one, np.float32)  # one at a time: they are large
        if behind is None:
            shown = colour * opacity
        else:  # α F = C − (1 − α) B, and never more than α can be
            whole = (255 * colour - (255 - opacity) * float(behind[number])).clip(0, 255 * opacity)
            shown = np.where(opacity > 0, whole, 0).astype(np.float32)
        bands.append((resized(shown) / alpha.clip(0.5)).astype(np.float32))
    return Image.fromarray(np.rint(np.dstack((*bands, alpha)).clip(0, 255)).astype(np.uint8))


def seen_colours(cutout: Pixels, least: int = 1) -> Pixels:
    """The colours, H×W×3, of an RGBA picture H×W×4 with nothing left of those that its alpha hides.

    Programs leave black, white or the old background where alpha is 0, which is nothing that anyone sees:
    there, and below an alpha of ``least``, the nearest visible colours go on, blurred. All other pixels stay
    as they are.
    """
    from scipy.ndimage import distance_transform_edt

    colours, hidden = cutout[..., :3], cutout[..., 3] < least
    if hidden.all():
        # Nothing is left where it is all too faint for ``least``.
        return np.zeros_like(colours) if least == 1 else seen_colours(cutout)
    if not hidden.any():
        return np.ascontiguousarray(colours)
    nearest = np.empty((2, *hidden.shape), np.int32)
    distance_transform_edt(hidden, return_distances=False, return_indices=True, indices=nearest)
    spread = Image.fromarray(colours[nearest[0], nearest[1]])
    blurred = np.asarray(spread.filter(ImageFilter.GaussianBlur(HIDDEN_BLUR * max(spread.size))))
    return np.where(hidden[..., None], blurred, colours)


def without_alpha(photo: Image.Image) -> Image.Image:
    """An RGBA photo that is opaque nearly everywhere as RGB, without the colours that its alpha hides. What
    stands in for them is made small and enlarged: no photo is too large for that."""
    small = Image.fromarray(seen_colours(np.asarray(fit(photo))))
    opaque = small.resize(photo.size, Image.Resampling.BICUBIC)
    opaque.paste(photo.convert("RGB"), mask=photo.getchannel("A").point([0] + [255] * 255))
    return opaque
