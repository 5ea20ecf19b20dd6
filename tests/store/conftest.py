"""Each test of the store runs on SQLite and on a real PostgreSQL server where there is one."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.blobs import Blobs
from store.runs import Runs
from tests.store.postgresql import NoServer, Server, running
from tests.store_runs import Store, open_store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server | str]:
    """The server, or why there is none."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoServer as reason:
            yield str(reason)
        else:
            yield server


@pytest.fixture
def postgresql_url(postgresql: Server | str) -> str:
    """The address of a blank database on a real server."""
    if isinstance(postgresql, str):
        pytest.skip(postgresql)
    return postgresql.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """A blank database of either kind; ``None`` is the file in the store's folder."""
    return request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None


@pytest.fixture
def store(tmp_path: Path, database_url: str | None) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", database_url)
    yield opened
    opened.close()


@pytest.fixture
def runs(store: Store) -> Runs:
    return store.runs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")
