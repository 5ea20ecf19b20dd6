"""What batch and grid have in common: said beforehand, made, written, and reported at the end."""

import argparse
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.progress_line import ProgressLine
from core.engine.jobs import JobState
from core.errors import InputError, ModelMissingError, OutputPathError, SceneError
from core.groups.estimate import Estimate
from core.groups.made import Made, summary
from core.groups.plan import Cell, Plan
from core.groups.requests import Requests
from core.models.local import readable_size
from core.models.missing import missing_models
from core.models.profiles import default_profile_name, resolve_profile
from core.models.resolved import resolve
from core.output import check_writable, write_whole
from core.runtime.interrupts import check_interrupts
from core.runtime.machine import expects_cuda
from core.runtime.printing import say, tell
from core.settings import Settings

if TYPE_CHECKING:
    from core.library.records import Records
    from core.metadata.recipe import FileFormat
    from core.studio import Studio

OWNER = "command line"
FORMATS: tuple["FileFormat", ...] = ("png", "webp", "jpeg")


def requests_of(settings: Settings) -> Requests:
    """What makes requests of plain values, by the profiles of this machine."""
    usual = default_profile_name(expects_cuda(settings.device))
    return Requests(lambda name: resolve_profile(name, settings), usual)


def word_lists_of(settings: Settings) -> Path:
    """The folder of lists of words, ``NAME.txt`` for ``__NAME__``."""
    return settings.data_dir / "wordlists"


def scene_text(scene: str) -> str:
    """A kind's name, or a scene's JSON, read from a file where one is named."""
    path = Path(scene)
    if path.suffix != ".json":
        return scene
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SceneError(f"The scene {scene} cannot be read; give a file of a scene's JSON.") from error


@dataclass(frozen=True)
class Export:
    """Where a group's pictures go: a ``folder``, and whether their files tell how they were made. Without a
    folder they are recorded alone."""

    folder: Path | None
    form: "FileFormat" = "png"
    with_recipe: bool = True

    @classmethod
    def asked_for(cls, arguments: argparse.Namespace) -> "Export":
        """As the command line says; raises ``InputError`` for a format that there is not."""
        if arguments.format not in FORMATS:
            raise InputError(f"format must be {', '.join(FORMATS)} (it is {arguments.format!r}).")
        return cls(arguments.output, arguments.format, not arguments.no_recipe)

    def name(self, cell: Cell) -> str:
        """The name of a cell's file."""
        from core.metadata.recipe import FILE_FORMATS

        return f"{cell.name}{FILE_FORMATS[self.form][0]}"

    def path(self, cell: Cell) -> Path | None:
        """A cell's file."""
        return None if self.folder is None else self.folder / self.name(cell)

    def check(self, plan: Plan) -> None:
        """Raise ``OutputPathError`` where files cannot be written, or photos would be overwritten."""
        if self.folder is None:
            return
        photos = {Path(photo.place).resolve() for photo in plan.photos}
        paths = [path for cell in plan.cells if (path := self.path(cell)) is not None]
        for path in paths:
            if path.resolve() in photos:
                raise OutputPathError(f"The photo {path} would be overwritten; choose another --output.")
        check_writable(paths[0])

    def write(self, records: "Records", made: Made) -> Path | None:
        """Write a cell's picture unless it is there already; where it is."""
        path, run = self.path(made.cell), made.run
        if path is None or run is None or run.outcome is None:
            return None
        if not (self.with_recipe and _is_of(path, run.id)):
            content, _, _ = records.export(run.id, self.form, self.with_recipe)
            write_whole(path, content)
        return path


@dataclass
class Session:
    """The work on one group at a command line; ``made`` grows with every cell."""

    studio: "Studio"
    settings: Settings
    export: Export
    line: ProgressLine = field(default_factory=ProgressLine)
    made: list[Made] = field(default_factory=list[Made])
    files: dict[int, str] = field(default_factory=dict[int, str])

    def expects(self, plan: Plan) -> Estimate:
        """What the plan comes to, by what is recorded."""
        return self.studio.expects(plan)

    def announce(self, plan: Plan) -> None:
        """Say what will be made, and raise ``ModelMissingError`` where it cannot be."""
        expected = self.expects(plan)
        tell(expected.sentence())
        free = self.studio.machine().free_disk_gb
        if expected.size is not None and expected.size > free * 1e9:
            tell(f"Only {readable_size(free * 1000)} are free on this disk; make room before it is full.")
        if expected.left:
            self._check_models(plan)

    def _check_models(self, plan: Plan) -> None:
        for name, depth in {(cell.request.profile, cell.request.depth_model) for cell in plan.cells}:
            # Whether a photo needs to be cut out, only the photo tells.
            lacking = missing_models(resolve(name, depth, self.settings), self.settings, cut_out=False)
            for model in lacking:
                raise ModelMissingError(
                    f"The model {model.name} ({readable_size(model.size_mb)}, {model.licence}) is not here; "
                    f"get it with: python -m core fetch {model.fetch}"
                )

    def work(self, group: str, plan: Plan, *, first: int = 0) -> None:
        """Make, write and say what is lacking of the plan, from the cell ``first`` on."""
        records, began = self.studio.library.records, time.monotonic()
        own = 0

        def show(cell: Cell, state: JobState) -> None:
            check_interrupts()
            left = len(plan.cells) - cell.position
            seconds = (time.monotonic() - began) / own * left if own else None
            self.line.show_cell(cell.position + 1, len(plan.cells), cell.name, state, seconds)

        try:
            for made in self.studio.groups.work(
                group,
                plan,
                owner=OWNER,
                photo=self.studio.library.group_photos.read,
                on_state=show,
                first=first,
            ):
                own += made.how == "made"
                path = self.export.write(records, made)
                if path is not None:
                    self.files[made.cell.position] = path.name
                self.made.append(made)
                self.line.end()
                say(line_of(made, path))
        finally:
            self.line.end()


@contextmanager
def going_on(session: Session, plan: Plan) -> Generator[None]:
    """Ctrl-C says how far it came, and that nothing of it is lost."""
    try:
        yield
    except KeyboardInterrupt:
        session.line.end()
        there = sum(made.run is not None and made.run.outcome is not None for made in session.made)
        tell(f"{there:,} of {len(plan.cells):,} pictures are there; the same command makes the others.")
        raise


def line_of(made: Made, path: Path | None) -> str:
    """What is printed of a cell: where its picture is, what became of it, its run."""
    name = str(path) if path is not None else made.cell.name
    if made.run is None or made.run.outcome is None:
        return f"{name}  {made.how}: {made.sentence}"
    seconds = f"  {sum(made.run.outcome.seconds.values()):.1f} s" if made.how == "made" else ""
    return f"{name}  {'made' if made.how == 'made' else 'there already'}{seconds}  run {made.run.id}"


def ended(session: Session) -> int:
    """Say what it came to; the exit code."""
    tell(summary(session.made))
    return 1 if any(made.how == "failed" for made in session.made) else 0


def _is_of(path: Path, run_id: str) -> bool:
    """Whether the file says that it is this run's picture."""
    from core.metadata.recipe import read_recipe

    try:
        restored = read_recipe(path.read_bytes(), ())
    except OSError:
        return False
    return restored is not None and restored.run == run_id
