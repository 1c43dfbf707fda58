"""The text: links, and the marks of other tools, as the site reads them."""
