"""What may be written? The one language of answers and of authors' formulas."""
