"""Which posts share a theme, and why."""
