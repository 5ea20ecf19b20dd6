"""A group's contact sheet: one HTML file with all pictures in it, which needs nothing else."""

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import quote

from core.groups.made import How, Made, summary
from core.groups.plan import Plan

Thumbnail = Callable[[Made], bytes | None]
"""A small WebP of a cell's picture; ``None`` where there is none."""
WORDS: Mapping[How, str] = {"made": "", "there": "there already", "failed": "failed", "left": "not made yet"}
STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1.25rem; max-width: 1680px; }
h1 { font-size: 1.3rem; margin: 0 0 .25rem; }
p { margin: .25rem 0 1rem; }
small, .soft { opacity: .72; }
a { color: inherit; }
img { display: block; width: 100%; height: auto; border-radius: 8px; background: var(--soft); }
.none { display: grid; place-items: center; aspect-ratio: 4 / 3; border-radius: 8px; padding: .75rem;
  border: 1px dashed var(--line); text-align: center; font-size: .85rem; overflow-wrap: anywhere; }
"""
_CARDS = """
main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 45%), 1fr)); }
figure { margin: 0; min-width: 0; }
figcaption { margin-top: .35rem; font-size: .85rem; overflow-wrap: anywhere; }
"""


def contact_sheet(
    plan: Plan, made: Sequence[Made], thumbnail: Thumbnail, files: Mapping[int, str], title: str
) -> str:
    """The HTML. A picture leads to its file beside the sheet, where ``files`` names one by the cell's
    position."""
    cards = "\n".join(_card(plan, one, thumbnail(one), files.get(one.cell.position)) for one in made)
    return page(title, f"<p>{escape(summary(made))}</p>\n<main>\n{cards}\n</main>", _CARDS)


def page(title: str, body: str, style: str, script: str = "") -> str:
    """A whole HTML page that fetches nothing, also where what is in it would have it do so."""
    told = escape(title.encode(errors="replace").decode())
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{told}</title>
<style>{STYLE}{style}</style>
</head>
<body>
<h1>{told}</h1>
{body}
{f"<script>{script}</script>" if script else ""}
</body>
</html>
"""


def picture(one: Made, small: bytes | None, file: str | None, words: str) -> str:
    """A cell's picture with ``words`` as its alternative text, or why there is none; it leads to ``file``."""
    image = embedded(small, words, one.sentence or WORDS[one.how])
    return image if file is None or small is None else f'<a href="{_address(file)}">{image}</a>'


def embedded(small: bytes | None, words: str, otherwise: str = "") -> str:
    """A small WebP in the page itself with ``words`` as its alternative text, or why there is none."""
    if small is None:
        return f'<div class="none">{_safe(otherwise or "There is no picture.")}</div>'
    data = base64.b64encode(small).decode()
    return f'<img loading="lazy" alt="{_safe(words)}" src="data:image/webp;base64,{data}">'


def _card(plan: Plan, one: Made, small: bytes | None, file: str | None) -> str:
    request, photo = one.cell.request, plan.photos[one.cell.photo]
    scene = "" if request.scene is None else f"{request.scene.kind} · "
    became = f" · {WORDS[one.how]}" if WORDS[one.how] else ""
    run = "" if one.run is None else f"<br><small>run {one.run.id[:12]}</small>"
    return (
        f"<figure>{picture(one, small, file, f'{photo.name}: {request.prompt}')}"
        f"<figcaption><b>{_safe(photo.name)}</b> · {_safe(scene)}seed {request.seed}{became}"
        f"<br>{_safe(request.prompt)}{run}</figcaption></figure>"
    )


def _safe(text: str) -> str:
    return escape(text.encode(errors="replace").decode())


def _address(file: str) -> str:
    # A relative link of its own: a name with a colon would be an address elsewhere.
    return f"./{quote(file)}"
