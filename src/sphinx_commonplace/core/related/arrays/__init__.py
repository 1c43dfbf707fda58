"""Arrays: sparse rows of whole numbers, and what is done with them."""
