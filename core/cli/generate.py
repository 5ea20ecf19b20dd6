"""``generate`` and ``rerun``: a picture made, recorded, and written where it was asked for."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.progress_line import ProgressLine
from core.cli.requests import STAGE_PICTURES, outputs_of, request_of
from core.cli.session import Watched, finished, studio_of
from core.output import check_writable, picture_format, write_whole
from core.request import GenerationRequest
from core.settings import Settings

if TYPE_CHECKING:
    from core.studio import Studio
    from store.records import Run

OWNER = "command line"


@dataclass(frozen=True, kw_only=True)
class _Made:
    """A picture to be written: its parts as PNG, its account, its recipe, its run where it has one."""

    parts: Mapping[str, bytes]
    account: Mapping[str, Any]
    recipe: Mapping[str, Any]
    run: str | None = None


def generate(arguments: argparse.Namespace, settings: Settings) -> None:
    """Make one picture and write it, its report and its stages; it is recorded unless it is not to be."""
    from core.metadata.export import checked_upload
    from core.stages.image import photo_bytes

    request = request_of(arguments, settings)
    outputs = outputs_of(arguments)
    photo = photo_bytes(arguments.photo, max_bytes=settings.max_upload_bytes)
    checked_upload(photo, settings)
    if arguments.seed is None:
        print(f"Seed {request.seed}", file=sys.stderr)
    if arguments.no_record:
        made = _unrecorded(request, photo, settings)
    else:
        made = _recorded(request, photo, arguments.photo.name, settings)
    _write(made, outputs, with_recipe=not arguments.no_recipe)
    width, height = made.account["size"]
    print(
        f"{arguments.output}  {width}×{height}  seed {request.seed}  "
        f"{sum(made.account['seconds'].values()):.1f} s  "
        f"{f'run {made.run}  ' if made.run else ''}sha256 {made.account['sha256']}"
    )


def rerun(arguments: argparse.Namespace, settings: Settings) -> None:
    """Make a recorded picture again and say how alike the two are."""
    if arguments.output is not None:
        picture_format(arguments.output)
        check_writable(arguments.output)
    watched = Watched(ProgressLine())
    with studio_of(settings, watched) as studio:
        parent = studio.find(arguments.run)
        run = finished(studio, studio.rerun(parent, OWNER), watched)
        if arguments.output is not None:
            write_export(studio, run.id, arguments.output, with_recipe=not arguments.no_recipe)
    print(f"{run.id}  {_verdict(run)}")
    if run.outcome is not None and run.outcome.comparison is not None:
        for change in run.outcome.comparison.changes:
            print(f"    {change}")


def write_export(studio: "Studio", run_id: str, output: Path, *, with_recipe: bool) -> None:
    """Write a recorded picture in the form that the file's ending asks for."""
    from core.metadata.export import format_of

    content, _, _ = studio.export(run_id, format_of(output), with_recipe)
    write_whole(output, content)


def _verdict(run: "Run") -> str:
    comparison = None if run.outcome is None else run.outcome.comparison
    if comparison is None:
        return f"nothing to compare with: run {run.parent} has no picture"
    decibels = "" if comparison.psnr is None else f" (PSNR {comparison.psnr:.1f} dB)"
    words = {"identical": "identical to", "near": "near to", "different": "different from"}
    return f"{words[comparison.verdict]} run {run.parent}{decibels}"


def _recorded(request: GenerationRequest, photo: bytes, name: str, settings: Settings) -> _Made:
    watched = Watched(ProgressLine())
    with studio_of(settings, watched) as studio:
        (run_id,) = studio.submit([request], photo, source_name=name, owner=OWNER)
        run = finished(studio, run_id, watched)
        parts = {part: studio.runs.artifact(run_id, part) for part in STAGE_PICTURES}
        return _Made(parts=parts, account=_account(run), recipe=studio.recipe(run), run=run_id)


def _account(run: "Run") -> dict[str, Any]:
    """As ``core.library.manifest.report`` says it, and the run's id."""
    outcome = run.outcome
    assert outcome is not None  # finished
    return {
        "run": run.id,
        "request": dict(run.request),
        "digest": run.digest,
        "seed": run.seed,
        "profile": run.profile,
        "models": [dict(model) for model in outcome.models],
        "environment": dict(outcome.environment),
        "seconds": dict(outcome.seconds),
        "size": [outcome.width, outcome.height],
        "sha256": outcome.pixels_sha256,
        "matte_coverage": outcome.matte_coverage,
        "subject_max_difference": outcome.subject_max_difference,
    }


def _unrecorded(request: GenerationRequest, photo: bytes, settings: Settings) -> _Made:
    """Straight through the pipeline; nothing is remembered but what the stages remember."""
    from core.library.encoding import png
    from core.library.manifest import report
    from core.metadata.recipe import recipe_of
    from core.models.profiles import resolve_profile
    from core.pipeline.pipeline import BackgroundPipeline
    from core.version import APP_VERSION

    pipeline = BackgroundPipeline(resolve_profile(request.profile, settings), settings)
    line = ProgressLine()
    try:
        picture = pipeline.generate(request, photo, on_progress=line.show, previews=lambda: False)
    finally:
        line.end()
    account = report(picture, pipeline.device)
    recipe = recipe_of(
        account["request"],
        run_id="",
        digest=account["digest"],
        models=account["models"],
        environment=account["environment"],
        created=datetime.now(UTC),
        app_version=APP_VERSION,
        source_sha256=sha256(photo).hexdigest(),
        width=account["size"][0],
        height=account["size"][1],
    )
    parts = {part: png(getattr(picture, part)) for part in STAGE_PICTURES}
    return _Made(parts=parts, account=account, recipe=recipe)


def _write(made: _Made, outputs: Mapping[str, Path], *, with_recipe: bool) -> None:
    from core.metadata.export import format_of
    from core.metadata.recipe import embed

    for name, path in outputs.items():
        if name == "report":
            content = json.dumps(made.account, indent=2, ensure_ascii=False).encode() + b"\n"
        elif name == "output":
            recipe = made.recipe if with_recipe else None
            content = embed(made.parts["composite"], format_of(path), recipe)
        else:
            content = made.parts[name]
        write_whole(path, content)
