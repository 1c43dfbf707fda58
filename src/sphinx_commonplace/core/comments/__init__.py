"""What readers wrote: made harmless, checked, put in threads."""
