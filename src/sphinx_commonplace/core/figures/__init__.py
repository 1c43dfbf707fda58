"""Pictures drawn from the notes, as SVG."""
