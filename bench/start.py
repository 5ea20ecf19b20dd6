"""``python -m bench.start``: one picture from the start of a program, beside a program that only imports the
libraries, or beside another version of the studio.

Each is a process of its own, on a data folder of its own, in turns. On a machine that computes other things
too only the ratios, and the processor's seconds, tell anything.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core.errors import StudioError
from core.samples import load_sample
from core.settings import ROOT, Settings, keep_private, share_cores

PROFILES = ("scene", "mini")
SECONDS = 4.0
"""What is aimed at on a quiet machine."""
PROMPT = "on an oak table"
LIBRARIES = {
    "scene": "from rembg import new_session; import sqlalchemy, scipy.ndimage, cv2",
    "mini": "from rembg import new_session; import sqlalchemy, scipy.ndimage; "
    "from diffusers import AutoencoderTiny, StableDiffusionControlNetInpaintPipeline; "
    "from transformers import AutoModelForDepthEstimation, CLIPTextModel",
}
"""The alternative, by profile: what its pictures are made with, imported as the libraries' pages say and with
the cut-out model read, without making a picture."""


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processor that a process took, and its picture's sha256, if any."""

    clock: float
    processor: float
    pixels: str = ""


def started(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor of a command; raises ``StudioError`` where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False
    )
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise StudioError(f"{' '.join(command[:4])} failed: {done.stderr.strip()[-300:]}")
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def picture(studio: Path, profile: str, photo: Path) -> Taken:
    """One picture by the studio that lies in that folder, from the start of its program."""
    with TemporaryDirectory(prefix="bench-start-") as name:
        output, report = Path(name) / "out.png", Path(name) / "report.json"
        weights = str(Settings.from_environment().weights_dir)
        environment = {**os.environ, "STUDIO_DATA_DIR": f"{name}/data", "STUDIO_WEIGHTS_DIR": weights}
        words = ["generate", str(photo), "--prompt", PROMPT, "--seed", "7", "--profile", profile]
        painter = ["--scene-painter", "painted"] if profile == "scene" else []
        command = [sys.executable, "-m", "core", *words, *painter, "--output", str(output)]
        seconds = started([*command, "--report", str(report)], studio, environment)
        return Taken(*seconds, json.loads(report.read_text(encoding="utf-8"))["sha256"])


def libraries(profile: str) -> Taken:
    """The alternative, from the start of its program."""
    weights = str(Settings.from_environment().weights_dir)
    program = f'{LIBRARIES[profile]}; new_session("u2net")'
    return Taken(*started([sys.executable, "-c", program], ROOT, {**os.environ, "U2NET_HOME": weights}))


def sentence(profile: str, other: str, rounds: list[tuple[Taken, Taken]]) -> str:
    """What was found, medians over the rounds."""
    ours = [one for one, _ in rounds]
    clock = median(one.clock / two.clock for one, two in rounds)
    processor = median(one.processor / two.processor for one, two in rounds)
    same = "" if not rounds[0][1].pixels else "; the same pixels" if same_pixels(rounds) else "; other pixels"
    return (
        f"{profile}: {median(one.clock for one in ours):.1f} s from the start to the picture, "
        f"{median(one.processor for one in ours):.1f} s of the processor: {clock:.2f} and {processor:.2f} "
        f"times those of {other}{same}"
    )


def same_pixels(rounds: list[tuple[Taken, Taken]]) -> bool:
    """Whether all pictures are the same, of those that made any."""
    return len({one.pixels for pair in rounds for one in pair if one.pixels}) == 1


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit code is 1 where a picture takes longer than is aimed at, or has other pixels."""
    keep_private()
    share_cores()
    parser = argparse.ArgumentParser(prog="python -m bench.start", description="Measure the start.")
    parser.add_argument("--profiles", nargs="+", default=PROFILES, help="default: scene mini")
    parser.add_argument("--rounds", type=int, default=3, help="turns (default: %(default)s)")
    against = "another version of the studio in place of the libraries alone"
    parser.add_argument("--against", type=Path, metavar="FOLDER", help=against)
    parsed = parser.parse_args(arguments)
    well = True
    with TemporaryDirectory(prefix="bench-start-") as name:
        photo = Path(name) / "photo.png"
        load_sample("coffee").convert("RGB").save(photo)
        try:
            for profile in parsed.profiles:
                rounds: list[tuple[Taken, Taken]] = []
                for _ in range(parsed.rounds):
                    ours = picture(ROOT, profile, photo)
                    folder = parsed.against
                    rounds.append((ours, picture(folder, profile, photo) if folder else libraries(profile)))
                print(sentence(profile, str(parsed.against or "the libraries alone"), rounds), flush=True)
                well = well and same_pixels(rounds) and median(one.clock for one, _ in rounds) <= SECONDS
        except StudioError as error:
            print(f"Error: {error}", file=sys.stderr)
            return error.exit_code
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
