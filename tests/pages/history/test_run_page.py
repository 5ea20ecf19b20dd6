"""A finished run's page: everything that can be done with it, everything that made it."""

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.history.run_page import stages_of
from pages.ui.shell.generate_address import COMPARED
from store.errors import StoreBusyError
from store.records import NewRun
from tests.fakes import until
from tests.pages.finding import (
    BAD_IDS,
    HOSTILE,
    again,
    bodies,
    has,
    history,
    link,
    parts,
    press,
    said,
    several,
    table,
)
from tests.pages.studios import make
from tests.places import at_first
from tests.store_runs import compared, finished, new_run, outcome


@pytest.mark.parametrize("text", at_first(5, BAD_IDS))
def test_a_link_to_nothing_says_so(studio: Studio, text: str) -> None:
    several(studio, 1)
    at = history(run=text)
    assert "There is no such picture" in said(at)
    at = press(at, "all")
    assert "1 picture" in said(at)


def test_a_finished_run_shows_everything(studio: Studio) -> None:
    run = finished(studio.runs, new_run("on a beach", 5, guidance_scale=4.0, negative_prompt="people"))
    at = history(run=run.id)
    assert "seed 5 · mini · 12 steps · 64 × 48 px · 4.5 s · subject untouched" in said(at)
    assert "on a beach" in said(at)
    assert "people" in said(at)
    assert parts(at) == ["studio_slider", "studio_pictures"]
    assert table(at, "Settings")["Guidance scale"] == ("4 (3.5 by default)",)
    assert table(at, "Settings")["Photo"] == ("mug.jpg",)
    assert table(at, "Models")["base"] == ("models/mini", "–", "–")
    assert table(at, "Environment")["torch"] == ("2.13.0",)
    assert table(at, "Timings and figures")["All together"] == ("4.5 s",)
    assert [one.label for one in at.expander][-3:] == [
        "Models and licences",
        "Environment",
        "Timings and figures",
    ]


def test_back_leads_to_the_same_place_in_the_list(studio: Studio) -> None:
    runs = several(studio, 60)
    at = history(run=runs[5].id, words="number", page="2", sort="newest")
    at = press(at, "back")
    assert link(at) == {"words": "number", "page": "2"}
    assert at.pagination[0].value == 2


def test_neighbours_in_the_list_are_one_press_away(studio: Studio) -> None:
    old, middle, new = several(studio, 3)
    at = history(run=middle.id)
    assert link(press(at, "older")) == {"run": old.id}
    assert at.button(key="older").disabled
    assert link(press(press(at, "newer"), "newer")) == {"run": new.id}
    assert at.button(key="newer").disabled


def test_stars_rating_tags_and_note_are_kept(studio: Studio) -> None:
    run = finished(studio.runs)
    at = press(history(run=run.id), "run_star")
    assert at.button(key="run_star").label == "Starred"
    at.feedback[0].set_value(3)
    again(at)
    at.text_area(key=f"note_{run.id}").set_value("a *note*")
    again(at)
    at.session_state[f"tags_{run.id}"] = ["shop"]
    again(at)
    kept = studio.runs.get(run.id)
    assert (kept.starred, kept.rating, kept.note) == (True, 4, "a *note*")
    press(at, "run_star")
    assert not studio.runs.get(run.id).starred


def test_new_tags_are_kept_and_old_ones_offered(studio: Studio) -> None:
    run, other = several(studio, 2)
    studio.runs.tag(other.id, ["shop"])
    at = history(run=run.id)
    assert at.multiselect[0].options == ["shop"]
    at.multiselect[0].set_value(["shop"])
    again(at)
    assert studio.runs.get(run.id).tags == ("shop",)
    assert at.multiselect[0].value == ["shop"]


def test_a_note_changed_elsewhere_is_shown(studio: Studio) -> None:
    run = finished(studio.runs)
    at = history(run=run.id)
    studio.runs.note(run.id, "from another tab")
    again(at)
    assert at.text_area(key=f"note_{run.id}").value == "from another tab"


def test_changing_it_leads_to_generate(studio: Studio) -> None:
    run = finished(studio.runs)
    at = history(run=run.id)
    at.button(key="run_change").click().run()
    assert not has(at, "run_change")
    assert "run" not in link(at)


