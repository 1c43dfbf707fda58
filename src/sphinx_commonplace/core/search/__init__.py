"""The search index: its words, what each says of a page, and the files it is cut into."""
