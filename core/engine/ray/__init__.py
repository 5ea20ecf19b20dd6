"""Runs jobs on a Ray cluster: one worker per graphics card, or core, wherever they are. Nothing outside of
this room imports Ray, and nothing in it before a first picture is asked for."""
