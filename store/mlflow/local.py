"""MLflow's own database in the data folder: made once, kept true to where the folder lies."""

import contextlib
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path

from filelock import FileLock
from sqlalchemy import make_url

from store.errors import StoreError
from store.files import replacing

FILE_NAME = "mlflow.db"
ARTIFACTS = "mlflow-artifacts"
_LOCK = "mlflow.lock"
_CREATION_SECONDS = 120
# All that MLflow keeps of a run of ours, the rows that point at the run first.
_TABLES = ("params", "metrics", "latest_metrics", "tags", "runs")


def prepare(folder: Path) -> str:
    """The address of MLflow's database in ``folder``, which is made where it is not there yet (3–5 s).

    Programs that come at once wait for the first. In a database that came along with a moved folder the
    addresses of artifacts are put right. Raises ``StoreError`` where MLflow cannot use the folder's name, and
    ``OSError`` or ``sqlite3.Error`` where the disk refuses.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    address = _address(path)
    with FileLock(folder / _LOCK, timeout=_CREATION_SECONDS):
        if not path.exists():
            from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

            # Under another name: a database that was half made when the power went stays broken for good.
            with replacing(path, path.with_suffix(".new")) as waiting:
                store = SqlAlchemyStore(_address(waiting), artifact_root(folder))
                store.engine.dispose()
        _follow(path, artifact_root(folder))
    return address


def artifact_root(folder: Path) -> str:
    """Where MLflow keeps files of the data folder's runs, as a ``file://`` address."""
    return (folder.absolute() / ARTIFACTS).as_uri()


def experiment_id(folder: Path, name: str) -> str | None:
    """MLflow's number of the experiment, as in the addresses of its pages; ``None`` before the first run."""
    with _opened(folder.absolute() / FILE_NAME) as connection:
        row = connection.execute("SELECT experiment_id FROM experiments WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def erase(folder: Path, mlflow_ids: Iterable[str]) -> None:
    """Take runs out of the database for good; MLflow's own ``delete_run`` only hides them."""
    with _opened(folder.absolute() / FILE_NAME) as connection:
        for mlflow_id in mlflow_ids:
            for table in _TABLES:
                connection.execute(f"DELETE FROM {table} WHERE run_uuid = ?", (mlflow_id,))


def _address(path: Path) -> str:
    address = f"sqlite:///{path.as_posix()}"
    if make_url(address).database != path.as_posix():
        raise StoreError(
            "MLflow cannot work in a data folder whose path has a question mark or a percent sign in it; "
            "rename the folder."
        )
    return address


def _follow(path: Path, root: str) -> None:
    """Replace the former artifact root in every address by ``root``: MLflow writes down whole paths, which
    are wrong once the folder was moved."""
    with _opened(path) as connection:
        location = "SELECT artifact_location FROM experiments WHERE experiment_id = 0"
        row = connection.execute(location).fetchone()
        # MLflow's Default experiment, made together with the database, is always at <root>/0.
        former = "" if row is None else str(row[0]).removesuffix("/0")
        if not former or former == root:
            return
        for table, column in (("experiments", "artifact_location"), ("runs", "artifact_uri")):
            connection.execute(
                f"UPDATE {table} SET {column} = :root || substr({column}, length(:former) + 1) "
                f"WHERE substr({column}, 1, length(:former) + 1) IN (:former, :former || '/')",
                {"root": root, "former": former},
            )


@contextlib.contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    """A connection in one transaction, with no table made where there is none."""
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        yield connection
