"""Lists: which posts score most for each post, taken over from the last build where they hold."""
