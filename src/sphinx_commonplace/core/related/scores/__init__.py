"""Scores: how much two posts have to do with each other, by words, names and links."""
