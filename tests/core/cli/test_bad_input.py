"""All that is wrong with what a person gave: exit code 2, one sentence, and the output untouched."""

import errno
import io
import os
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.words import in_command_words
from core.models.matting_weights import is_present
from core.pipeline.pipeline import BackgroundPipeline
from core.settings import Settings
from core.stages.matting import Matting
from tests.command_line import OLDER, Line
from tests.photos import saved, scene


def empty() -> bytes:
    return b""


def random_bytes() -> bytes:
    return random.Random(0).randbytes(10_000)


def truncated_jpeg() -> bytes:
    content = io.BytesIO()
    scene(200, 200).save(content, "JPEG")
    return content.getvalue()[: content.tell() // 2]


def single_pixel() -> bytes:
    return picture_bytes(Image.new("RGB", (1, 1)))


def stripe() -> bytes:
    return picture_bytes(Image.new("RGB", (16, 4000)))


def huge() -> bytes:
    """A whole PNG of 30,000×30,000 black-and-white pixels, in a few kB: rows packed twice over."""
    rows = zlib.compress(bytes(1 + 30_000 // 8) * 30_000, 9)
    chunks = [(b"IHDR", b"\0\0\x75\x30\0\0\x75\x30\1\0\0\0\0"), (b"IDAT", rows), (b"IEND", b"")]
    parts = [
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def picture_bytes(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (empty, "The photo is an empty file"),
        (random_bytes, "This file is not a photo that can be read"),
        (truncated_jpeg, "The photo is damaged or incomplete"),
        (single_pixel, "The photo is 1 × 1 px; choose one with at least 16 px"),
        (stripe, "The photo is 16 × 4000 px; crop it"),
        (huge, "The photo is too large; make it smaller than 64 megapixels first."),
    ],
)
def test_a_photo_that_will_not_do_is_refused(
    line: Line, tmp_path: Path, make: Callable[[], bytes], said: str
):
    path = tmp_path / "bad.png"
    path.write_bytes(make())
    assert line.refuses(photo=path).startswith(said)


def test_the_limit_of_pixels_can_be_set(line: Line, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STUDIO_MAX_PIXELS", "1000")
    assert line.refuses().startswith("The photo is 96 × 64 px; make it smaller than 0.001 megapixels")


def test_a_photo_that_is_not_there_or_a_folder_is_refused(line: Line, tmp_path: Path):
    assert line.refuses(photo=tmp_path / "none.png").startswith("There is no photo at")
    assert "is a folder" in line.refuses(photo=tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prompt", ""], "The scene (--prompt) is empty"),
        (
            ["--prompt", "word " * 5000],
            "The scene (--prompt) has 25,000 characters; shorten it to at most 6,000.",
        ),
        (["--seed", "-1"], "Seed (--seed) must be at least 0 (it is -1)."),
        (["--seed", "4294967296"], "Seed (--seed) must be at most 4294967295 (it is 4294967296)."),
        (["--seed", "abc"], "Argument --seed: invalid int value: 'abc'; see python -m core generate --help."),
        (
            ["--guidance-scale", "nan"],
            "Guidance scale (--guidance-scale) must be a finite number (it is nan).",
        ),
        (
            ["--guidance-scale", "inf"],
            "Guidance scale (--guidance-scale) must be a finite number (it is inf).",
        ),
        (
            ["--guidance-scale=-inf"],
            "Guidance scale (--guidance-scale) must be a finite number (it is -inf).",
        ),
        (["--guidance-scale", "31"], "Guidance scale (--guidance-scale) must be at most 30 (it is 31.0)."),
        (["--strength", "0"], "Strength (--strength) must be more than 0 (it is 0.0)."),
        (["--strength", "0.1"], "Inference steps (--num-inference-steps) times strength must be at least 1."),
        (["--num-inference-steps", "1000"], "Inference steps (--num-inference-steps) must be at most 150"),
        (["--max-side", "9999"], "Longest side (--max-side) must be at most 4096"),
        (
            ["--control-guidance-start", "1"],
            "Control guidance start (--control-guidance-start) must be less than 1",
        ),
        (
            ["--profile", "minni"],
            "There is no profile 'minni' (did you mean 'mini'?); there are scene, mini, ",
        ),
        (["--scheduler", "PNDM"], "Scheduler (--scheduler) must be 'DDIM', 'DPMSolverMultistep', "),
        (["--matting-model", "bria-rmbg"], "Cut-out model (--matting-model) must be one of u2net, "),
        (["--depth-model", "midas"], "Depth model (--depth-model) must be one of mini, "),
        (["--depth-scope", "room"], "Depth scope (--depth-scope) must be 'frame' or 'subject'"),
        (["--frobnicate"], "Unrecognized arguments: --frobnicate; see "),
        (["--prompt"], "Argument --prompt: expected one argument; see "),
    ],
)
def test_a_parameter_that_will_not_do_is_refused(line: Line, words: list[str], said: str):
    assert line.refuses(*words).startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "The following arguments are required: COMMAND"),
        (["paint"], "Argument COMMAND: invalid choice: 'paint'"),
        (["generate", "x.png", "--prompt", "a"], "The following arguments are required: --output"),
        (["generate", "--output", "x.png"], "The following arguments are required: PHOTO"),
        (["generate", "x.png", "--output", "y.png"], "The following arguments are required: --prompt"),
        (["fetch"], "The following arguments are required: NAME"),
        (["fetch", "minni"], "There is no profile 'minni'"),
    ],
)
def test_a_mistyped_command_is_refused_in_one_sentence(line: Line, words: list[str], said: str):
    outcome = line.run(*words)
    assert (outcome.code, len(outcome.errors)) == (2, 1)
    assert outcome.errors[0].startswith(f"Error: {said}")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("STUDIO_MAX_PIXELS", "many"), ("STUDIO_DEVICE", "tpu"), ("STUDIO_MAX_PIXELS", "-1")],
)
def test_a_wrong_setting_is_refused(line: Line, monkeypatch: pytest.MonkeyPatch, variable: str, value: str):
    monkeypatch.setenv(variable, value)
    assert f"Set {variable} to" in line.refuses()


