"""Names for downloads that every system takes."""

import re
import unicodedata

from core.metadata.recipe import FILE_FORMATS, FileFormat

_SMALL_WORDS = re.compile(r"an?|the|on|in|at|of|to|by|with|and|or|from|for|into|near|under|over|is|are")
_WORDS, _LONGEST = 5, 48


def file_name(prompt: str, seed: int, run_id: str, form: FileFormat = "png") -> str:
    """``oak-table-morning-1234.png``: the prompt's first words that say something, and the seed.

    ASCII letters, digits and hyphens, at most 80 characters. A prompt with no Latin letters gives the
    end of the run's id in place of words.
    """
    words = _ascii_words(prompt[:1_000])
    telling = [word for word in words if not _SMALL_WORDS.fullmatch(word)] or words
    slug = "-".join(telling[:_WORDS])[:_LONGEST].strip("-")
    return f"{slug or neutral_name(run_id, form).split('.')[0]}-{seed}{FILE_FORMATS[form][0]}"


def neutral_name(run_id: str, form: FileFormat = "png") -> str:
    """``picture-4f2a91c0.png``: tells nothing of prompt and settings."""
    return "-".join(["picture", *_ascii_words(run_id[-8:])]) + FILE_FORMATS[form][0]


def _ascii_words(text: str) -> list[str]:
    """``é`` counts as ``e``; what has no Latin letter at its base is passed over."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", flat)
