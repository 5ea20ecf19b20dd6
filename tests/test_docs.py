"""The documents say what is true: links lead somewhere, commands and settings exist, no room is missing."""

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit import config

from core.cli.arguments import MAX_PICTURES, command_line
from core.errors import StudioError
from core.models.local import readable_size
from core.models.matting_models import MATTING_MODELS
from core.models.profile import ModelProfile, ModelRef
from core.models.profiles import DEPTH_MODELS, PROFILES
from core.models.user_profiles import read_profiles
from core.pipeline.stages import STAGE_NAMES
from core.request import MAX_PROMPT
from core.settings import ROOT, Settings
from tests.architecture.test_imports import CORE_ORDER, PAGES_ORDER

README, SETTINGS, ARCHITECTURE = "README.md", "docs/settings.md", "docs/architecture.md"
GUIDES = sorted(path.relative_to(ROOT).as_posix() for path in [ROOT / README, *ROOT.glob("docs/*.md")])
TODAYS = [README, SETTINGS, ARCHITECTURE]
"""Those that speak of today only; what was measured may name programs of its time."""
PAPERS = [*GUIDES, "CHANGELOG.md", "models/mini/README.md", "training/README.md"]
PRODUCT = ("core", "store", "pages", "app.py", "Home.py")
BESIDE = ("bench", "scripts", "training", "tests", "Makefile", ".ci/run")
LINES, COLUMNS = 112, 110


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code(name: str) -> list[str]:
    """What a document sets as code: the lines of fenced blocks without their comments, and spans."""
    fenced = re.findall(r"^```(?:sh|toml)?\n(.*?)^```", text(name), re.M | re.S)
    lines = [line.partition("  #")[0] for block in fenced for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text(name), flags=re.M | re.S))


def section(name: str, title: str) -> str:
    """A document's section of the second level, without its heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text(name), re.M | re.S)
    assert found is not None, f"{name} has no section {title}"
    return found[1]


def table(name: str, title: str) -> list[list[str]]:
    """The cells of a section's tables, without their first two rows."""
    rows = [line for line in section(name, title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[2:]]


def anchors(name: str) -> set[str]:
    """The names by which a document's headings are linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text(name), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@cache
def sources(*places: str) -> str:
    """All of our programs' text in these files and folders, but for this file."""
    files = [path for place in places for path in [ROOT / place, *(ROOT / place).rglob("*.py")]]
    return "\n".join(path.read_text("utf-8") for path in files if path.is_file() and path != Path(__file__))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The studio's commands by name."""
    (commands,) = (action.choices for action in command_line()._actions if isinstance(action.choices, dict))
    return commands


def options(command: str | None = None) -> set[str]:
    """The options of one command, or of all."""
    chosen = parsers().values() if command is None else [parsers()[command]]
    return {option for parser in chosen for option in parser._option_string_actions}


def targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):", text(makefile), re.M))


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(name)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.resolve().relative_to(ROOT).as_posix()), target


@pytest.mark.parametrize("name", GUIDES)
def test_every_target_of_make_is_in_its_makefile(name: str) -> None:
    for folder, target, rest in re.findall(r"\bmake (?:-C (\S+) )?([\w-]+)(.*)", "\n".join(code(name))):
        makefile = f"{folder}/Makefile" if folder else "Makefile"
        assert target in targets(makefile), target
        for variable in re.findall(r"\b([A-Z]+)=", rest):
            assert re.search(rf"^{variable} = ", text(makefile), re.M), variable


def test_every_test_is_run_by_ci_and_none_twice() -> None:
    recipes = dict(re.findall(r"^(test[\w-]*): setup-dev\n\t@(.*)$", text("Makefile"), re.M))
    assert recipes["test"] == '$(PYTEST) -m "$(QUICK)"'
    assert recipes["test-rest"] == '$(PYTEST) -m "not ($(QUICK))"'
    run = re.findall(r"^make .*?([\w-]+) \|\| status=1$", text(".ci/run"), re.M)
    assert run == ["lint", "test", "test-rest"]


