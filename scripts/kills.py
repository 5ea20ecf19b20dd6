"""Kills the studio at random instants and looks what is left: `python -m scripts.kills [COUNT] [SEED]`.

Each time a process works on one data folder, generating, telling MLflow, upgrading a database, copying all or
emptying the bin, until it is killed by SIGKILL. Then the folder is opened as a user would, and has to hold
every picture that was reported finished and not deleted, with nothing that no longer fits and no file too
many.
"""

import collections
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

from core.library.records import Records
from core.settings import Settings, keep_private, share_cores
from core.studio import Studio
from store.database import FILE_NAME, Database
from store.migrations import STEPS
from store.records import RunQuery

SIDE = 96
HEAVY = ("torch", "cv2", "mlflow", "core.scenes.painting", "store.mlflow.client")
USUAL_SECONDS = 5.0
"""For three pictures; where they take longer, each process may work so much longer before it is killed."""
KEPT = 12
"""Runs that the bin leaves."""

Told = Callable[[str, object], None]


def main(arguments: list[str]) -> int:
    """The program; 1 where something was lost or left."""
    count, seed = (int(text) for text in [*arguments, *("200", "1")[len(arguments) :]])
    keep_private()
    share_cores()
    for library in HEAVY:  # once, not in each process
        importlib.import_module(library)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name))
        for number in range(count):
            trial.kill(number, chance)
    print(trial.account())
    return 1 if trial.faults else 0


class Trial:
    """The folder that is worked on, what has to be in it, and what was found wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder / "data")
        self.kills: collections.Counter[str] = collections.Counter()
        self.finished: set[str] = set()
        self.deleted: set[str] = set()
        self.faults: list[str] = []
        self.photo = _photo()
        began = time.monotonic()
        _in_child(lambda _: _generate(self, 3), self._hear)
        self.pace = max(1.0, (time.monotonic() - began) / USUAL_SECONDS)
        _in_child(lambda _: self._sync(once=True), self._hear)

    def kill(self, number: int, chance: random.Random) -> None:
        """One kill, and a look at what it left."""
        works = {
            self._work_generate: 6.0,
            self._work_sync: 3.0,
            self._work_migrate: 1.0,
            self._work_backup: 1.5,
            self._work_bin: 2.0,
        }
        work, longest = list(works.items())[number % len(works)]
        seconds = chance.uniform(0.0, longest * self.pace)
        self.kills[work.__name__.removeprefix("_work_")] += 1
        _in_child(work, self._hear, seconds)
        left = _in_child(self._look, self._hear)
        if left != 0:
            self.faults.append(f"kill {number}, {work.__name__}: the folder could not be opened")

    def account(self) -> str:
        """What came of it, in a line for each kind of work and for each fault."""
        kinds = ", ".join(f"{count} of {name}" for name, count in self.kills.items())
        kept = len(self.finished - self.deleted)
        head = f"{self.kills.total()} kills ({kinds}); {len(self.finished)} pictures finished, {kept} kept"
        return "\n".join([f"{head}; {len(self.faults)} faults.", *self.faults])

    def _hear(self, what: str, value: object) -> None:
        if what == "finished":
            self.finished.add(str(value))
        elif what == "deleting":
            self.deleted.update(value)  # pyright: ignore
        else:
            self.faults.append(f"{what}: {value}")

    def _work_generate(self, tell: Told) -> None:
        while True:
            _generate(self, 1, tell)

    def _work_sync(self, _: Told) -> None:
        self._sync(once=False)

    def _sync(self, *, once: bool) -> None:
        studio = _open(self.settings)
        while True:
            studio.sync(everything=True)
            if once:
                return studio.close()

    def _work_migrate(self, _: Told) -> None:
        number = 0
        while True:
            number += 1
            folder = self.folder / "old"
            if not (folder / FILE_NAME).exists():
                Database(None, folder, steps=STEPS[:2]).close()
            Database(None, folder).close()
            if number > 1:
                self._throw_away("old")

    def _work_backup(self, _: Told) -> None:
        studio = _open(self.settings)
        while True:
            studio.library.records.back_up(self.folder / "copy")
            self._throw_away("copy")

    def _work_bin(self, tell: Told) -> None:
        studio = _open(self.settings)
        while True:
            page = studio.runs.search(RunQuery(sort="oldest"))
            ids = [run.id for run in page.runs[KEPT:] if run.ended is not None][:2]
            if not ids:
                _generate(self, 1, tell)
                continue
            tell("deleting", ids)
            studio.runs.delete(ids)
            studio.runs.empty_bin()

    def _look(self, tell: Told) -> None:
        """Open everything as a user would, and tell what is wrong."""
        studio = _open(self.settings)
        records = studio.library.records
        runs = {run.id: run for run in studio.runs.search(RunQuery(page_size=500)).runs}
        binned = studio.runs.search(RunQuery(bin=True, page_size=500)).runs
        for run_id in self.finished - self.deleted:
            if run_id not in runs or runs[run_id].outcome is None:
                tell("lost", run_id)
        for run in [*runs.values(), *binned]:
            if run.ended is None:
                tell("left unfinished", run.id)
        for finding in studio.runs.verify(settled=0):
            tell("found", finding.sentence)
        for problem in records.verify():
            tell("found", problem.sentence)
        copy, old = self.folder / "copy", self.folder / "old"
        if copy.exists():
            with_copy = Records.read_only(Settings(data_dir=copy))
            for finding in with_copy.verify():
                tell("in a backup", finding.sentence)
            with_copy.close()
            self._throw_away("copy")
        records.back_up(copy)  # which clears away what a killed one left
        if (self.folder / ".copy.part").exists():
            tell("left", ".copy.part")
        self._throw_away("copy")
        if (old / FILE_NAME).exists():
            Database(None, old).close()
            for part in (old / "backups").glob("*.part*"):
                tell("left", str(part))
        left = [
            path
            for place in ("blobs/tmp", "tmp", "memo")
            for path in (self.settings.data_dir / place).rglob("*")
            if path.is_file() and path.suffix in (".tmp", ".part", ".removal", "") and path.name != "emptied"
        ]
        for path in left:
            tell("left", str(path.relative_to(self.folder)))
        studio.close()

    def _throw_away(self, name: str) -> None:
        """Remove a folder of the trial's own: its name first, so that a kill leaves none half there."""
        gone = self.folder / "gone" / uuid4().hex
        gone.parent.mkdir(exist_ok=True)
        (self.folder / name).replace(gone)
        shutil.rmtree(gone)


