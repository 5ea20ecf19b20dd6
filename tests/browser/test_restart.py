"""A server killed in the middle of a picture loses nothing; one that cannot reach MLflow does not mind."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server, browser_path, free_port
from scripts.browser import generating
from scripts.browser.person import PATIENCE, Person
from store.records import Run, RunQuery, RunStatus
from tests.store_runs import open_store

pytestmark = [pytest.mark.slow, pytest.mark.weights]


@pytest.fixture(scope="module")
def server(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio of its own that tells MLflow at an address where nobody answers."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("restarted")
    around = {
        "STUDIO_DATA_DIR": str(folder / "data"),
        "STUDIO_WEIGHTS_DIR": str(weights),
        "STUDIO_MLFLOW_URI": f"http://127.0.0.1:{free_port()}",
    }
    with Server(folder / "server.log", around) as server:
        yield server


def look(server: Server) -> tuple[list[Run], list[str]]:
    """All runs in the order they were asked for, and all that is wrong with what is kept of them."""
    store = open_store(Path(server.environment["STUDIO_DATA_DIR"]))
    try:
        found = store.runs.search(RunQuery(sort="oldest")).runs
        return list(found), [str(problem) for problem in store.runs.verify()]
    finally:
        store.close()


def test_pictures_are_made_while_mlflow_is_away(comes: Callable[..., Person], server: Server) -> None:
    person = comes(server)
    generating.with_sample(person)
    generating.steps(person, 5)
    generating.generate(person, "a city at night")
    person.painted(generating.done(person, "a city at night"))
    run = look(server)[0][0]
    assert (run.status, run.mirrored) == (RunStatus.FINISHED, False)


def test_a_server_killed_in_the_middle_of_a_picture_loses_nothing(
    comes: Callable[..., Person], server: Server
) -> None:
    person = comes(server)
    generating.with_sample(person)
    generating.generate(person, "a red desert")
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    before = look(server)[0]
    assert before[-1].status is RunStatus.RUNNING
    server.kill()
    server.start()
    # The page that was open finds the server again by itself.
    again = person.page.get_by_role("button", name="Make it now")
    expect(again).to_be_visible(timeout=PATIENCE)
    person.shot("interrupted")
    now, problems = look(server)
    assert ([run.id for run in now], problems) == ([run.id for run in before], [])
    assert [run.status for run in now[:-1]] == [run.status for run in before[:-1]]
    assert now[-1].status is RunStatus.INTERRUPTED
    # What the browser said about the server that was gone is no fault of the page.
    person.complaints.clear()
    again.click()
    person.painted(generating.done(person, "a red desert"))
    assert look(server)[0][-1].status is RunStatus.FINISHED
