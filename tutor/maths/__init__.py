"""Is it right? The maths process: the only home of SymPy and NumPy, reached by a pipe."""
