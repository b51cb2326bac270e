"""How does it feel? The Textual app."""
