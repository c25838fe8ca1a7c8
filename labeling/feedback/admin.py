"""Feedback events in Django's admin, to look at."""

from touchstone.core.admin import show

show("feedback")
