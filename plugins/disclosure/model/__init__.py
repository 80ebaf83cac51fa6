"""Values: what the house talks about. Standard library only."""
