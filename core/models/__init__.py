"""Which models there are, which lie on this machine, and how the others get here."""
