"""What a person sees: one plain script a page, and their shared parts in ``ui``."""
