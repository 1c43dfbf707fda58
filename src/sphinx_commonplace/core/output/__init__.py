"""The output as others see it: what it publishes, loses, leaks, and lets a browser do."""
