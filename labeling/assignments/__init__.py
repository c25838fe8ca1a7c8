"""Labeling tasks, the claim, leases, drafts, judgments, history and pair outcomes."""