def test_a_rerun_is_followed_and_compared(studio: Studio) -> None:
    (first,) = make(studio, "on a beach")
    at = press(history(run=first, words="beach"), "run_again")
    second = link(at)["run"]
    assert second != first
    assert link(at)["words"] == "beach"
    until(lambda: not studio.queue().jobs)
    at = again(at)
    assert "Identical to its parent, pixel by pixel." in said(at)
    assert "Since its parent: nothing was changed." in said(at)
    assert [row["title"] for row in tree(at)["rows"]] == ["Made from", "This one"]
    assert tree(history(run=first))["rows"][-1]["items"][0]["words"] == "re-run, identical"


def test_what_changed_since_the_parent_is_told(studio: Studio) -> None:
    parent = finished(studio.runs)
    run = finished(studio.runs, new_run(parent=parent.id), comparison=compared().comparison)
    words = said(history(run=run.id))
    assert "Nearly the same as its parent (PSNR 52.5 dB)" in words
    assert "torch is 2.13.0, it was 2.12.0." in words


def test_a_parent_that_is_gone_is_told(studio: Studio) -> None:
    parent = finished(studio.runs)
    run = finished(studio.runs, new_run(parent=parent.id))
    studio.runs.delete([parent.id])
    studio.runs.purge([parent.id])
    assert "has been deleted for good" in said(history(run=run.id))


def tree(at: AppTest) -> dict[str, Any]:
    """What the graph of the page is drawn from."""
    (drawn,) = (
        one for one in at.get("bidi_component") if cast(Any, one).proto.component_name == "studio_lineage"
    )
    return json.loads(cast(Any, drawn).proto.json)


def test_what_was_changed_is_one_line_in_the_forms_words(studio: Studio) -> None:
    parent = finished(studio.runs, new_run("on oak", 5))
    run = finished(studio.runs, new_run("on oak", 9, guidance_scale=4.0, parent=parent.id))
    child = finished(studio.runs, new_run("on ice", 9, guidance_scale=4.0, parent=run.id))
    at = history(run=run.id)
    assert "Since its parent: Seed 5 → 9 · Guidance scale 3.5 → 4." in said(at)
    assert [[item["id"] for item in row["items"]] for row in tree(at)["rows"]] == [
        [parent.id],
        [run.id],
        [child.id],
    ]
    assert tree(at)["edges"] == [[parent.id, run.id], [run.id, child.id]]


def test_a_family_has_a_sheet_of_its_own(studio: Studio) -> None:
    parent = finished(studio.runs, new_run("on oak", 5))
    run = finished(studio.runs, new_run("on oak", 9, parent=parent.id))
    at = press(history(run=run.id), "family")
    assert link(at) == {"run": run.id, "family": "1"}
    assert "2 pictures" in said(at)
    assert [one.label for one in at.download_button] == ["Save as PNG", "Save as HTML"]
    assert link(press(at, "family_back")) == {"run": run.id}


def test_what_may_differ_here_is_told_before_a_rerun(studio: Studio) -> None:
    run = finished(studio.runs, environment={"device": "cpu", "python": "2.7", "libraries": {"torch": "1.0"}})
    at = history(run=run.id)
    assert "A re-run here may differ" in [one.label for one in at.expander]
    assert "Python was 2.7 then" in said(at)


def test_the_group_is_shown_and_leads_to_the_list(studio: Studio) -> None:
    ids = make(studio, "beach 1", "beach 2")
    at = history(run=ids[0])
    assert [item["line"] for item in tree(at)["rows"][0]["items"]] == ["seed 1", "seed 2"]
    at = press(at, "whole_group")
    assert link(at) == {"group": studio.runs.get(ids[0]).group}


def test_comparing_with_the_parent_the_group_and_others(studio: Studio) -> None:
    parent = finished(studio.runs)
    run = finished(studio.runs, new_run(parent=parent.id))
    at = history(run=run.id)
    assert list(at.menu_button[0].options) == ["With what it was made from", "With any others"]
    at.menu_button[0].click("With what it was made from").run()
    assert link(at) == {"runs": f"{parent.id},{run.id}"}


def test_a_whole_group_is_compared(studio: Studio) -> None:
    ids = make(studio, *(f"beach {number}" for number in range(6)))
    at = history(run=ids[5])
    at.menu_button[0].click("With others of its group").run()
    assert link(at) == {"runs": ",".join([ids[5], *ids[:5]])}


