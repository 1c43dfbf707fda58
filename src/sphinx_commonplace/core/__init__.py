"""The core: what a site of notes is and does, without Sphinx."""
