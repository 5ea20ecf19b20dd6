"""The photos of a group: found in folders, archives and lists of files, looked at before anything is made,
and read again when their turn comes."""

import hashlib
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from core.errors import ImageError, InputError
from core.groups.plan import PlannedPhoto
from core.settings import Settings
from core.stages.image import (
    FORMATS,
    check_file_size,
    check_kind,
    check_size,
    photo_bytes,
    prepare_pillow,
    read_image,
)
from core.stages.reading_limits import check_cost

ENDINGS = (".png", ".jpg", ".jpeg", ".jpe", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff", ".gif")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file that by its name is a photo: ``place``, or ``member`` of the archive at ``place``."""

    place: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name, which its pictures are recorded with."""
        return (self.member or self.place.name).rpartition("/")[2]

    @property
    def shown(self) -> str:
        """What errors call it."""
        return f"{self.place.name}: {self.member}" if self.member else str(self.place)


def found_in(source: Path, *, deep: bool = False) -> list[Found]:
    """The photos that ``source`` names, as people count (2 before 10): a photo itself, those in a ZIP, or in
    a folder, with ``deep`` in its folders too. Hidden files are none. Raises ``InputError``."""
    if source.is_dir():
        walk = source.rglob("*") if deep else source.iterdir()
        try:
            found = [Found(place=path) for path in walk if _is_photo(path.relative_to(source).as_posix())]
            found = [one for one in found if one.place.is_file()]
        except OSError as error:
            raise InputError(f"The folder {source} cannot be read: {error.strerror}.") from error
    elif source.suffix.lower() == ".zip":
        found = [Found(place=source, member=name) for name in _members(source) if _is_photo(name)]
    else:
        return [Found(place=source)]
    if not found:
        raise ImageError(f"There are no photos in {source}; name a folder, a ZIP or files of photos.")
    return sorted(found, key=lambda one: _counted(one.member or str(one.place)))


def looked_at(found: Found, settings: Settings) -> PlannedPhoto:
    """A photo as its header tells; it is decoded when its turn comes. Raises ``ImageError`` that names it."""
    try:
        content = read(str(found.place), found.member, settings.max_upload_bytes)
        photo = looked_at_bytes(found.name, content, settings)
    except InputError as error:
        raise ImageError(f"{found.shown}: {error}") from error
    return replace(photo, place=os.path.abspath(found.place), member=found.member)


def looked_at_bytes(name: str, content: bytes, settings: Settings) -> PlannedPhoto:
    """The same of a photo's bytes, which lie nowhere yet. Raises ``ImageError``."""
    check_file_size(content, settings.max_upload_bytes)
    width, height = _size(content, settings.max_pixels)
    sha256 = hashlib.sha256(content).hexdigest()
    return PlannedPhoto(name=name, sha256=sha256, width=width, height=height, size=len(content))


def content_of(photo: PlannedPhoto, settings: Settings) -> bytes:
    """A planned photo's bytes; raises ``ImageError`` where it is gone, or is another one by now."""
    content = read(photo.place, photo.member, settings.max_upload_bytes)
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise ImageError(f"{photo.name} was changed since it was planned; start again with it as it is now.")
    return content


def read(place: str, member: str, max_bytes: int) -> bytes:
    """The bytes of a file, or of an archive's member, at most ``max_bytes``; raises ``ImageError``."""
    if not member:
        try:
            return photo_bytes(Path(place), max_bytes=max_bytes)
        except OSError as error:
            raise ImageError(f"The photo {place} cannot be read: {error.strerror or error}.") from error
    try:
        with zipfile.ZipFile(place) as archive, archive.open(member) as file:
            content = file.read(max_bytes + 1)  # whatever the archive says of its size
    # An archive that is damaged, encrypted or packed in a way that is not known.
    except (
        OSError,
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zipfile.BadZipFile,
        ValueError,
    ) as error:
        raise ImageError(f"{member} cannot be taken out of {Path(place).name}: {error}.") from error
    check_file_size(content, max_bytes)
    if not content:
        raise ImageError("The photo is an empty file; choose another one, or copy it again.")
    return content


def not_photos(source: Path) -> Iterable[str]:
    """The names in a folder that are left out since they are no photos' names, but for hidden ones."""
    if not source.is_dir():
        return ()
    names = (path.name for path in source.iterdir() if path.is_file())
    return sorted(name for name in names if not _is_photo(name) and not name.startswith("."))


def _size(content: bytes, max_pixels: int) -> tuple[int, int]:
    prepare_pillow(max_pixels)
    file = BytesIO(content)
    check_kind(file)
    check_cost(file)
    try:
        with Image.open(file, formats=FORMATS) as photo:
            size = photo.size
    # Decoders raise whatever a damaged file makes them stumble over, even KeyError and SyntaxError.
    except Exception as error:
        raise ImageError(
            "This file is not a photo that can be read; use PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF."
        ) from error
    check_size(size, max_pixels)
    if _looks_cut_off(content):  # found out by its header no more
        read_image(content, max_pixels=max_pixels)
    return size


def _looks_cut_off(content: bytes) -> bool:
    """Whether the file lacks its own end, as a copy does that was broken off; few do and are whole."""
    if content[:2] == b"\xff\xd8":
        return content.rfind(b"\xff\xd9") < content.rfind(b"\xff\xda")
    if content[:4] == b"\x89PNG":
        return b"IEND" not in content[-1024:]
    if content[:4] == b"RIFF":
        return int.from_bytes(content[4:8], "little") + 8 > len(content)
    return False


def _members(archive: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(archive) as file:
            yield from [one.filename for one in file.infolist() if not one.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{archive} is no ZIP archive that can be read ({error}).") from error


def _is_photo(name: str) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    return not hidden and name.lower().endswith(ENDINGS)


def _counted(name: str) -> list[tuple[int, str]]:
    """A key by which 2 comes before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _DIGITS.split(name)]
