"""What the trees of answers are worth: lists worked out, values at points, and the bridge to SymPy."""
