"""A folder that is watched: photos are taken up once they are written whole."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import ImageError, InputError
from core.groups.batch import Item
from core.groups.photos import Found, found_in
from core.groups.plan import PlannedPhoto

SECONDS = 2.0
"""How often a watched folder is looked at. A file is whole that has not changed from one look to the next."""
State = tuple[int, int]
"""A file's size in bytes and when it was changed, in ns."""


@dataclass
class Watch:
    """What lies in ``folders``, with ``deep`` in their folders too. ``look_at`` plans a photo, ``left_out``
    hears the sentence of one that cannot be. ``items`` grows."""

    folders: Sequence[Path]
    look_at: Callable[[Found], PlannedPhoto]
    left_out: Callable[[str], object]
    deep: bool = False
    items: list[Item] = field(default_factory=list[Item])
    _seen: dict[Path, State] = field(default_factory=dict[Path, State])
    _taken: set[tuple[Path, State]] = field(default_factory=set[tuple[Path, State]])

    def look(self) -> bool:
        """Take up photos that have not changed since the last look; whether there are any. Raises
        ``InputError`` where a folder cannot be read."""
        count = len(self.items)
        for folder in self.folders:
            with suppress(ImageError):  # no photos yet
                for found in found_in(folder, deep=self.deep):
                    self._take(found)
        return len(self.items) > count

    def _take(self, found: Found) -> None:
        try:
            stat = found.place.stat()
        except OSError:  # gone again
            return
        state = stat.st_size, stat.st_mtime_ns
        settled = self._seen.get(found.place) == state
        self._seen[found.place] = state
        if not settled or (found.place, state) in self._taken:
            return
        self._taken.add((found.place, state))
        try:
            self.items.append(Item(photo=self.look_at(found)))
        except InputError as error:
            self.left_out(str(error))
