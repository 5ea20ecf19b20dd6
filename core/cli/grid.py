"""``grid``: a picture for every combination of what is varied, drawn as labelled sheets."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.also import Further
from core.cli.given import given_of, keeping
from core.cli.group_session import (
    Export,
    Session,
    ended,
    going_on,
    requests_of,
    scene_text,
    word_lists_of,
)
from core.cli.session import studio_of
from core.errors import RequestError
from core.groups.axes import Axis, Stock, axis_of, sentence_axis
from core.groups.grid import grid
from core.groups.naming import checked_template
from core.groups.photos import found_in, looked_at
from core.groups.plan import Plan, PlannedPhoto
from core.groups.values import sentences
from core.groups.variants import variants
from core.library.group_export import Pictures, archive, html, labelled_png, table
from core.output import check_writable, write_whole
from core.runtime.printing import say, tell
from core.settings import Settings

if TYPE_CHECKING:
    from core.studio import Studio

RESULTS = {"png": "grid.png", "html": "grid.html", "zip": None, "report": "report.csv"}
"""What is drawn of a grid, each with its name in the folder of pictures; the archive only where asked for."""


def grid_command(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make a grid, or say what it would come to; 1 where a picture failed."""
    export = Export.asked_for(arguments)
    template = checked_template(arguments.name)
    results = _results(arguments)
    for path in results.values():
        check_writable(path)
    if not (arguments.group or arguments.x):
        raise RequestError("Say what to vary: --x seed=1..4; see python -m core grid --help.")
    with studio_of(settings) as studio:
        group, plan = "", None
        if arguments.group:
            group, plan = studio.groups.plan(arguments.group)
        if arguments.x or plan is None:
            plan = _planned(arguments, settings, studio, template)
        export.check(plan)
        session = Session(studio, settings, export)
        if arguments.dry_run:
            say(session.expects(plan).sentence())
            return 0
        session.announce(plan)
        if group and arguments.x:
            studio.groups.extend(group, plan)
        group = group or studio.groups.begin(plan)
        with going_on(session, plan):
            session.work(group, plan)
        _write(session, plan, results, arguments.cell)
        tell(f"Group {group}: go on with it, or extend it, by --group {group[:12]}")
    return ended(session)


def _results(arguments: argparse.Namespace) -> dict[str, Path]:
    folder: Path | None = arguments.output
    beside = {} if folder is None else {kind: folder / name for kind, name in RESULTS.items() if name}
    asked = {kind: getattr(arguments, kind) for kind in RESULTS}
    return {**beside, **{kind: path for kind, path in asked.items() if path is not None}}


def _planned(arguments: argparse.Namespace, settings: Settings, studio: "Studio", template: str) -> Plan:
    """The plan that the command line describes."""
    lists, further = word_lists_of(settings), Further(settings)
    stock = Stock(
        preset=lambda name: _json_ready(studio.presets.get(name).values),
        photos=lambda text: _photos(text, settings),
        scene=scene_text,
        lists=lists,
        also=lambda name: further.sha256(Path(name)),
    )
    prompt: str = arguments.prompt or ""
    typed = [text for text in (arguments.x, arguments.y, arguments.z) if text]
    axes = [axis_of(text, prompt, stock) for text in typed]
    photo = None
    if arguments.photo is not None:
        (photo,) = _looked_at([arguments.photo], settings)
    fields, pictures = given_of(arguments, settings)
    if not arguments.dry_run:
        keeping(pictures, studio.keep_picture)
        keeping(further.contents(), studio.keep_picture)
    base = {**fields, "profile": arguments.profile, "seed": arguments.seed}
    base |= {"scene": None if arguments.scene is None else scene_text(arguments.scene), "prompt": prompt}
    written = variants(prompt, lists) if prompt else ()
    base |= {"prompt": written[0]} if len(written) == 1 else {}
    if len(written) > 1:
        axes = _with_sentences(axes, written)
    return grid(axes, base, photo, requests_of(settings), template=template)


def _with_sentences(axes: Sequence[Axis], written: Sequence[str]) -> list[Axis]:
    """The axes, and one more of a sentence's variants."""
    return [*axes, sentence_axis(written)]


def _photos(text: str, settings: Settings) -> list[PlannedPhoto]:
    parts = sentences(text) if "|" in text else tuple(part.strip() for part in text.split(","))
    return _looked_at([Path(part) for part in parts if part], settings)


def _looked_at(paths: Sequence[Path], settings: Settings) -> list[PlannedPhoto]:
    return [looked_at(found, settings) for path in paths for found in found_in(path)]


def _json_ready(values: Mapping[str, Any]) -> dict[str, Any]:
    """A preset's fields, its scene as the JSON that a scene is read of."""
    import json

    scene = values.get("scene")
    return {**values, "scene": json.dumps(scene)} if isinstance(scene, dict) else dict(values)


def _write(session: Session, plan: Plan, results: Mapping[str, Path], cell: int) -> None:
    """Draw and write what was asked for."""
    pictures = Pictures(session.studio.runs, cell)
    beside = "html" in results and session.export.folder == results["html"].parent
    files = session.files if beside else {}
    contents: dict[str, Callable[[], bytes]] = {
        "png": lambda: labelled_png(plan, session.made, pictures, cell),
        "html": lambda: html(plan, session.made, pictures, files).encode(),
        "report": lambda: table(plan, session.made, session.files),
    }
    for kind, path in results.items():
        write_whole(path, _packed(session, contents) if kind == "zip" else contents[kind]())
        tell(f"Written: {path}")


def _packed(session: Session, contents: Mapping[str, Callable[[], bytes]]) -> Iterator[bytes]:
    """The ZIP of all pictures and what is drawn of them, piece by piece."""
    beside = {str(RESULTS[kind]): make for kind, make in contents.items()}
    records, export = session.studio.library.records, session.export
    return archive(session.made, records, beside, export.form, with_recipe=export.with_recipe)
