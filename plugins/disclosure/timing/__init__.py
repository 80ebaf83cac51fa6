"""Pure arithmetic of days: everything it needs comes in as data."""
