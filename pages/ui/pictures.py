"""Pictures side by side, each opened large by a press: a run's stages, or runs at one scale."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import streamlit as st

HTML = """
<div class="row" role="list">
</div>
<dialog class="large">
  <img alt="">
  <p></p>
  <form method="dialog"><button class="close" aria-label="Close" autofocus>Close</button></form>
</dialog>
"""

CSS = """
.row { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
.cell { width: calc((100% - 12px * (var(--count) - 1)) * var(--share)); min-width: 0; }
.press {
  all: unset; display: block; width: 100%; cursor: zoom-in; border-radius: var(--st-base-radius, 8px); overflow: hidden;
  background: var(--st-secondary-background-color);
}
.press:focus-visible, .close:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
.press img { display: block; width: 100%; height: auto; }
.label {
  margin: 6px 2px 0; font: 14px/1.35 var(--st-font, sans-serif); color: var(--st-text-color); overflow-wrap: anywhere;
}
.large {
  border: 0; padding: 12px; border-radius: var(--st-base-radius, 8px); max-width: 96vw; max-height: 96vh;
  box-sizing: border-box; background: var(--st-background-color); color: var(--st-text-color);
  font-family: var(--st-font, sans-serif); text-align: center;
}
.large::backdrop { background: rgb(0 0 0 / 75%); }
.large img { max-width: 100%; max-height: calc(96vh - 110px); display: block; margin: 0 auto; border-radius: 4px; }
.large p { margin: 8px 0; font-size: 14px; overflow-wrap: anywhere; }
.close {
  font: inherit; font-size: 14px; padding: 6px 14px; border-radius: var(--st-button-radius, 8px); cursor: pointer;
  border: 1px solid var(--st-border-color); background: var(--st-secondary-background-color); color: inherit;
}
@media (max-width: 640px) {
  .cell { width: calc((100% - 12px) * var(--narrow)); }
}
"""

JS = """
const image = (item) => {
  const made = document.createElement('img');
  made.loading = 'lazy';
  made.decoding = 'async';
  if (item.width) { made.width = item.width; made.height = item.height; }
  made.alt = item.alt;
  made.src = item.url;
  return made;
};

export default function (component) {
  const { data, parentElement } = component;
  const row = parentElement.querySelector('.row');
  const drawn = JSON.stringify(data);
  if (row.dataset.drawn === drawn) return;
  const large = parentElement.querySelector('.large');
  const show = (item) => {
    const picture = large.querySelector('img');
    picture.src = item.url;
    picture.alt = item.alt;
    large.querySelector('p').textContent = item.label;
    large.showModal();
  };
  large.onclick = (event) => { if (event.target === large) large.close(); };
  row.setAttribute('aria-label', data.label);
  row.style.setProperty('--count', data.items.length);
  row.replaceChildren(...data.items.map((item) => {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.setAttribute('role', 'listitem');
    cell.style.setProperty('--share', item.share);
    cell.style.setProperty('--narrow', item.narrow);
    const press = document.createElement('button');
    press.type = 'button';
    press.className = 'press';
    press.title = 'Show large';
    press.append(image(item));
    press.onclick = () => show(item);
    const label = document.createElement('div');
    label.className = 'label';
    label.textContent = item.label;
    cell.append(press, label);
    return cell;
  }));
  row.dataset.drawn = drawn;
}
"""

_pictures = st.components.v2.component("studio_pictures", html=HTML, css=CSS, js=JS)


class Shown(NamedTuple):
    """A picture to draw: its address, what it is called where it is not seen, the words under it, and
    width and height in px where they are known."""

    url: str
    alt: str
    label: str
    width: int | None = None
    height: int | None = None


def pictures(
    shown: Sequence[Shown], *, key: str, label: str, scale: Literal["cells", "pixels"] = "cells"
) -> None:
    """The pictures in a row (two to a row on a phone). ``cells`` makes all equally wide; ``pixels`` keeps
    one scale, so that a picture of twice the width takes twice the room."""
    widths = [(one.width or 1) if scale == "pixels" else 1 for one in shown]
    items = [
        {**one._asdict(), "share": width / sum(widths), "narrow": 0.5 * width / max(widths)}
        for one, width in zip(shown, widths, strict=True)
    ]
    _pictures(key=key, data={"items": items, "label": label})