def _open(settings: Settings) -> Studio:
    return Studio.open(settings, preload=False, mirror=False)


def _generate(trial: Trial, count: int, tell: Told | None = None) -> None:
    """Make pictures of the scene profile, and tell of each once it is recorded."""
    from core.models.profiles import PROFILES
    from core.request import GenerationRequest

    studio = _open(trial.settings)
    for _ in range(count):
        seed = random.SystemRandom().getrandbits(31)
        request = GenerationRequest.for_profile(PROFILES["scene"], prompt="paper", seed=seed, max_side=SIDE)
        request = request.model_copy(update={"scene_painter": "painted"})
        (run,) = studio.submit([request], trial.photo, source_name="photo.png", owner="kills")
        studio.wait(run)
        if tell is not None and studio.runs.get(run).outcome is not None:
            tell("finished", run)
    studio.close()


def _photo() -> bytes:
    import io

    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (SIDE, SIDE))
    ImageDraw.Draw(image).ellipse((20, 10, 76, 90), fill=(180, 60, 40, 255))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _tell(pipe: int, what: str, value: object) -> None:
    os.write(pipe, json.dumps([what, value]).encode() + b"\n")


def _in_child(work: Callable[[Told], object], hear: Told, seconds: float | None = None) -> int:
    """Have a process of its own work, and kill it after so many ``seconds`` where they are given; what it
    tells is heard, also what it told before it was killed. Returns its exit status."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        code = 1
        try:
            work(partial(_tell, write))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(write)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read, encoding="utf-8") as told:
        for line in told:
            hear(*json.loads(line))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
