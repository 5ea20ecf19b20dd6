"""What is recorded, to be looked at: found, handed out, checked, copied. All of it works without a studio."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.comparing.remembered import decoded
from core.library.comparison import pixels_digest, pixels_of
from core.metadata import export
from core.metadata.parts import Part
from core.metadata.recipe import FileFormat
from core.settings import Settings
from core.stages.unmixing import unmixed
from store.records import Finding

if TYPE_CHECKING:
    from store.backup import Backup
    from store.blobs import Blobs
    from store.database import Database
    from store.runs import Runs


@dataclass(frozen=True)
class Records:
    """The runs of one data folder with their pictures."""

    database: "Database"
    runs: "Runs"
    blobs: "Blobs"

    @classmethod
    def read_only(cls, settings: Settings, busy_seconds: float = 10) -> "Records":
        """Those of a folder that cannot be written; ``close`` them. Raises ``StoreError``."""
        from store.blobs import Blobs
        from store.database import Database
        from store.runs import Runs

        folder = settings.data_dir
        database = Database(settings.database_url, folder, busy_seconds=busy_seconds, read_only=True)
        blobs = Blobs(folder / "blobs")
        return cls(database, Runs(database, blobs), blobs)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def find(self, prefix: str) -> str:
        """The id that begins so (at least 6 characters); raises ``NotFoundError`` for none or several."""
        from store.rows import id_beginning

        return id_beginning(self.database, prefix)

    def export(self, run_id: str, form: FileFormat, with_recipe: bool = True) -> tuple[bytes, str, str]:
        """A finished picture as a file to hand out: content, file name, media type. The AI label is in it
        either way. Raises ``InputError`` where the run has no picture."""
        run = self.runs.get(run_id)
        recipe = export.recipe(run)
        composite = self.runs.artifact(run_id, "composite")
        return export.export(run, composite, form, recipe if with_recipe else None)

    def export_part(self, run_id: str, part: Part, form: FileFormat) -> tuple[bytes, str, str]:
        """The cut-out or the background of a finished picture as a file to hand out: content, file name,
        media type. Raises ``InputError`` where the run has no picture, ``NotFoundError``, ``StoreError``."""
        run = self.runs.get(run_id)
        export.recipe(run)  # says whether there is a picture
        pixels = pixels_of(self.runs.artifact(run_id, "background"))
        if part == "cut-out":
            matte = decoded(self.runs.artifact(run_id, "matte"), "L")
            pixels = unmixed(pixels_of(self.runs.artifact(run_id, "composite")), pixels, matte)
        return export.export_part(run, part, pixels, form)

    def verify(self) -> Iterator[Finding]:
        """Check the database, every file and every digest, and what pictures' records say of their pixels;
        yields what is wrong."""
        return self.runs.verify(pixels_digest)

    def back_up(self, folder: Path, on_file: Callable[[int, int], None] | None = None) -> "Backup":
        """Copy all that is recorded to ``folder``, whole, also while other studios are at work."""
        from store.backup import back_up

        return back_up(self.database, self.blobs, folder, on_file)

    def mend(self) -> int:
        """Make anew what can be made of the rest; how many things that were."""
        return self.runs.mend()
