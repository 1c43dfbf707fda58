"""What is known of a site: the facts of its posts, and what follows from several of them."""
