"""What is written for other programs: feeds, plain Markdown, JSON-LD."""
