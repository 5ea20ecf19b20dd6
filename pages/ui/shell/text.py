"""Users' words, made fit for places where Streamlit reads Markdown: labels, captions, messages."""

import re

JOINER = "\u2060"
"""Has no width and breaks no line; stands between signs that Streamlit replaces after reading Markdown."""

_ASCII_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Emoji and icon names, arrows and dashes, web and mail addresses are found in the text that Markdown
# leaves behind, where a backslash is gone: only something in between keeps them as they were written.
_REPLACED_LATER = re.compile(r"[:@<>~=-]|(?<=[Ww]{3})(?=\.)")
_NOT_PRINTED = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def plain(text: str) -> str:
    """``text`` as Markdown that shows exactly these words on one line, whatever they look like.

    No emphasis, link, picture, formula, colour, icon or HTML comes of it. Spaces and control
    characters in a row become one space.
    """
    line = _NOT_PRINTED.sub(" ", text).strip()
    return _ASCII_PUNCTUATION.sub(r"\\\1", _REPLACED_LATER.sub(lambda hit: hit[0] + JOINER, line))


def brief_name(name: str, limit: int = 40) -> str:
    """A file's name on one line, at most ``limit`` characters: of a longer one its beginning and its end,
    since series differ there, with … between."""
    line = " ".join(name.split())
    if len(line) <= limit:
        return line
    end = limit // 2
    return f"{line[: limit - end - 1].rstrip()}…{line[-end:].lstrip()}"


def brief(text: str, limit: int = 60) -> str:
    """The first words of ``text`` on one line, at most ``limit`` characters, … where more was there."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;.") + "…"
