"""Prompts and completions: intake from files, splits fixed at intake, duplicates, sources."""
