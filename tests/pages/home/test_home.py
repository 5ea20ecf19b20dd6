from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from bench.serving import free_port
from core.engine.jobs import QueueState
from core.errors import ModelMissingError, StoreError
from core.samples import LICENCES, sample_names
from core.settings import Settings
from core.studio import Studio
from pages.ui.shell import resources
from pages.ui.shell.generate_address import new_draft
from pages.ui.shell.machine import machine_line
from tests.fakes import FakeGenerators, until
from tests.pages.studios import Opener, forget_studio, home, make, submit, words


@pytest.mark.usefixtures("studio")
def test_before_the_first_picture_it_says_so_and_how_to_begin() -> None:
    at = home()
    assert "Nothing is here yet." in words(at)
    assert at.button(key="begin").label == "Make the first picture"
    assert "A vase rendered by us" in words(at)


@pytest.mark.usefixtures("studio")
def test_every_sample_has_its_licence() -> None:
    at = home()
    for name in sample_names():
        assert LICENCES[name] in words(at)
    assert "studio_gallery" in [part.proto.component_name for part in at.get("bidi_component")]


def test_the_latest_pictures_are_there_and_the_very_latest_is_large(studio: Studio) -> None:
    make(studio, "on a beach", "in the *snow*")
    at = home()
    assert "The latest picture: in the *snow*" in words(at)
    assert at.button(key="begin").label == "Make a picture"
    drawn = [part.proto.component_name for part in at.get("bidi_component")]
    assert drawn == [
        "studio_slider",
        "studio_gallery",
        "studio_gallery",
        "studio_steps",
        "studio_everywhere",
        "studio_begun",
    ]


def test_what_is_being_made_is_told_and_leads_there(opened: Opener) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opened(generators)
    submit(studio, "on a beach", "in snow", "at night", owner="bob")
    until(generators.reached.is_set)
    at = home()
    assert "1 picture being made, 2 queued." in words(at)
    gate.set()
    until(lambda: not studio.queue().jobs)
    assert "being made" not in words(at.run())


def test_a_form_that_was_left_in_another_tab_is_offered_by_its_photo_and_words(studio: Studio) -> None:
    draft = new_draft()
    values = {"photo": {"name": "mug.png"}, "form": {"prompt": "on a marble table, soft light"}}
    studio.drafts.save(draft, values, None, None)
    at = home()
    assert "You were at work" not in words(at)
    at.session_state["begun_last"] = [{"draft": draft}]
    at.run()
    assert "You were at work with mug.png, on “on a marble table, soft light”." in words(at)
    at.session_state["begun_last"] = [{"draft": new_draft()}]
    assert "You were at work" not in words(at.run())


def test_the_last_forms_are_offered_each_once_and_without_what_became_pictures(studio: Studio) -> None:
    def link(prompt: str, **more: str) -> dict[str, str]:
        draft = new_draft()
        studio.drafts.save(draft, {"photo": {}, "form": {"prompt": prompt}}, None, None)
        return {"draft": draft, **more}

    prompts = ("", "one", "two", "two", "three", "four")
    made = link("made", group=new_draft())
    at = home()
    at.session_state["begun_last"] = [*map(link, prompts), made]
    offered = [text.value for text in at.run().text if text.value.startswith("You were")]
    assert offered == [f"You were at work on “{prompt}”." for prompt in ("one", "two", "three")]
    at.session_state["begun_last"] = [made]
    assert "You were at work on “made”." in words(at.run())


def test_a_run_without_picture_is_not_among_the_latest(opened: Opener) -> None:
    studio = opened(FakeGenerators(raises={"bad": ModelMissingError("It is not here.")}))
    make(studio, "bad")
    assert "Nothing is here yet." in words(home())


def test_the_machine_is_described(studio: Studio) -> None:
    idle = QueueState()
    assert machine_line(studio.machine(), idle).startswith(("1 core", f"{studio.machine().cores} cores"))
    machine = replace(studio.machine(), kind="cpu", device="CPU, 2 threads", cores=2, free_disk_gb=61.2)
    said = machine_line(machine, idle).replace("\\", "")
    assert said.startswith("CPU, 2 threads · scene")
    assert said.endswith("· 61 GB free")
    assert "mini ready" in machine_line(machine, QueueState(profile="mini"))
    loading = QueueState(loading="The models of mini are being loaded.")
    assert "being loaded" in machine_line(machine, loading)


