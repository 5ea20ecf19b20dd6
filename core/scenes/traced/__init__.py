"""Sets lit by a path tracer. Loaded only to trace."""
