"""Reasons: what both of two posts say, in the reader's words."""
