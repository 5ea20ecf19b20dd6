"""Makes models/mini again: ``python -m training all``.

Every step resumes where it was left: kill it whenever, start it again. ``--tiny`` rehearses the whole
recipe in a minute, into training/work-tiny. ``start`` puts the shipped model's weights into an empty work
folder, to go on from them. On a machine with a CUDA GPU ``sprint --minutes 9`` renders and trains at once,
after ``autoencoder`` or ``start``.
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from training import autoencoder, depth, export, latents, shards, start, upscaler, words, workers
from training.options import FULL, TINY, Options

STEPS_OF = {step: f"{step}_steps" for step in ("autoencoder", "words", "diffusion", "depth")}
"""Which steps of the recipe take a number of optimiser steps."""
STEPS = ("render", "autoencoder", "latents", "words", "diffusion", "depth", "upscaler", "export")


def main() -> None:
    """Run the steps asked for, in order."""
    made = parser()
    arguments = made.parse_args()
    if arguments.steps and arguments.step not in STEPS_OF:
        made.error(f"--steps goes with {', '.join(STEPS_OF)} only")
    options = settled(arguments)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    for step in STEPS if arguments.step == "all" else (arguments.step,):
        print(f"== {step}", flush=True)
        run(step, options, arguments)


def run(step: str, options: Options, arguments: argparse.Namespace) -> None:
    """One step of the recipe."""
    device = arguments.device
    part, parts = arguments.part
    if step == "render":
        shards.render_all(options, part - 1, parts, arguments.cutouts)
    elif step == "autoencoder":
        autoencoder.train(options, device, arguments.photos)
    elif step == "latents":
        model = autoencoder.build(options).to(device)
        model.load_state_dict(torch.load(options.work / "autoencoder.pt", map_location=device)["model"])
        latents.encode_all(options, model.eval(), device, part - 1, parts)
    elif step == "sprint":
        from training.sprint.loop import sprint

        sprint(options, device, arguments.minutes, arguments.renderers, arguments.cutouts)
    elif step == "start":
        start.start(options, default_output(FULL))
    elif step == "words":
        words.train(options)
    elif step == "diffusion":
        workers.train(options, device)
    elif step == "depth":
        depth.train(options, device)
    elif step == "upscaler":
        upscaler.train(options, arguments.photos)
    else:
        export.export(options, arguments.output or default_output(options))


def default_output(options: Options) -> Path:
    """The shipped model's folder; a rehearsal never takes its place."""
    return Path("models/mini") if options.work == FULL.work else options.work / "mini"


def settled(arguments: argparse.Namespace) -> Options:
    """The options with the command line's changes."""
    options = TINY if arguments.tiny else FULL
    changes = {
        "work": arguments.work,
        "threads": arguments.threads,
        "diffusion_batch": arguments.batch,
        "workers": arguments.workers,
        "scenes": arguments.scenes,
        "seed": arguments.seed,
        "families": arguments.families,
        "kind_share": arguments.kinds,
        "two_colours_every": arguments.two_colours_every,
        "large_from": arguments.large_from,
        "learning_rate": arguments.rate,
        **({STEPS_OF[arguments.step]: arguments.steps} if arguments.steps else {}),
    }
    return replace(options, **{name: value for name, value in changes.items() if value is not None})


def at_least(least: int) -> Callable[[str], int]:
    """Reads a whole number that is not below ``least``; raises ``ArgumentTypeError`` for anything else."""

    def read(said: str) -> int:
        if not said.isdecimal() or int(said) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number of at least {least} (it is {said!r})")
        return int(said)

    return read


positive = at_least(1)


def share(said: str) -> float:
    """A number from 0 to 1; raises ``ArgumentTypeError``."""
    try:
        number = float(said)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 1 (it is {said!r})")
    return number


def families(said: str) -> tuple[str, ...]:
    """Names of families, with commas between; raises ``ArgumentTypeError``."""
    from training.scenes import FAMILIES

    names = tuple(name.strip() for name in said.split(","))
    if unknown := [name for name in names if name not in FAMILIES]:
        raise argparse.ArgumentTypeError(f"there is no {unknown[0]!r}; there are {', '.join(FAMILIES)}")
    return names


def part(said: str) -> tuple[int, int]:
    """``2/4`` as (2, 4); raises ``ArgumentTypeError``."""
    numbers = said.split("/")
    if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):
        raise argparse.ArgumentTypeError(f"must be like 2/4 (it is {said!r})")
    if not 1 <= int(numbers[0]) <= int(numbers[1]):
        raise argparse.ArgumentTypeError(f"must be one of the parts there are, like 2/4 (it is {said!r})")
    return int(numbers[0]), int(numbers[1])


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m training", description="Make the embedded model again.")
    made.add_argument("step", choices=("all", "start", "sprint", *STEPS))
    made.add_argument("--tiny", action="store_true", help="a minute's rehearsal")
    made.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    made.add_argument(
        "--photos", type=Path, help="folder of CC0 photos (*.jpg) for the autoencoder, see the model card"
    )
    made.add_argument("--cutouts", type=Path, help="folder of cut-outs (*.png with alpha) as subjects")
    made.add_argument("--output", type=Path, help="default: models/mini, a rehearsal's beside its work")
    made.add_argument("--work", type=Path, help="where scenes and checkpoints lie")
    made.add_argument(
        "--part", type=part, default=(1, 1), help="render or encode only this worker's share, e.g. 2/4"
    )
    made.add_argument("--scenes", type=positive, help="how many scenes to render")
    made.add_argument(
        "--seed", type=at_least(0), help="another one makes other scenes, in a work folder that has none yet"
    )
    made.add_argument(
        "--two-colours-every",
        type=positive,
        metavar="N",
        help="one in N rendered shards holds only such scenes",
    )
    made.add_argument(
        "--families",
        type=families,
        metavar="NAME,NAME",
        help="render only these kinds of scenes, more of them",
    )
    made.add_argument(
        "--kinds",
        type=share,
        metavar="SHARE",
        help="share of the rendered scenes that are of the product's kinds, 0 to 1 (default: 0.5)",
    )
    made.add_argument("--steps", type=positive, help="optimiser steps of the step named")
    made.add_argument("--minutes", type=float, default=9.0, help="how long the sprint takes")
    made.add_argument(
        "--renderers",
        type=positive,
        default=max(1, (os.cpu_count() or 2) - 2),
        help="processes of the sprint's",
    )
    made.add_argument("--batch", type=positive, help="samples per step of the diffusion training")
    made.add_argument(
        "--large-from",
        type=float,
        metavar="SHARE",
        help="share of the diffusion training's steps after which pictures have their whole size",
    )
    made.add_argument("--rate", type=float, help="learning rate of the diffusion training")
    made.add_argument("--threads", type=positive, help="of each process")
    made.add_argument("--workers", type=positive, help="processes of the diffusion training on a CPU")
    return made


if __name__ == "__main__":
    main()
