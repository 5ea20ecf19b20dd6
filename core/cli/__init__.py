"""The commands behind ``python -m core``; each prints what it found and raises ``StudioError``."""

import argparse

from core.cli import batch, check, generate, grid, models, rerun, runs, scenes
from core.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do what the command line says; returns the exit code."""
    commands = {
        "generate": generate.generate,
        "batch": batch.batch_command,
        "grid": grid.grid_command,
        "rerun": rerun.rerun,
        "profiles": models.profiles,
        "fetch": models.fetch,
        "check": check.check,
        "scenes": scenes.scenes,
        "runs": runs.runs,
        "export": runs.export,
        "sync": runs.sync,
        "verify": runs.verify,
        "backup": runs.backup,
    }
    return commands[arguments.command](arguments, settings) or 0
