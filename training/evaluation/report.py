"""The figures as a table, a page and JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.output import write_whole
from training.evaluation.judge import FAMILIES

Figures = dict[str, Any]
"""One model's figures: of each part its numbers by name, parts and numbers nested as deep as they are."""


def flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Every number with its path, ``seconds / 20 / whole``."""
    for name, value in figures.items():
        path = f"{before} / {name}" if before else name
        if isinstance(value, Mapping):
            yield from flat(value, path)
        elif isinstance(value, int | float):
            yield path, float(value)


def rows(models: Sequence[Figures]) -> list[tuple[str, ...]]:
    """A row for each number of the first model, a column for each model."""
    columns = [dict(flat(one)) for one in models]
    return [(name, *(said(column.get(name)) for column in columns)) for name in columns[0]]


def said(value: float | None) -> str:
    """A number as people read it."""
    return "–" if value is None else f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}"


def markdown(models: Sequence[Figures], titles: Sequence[str]) -> str:
    """The table of all numbers, then each model's confusion table and wrong colour words."""
    lines = ["# Evaluation of mini", "", head(["figure", *titles]), *map(line, rows(models)), ""]
    for title, figures in zip(titles, models, strict=True):
        lines += [f"## Families seen ({title})", "", *confusion(figures["confusion"]), ""]
        lines += [f"## Colour words that are wrong ({title})", "", *figures["wrong colours"], ""]
    return "\n".join(lines)


def line(cells: Sequence[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def head(cells: Sequence[str]) -> str:
    """A table's first two rows."""
    return f"{line(cells)}\n{line(['---'] * len(cells))}"


def confusion(counts: Sequence[Sequence[int]]) -> list[str]:
    """Asked for down, seen across."""
    table = [head(["asked / seen", *FAMILIES])]
    return table + [line([family, *map(str, row)]) for family, row in zip(FAMILIES, counts, strict=True)]


def write(folder: Path, models: Sequence[Figures], titles: Sequence[str]) -> None:
    """``report.json`` and ``report.md``, and the table to the terminal."""
    content = {"models": [{"title": title, **one} for title, one in zip(titles, models, strict=True)]}
    write_whole(folder / "report.json", json.dumps(content, indent=1).encode())
    write_whole(folder / "report.md", markdown(models, titles).encode())
    width = max(len(row[0]) for row in rows(models))
    print(f"{'':<{width}}  {'  '.join(f'{title:>8}' for title in titles)}")
    for name, *values in rows(models):
        print(f"{name:<{width}}  {'  '.join(f'{value:>8}' for value in values)}")


def earlier(folder: Path) -> Figures:
    """The first model's figures of a report written before."""
    return json.loads((folder / "report.json").read_text())["models"][0]
