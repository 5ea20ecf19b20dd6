"""A studio for one command: its progress on stderr, its errors as they were raised, Ctrl-C at any moment."""

import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.progress_line import ProgressLine
from core.errors import CancelledError, StudioError, TooLateError, error_named
from core.library.records import Records
from core.runtime.interrupts import check_interrupts
from core.runtime.printing import tell
from core.settings import Settings

if TYPE_CHECKING:
    from core.pipeline.analysis import Analysis
    from core.studio import Studio
    from store.records import Run

STOP_SECONDS = 2.0
"""How long Ctrl-C waits for the engine to come to a halt by itself."""


@contextmanager
def studio_of(
    settings: Settings, *, recorded: bool = True, analysis: "Analysis | None" = None
) -> Generator["Studio"]:
    """A studio that reads no weights in advance and leaves MLflow alone; ``analysis`` may be at work.
    What is unfinished at the end, after Ctrl-C, is recorded as cancelled. What is not to be ``recorded`` is
    kept in a folder that goes at the end.
    """
    from core.studio import Studio

    with ExitStack() as kept:
        folder = None if recorded else Path(kept.enter_context(tempfile.TemporaryDirectory()))
        studio = Studio.open(settings, preload=False, mirror=False, folder=folder, analysis=analysis)
        try:
            yield studio
        finally:
            studio.close(STOP_SECONDS, cancelled=True)


@contextmanager
def records_of(settings: Settings) -> Generator[Records]:
    """What is recorded, for commands that only look at it: also where the data folder cannot be written, as a
    backup on a disk that is set to read only."""
    if can_be_written(settings.data_dir):
        with studio_of(settings) as studio:
            yield studio.library.records
        return
    records = Records.read_only(settings)
    try:
        yield records
    finally:
        records.close()


@contextmanager
def changed_records(settings: Settings) -> Generator[Records]:
    """What is recorded, for commands that change it. Raises ``StoreError`` where that is not possible."""
    with studio_of(settings) as studio:
        yield studio.library.records


def can_be_written(folder: Path) -> bool:
    """Whether a studio may work in the data folder, which it makes where there is none yet."""
    places = [folder, folder / "workers", folder / "studio.db"]
    return all(os.access(place, os.W_OK) for place in places if place.exists())


@contextmanager
def stoppable(studio: "Studio", run_id: str, *, recorded: bool = True) -> Generator[None]:
    """Work on a run, which Ctrl-C stops. Raises ``TooLateError`` where the run was finished by then and is
    ``recorded``: to say that it was cancelled would be false."""
    try:
        yield
    except KeyboardInterrupt:
        studio.halt(STOP_SECONDS, cancelled=True)
        if not recorded or studio.runs.get(run_id).outcome is None:
            raise
        raise TooLateError(
            f"The picture was finished already: run {run_id}; "
            f"write it to a file with: python -m core export {run_id[:12]} OUT.png"
        ) from None


def finished(studio: "Studio", run_id: str, *, quiet: bool = False) -> "Run":
    """The run once it is finished, its progress drawn meanwhile unless ``quiet``. Raises the error that it
    failed by, and ``CancelledError``."""
    line = ProgressLine()
    try:
        for state in studio.follow(run_id):
            check_interrupts()
            if not quiet:
                line.show(state)
    finally:
        line.end()
    run = studio.runs.get(run_id)
    if run.outcome is not None:
        return run
    if run.failure is None:
        raise CancelledError(f"The run was {run.status}.")
    if (error := error_named(run.failure.kind, run.failure.sentence)) is not None:
        raise error
    *_, last = run.failure.traceback.strip().splitlines() or [run.failure.kind]
    if os.environ.get("STUDIO_TRACEBACK"):
        for text in run.failure.traceback.splitlines():
            tell(text)
    raise StudioError(f"This should not have happened ({last}); set STUDIO_TRACEBACK=1 to see where.")
