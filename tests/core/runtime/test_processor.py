"""The processor by name and number, and what holds its instructions back."""

from pathlib import Path

import pytest

from core.runtime.processor import processor_name

AMD = """processor : 0
cpu family\t: 25
model\t\t: 17
model name\t: AMD EPYC
stepping\t: 1

processor : 1
model name\t: another
"""


def test_the_first_processor_is_named_with_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(AMD)
    assert processor_name(tmp_path / "cpuinfo") == "AMD EPYC (cpu family 25, model 17, stepping 1)"


@pytest.mark.parametrize("told", [None, "", "BogoMIPS : 50\nCPU part : 0xd0c\n"])
def test_without_a_name_it_is_what_python_knows(tmp_path: Path, told: str | None) -> None:
    if told is not None:
        (tmp_path / "cpuinfo").write_text(told)
    name = processor_name(tmp_path / "cpuinfo")
    assert name is None or "(" not in name
