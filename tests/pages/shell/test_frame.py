"""What every page has around it: an icon and style that are there, wherever the server was started."""

import re
from pathlib import Path

from core.studio import Studio
from pages.ui.shell import frame
from tests.pages.finding import bodies, history


def test_the_tabs_icon_is_there() -> None:
    assert frame.ICON.is_file()


def test_every_style_sheet_is_on_the_page(studio: Studio) -> None:
    sheets = (Path(frame.__file__).parent / "style").glob("*.css")
    (style,) = (body for body in bodies(history()) if body.startswith("<style>"))
    for sheet in sheets:
        assert sheet.read_text(encoding="utf-8") in style


def test_no_sheet_ends_the_style_element_or_asks_another_host() -> None:
    assert not re.search(r"</|@import|url\(", frame.STYLE)
