"""Bringing files of prompts in: reading, intake, and the labeling tasks made of them."""
