"""The corpus: the texts of all posts as numbers, kept from build to build."""
