"""Reads: what a labeler gets, queues, history, agreement, overviews."""
