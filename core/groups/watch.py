"""A folder that is watched: photos are taken up once they are written whole, each once."""

from collections.abc import Callable, Iterable, Sequence
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
    """What comes to lie in ``folders``, with ``deep`` in their folders too. ``look_at`` plans a photo,
    ``left_out`` hears the sentence of one that cannot be."""

    folders: Sequence[Path]
    look_at: Callable[[Found], PlannedPhoto]
    left_out: Callable[[str], object]
    deep: bool = False
    _seen: dict[Path, State] = field(default_factory=dict[Path, State])
    _looked_at: set[tuple[Path, State]] = field(default_factory=set[tuple[Path, State]])
    _taken: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def known(self, photos: Iterable[PlannedPhoto]) -> None:
        """Take these photos for taken already: a file that is touched, or found again after a restart, is
        not another one."""
        self._taken |= {(photo.place, photo.sha256) for photo in photos}

    def look(self) -> list[Item]:
        """Photos that have not changed since the last look and were not taken up before. Raises
        ``InputError`` where a folder cannot be read."""
        items: list[Item] = []
        for folder in self.folders:
            with suppress(ImageError):  # no photos yet
                for found in found_in(folder, deep=self.deep):
                    photo = self._settled(found)
                    if photo is not None and (photo.place, photo.sha256) not in self._taken:
                        self.known([photo])
                        items.append(Item(photo=photo))
        return items

    def _settled(self, found: Found) -> PlannedPhoto | None:
        """The photo, at the second look at which it is the same; ``None`` before and after."""
        try:
            stat = found.place.stat()
        except OSError:  # gone again
            return None
        state = stat.st_size, stat.st_mtime_ns
        settled = self._seen.get(found.place) == state
        self._seen[found.place] = state
        if not settled or (found.place, state) in self._looked_at:
            return None
        self._looked_at.add((found.place, state))
        try:
            return self.look_at(found)
        except InputError as error:
            self.left_out(str(error))
            return None
