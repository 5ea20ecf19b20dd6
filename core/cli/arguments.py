"""The command line's words: commands, and an option for each field of a request, made from the fields."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

from core.cli.also import add_also
from core.cli.backgrounds import add_backgrounds
from core.cli.group_arguments import add_group_commands
from core.cli.options import MAX_LISTED, NO_RECIPE, OWN_FIELDS, SCENE, add_option, add_part, count
from core.errors import RequestError
from core.request import MAX_SEED, GenerationRequest, description
from core.scenes.shops import shops

PICTURE = "OUT.png"
MAX_PAGE = 1_000_000
MAX_PICTURES = 64
"""In one command."""
_OUTPUT = "the picture: .png, .webp or .jpg"
_RUN = "a run's id, or its beginning (6 characters or more)"


class _Parser(argparse.ArgumentParser):
    """One sentence for what was mistyped, in place of the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise RequestError(f"{message[0].upper()}{message[1:]}; see {self.prog} --help.")


def command_line() -> argparse.ArgumentParser:
    """The parser of ``python -m core``; raises ``RequestError`` for what it does not understand."""
    parser = _Parser(prog="python -m core", description="Put a photo's subject somewhere else.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    generate = commands.add_parser("generate", help="make a picture", description="Make one picture.")
    generate.add_argument(
        "photo", type=Path, metavar="PHOTO", help="PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF"
    )
    add_request_options(generate)
    generate.add_argument("--output", type=Path, required=True, metavar=PICTURE, help=_OUTPUT)
    add_part(generate)
    generate.add_argument("--no-recipe", action="store_true", help=NO_RECIPE)
    pictures = f"how many pictures, each with a seed of its own (1…{MAX_PICTURES}; 1)"
    most = partial(count, most=MAX_PICTURES)
    generate.add_argument("--pictures", type=most, default=1, metavar="N", help=pictures)
    generate.add_argument("--report", type=Path, metavar="R.json", help="write how it was made")
    generate.add_argument(
        "--stages", type=Path, metavar="DIR", help="write source, matte, control, background, composite"
    )
    generate.add_argument("--no-record", action="store_true", help="leave the run out of the history")
    add_scenes(commands.add_parser)
    add_check(commands.add_parser("check", help="whether a picture is as a shop wants it"))
    add_group_commands(commands.add_parser)
    add_run_commands(commands.add_parser)
    commands.add_parser("profiles", help="list models, licences and what is on this machine")
    fetch = commands.add_parser("fetch", help="download a profile's models, or one cut-out or depth model")
    fetch.add_argument("name", metavar="NAME", help="see: python -m core profiles")
    return parser


def add_check(check: argparse.ArgumentParser) -> None:
    """The options of checking a picture for a shop."""
    check.add_argument("picture", type=Path, metavar="PICTURE", help="any picture's file")
    check.add_argument("--shop", required=True, metavar="SHOP", help=", ".join(shops()))


def add_scenes(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The command on scenes; ``add`` makes the parser of a command's name and help."""
    scenes = add("scenes", help="list the kinds of scenes, or paint one without a subject")
    scenes.add_argument("--scene", metavar="SCENE", help=SCENE)
    scenes.add_argument("--prompt", metavar="TEXT", help="a sentence that says what the place is like")
    scenes.add_argument("--seed", type=int, metavar="N", help=f"0…{MAX_SEED}; drawn when not given")
    scenes.add_argument(
        "--size", default="1024x1024", metavar="WxH", help="width and height in px (1024x1024)"
    )
    scenes.add_argument("--output", type=Path, metavar=PICTURE, help=_OUTPUT)


def add_run_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands on recorded runs; ``add`` makes the parser of a command's name and help."""
    add_rerun(add("rerun", help="make recorded pictures again and compare"))
    runs = add("runs", help="list what is recorded, the newest first")
    words = "words of prompts, notes, tags, names of photos, or a seed; '-- -WORD' leaves out"
    runs.add_argument("words", nargs="*", metavar="WORD", help=words)
    most = f"how many (20; at most {MAX_LISTED})"
    runs.add_argument("--limit", type=count, default=20, metavar="N", help=most)
    pages = partial(count, most=MAX_PAGE)
    runs.add_argument("--page", type=pages, default=1, metavar="N", help="which of the pages of --limit (1)")
    runs.add_argument("--status", metavar="STATUS", help="finished, failed, cancelled, interrupted …")
    runs.add_argument("--profile", metavar="NAME", help="made by this profile")
    export = add("export", help="write a recorded picture to a file")
    export.add_argument("run", metavar="RUN", help=_RUN)
    export.add_argument("output", type=Path, metavar=PICTURE, help=_OUTPUT)
    add_part(export)
    export.add_argument("--no-recipe", action="store_true", help=NO_RECIPE)
    sync = add("sync", help="tell MLflow of every run it does not know yet")
    sync.add_argument(
        "--all", action="store_true", help="of all runs: for an MLflow that is new or was emptied"
    )
    verify = add("verify", help="check the database, every file and every digest")
    backup = add("backup", help="copy all that is recorded to a folder, also while the studio is in use")
    backup.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder outside the data folder")
    orphans = "first remove files that belong to no run and are older than an hour"
    verify.add_argument("--remove-orphans", action="store_true", help=orphans)
    mend = "first make anew what the rest tells, as the search index"
    verify.add_argument("--mend", action="store_true", help=mend)


def add_rerun(rerun: argparse.ArgumentParser) -> None:
    """The options of making pictures again."""
    rerun.add_argument("runs", nargs="*", metavar="RUN", help=_RUN)
    rerun.add_argument("--output", type=Path, metavar=PICTURE, help=_OUTPUT)
    rerun.add_argument("--no-recipe", action="store_true", help=NO_RECIPE)
    verify = (
        "fit for a nightly check: 0 where all are identical, near, or different for a reason that is known, "
        "1 where one differs or fails; identical ones go to the bin"
    )
    rerun.add_argument("--verify", action="store_true", help=verify)
    near = "with --verify: near (45 dB or more) or explained is not enough"
    rerun.add_argument("--identical", action="store_true", help=near)
    rerun.add_argument("--all", action="store_true", help="all finished runs")
    since = "finished runs since that day (2026-11-28), or so many days (7d)"
    rerun.add_argument("--since", metavar="DAY", help=since)
    of = "so many finished runs at random, of --group or --since where given"
    rerun.add_argument("--random", "--sample", dest="sample", type=count, metavar="N", help=of)
    drawn = "with --random: the same number draws the same runs"
    rerun.add_argument("--seed", type=int, metavar="N", help=drawn)
    rerun.add_argument(
        "--group", metavar="GROUP", help="the finished runs of a group, by the beginning of its id"
    )
    written = "write what became of each, as .csv or .json, also while it goes on"
    rerun.add_argument("--report", type=Path, metavar="R.csv", help=written)
    resume = "go on with the runs that are left in the report, where it is there"
    rerun.add_argument("--resume", action="store_true", help=resume)
    rerun.add_argument("--quiet", action="store_true", help="say only what is wrong, as for cron")


def add_request_options(parser: argparse.ArgumentParser) -> None:
    """``--prompt``, ``--seed``, ``--profile`` and an option for every other field; unset: the profile's."""
    parser.add_argument("--prompt", metavar="TEXT", help=description("prompt"))
    parser.add_argument("--seed", type=int, metavar="N", help=f"0…{MAX_SEED}; drawn and shown when not given")
    parser.add_argument("--profile", metavar="NAME", help="see: python -m core profiles")
    start = "by any profile but those of scenes the picture that it begins with (see --strength)"
    parser.add_argument("--scene", metavar="SCENE", help=f"{SCENE}; {start}")
    for name in GenerationRequest.model_fields:
        if name not in OWN_FIELDS:
            add_option(parser, name)
    add_also(parser)
    add_backgrounds(parser)
