"""What is asked for: one frozen request holds everything that decides one picture."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, Self, get_args, get_origin

from pydantic import Field, ValidationError, field_validator, model_validator

from core.errors import RequestError
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS
from core.scenes.canvas import AS_PHOTO, FULL, Place, plain_canvas, size_asked
from core.scenes.own import OwnBackground
from core.scenes.several import MOST_ALSO, Also, Room
from core.scenes.spec import SceneSpec, fault

MAX_SEED = 2**32 - 1
MAX_PROMPT = 6_000
"""Characters; MLflow cuts longer parameters silently."""

ADDED: Mapping[str, Any] = {"margin": 0.0, "scene": None, "pose": "auto", "scene_painter": "auto",
                               "size": "life", "keep_small_parts": False,
                               "matte_detail": "plain", "background": None, "canvas": "photo",
                               "place": None, "shadow_strength": 1.0, "shadow_softness": None,
                               "shadow_direction": None, "shadow_length": None,
                               "harmonise": 0.0, "room": None, "also": ()}  # fmt: skip
"""Fields that came after version 1 of the schema was in use, each with the value that stands for its
absence."""
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: tuple[Upgrade, ...] = ()
"""The function at place n makes a request of version n + 1 one of version n + 2: fields renamed, split or
meant otherwise. A field that is merely added needs none."""
SCHEMA = len(UPGRADES) + 1

SHADOW = ("shadow_strength", "shadow_softness", "shadow_direction", "shadow_length")
PLACED = ("canvas", "place", "room", *SHADOW)
"""The fields that say where a subject is put, and its shadow."""
CUT_OUT = ("matting_model", "keep_source_alpha", "matte_threshold", "matte_grow", "matte_feather",
           "matte_detail", "keep_small_parts", "decontaminate")  # fmt: skip
"""The fields that say how a subject is cut out."""
MAX_PHOTO_SIDE = 6144
"""Px of a photo's longer side at which a subject is cut out at most."""

Number = int | float
Pose = Literal["auto", "stands", "lies", "hangs"]
Size = Literal["auto", "hand", "life", "large"]
ScenePainter = Literal["auto", "painted", "traced"]
MatteDetail = Literal["plain", "fine", "clean"]

_BOUNDS = ("ge", "gt", "le", "lt")
_PLAIN = {
    "Input should": "must",
    "String should": "must",
    "Unable to parse input string": "cannot be read",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
    "greater than": "more than",
}
NESTED = ("background", "place", "room")
"""Fields that are specs of their own, which may be typed as one word."""
_NAMES = {"prompt": "The prompt", "negative_prompt": "The negative prompt"}


