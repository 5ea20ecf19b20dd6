"""How alike pictures and sentences are: figures, maps of where pictures differ, and words that differ."""
