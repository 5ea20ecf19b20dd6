"""A background of one's own as the command line names it: a colour, two, nothing, or a picture's file."""

import argparse
import hashlib
from pathlib import Path
from typing import Any

from core.cli.options import changes
from core.errors import ImageError, RequestError
from core.request import own_background
from core.scenes.own import OwnBackground
from core.scenes.shops import shops
from core.settings import Settings

OF_A_PICTURE = {
    "blur": "how far out of focus the background's picture is, 0 to 1",
    "darken": "how much of its light is taken, 0 to 1",
    "zoom": "how many times larger it is than it must be, 1 to 4",
    "horizon": "the row at which its ground vanishes, as a share of the height; estimated unless given",
}
"""Options of a background that is a picture, with what they do."""


def add_backgrounds(parser: argparse.ArgumentParser) -> None:
    """The options of a background's picture, and the shops that a canvas may be for."""
    for name, text in OF_A_PICTURE.items():
        parser.add_argument(f"--background-{name}", type=float, metavar="X", help=text)
    parser.epilog = "--canvas also takes a shop: " + ", ".join(shops()) + ". --background also takes a file."


def background_of(arguments: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], bytes | None]:
    """The fields that were given, and the content of the background's picture where that is a file's. Raises
    ``RequestError``, ``ImageError``."""
    given = changes(arguments)
    typed = given.get("background")
    path = None if typed is None else _file(typed)
    options = {name: getattr(arguments, f"background_{name}") for name in OF_A_PICTURE}
    said = {name: value for name, value in options.items() if value is not None}
    if path is None:
        if said:
            raise RequestError(
                f"--background-{next(iter(said))} is for a picture; give --background a picture's file."
            )
        return given, None
    content = kept_content(path, settings, "background")
    picture = hashlib.sha256(content).hexdigest()
    given["background"] = {"kind": "picture", "picture": picture, **said}
    return given, content


def sentence_of(prompt: str | None, background: OwnBackground | str | dict[str, Any] | None) -> str:
    """The sentence, or where none is given that of the background. Raises ``RequestError``."""
    if prompt is not None or background is None:
        return prompt or ""
    return own_background(background).words


def _file(typed: object) -> Path | None:
    """The file that was typed for a background; ``None`` for a colour and the like."""
    from PIL import Image

    if not isinstance(typed, str) or typed.lstrip().startswith("{"):
        return None
    path = Path(typed)
    Image.init()
    return path if path.suffix.lower() in {*Image.EXTENSION, ".heic", ".heif", ".avif"} else None


def kept_content(path: Path, settings: Settings, what: str) -> bytes:
    """The content of a picture's file that is to be kept beside a run; raises ``ImageError``, which says
    ``what`` it was to be."""
    from core.metadata.export import checked_upload
    from core.stages.image import photo_bytes

    try:
        content = photo_bytes(path, max_bytes=settings.max_upload_bytes)
    except OSError as error:
        raise ImageError(f"The {what} {path} cannot be read: {error.strerror or error}.") from error
    checked_upload(content, settings)
    return content
