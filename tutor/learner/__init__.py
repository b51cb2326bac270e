"""What does this person know? The log, and all that is derived from it."""
