"""The spine: the core tied to Sphinx."""
