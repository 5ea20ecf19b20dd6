"""``batch``: many photos × sentences or scenes × seeds, as one group that can be gone on with."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

from core.cli.also import Further
from core.cli.given import given_of, keeping
from core.cli.group_session import (
    Export,
    Session,
    ended,
    going_on,
    requests_of,
    scene_text,
    word_lists_of,
)
from core.cli.session import studio_of
from core.errors import ImageError, InputError, OutputPathError, RequestError
from core.groups import manifest
from core.groups.batch import Item, Wishes, batch
from core.groups.further import with_further
from core.groups.naming import checked_template
from core.groups.photos import Found, found_in, looked_at, not_photos
from core.groups.plan import Plan, PlannedPhoto
from core.groups.sheet import THUMBNAIL_SIDE
from core.groups.values import numbers
from core.groups.watch import SECONDS, Watch
from core.library.group_export import Pictures, html, table
from core.library.watch_book import WatchWish
from core.output import check_writable, write_whole
from core.runtime.interrupts import check_interrupts
from core.runtime.printing import say, tell
from core.settings import Settings

NAMED = 3
"""Files that are named as left out; of more only how many."""


def batch_command(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make a batch, or say what it would come to; 1 where a picture failed."""
    asked = Asked(arguments, settings)
    if arguments.watch:
        return _watched(asked)
    items = asked.items()
    plan = asked.plan(items)
    with studio_of(settings) as studio:
        session = Session(studio, settings, asked.export)
        if arguments.dry_run:
            say(session.expects(plan).sentence())
            return 0
        keeping(asked.pictures, studio.keep_picture)
        keeping(asked.further.contents(), studio.keep_picture)
        session.announce(plan)
        with going_on(session, plan):
            session.work(studio.groups.begin(plan), plan)
        asked.write_reports(session, plan)
    return ended(session)


