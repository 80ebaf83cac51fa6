"""How an edition is put together: parts, the two passes over them, and putting the site in place."""
