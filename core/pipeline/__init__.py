"""One picture's way: the stages in order, what is remembered of them, and how far they are."""
