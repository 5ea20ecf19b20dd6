"""``python -m bench``: all measurements as a table, with ``--json FILE`` also for programs."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import cold, overhead, ray, table
from bench.metering import Measured
from bench.plan import Plan, add_options, let_rembg_find_weights
from bench.several import ANCESTOR, Several
from core.errors import StudioError
from core.library.manifest import environment
from core.settings import keep_private


@dataclass(frozen=True)
class Results:
    """Everything one run measured."""

    several: Measured
    cold: Measured
    overhead: overhead.Overhead
    ray: dict[str, ray.Compared]
    """By profile; empty where Ray is not installed."""


def run(plan: Plan) -> Results:
    """Measure everything, naming on stderr what is at work, and print each table as soon as it stands."""
    import torch

    def at_work(measurement: str) -> None:
        print(f"… {measurement}", file=sys.stderr, flush=True)

    def show(text: str) -> None:
        print(f"\n{text}", flush=True)

    print(table.heading(plan, torch.get_num_threads()))
    at_work("our inpaint stage against a bare diffusers call")
    over = overhead.measure(plan)
    show(table.overhead_table(over))
    at_work("one picture from the start of a process")
    started = cold.measure(plan)
    show(table.readings_table("one picture, cold", started))
    at_work(f"{plan.pictures} pictures of one photo")
    with TemporaryDirectory() as folder:
        several = Several(plan, Path(folder)).measure()
    show(table.readings_table(f"{plan.pictures} pictures of one photo", several))
    show(table.stages_table(several.middle))
    show(table.bound_by(several.middle))
    clusters: dict[str, ray.Compared] = {}
    if ray.installed():
        at_work("two workers of Ray beside the local engine")
        clusters = ray.measure(plan.settings, ray.PROFILES, ray.Asked())
        show("\n".join(one.sentence(profile) for profile, one in clusters.items()))
    return Results(several, started, over, clusters)


def as_json(plan: Plan, results: Results) -> dict[str, Any]:
    """The measurements with what they were measured on."""

    def readings(measured: Measured) -> dict[str, Any]:
        ratios = measured.ratios(ANCESTOR)
        return {
            name: {
                **asdict(reading),
                "outside": reading.outside,
                "ancestor_takes_times": asdict(ratios[name]) if name in ratios else None,
            }
            for name, reading in measured.middle.items()
        }

    return {
        "request": plan.request().model_dump(mode="json"),
        "environment": environment(plan.device()),
        "pictures": plan.pictures,
        "repeat": plan.repeat,
        "several": readings(results.several),
        "cold": readings(results.cold),
        "overhead": asdict(results.overhead),
        "ray": {profile: {**asdict(one), "ratio": one.ratio} for profile, one in results.ray.items()},
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the measurements; the exit code is that of the error tree, 1 also where pixels differ."""
    keep_private()
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, side by side.")
    add_options(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measurements there too")
    parsed = parser.parse_args(arguments)
    try:
        plan = Plan.from_arguments(parsed)
        let_rembg_find_weights(plan.settings)
        results = run(plan)
    except StudioError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    if parsed.json is not None:
        parsed.json.write_text(json.dumps(as_json(plan, results), indent=2, ensure_ascii=False) + "\n")
    return 0 if results.overhead.identical else 1


if __name__ == "__main__":
    sys.exit(main())