def test_models_that_are_not_here_are_offered_with_size_licence_and_command(studio: Studio) -> None:
    at = home()
    missing = [state for state in studio.machine().profiles.values() if not state.ready]
    assert missing
    for state in missing:
        assert f"python -m core fetch {state.profile.name}" in [code.value for code in at.code]
        assert all(model.licence in words(at) for model in state.profile.models)
        assert f"Needs {state.profile.memory_gb:g} GB of memory" in words(at)
        assert at.button(key=f"fetch-{state.profile.name}").label.startswith("Download ")


def test_a_studio_that_cannot_be_opened_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Studio:
        raise StoreError("The database *is* locked by <b>another</b> program.")

    forget_studio()
    monkeypatch.setattr(resources, "open_studio", refuse)
    at = home()
    assert "The database *is* locked by <b>another</b> program." in words(at)
    assert not at.title


class TestStrip:
    def test_it_says_that_nothing_is_being_done(self, studio: Studio) -> None:
        assert studio.queue().jobs == ()
        assert "Idle" in strip(home())

    def test_it_tells_that_models_are_still_loading(self, opened: Opener) -> None:
        gate = Event()
        generators = FakeGenerators(load_gate=gate)
        submit(opened(generators), "on a beach")
        until(generators.reached.is_set)
        said = strip(home())
        gate.set()
        assert "The models of mini are being loaded." in said
        assert "Idle" not in said

    def test_it_shows_the_running_picture_and_how_many_wait(self, opened: Opener) -> None:
        gate = Event()
        generators = FakeGenerators(gate=gate)
        submit(opened(generators), "on a **beach**", "in snow", "at night")
        until(generators.reached.is_set)
        at = home()
        gate.set()
        assert "Painting the background, step 1 of 3" in at.sidebar.get("progress")[0].proto.text.replace(
            "\\", ""
        )
        assert "on a **beach**" in strip(at)
        assert "2 more queued" in strip(at)

    def test_its_button_cancels_the_running_picture(self, opened: Opener) -> None:
        generators = FakeGenerators(gate=Event())
        studio = opened(generators)
        (run,) = submit(studio, "on a beach")
        until(generators.reached.is_set)
        home().button(key=f"strip-cancel-{run}").click().run()
        until(lambda: not studio.queue().jobs)
        assert studio.runs.get(run).status == "cancelled"

    def test_all_of_ones_own_are_cancelled_and_nobody_elses(self, opened: Opener) -> None:
        generators = FakeGenerators(gate=(gate := Event()))
        studio = opened(generators)
        (others,) = submit(studio, "others", owner="bob")
        until(generators.reached.is_set)
        at = home()
        mine = submit(studio, "one", "two", owner=at.session_state["owner"])
        at.run().button(key="strip-cancel-all").click().run()
        gate.set()
        until(lambda: not studio.queue().jobs)
        assert {str(studio.runs.get(run).status) for run in mine} == {"cancelled"}
        assert studio.runs.get(others).status == "finished"

    def test_it_tells_what_the_engine_has_trouble_with(
        self, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        error = ModelMissingError("The base model [mini] is not on this machine.")
        opened(FakeGenerators())
        troubled = Studio.open(
            Settings(data_dir=tmp_path / "other"), generators=FakeGenerators(load_error=error), mirror=False
        )
        until(lambda: troubled.queue().problem)
        monkeypatch.setattr(resources, "open_studio", lambda: troubled)
        said = strip(home())
        troubled.close()
        assert "The base model [mini] is not on this machine." in said

    def test_it_tells_what_is_amiss_with_mlflow(
        self, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened(FakeGenerators())
        nowhere = Settings(data_dir=tmp_path / "other", mlflow_uri=f"http://127.0.0.1:{free_port()}")
        alone = Studio.open(nowhere, generators=FakeGenerators(), preload=False)
        submit(alone, "on a beach")
        until(alone.mirror_problem)
        monkeypatch.setattr(resources, "open_studio", lambda: alone)
        said = strip(home())
        alone.close()
        assert "Pictures are kept here all the same." in said


def strip(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in [*at.sidebar.caption, *at.sidebar.warning]).replace("\\", "")
