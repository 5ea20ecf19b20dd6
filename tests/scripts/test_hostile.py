"""The hostile files are what they say, and what is wrong with an end is told."""

import struct

from scripts.hostile import FILES, End


def test_there_are_more_than_two_dozen_and_the_small_ones_are_small() -> None:
    assert len(FILES) == 28
    assert len(FILES["texts_of_2_mb.png"]()) < 100_000
    assert struct.pack("<HHII", 256, 4, 1, 2**31 - 1) in FILES["huge_claim.tif"]()  # its width
    assert FILES["page.jpg"]().startswith(b"<!doctype")


def test_a_picture_or_one_sentence_is_an_end_and_nothing_else() -> None:
    assert End(0, (), 1, 1, 100).faults() == []
    assert End(2, ("Error: The photo is damaged.",), 1, 1, 100).faults() == []
    assert End(1, ("Error: This should not have happened.",), 1, 1, 100).faults()
    assert End(2, ("Error: One.", "Another."), 1, 1, 100).faults()
    assert End(0, (), 40, 11, 100).faults() == ["took 11.0 s"]
    assert End(0, (), 1, 1, 1400).faults() == ["took 1400 MB"]
