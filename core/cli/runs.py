"""``runs``, ``export``, ``sync`` and ``verify``: what is recorded is listed, handed out and checked."""

import argparse
from typing import TYPE_CHECKING

from core.cli.generate import write_export
from core.cli.options import part_of
from core.cli.progress_line import ProgressLine
from core.cli.session import changed_records, records_of, studio_of
from core.errors import InputError
from core.models.local import readable_size
from core.output import check_writable, picture_format
from core.runtime.printing import one_line, say, tell
from core.settings import Settings

if TYPE_CHECKING:
    from store.records import Run, RunPage, RunStatus

PROMPT_WIDTH = 48


def runs(arguments: argparse.Namespace, settings: Settings) -> None:
    """List runs, the newest first."""
    from core.studio import RunQuery

    statuses = () if arguments.status is None else (status_named(arguments.status),)
    query = RunQuery(
        words=" ".join(arguments.words),
        statuses=statuses,
        profile=arguments.profile,
        page=arguments.page - 1,
        page_size=arguments.limit,
    )
    with records_of(settings) as records:
        found = records.runs.search(query)
    for run in found.runs:
        say(run_row(run))
    if found.total > len(found.runs):
        tell(more_sentence(found))
    elif not found.runs:
        tell("No runs are recorded that fit.")


def export(arguments: argparse.Namespace, settings: Settings) -> None:
    """Write a recorded picture to a file."""
    picture_format(arguments.output)
    check_writable(arguments.output)
    part = part_of(arguments, arguments.output)
    with records_of(settings) as records:
        run_id = records.find(arguments.run)
        write_export(records, run_id, arguments.output, part, with_recipe=not arguments.no_recipe)
    say(f"{arguments.output}  run {run_id}")


def sync(arguments: argparse.Namespace, settings: Settings) -> int:
    """Mirror to MLflow every run it does not know yet, or all; 1 where some could not be."""
    with studio_of(settings) as studio:
        result = studio.sync(everything=arguments.all)
    say(f"{result.done} runs told to MLflow, {result.failed} not.")
    if result.sentence:
        tell(result.sentence)
    return 1 if result.failed or result.sentence else 0


def verify(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check all that is recorded; 1 where something is wrong, after what could be mended was where asked
    for."""
    changing = arguments.remove_orphans or arguments.mend
    with changed_records(settings) if changing else records_of(settings) as records:
        if arguments.remove_orphans:
            say(f"{records.runs.remove_orphans()} files that belong to no run were removed.")
        if arguments.mend:
            say(f"{records.mend()} things were mended.")
        problems = mendable = 0
        for finding in records.verify():
            problems += 1
            mendable += finding.mendable
            say(finding.sentence)
        facets = records.runs.facets()
        files = sum(1 for _ in records.blobs.all())
    counted = f"{facets.total + facets.binned} runs, {files} files"
    say(f"{counted}, {problems} problems." if problems else f"{counted}, all whole.")
    if mendable:
        tell(f"{mendable} of the problems can be mended with: python -m core verify --mend")
    return 1 if problems else 0


def backup(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy all that is recorded; 1 where files are damaged in the store itself."""
    line = ProgressLine()
    try:
        with records_of(settings) as records:
            made = records.back_up(arguments.folder, line.show_files)
    finally:
        line.end()
    size = readable_size(made.size / 1e6)
    say(f"{arguments.folder}  {made.runs} runs, {made.files} files, {size}, checked.")
    if made.damaged:
        tell(f"{len(made.damaged)} files are missing or damaged already; see python -m core verify.")
    return 1 if made.damaged else 0


def status_named(name: str) -> "RunStatus":
    """The status of that name; raises ``InputError`` with those there are for any other."""
    from core.studio import RunStatus

    try:
        return RunStatus(name)
    except ValueError:
        known = ", ".join(status.value for status in RunStatus)
        raise InputError(f"There is no status {name!r}; there are {known}.") from None


def more_sentence(found: "RunPage") -> str:
    """Which of the runs are listed, and how to see the others: by what does show more."""
    first = found.page * found.page_size + 1
    others = found.page + 2 if found.page + 1 < found.pages else 1
    listed = f"{first:,} to {first + len(found.runs) - 1:,} of {found.total:,}"
    return f"These are {listed}; see others with --page {others}, or fewer by WORD, --status or --profile."


def run_row(run: "Run") -> str:
    """One line of the list of runs."""
    when = run.created.astimezone().strftime("%Y-%m-%d %H:%M")
    seconds = "" if run.total_seconds is None else f"{run.total_seconds:.1f} s"
    words = one_line(run.prompt)
    short = words if len(words) <= PROMPT_WIDTH else words[: PROMPT_WIDTH - 1] + "…"
    status = run.status if run.damage is None else "damaged"
    return f"{run.id}  {when}  {status:<11}  {run.profile:<16}  {run.seed:<10}  {seconds:>8}  {short}"