class GenerationRequest(GenerationParameters):
    """Everything that decides a picture, apart from the photo itself: validated, comparable, digestible.

    Adds to a profile's parameters what has no default there: prompt and seed, and how the subject is cut out.
    ``margin`` is room on each side at which the frame does not cut the subject off, within ``max_side``; the
    photo is made smaller for it where it must be. ``depth_model`` overrides the profile's by a name of
    ``core.models.profiles.DEPTH_MODELS``. ``scene`` is the place, or what a diffusion model begins with; a
    profile of scenes reads the prompt where there is none. The matte's measures are px of the fitted photo.
    """

    schema_version: Annotated[
        Literal[1], Field(title="Schema version", description="the version of the request's own form")
    ] = 1
    prompt: Annotated[
        str,
        Field(
            max_length=MAX_PROMPT,
            title="Scene",
            description="where the subject should be: surface, scene, light (not the subject itself)",
        ),
    ]
    negative_prompt: Annotated[
        str,
        Field(
            max_length=MAX_PROMPT,
            title="Avoid",
            description="what should not appear; the profile's own unless given",
        ),
    ] = ""
    seed: Annotated[
        int,
        Field(
            ge=0,
            le=MAX_SEED,
            title="Seed",
            description="the noise it begins with; the same seed and settings make the same picture again",
        ),
    ]
    profile: Annotated[str, Field(title="Model", description="the set of models that make the picture")]
    depth_model: Annotated[
        str | None,
        Field(
            title="Depth model",
            description="another depth model than the profile's: " + ", ".join(DEPTH_MODELS),
        ),
    ] = None
    margin: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            title="Room around the photo",
            description=(
                "room around the photo, as a share of its longer side; none where it cuts the subject off"
            ),
        ),
    ] = 0.0
    scene: Annotated[
        SceneSpec | None,
        Field(
            title="Scene to begin with",
            description=(
                "the place, as a scene's JSON; by a profile of scenes it is the background, "
                "by any other the picture that it begins with"
            ),
        ),
    ] = None
    pose: Annotated[
        Pose,
        Field(
            title="Pose",
            description="how the subject is in a scene: it stands, lies (was seen from above) or hangs",
        ),
    ] = "auto"
    size: Annotated[
        Size,
        Field(
            title="Subject's size",
            description=(
                "how large the subject is in a scene: in a wide place what fits a hand is seen from near, "
                "what is as large as a car from far; life-sized: as people are"
            ),
        ),
    ] = "life"
    scene_painter: Annotated[
        ScenePainter,
        Field(
            title="Scene painter",
            description="scenes as they are painted at once, or traced with true light where they can be",
        ),
    ] = "auto"
    background: Annotated[
        OwnBackground | None,
        Field(
            title="Background",
            description=(
                "a background of one's own in place of a scene: a colour (white, #f4f1ec), "
                "two with .. between them, transparent, or its JSON"
            ),
        ),
    ] = None
    canvas: Annotated[
        str,
        Field(
            title="Canvas",
            description=(
                "the picture's shape: photo, full for the photo's own size in px, a ratio such as 4:5, "
                "or width and height in px"
            ),
        ),
    ] = AS_PHOTO
    place: Annotated[
        Place | None,
        Field(
            title="Placement",
            description=(
                "where the subject is put: X,Y,SCALE, its middle and size in shares of the canvas, then "
                "degrees to turn it, then mirror; by itself unless given"
            ),
        ),
    ] = None
    room: Annotated[
        Room | None,
        Field(
            title="Room per side",
            description=(
                "room around the subject in place of a placement: LEFT,RIGHT,TOP,BOTTOM in per cent of the "
                "canvas, or one number for all sides"
            ),
        ),
    ] = None
    also: Annotated[
        tuple[Also, ...],
        Field(
            max_length=MOST_ALSO,
            title="Further subjects",
            description="photos of further subjects in the same picture, each with its placement",
        ),
    ] = ()
    shadow_strength: Annotated[
        float,
        Field(ge=0, le=2, title="Shadow strength", description="how dark the shadow is, 0 for none"),
    ] = 1.0
    shadow_softness: Annotated[
        Annotated[float, Field(ge=0, le=1)] | None,
        Field(
            title="Shadow softness",
            description="how soft the shadow is, 0 sharp to 1; as the light has it unless given",
        ),
    ] = None
    shadow_direction: Annotated[
        Annotated[float, Field(ge=-180, le=180)] | None,
        Field(
            title="Shadow falls",
            description=(
                "where the shadow falls, in degrees: -90 to the left, 0 behind the subject, 90 to the right, "
                "180 to the front; as the light has it unless given"
            ),
        ),
    ] = None
    shadow_length: Annotated[
        Annotated[float, Field(ge=0, le=2.2)] | None,
        Field(
            title="Shadow length",
            description="how long the shadow is, in heights of the subject; as the light has it unless given",
        ),
    ] = None
    harmonise: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            title="Harmonise",
            description=(
                "how far exposure and colour cast of the subject are drawn to the background's; "
                "at 0 the subject stays untouched"
            ),
        ),
    ] = 0.0
    keep_source_alpha: Annotated[
        bool,
        Field(
            title="Keep the photo's own transparency",
            description="take the photo's own transparency as its matte",
        ),
    ] = True
    matte_threshold: Annotated[
        Annotated[int, Field(ge=0, le=255)] | None,
        Field(title="Matte threshold", description="make the matte hard: this level and above is subject"),
    ] = None
    matte_grow: Annotated[
        int,
        Field(
            ge=-64,
            le=64,
            title="Matte grow",
            description="move the matte's edge outward (negative: inward), px",
        ),
    ] = 0
    matte_feather: Annotated[
        float, Field(ge=0, le=64, title="Matte feather", description="soften the matte's edge, px")
    ] = 0.0
    matte_detail: Annotated[
        MatteDetail,
        Field(
            title="Matte detail",
            description=(
                "plain: as the cut-out model sees it; fine: along the photo's own edges, without leftovers "
                "of its background, and a hanger hooked on; clean: also without what haze and strange "
                "things are left at its edges, and a whole hanger for one that is half seen"
            ),
        ),
    ] = "plain"
    keep_small_parts: Annotated[
        bool,
        Field(
            title="Keep small parts",
            description="keep tiny parts that the cut-out model is not sure of, such as a bird beside a dog",
        ),
    ] = False
    decontaminate: Annotated[
        bool,
        Field(
            title="Clean the edges",
            description="trim the old background's rim and replace its colour in soft edges",
        ),
    ] = True

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str) -> str:
        if not prompt.strip():
            raise ValueError("is empty; write where the subject should be, for example 'on an oak table'")
        return prompt.strip()

    @field_validator("canvas")
    @classmethod
    def _known_canvas(cls, canvas: str) -> str:
        return plain_canvas(canvas)

    @field_validator("depth_model")
    @classmethod
    def _known_depth_model(cls, name: str | None) -> str | None:
        if name is not None and name not in DEPTH_MODELS:
            raise ValueError(f"must be one of {', '.join(DEPTH_MODELS)}")
        return name

    @property
    def is_fine(self) -> bool:
        """Whether the matte follows the photo's own edges."""
        return self.matte_detail != "plain"

    @property
    def is_clean(self) -> bool:
        """Whether nothing of what else was in the photo is to be left at the subject's edge."""
        return self.matte_detail == "clean"

    @property
    def shadow_is_set(self) -> bool:
        """Whether the shadow is another one than the light's own."""
        return any(getattr(self, name) != ADDED[name] for name in SHADOW)

    @property
    def photo_side(self) -> int:
        """Longest side, in px, of the photo that the picture is made of: on a canvas of a size of its own,
        where a part of the photo may fill it, more than the picture has."""
        size = size_asked(self.canvas)
        if self.canvas == FULL:
            return MAX_PHOTO_SIDE
        return self.max_side if size is None else max(self.max_side, min(2 * max(size), MAX_PHOTO_SIDE))

    @model_validator(mode="after")
    def _one_background(self) -> Self:
        if self.background is not None and self.scene is not None:
            raise ValueError("scene and background are one too many; leave one of them out")
        if self.scene_painter == "traced" and self.shadow_is_set:
            raise ValueError("scene_painter must be auto or painted where the shadow is set by hand")
        if self.scene_painter == "traced" and self.also:
            raise ValueError("scene_painter must be auto or painted where there are further subjects")
        if self.place is not None and self.room is not None:
            raise ValueError("place and room are one too many; leave one of them out")
        return self

    @property
    def own_picture(self) -> str | None:
        """The sha256 of the picture that is the background, where one is."""
        return None if self.background is None else self.background.picture

    @classmethod
    def for_profile(cls, profile: ModelProfile, *, prompt: str, seed: int, **changes: Any) -> Self:
        """The profile's defaults with ``changes`` laid over them; raises ``RequestError`` in one sentence."""
        values = {**usual_values(profile), **changes}
        request = cls.parse({**values, "prompt": prompt, "seed": seed, "profile": profile.name})
        check_fits(request, profile)
        return request

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Self:
        """A request from plain values; raises ``RequestError`` that names the field and its range."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise RequestError(sentence(error)) from error

    def canonical_json(self) -> str:
        """Sorted keys, no spaces, UTF-8: equal requests give equal text. Fields that came later are left out
        at the value that stands for their absence (``ADDED``), so that older requests keep their digests."""
        values = self.model_dump(mode="json")
        for name, absent in ADDED.items():
            if getattr(self, name) == absent:
                del values[name]
        return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def digest(self) -> str:
        """``request-v1:sha256:…`` of the canonical JSON, with the schema's version in its tag."""
        digest = hashlib.sha256(self.canonical_json().encode()).hexdigest()
        return f"request-v{self.schema_version}:sha256:{digest}"


