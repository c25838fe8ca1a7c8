"""Projects and their people in Django's admin, to look at."""

from touchstone.core.admin import show

show("projects")
