"""How alike the pictures are, in figures: measured a few at a time while the page is looked at."""

from collections.abc import Sequence
from math import isinf
from time import monotonic

import streamlit as st

from core.comparing.figures import Likeness
from core.comparing.remembered import Memory, Pair, Side
from core.errors import StudioError
from core.studio import Studio
from pages.ui.compare.address import Chosen
from pages.ui.compare.differences import figures
from pages.ui.runs.describe import NOTHING
from pages.ui.widgets.tables import Cell, table
from store.records import Run

BUDGET = 1.0
"""Seconds that figures are measured at a time."""
POLL_SECONDS = 0.4
WORDS = (
    "PSNR: the higher, the nearer, from 45 dB on no eye sees it. SSIM: 1 is the same structure. FLIP: how "
    "different they look when flipped, 0 not at all, 1 as far as can be. The background is what lies outside "
    "both subjects."
)


class Measured:
    """What this process has measured, and which pairs could not be."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.failed: set[tuple[Side, Side]] = set()

    def known(self, one: Side, other: Side) -> bool:
        """Whether there is nothing left to measure."""
        return (one, other) in self.failed or self.memory.known(one, other) is not None

    def pair(self, studio: Studio, one: Side, other: Side) -> Pair | None:
        """Measured now where it is not yet; ``None`` where a file is missing or damaged, which costs these
        figures, not the page."""
        if (one, other) in self.failed:
            return None
        try:
            return self.memory.pair(one, other, studio.blobs.get)
        except (StudioError, OSError, ValueError):
            self.failed.add((one, other))
            return None


@st.cache_resource(show_spinner=False)
def measured() -> Measured:
    """The one of this process."""
    return Measured()


def side(run: Run) -> Side | None:
    """The run's picture and matte; ``None`` where it has no picture."""
    picture, matte = run.artifacts.get("composite"), run.artifacts.get("matte")
    return None if picture is None else Side(picture=picture.sha256, matte=matte and matte.sha256)


def pair_of(studio: Studio, one: Run, other: Run) -> Pair | None:
    """What is known of two runs' pictures, measured now where it is not yet."""
    sides = side(one), side(other)
    return None if sides[0] is None or sides[1] is None else measured().pair(studio, sides[0], sides[1])


def show(studio: Studio, on: Chosen) -> None:
    """The table of seconds and figures; it keeps itself up to date until all is measured."""
    _measure(studio, on)
    waiting = bool(_unmeasured(on))
    st.fragment(_follow, run_every=POLL_SECONDS if waiting else None)(studio, on, waiting)


def _unmeasured(on: Chosen) -> list[int]:
    """The places of those that are not measured against the reference."""
    reference, kept = side(on.runs[on.reference]), measured()
    if reference is None:
        return []
    sides = ((place, side(run)) for place, run in enumerate(on.runs) if place != on.reference)
    return [place for place, one in sides if one is not None and not kept.known(reference, one)]


def _measure(studio: Studio, on: Chosen) -> None:
    """Measure for a while, at least one."""
    ends = monotonic() + BUDGET
    for place in _unmeasured(on):
        pair_of(studio, on.runs[on.reference], on.runs[place])
        if monotonic() > ends:
            return


def _follow(studio: Studio, on: Chosen, polling: bool) -> None:
    """Draw what is known, then measure more where there is more; the page is drawn once more at the end, so
    that nobody asks on."""
    _draw(studio, on)
    if polling:
        _measure(studio, on)
        if not _unmeasured(on):
            st.rerun()


def _draw(studio: Studio, on: Chosen) -> None:
    """What is known as a table."""
    reference, left = on.runs[on.reference], set(_unmeasured(on))
    pairs = [
        None if place in left or place == on.reference else pair_of(studio, reference, run)
        for place, run in enumerate(on.runs)
    ]
    rows: list[Sequence[str | Cell]] = [(row.name, *row.values) for row in figures(on.runs)]
    rows += _rows(on, pairs, left)
    head = ("", *(on.name(place) for place in range(len(on.runs))))
    table("Seconds and figures", rows, head)
    if left:
        st.caption(f"Measuring: {len(on.runs) - 1 - len(left)} of {len(on.runs) - 1} done.")
    for sentence in _sizes(on, pairs):
        st.caption(sentence)
    st.caption(WORDS)


def _rows(on: Chosen, pairs: Sequence[Pair | None], left: set[int]) -> list[Sequence[str | Cell]]:
    """PSNR, SSIM and FLIP of the whole and of the background; the background's only where it is known."""
    to = f"to {on.name(on.reference)}"
    rows: list[Sequence[str | Cell]] = []
    for part in ("whole", "background"):
        found = [_part(pair, part) for pair in pairs]
        if part == "background" and not any(found):
            continue
        for figure in ("psnr", "ssim", "flip"):
            within = "" if part == "whole" else ", background"
            texts = ["…" if place in left else figure_text(one, figure) for place, one in enumerate(found)]
            rows.append((f"{figure.upper()} {to}{within}", *texts))
    return rows


def _part(pair: Pair | None, part: str) -> Likeness | None:
    """``whole`` or ``background`` of a pair."""
    if pair is None or pair.figures is None:
        return None
    return pair.figures.whole if part == "whole" else pair.figures.background


def figure_text(found: Likeness | None, figure: str) -> str:
    """One figure in words; ``identical`` where not a pixel differs, a dash where it is not known."""
    if found is None:
        return NOTHING
    if isinf(found.psnr):
        return "identical" if figure == "psnr" else f"{getattr(found, figure):.0f}"
    return f"{found.psnr:.1f} dB" if figure == "psnr" else f"{getattr(found, figure):.3f}"


def _sizes(on: Chosen, pairs: Sequence[Pair | None]) -> list[str]:
    """A sentence for all that were compared at another size than their own, and for those that were not."""
    reference = on.name(on.reference)
    told: dict[str, list[str]] = {}
    for place, pair in enumerate(pairs):
        if pair is None:
            continue
        if pair.figures is None:
            sentence = f"of another shape than {reference}, hence not measured."
        elif pair.figures.reduced:
            sentence = (
                f"of another size than {reference}: compared at the smaller one, {_px(pair.figures.size)}."
            )
        elif pair.figures.seen_at != pair.figures.size:
            sentence = f"large: SSIM and FLIP are measured at {_px(pair.figures.seen_at)}."
        else:
            continue
        told.setdefault(sentence, []).append(on.name(place))
    return [
        f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} {words}" for words, names in told.items()
    ]


def _px(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]} px"
