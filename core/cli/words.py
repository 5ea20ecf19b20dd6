"""A request's fields as the form calls them, with the options that set them."""

import re

from core.cli.options import option_of
from core.request import GenerationRequest, label

_OWN = {"The prompt": "The scene (--prompt)", "The negative prompt": "What to avoid (--negative-prompt)"}
_FIRST = {
    **_OWN,
    **{name: f"{label(name)} ({option_of(name)})" for name in GenerationRequest.model_fields},
}
# A field of one word is one where the sentence begins with it, else it is a word like others; what is part of
# a path, of an option or in quotes is none.
_LONG = "|".join(name for name in GenerationRequest.model_fields if "_" in name)
_NAMED = re.compile(
    rf"^(?:{'|'.join(map(re.escape, _FIRST))})(?=[ :])|(?<![\w/.'\"=-])(?:{_LONG})(?![\w/.'\"=-])"
)


def in_command_words(sentence: str) -> str:
    """A sentence about a request with each field it names called as in the form, its option in brackets."""
    return _NAMED.sub(lambda hit: _FIRST[hit[0]], sentence)
