"""Where links lead, and what a page shows of their ends."""
