"""``runs``, ``export``, ``sync`` and ``verify``: what is recorded is listed, handed out and checked."""

import argparse
import sys
from typing import TYPE_CHECKING

from core.cli.generate import write_export
from core.cli.session import studio_of
from core.errors import InputError
from core.output import check_writable, picture_format
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
    with studio_of(settings) as studio:
        found = studio.runs.search(query)
    for run in found.runs:
        print(run_row(run))
    if found.total > len(found.runs):
        print(more_sentence(found), file=sys.stderr)
    elif not found.runs:
        print("No runs are recorded that fit.", file=sys.stderr)


def export(arguments: argparse.Namespace, settings: Settings) -> None:
    """Write a recorded picture to a file."""
    picture_format(arguments.output)
    check_writable(arguments.output)
    with studio_of(settings) as studio:
        run_id = studio.find(arguments.run)
        write_export(studio, run_id, arguments.output, with_recipe=not arguments.no_recipe)
    print(f"{arguments.output}  run {run_id}")


def sync(arguments: argparse.Namespace, settings: Settings) -> int:
    """Mirror to MLflow every run it does not know yet, or all; 1 where some could not be."""
    with studio_of(settings) as studio:
        result = studio.sync(everything=arguments.all)
    print(f"{result.done} runs told to MLflow, {result.failed} not.")
    if result.sentence:
        print(result.sentence, file=sys.stderr)
    return 1 if result.failed or result.sentence else 0


def verify(arguments: argparse.Namespace, settings: Settings) -> int:
    """Hash every file and derive every digest again; 1 where something is wrong."""
    with studio_of(settings) as studio:
        if arguments.remove_orphans:
            print(f"{studio.runs.remove_orphans()} files that belong to no run were removed.")
        problems = 0
        for finding in studio.verify():
            problems += 1
            print(finding.sentence)
        facets = studio.runs.facets()
        files = sum(1 for _ in studio.blobs.all())
    counted = f"{facets.total + facets.binned} runs, {files} files"
    print(f"{counted}, {problems} problems." if problems else f"{counted}, all whole.")
    return 1 if problems else 0


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
    # A prompt with control characters must not steer the terminal.
    words = "".join(letter if letter.isprintable() else " " for letter in run.prompt)
    short = words if len(words) <= PROMPT_WIDTH else words[: PROMPT_WIDTH - 1] + "…"
    return f"{run.id}  {when}  {run.status:<11}  {run.profile:<16}  {run.seed:<10}  {seconds:>8}  {short}"
