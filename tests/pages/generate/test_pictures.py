"""Generate's pictures: asked for, followed, cancelled, failed, found again."""

from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import DeviceError
from pages.ui.shell import messages
from pages.ui.shell.status_bar import TOO_LATE
from store.records import RunStatus
from tests.fakes import until
from tests.pages.generating import KEEP_SEED, SEED, Page
from tests.pages.studios import ROOT
from tests.store_runs import blob_file


def test_two_pictures_are_one_group_with_two_seeds(page: Page) -> None:
    page.ready(pictures=2).click("generate").made()
    assert len({run.seed for run in page.runs}) == 2
    assert len({run.group for run in page.runs}) == 1
    assert {run.status for run in page.runs} == {RunStatus.FINISHED}


def test_a_finished_picture_says_what_made_it(page: Page) -> None:
    page.ready().model().click("generate").made()
    made = page.runs[0].outcome
    assert made is not None
    size = f"{made.width} × {made.height} px"
    assert f"seed {page.runs[0].seed} · mini · 12 steps · {size} · " in page.said
    assert "subject untouched ✓" in page.said


def test_after_one_picture_the_model_says_how_long_another_takes(page: Page) -> None:
    page.generators.scene = {"painter": "traced"}
    page.ready()
    assert "a picture on this machine" not in page.said
    assert "a picture on this machine" in page.click("generate").made().said


def test_a_model_that_is_gone_meanwhile_gives_way_to_the_default(page: Page) -> None:
    own = page.studio.settings.data_dir / "profiles.toml"
    own.write_text('[profiles.mine]\nextends = "mini"\ntitle = "Mine"\n', encoding="utf-8")
    page.open().model()
    page.at.selectbox(key="draft_profile").set_value("mine")
    page.run()
    own.unlink()
    assert page.run().at.button_group(key="background").value == "Scene"
    assert page.run().model().at.selectbox(key="draft_profile").value == "mini"


def test_a_seed_that_is_kept_is_used_again(page: Page) -> None:
    page.ready()
    seed = page.at.number_input(key=SEED).value
    page.at.toggle(key=KEEP_SEED).set_value(True)
    page.run().click("generate").made().click("generate").made()
    assert [run.seed for run in page.runs] == [seed, seed]


def test_a_seed_that_is_typed_is_kept(page: Page) -> None:
    page.ready()
    assert not page.at.toggle(key=KEEP_SEED).value
    assert page.number(SEED, 77).at.toggle(key=KEEP_SEED).value
    page.click("generate").made().click("generate").made()
    assert [run.seed for run in page.runs] == [77, 77]


def test_a_seed_is_used_although_generate_is_pressed_while_it_is_typed(page: Page) -> None:
    page.ready()
    page.at.number_input(key=SEED).set_value(77)
    page.click("generate").made()
    assert [run.seed for run in page.runs] == [77]


def test_a_typed_seed_can_be_let_go_again(page: Page) -> None:
    page.ready().model().number(SEED, 77)
    page.at.toggle(key=KEEP_SEED).set_value(False)
    page.run().click("generate").made()
    assert page.runs[0].seed != 77


def test_without_keeping_each_generate_draws_and_shows_a_seed(page: Page) -> None:
    page.ready().click("generate").made().click("generate").made()
    first, second = page.runs
    assert first.seed != second.seed
    assert page.at.number_input(key=SEED).value == second.seed


def test_the_dice_draw_a_seed(page: Page) -> None:
    page.open().click("dice")
    first = page.at.number_input(key=SEED).value
    assert page.click("dice").at.number_input(key=SEED).value != first
    assert not page.at.toggle(key=KEEP_SEED).value


def test_while_painting_the_page_says_how_far(page: Page) -> None:
    page.generators.gate = Event()
    page.ready(pictures=2).click("generate")
    assert page.generators.reached.wait(20)
    page.run()
    assert "1 picture of yours queued." in page.said
    assert page.has("cancel_group")
    page.generators.gate.set()
    page.made()
    assert not page.has("cancel_group")


def test_cancel_all_stops_the_group(page: Page) -> None:
    page.generators.gate = Event()
    page.ready(pictures=3).click("generate")
    assert page.generators.reached.wait(20)
    page.run().click("cancel_group").made()
    assert {run.status for run in page.runs} == {RunStatus.CANCELLED}
    assert "was cancelled" in page.said


def test_one_of_two_can_be_cancelled(page: Page) -> None:
    page.generators.gate = Event()
    page.ready(pictures=2).click("generate")
    assert page.generators.reached.wait(20)
    page.run().click(f"cancel_{page.runs[0].id}")
    page.generators.gate.set()
    page.made()
    assert [run.status for run in page.runs] == [RunStatus.CANCELLED, RunStatus.FINISHED]


