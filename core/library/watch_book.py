"""Which folders are watched, and how: kept in the data folder, so that watching is gone on with after a
restart."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from core.groups.batch import Wishes
from core.output import unwritable, write_whole

log = logging.getLogger(__name__)
By = Literal["page", "command line"]


@dataclass(frozen=True, kw_only=True)
class WatchWish:
    """What is made of photos that come to lie in ``folders``, with ``deep`` in their folders too;
    ``template`` names the files. ``by`` says who watches: what a page began is gone on with by any server."""

    folders: tuple[str, ...]
    wishes: Wishes = field(default_factory=Wishes)
    template: str
    deep: bool = False
    by: By = "page"

    @property
    def key(self) -> str:
        """A name for it: equal wishes, one name."""
        return hashlib.sha256(_json(asdict(self)).encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is noted of a ``wish``: the ``group`` that it became, empty before its first photo, and which
    ``worker`` watches, empty where that was not noted."""

    wish: WatchWish
    group: str = ""
    worker: str = ""


class WatchBook:
    """A folder with a JSON file for each wish. For any thread and process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, wish: WatchWish, group: str, worker: str = "") -> None:
        """Note that a wish, which ``worker`` watches for, became ``group``. Raises ``StudioError``."""
        told = {**asdict(wish), "group": group, "worker": worker}
        write_whole(self._path(wish), _json(told).encode())

    def forget(self, wish: WatchWish) -> None:
        """Go on with it no more, in whatever process. Raises ``StudioError``."""
        path = self._path(wish)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(
                error, f"The note of the watched folder, {path}, cannot be removed: {error.strerror}."
            ) from error

    def note(self, wish: WatchWish) -> Note | None:
        """What is noted of a wish; ``None`` where nothing is."""
        return next((note for note in self._read([self._path(wish)]) if note.wish == wish), None)

    def kept(self, by: By) -> list[Note]:
        """All that is watched. What cannot be read is left out, and logged."""
        return [note for note in self._read(sorted(self._folder.glob("*.json"))) if note.wish.by == by]

    def _read(self, paths: Sequence[Path]) -> list[Note]:
        found: list[Note] = []
        for path in paths:
            try:
                found.append(_note(json.loads(path.read_text(encoding="utf-8"))))
            except FileNotFoundError:
                continue
            except (OSError, ValueError, TypeError, KeyError) as error:
                log.warning("The watched folder noted in %s is not gone on with: %s", path, error)
        return found

    def _path(self, wish: WatchWish) -> Path:
        return self._folder / f"{wish.key}.json"


def _note(told: dict[str, Any]) -> Note:
    wishes = told["wishes"]
    lists = {name: tuple(wishes[name]) for name in ("prompts", "scenes", "seeds")}
    wish = WatchWish(
        folders=tuple(told["folders"]),
        wishes=Wishes(**lists, base=wishes["base"]),
        template=told["template"],
        deep=told["deep"],
        by=told["by"],
    )
    return Note(wish=wish, group=str(told["group"]), worker=str(told.get("worker", "")))


def _json(value: Any) -> str:
    # ASCII alone: a folder's name may have bytes that are no text.
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
