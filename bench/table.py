"""The measurements as text, for the terminal."""

from collections.abc import Mapping
from dataclasses import astuple

from bench.metering import Measured, Reading
from bench.overhead import BARE, Overhead
from bench.plan import Plan
from bench.several import ANCESTOR, OURS

WIDTH = 52


def heading(plan: Plan, threads: int) -> str:
    """What was measured on what."""
    request = plan.request()
    return (
        f"Profile {plan.profile.name}, {request.num_inference_steps} steps of {request.scheduler}, "
        f"guidance {request.guidance_scale:g}, photo {_by(plan.photo().size)} px\n"
        f"{plan.device().name} (PyTorch computes in {threads}); medians of {plan.repeat} rounds in turns"
    )


def readings_table(title: str, measured: Measured) -> str:
    """Seconds of each alternative, and how many times those of the ancestor are of each other one's."""
    rows = [_row(title, ["total", "in the loop", "outside it", "outside the call"])]
    for name, reading in measured.middle.items():
        parts = (reading.total, reading.loop, reading.outside, reading.outside_call)
        rows.append(_row(name, [f"{seconds:.2f} s" for seconds in parts]))
    for name, ratios in measured.ratios(ANCESTOR).items():
        total, outside, outside_call = (f"{value:.1f} ×" for value in astuple(ratios))
        rows.append(_row(f"ancestor's ÷ {name}", [total, "", outside, outside_call]))
    return "\n".join(rows)


def stages_table(readings: Mapping[str, Reading]) -> str:
    """Where the seconds outside the denoising loop go."""
    names = list(dict.fromkeys(stage for reading in readings.values() for stage in reading.stages))
    rows = [_row("outside the loop, by stage", [*names, "between"])]
    for name, reading in readings.items():
        spent = stages_outside(reading)
        rows.append(_row(name, [f"{spent[stage]:.2f} s" if stage in spent else "" for stage in [*names, ""]]))
    return "\n".join(rows)


def stages_outside(reading: Reading) -> dict[str, float]:
    """Each stage's seconds without the denoising loop; under the empty name what lies between stages."""
    spent = dict(reading.stages)
    spent["inpaint"] -= reading.loop
    return {**spent, "": reading.outside - sum(spent.values())}


def bound_by(readings: Mapping[str, Reading]) -> str:
    """One sentence: what is left, and how much faster the whole could be without all else."""
    ours, ancestor = readings[OURS], readings[ANCESTOR]
    spent = stages_outside(ours)
    largest = max((name for name in spent if name), key=lambda name: spent[name])
    return (
        f"What is left is the denoising loop, {ours.loop / ours.total:.0%} of our {ours.total:.1f} s "
        f"({1000 * ours.loop / ours.steps:.0f} ms a step), which the ancestor spends too: with nothing else "
        f"left the whole would be {ancestor.total / ours.loop:.1f} × as fast as the ancestor's, no more; "
        f"outside it the most goes to {largest} ({spent[largest]:.2f} s of {ours.outside:.2f} s)."
    )


def overhead_table(overhead: Overhead) -> str:
    """Our stage beside the bare call."""
    rows = [f"inpainting at {_by(overhead.size)} px, median of {overhead.rounds} rounds in turns"]
    for name, seconds in overhead.seconds.items():
        cells = [f"{seconds:.3f} s"]
        if name != BARE:
            differing = overhead.differing[name]
            pixels = f"{differing:.1%} of pixels differ" if differing else "identical pixels"
            cells += [f"{overhead.per_cent[name]:+.1f} %", f"   {pixels}"]
        rows.append(_row(name, cells))
    return "\n".join(rows)


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<{WIDTH}}" + "".join(f"{cell:>18}" for cell in cells)


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"
