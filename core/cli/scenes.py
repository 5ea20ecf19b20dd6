"""``scenes``: which kinds of places there are, and a place painted by itself."""

import argparse
from pathlib import Path

from core.errors import RequestError, SceneError
from core.output import check_writable, picture_format, write_whole
from core.runtime.printing import say
from core.scenes.groups import GROUPS
from core.scenes.kinds import KINDS, Kind
from core.scenes.spec import MAX_SCENE_SEED, SceneSpec
from core.settings import Settings
from core.variations import draw_seed

MAX_SIDE = 8192
"""Px of a painted scene's longer side."""


def scenes(arguments: argparse.Namespace, settings: Settings) -> None:
    """List the kinds; or with ``--output`` paint a place and print its scene."""
    if arguments.output is None:
        for group, title in GROUPS.items():
            say(title)
            for kind in (kind for kind in KINDS.values() if kind.group == group):
                say(kind_row(kind))
        return
    picture_format(arguments.output)
    check_writable(arguments.output)
    width, height = size_of(arguments.size)
    seed = draw_seed() if arguments.seed is None else arguments.seed
    scene = scene_from(arguments.scene, arguments.prompt or "", seed)
    write_whole(arguments.output, painted(scene, width, height, arguments.output))
    say(scene.to_json())


def scene_from(text: str | None, prompt: str, seed: int) -> SceneSpec:
    """A scene from what was typed: its JSON, a file of it, or a kind's name, which ``prompt`` and ``seed``
    complete; without it, the scene that prompt and seed draw. Raises ``SceneError``, ``RequestError``."""
    from core.scenes.drawing import scene_for

    if not 0 <= seed <= MAX_SCENE_SEED:
        raise RequestError(f"seed must be 0 to {MAX_SCENE_SEED} (it is {seed}).")
    if text is None:
        return scene_for(prompt, seed)
    if text.lstrip().startswith("{"):
        return SceneSpec.from_json(text)
    if text in KINDS:
        return scene_for(prompt, seed, kind=text)
    path = Path(text)
    if path.suffix == ".json":
        try:
            return SceneSpec.from_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise SceneError(f"The scene {text} cannot be read; give a file of a scene's JSON.") from error
    raise SceneError(f"There is no kind of scene {text!r}; see python -m core scenes for those there are.")


def kind_row(kind: Kind) -> str:
    """One line of the list: the kind's name, its title, what it may have."""
    has = {
        "ground": kind.grounds,
        "wall": kind.walls,
        "behind": kind.backdrops,
        "props": kind.props,
        "under it": ("boards, plates, rugs",) if kind.supports else (),
    }
    told = "; ".join(f"{name}: {', '.join(values)}" for name, values in has.items() if values)
    return f"    {kind.name:<16}{kind.title:<29} {told}".rstrip()


def size_of(text: str) -> tuple[int, int]:
    """Width and height of ``1024x768``; raises ``RequestError``."""
    parts = text.lower().replace("×", "x").split("x")
    if len(parts) == 2 and all(part.isdecimal() and 8 <= int(part) <= MAX_SIDE for part in parts):
        return int(parts[0]), int(parts[1])
    raise RequestError(f"The size {text!r} will not do; write it as 1024x768, each side 8 to {MAX_SIDE} px.")


def painted(scene: SceneSpec, width: int, height: int, output: Path) -> bytes:
    """The painted place as a file of the format that ``output`` ends in."""
    from io import BytesIO

    from PIL import Image

    from core.scenes.painting import View, as_pixels, paint

    pixels = as_pixels(paint(scene, View(width, height)).image, scene.seed)
    file = BytesIO()
    Image.fromarray(pixels).save(file, picture_format(output).upper(), quality=92)
    return file.getvalue()