def usual_values(profile: ModelProfile) -> dict[str, Any]:
    """What a new request of ``profile`` has where nothing else is asked for. Of scenes the size is guessed
    and the matte clean; a request that has neither, from before there were any, is life-sized and plain."""
    return {**profile.defaults.model_dump(mode="json"), **usual_of_scenes(profile)}


def usual_of_scenes(profile: ModelProfile) -> dict[str, Any]:
    """What a new request of ``profile`` has in the fields whose usual value differs in scenes."""
    if profile.paints_scenes:
        return {"size": "auto", "matte_detail": "clean"}
    return {name: ADDED[name] for name in ("size", "matte_detail")}


def own_background(value: Any) -> OwnBackground:
    """A background of one's own of a spec, its plain values, or what was typed; raises ``RequestError``."""
    try:
        return OwnBackground.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise RequestError(f"background {plain_words(first['msg'])} (it is {str(value)[:80]}).") from error


def check_fits(request: GenerationRequest, profile: ModelProfile) -> None:
    """Raises ``RequestError`` for a background of one's own, or further subjects, that a model which paints
    the whole background has no use for."""
    if profile.paints_scenes:
        return
    if request.also:
        raise RequestError(
            f"Further subjects need a scene or a background of your own, and {profile.title} is a model; "
            "choose the profile scene."
        )
    if request.background is not None:
        raise RequestError(
            f"background needs no model, and {profile.title} is one; choose the profile scene."
        )


