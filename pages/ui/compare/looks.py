"""Two of the pictures in one place: under a slider, blinking, or with the map of where they differ."""

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.compare.address import FIRST, WIPE, Address, Chosen
from pages.ui.compare.likeness import pair_of
from pages.ui.runs.describe import picture_name
from pages.ui.shell.media import blob_url, difference_url
from pages.ui.widgets.gallery import unused
from pages.ui.widgets.picture_row import MAX_HEIGHT
from pages.ui.widgets.slider import slider
from pages.ui.widgets.viewer import Card, Extras, Face, viewer
from store.records import Artifact, Run


def wipe(on: Chosen, look: str) -> None:
    """The reference to the other one, or one of them and its photo."""
    place = on.reference if look == FIRST else on.other
    run, name = on.runs[place], on.name(place)
    before, after = run.artifacts.get("source"), run.artifacts.get("composite")
    names, alt = ("Photo", name), "The photo as it was given"
    if look == WIPE:
        first = on.runs[on.reference]
        before, names, alt = (
            first.artifacts.get("composite"),
            (on.name(on.reference), name),
            picture_name(first),
        )
    if before is None or after is None:
        st.info("Its photo is no longer there.", icon=":material/hide_image:")
        return
    slider(
        blob_url(before),
        blob_url(after),
        key=f"compare_slider_{look}",
        alt_before=alt,
        alt_after=picture_name(run),
        size=(after.width or 1, after.height or 1),
        max_height=MAX_HEIGHT,
        label_before=names[0],
        label_after=names[1],
    )


def _two(on: Chosen) -> list[tuple[str, Run, Artifact]]:
    """Name, run and picture of the reference and of the other one; both have one."""
    places = (on.reference, on.other)
    return [(on.name(place), on.runs[place], on.runs[place].artifacts["composite"]) for place in places]


def _face(run: Run, picture: Artifact) -> Face:
    return Face(blob_url(picture), picture_name(run))


def blink(on: Chosen) -> None:
    """The two in turns in one place."""
    two = _two(on)
    pictures = [picture for _, _, picture in two]
    size = max(pictures, key=lambda one: (one.width or 1) * (one.height or 1))
    names = [name for name, _, _ in two]
    card = Card(
        name=f"{' and '.join(names)} in turns; Space stops and goes on, X shows the other one",
        images=[_face(run, picture) for _, run, picture in two],
        width=size.width or 1,
        height=size.height or 1,
    )
    extras = Extras(faces=names)
    viewer([card], key="compare_blink", label="Pictures in turns", on_asked=unused, extras=extras)
    st.caption("Space stops and goes on, X shows the other one. Plus, minus, 0 and 1 zoom, the arrows move.")


def difference_map(studio: Studio, on: Chosen, address: Address) -> None:
    """The two beside the map of where they differ, zoomed together, with the places marked where they differ
    most."""
    two = _two(on)
    (one_name, _, one), (other_name, _, other) = two
    pair = pair_of(studio, on.runs[on.reference], on.runs[on.other])
    names = f"{one_name} and {other_name}"
    if pair is None or pair.figures is None:
        why = "have different shapes" if pair is not None else "cannot be read whole"
        st.info(f"{names} {why}, hence there is no map of where they differ.", icon=":material/info:")
        return
    try:
        url = difference_url(one, other, address.gain)
    except (StudioError, OSError, ValueError):
        url = None
    if url is None:
        st.info(f"{names} cannot be read whole.", icon=":material/info:")
        return
    alt = f"Map of where {names} differ, {address.gain} times as bright"
    if not pair.spots:
        alt = f"An empty map: {names} differ nowhere"
    width, height = pair.figures.size
    shown = [_plain_card(name, _face(run, picture), size(picture)) for name, run, picture in two]
    shown.append(_plain_card("Difference", Face(url, alt), (width, height)))
    extras = Extras(spots=pair.spots, most=f"{255 // address.gain} of 255")
    viewer(shown, key="compare_map", label="Difference", on_asked=unused, extras=extras)
    if pair.spots:
        places = ", ".join(f"{at} ({spot.difference:.1f})" for at, spot in enumerate(pair.spots, 1))
        st.caption(f"They differ most at the marked places: {places} of 255 on average.")
    else:
        st.text(f"{names} are identical, pixel by pixel.")


def size(picture: Artifact) -> tuple[int, int]:
    """Width and height in px, 1 where they are not known."""
    return picture.width or 1, picture.height or 1


def _plain_card(name: str, face: Face, px: tuple[int, int]) -> Card:
    return Card(name=name, letter=name, images=(face,), width=px[0], height=px[1])
