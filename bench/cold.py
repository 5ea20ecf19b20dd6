"""One picture from the start of a process: imports, weights and all.

``measure`` starts ``python -m bench.cold WAY`` for each alternative, which makes the picture and prints its
reading as JSON.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.ancestor import Ancestor
from bench.metering import Made, Measured, MeteredInpainter, Reading, read
from bench.plan import Plan, add_options, let_rembg_find_weights
from bench.several import ANCESTOR, OURS
from core.models.profile import ModelProfile
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.settings import ROOT, keep_private

WAYS = {"ancestor": ANCESTOR, "ours": OURS}


def measure(plan: Plan) -> Measured:
    """Each alternative in a process of its own, taken in turns; ``total`` is the whole process's."""
    rounds: list[dict[str, Reading]] = []
    for _ in range(plan.repeat):
        taken: dict[str, Reading] = {}
        for way, name in WAYS.items():
            command = [sys.executable, "-m", "bench.cold", way, *plan.arguments()]
            began = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
            total = time.perf_counter() - began
            values = json.loads(done.stdout)
            values["sizes"] = tuple(tuple(size) for size in values["sizes"])
            taken[name] = replace(Reading(**values), total=total)
        rounds.append(taken)
    return Measured.of(rounds)


def one_picture(way: str, plan: Plan) -> Reading:
    """Load what ``way`` (``ancestor`` or ``ours``) needs and make one picture."""

    def ancestor() -> Made:
        inpainter = MeteredInpainter(plan.profile, plan.models(), plan.device())
        return inpainter, [Ancestor(plan, inpainter).generate(plan.request(), plan.photo()).seconds]

    def ours() -> Made:
        cache = StageCache(Path(folder))
        inpainters: list[MeteredInpainter] = []

        def metered(profile: ModelProfile, *given: Any, **options: Any) -> MeteredInpainter:
            inpainters.append(MeteredInpainter(profile, *given, **options))
            return inpainters[-1]

        pipeline = BackgroundPipeline(plan.profile, plan.settings, stage_cache=cache, make_inpainter=metered)
        seconds = [pipeline.generate(plan.request(), plan.photo()).seconds]
        return inpainters[0], seconds  # made when the picture asks for it

    with TemporaryDirectory() as folder:
        return read(ancestor if way == "ancestor" else ours)


def main() -> None:
    """Print the reading of one alternative as JSON."""
    keep_private()
    parser = argparse.ArgumentParser(prog="python -m bench.cold")
    parser.add_argument("way", choices=tuple(WAYS))
    add_options(parser)
    parsed = parser.parse_args()
    plan = Plan.from_arguments(parsed)
    let_rembg_find_weights(plan.settings)
    print(json.dumps(asdict(one_picture(parsed.way, plan))))


if __name__ == "__main__":
    main()
