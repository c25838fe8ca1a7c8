"""Sampling: noise that belongs to a row, and the loop that uses it."""
