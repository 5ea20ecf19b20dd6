"""Wordings of two colours, {0} behind and {1} in front, that several families share."""

GROUNDS = (
    "{0} above and {1} below", "top half {0}, lower half {1}", "upper part {0}, lower part {1}",
    "{1} ground, {0} behind", "{0} behind, {1} underneath", "{1} in front, {0} at the back",
    "{0} rear, {1} foreground", "{1} base with {0} backing", "a two-colour set: {0} over {1}",
    "split set in {0} and {1}, {0} on top", "two colors, {0} up top and {1} at the bottom",
    "{0} up top, {1} down below", "the upper two thirds {0}, the rest {1}",
    "horizon line between {0} and {1}", "everything behind it {0}, everything beneath it {1}",
    "resting on {1} with {0} behind", "stands on {1}, and {0} rises behind",
    "{1} beneath it and {0} around it", "{1} surface against {0}", "surface {1}, background {0}",
    "background {0}, surface {1}", "{0} backdrop meeting {1} ground", "ground in {1}, backdrop in {0}",
    "{1} underfoot, {0} at its back", "colour blocking, {0} over {1}", "colour-blocked set of {0} and {1}",
    "put it on {1}, keep the back {0}", "I want {1} under it and {0} behind it", "bottom {1}, top {0}",
    "on {1}, {0} backing", "{1} lower down, {0} higher up",
    "what it stands on is {1}, what is behind it is {0}", "{0} background but {1} surface",
    "{1} plane before {0}",
)  # fmt: skip
FLOORS = (
    "{0} wall, {1} floor", "the wall is {0} and the floor is {1}", "{0} wall over a floor of {1}",
    "floor {1}, wall {0}", "wall {0}, floor {1}", "{1} flooring and {0} walls", "walls {0}, ground {1}",
    "{1} floor beneath a wall in {0}", "the floor should be {1}, the wall {0}", "wall in {0}, floor in {1}",
    "on the {1} floor by the {0} wall", "{1} on the floor, {0} on the wall", "{0} wall meets {1} floor",
    "where the {0} wall meets the {1} floor", "standing on {1} flooring before {0}",
    "leaning against the {0} wall on the {1} floor", "{1} floor, {0} backdrop",
    "backdrop {0} with {1} floor", "empty room, {0} wall and {1} floor", "bare {0} wall above {1} flooring",
)  # fmt: skip
TABLES = (
    "{0} wall, {1} table", "table {1}, wall {0}", "{1} tabletop before {0}", "{0} backdrop, {1} counter",
    "{1} desk, {0} wall", "{1} desk in front of the {0} wall", "background {0}, table {1}",
    "the table is {1}, the wall {0}", "{1} table and {0} background", "on the {1} table, {0} behind it",
    "{1} countertop, {0} wall beyond", "{1} shelf before {0}", "{0} behind the {1} table",
    "{1} worktop against {0}", "set on {1} table top with {0} behind", "{0} wall behind, {1} table below",
    "sits on the {1} desk before {0}", "{1} plinth, {0} wall", "{1} counter with {0} behind it",
    "table top {1}, backdrop {0}",
)  # fmt: skip
