"""Forty sentences with two colour words, and which colour belongs above and which below."""

from typing import NamedTuple


class TwoColours(NamedTuple):
    """``above`` is the wall's or backdrop's colour; ``below`` that of floor, table or podium, which is
    looked for in the middle half of the width where it is a podium."""

    prompt: str
    above: str
    below: str
    podium: bool = False


TWO_COLOURS = (
    TwoColours("teal wall, white floor", "teal", "white"),
    TwoColours("a red wall and a grey floor", "red", "grey"),
    TwoColours("yellow wall with a blue floor", "yellow", "blue"),
    TwoColours("in a room with a navy wall and a beige floor", "navy", "beige"),
    TwoColours("pastel pink wall, mint floor", "pastel pink", "mint"),
    TwoColours("white wall, black floor", "white", "black"),
    TwoColours("black wall, white floor", "black", "white"),
    TwoColours("the floor is brown and the wall is cream", "cream", "brown"),
    TwoColours("orange wall above a purple floor", "orange", "purple"),
    TwoColours("green wall, yellow floor", "green", "yellow"),
    TwoColours("lavender wall and grey floor", "lavender", "grey"),
    TwoColours("floor in terracotta, wall in light blue", "light blue", "terracotta"),
    TwoColours("turquoise wall, orange floor", "turquoise", "orange"),
    TwoColours("grey wall with a red floor", "grey", "red"),
    TwoColours("a burgundy wall over a white floor", "burgundy", "white"),
    TwoColours("blue wall, brown wooden table", "blue", "brown"),
    TwoColours("on a white table in front of a green wall", "green", "white"),
    TwoColours("a black table, the wall behind it is mustard yellow", "mustard", "black"),
    TwoColours("placed on a red table with a white wall behind", "white", "red"),
    TwoColours("pink table before a turquoise wall", "turquoise", "pink"),
    TwoColours("white backdrop, brown table", "white", "brown"),
    TwoColours("black backdrop, grey table", "black", "grey"),
    TwoColours("purple backdrop and a yellow table", "purple", "yellow"),
    TwoColours("light blue backdrop, white table", "light blue", "white"),
    TwoColours("a beige table and a sage green backdrop", "sage", "beige"),
    TwoColours("orange backdrop with a navy table", "orange", "navy"),
    TwoColours("coral backdrop, cream table", "coral", "cream"),
    TwoColours("dark green backdrop, pastel pink table", "dark green", "pastel pink"),
    TwoColours("red backdrop, black table", "red", "black"),
    TwoColours("a teal table on a peach backdrop", "peach", "teal"),
    TwoColours("white podium on a pink background", "pink", "white", podium=True),
    TwoColours("a green podium before a beige background", "beige", "green", podium=True),
    TwoColours("yellow podium, white background", "white", "yellow", podium=True),
    TwoColours("blue podium with a yellow background", "yellow", "blue", podium=True),
    TwoColours("black podium, grey background", "grey", "black", podium=True),
    TwoColours("standing on a red podium, light blue background", "light blue", "red", podium=True),
    TwoColours("white podium, teal background", "teal", "white", podium=True),
    TwoColours("orange podium against a navy background", "navy", "orange", podium=True),
    TwoColours("a lavender podium, cream background", "cream", "lavender", podium=True),
    TwoColours("brown podium and green background", "green", "brown", podium=True),
)
