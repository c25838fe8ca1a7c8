"""Benchmarks: each module measures one thing and prints one JSON object. Measure alone."""
