"""The one room that runs git: what happened to every record."""
