"""Parts of pages that know nothing of runs being made."""