def test_a_mistake_in_the_profiles_file_is_refused(line: Line, studio: Settings):
    (studio.data_dir / "profiles.toml").write_text("[profiles.tiny]\nbase = 3\n")
    assert line.refuses().startswith("Profile 'tiny' in ")


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("folder", "Give the picture a name that ends in .png"),
        ("folder.png", "is a folder; give the name of a file in it"),
        ("photo.png/out.png", "cannot be written (Not a directory)"),
        ("/proc/out.png", "cannot be written (No such file or directory)"),
        ("photo.png", "would be overwritten; give the photo and each result its own name"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, said: str
):
    (tmp_path / "folder.png").mkdir()
    monkeypatch.setattr(BackgroundPipeline, "generate", lambda *_: pytest.fail("the work was begun"))
    assert said in line.refuses(output=tmp_path / output)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--report", "/dev/null"], "is a device or a pipe"),
        (["--stages", "photo.png"], "is a file; give --stages a folder"),
        (["--report", "out.png"], "would be overwritten"),
    ],
)
def test_other_results_are_checked_too(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
):
    monkeypatch.chdir(tmp_path)
    assert said in line.refuses(*words)


def test_a_full_disk_keeps_the_older_picture_and_leaves_nothing_half_written(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    before = {path.name for path in tmp_path.iterdir()}
    line.output.write_bytes(OLDER)
    outcome = line.generate("--no-record", "--stages", str(tmp_path / "stages"))
    assert outcome.code == 1
    assert "is full; make room" in outcome.errors[0]
    assert line.output.read_bytes() == OLDER
    assert {path.name for path in tmp_path.iterdir()} == before | {"out.png"}


@pytest.mark.parametrize(
    ("level", "said"), [(0, "No subject was found"), (1, "The subject fills the whole frame")]
)
def test_a_frame_with_no_subject_or_nothing_else_is_refused(
    line: Line, monkeypatch: pytest.MonkeyPatch, level: int, said: str
):
    belief = np.full((320, 320), level, np.float32)
    monkeypatch.setattr(Matting, "_loaded", lambda _: lambda _: belief)
    assert line.refuses("--no-keep-source-alpha").startswith(said)


@pytest.mark.weights
@pytest.mark.parametrize("colour", ["grey", "white"])
def test_a_flat_photo_has_no_subject(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colour: str
):
    if not is_present("u2netp", Settings().weights_dir):
        pytest.skip("the weights of u2netp are not here; make setup fetches them")
    monkeypatch.setenv("STUDIO_WEIGHTS_DIR", str(Settings().weights_dir))
    path = saved(Image.new("RGB", (128, 96), colour), tmp_path / "flat.png")
    assert line.refuses("--matting-model", "u2netp", photo=path).startswith("No subject was found")


def test_a_photo_behind_a_circle_of_links_is_refused(line: Line, tmp_path: Path):
    (tmp_path / "round.png").symlink_to("round.png")
    assert "cannot be opened" in line.refuses(photo=tmp_path / "round.png")


def test_a_photo_that_a_damaged_disk_does_not_give_is_refused(line: Line, monkeypatch: pytest.MonkeyPatch):
    def unreadable(*_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("core.stages.image.photo_bytes", unreadable)
    assert line.refuses() == f"The photo {line.photo} cannot be read: Input/output error."


def test_what_was_typed_steers_no_terminal(line: Line):
    assert line.refuses(photo=Path("a\x1b[31m.png")).startswith("There is no photo at a [31m.png")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "num_inference_steps must be at most 50 with scheduler LCM.",
            "Inference steps (--num-inference-steps) must be at most 50 with scheduler LCM.",
        ),
        ("The photo a/max_side/b.png is a folder.", "The photo a/max_side/b.png is a folder."),
        (
            "margin must be at most 1 (it is 3.0).",
            "Room around the photo (--margin) must be at most 1 (it is 3.0).",
        ),
    ],
)
def test_a_field_is_called_as_in_the_form_with_its_option(sentence: str, said: str):
    assert in_command_words(sentence) == said
