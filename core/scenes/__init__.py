"""Scenes: specs of places, read from a sentence, drawn from a seed, and painted or traced at any size."""
