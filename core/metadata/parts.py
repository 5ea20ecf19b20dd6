"""What of a picture can be handed out by itself, at the picture's size."""

from typing import Literal, get_args

Part = Literal["cut-out", "background"]
PARTS: tuple[Part, ...] = get_args(Part)
