"""The parts of Generate."""
