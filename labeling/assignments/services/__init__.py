"""Writes: tasks, claims, leases, drafts, judgments, and what they say about agreement."""
