"""The command line: ``python -m core generate | rerun | runs | export | …``; see ``--help``.

Exit codes: 0 done, 2 bad input, 3 a model is missing, 130 cancelled, 1 anything else that went
wrong; each with one sentence on stderr.
"""

# All else is imported inside main, where Ctrl-C is already answered by a sentence.
import os
import sys
from io import TextIOWrapper

from core.errors import CancelledError, StudioError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        return _run(arguments)
    except (CancelledError, KeyboardInterrupt):
        print("Cancelled before the work was done.", file=sys.stderr)
        return CancelledError.exit_code
    except StudioError as error:
        print(f"Error: {_one_line(error)}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Our output was closed (python -m core profiles | head): Python's own flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("STUDIO_TRACEBACK"):
            raise
        said = f"This should not have happened ({type(error).__name__}: {_one_line(error)})"
        print(f"Error: {said}; set STUDIO_TRACEBACK=1 to see where.", file=sys.stderr)
        return 1


def _run(arguments: list[str] | None) -> int:
    from core.settings import Settings, keep_private, share_cores

    keep_private()
    share_cores()
    from core import cli
    from core.cli.arguments import command_line

    parsed = command_line().parse_args(arguments)
    settings = Settings.from_environment()
    return cli.run(parsed, settings)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        # Not every terminal's alphabet has × and ≥.
        sys.stdout.reconfigure(errors="replace")
    code = main()
    if code == CancelledError.exit_code:
        # CPython remembers a Ctrl-C inside exec() and would end by the signal after all.
        os._exit(code)
    sys.exit(code)
