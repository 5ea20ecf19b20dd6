"""The command line: ``python -m core generate | rerun | runs | export | …``; see ``--help``.

Exit codes: 0 done, 2 bad input, 3 a model is missing, 130 cancelled, 1 anything else that went
wrong; each with one sentence on stderr.
"""

# All else is imported inside main, where Ctrl-C is already answered by a sentence.
import os
import sys

from core.errors import CancelledError, RequestError, StudioError, TooLateError

CANCELLED = "Cancelled before the work was done."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        code = _run(arguments)
    except TooLateError as error:
        return _failed(str(error), error.exit_code)
    except (CancelledError, KeyboardInterrupt):
        return _failed(CANCELLED, CancelledError.exit_code)
    except RequestError as error:
        from core.cli.words import in_command_words

        return _failed(f"Error: {in_command_words(str(error))}", error.exit_code)
    except StudioError as error:
        return _failed(f"Error: {error}", error.exit_code)
    except Exception as error:
        if os.environ.get("STUDIO_TRACEBACK"):
            raise
        said = f"This should not have happened ({type(error).__name__}: {error})"
        return _failed(f"Error: {said}; set STUDIO_TRACEBACK=1 to see where.", 1)
    return _all_said(code)


def _run(arguments: list[str] | None) -> int:
    from core.settings import Settings, keep_private, share_cores

    keep_private()
    share_cores()
    from core import cli
    from core.cli.arguments import command_line
    from core.cli.options import joined

    parsed = command_line().parse_args(joined(sys.argv[1:] if arguments is None else arguments))
    settings = Settings.from_environment()
    return cli.run(parsed, settings)


def _failed(text: str, code: int) -> int:
    from core.runtime.printing import close_streams, tell

    tell(" ".join(text.split()))
    close_streams()
    return code


def _all_said(code: int) -> int:
    """``code``, or 1 where a result could not be written."""
    from core.runtime.printing import close_streams

    lost = close_streams()
    return code if lost is None else _failed(f"Error: The output cannot be written ({lost.strerror}).", 1)


def _program() -> int:
    """``main`` as a program of its own; also ``--help`` ends without complaint where its reader is gone."""
    from core.runtime.garbage import collect_seldom
    from core.runtime.interrupts import remember_interrupts
    from core.runtime.printing import open_streams

    remember_interrupts()
    collect_seldom()
    open_streams()
    try:
        return main()
    except SystemExit as left:
        return _all_said(left.code if isinstance(left.code, int) else 0)


if __name__ == "__main__":
    from core.runtime.ending import end, prepare_end

    prepare_end()
    exit_code = _program()
    if exit_code == CancelledError.exit_code:
        # CPython remembers a Ctrl-C inside exec() and would end by the signal after all.
        os._exit(exit_code)
    end(exit_code)
