"""Presets: form values that the user keeps under a name."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from store.database import Database
from store.errors import InvalidValueError, NotFoundError, StoreError
from store.records import MAX_PRESET_NAME, Preset
from store.tables import plain, presets


class Presets:
    """Every preset of a database. Names are told apart by case; spaces around them are dropped."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, values: Mapping[str, Any]) -> Preset:
        """Keep ``values`` (JSON-ready) under ``name``, in place of what was there.

        Raises ``InvalidValueError`` when the name is empty or longer than 80 characters.
        """
        name = plain(name).strip()
        if not name:
            raise InvalidValueError("A preset needs a name.")
        if len(name) > MAX_PRESET_NAME:
            raise InvalidValueError(
                f"The preset's name has {len(name)} characters; shorten it to at most {MAX_PRESET_NAME}."
            )
        now = datetime.now(UTC)
        kept = {"content": json.dumps(dict(values)), "changed": now}
        with self._database.writing() as connection:
            if connection.execute(update(presets).where(presets.c.name == name).values(kept)).rowcount == 0:
                connection.execute(insert(presets).values(name=name, created=now, **kept))
            return _preset(connection.execute(select(presets).where(presets.c.name == name)).one())

    def all(self) -> list[Preset]:
        """All presets by name, without regard to case, but for those that cannot be read any more."""
        known: list[Preset] = []
        with self._database.reading() as connection:
            for name in connection.scalars(select(presets.c.name)).all():
                with suppress(ValueError, TypeError):
                    known.append(
                        _preset(connection.execute(select(presets).where(presets.c.name == name)).one())
                    )
        return sorted(known, key=lambda preset: (preset.name.casefold(), preset.name))

    def get(self, name: str) -> Preset:
        """One preset; raises ``NotFoundError``."""
        try:
            with self._database.reading() as connection:
                row = connection.execute(select(presets).where(presets.c.name == name.strip())).first()
            if row is None:
                raise NotFoundError(f"There is no preset named {name[:MAX_PRESET_NAME]!r}.")
            return _preset(row)
        except (ValueError, TypeError) as error:
            raise StoreError(f"The preset {name[:MAX_PRESET_NAME]!r} is damaged; save it anew.") from error

    def delete(self, name: str) -> None:
        """Forget a preset; raises ``NotFoundError``."""
        with self._database.writing() as connection:
            gone = delete(presets).where(presets.c.name == name.strip())
            if connection.execute(gone).rowcount == 0:
                raise NotFoundError(f"There is no preset named {name[:MAX_PRESET_NAME]!r}.")


def _preset(row: Row[Any]) -> Preset:
    values = json.loads(row.content)
    return Preset(name=row.name, values=values, created=row.created, changed=row.changed)
