"""The tools: what is known of Hugo, of Jekyll and of plain folders: files, addresses, settings."""
