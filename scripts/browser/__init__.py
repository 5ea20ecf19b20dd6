"""The studio in a real browser, as a user sees and presses it: for the README's pictures and for tests."""
