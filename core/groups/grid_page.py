"""A grid as one HTML file: sticky labels, zoom, the third axis as tabs; it needs nothing else."""

import io
from collections.abc import Mapping, Sequence
from html import escape

from PIL import Image

from core.groups.contact import WORDS, page, picture
from core.groups.made import Made, summary
from core.groups.plan import Plan
from core.groups.sheet import PARTS, Picture, Table, tables

_STYLE = """
body { max-width: none; }
:root { --cell: 220px; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #121212; } }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .5rem 0 1rem; }
.bar button { font: inherit; padding: .3rem .7rem; border-radius: 8px; border: 1px solid var(--line);
  background: none; color: inherit; cursor: pointer; }
.bar button[aria-selected=true] { background: var(--soft); font-weight: 600; }
.scroll { overflow: auto; max-height: 84vh; }
table { border-spacing: 0; }
th, td { padding: 4px; vertical-align: top; text-align: left; font-weight: 400; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--paper); min-width: var(--cell);
  max-width: var(--cell); overflow-wrap: anywhere; vertical-align: bottom; }
tbody th { position: sticky; left: 0; z-index: 1; background: var(--paper); min-width: 5.5rem;
  max-width: 12rem; overflow-wrap: anywhere; }
thead th:first-child { left: 0; z-index: 3; min-width: 5.5rem; }
td { width: var(--cell); min-width: var(--cell); max-width: var(--cell); }
td small { display: block; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1rem 0 .25rem; }
"""
_SCRIPT = """
const sheets = [...document.querySelectorAll("section")];
const tabs = document.querySelector("#tabs");
function show(place) {
  sheets.forEach((sheet, number) => { sheet.hidden = number !== place; });
  [...tabs.children].forEach((tab, number) => {
    tab.setAttribute("aria-selected", String(number === place));
    tab.tabIndex = number === place ? 0 : -1;
  });
}
if (sheets.length > 1) {
  tabs.setAttribute("role", "tablist");
  sheets.forEach((sheet, number) => {
    const tab = document.createElement("button");
    tab.textContent = sheet.dataset.title;
    tab.setAttribute("role", "tab");
    tab.onclick = () => show(number);
    tab.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = (number + step + sheets.length) % sheets.length;
        show(next);
        tabs.children[next].focus();
      }
    };
    tabs.append(tab);
    sheet.setAttribute("role", "tabpanel");
    sheet.querySelector("h2").hidden = true;
  });
  show(0);
}
document.querySelector("#zoom").oninput = (event) => {
  document.documentElement.style.setProperty("--cell", event.target.value + "px");
};
"""


def grid_page(plan: Plan, made: Sequence[Made], look: Picture, files: Mapping[int, str], title: str) -> str:
    """The HTML. ``look`` gives each cell's picture in the size in which it is kept in the page; one leads to
    its file beside the page, where ``files`` names it by the cell's position."""
    sheets = "\n".join(_sheet(plan, sheet, look, files) for sheet in tables(plan, made))
    zoom = '<label>Size <input id="zoom" type="range" min="80" max="640" step="20" value="220"></label>'
    bar = f'<div class="bar"><span id="tabs"></span>{zoom}</div>'
    return page(title, f"<p>{escape(summary(made))}</p>{bar}\n{sheets}", _STYLE, _SCRIPT)


def _sheet(plan: Plan, sheet: Table, look: Picture, files: Mapping[int, str]) -> str:
    axes = [axis.title for axis in plan.axes]
    corner = _safe(" ↓ / ".join(reversed(axes[:2])) + " →" if len(axes) > 1 else f"{axes[0]} →")
    heads = "".join(f'<th scope="col">{_parted(label)}</th>' for label in sheet.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{_parted(label)}</th>{cells}</tr>'
        for label, cells in (
            (label, "".join(_cell(plan, one, look, files) for one in cells)) for label, cells in sheet.rows
        )
    )
    heading = f"<h2>{_safe(sheet.title)}</h2>"
    return (
        f'<section data-title="{_safe(sheet.title)}">{heading}<div class="scroll"><table>'
        f"<thead><tr><th>{corner}</th>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div></section>"
    )


def _cell(plan: Plan, one: Made, look: Picture, files: Mapping[int, str]) -> str:
    image = look(one)
    words = ", ".join(
        f"{axis.title} {label}" for axis, label in zip(plan.axes, plan.labels(one.cell), strict=True)
    )
    small = None if image is None else _webp(image)
    became = f"<small>{WORDS[one.how]}</small>" if image is not None and WORDS[one.how] else ""
    return f"<td>{picture(one, small, files.get(one.cell.position), words)}{became}</td>"


def _webp(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "WEBP", quality=85)
    return file.getvalue()


def _parted(label: str) -> str:
    """A label that ends a line behind what stands for a space in file names, not in the middle of a word."""
    return "<wbr>".join(_safe(piece) for piece in PARTS.split(label))


def _safe(text: str) -> str:
    return escape(text.encode(errors="replace").decode())
