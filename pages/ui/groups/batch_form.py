"""Batch: many photos × sentences or scenes × seeds, drafted before they are made; and watched folders."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import InputError, RequestError
from core.groups.batch import Item, Wishes, batch
from core.groups.naming import TEMPLATE, WORDS, checked_template
from core.groups.plan import Plan
from core.groups.values import numbers
from core.groups.variants import variants
from core.library.watch_book import WatchWish
from core.scenes.kinds import KINDS
from core.studio import Studio
from pages.ui.groups import starting
from pages.ui.groups.addresses import BATCH
from pages.ui.groups.batch_sources import folder_of, is_local, items_of, sources
from pages.ui.groups.choices import chosen_model, model_choice, preset_choice
from pages.ui.groups.draft import Form
from pages.ui.groups.planning import preset_fields, requests_of
from pages.ui.groups.section import section
from pages.ui.runs import understanding
from pages.ui.shell.errors import show
from pages.ui.shell.messages import keep_message, message
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import brief, plain
from pages.ui.shell.words import in_page_words

USUAL: Mapping[str, Any] = {
    "photos": [],
    "manifest": "",
    "manifest_name": "",
    "folder": "",
    "deep": False,
    "prompts": "",
    "kinds": [],
    "seeds": "1",
    "profile": "",
    "preset": "",
    "template": TEMPLATE,
}
OWN = {"schema_version", "prompt", "seed", "profile", "scene"}
"""Fields that the form itself has, whatever a preset says."""
FORM = Form(BATCH, USUAL)
POLL_SECONDS = 2.0
MAX_TOLD = 4
"""Sentences of which it is said what is understood."""


def batch_page(studio: Studio) -> None:
    """The whole page."""
    section("batch")
    FORM.begin(studio)
    st.title("Batch", anchor=False)
    asks, shows = st.columns([2, 3], gap="large")
    with asks:
        sources(studio, FORM)
        _wishes(studio)
    with shows:
        if problem := message():
            show(problem)
        _watched(studio)
        plan, why_not, items = None, "", list[Item]()
        try:
            items = items_of(studio, FORM)
            if not items:
                why_not = "Add photos; then say where they should be."
            elif not (_lines() or FORM.get("kinds") or FORM.get("manifest")):
                why_not = "Say where they should be: a sentence, or a kind of scene."
            else:
                plan = planned(studio, items)
        except InputError as error:
            why_not = in_page_words(str(error))
        if told := _overruled(items):
            st.caption(told)
        if plan is not None:
            st.caption(plain(f"Files are named like {plan.cells[0].name}.png when they are exported."))
        starting.draft(studio, plan, why_not, key="batch_start")
    FORM.keep(studio)


def _wishes(studio: Studio) -> None:
    """What is asked of every photo."""
    st.text_area(
        "Scenes in words, one a line",
        key=FORM.key("prompts"),
        height=96,
        placeholder="on an {oak|walnut} table\nby the sea",
        help="{a|b} makes one of each; `__NAME__` one of each line of a list of words.",
    )
    model = chosen_model(studio, FORM)
    _understood(studio, understanding.understood if model.paints_scenes else understanding.for_model)
    if model.paints_scenes:
        st.multiselect(
            "Kinds of scene",
            list(KINDS),
            key=FORM.key("kinds"),
            format_func=lambda kind: KINDS[kind].title if kind in KINDS else str(kind),
            placeholder="As the words say",
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Seeds", key=FORM.key("seeds"), help="Like 7, or 1, 2, 5, or 1..4", width=150)
        model_choice(studio, FORM)
        preset_choice(studio, FORM)
    known = ", ".join(f"{{{word}}}" for word in WORDS)
    st.text_input("Names of the files", key=FORM.key("template"), help=f"{known} and fields of the request")
    if is_local() and FORM.get("folder"):
        st.button(
            "Watch the folder",
            icon=":material/visibility:",
            key="batch_watch",
            on_click=watch,
            help="Photos that come to lie in it are made as asked for here, once they are written whole.",
        )


def _understood(studio: Studio, told: Callable[[str], str]) -> None:
    """What is said of the first sentences, each in its first variant; of those that there is nothing to say
    of none."""
    for line in _lines()[:MAX_TOLD]:
        with suppress(InputError):
            first = variants(line, studio.settings.data_dir / "wordlists")[0]
            if said := told(first):
                st.caption(f"{plain(brief(first, 40))}: {said}" if len(_lines()) > 1 else said)


def _overruled(items: Sequence[Item]) -> str:
    """That rows of the manifest have what is also asked for here; empty where none has."""
    asked_here = {
        "prompt": ("sentence", bool(_lines())),
        "scene": ("kind of scene", bool(FORM.get("kinds"))),
        "seed": ("seed", str(FORM.get("seeds")).strip() != USUAL["seeds"]),
    }
    rows = [item.values for item in items]
    words = [
        f"{word}s" for name, (word, typed) in asked_here.items() if typed and any(name in row for row in rows)
    ]
    if not words:
        return ""
    return f"The manifest has its own {' and '.join(words)}, which go before those asked for here."


def _lines() -> list[str]:
    return [line.strip() for line in str(FORM.get("prompts") or "").splitlines() if line.strip()]


def asked(studio: Studio) -> tuple[Wishes, str]:
    """What the form asks of every photo now, and how files are named. Raises ``InputError``."""
    template = checked_template(str(FORM.get("template") or ""))
    seeds = tuple(int(seed) for seed in numbers(str(FORM.get("seeds") or ""), "Seeds", whole=True))
    if len(set(seeds)) < len(seeds):
        raise RequestError("A seed is named twice; each makes one picture.")
    base: dict[str, Any] = {}
    if name := FORM.get("preset"):
        base |= {key: value for key, value in preset_fields(studio, name).items() if key not in OWN}
    base["profile"] = FORM.get("profile")
    scenes = studio.profiles()[FORM.get("profile")].paints_scenes
    wishes = Wishes(
        prompts=tuple(_lines()), scenes=tuple(FORM.get("kinds")) if scenes else (), seeds=seeds, base=base
    )
    return wishes, template


def planned(studio: Studio, items: Sequence[Item]) -> Plan:
    """The plan of photos as the form asks now. Raises ``InputError``."""
    wishes, template = asked(studio)
    lists = studio.settings.data_dir / "wordlists"
    return batch(items, wishes, requests_of(studio), template=template, lists=lists)


def watch() -> None:
    """Callback: watch the folder, and make what comes to lie in it as the form asks now."""
    studio = opened_studio()
    with keep_message():
        folder = folder_of(str(FORM.get("folder")))
        if not (_lines() or FORM.get("kinds")):
            raise RequestError("Say where the photos should be first: a sentence, or a kind of scene.")
        wishes, template = asked(studio)
        deep = bool(FORM.get("deep"))
        studio.watching.watch(WatchWish(folders=(str(folder),), wishes=wishes, template=template, deep=deep))


def _unwatch(folder: str) -> None:
    with keep_message():
        opened_studio().watching.unwatch(folder)


def _watched(studio: Studio) -> None:
    """The folders that are watched, brought up to date by themselves."""
    watches = studio.watching.watches()
    if watches:
        working = any(watched.working for watched in watches)
        st.fragment(_watches, run_every=POLL_SECONDS if working else None)(studio)


def _watches(studio: Studio) -> None:
    for number, watched in enumerate(studio.watching.watches()):
        with (
            st.container(border=True, key=f"watched_{number}"),
            st.container(horizontal=True, vertical_alignment="center", gap="small"),
        ):
            sign = ":material/visibility:" if watched.working else ":material/visibility_off:"
            noun = "photo" if watched.photos == 1 else "photos"
            words = "Watching" if watched.working else "Watched"
            st.markdown(
                f"{sign} {words} **{plain(watched.folder)}**: {watched.photos:,} {noun}", width="stretch"
            )
            if watched.group and st.button("Open its sheet", key=f"watched_open_{number}"):
                st.switch_page("pages/sheet.py", query_params={"group": watched.group})
            if watched.working or watched.problem:
                st.button(
                    "Stop watching",
                    icon=":material/stop_circle:",
                    key=f"watched_stop_{number}",
                    on_click=_unwatch,
                    args=(watched.folder,),
                )
        if watched.problem:
            show(watched.problem)
        for sentence in watched.left_out[-3:]:
            st.caption(plain(f"Left out: {sentence}"))
