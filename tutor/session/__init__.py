"""What comes next? The study loop, and what it hands to whoever shows it."""
