"""Commands: what a person types after ./portal, from the environment to the exit code."""
