"""The one door from what a clerk wrote to what the public sees."""
