"""Looks at the embedded model as a person would, and measures what the model card states.

``python -m training.evaluate --photos FOLDER`` writes sheet.png, two_colours.png, composites.png,
composites_room.png, report.json and report.md into out/evaluation. ``--compare`` sets a second model beside
it: a folder that holds mini/, or the folder of an earlier report, whose figures are taken as they are.
``--few N`` tries everything with N prompts and N seeds of each kind.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import torch
from PIL import Image

from training.evaluation import (
    colour_words,
    expansion,
    families,
    fresh,
    nearness,
    report,
    seconds,
    sheets,
    surface,
    variety,
    wording,
)
from training.evaluation.judge import FAMILIES, Judge, JudgeOptions, load_judge
from training.evaluation.painter import Painter
from training.evaluation.photos import read_photos
from training.evaluation.prompts import SHEET
from training.options import FULL


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is painted: of each kind so many prompts and seeds; ``side`` in px, numbers of ``steps`` timed,
    whether the second set of sentences is asked for, too. ``partners`` has for each sentence how the name
    of its photo begins, for the composites with room; without them photos are taken one after the other."""

    prompts: int = 24
    seeds: int = 4
    family_seeds: int = 8
    colours: int = 40
    pairs: int = 8
    negatives: int = 10
    word_seeds: int = 2
    side: int = 512
    steps: tuple[int, ...] = (4, 8, 20)
    fresh: bool = False
    partners: tuple[str, ...] = ()

    @classmethod
    def few(cls, count: int, **changes: object) -> "Plan":
        """``count`` of everything, but at least two seeds, which are compared with each other."""
        names = ("prompts", "family_seeds", "colours", "pairs", "negatives", "word_seeds")
        return cls(**dict.fromkeys(names, count), seeds=max(count, 2), **changes)


def evaluate(painter: Painter, judge: Judge, plan: Plan, folder: Path, mark: str = "") -> report.Figures:
    """All figures of one model but depth's; sheets go to ``folder`` with ``mark`` in their names."""
    tell = stopwatch()
    paired = numbers(plan.partners, painter.photos)  # before any work that a typing error would lose
    sheets.save(folder / f"sheet{mark}.png", sheets.contact(painter, plan.prompts, plan.seeds))
    sheets.save(folder / f"composites{mark}.png", sheets.composites(painter, plan.prompts))
    roomy = sheets.composites(painter, plan.prompts, margin=sheets.ROOM, photos=paired)
    sheets.save(folder / f"composites_room{mark}.png", roomy)
    tell("contact sheet")
    seen = families.measure(painter, judge, plan.family_seeds)
    tell("families")
    verdicts = colour_words.measure(painter, plan.colours)
    sheets.save(folder / f"two_colours{mark}.png", sheets.two_colours(verdicts))
    tell("two colours")
    made = {
        "families": {
            "accuracy": seen.accuracy,
            **{family: seen.of(family) for family in FAMILIES},
            "judge on held-out renders": judge.accuracy,
        },
        "colour words": colour_words.shares(verdicts),
        "brightness": wording.brightness(painter, plan.pairs, plan.word_seeds),
        "negative prompts": wording.negatives(painter, plan.negatives, plan.word_seeds),
        "seeds": variety.measure(painter, judge, plan.prompts, plan.seeds),
        "surface": surface.measure(painter, plan.prompts, plan.seeds),
        "subject": expansion.measure(painter, plan.prompts),
        "confusion": seen.counts,
        "wrong colours": [colour_words.describe(one) for one in verdicts if not (one.above and one.below)],
    }
    tell("the rest")
    if plan.fresh:
        others = families.measure(painter, judge, plan.family_seeds, fresh.FAMILIES)
        verdicts = colour_words.measure(painter, plan.colours, fresh.TWO_COLOURS)
        sheets.save(folder / f"fresh_colours{mark}.png", sheets.two_colours(verdicts))
        made["fresh sentences"] = {
            "families": {"accuracy": others.accuracy, **{family: others.of(family) for family in FAMILIES}},
            "colour words": colour_words.shares(verdicts),
        }
        tell("fresh sentences")
    return made | {"seconds": seconds.measure(painter, plan.steps)}


