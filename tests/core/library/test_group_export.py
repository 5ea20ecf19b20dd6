"""A group's archive: whole, and never in memory as a whole."""

import io
import tracemalloc
import zipfile
from types import SimpleNamespace
from typing import Any, cast

from core.groups.made import Made
from core.library.group_export import archive
from core.library.records import Records
from store.errors import NotFoundError
from tests.groups import batch_of

PICTURE = 200_000


class FakeRecords:
    """Pictures of noise, each another one; some are lost."""

    def export(self, run_id: str, form: str, with_recipe: bool) -> tuple[bytes, str, str]:
        if run_id == "lost":
            raise NotFoundError("It is gone.")
        return run_id.encode().ljust(PICTURE, b"x"), form, str(with_recipe)


def cells(count: int) -> list[Made]:
    plan = batch_of(["a.png"], ["a beach"], seeds=count)
    runs = [cast(Any, SimpleNamespace(id=f"run {cell.position}", outcome=True)) for cell in plan.cells]
    return [Made(cell=cell, how="made", run=run) for cell, run in zip(plan.cells, runs, strict=True)]


def test_an_archive_comes_in_pieces_of_one_picture() -> None:
    made = cells(300)
    records = cast(Records, FakeRecords())
    tracemalloc.start()
    total = sum(len(piece) for piece in archive(made, records, {"report.csv": lambda: b"table"}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 300 * PICTURE
    assert peak < 10 * PICTURE


def test_an_archive_holds_each_picture_by_its_name_and_leaves_out_what_is_lost() -> None:
    made = cells(3)
    made[1] = Made(cell=made[1].cell, how="made", run=cast(Any, SimpleNamespace(id="lost", outcome=True)))
    packed = b"".join(archive(made, cast(Records, FakeRecords()), {"report.csv": lambda: b"table"}))
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert file.testzip() is None
        assert file.namelist() == ["pictures/a-a-beach-1.png", "pictures/a-a-beach-3.png", "report.csv"]
        assert file.read("pictures/a-a-beach-3.png").startswith(b"run 2x")
