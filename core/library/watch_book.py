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
from core.output import write_whole

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


class WatchBook:
    """A folder with a JSON file for each wish and the group that it became. For any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, wish: WatchWish, group: str) -> None:
        """Note that a wish became ``group``, empty before its first photo. Raises ``StudioError``."""
        write_whole(self._path(wish), _json({**asdict(wish), "group": group}).encode())

    def forget(self, wish: WatchWish) -> None:
        """Go on with it no more."""
        self._path(wish).unlink(missing_ok=True)

    def group(self, wish: WatchWish) -> str:
        """The group that a wish became; empty where none is known."""
        return next((group for known, group in self._read([self._path(wish)]) if known == wish), "")

    def kept(self, by: By) -> list[tuple[WatchWish, str]]:
        """What is watched, and as which group. What cannot be read is left out, and logged."""
        return [
            (wish, group) for wish, group in self._read(sorted(self._folder.glob("*.json"))) if wish.by == by
        ]

    def _read(self, paths: Sequence[Path]) -> list[tuple[WatchWish, str]]:
        found: list[tuple[WatchWish, str]] = []
        for path in paths:
            try:
                found.append(_wish(json.loads(path.read_text(encoding="utf-8"))))
            except FileNotFoundError:
                continue
            except (OSError, ValueError, TypeError, KeyError) as error:
                log.warning("The watched folder noted in %s is not gone on with: %s", path, error)
        return found

    def _path(self, wish: WatchWish) -> Path:
        return self._folder / f"{wish.key}.json"


def _wish(told: dict[str, Any]) -> tuple[WatchWish, str]:
    wishes = told["wishes"]
    lists = {name: tuple(wishes[name]) for name in ("prompts", "scenes", "seeds")}
    wish = WatchWish(
        folders=tuple(told["folders"]),
        wishes=Wishes(**lists, base=wishes["base"]),
        template=told["template"],
        deep=told["deep"],
        by=told["by"],
    )
    return wish, str(told["group"])


def _json(value: Any) -> str:
    # ASCII alone: a folder's name may have bytes that are no text.
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
