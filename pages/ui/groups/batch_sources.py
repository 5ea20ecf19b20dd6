"""What a batch is made of: uploaded photos and archives, a manifest, a folder of this machine."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config

from core.errors import InputError, RequestError, StudioError
from core.groups import manifest
from core.groups.batch import Item
from core.groups.further import with_further
from core.groups.photos import found_in, looked_at, read
from core.groups.plan import PlannedPhoto
from core.studio import Studio
from pages.ui.groups.draft import Form
from pages.ui.groups.photo_field import REFUSED_UNREAD, kept, names_of
from pages.ui.shell.errors import show
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import plain
from pages.ui.shell.uploads import handed_over

HERE = {"localhost", "127.0.0.1", "::1"}
ZIP_TIMES = 20
"""An archive may be so many times as large as one photo."""
MAX_TEXT = 20_000_000
"""Bytes of a manifest."""
MAX_FAULTS = 5
"""Photos that are named as left out; of more only how many."""
_ROUND, _FAULTS = "batch_upload_round", "batch_faults"


def is_local() -> bool:
    """Whether only this machine can open the studio: then the person who asks may name its folders."""
    return config.get_option("server.address") in HERE


def sources(studio: Studio, form: Form) -> None:
    """The uploader, the folder, and what they gave."""
    widget = f"batch_upload_{st.session_state.setdefault(_ROUND, 0)}"
    st.file_uploader(
        "Photos",
        key=widget,
        accept_multiple_files=True,
        max_upload_size=max(REFUSED_UNREAD, ZIP_TIMES) * studio.settings.max_upload_mb,
        on_change=take_uploads,
        args=(form, widget),
        help="Photos, ZIP files of photos, or a manifest: a CSV or JSONL file with a column photo, and "
        "columns sentence, seed or any other setting.",
    )
    most = studio.settings.max_upload_mb
    st.caption(f"At most {most:,} MB a photo, {ZIP_TIMES * most:,} MB a ZIP file.")
    if is_local():
        _folder(form)
    for fault in st.session_state.get(_FAULTS, []):
        show(fault)
    photos = form.photos("photos")
    if photos:
        with st.container(horizontal=True, vertical_alignment="center"):
            noun = "photo" if len(photos) == 1 else "photos"
            st.markdown(f"**{len(photos):,} {noun}**: {plain(names_of(photos))}")
            _remove(form, "photos", [])
    if form.get("manifest"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**Manifest**: {plain(str(form.get('manifest_name')))}")
            _remove(form, "manifest", "")


def _folder(form: Form) -> None:
    st.text_input(
        "Or a folder on this computer",
        key=form.key("folder"),
        placeholder="~/photos",
        help="Its photos stay where they are, and are read when their turn comes.",
    )
    if form.get("folder"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox("With the folders in it", key=form.key("deep"))
            st.button(
                "Take its photos",
                icon=":material/folder_open:",
                key="batch_folder",
                on_click=take_folder,
                args=(form,),
            )


def _remove(form: Form, name: str, empty: Any) -> None:
    st.button(
        "Remove",
        icon=":material/close:",
        type="tertiary",
        key=f"batch_remove_{name}",
        on_click=form.put,
        kwargs={name: empty},
    )


def folder_of(text: str) -> Path:
    """The folder that was typed. Raises ``InputError`` where there is none."""
    try:
        folder = Path(text.strip()).expanduser()
        there = folder.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{text!r} is no folder that can be read.") from error
    if not there or not folder.is_absolute():
        raise InputError(f"There is no folder {text.strip()!r}; write its whole path.")
    return folder


def take_folder(form: Form) -> None:
    """Callback: take the photos of the folder; those that cannot be read are left out, and named."""
    studio = opened_studio()
    st.session_state[_FAULTS] = []
    photos: list[PlannedPhoto] = []
    faults: list[str] = []
    try:
        for found in found_in(folder_of(str(form.get("folder"))), deep=bool(form.get("deep"))):
            try:
                photos.append(looked_at(found, studio.settings))
            except InputError as error:
                faults.append(f"Left out: {error}")
    except InputError as error:
        faults = [str(error)]
    _take(form, photos, faults)


def take_uploads(form: Form, widget: str) -> None:
    """Callback: take what was uploaded and empty the uploader."""
    files = handed_over(widget)
    if not files:
        return
    studio = opened_studio()
    st.session_state[_ROUND] += 1
    photos: list[PlannedPhoto] = []
    faults: list[str] = []
    for file in files:
        ending = os.path.splitext(file.name)[1].lower()
        try:
            if ending in manifest.ENDINGS:
                form.put(manifest=manifest_text(file.name, file.getvalue()), manifest_name=file.name)
            elif ending == ".zip":
                found, wrong = unpacked(studio, file.name, file.getvalue())
                photos, faults = [*photos, *found], [*faults, *wrong]
            else:
                found, wrong = kept(studio, [file])
                photos, faults = [*photos, *found], [*faults, *wrong]
        except StudioError as error:
            faults.append(str(error))
    _take(form, photos, faults)


def manifest_text(name: str, content: bytes) -> str:
    """A manifest's text, which can be read. Raises ``RequestError``."""
    if len(content) > MAX_TEXT:
        raise RequestError(f"The manifest {name} is larger than {MAX_TEXT / 1e6:g} MB; divide it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"The manifest {name} cannot be read: it is not UTF-8.") from error
    manifest.rows_in(Path(name), text)
    return text


def unpacked(studio: Studio, name: str, content: bytes) -> tuple[list[PlannedPhoto], list[str]]:
    """The photos of an archive, kept by the studio, and a sentence for each that is none. Raises
    ``InputError`` where it is no archive of photos."""
    photos: list[PlannedPhoto] = []
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photos.zip"
        path.write_bytes(content)
        try:
            members = found_in(path)
        except InputError as error:
            raise InputError(str(error).replace(str(path), name)) from error
        for one in members:
            try:
                data = read(str(path), one.member, studio.settings.max_upload_bytes)
                photos.append(studio.library.group_photos.keep(one.name, data))
            except InputError as error:
                faults.append(f"Left out: {name}: {one.member}: {error}")
    return photos, faults


def items_of(studio: Studio, form: Form) -> list[Item]:
    """The photos with what the manifest says of each. Raises ``RequestError`` where it names a photo that is
    not there."""
    photos = form.photos("photos")
    text = str(form.get("manifest") or "")
    if not text:
        return [Item(photo=photo) for photo in photos]
    named = {photo.name: photo for photo in reversed(photos)}
    items: list[Item] = []
    for row in manifest.rows_in(Path(str(form.get("manifest_name") or "manifest.csv")), text):
        photo = _among(named, row.photo, row.where)
        values = with_further(
            row.values,
            lambda name, where=row.where: studio.library.group_photos.as_picture(_among(named, name, where)),
        )
        items.append(Item(photo=photo, values=values, where=row.where))
    return items


def _among(named: Mapping[str, PlannedPhoto], name: str, where: str) -> PlannedPhoto:
    photo = named.get(name.replace("\\", "/").rpartition("/")[2])
    if photo is None:
        raise RequestError(f"{where}: the photo {name!r} is not among those above; add it.")
    return photo


def _take(form: Form, photos: Sequence[PlannedPhoto], faults: list[str]) -> None:
    both = [*form.get("photos"), *(vars(photo) for photo in photos)]
    form.put(photos=list({(one["sha256"], one["name"]): one for one in both}.values()))
    more = len(faults) - MAX_FAULTS
    rest = [f"And {more:,} more were left out."] if more > 0 else []
    st.session_state[_FAULTS] = [*faults[:MAX_FAULTS], *rest]
