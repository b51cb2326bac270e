"""Nabla: a terminal tutor for the maths behind language models."""
