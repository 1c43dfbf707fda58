"""What an author writes above a text: cut off, loaded, checked, each problem with its line."""
