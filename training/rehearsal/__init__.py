"""The loop without people: simulated labelers over the HTTP API, and the demo's content."""
