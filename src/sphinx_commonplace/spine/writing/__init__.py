"""Which pages and files are written, and with what."""