@pytest.mark.parametrize("name", GUIDES)
def test_every_module_that_is_run_is_there(name: str) -> None:
    for module in re.findall(r"python -m ([\w.]+)", "\n".join(code(name))):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_the_studio_is_one_with_these_options(name: str) -> None:
    for command, rest in re.findall(r"python -m core (\S+)(.*)", "\n".join(code(name))):
        assert set(re.findall(r"--[\w-]+", rest)) <= options(command)


def test_the_readme_names_every_command() -> None:
    first = [row[0] for row in table(README, "The command line")]
    assert set(re.findall(r"`([a-z]+)", " ".join(first))) == parsers().keys()


@pytest.mark.parametrize("name", TODAYS)
def test_every_option_is_one(name: str) -> None:
    for option in re.findall(r"(?<![\w-])--[a-z][\w.-]*", "\n".join(code(name))):
        if option.startswith("--server."):
            config.get_option(option.removeprefix("--"))  # raises where Streamlit has none of that name
        else:
            assert option in options(), option


@pytest.mark.parametrize("name", [README, SETTINGS])
def test_every_variable_that_is_named_is_read_or_set(name: str) -> None:
    for variable in re.findall(r"\b[A-Z]+_[A-Z_]+\b", "\n".join(code(name))):
        assert variable in sources(*PRODUCT, *BESIDE), variable


def test_the_settings_name_every_variable() -> None:
    ours = set(re.findall(r"\bSTUDIO_[A-Z_]*[A-Z]\b", sources(*PRODUCT, *BESIDE)))
    others = set(re.findall(r"\"((?:HF|OMP|MLFLOW)_[A-Z_]+|DO_NOT_TRACK|DISABLE_\w+)\"", sources(*PRODUCT)))
    assert {variable for variable in ours | others if f"`{variable}`" not in text(SETTINGS)} == set()


def test_the_settings_say_todays_defaults_and_limits() -> None:
    rows = {row[0].strip("`"): row[-1] for row in table(SETTINGS, "The studio's own variables")}
    assert rows["STUDIO_MAX_PIXELS"] == str(Settings().max_pixels)
    assert rows["STUDIO_MAX_UPLOAD_MB"] == str(Settings().max_upload_mb)
    assert rows["STUDIO_MLFLOW_EXPERIMENT"] == f"`{Settings().mlflow_experiment}`"
    limits = {row[0]: row[1] for row in table(SETTINGS, "Limits")}
    assert limits["prompts"].startswith(f"{MAX_PROMPT:,} ")
    assert f"{MAX_PICTURES} on the command line" in limits["pictures at once"]


def test_the_profile_in_the_settings_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", text(SETTINGS), re.M | re.S)
    (tmp_path / "profiles.toml").write_text(example, encoding="utf-8")
    (profile,) = read_profiles(tmp_path / "profiles.toml", PROFILES).values()
    assert profile.lora is not None
    assert profile.defaults.num_inference_steps == 30


def test_the_settings_name_every_key_of_a_profile() -> None:
    rows = table(SETTINGS, "Your own models")
    named = set(re.findall(r"`(\w+)`", " ".join(row[0] for row in rows)))
    assert named - {"key"} == (ModelProfile.model_fields.keys() - {"name"}) | ModelRef.model_fields.keys()


def test_the_settings_name_every_cut_out_and_depth_model_with_licence_and_size() -> None:
    rows = table(SETTINGS, "Cut-out and depth models")
    told = {(re.findall(r"`([\w-]+)`", row[0])[0], row[1], row[2]) for row in rows if row[0].startswith("`")}
    models = {
        *((model.name, model.licence, readable_size(model.size_mb)) for model in MATTING_MODELS.values()),
        *((name, ref.licence, readable_size(ref.size_mb)) for name, ref in DEPTH_MODELS.items()),
    }
    assert told == models


