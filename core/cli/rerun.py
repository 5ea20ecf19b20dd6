"""``rerun``: recorded pictures made again, one or many, and how alike the two are."""

import argparse
import csv
import io
import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.cli.progress_line import ProgressLine
from core.cli.session import finished, stoppable, studio_of
from core.errors import CancelledError, InputError, StoreError, StudioError
from core.library.foresight import likely_changes
from core.metadata.export import format_of
from core.output import check_writable, picture_format, write_whole
from core.runtime.printing import say, tell
from core.settings import Settings
from store.records import RunQuery, RunStatus

if TYPE_CHECKING:
    from core.studio import Studio
    from store.records import Run

OWNER = "command line"
_WORDS = {"identical": "identical to", "near": "near to", "different": "different from"}
_VERDICTS = ("identical", "near", "different", "failed")


@dataclass(frozen=True)
class Again:
    """A run and the one that made it again: ``verdict`` as its comparison has it, or ``failed``;
    ``reasons`` why it is not identical."""

    parent: str
    verdict: str
    run: str = ""
    psnr: float | None = None
    reasons: tuple[str, ...] = ()


def rerun(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make recorded pictures again and say how alike they are; with ``--verify`` 1 where one is not."""
    _check(arguments)
    with studio_of(settings) as studio:
        parents = _parents(studio, arguments)
        if len(parents) > 1 and arguments.output is not None:
            raise InputError("--output takes the picture of one run; leave it out, or name one run.")
        if not arguments.verify and len(parents) == 1:
            _one(studio, parents[0], arguments)
            return 0
        return _many(studio, parents, arguments)


def _check(arguments: argparse.Namespace) -> None:
    if arguments.output is not None:
        picture_format(arguments.output)
        check_writable(arguments.output)
    if arguments.report is not None:
        check_writable(arguments.report)
    if not (arguments.runs or arguments.group or arguments.sample):
        raise InputError("Name a run, --group or --sample; see python -m core runs.")


def _parents(studio: "Studio", arguments: argparse.Namespace) -> list[str]:
    """The runs that are asked for, each once. Raises ``NotFoundError``, ``InputError`` for none."""
    found = [studio.find(prefix) for prefix in arguments.runs]
    if arguments.group:
        group = studio.library.groups.get(arguments.group).id
        runs = studio.library.groups.runs(group)
        found += [run.id for run in runs if run.status is RunStatus.FINISHED]
    if arguments.sample:
        found += _drawn(studio, arguments.sample)
    if not found:
        raise InputError("No finished run is there to be made again.")
    return list(dict.fromkeys(found))


def _drawn(studio: "Studio", count: int) -> list[str]:
    """So many finished runs at random, or all where there are fewer."""
    query = RunQuery(statuses=(RunStatus.FINISHED,), page_size=1)
    total = studio.runs.search(query).total
    # Not for secrets: any will do.
    pages = random.sample(range(total), min(count, total))
    return [run.id for page in pages for run in studio.runs.search(replace(query, page=page)).runs]


def _one(studio: "Studio", parent: str, arguments: argparse.Namespace) -> None:
    _foretell(studio, [parent])
    again = studio.rerun(parent, OWNER)
    with stoppable(studio, again):
        run = finished(studio, again)
        if arguments.output is not None:
            form = format_of(arguments.output)
            content, _, _ = studio.export(run.id, form, not arguments.no_recipe)
            write_whole(arguments.output, content)
    _say(_compared(parent, run))


def _many(studio: "Studio", parents: list[str], arguments: argparse.Namespace) -> int:
    """Make all of them again, whatever becomes of one; the exit code."""
    _foretell(studio, parents)
    line, made = ProgressLine(), list[Again]()
    for number, parent in enumerate(parents, 1):
        line.show_count("Making again", number, len(parents), parent)
        again = _made(studio, parent)
        line.end()
        _say(again)
        made.append(again)
        if arguments.verify and again.verdict == "identical":
            studio.runs.delete([again.run])
    if arguments.report is not None:
        write_whole(arguments.report, _table(made).encode("utf-8-sig"))
        tell(f"Written: {arguments.report}")
    counts = Counter(again.verdict for again in made)
    counted = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in _VERDICTS if counts[verdict])
    tell(f"{len(made):,} runs: {counted}.")
    bad = ("different", "failed", *(("near",) if arguments.identical else ()))
    judged = bad if arguments.verify else ("failed",)
    return 1 if any(again.verdict in judged for again in made) else 0


def _foretell(studio: "Studio", parents: list[str]) -> None:
    """Say beforehand why they may differ, each reason once."""
    reasons = (change for run in studio.runs.many(parents) for change in likely_changes(run))
    for reason in dict.fromkeys(reasons):
        tell(f"May differ: {reason}")


def _made(studio: "Studio", parent: str) -> Again:
    """A run made again; what keeps it from being made is its reason."""
    try:
        again = studio.rerun(parent, OWNER)
        with stoppable(studio, again):
            return _compared(parent, finished(studio, again, quiet=True))
    except (CancelledError, StoreError):
        raise
    except StudioError as error:
        return Again(parent, "failed", reasons=(str(error),))


def _compared(parent: str, run: "Run") -> Again:
    comparison = None if run.outcome is None else run.outcome.comparison
    if comparison is None:
        return Again(parent, "failed", run.id, reasons=(f"Run {parent} has no picture to compare with.",))
    return Again(parent, comparison.verdict, run.id, comparison.psnr, comparison.changes)


def _say(again: Again) -> None:
    decibels = "" if again.psnr is None else f" (PSNR {again.psnr:.1f} dB)"
    if again.verdict == "failed":
        say(f"{again.run or again.parent}  failed: {' '.join(again.reasons)}")
        return
    say(f"{again.run}  {_WORDS[again.verdict]} run {again.parent}{decibels}")
    for reason in again.reasons:
        say(f"    {reason}")


def _table(made: list[Again]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["run", "again", "verdict", "psnr", "reasons"])
    for again in made:
        psnr = "" if again.psnr is None else f"{again.psnr:.2f}"
        writer.writerow([again.parent, again.run, again.verdict, psnr, " ".join(again.reasons)])
    return table.getvalue()
