"""Importing: a site of Hugo's or Jekyll's, or a folder of Markdown, becomes a folder of posts."""
