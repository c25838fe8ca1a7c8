"""The demo: a project for people with hand-written tasks, and one that a rehearsal fills."""
