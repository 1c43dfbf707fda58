"""Retrieval: how search engines find the notes of a folder, and what that costs the reader."""
