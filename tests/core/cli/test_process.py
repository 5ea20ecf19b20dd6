"""The program as a process of its own: Ctrl-C at any moment, and not one host asked for anything."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.models.matting_weights import is_present
from core.settings import ROOT, Settings
from tests.photos import cutout, saved, scene

pytestmark = pytest.mark.server

SENTENCE = "Cancelled before the work was done."
GUARD = """
import socket, sys
def refused(self, address):
    if self.family != socket.AF_UNIX:
        sys.exit(f"reached for {address}")
socket.socket.connect = socket.socket.connect_ex = refused
socket.getaddrinfo = lambda host, *_, **__: sys.exit(f"looked for {host}")
from core.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

INTERRUPTING = """
import os, signal, sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == os.environ["INTERRUPT_AT"]:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
"""


@pytest.fixture
def environment(studio: Settings) -> dict[str, str]:
    """Without the tests' own HF_HUB_OFFLINE: a person does not set it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_HUB_OFFLINE")}
    return {**kept, "OMP_WAIT_POLICY": "passive", "PYTHONWARNINGS": "ignore"}


def words(photo: Path, output: Path, *more: str) -> list[str]:
    return ["generate", str(photo), "--prompt", "a beach", "--seed", "1", "--output", str(output), *more]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the output goes; it must be as empty afterwards as before."""
    made = tmp_path / "results"
    made.mkdir()
    yield made
    assert os.listdir(made) == []


def interrupted(arguments: list[str], environment: dict[str, str], line: str) -> tuple[int, list[str]]:
    """Exit code and stderr after ``line``, an empty one being the first, when Ctrl-C came as soon as that had
    been said."""
    command = [sys.executable, "-m", "core", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for said in process.stderr:
            if said.startswith(line):
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read().splitlines()
    return process.returncode, rest


@pytest.mark.parametrize("line", ["", "Measuring depth", "Painting the background"])
def test_ctrl_c_leaves_nothing_but_a_sentence(
    environment: dict[str, str], tmp_path: Path, folder: Path, line: str
):
    photo = saved(cutout(256, 256), tmp_path / "photo.png")
    more = ("--profile", "mini", "--num-inference-steps", "150", "--stages", str(folder / "stages"))
    code, rest = interrupted(words(photo, folder / "out.png", *more), environment, line)
    assert code == 130
    assert rest[-1] == SENTENCE
    assert all(said.endswith("…") for said in rest[:-1])


@pytest.mark.weights
def test_ctrl_c_while_cutting_out(environment: dict[str, str], tmp_path: Path, folder: Path):
    if not is_present("u2netp", Settings().weights_dir):
        pytest.skip("the weights of u2netp are not here; make setup fetches them")
    environment["STUDIO_WEIGHTS_DIR"] = str(Settings().weights_dir)
    photo = saved(scene(256, 256), tmp_path / "photo.png")
    more = ("--profile", "mini", "--matting-model", "u2netp")
    code, rest = interrupted(words(photo, folder / "out.png", *more), environment, "Cutting out")
    assert (code, rest[-1]) == (130, SENTENCE)


@pytest.mark.weights
def test_an_error_while_the_subject_is_cut_out_is_one_sentence(environment: dict[str, str], tmp_path: Path):
    if not is_present("u2netp", Settings().weights_dir):
        pytest.skip("the weights of u2netp are not here; make setup fetches them")
    (tmp_path / "data" / "studio.db").mkdir(parents=True)  # which no database can be opened in
    given = {
        **environment,
        "STUDIO_WEIGHTS_DIR": str(Settings().weights_dir),
        "STUDIO_DATA_DIR": str(tmp_path / "data"),
    }
    photo = saved(scene(1024, 1024), tmp_path / "photo.png")
    command = [sys.executable, "-m", "core", *words(photo, tmp_path / "out.png", "--matting-model", "u2netp")]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: The store's database")


@pytest.mark.parametrize("module", ["argparse", "pydantic", "numpy", "torch", "diffusers"])
def test_ctrl_c_during_imports(environment: dict[str, str], tmp_path: Path, folder: Path, module: str):
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTING)
    photo = saved(cutout(), tmp_path / "photo.png")
    command = [sys.executable, "-m", "core", *words(photo, folder / "out.png", "--profile", "mini")]
    given = {**environment, "INTERRUPT_AT": module, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert [said for said in done.stderr.splitlines() if not said.endswith("…")] == [SENTENCE]


def test_no_host_is_asked_for_anything(environment: dict[str, str], tmp_path: Path):
    photo, output = saved(cutout(), tmp_path / "photo.png"), tmp_path / "out.png"
    command = [sys.executable, "-c", GUARD, *words(photo, output, "--profile", "realistic-vision-lcm")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, output.is_file()) == (0, True), done.stderr
    said = [line for line in done.stderr.splitlines() if not line.startswith("The photo is ")]  # too small
    assert all(line.endswith("…") for line in said), done.stderr


def test_a_terminal_of_another_alphabet_is_written_to(environment: dict[str, str]):
    command = [sys.executable, "-m", "core", "generate", "--help"]
    given = {**environment, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "(? 0, ? 30)" in done.stdout


def test_the_guard_against_hosts_guards(environment: dict[str, str]):
    command = [sys.executable, "-c", GUARD, "fetch", "silueta"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "looked for " in done.stderr
