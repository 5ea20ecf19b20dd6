"""``rerun``: recorded pictures made again, one or many, and how alike the two are."""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from core.cli.progress_line import ProgressLine
from core.cli.rerun_report import LEFT, Again, Report, check_report, read_report
from core.cli.session import finished, stoppable, studio_of
from core.errors import BlobDamagedError, CancelledError, InputError, StoreError, StudioError
from core.metadata.export import format_of
from core.output import check_writable, picture_format, write_whole
from core.runtime.printing import say, tell
from core.settings import Settings
from store.records import RunQuery, RunStatus

if TYPE_CHECKING:
    from core.studio import Studio
    from store.records import Run

OWNER = "command line"
_WORDS = {
    "identical": "identical to",
    "near": "near to",
    "explained": "different from",
    "different": "different from",
}
_VERDICTS = ("identical", "near", "explained", "different", "failed", LEFT)
_DAYS = re.compile(r"(\d{1,4})d", re.ASCII)
LOADED = 100
"""Runs that are read from the store at once."""


def rerun(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make recorded pictures again and say how alike they are; with ``--verify`` 1 where one is not."""
    _check(arguments)
    with studio_of(settings) as studio:
        known = read_report(arguments.report) if arguments.resume else []
        rows = known or [Again(parent) for parent in _parents(studio, arguments)]
        if len(rows) > 1 and arguments.output is not None:
            raise InputError("--output takes the picture of one run; leave it out, or name one run.")
        if not arguments.verify and len(rows) == 1 and arguments.report is None:
            _one(studio, rows[0].parent, arguments)
            return 0
        return _many(studio, Report(arguments.report, rows), arguments)


def _check(arguments: argparse.Namespace) -> None:
    if arguments.output is not None:
        picture_format(arguments.output)
        check_writable(arguments.output)
    if arguments.report is not None:
        check_report(arguments.report)
    if arguments.resume and arguments.report is None:
        raise InputError("--resume goes on with a report; name it with --report.")
    if arguments.seed is not None and not arguments.sample:
        raise InputError("--seed says which runs --random draws; give --random N, too.")
    named = arguments.runs or arguments.group or arguments.sample or arguments.all or arguments.since
    if not named and not (arguments.report is not None and arguments.resume and arguments.report.exists()):
        raise InputError("Name a run, --group, --random, --since or --all; see python -m core runs.")
    if (arguments.all or arguments.since or arguments.sample) and arguments.runs:
        raise InputError("Name runs, or have them found by --all, --since or --random: not both.")


def _parents(studio: "Studio", arguments: argparse.Namespace) -> list[str]:
    """The runs that are asked for, each once. Raises ``NotFoundError``, ``InputError`` for none."""
    found = [studio.find(prefix) for prefix in arguments.runs]
    if arguments.group or arguments.all or arguments.since or arguments.sample:
        found += _selected(studio, arguments)
    if not found:
        raise InputError("No finished run is there to be made again.")
    return list(dict.fromkeys(found))


def _selected(studio: "Studio", arguments: argparse.Namespace) -> list[str]:
    """The finished runs of ``--group`` since ``--since``, the oldest first, but for those that made others
    again; of these as many at random as ``--random`` says, or all where there are fewer."""
    group = studio.library.groups.get(arguments.group).id if arguments.group else None
    since = None if arguments.since is None else since_when(arguments.since)
    found = studio.runs.ids(
        RunQuery(statuses=(RunStatus.FINISHED,), group=group, since=since, sort="oldest", reruns=bool(group))
    )
    if not arguments.sample:
        return found
    # Not for secrets: any will do.
    return random.Random(arguments.seed).sample(found, min(arguments.sample, len(found)))


def since_when(text: str) -> datetime:
    """The moment that ``2026-11-28`` (a day in local time), ``2026-11-28T06:00`` or ``7d`` (so many days ago)
    names; raises ``InputError``."""
    if days := _DAYS.fullmatch(text):
        return datetime.now(UTC) - timedelta(days=int(days[1]))
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"Give --since a day like 2026-11-28, or 7d for a week (it is {text!r}).") from None


def _one(studio: "Studio", parent: str, arguments: argparse.Namespace) -> None:
    _foretell(studio, [parent])
    again = studio.rerun(parent, OWNER)
    with stoppable(studio, again):
        run = finished(studio, again)
        if arguments.output is not None:
            form = format_of(arguments.output)
            content, _, _ = studio.export(run.id, form, not arguments.no_recipe)
            write_whole(arguments.output, content)
    made = _compared(parent, run)
    say(_line(made))
    for reason in () if made.verdict == "failed" else made.reasons:
        say(f"    {reason}")


def _many(studio: "Studio", report: Report, arguments: argparse.Namespace) -> int:
    """Make all again that are left, whatever becomes of one; the exit code."""
    bad = {"different", "failed", *(("near", "explained") if arguments.identical else ())}
    judged = bad if arguments.verify else {"failed"}
    left, before = report.left, len(report.rows) - len(report.left)
    if not arguments.quiet:
        _foretell(studio, left)
        if before:
            tell(f"{before:,} of {len(report.rows):,} runs were made again before.")
    try:
        for again in _made(studio, left, quiet=arguments.quiet):
            report.add(again)
            if not arguments.quiet or again.verdict in judged:
                say(" ".join([_line(again), *(() if again.verdict == "failed" else again.reasons)]))
            if arguments.verify and again.verdict == "identical":
                studio.runs.delete([again.run])
    finally:
        report.write()
    counts = Counter(row.verdict for row in report.rows)
    failed = any(counts[verdict] for verdict in judged)
    if failed or not arguments.quiet:
        if arguments.report is not None:
            tell(f"Written: {arguments.report}")
        counted = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in _VERDICTS if counts[verdict])
        noun = "run" if len(report.rows) == 1 else "runs"
        tell(f"{len(report.rows):,} {noun}: {counted}.")
    return 1 if failed else 0


def _foretell(studio: "Studio", parents: Sequence[str]) -> None:
    """Say beforehand why they may differ, each reason once, with how many runs it is about."""
    reasons = Counter[str]()
    for start in range(0, len(parents), LOADED):
        for run in studio.runs.many(parents[start : start + LOADED]):
            reasons.update(studio.foresee(run))
    for reason, runs in reasons.items():
        about = f" ({runs:,} of {len(parents):,} runs)" if len(parents) > 1 else ""
        tell(f"Beforehand: {reason}{about}")


def _made(studio: "Studio", parents: Sequence[str], *, quiet: bool) -> Iterator[Again]:
    """The runs made again, one by one; what keeps one from being made is its reason."""
    line = ProgressLine()
    for number, parent in enumerate(parents, 1):
        if not quiet:
            line.show_count("Making again", number, len(parents), parent)
        try:
            again = studio.rerun(parent, OWNER)
            with stoppable(studio, again):
                made = _compared(parent, finished(studio, again, quiet=True))
        except BlobDamagedError as error:
            made = Again(parent, "failed", reasons=(str(error),))
        except (CancelledError, StoreError):
            raise
        except StudioError as error:
            made = Again(parent, "failed", reasons=(str(error),))
        finally:
            line.end()
        yield made


def _compared(parent: str, run: "Run") -> Again:
    comparison = None if run.outcome is None else run.outcome.comparison
    if comparison is None:
        return Again(parent, "failed", run.id, reasons=(f"Run {parent} has no picture to compare with.",))
    explained = comparison.verdict == "different" and comparison.changes
    verdict = "explained" if explained else comparison.verdict
    return Again(parent, verdict, run.id, comparison.psnr, comparison.changes)


def _line(again: Again) -> str:
    """What became of a run, in one line."""
    decibels = "" if again.psnr is None else f" (PSNR {again.psnr:.1f} dB)"
    if again.verdict == "failed":
        return f"{again.run or again.parent}  failed: {' '.join(again.reasons)}"
    return f"{again.run}  {_WORDS[again.verdict]} run {again.parent}{decibels}"
