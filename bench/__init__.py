"""Measurements on invented and on real content; none of them is a test."""