def test_the_readme_names_every_profile_with_its_size() -> None:
    told = {row[0].strip("`"): row[-1] for row in table(README, "Models and licences")}
    sizes = {
        name: readable_size(profile.size_mb) if profile.base and profile.base.on_hub else "built in"
        for name, profile in PROFILES.items()
    }
    assert told == sizes


def test_the_readme_quotes_what_is_said_and_every_exit_code() -> None:
    wrong = section(README, "When something goes wrong")
    sentences = [words.strip("… ") for words in re.findall(r"^- \*(.+?)\*", wrong, re.M)]
    assert sentences
    assert [words for words in sentences if words not in sources(*PRODUCT)] == []
    codes = {error.exit_code for error in errors(StudioError)} | {0}
    assert set(map(int, re.findall(r"\b(\d+) [a-z]", wrong.partition(".\n\n-")[0]))) == codes


def errors(kind: type[StudioError]) -> Iterator[type[StudioError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from errors(below)


def test_the_readme_is_short_and_begins_with_the_studio() -> None:
    lines = text(README).splitlines()
    assert len(lines) <= LINES
    assert [line for line in lines if len(line) > COLUMNS and not line.startswith("![")] == []
    top = "\n".join(lines[:15])
    assert re.search(r"!\[.+\]\(docs/studio\.webp\).*^make run .*^make test ", top, re.M | re.S)


def test_the_map_has_every_room_in_its_order() -> None:
    for title, folder, order in (
        ("The rooms of core", "core", CORE_ORDER),
        ("The rooms of pages/ui", "pages/ui", PAGES_ORDER),
    ):
        rows = table(ARCHITECTURE, title)
        rooms = [row[1].strip("`").removeprefix(f"{folder}/").removesuffix("/") for row in rows]
        told = [(int(row[0]), room.removesuffix(".py")) for row, room in zip(rows, rooms, strict=True)]
        assert sorted(told) == sorted(
            (number, room) for number, level in enumerate(order, 1) for room in level
        )
        assert [number for number, _ in told] == sorted(number for number, _ in told)
        entries = {path.name for path in (ROOT / folder).iterdir()} - {"__init__.py", "__pycache__"}
        assert set(rooms) == entries


def test_the_map_has_every_package_of_the_store() -> None:
    packages = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "store").glob("*/__init__.py")}
    assert {package for package in packages if f"`{package}/`" not in text(ARCHITECTURE)} == set()


def test_every_room_and_file_on_the_map_is_there() -> None:
    today = text(ARCHITECTURE).replace(section(ARCHITECTURE, "Where coming things go"), "")
    places = re.findall(r"`([\w./]+(?:/|\.py|\.toml))`", today)
    assert len(places) > 40
    assert {place for place in places if place != "profiles.toml" and not (ROOT / place).exists()} == set()


def test_every_name_on_one_pictures_way_is_in_the_code() -> None:
    way = section(ARCHITECTURE, "One picture's way") + section(ARCHITECTURE, "Stages")
    names = set(re.findall(r"`([A-Za-z_]+(?:\.[A-Za-z_]+)?)`", way)) - {"profiles.toml"}
    assert len(names) > 40
    assert names - defined() == set()


@cache
def defined() -> set[str]:
    """Classes, functions, constants and fields of the product, by themselves and behind their class or
    module."""
    names: set[str] = set()
    for path in (path for floor in ("core", "store", "pages") for path in (ROOT / floor).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names |= {*own(tree), *(f"{path.stem}.{name}" for name in own(tree))}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                names |= {*own(node), *(f"{node.name}.{name}" for name in own(node))}
    return names


def own(scope: ast.Module | ast.ClassDef) -> Iterator[str]:
    """What is defined right in a module or class."""
    for node in scope.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            for target in [node.target] if isinstance(node, ast.AnnAssign) else node.targets:
                yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def test_the_map_has_every_stage_in_its_order() -> None:
    assert f"`{' → '.join(STAGE_NAMES)}`" in section(ARCHITECTURE, "Stages")


def test_the_map_fits_on_a_few_screens() -> None:
    assert len(text(ARCHITECTURE).splitlines()) <= 200