@dataclass
class Asked:
    """What the command line asks for, checked before anything is looked at. Raises ``InputError``."""

    arguments: argparse.Namespace
    settings: Settings
    known: dict[Found, PlannedPhoto] = field(default_factory=dict[Found, PlannedPhoto])

    def __post_init__(self) -> None:
        given = self.arguments
        self.template = checked_template(given.name)
        self.export = Export.asked_for(given)
        self.further = Further(self.settings)
        self.requests, self.lists = requests_of(self.settings), word_lists_of(self.settings)
        seeds = numbers(given.seeds, "seeds", whole=True)
        fields, self.pictures = given_of(given, self.settings)
        base = {**fields, "profile": given.profile}
        scenes = tuple(scene_text(scene) for scene in given.scene)
        self.wishes = Wishes(prompts=tuple(given.prompt), scenes=scenes, seeds=_whole(seeds), base=base)
        self._check_output()
        for path in self.reports().values():
            check_writable(path)

    def reports(self) -> dict[str, Path]:
        """Where the report and the contact sheet go: as asked for, else beside the pictures."""
        folder, given = self.export.folder, self.arguments
        beside = {} if folder is None else {"report": folder / "report.csv", "sheet": folder / "sheet.html"}
        named = {name: getattr(given, name) for name in ("report", "sheet")}
        return {**beside, **{name: path for name, path in named.items() if path is not None}}

    def items(self) -> list[Item]:
        """The photos, with what manifests say of each."""
        found: list[Item] = []
        for source in self.arguments.sources:
            if source.suffix.lower() in manifest.ENDINGS:
                found += self._of_manifest(source)
                continue
            left_out = list(not_photos(source))
            if left_out:
                names = ", ".join(left_out) if len(left_out) <= NAMED else f"{len(left_out):,} files"
                tell(f"Left out, since they are no photos by their names: {names}.")
            found += self._looked_at(found_in(source, deep=self.arguments.deep))
        if not found:
            raise ImageError("No photo is left; name photos that can be read.")
        return found

    def plan(self, items: Sequence[Item]) -> Plan:
        """The batch of these photos."""
        plan = batch(items, self.wishes, self.requests, template=self.template, lists=self.lists)
        self.export.check(plan)
        return plan

    def photo(self, found: Found) -> PlannedPhoto:
        """A photo as it is planned."""
        return looked_at(found, self.settings)

    def watch_wish(self) -> WatchWish:
        """What is made of the photos of watched folders: the same command goes on with the same group."""
        folders = tuple(os.path.abspath(folder) for folder in self.arguments.sources)
        deep = self.arguments.deep
        return WatchWish(
            folders=folders, wishes=self.wishes, template=self.template, deep=deep, by="command line"
        )

    def write_reports(self, session: Session, plan: Plan) -> None:
        """Write the report and the contact sheet."""
        paths = self.reports()
        if "report" in paths:
            write_whole(paths["report"], table(plan, session.made, session.files))
        if "sheet" in paths:
            beside = self.export.folder is not None and paths["sheet"].parent == self.export.folder
            files = session.files if beside else {}
            text = html(plan, session.made, Pictures(session.studio.runs, THUMBNAIL_SIDE), files)
            write_whole(paths["sheet"], text.encode())
        for path in paths.values():
            tell(f"Written: {path}")

    def _once(self, found: Found) -> PlannedPhoto:
        if found not in self.known:
            self.known[found] = self.photo(found)
        return self.known[found]

    def _of_manifest(self, path: Path) -> list[Item]:
        items: list[Item] = []
        for row in manifest.rows_of(path):
            try:
                photo = self._once(Found(place=path.parent / row.photo))
                values = with_further(row.values, lambda name: self.further.sha256(path.parent / name))
            except InputError as error:
                self._left_out(f"{row.where}: {error}", error)
                continue
            items.append(Item(photo=photo, values=values, where=row.where))
        return items

    def _looked_at(self, found: Sequence[Found]) -> list[Item]:
        items: list[Item] = []
        for one in found:
            try:
                items.append(Item(photo=self._once(one)))
            except InputError as error:
                self._left_out(str(error), error)
        return items

    def _left_out(self, sentence: str, error: InputError) -> None:
        """Go on without a photo where that is asked for."""
        if not self.arguments.leave_out:
            raise ImageError(sentence) from error
        tell(f"Left out: {sentence}")

    def _check_output(self) -> None:
        """Pictures that are written where photos are looked for would be photos the next time."""
        folder = self.arguments.output
        if folder is not None and folder.exists() and not folder.is_dir():
            raise OutputPathError(f"{folder} is a file; give --output a folder.")
        for source in self.arguments.sources:
            if folder is None or not source.is_dir():
                continue
            inside = source.resolve() in folder.resolve().parents and self.arguments.deep
            if inside or source.resolve() == folder.resolve():
                raise OutputPathError(
                    f"The pictures would be taken for photos of {source} the next time; "
                    "give --output another folder."
                )


def _watched(asked: Asked) -> int:
    """Make what comes to lie in folders, until Ctrl-C."""
    folders: list[Path] = asked.arguments.sources
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"Only folders can be watched; {folder} is none.")
    tell(f"Watching {', '.join(map(str, folders))}; Ctrl-C ends it.")
    with studio_of(asked.settings) as studio:
        keeping(asked.pictures, studio.keep_picture)
        session = Session(studio, asked.settings, asked.export)
        watch = Watch(folders, asked.photo, lambda told: tell(f"Left out: {told}"), asked.arguments.deep)
        wish = asked.watch_wish()
        group, plan = studio.watching.known_as(wish)
        watch.known(() if plan is None else plan.photos)
        done = 0
        try:
            while True:
                check_interrupts()
                if items := watch.look():
                    plan = studio.watching.plan(items, wish, plan)
                    asked.export.check(plan)
                    group = studio.watching.planned(wish, group, plan)
                if plan is not None and done < len(plan.cells):
                    session.work(group, plan, first=done)
                    done = len(plan.cells)
                    asked.write_reports(session, plan)
                sleep(SECONDS)
        except KeyboardInterrupt:
            session.line.end()
            return ended(session)


def _whole(seeds: Sequence[int | float]) -> tuple[int, ...]:
    if len(set(seeds)) < len(seeds):
        raise RequestError("A seed is named twice; each makes one picture.")
    return tuple(int(seed) for seed in seeds)
