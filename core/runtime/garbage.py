"""How often Python looks for garbage in a program that makes one picture and ends."""

import gc

OBJECTS = 20_000
"""New ones until the youngest are looked through, where Python has 700 by default."""
OLDER = (20, 100)


def collect_seldom() -> None:
    """Look for garbage seldom, for all of the process. The libraries of models make a million objects while
    they are imported, nearly all of which stay: looking through them again and again takes a second of the
    six to a picture of ``mini``. What is no longer referred to goes at once as before; only cycles wait."""
    gc.set_threshold(OBJECTS, *OLDER)
