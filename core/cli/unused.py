"""What of a command line a picture does not use: it is said, and not recorded as if it had been."""

import argparse

from core.cli.options import option_of
from core.models.profile import ModelProfile
from core.request import GenerationRequest
from core.scenes.kinds import KINDS
from core.scenes.reading import read
from core.scenes.spec import SceneSpec

UNUSED_BY_SCENES = (
    *("negative_prompt", "num_inference_steps", "guidance_scale", "strength", "eta", "scheduler"),
    *("controlnet_conditioning_scale", "control_guidance_start", "control_guidance_end"),
    *("depth_scope", "depth_model", "margin"),
)
"""Fields that change nothing in a scene, or before a background of one's own."""


def unused_remarks(
    arguments: argparse.Namespace, request: GenerationRequest, profile: ModelProfile
) -> list[str]:
    """A sentence for each thing that was given and is not used."""
    given = [name for name in UNUSED_BY_SCENES if getattr(arguments, name) is not None]
    told: list[str] = []
    if arguments.prompt and request.background is not None:
        told.append(f"The sentence is not used: the picture is {request.prompt}.")
    elif arguments.prompt and arguments.scene and (asked := other_place(arguments.prompt, request.scene)):
        told.append(f"{asked} is not painted, since --scene names another place; light and things are.")
    if profile.paints_scenes and given:
        options = ", ".join(map(option_of, given))
        told.append(f"{profile.title} does not use {options}: only models do.")
    clear = request.background is not None and request.background.kind == "transparent"
    if clear and arguments.output.suffix.lower() in {".jpg", ".jpeg"}:
        told.append("JPEG has no transparency: white is put behind the subject; PNG and WebP keep it.")
    return told


def other_place(sentence: str, scene: SceneSpec | None) -> str | None:
    """The title of the place that a sentence names where the scene is of another one."""
    wishes = read(sentence).wishes
    named = {kind for wish in wishes.places for kind in wish.any_of}
    if scene is None or not named or named & {scene.kind, scene.backdrop}:
        return None
    return KINDS[wishes.kinds[0][0]].title
