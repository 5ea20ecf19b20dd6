"""The commands behind ``python -m core``; each prints what it found and raises ``StudioError``."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module

from core.settings import Settings

COMMANDS: Mapping[str, str] = {
    "generate": "generate.generate",
    "batch": "batch.batch_command",
    "grid": "grid.grid_command",
    "rerun": "rerun.rerun",
    "profiles": "models.profiles",
    "fetch": "models.fetch",
    "check": "check.check",
    "scenes": "scenes.scenes",
    "runs": "runs.runs",
    "export": "runs.export",
    "sync": "runs.sync",
    "verify": "runs.verify",
    "backup": "runs.backup",
}
"""Each command's function, by its module here. Only the one that is wanted is imported: what makes many
pictures costs one picture a tenth of a second."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do what the command line says; returns the exit code. What it says goes before the
    environment, which ``settings`` are of."""
    if together := getattr(arguments, "together", None):
        settings = replace(settings, together=together)
    module, _, name = COMMANDS[arguments.command].partition(".")
    command: Callable[[argparse.Namespace, Settings], int | None] = getattr(
        import_module(f"core.cli.{module}"), name
    )
    return command(arguments, settings) or 0
