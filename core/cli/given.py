"""The fields that a command line gives, with the pictures that they name beside the photo."""

import argparse
from collections.abc import Callable, Iterable
from typing import Any

from core.cli.also import also_of
from core.cli.backgrounds import background_of
from core.settings import Settings


def given_of(arguments: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """The fields that were given, and the content of the pictures that they name: of further subjects, and of
    the background where that is a file's. Raises ``RequestError``, ``ImageError``."""
    given, background = background_of(arguments, settings)
    also, photos = also_of(arguments.also, settings)
    given |= {"also": also} if also else {}
    return given, (*photos, *(() if background is None else (background,)))


def keeping(contents: Iterable[bytes], keep: Callable[[bytes], str]) -> None:
    """Have the pictures kept."""
    for content in contents:
        keep(content)
