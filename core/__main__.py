"""The command line: ``python -m core generate | profiles | fetch``.

Exit codes: 0 done, 2 bad input, 3 a model is missing, 130 cancelled, 1 anything else that went
wrong; each with one sentence on stderr.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from core.errors import Cancelled, RequestError, StudioError
from core.settings import Settings, keep_private


class _Parser(argparse.ArgumentParser):
    """One sentence for what was mistyped, in place of the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise RequestError(f"{message[0].upper()}{message[1:]}; see {self.prog} --help.")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    keep_private()
    try:
        parsed = _parser().parse_args(arguments)
        _run(parsed, Settings.from_environment())
    except (Cancelled, KeyboardInterrupt):
        print("Cancelled before the work was done.", file=sys.stderr)
        return Cancelled.exit_code
    except StudioError as error:
        print(f"Error: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Somebody closed our output (python -m core profiles | head); Python's own flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("STUDIO_TRACEBACK"):
            raise
        said = f"{type(error).__name__}: {error}"
        print(
            f"Error: This should not have happened ({' '.join(said.split())}); "
            "set STUDIO_TRACEBACK=1 to see where.",
            file=sys.stderr,
        )
        return 1
    return 0


def _run(parsed: argparse.Namespace, settings: Settings) -> None:
    from core import commands

    if parsed.command == "generate":
        commands.generate(parsed, settings)
    elif parsed.command == "profiles":
        commands.profiles(settings)
    else:
        commands.fetch(parsed, settings)


def _parser() -> argparse.ArgumentParser:
    from core.options import add_request_options

    parser = _Parser(prog="python -m core", description="Put a photo's subject somewhere else.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    generate = commands.add_parser("generate", help="make a picture", description="Make one picture.")
    generate.add_argument(
        "photo", type=Path, metavar="PHOTO", help="PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF"
    )
    add_request_options(generate)
    generate.add_argument(
        "--output", type=Path, required=True, metavar="OUT.png", help="the picture: .png, .webp or .jpg"
    )
    generate.add_argument("--report", type=Path, metavar="R.json", help="write how it was made")
    generate.add_argument(
        "--stages", type=Path, metavar="DIR", help="write source, matte, control, background, composite"
    )
    commands.add_parser("profiles", help="list models, licences and what is on this machine")
    fetch = commands.add_parser("fetch", help="download a profile's models, or one cut-out or depth model")
    fetch.add_argument("name", metavar="NAME", help="see: python -m core profiles")
    return parser


if __name__ == "__main__":
    sys.exit(main())
