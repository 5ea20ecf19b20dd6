"""MLflow's own database in the data folder: made once, kept true to where the folder lies."""

import contextlib
import os
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path

from filelock import FileLock
from sqlalchemy import make_url

from store.errors import StoreError

FILE_NAME = "mlflow.db"
ARTIFACTS = "mlflow-artifacts"
_LOCK = "mlflow.lock"
_CREATION_SECONDS = 120
# All that MLflow keeps of a run of ours, the rows that point at the run first.
_TABLES = ("params", "metrics", "latest_metrics", "tags", "runs")


def prepare(folder: Path) -> str:
    """The address of MLflow's database in ``folder``, which is made where it is not there yet (3–5 s).

    Programs that come at once wait for the first. A database that came along with a moved folder is told
    where its artifacts lie now. Raises ``StoreError`` where MLflow cannot use the folder's name, and
    ``OSError`` or ``sqlite3.Error`` where the disk refuses.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    address = _address(path)
    with FileLock(folder / _LOCK, timeout=_CREATION_SECONDS):
        if not path.exists():
            _create(path)
        with _opened(path) as connection:
            _follow(connection, artifact_root(folder))
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


def _create(path: Path) -> None:
    """Made under another name: a database that was half made when the power went stays broken for good."""
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    store = SqlAlchemyStore(_address(unfinished), artifact_root(path.parent))
    store.engine.dispose()
    os.replace(unfinished, path)


@contextlib.contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    """One transaction, with no table made where there is none."""
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        yield connection


def _follow(connection: sqlite3.Connection, root: str) -> None:
    """MLflow writes down whole paths; after a move all that begin with the old one begin with ``root``."""
    row = connection.execute("SELECT artifact_location FROM experiments WHERE experiment_id = 0").fetchone()
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
