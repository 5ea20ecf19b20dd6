"""Arrays as keys of what is remembered about them: the very array, not one like it."""

from dataclasses import dataclass

from core.scenes.parts.canvas import Array


@dataclass(frozen=True, eq=False)
class Same:
    """Equal to another of the same array only. For arrays that nobody writes to: a remembered tile, say."""

    values: Array

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.values is self.values
