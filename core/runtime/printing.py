"""What commands say: results on stdout, all else on stderr. That a line cannot be written never costs the
work of which it tells, and nothing that a user typed or a file is called steers the terminal."""

import os
import sys
from io import TextIOWrapper
from typing import TextIO

_lost: list[OSError] = []


def open_streams() -> None:
    """Give every standard stream that is closed (``2>&-``) the null device: otherwise the next file that is
    opened, maybe the database, takes its number, and what some library says lands in it."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        # Not every terminal's alphabet has × and ≥.
        sys.stdout.reconfigure(errors="replace")


def close_streams() -> OSError | None:
    """Write what waits; returns the first error by which a result was lost, if any was. A reader who has seen
    enough (``| head``) loses nothing."""
    for stream in (sys.stdout, sys.stderr):
        _write(stream, "")
    lost = next(iter(_lost), None)
    _lost.clear()
    return lost


def say(text: str) -> None:
    """One line on stdout, of results; never raises."""
    _write(sys.stdout, f"{one_line(text)}\n")


def tell(text: str) -> None:
    """One line on stderr, of how it goes; never raises."""
    _write(sys.stderr, f"{one_line(text)}\n")


def draw(stream: TextIO, text: str) -> bool:
    """Write ``text`` as it is, to a stream that shows how work goes on; ``False`` where it takes none."""
    return _write(stream, text)


def one_line(text: str) -> str:
    """``text`` in one line that steers no terminal: spaces for what breaks lines or controls, a mark for
    bytes of file names that are no text and for what is invisible."""
    return "".join(letter if letter.isprintable() else _shown(letter) for letter in text)


def _shown(letter: str) -> str:
    return " " if letter.isspace() or ord(letter) < 0xA0 else "\ufffd"


def _write(stream: TextIO, text: str) -> bool:
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            _lost.append(error)
        _discard(stream)
        return False
    except ValueError:  # closed
        return False
    return True


def _discard(stream: TextIO) -> None:
    """Send what the stream holds, and all that is yet to come, nowhere: Python would try again at the end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
