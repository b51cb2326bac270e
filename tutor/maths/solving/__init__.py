"""What equations and inequalities admit: statements about real numbers, and their solution sets."""