def numbers(beginnings: Sequence[str], names: Iterable[str]) -> list[int]:
    """The number of the first of ``names`` that begins so, for each; ``SystemExit`` where none does."""
    known = list(names)
    found = [next((at for at, name in enumerate(known) if name.startswith(one)), -1) for one in beginnings]
    if -1 in found:
        raise SystemExit(f"No photo's name begins with {beginnings[found.index(-1)]!r}; see --partners.")
    return found


def partners(path: str) -> tuple[str, ...]:
    """The words of a text file, one for each sentence of the sheet; for ``argparse``."""
    try:
        words = tuple(Path(path).read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{path} is no text file that can be read") from error
    if len(words) != len(SHEET):
        raise argparse.ArgumentTypeError(
            f"{path} has {len(words)} words; write one for each of {len(SHEET)} sentences"
        )
    return words


def stopwatch() -> Callable[[str], None]:
    """A function that prints what was done and how long that took."""
    began = perf_counter()

    def tell(what: str) -> None:
        nonlocal began
        print(f"{what}: {perf_counter() - began:.0f} s", flush=True)
        began = perf_counter()

    return tell


def main() -> None:
    """Measure one model, or two side by side."""
    arguments = parser().parse_args()
    torch.set_num_threads(arguments.threads)
    settled = {"side": arguments.side, "steps": tuple(arguments.steps), "fresh": arguments.fresh}
    settled["partners"] = arguments.partners
    plan = Plan.few(arguments.few, **settled) if arguments.few else Plan(**settled)
    judge = load_judge(FULL.work, JudgeOptions())
    models = [measured(arguments, arguments.models, judge, plan, "")]
    titles = [arguments.title]
    if arguments.compare:
        again = (arguments.compare / "report.json").exists()
        models.append(
            report.earlier(arguments.compare)
            if again
            else measured(arguments, arguments.compare, judge, plan, "-compared")
        )
        titles.append(arguments.compare.name)
    report.write(arguments.out, models, titles)


def measured(
    arguments: argparse.Namespace, models: Path | None, judge: Judge, plan: Plan, mark: str
) -> report.Figures:
    """One models folder's figures."""
    painter = Painter.build(models, few_photos(arguments.photos, arguments.few), plan.side)
    painter.steps, painter.guidance = arguments.inference_steps, arguments.guidance
    figures = evaluate(painter, judge, plan, arguments.out, mark)
    depth_photos = few_photos(arguments.depth_photos or arguments.photos, arguments.few)
    near = Painter.build(models, depth_photos, plan.side)
    return figures | {"depth": nearness.measure(near)}


def few_photos(folders: Sequence[Path], few: int | None) -> dict[str, Image.Image]:
    """The folders' photos, at most ``few``."""
    return dict(list(read_photos(folders).items())[:few])


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    add = made.add_argument
    add(
        "--photos",
        type=Path,
        nargs="+",
        default=[],
        help="folders of photos (default: scikit-image's samples)",
    )
    add(
        "--depth-photos",
        type=Path,
        nargs="+",
        default=[],
        help="folders for the depth model (default: --photos)",
    )
    add("--models", type=Path, help="folder that holds mini/ (default: models)")
    add("--compare", type=Path, help="another folder that holds mini/, or that of an earlier report")
    add("--out", type=Path, default=Path("out/evaluation"))
    add("--title", default="mini", help="the model's name in the table")
    add(
        "--partners",
        type=partners,
        default=(),
        metavar="FILE",
        help="a text file of 24 beginnings of photos' names for composites_room.png",
    )
    add("--few", type=int, help="only so many prompts and seeds of each kind")
    add("--fresh", action="store_true", help="also ask the sentences that nothing was tuned by")
    add("--side", type=int, default=512, help="longest side of the pictures, px")
    add("--steps", type=int, nargs="+", default=[4, 8, 20], help="numbers of steps to time")
    add("--inference-steps", type=int, help="steps of the pictures (default: the profile's)")
    add("--guidance", type=float, help="guidance scale of the pictures (default: the profile's)")
    add("--threads", type=int, default=torch.get_num_threads())
    return made


if __name__ == "__main__":
    main()
