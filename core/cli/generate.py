"""``generate``: pictures made, recorded, and written where they were asked for."""

import argparse
import io
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from core.cli.options import part_of
from core.cli.requests import outputs_of, request_of
from core.cli.session import finished, stoppable, studio_of
from core.cli.unused import unused_remarks
from core.errors import ImageError
from core.models.profiles import resolve_profile
from core.output import write_whole
from core.runtime.ahead import begin_ahead, waited_for
from core.runtime.printing import say, tell
from core.scenes.reading import remark_for_model, remark_for_scene
from core.settings import Settings
from core.variations import variations
from store.records import PICTURE_ROLES

if TYPE_CHECKING:
    from core.library.records import Records
    from core.metadata.parts import Part
    from core.pipeline.analysis import Analysis
    from core.request import GenerationRequest
    from core.studio import Studio
    from store.records import Run

OWNER = "command line"
AHEAD_PIXELS = 24_000_000
"""Up to so many a photo is looked at ahead: a larger one would be held twice, once for its picture, and
beside the cut-out model."""


def generate(arguments: argparse.Namespace, settings: Settings) -> None:
    """Make pictures and write each with its report and its stages; they are recorded as one group unless they
    are not to be."""
    from core.metadata.export import checked_upload
    from core.pipeline.analysis import Analysis
    from core.stages.image import photo_bytes

    request, pictures = request_of(arguments, settings)
    requests = variations(request, arguments.pictures)
    outputs = outputs_of(arguments, [request.seed for request in requests])
    analysis = Analysis(settings)
    try:
        photo = photo_bytes(arguments.photo, max_bytes=settings.max_upload_bytes)
    except OSError as error:  # a damaged disk, a stick that was pulled out
        raise ImageError(f"The photo {arguments.photo} cannot be read: {error.strerror or error}.") from error
    checked_upload(photo, settings)
    part = part_of(arguments, arguments.output)
    recorded = not arguments.no_record
    with looked_at_ahead(analysis, photo, requests[0]):
        remark_on_words(arguments, requests[0], settings)
        if arguments.seed is None:
            tell(f"Seed {requests[0].seed}")
        with studio_of(settings, recorded=recorded, analysis=analysis) as studio:
            for picture in pictures:
                studio.keep_picture(picture)
            runs = studio.submit(requests, photo, source_name=arguments.photo.name, owner=OWNER)
            for run_id, paths in zip(runs, outputs, strict=True):
                with stoppable(studio, run_id, recorded=recorded):
                    run = finished(studio, run_id)
                    _write(studio, run, paths, part, with_recipe=not arguments.no_recipe, recorded=recorded)
                if run_id == runs[0]:
                    remark_on_photo(run, photo)
                say(_line(run, paths["output"], recorded=recorded))


@contextmanager
def looked_at_ahead(analysis: "Analysis", photo: bytes, request: "GenerationRequest") -> Generator[None]:
    """Inside, the subject is cut out beside what else there is to do: words are read, the database is opened.
    The picture finds it remembered, or waits for it. It is waited for also where something fails: a program
    that ends while a model is read or at work is aborted."""
    width, height = _size(photo)
    if width * height > AHEAD_PIXELS:
        yield
        return
    loading = begin_ahead("cut-out", lambda: analysis.models.matting(request.matting_model).load())
    with waited_for(loading), waited_for(begin_ahead("look", lambda: analysis.matte(photo, request))):
        yield


def remark_on_words(arguments: argparse.Namespace, request: "GenerationRequest", settings: Settings) -> None:
    """Say of a sentence that it will not be understood, as the page does beside it."""
    if resolve_profile(request.profile, settings).paints_scenes:
        said = arguments.scene is not None or request.background is not None
        remark = None if said else remark_for_scene(request.prompt)
        remark = remark and f"{remark}."
    else:
        remark = remark_for_model(request.prompt)
    if remark:
        tell(remark)
    for unused in unused_remarks(arguments, request, resolve_profile(request.profile, settings)):
        tell(unused)


def write_export(
    records: "Records", run_id: str, output: Path, part: "Part | None", *, with_recipe: bool
) -> None:
    """Write a recorded picture, or a part of it, in the format that the file's ending asks for."""
    from core.metadata.export import format_of

    form = format_of(output)
    if part is None:
        content, _, _ = records.export(run_id, form, with_recipe)
    else:
        content, _, _ = records.export_part(run_id, part, form)
    write_whole(output, content)


def remark_on_photo(run: "Run", photo: bytes) -> None:
    """Say of a photo that it is too small to sell with, that its picture has it enlarged, or that it has more
    bits than a picture keeps."""
    from core.stages.hand_placement import size_remarks
    from core.stages.image import deep_remark

    scene = {} if run.outcome is None else run.outcome.environment.get("scene")
    if scene is None:
        scene = {"remarks": size_remarks(_size(photo), 1.0)}
    for remark in scene.get("remarks", ()):
        tell(remark)
    if deep := deep_remark(photo):
        tell(deep)


def _size(photo: bytes) -> tuple[int, int]:
    """Width and height of a photo that was checked, in px."""
    with Image.open(io.BytesIO(photo)) as opened:
        return opened.size


def _line(run: "Run", output: Path, *, recorded: bool) -> str:
    """What is printed of a picture that was made."""
    outcome = run.outcome
    assert outcome is not None  # finished
    seconds = sum(outcome.seconds.values())
    name = f"run {run.id}  " if recorded else ""
    size = f"{outcome.width}×{outcome.height}"
    return f"{output}  {size}  seed {run.seed}  {seconds:.1f} s  {name}sha256 {outcome.pixels_sha256}"


def _write(
    studio: "Studio",
    run: "Run",
    paths: Mapping[str, Path],
    part: "Part | None",
    *,
    with_recipe: bool,
    recorded: bool,
) -> None:
    """Write a picture's files, of the picture that ``part`` alone; one that is not recorded names no run."""
    from core.library.manifest import manifest
    from core.metadata.export import format_of, is_painted, recipe
    from core.metadata.recipe import embed

    for role in PICTURE_ROLES:
        if role in paths:
            write_whole(paths[role], studio.runs.artifact(run.id, role))
    if "report" in paths:
        account = {key: value for key, value in manifest(run).items() if recorded or key != "run"}
        write_whole(paths["report"], json.dumps(account, indent=2, ensure_ascii=False).encode() + b"\n")
    output = paths["output"]
    if part is not None:
        write_whole(output, studio.export_part(run.id, part, format_of(output))[0])
        return
    made_by = recipe(run) | ({} if recorded else {"run": ""})
    composite = studio.runs.artifact(run.id, "composite")
    told = made_by if with_recipe else None
    write_whole(output, embed(composite, format_of(output), told, painted=is_painted(run)))
