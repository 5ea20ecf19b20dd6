"""A cell's request, from what was given for all of them and what this one has of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import RequestError, SceneError
from core.groups.scene_fields import PREFIX, changed, scene_title
from core.groups.values import numbers
from core.models.profile import ModelProfile
from core.models.profiles import SCENE_PROFILE
from core.request import MAX_SEED, GenerationRequest, own_background
from core.scenes.kinds import KINDS
from core.scenes.shops import for_shop
from core.scenes.spec import SceneSpec
from core.variations import with_scenes

ALIASES: Mapping[str, str] = {
    "avoid": "negative_prompt",
    "cfg": "guidance_scale",
    "controlnet": "controlnet_conditioning_scale",
    "cut_out": "matting_model",
    "cutout": "matting_model",
    "guidance": "guidance_scale",
    "kind": "scene",
    "model": "profile",
    "sentence": "prompt",
    "steps": "num_inference_steps",
}
"""What people call fields, beside the fields' own names."""


def field_named(name: str) -> str | None:
    """The request's field that a person means by ``name``; ``None`` where there is none."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    field = ALIASES.get(plain, plain)
    known = field in GenerationRequest.model_fields and field != "schema_version"
    return field if known else None


def field_meant(name: str, typed: object) -> str | None:
    """``field_named``, by what was ``typed`` for it: ``room`` is *Room per side*, in per cent, but of shares
    from 0 to 1 alone the room around the photo, which once had that name."""
    field = field_named(name)
    if field != "room":
        return field
    try:
        shares = numbers(str(typed), name, whole=False)
    except RequestError:
        return field
    return "margin" if all(0 <= share <= 1 for share in shares) else field


class Requests:
    """Makes requests of plain values. ``profile_named`` finds a profile, ``usual`` is the profile of one that
    names neither profile nor scene. What several cells share is made once."""

    def __init__(self, profile_named: Callable[[str], ModelProfile], usual: str) -> None:
        self._profile_named, self._usual = profile_named, usual
        self._made: dict[str, tuple[GenerationRequest, str]] = {}

    def of(self, values: Mapping[str, Any]) -> tuple[GenerationRequest, str]:
        """The request and its digest. ``values`` are fields by name, of which ``None`` counts as not given;
        ``scene`` may be a kind, a scene's JSON, or a scene; dotted names (``scene_fields``) change it, there
        ``None`` is a value. A scene that prompt and seed draw depends on nothing else, so that a group can be
        extended. Raises ``RequestError``, ``ProfileError``, ``SceneError``."""
        given = {
            name: value for name, value in values.items() if value is not None or name.startswith(PREFIX)
        }
        key = repr(sorted(given.items(), key=lambda item: item[0]))
        if key not in self._made:
            request = self._request(given)
            self._made[key] = request, request.digest()
        return self._made[key]

    def _request(self, given: dict[str, Any]) -> GenerationRequest:
        given = for_shop(given)
        scene, prompt, seed = given.pop("scene", None), given.pop("prompt", ""), given.pop("seed", None)
        changes = {name: given.pop(name) for name in [*given] if name.startswith(PREFIX)}
        background = given.get("background")
        if background is not None and not prompt:
            prompt = own_background(background).words
        painted = scene is not None or background is not None or bool(changes)
        name = given.pop("profile", None) or (SCENE_PROFILE if painted else self._usual)
        if not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
            raise RequestError(f"seed must be a whole number from 0 to {MAX_SEED} (it is {seed}).")
        profile = self._profile_named(str(name))
        if scene is not None:
            given["scene"] = scene_of(scene, prompt, seed)
        request = GenerationRequest.for_profile(profile, prompt=prompt, seed=seed, **given)
        if profile.paints_scenes:
            request = with_scenes([request])[0]
        if changes and request.scene is None:
            raise RequestError(
                f"{scene_title(next(iter(changes)))} is of a scene, and {profile.title} begins with none; "
                "name a kind of scene, or take scenes as the model."
            )
        if changes and request.scene is not None:
            request = request.model_copy(update={"scene": changed(request.scene, changes)})
        return request


def scene_of(scene: SceneSpec | str, prompt: str, seed: int) -> SceneSpec:
    """A scene: itself, of its JSON, or of a kind that prompt and seed complete. Raises ``SceneError``."""
    from core.scenes.drawing import scene_for

    if isinstance(scene, SceneSpec):
        return scene
    if scene.lstrip().startswith("{"):
        return SceneSpec.from_json(scene)
    if scene not in KINDS:
        raise SceneError(
            f"There is no kind of scene {scene!r}; see python -m core scenes for those there are."
        )
    return scene_for(prompt, seed, kind=scene)


def sentence_of_kind(kind: str) -> str:
    """A sentence for a scene that was named by its kind alone."""
    return KINDS[kind].title.lower() if kind in KINDS else "a place"
