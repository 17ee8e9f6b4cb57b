"""What a change touches: two editions compared, and the comparison as Markdown or a page."""
