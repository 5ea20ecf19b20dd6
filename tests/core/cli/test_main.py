"""The command line: what it writes, and its exit codes."""

import hashlib
import json
import os
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from PIL import Image

from core.__main__ import main
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline
from core.studio import Studio
from tests.command_line import Line
from tests.photos import saved, scene


def test_a_picture_its_report_and_its_stages_are_written(line: Line, tmp_path: Path):
    stages, account = tmp_path / "made" / "stages", tmp_path / "made" / "report.json"
    outcome = line.generate("--stages", str(stages), "--report", str(account))
    assert (outcome.code, outcome.errors) == (0, [])
    names = ["background.png", "composite.png", "control.png", "matte.png", "source.png"]
    assert sorted(path.name for path in stages.iterdir()) == names
    written = json.loads(account.read_text())
    with Image.open(line.output) as picture, Image.open(stages / "composite.png") as composite:
        assert hashlib.sha256(picture.tobytes()).hexdigest() == written["sha256"]
        assert composite.tobytes() == picture.tobytes()
    assert written["sha256"] in outcome.said


def test_the_same_command_twice_writes_the_same_and_another_seed_another(line: Line):
    digests = [line.generate("--seed", seed).said.rpartition(" ")[2] for seed in ("7", "7", "8")]
    assert digests[0] == digests[1] != digests[2]


def test_a_seed_not_given_is_drawn_shown_and_reported(line: Line, tmp_path: Path):
    words = ["generate", str(line.photo), "--prompt", "a", "--profile", "tiny", "--output", str(line.output)]
    outcome = line.run(*words, "--report", str(tmp_path / "r.json"))
    seed = json.loads((tmp_path / "r.json").read_text())["seed"]
    assert outcome.errors == [f"Seed {seed}"]
    assert f"seed {seed} " in outcome.said


def test_options_reach_the_request(line: Line, tmp_path: Path):
    words = [
        "--num-inference-steps",
        "3",
        "--scheduler",
        "LCM",
        "--no-decontaminate",
        "--negative-prompt",
        "x",
    ]
    line.generate(*words, "--report", str(tmp_path / "r.json"))
    request = json.loads((tmp_path / "r.json").read_text())["request"]
    assert (request["num_inference_steps"], request["scheduler"]) == (3, "LCM")
    assert (request["decontaminate"], request["negative_prompt"]) == (False, "x")


@pytest.mark.parametrize("name", ["out.webp", "out.jpg"])
def test_the_ending_chooses_the_format(line: Line, tmp_path: Path, name: str):
    assert line.generate(output=tmp_path / name).code == 0
    with Image.open(tmp_path / name) as picture:
        assert picture.size == (96, 64)


def test_missing_cut_out_weights_are_named_with_size_and_command(line: Line, tmp_path: Path):
    outcome = line.generate(photo=saved(scene(96, 64), tmp_path / "rgb.png"))
    assert outcome.code == 3
    (said,) = outcome.errors
    assert said == (
        "Error: The cut-out model u2net (176 MB) is not on this machine; "
        "get it with: python -m core fetch u2net"
    )


def test_a_missing_profile_is_named_with_size_and_command(line: Line, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    outcome = line.generate("--profile", "realistic-vision-depth")
    assert outcome.code == 3
    assert outcome.errors == [
        "Error: The base model Uminosachi/realisticVisionV51_v51VAE-inpainting, 2.1 GB is not on this "
        "machine; get it with: python -m core fetch realistic-vision-depth"
    ]


def test_own_alpha_needs_no_cut_out_weights_and_can_be_set_aside(line: Line):
    assert line.generate().code == 0
    assert line.generate("--no-keep-source-alpha").code == 3


def test_what_nobody_foresaw_is_one_sentence_too(line: Line, monkeypatch: pytest.MonkeyPatch):
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("odd\nkey")

    monkeypatch.setattr(BackgroundPipeline, "generate", stumble)
    outcome = line.generate()
    assert outcome.code == 1
    assert len(outcome.errors) == 1
    assert "This should not have happened (KeyError: " in outcome.errors[0]


def test_its_traceback_can_be_asked_for(line: Line, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(BackgroundPipeline, "generate", lambda *_, **__: 1 // 0)
    monkeypatch.setenv("STUDIO_TRACEBACK", "1")
    outcome = line.generate()
    assert outcome.code == 1
    assert any(text.startswith("ZeroDivisionError") for text in outcome.errors)
    assert any("in _attempt" in text for text in outcome.errors)


def test_the_list_names_every_model_and_whether_it_is_here(line: Line):
    outcome = line.run("profiles")
    assert outcome.code == 0
    for name in ("mini", "realistic-vision-depth", "photo-background", "tiny", "u2net", "birefnet-general"):
        assert name in outcome.said
    states = {row.split()[0]: row for row in outcome.said.splitlines() if row.startswith("    ")}
    assert "not here" in states["u2net"]
    assert "on disk" in states["base"]
    assert "mini  Mini (built in), needs 2 GB of memory" in outcome.said
    assert "42 steps of DDIM, guidance 7.5, eta 1" in outcome.said


def test_help_is_shown(line: Line, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["generate", "--help"])
    assert left.value.code == 0
    assert "--controlnet-conditioning-scale" in capsys.readouterr().out


def test_a_photo_may_come_through_a_pipe(line: Line, tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(line.photo.read_bytes(),))
    writer.start()
    assert line.generate(photo=pipe).code == 0
    writer.join()


def test_the_subject_is_looked_at_before_the_database_is_opened(line: Line, monkeypatch: pytest.MonkeyPatch):
    looked = Event()
    matte, opened = Analysis.matte, Studio.open

    def look(self: Analysis, *given: Any) -> Any:
        try:
            return matte(self, *given)
        finally:
            looked.set()

    def open_studio(*given: Any, **options: Any) -> Studio:
        assert looked.wait(60)
        return opened(*given, **options)

    monkeypatch.setattr(Analysis, "matte", look)
    monkeypatch.setattr(Studio, "open", open_studio)
    assert line.generate().code == 0
