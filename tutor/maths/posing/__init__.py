"""How a problem comes about: authors' formulas, what they draw, and the texts that are filled with it."""
