"""What users see: one plain script a page, and their shared parts in ``ui``."""
