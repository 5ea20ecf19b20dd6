"""One picture from the start of a process: imports, weights and all.

``measure`` starts ``python -m bench.cold WAY`` for each alternative, which makes the picture and
tells on its standard output what went where.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ancestor import Ancestor
from bench.metering import Measured, MeteredInpainter, Reading
from bench.plan import Plan, add_options, let_rembg_find_weights
from bench.several import ANCESTOR, OURS
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.settings import ROOT, keep_private

WAYS = {"ancestor": ANCESTOR, "ours": OURS}


def measure(plan: Plan) -> Measured:
    """Each alternative in a process of its own, taken in turns."""
    rounds = [{name: _in_a_process(way, plan) for way, name in WAYS.items()} for _ in range(plan.repeat)]
    return Measured.of(rounds)


def _in_a_process(way: str, plan: Plan) -> Reading:
    command = [sys.executable, "-m", "bench.cold", way, *plan.arguments()]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    total = time.perf_counter() - began
    told = json.loads(done.stdout)
    told["sizes"] = tuple(tuple(size) for size in told["sizes"])
    return replace(Reading(**told), total=total)


def one_picture(way: str, plan: Plan) -> Reading:
    """Load what ``way`` (``ancestor`` or ``ours``) needs and make one picture."""
    began = time.perf_counter()
    make = _ancestor if way == "ancestor" else _ours
    inpainter, stages = make(plan)
    return Reading.of(time.perf_counter() - began, inpainter.take(), [stages])


def _ancestor(plan: Plan) -> tuple[MeteredInpainter, dict[str, float]]:
    inpainter = MeteredInpainter(plan.profile, plan.models(), plan.device())
    return inpainter, dict(Ancestor(plan, inpainter).generate(plan.request(), plan.photo()).seconds)


def _ours(plan: Plan) -> tuple[MeteredInpainter, dict[str, float]]:
    with TemporaryDirectory() as folder:
        pipeline = BackgroundPipeline(plan.profile, plan.settings, stage_cache=StageCache(Path(folder)))
        pipeline.inpainter = inpainter = MeteredInpainter(plan.profile, pipeline.models, pipeline.device)
        return inpainter, dict(pipeline.generate(plan.request(), plan.photo()).seconds)


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
