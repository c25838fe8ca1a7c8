"""Writes of qualifications: publishing, banks, practice, attempts, scores, decisions."""
