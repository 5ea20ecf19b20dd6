"""What the buttons on Compare's cards ask for."""

import pytest
from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.widgets.viewer import Asked, read
from store.records import Run
from tests.pages.finding import link, several


def acts(run: Run, does: str, runs: list[Run], stars: int = 0) -> AppTest:
    """A page on which one button's callback is called."""

    def script(does: str, run: str, ids: list[str], stars: int) -> None:
        from pages.ui.compare.cards import change
        from pages.ui.widgets.viewer import Asked

        change(Asked(does, run, stars), ids)

    given = {"does": does, "run": run.id, "ids": [one.id for one in runs], "stars": stars}
    at = AppTest.from_function(script, kwargs=given)
    at.query_params["look"] = "blink"
    at.query_params["ref"] = runs[0].id
    at.run()
    assert not at.exception
    return at


def test_a_run_is_starred_and_rated(studio: Studio) -> None:
    runs = several(studio, 2)
    acts(runs[0], "star", runs)
    acts(runs[0], "rate", runs, 4)
    kept = studio.runs.get(runs[0].id)
    assert (kept.starred, kept.rating) == (True, 4)
    acts(runs[0], "unstar", runs)
    acts(runs[0], "rate", runs, 0)
    kept = studio.runs.get(runs[0].id)
    assert (kept.starred, kept.rating) == (False, None)


def test_one_is_left_out_and_the_look_stays(studio: Studio) -> None:
    runs = several(studio, 3)
    rest = {"runs": f"{runs[0].id},{runs[2].id}", "look": "blink", "ref": runs[0].id}
    assert link(acts(runs[1], "remove", runs)) == rest
    assert link(acts(runs[0], "remove", runs)) == {"runs": f"{runs[1].id},{runs[2].id}", "look": "blink"}
    assert link(acts(runs[0], "remove", runs[:1])) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("star:a", Asked("star", "a")),
        ("rate:a:5", Asked("rate", "a", 5)),
        ("rate:a:6", None),
        ("rate:a:", None),
        ("star:b", None),
        ("purge:a", None),
        ("star:", None),
        (None, None),
        ({"star": "a"}, None),
    ],
)
def test_what_a_browser_says_is_believed_only_where_it_makes_sense(
    text: object, wanted: Asked | None
) -> None:
    assert read(text, ["a", ""]) == wanted