def request_of(recorded: Mapping[str, Any], upgrades: Sequence[Upgrade] = UPGRADES) -> GenerationRequest:
    """The request as it was recorded, brought to today's schema and checked as if it was given now.

    Raises ``RequestError`` where a newer version of the studio wrote it, or none that is known.
    """
    version, current = recorded.get("schema_version"), len(upgrades) + 1
    if not isinstance(version, int) or not 1 <= version <= current:
        raise RequestError(
            f"This run was asked for in version {version} of the request, and this studio speaks version "
            f"{current}; use the studio that made it, or begin a new picture from its settings."
        )
    values = dict(recorded)
    for upgrade in upgrades[version - 1 :]:
        values = upgrade(values)
    return GenerationRequest.parse({**values, "schema_version": SCHEMA})


def label(name: str) -> str:
    """The label of a request's field."""
    return str(GenerationRequest.model_fields[name].title)


def description(name: str) -> str:
    """The help of a request's field: what it does and in which unit, without a full stop."""
    return str(GenerationRequest.model_fields[name].description)


def kinds(name: str) -> tuple[Any, ...]:
    """The types that a request's field takes, without ``None``: one, such as ``int`` or a ``Literal``."""
    annotation: Any = GenerationRequest.model_fields[name].annotation
    union = (annotation,) if get_origin(annotation) is Literal else get_args(annotation) or (annotation,)
    present = [kind for kind in union if kind is not type(None)]
    return tuple(kind.__origin__ if hasattr(kind, "__metadata__") else kind for kind in present)


def bounds(name: str) -> dict[str, Number]:
    """The limits of a request's field as pydantic names them, those of ``ge``, ``gt``, ``le`` and ``lt``
    that it has."""
    field = GenerationRequest.model_fields[name]
    # Those of ``Annotated[int, Field(ge=0)] | None`` are the member's, not the field's.
    described = [part for kind in get_args(field.annotation) for part in getattr(kind, "__metadata__", ())]
    parts = [*field.metadata, *(part for outer in described for part in getattr(outer, "metadata", [outer]))]
    return {key: getattr(part, key) for part in parts for key in _BOUNDS if hasattr(part, key)}


def limits(name: str) -> tuple[Number | None, Number | None]:
    """The least and the greatest value of a request's field, ``None`` where it has no such limit.

    A limit that is itself left out (more than 0) is given as it is: the request's own check says so in
    words, whereas a widget would fail on a value that lies closer to it than the widget's step.
    """
    found = bounds(name)
    return found.get("ge", found.get("gt")), found.get("le", found.get("lt"))


def choices(name: str) -> tuple[str, ...]:
    """The words that a request's field allows, empty where any are; ``None`` is not among them."""
    return tuple(word for kind in kinds(name) if get_origin(kind) is Literal for word in get_args(kind))


def plain_words(message: str) -> str:
    """pydantic's message on one field, to be read behind the field's name: ``must be at least 1``."""
    message = message.removeprefix("Value error, ")
    for library_words, ours in _PLAIN.items():
        message = message.replace(library_words, ours)
    return message


def sentence(error: ValidationError) -> str:  # noqa: PLR0911
    """The first thing that is wrong with a request, with the field's name and its value."""
    first = error.errors()[0]
    message = plain_words(first["msg"])
    if not first["loc"]:
        return f"{message}."
    key = str(first["loc"][0])
    if key in NESTED:
        within = f" will not do: {first['loc'][-1]}" if len(first["loc"]) > 1 else ""
        given = f" (it is {str(first['input'])[:80]})" if within or isinstance(first["input"], str) else ""
        return f"{key}{within} {message}{given}."
    if key == "also":
        return f"Further subjects: {message}."
    if key == "scene" and len(first["loc"]) > 1:
        return fault(first["type"], [str(part) for part in first["loc"][1:]], first["msg"], first["input"])
    name = _NAMES.get(key, key)
    if first["type"] == "missing":
        return f"{name} is missing."
    if first["type"] == "string_too_long":
        return f"{name} has {len(first['input']):,} characters; shorten it to at most {MAX_PROMPT:,}."
    if first["type"] == "extra_forbidden":
        return f"There is no parameter {key}; see python -m core generate --help for those there are."
    value = "" if key in _NAMES else f" (it is {first['input']})"
    return f"{name} {message}{value}."
