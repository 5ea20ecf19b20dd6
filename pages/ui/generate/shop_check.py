"""Whether a picture is as a shop wants it, and the press that mends it."""

from collections.abc import Sequence

import streamlit as st

from core.models.profiles import SCENE_PROFILE
from core.request import request_of
from core.scenes.shops import shops
from core.stages.shop_check import NAMES, Verdict
from core.studio import Studio
from core.variations import mended
from pages.ui.generate.callbacks import submit
from pages.ui.shell.errors import show_errors
from pages.ui.shell.laid import again
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio
from pages.ui.shell.text import plain
from pages.ui.widgets.tables import Cell, table
from store.records import Run

_SHOP = "shop_checked"


def offer(its_studio: Studio, run: Run) -> None:
    """The popover that checks a finished ``run``'s picture for the shop that is chosen in it."""
    help_text = "Is it as a shop wants it?"
    with st.popover("Shop check", icon=":material/fact_check:", help=help_text), show_errors():
        again(_SHOP)
        # No list to unfold: on a phone, the first tap on one in a popover only gives it the focus.
        name = st.pills(
            "Shop", list(shops()), key=_SHOP, format_func=lambda one: shops()[one].title, wrap=True
        )
        if name is None:
            return
        verdicts = _checked(its_studio, run.id, name)
        failed = sum(not one.passed for one in verdicts)
        table(
            "Shop check",
            [(NAMES[one.name], _verdict(one), one.measured, one.wanted) for one in verdicts],
            ("What", "Verdict", "Measured", "Wanted"),
        )
        if failed:
            st.button(
                "Mend it",
                key="shop_mend",
                type="secondary",
                icon=":material/build:",
                help="A new picture of the same cut-out on the shop's canvas and background.",
                on_click=mend,
                args=(run, name),
            )
        form = next(one.measured for one in verdicts if one.name == "formats")
        st.caption(f"Measured of the {form} file: take {form} under Download for this shop.")
        st.caption(plain(f"As asked for by {shops()[name].source.split(';')[0]}"))


def _verdict(one: Verdict) -> Cell:
    return Cell("Pass" if one.passed else "Fail", marked=not one.passed)


@st.cache_data(show_spinner=False, max_entries=32)
def _checked(_studio: Studio, run_id: str, shop: str) -> Sequence[Verdict]:
    """The verdicts on a run's picture, which does not change."""
    return _studio.check(run_id, shops()[shop])


def mend(run: Run, shop: str) -> None:
    """Callback: make the picture anew as the shop wants it; it is derived from this one."""
    with keep_message():
        profile = studio().profiles()[SCENE_PROFILE]
        request = mended(request_of(run.request), profile, shops()[shop])
        submit([request], studio().runs.upload(run.id), run.source_name, run.id)