def test_a_failed_picture_says_why_and_can_be_tried_again(page: Page) -> None:
    page.generators.raises = {"on white paper": DeviceError("The machine is on fire.")}
    page.ready().click("generate").made()
    assert "The machine is on fire." in page.said
    page.generators.raises = {}
    again = next(button.key for button in page.at.button if str(button.key).startswith("again_"))
    page.click(again).made()
    assert RunStatus.FINISHED in {run.status for run in page.runs}


def test_anothers_pictures_are_told_and_can_be_shown(page: Page, another: Page) -> None:
    page.generators.gate = Event()
    page.ready().click("generate")
    another.ready("in a forest").click("generate")
    until(lambda: len(page.studio.queue().jobs) == 2)
    assert "1 picture before yours" in another.run().said
    page.generators.gate.set()
    page.made()


def test_a_new_tab_finds_the_pictures_of_a_closed_one(page: Page, another: Page) -> None:
    page.generators.gate = Event()
    page.ready().click("generate")
    another.open()
    another.at.button_group(key="view").set_value("Pictures")
    assert "asked for in another tab" in another.run().said
    another.click("show_others")
    assert another.at.session_state["group"] == page.runs[0].group
    page.generators.gate.set()
    page.made()


def test_more_like_this_keeps_everything_but_the_seed(page: Page) -> None:
    page.ready().model().click("generate").made().click("more_like").made()
    first, second = page.runs
    assert {**first.request, "seed": 0} == {**second.request, "seed": 0}
    assert (second.seed != first.seed, second.parent) == (True, first.id)


def test_a_star_is_kept(page: Page) -> None:
    page.ready().click("generate").made()
    page.click(f"star_{page.runs[0].id}")
    assert page.runs[0].starred


def test_words_of_people_are_not_markdown(page: Page) -> None:
    page.generators.raises = {"**bold** <b>x</b>": DeviceError("no **bold** here")}
    page.ready("**bold** <b>x</b>").click("generate").made()
    assert not any("**bold**" in str(element.value) for element in (*page.at.markdown, *page.at.error))


def test_a_failed_picture_leads_to_its_log(page: Page) -> None:
    page.generators.raises = {"on white paper": DeviceError("The machine is on fire.")}
    page.ready().click("generate").made()
    assert page.at.button(key="open").label == "Open"


def test_a_lost_file_costs_the_picture_and_not_the_page(page: Page) -> None:
    page.ready().click("generate").made()
    blob_file(page.studio.library.blobs, page.runs[0].artifacts["composite"].sha256).unlink()
    page.run()
    assert "Re-run there makes it again" in page.said
    assert page.has("generate")


def test_a_sentence_stays_on_the_page_it_was_said_on(page: Page) -> None:
    page.open().photo().click("generate")
    assert "scene is empty" in page.said
    assert "scene is empty" in page.run().said
    other = AppTest.from_file(str(ROOT / "pages" / "history.py"), default_timeout=30)
    for key in (messages.SENTENCE, messages.SENTENCE_PAGE):
        other.session_state[key] = page.at.session_state[key]
    other.run()
    assert not other.error


def test_a_cancel_that_comes_too_late_says_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder, saving, saved = page.studio._engine._recorder, Event(), Event()  # pyright: ignore
    finish = recorder.finished

    def held(*given: Any) -> None:
        saving.set()
        assert saved.wait(20)
        finish(*given)

    monkeypatch.setattr(recorder, "finished", held)
    page.ready().click("generate")
    assert saving.wait(20)
    page.run().click(f"cancel_{page.runs[0].id}")
    assert [toast.value for toast in page.at.toast] == [TOO_LATE]
    saved.set()
    page.made()
    assert [run.status for run in page.runs] == [RunStatus.FINISHED]


UNSEEN = "Staging shows what you changed."


@pytest.mark.parametrize("changed", ["another_place", "other_light", "Colour"])
def test_pictures_stay_in_sight_and_a_line_says_where_a_change_is_seen(page: Page, changed: str) -> None:
    page.ready("on white paper").click("generate").made()
    assert UNSEEN not in page.said
    if changed == "Colour":
        page.at.button_group(key="background").set_value(changed)
        page.run()
    else:
        page.click(changed)
    assert page.at.button_group(key="view").value == "Pictures"
    assert UNSEEN in page.said
    for view in ("Staging", "Pictures"):
        page.at.button_group(key="view").set_value(view)
        assert UNSEEN not in page.run().said


def test_new_pictures_and_a_models_background_have_no_change_to_be_seen(page: Page) -> None:
    page.ready("on white paper").click("generate").made()
    page.click("another_place").click("generate").made()
    assert UNSEEN not in page.said
    page.model()
    assert page.at.button_group(key="view").value == "Pictures"
    assert UNSEEN not in page.said
