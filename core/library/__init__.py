"""Between engine and store: submissions become runs, pictures become files, and what happened is recorded."""
