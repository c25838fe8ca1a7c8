"""Guideline releases: immutable once published, acknowledged before work."""