def test_a_run_joins_those_being_compared(studio: Studio) -> None:
    one, run = several(studio, 2)
    at = history(run=run.id)
    at.session_state[COMPARED] = [one.id]
    again(at)
    at.menu_button[0].click("Add to the 1 being compared").run()
    assert link(at) == {"runs": f"{one.id},{run.id}"}


@pytest.mark.parametrize(("form", "label"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WebP")])
def test_it_is_saved_in_any_form(studio: Studio, form: str, label: str) -> None:
    (run,) = make(studio, "on a beach")
    at = history(run=run)
    at.button_group(key="download_form").set_value(form)
    assert again(at).download_button[0].label == f"Save as {label}"


def test_the_bin_and_back(studio: Studio) -> None:
    (run,) = several(studio, 1)
    at = press(history(run=run.id), "run_bin")
    assert "No pictures yet" in said(at)
    at = history(run=run.id, bin="1")
    assert "In the bin since" in said(at)
    assert not has(at, "run_again")
    at = press(at, "run_restore")
    assert link(at) == {"run": run.id}
    assert studio.runs.get(run.id).deleted is None


def test_purging_is_asked_first(studio: Studio) -> None:
    (run,) = several(studio, 1)
    studio.runs.delete([run.id])
    at = press(history(run=run.id, bin="1"), "run_purge")
    assert "cannot be undone" in said(at)
    at = press(at, "confirm_yes")
    assert studio.runs.many([run.id]) == []
    assert link(at) == {"bin": "1"}


def test_hostile_words_are_only_words(studio: Studio) -> None:
    run = finished(
        studio.runs, new_run(HOSTILE, negative_prompt=HOSTILE, source_name=HOSTILE), comparison=None
    )
    studio.runs.note(run.id, HOSTILE)
    studio.runs.tag(run.id, ["<script>", "$x$"])
    at = history(run=run.id)
    assert HOSTILE in [text.value for text in at.text]
    assert table(at, "Settings")["Avoid"] == (f"{HOSTILE} (nothing by default)",)
    assert all("<script" not in html for html in bodies(at))
    assert "<" not in at.subheader[0].value.replace("\\<", "")


def test_a_profile_that_is_gone_still_shows_its_settings(studio: Studio) -> None:
    (run,) = several(studio, 1)
    request = {**run.request, "profile": "gone"}
    new = NewRun(request=json.dumps(request), digest="d", source_name="a.png", owner="o")
    gone = finished(studio.runs, new)
    at = history(run=gone.id)
    assert "is not on this machine any more" in said(at)
    assert table(at, "Settings")["Model"] == ("gone",)


def test_a_note_that_could_not_be_kept_stays_in_the_field(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreBusyError("Another program holds the database.")

    run = finished(studio.runs)
    at = history(run=run.id)
    with monkeypatch.context() as locked:
        locked.setattr(studio.library.runs, "note", away)
        at.text_area(key=f"note_{run.id}").set_value("an hour's words")
        again(at)
    assert "holds the database" in said(at)
    assert at.text_area(key=f"note_{run.id}").value == "an hour's words"


@pytest.mark.parametrize(("role", "name"), [("depth", "Depth"), ("controlnet", "Mask")])
def test_a_model_without_depth_was_shown_the_mask(studio: Studio, role: str, name: str) -> None:
    models = ({"role": role, "name": "mine", "revision": None},)
    run = replace(finished(studio.runs), outcome=outcome(models=models))
    assert [label for stage, label, _ in stages_of(run) if stage == "control"] == [name]


@pytest.mark.parametrize(
    "statement", ["UPDATE details SET request = '{'", "UPDATE details SET outcome = '{'"]
)
def test_a_run_whose_record_is_damaged_is_shown_as_such_and_hides_no_other(
    studio: Studio, statement: str
) -> None:
    bad, good = finished(studio.runs), finished(studio.runs, new_run("on a beach", 5))
    with studio.library.database.writing() as connection:
        connection.exec_driver_sql(f"{statement} WHERE run = 1")
    at = history()
    assert "2 pictures" in said(at)
    assert not at.exception
    at = history(run=bad.id)
    assert not at.exception
    assert f"What is recorded of run {bad.id} is damaged" in said(at)
    assert "on a beach" in said(history(run=good.id))
