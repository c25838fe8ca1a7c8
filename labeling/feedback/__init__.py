"""Thumbs from deployed chatbots: durable before the answer, consented, superseded not changed."""
