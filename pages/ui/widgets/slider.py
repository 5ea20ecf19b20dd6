"""The compare slider: two pictures of one size, one before the other, with a divider to pull between them."""

from pages.ui.parts import part

_slider = part("slider")


def slider(
    before_url: str,
    after_url: str,
    *,
    key: str,
    alt_before: str,
    alt_after: str,
    size: tuple[int, int] = (1, 1),
    max_height: int | None = None,
    label_before: str = "Before",
    label_after: str = "After",
) -> None:
    """``before_url`` on the left of the divider, ``after_url`` on its right; arrows, Page Up and Down,
    Home and End move it as well as pointer and finger. ``size`` is the pictures' width and height in px,
    whose shape is kept free before they arrive; ``max_height`` limits how tall they are drawn, in px. An
    empty label is left out."""
    width, height = size
    _slider(
        key=key,
        data={
            "before": before_url,
            "after": after_url,
            "alt_before": alt_before,
            "alt_after": alt_after,
            "label_before": label_before,
            "label_after": label_after,
            "width": width,
            "height": height,
            "max_height": max_height,
        },
    )
