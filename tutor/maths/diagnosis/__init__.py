"""Why an answer is wrong: the exercise's own mistakes, and the slips that everybody makes."""
