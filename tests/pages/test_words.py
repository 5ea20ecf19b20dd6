"""One thing has one word: in the form, in tables, in sentences and on the command line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli.arguments import command_line
from core.models.profiles import PROFILES
from core.request import GenerationRequest, choices, label
from core.scenes.drawing import scene_for
from core.scenes.spec import PATTERNS, TIMES
from pages.ui.compare.differences import differences
from pages.ui.runs.describe import settings
from pages.ui.runs.names import field_title
from pages.ui.shell.words import STATUS_WORDS, VALUE_WORDS, in_page_words
from store.records import Run, RunStatus, flat_fields
from tests.pages.generating import Page
from tests.store_runs import finished, new_run, open_store

CODE_NAME = re.compile(r"\b[a-z]+_[a-z_]+\b")
NO_WIDGET = {"scene", "profile", "schema_version"}
SCENES_OWN = {"negative_prompt", "margin"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A finished picture of a scene."""
    scene = scene_for("on an oak table, morning light", 3).model_dump(mode="json")
    asked = new_run("on an oak table", 3, profile="scene", scene=scene, pose="auto", size="hand")
    return finished(open_store(tmp_path).runs, asked)


def widgets(page: Page) -> dict[str, tuple[str, str]]:
    """Label and help of each field's widget, by the field's name."""
    at = page.at
    kinds = [at.text_area, at.slider, at.number_input, at.toggle, at.selectbox, at.button_group]
    found = [widget for kind in kinds for widget in kind if (widget.key or "").startswith("draft_")]
    return {widget.key.removeprefix("draft_"): (widget.label, widget.help) for widget in found if widget.key}


@pytest.mark.parametrize("background", ["Scene", "Model"])
def test_the_form_calls_every_field_by_its_title_and_names_the_parameter_in_its_help(
    page: Page, background: str
) -> None:
    page.open()
    if background == "Model":
        page.model()
    found = {name: told for name, told in widgets(page).items() if name in GenerationRequest.model_fields}
    assert len(found) > 8
    assert {name: told[0] for name, told in found.items()} == {name: label(name) for name in found}
    assert [name for name, told in found.items() if f"`{name}`" not in told[1]] == []


def test_what_is_changed_of_a_scene_is_called_as_in_tables(page: Page) -> None:
    page.open().prompt("on an oak table, light through a window")
    at = page.at
    drawn = [one for kind in (at.slider, at.selectbox, at.color_picker) for one in kind]
    named = {str(one.key): one.label for one in drawn if str(one.key).startswith("scene_")}
    assert len(named) >= 6
    # A number behind it tells one widget of a field from the one before.
    fields = {key: re.sub(r"_\d+$", "", key.replace("scene_", "scene.", 1)) for key in named}
    assert named == {key: field_title(field) for key, field in fields.items()}


def test_every_field_has_a_title_of_its_own(run: Run) -> None:
    names = [*GenerationRequest.model_fields, *flat_fields(run.request)]
    titles = {name: field_title(name) for name in dict.fromkeys(names)}
    assert [title for title in titles.values() if CODE_NAME.search(title)] == []
    assert len(set(titles.values())) == len(titles)


def test_a_scenes_settings_are_those_that_made_it_in_the_forms_words(run: Run) -> None:
    rows = {row.name: row.value for row in settings(run, PROFILES["scene"])}
    assert "Inference steps" not in rows
    assert "Guidance scale" not in rows
    assert rows["Model"] == "Scene (built in)"
    assert rows["Pose"] == "As it looks"
    assert rows["Subject's size"] == "Hand-sized"
    assert rows["Time of day"] == "Morning"
    assert rows["Kind of scene"] == "Table"
    assert [row for row in rows.items() if CODE_NAME.search(" ".join(row))] == []
    assert "–" not in rows.values()


def test_compare_has_the_same_words(run: Run) -> None:
    scene = {**run.request["scene"], "light": {**run.request["scene"]["light"], "time": "golden"}}
    other = replace(run, request={**run.request, "scene": scene, "pose": "lies"})
    rows = {row.name: row.values for row in differences([run, other])}
    assert rows == {"Pose": ("As it looks", "Lies"), "Time of day": ("Morning", "Golden hour")}


def test_values_are_those_of_the_request() -> None:
    for name in ("pose", "size"):
        assert set(VALUE_WORDS[name]) == set(choices(name))
    for name, values in (("time", TIMES), ("pattern", PATTERNS)):
        assert set(VALUE_WORDS[f"scene.light.{name}"]) == set(values)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The prompt is empty; write", "The scene is empty; write"),
        ("The negative prompt has 6,001", "What to avoid has 6,001"),
        ("num_inference_steps must be at most 150", "Inference steps must be at most 150"),
        ("margin must be at most 1", "Room around the photo must be at most 1"),
        (
            "Left out, since num_inference_steps times strength",
            "Left out, since Inference steps times strength",
        ),
        ("The file my_photo is no photo", "The file my_photo is no photo"),
    ],
)
def test_errors_name_fields_as_the_form_does(said: str, shown: str) -> None:
    assert in_page_words(said) == shown


def test_a_status_is_called_the_same_on_pages_and_on_the_command_line() -> None:
    assert {status: words.lower() for status, words in STATUS_WORDS.items()} == {
        status: status.value for status in RunStatus
    }


def test_the_command_lines_help_names_each_parameter_and_describes_it_as_the_form_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # so that no word is parted
    with pytest.raises(SystemExit):
        command_line().parse_args(["generate", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    for name, field in GenerationRequest.model_fields.items():
        if name in {"schema_version", "scene", "profile", "seed"}:
            continue
        assert f"--{name.replace('_', '-')}" in told
        assert str(field.description) in told, name
