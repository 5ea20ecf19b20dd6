"""What is said beside a sentence, on any page: what of it is painted, and what is not."""

from core.scenes.reading import read, remark_for_model, remark_for_scene
from pages.ui.shell.text import plain


def understood(sentence: str) -> str:
    """What a scene is drawn of in ``sentence``, as Markdown; empty for an empty one."""
    if not sentence.strip():
        return ""
    if remark := remark_for_scene(sentence):
        return f":material/translate: {remark}"
    found = read(sentence)
    told = [f"Understood: {', '.join(found.understood)}."] if found.understood else []
    if found.not_painted:
        told.append(f"Not painted: {', '.join(found.not_painted)}.")
    return plain(" ".join(told))


def for_model(sentence: str) -> str:
    """What there is to say of ``sentence`` for a diffusion model, as Markdown; empty for nothing."""
    return plain(remark_for_model(sentence) or "")
