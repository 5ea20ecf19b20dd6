"""Woods, marbles and stones by name: base colour and the colour of grain, vein or stain, as ``rrggbb``."""

WOODS = {
    "oak": ("bd9263", "8a6238"),
    "walnut": ("6a4931", "3a2517"),
    "pine": ("dcb885", "b58850"),
    "dark wood": ("46301f", "241710"),
    "light wood": ("dcc29a", "b99767"),
    "rustic wood": ("83603f", "42301f"),
    "mahogany": ("70331f", "421a10"),
    "birch": ("e4d2b0", "c4a77b"),
    "weathered grey wood": ("9b948a", "6a645c"),
    "white painted wood": ("e9e6df", "c4bfb4"),
    "teak": ("a06a38", "6d4320"),
    "cherry wood": ("9a5533", "6b3519"),
    "bamboo": ("d8bd7e", "b3934f"),
    "black wood": ("262321", "121110"),
}
MARBLES = {
    "white marble": ("efedea", "77797f"),
    "black marble": ("18181b", "a5a19a"),
    "grey marble": ("b0b1b4", "6d6e74"),
    "green marble": ("23443a", "8fae9e"),
    "pink marble": ("e6c8c1", "b08a86"),
    "beige marble": ("e2d4be", "b39873"),
    "travertine": ("dccbb0", "b79f7c"),
}
STONES = {
    "concrete": ("a7a5a1", "8b8986"),
    "dark concrete": ("5f5f60", "4b4b4c"),
    "slate": ("41464b", "585f66"),
    "dark stone": ("4a4642", "35322f"),
    "granite": ("77736f", "3f3c3a"),
    "sandstone": ("cfb48a", "b39468"),
    "limestone": ("d6cfc0", "bdb4a2"),
}
