"""One axis of a grid: what varies, and its values, echoed as they are understood."""

import streamlit as st

from core.errors import InputError, RequestError
from core.groups.axes import Axis, axis_of, further_photos_axis, photo_axis, words_axis
from core.studio import Studio
from pages.ui.groups.draft import Form
from pages.ui.groups.fields import FURTHER, PHOTO, PRESET, WORDS, hint, options
from pages.ui.groups.photo_field import photo_field
from pages.ui.groups.planning import stock_of
from pages.ui.shell.errors import show
from pages.ui.shell.text import plain
from pages.ui.shell.words import in_page_words

AXES = ("x", "y", "z")
TITLES = {"x": "Across", "y": "Down", "z": "One sheet for each"}
USUAL_OF_AXES = {
    f"{axis}_{part}": value
    for axis in AXES
    for part, value in (("what", ""), ("typed", ""), ("words", ""), ("chosen", []), ("photos", []))
}
MAX_ECHOED = 14
"""Values that are echoed one by one."""


def axis_form(
    studio: Studio, form: Form, which: str, names: dict[str, str], prompt: str, *, kind: str | None
) -> Axis | str | None:
    """The axis ``which`` (x, y, z) as it is asked for; ``None`` where nothing is varied, or a sentence why
    what is asked for makes none. ``kind`` is that of all pictures' scenes, where they have one."""
    with st.container(border=True, key=f"axis_{which}", gap="small"):
        what = st.selectbox(
            TITLES[which],
            ["", *names],
            key=form.key(f"{which}_what"),
            format_func=lambda name: names.get(name, "Nothing varies"),
            on_change=form.put,
            kwargs={f"{which}_typed": "", f"{which}_chosen": []},
        )
        if not what:
            return None
        chosen = _values(studio, form, which, what, kind=kind)
        if not chosen:
            return f"{TITLES[which]}: {names.get(what, what)} has no values yet."
        try:
            axis = axis_in(studio, form, which, prompt)
        except InputError as error:
            show(about(what, names, error))
            return f"{TITLES[which]}: {about(what, names, error)}"
        st.caption(plain(echo(axis)))
        return axis


def about(field: str, names: dict[str, str], error: InputError) -> str:
    """An error's sentence, with the field called as in the list."""
    sentence = str(error)
    if sentence.startswith((f"{field}: ", f"{field} ")):
        sentence = names.get(field, field) + sentence.removeprefix(field)
    return in_page_words(sentence)


def echo(axis: Axis) -> str:
    """The values as they are understood: ``4 values: 1 · 2 · 3 · 4``."""
    labels = [value.label for value in axis.values]
    more = f" · … {len(labels) - MAX_ECHOED:,} more" if len(labels) > MAX_ECHOED else ""
    noun = "value" if len(labels) == 1 else "values"
    return f"{len(labels):,} {noun}: {' · '.join(labels[:MAX_ECHOED])}{more}"


def axis_in(studio: Studio, form: Form, which: str, prompt: str) -> Axis:
    """The axis that the form describes. Raises ``InputError``."""
    what, typed = str(form.get(f"{which}_what")), str(form.get(f"{which}_typed") or "")
    if what == PHOTO:
        return photo_axis(form.photos(f"{which}_photos"))
    if what == FURTHER:
        return further_photos_axis(form.photos(f"{which}_photos"), studio.library.group_photos.as_picture)
    if what == WORDS:
        words = str(form.get(f"{which}_words")).strip()
        if words not in prompt:
            raise RequestError(f"The sentence has no words {words!r}; write some of its own.")
        return words_axis(words, typed, prompt)
    listed = form.get(f"{which}_chosen")
    return axis_of(f"{what}={', '.join(listed) if listed else typed}", prompt, stock_of(studio))


def _values(studio: Studio, form: Form, which: str, what: str, *, kind: str | None) -> bool:
    """The widgets for the values; whether there are any."""
    if what in (PHOTO, FURTHER):
        photo_field(studio, form, f"{which}_photos", "Photos", several=True)
        if what == FURTHER:
            st.caption("One column, row or sheet without a further subject, then one with each of these.")
        return bool(form.photos(f"{which}_photos"))
    if what == WORDS:
        words = st.text_input("Words to replace", key=form.key(f"{which}_words"), placeholder="forest")
        typed = st.text_input(
            "What to put in their place", key=form.key(f"{which}_typed"), placeholder="beach | city street"
        )
        return bool(words and words.strip() and typed and typed.strip())
    listed = options(studio, what, kind)
    if listed is not None:
        if not listed:
            st.caption("There are none yet." if what == PRESET else "This place has none to choose from.")
            return False
        return bool(
            st.multiselect(
                "Values",
                [*listed, *(one for one in form.get(f"{which}_chosen") if one not in listed)],
                key=form.key(f"{which}_chosen"),
                format_func=lambda value: listed.get(value, value),
                placeholder="Choose two or more",
            )
        )
    placeholder, told = hint(studio, what)
    typed = st.text_input("Values", key=form.key(f"{which}_typed"), placeholder=placeholder, help=told)
    if not (typed and typed.strip()):
        st.caption(plain(told))
    return bool(typed and typed.strip())
