"""Reads of qualifications: versions, banks, attempts, standings, what waits for a score."""
