"""The features: each a Sphinx extension of its own, each deletable without the others noticing."""
