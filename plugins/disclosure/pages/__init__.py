"""Addresses, page contracts and rendering."""
