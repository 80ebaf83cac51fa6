"""Files that are not pages."""
