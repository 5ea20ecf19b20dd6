"""The user's own profiles, read from TOML.

    [profiles.my-studio]
    extends = "realistic-vision-depth"      # a built-in profile, or one written above; optional
    lora = { name = "./my-style", licence = "MIT" }
    vae = false                             # without the one of the extended profile
    [profiles.my-studio.defaults]
    num_inference_steps = 30

Without ``extends`` a profile is written in full. Models are replaced as a whole, single defaults
and scheduler options one by one.
"""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import ValidationError

from core.errors import ProfileError
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile, ModelRef, Role, is_hub_id

Table = dict[str, Any]


def read_profiles(path: Path, known: Mapping[str, ModelProfile]) -> dict[str, ModelProfile]:
    """The profiles written in ``path`` by name, in their order; none where there is no such file.

    ``known`` are the profiles that may be extended and whose names are taken. Raises
    ``ProfileError`` in one sentence that names the file and the line or key.
    """
    found: dict[str, ModelProfile] = {}
    for name, table in read_tables(path).items():
        where = f"Profile {name!r} in {path}"
        if name in known:
            raise ProfileError(f"{where} has the name of a built-in profile; choose another name.")
        if not isinstance(table, dict):
            raise ProfileError(f"{where} must be a table, written as [profiles.{name}].")
        found[name] = parse_profile(name, cast(Table, table), {**known, **found}, path.parent, where)
    return found


def read_tables(path: Path) -> Table:
    """The tables ``[profiles.NAME]`` of the file by name, not checked themselves; none where there is no
    such file. Raises ``ProfileError``."""
    try:
        if path.exists() and not path.is_file():
            raise ProfileError(f"{path} is a folder or a device; put a file in its place, or nothing.")
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors begin with a mark
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} cannot be read: {error}.") from error
    except RecursionError as error:
        raise ProfileError(f"{path} is nested too deeply; write it as the settings' page shows.") from error
    except ValueError as error:  # among them numbers of more digits than Python reads
        raise ProfileError(f"{path} is not valid TOML: {error}.") from error
    others = ", ".join(key for key in content if key != "profiles")
    tables = content.get("profiles", {})
    if others or not isinstance(tables, dict):
        raise ProfileError(f"{path} may only hold tables named [profiles.NAME], not {others or 'profiles'}.")
    return cast(Table, tables)


def parse_profile(
    name: str, table: Table, known: Mapping[str, ModelProfile], folder: Path, where: str
) -> ModelProfile:
    """One profile of its table. ``known`` are those it may extend, ``folder`` is what its models' relative
    folders are relative to, ``where`` begins the sentence of a ``ProfileError``."""
    allowed = [*(field for field in ModelProfile.model_fields if field != "name"), "extends"]
    for key in table:
        if key not in allowed:
            raise ProfileError(f"{where}: {_unknown(key, allowed)}")
    parent = table.get("extends")
    if parent is not None and (not isinstance(parent, str) or parent not in known):
        raise ProfileError(
            f"{where} extends {parent!r}, which is neither built in nor written above it; "
            f"there are {', '.join(known)}."
        )
    inherited = known[parent].model_dump() if parent is not None else {}
    values: Table = {**inherited, "title": name, **table, "name": name}
    values.pop("extends", None)
    for role in get_args(Role):
        ref = table.get(role)
        if ref is False:
            values[role] = None
        elif isinstance(ref, dict):
            placed: Table = {"role": role, **cast(Table, ref)}
            place = placed.get("name")
            if isinstance(place, str) and place and not is_hub_id(place):
                placed["name"] = _folder(place, folder, f"{where}: {role}.name")
            values[role] = placed
    for key in ("defaults", "scheduler_options"):
        if isinstance(table.get(key), dict):
            values[key] = {**inherited.get(key, {}), **table[key]}
    try:
        return ModelProfile.model_validate(values)
    except ValidationError as error:
        raise ProfileError(f"{where}: {sentence(error)}") from error


def _folder(place: str, beside: Path, where: str) -> str:
    """The model's folder, whole; a relative one is relative to ``beside``. Raises ``ProfileError`` for what
    can be none; ``where`` begins its sentence."""
    try:
        return str((beside / Path(place).expanduser()).resolve())
    except (OSError, RuntimeError, ValueError) as error:  # no such user, a circle of links, a null character
        raise ProfileError(f"{where} is not a folder that can be there (it is {place!r}).") from error


def sentence(error: ValidationError) -> str:
    """The first thing that is wrong with a profile, with its key."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"{key} is missing."
    if first["type"] == "extra_forbidden":
        model = GenerationParameters if first["loc"][0] == "defaults" else ModelRef
        return _unknown(key, list(model.model_fields))
    message = first["msg"].removeprefix("Value error, ").replace("Input should", "should")
    value = "" if isinstance(first["input"], dict) else f" (it is {first['input']!r})"
    return f"{key} {message}{value}.".strip()


def _unknown(key: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(key.rpartition(".")[2], allowed, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(allowed)}."
    return f"there is no key {key}; {hint}"
